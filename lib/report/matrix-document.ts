/** The JSON document of a matrix, written pair by pair: a large network has a million, and no text may be that long. */
import { trafficParts, type MatrixResult } from "./documents";
import { laidOut, listed } from "./json-parts";

/** The parts of the document in order, laid out as `JSON.stringify` with two spaces does. */
export function* matrixDocument({ places, reach, links, undecided, disagreements }: MatrixResult): Generator<string> {
  yield `{\n  "schema": ${JSON.stringify("cordon/matrix/1")},\n  "places": `;
  yield* listed(places, ({ id, type, addresses }) => ({ id, type, addresses: addresses.toCidrs().map(String) }));
  yield ',\n  "reach": ';
  yield* listed(reach, (pair) => ({ ...pair, traffic: trafficParts(pair.traffic) }));
  yield `,\n  "links": ${laidOut(links, 2)},\n  "undecided": `;
  yield* listed(undecided, (one) => one);
  yield `,\n  "disagreements": ${laidOut(disagreements, 2)}\n}\n`;
}

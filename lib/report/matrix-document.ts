/** The JSON document of a matrix, written pair by pair: a large network has a million, and no text may be that long. */
import { trafficParts, type MatrixResult } from "./documents";

/** The parts of the document in order, laid out as `JSON.stringify` with two spaces does. */
export function* matrixDocument({ places, reach, links, undecided }: MatrixResult): Generator<string> {
  yield `{\n  "schema": ${JSON.stringify("cordon/matrix/1")},\n  "places": `;
  yield* list(places, ({ id, type, addresses }) => ({ id, type, addresses: addresses.toCidrs().map(String) }));
  yield ',\n  "reach": ';
  yield* list(reach, (pair) => ({ ...pair, traffic: trafficParts(pair.traffic) }));
  yield `,\n  "links": ${laidOut(links, 2)},\n  "undecided": `;
  yield* list(undecided, (one) => one);
  yield "\n}\n";
}

function* list<T>(items: Iterable<T>, form: (item: T) => object): Generator<string> {
  let before = "[\n    ";
  for (const item of items) {
    yield before + laidOut(form(item), 4);
    before = ",\n    ";
  }
  yield before === ",\n    " ? "\n  ]" : "[]";
}

function laidOut(value: object, spaces: number): string {
  return JSON.stringify(value, undefined, 2).replaceAll("\n", `\n${" ".repeat(spaces)}`);
}

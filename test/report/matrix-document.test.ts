import { AddressSet, Cidr, Transport } from "../../lib/model";
import { matrixReport, type MatrixResult, type ReachedPair } from "../../lib/report";
import type { Place } from "../../lib/verify";

const place = (id: string): Place => ({
  id,
  type: "interfaces",
  spots: [],
  segment: undefined,
  addresses: AddressSet.of([Cidr.of("10.0.0.0/24")]),
});

const pair = (from: string, to: string): ReachedPair => ({
  from,
  to,
  bound: "must",
  traffic: Transport.ports("tcp", 443, 443),
  because: ["out", "in"],
});

const screen = { colour: false, width: 120 };

function result(pairs: number): MatrixResult {
  const names = Array.from({ length: pairs }, (_, at) => `place-${String(at)}`);
  return {
    places: names.map(place),
    reach: names.map((name) => pair(name, "other")),
    counts: { surely: pairs, perhaps: 0 },
    links: { exact: 1, symbolic: 2, ambiguous: 0, unknown: 0 },
    undecided: [],
    disagreements: ["a: differs"],
    pairs: pairs * pairs,
  };
}

test("a matrix is written part by part, as the whole would be", () => {
  for (const pairs of [0, 1, 3]) {
    const text = [...matrixReport(result(pairs), "json", screen).parts].join("");
    const document: unknown = JSON.parse(text);
    // Empty lists and nested ones are laid out alike.
    expect(text).toBe(`${JSON.stringify(document, undefined, 2)}\n`);
    expect(document).toMatchObject({
      schema: "cordon/matrix/1",
      places: Array.from({ length: pairs }, (_, at) => ({ id: `place-${String(at)}`, addresses: ["10.0.0.0/24"] })),
      reach: Array.from({ length: pairs }, () => ({ traffic: [{ protocol: "tcp", ports: [[443, 443]] }] })),
      undecided: [],
      disagreements: ["a: differs"],
    });
  }
});

test("a matrix asks for a pair only when it is shown", () => {
  let made = 0;
  const { places, ...rest } = result(1000);
  const reach = {
    *[Symbol.iterator]() {
      for (const { id } of places) {
        made += 1;
        yield pair(id, "other");
      }
    },
  };
  const [text = ""] = matrixReport({ ...rest, places, reach }, "text", screen).parts;
  expect(made).toBe(400);
  expect(text).toMatch(/^1000 surely, 0 perhaps {2}of 1000000 pairs of 1000 places\n/);
  expect(text).toContain("and 600 more places: --format json shows all of them");
  expect(text).toContain("and 600 more pairs: --format json shows all of them");
  const [first, second] = matrixReport({ ...rest, places, reach }, "json", screen).parts;
  expect([first, second, made]).toEqual([expect.stringContaining("schema"), expect.stringContaining("place-0"), 400]);
});

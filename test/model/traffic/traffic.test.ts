import fc from "fast-check";
import { AddressSet } from "../../../lib/model/address/address-set";
import { Cidr } from "../../../lib/model/address/cidr";
import { Traffic, type TrafficBox } from "../../../lib/model/traffic/traffic";
import { Transport } from "../../../lib/model/traffic/transport";

/** A universe of two IPv4 and one IPv6 address on either side and three ports: every packet is enumerated. */
const hosts = ["10.0.0.0", "10.0.0.2", "2001:db8::1"].map((text) => AddressSet.of([Cidr.ofAddress(text)]));
const ports = [80, 81, 443].map((port) => Transport.ports("tcp", port, port));
const pairs = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
  [2, 2],
] as const;
const packets = pairs.flatMap(([source, destination]) => [0, 1, 2].map((port) => ({ source, destination, port })));

interface RawBox {
  readonly sources: readonly number[];
  readonly destinations: readonly number[];
  readonly ports: readonly number[];
}
const rawBox: fc.Arbitrary<RawBox> = fc.record({
  sources: fc.subarray([0, 1, 2]),
  destinations: fc.subarray([0, 1, 2]),
  ports: fc.subarray([0, 1, 2]),
});
const someBoxes = fc.array(rawBox, { maxLength: 4 });
const box = (raw: RawBox): TrafficBox => ({
  source: hosts.filter((_, index) => raw.sources.includes(index)).reduce((a, b) => a.union(b), AddressSet.empty),
  destination: hosts
    .filter((_, index) => raw.destinations.includes(index))
    .reduce((a, b) => a.union(b), AddressSet.empty),
  transport: ports.filter((_, index) => raw.ports.includes(index)).reduce((a, b) => a.union(b), Transport.none),
});
const expected = (boxes: readonly RawBox[]): boolean[] =>
  packets.map((p) =>
    boxes.some(
      (b) => b.sources.includes(p.source) && b.destinations.includes(p.destination) && b.ports.includes(p.port),
    ),
  );
/** How many boxes of the set each packet is in. */
const counts = (traffic: Traffic): number[] =>
  packets.map(
    (p) =>
      traffic.boxes.filter(
        (b) =>
          b.source.contains(hosts[p.source] as AddressSet) &&
          b.destination.contains(hosts[p.destination] as AddressSet) &&
          b.transport.contains(ports[p.port] as Transport),
      ).length,
  );

describe("traffic", () => {
  test("agrees with packets one by one for every verb, in disjoint boxes", () => {
    fc.assert(
      fc.property(someBoxes, someBoxes, (rawA, rawB) => {
        const [a, b] = [Traffic.of(rawA.map(box)), Traffic.of(rawB.map(box))];
        const [inA, inB] = [expected(rawA), expected(rawB)];
        const by = (keep: (x: boolean, y: boolean) => boolean): number[] =>
          inA.map((x, i) => Number(keep(x, inB[i] === true)));
        expect(counts(a)).toEqual(by((x) => x));
        expect(counts(a.union(b))).toEqual(by((x, y) => x || y));
        expect(counts(a.intersect(b))).toEqual(by((x, y) => x && y));
        expect(counts(a.subtract(b))).toEqual(by((x, y) => x && !y));
        expect(a.contains(b)).toBe(by((x, y) => y && !x).every((count) => count === 0));
        expect(a.overlaps(b)).toBe(by((x, y) => x && y).includes(1));
        expect(a.equals(b)).toBe(by((x, y) => x !== y).every((count) => count === 0));
        expect(a.isEmpty()).toBe(!inA.includes(true));
      }),
      { numRuns: 150 },
    );
  });

  test("is canonical: however a set is cut and put together, its boxes are the same", () => {
    fc.assert(
      fc.property(someBoxes, someBoxes, (rawA, rawB) => {
        const [a, b] = [Traffic.of(rawA.map(box)), Traffic.of(rawB.map(box))];
        expect(Traffic.of([...rawA].reverse().map(box)).boxes).toEqual(a.boxes);
        expect(a.subtract(b).union(b.intersect(a)).boxes).toEqual(a.boxes);
        expect(Traffic.of(a.boxes).toString()).toBe(a.toString());
      }),
      { numRuns: 150 },
    );
  });

  const v4 = (text: string): AddressSet => AddressSet.of([Cidr.of(text)]);
  const https = Transport.ports("tcp", 443, 443);

  test("merges boxes that touch into one", () => {
    const halves = ["10.0.0.0/25", "10.0.0.128/25"].flatMap((source) =>
      ["10.0.1.0/25", "10.0.1.128/25"].map((to) => ({ source: v4(source), destination: v4(to), transport: https })),
    );
    expect(Traffic.of(halves).toString()).toBe("10.0.0.0/24 -> 10.0.1.0/24: tcp 443");
  });

  test("has no packet from one family to the other", () => {
    const mixed = { source: AddressSet.everythingV4, destination: AddressSet.everythingV6, transport: Transport.all };
    expect(Traffic.of([mixed]).equals(Traffic.none)).toBe(true);
    expect(Traffic.all.toString()).toBe("0.0.0.0/0 -> 0.0.0.0/0: all\n::/0 -> ::/0: all");
    expect(Traffic.none.toString()).toBe("nothing");
  });
});

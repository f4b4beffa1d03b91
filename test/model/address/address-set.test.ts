import fc from "fast-check";
import { AddressSet, compareAddressSets } from "../../../lib/model/address/address-set";
import { Cidr } from "../../../lib/model/address/cidr";

const points = Array.from({ length: 16 }, (_, point) => BigInt(point));
/** Any subset of the 16 addresses of a /28, as one-address blocks. */
const subset = fc.integer({ min: 0, max: 65_535 });
const has = (mask: number, point: bigint): boolean => ((BigInt(mask) >> point) & 1n) === 1n;
const setOf = (mask: number, family: 4 | 6 = 4): AddressSet =>
  AddressSet.of(points.filter((p) => has(mask, p)).map((p) => Cidr.fromNumber(family, p, family === 4 ? 32 : 128)));
const maskOf = (set: AddressSet, family: 4 | 6 = 4): number =>
  points.reduce(
    (mask, p) => mask + (set.intervals(family).some(([from, to]) => p >= from && p < to) ? 2 ** Number(p) : 0),
    0,
  );
/** The fewest blocks, by cutting in halves: an independent way to the same answer. */
const fewest = (mask: number, from = 0, size = 16): number => {
  const full = points.slice(from, from + size).filter((p) => has(mask, p)).length;
  if (full === 0) return 0;
  return full === size ? 1 : fewest(mask, from, size / 2) + fewest(mask, from + size / 2, size / 2);
};

describe("a set of addresses", () => {
  test("agrees with point-by-point sets for every verb, in both families", () => {
    fc.assert(
      fc.property(subset, subset, fc.constantFrom<4 | 6>(4, 6), (a, b, family) => {
        const [left, right] = [setOf(a, family), setOf(b, family)];
        expect(maskOf(left.union(right), family)).toBe(a | b);
        expect(maskOf(left.intersect(right), family)).toBe(a & b);
        expect(maskOf(left.subtract(right), family)).toBe(a & ~b);
        expect([left.contains(right), left.overlaps(right), left.equals(right), left.isEmpty()]).toEqual([
          (b & ~a) === 0,
          (a & b) !== 0,
          a === b,
          a === 0,
        ]);
        expect(compareAddressSets(left, right) === 0).toBe(a === b);
      }),
      { numRuns: 400 },
    );
  });

  test("gives the fewest blocks, in order, that are exactly the set", () => {
    fc.assert(
      fc.property(subset, (mask) => {
        const blocks = setOf(mask).toCidrs();
        expect(maskOf(AddressSet.of(blocks))).toBe(mask);
        expect(blocks).toHaveLength(fewest(mask));
        expect(AddressSet.of([...blocks].reverse())).toEqual(setOf(mask));
      }),
      { numRuns: 400 },
    );
  });

  test("holds both families apart", () => {
    expect(AddressSet.everything.toString()).toBe("0.0.0.0/0, ::/0");
    expect(AddressSet.everything.subtract(AddressSet.everythingV6)).toEqual(AddressSet.everythingV4);
    expect(AddressSet.everythingV4.overlaps(AddressSet.everythingV6)).toBe(false);
    expect(AddressSet.empty.toString()).toBe("nothing");
  });

  test("costs by its blocks, not by its addresses: all of IPv6 but one address is 128 blocks", () => {
    const one = AddressSet.of([Cidr.ofAddress("2001:db8::1")]);
    expect(AddressSet.everythingV6.subtract(one).toCidrs()).toHaveLength(128);
  });
});

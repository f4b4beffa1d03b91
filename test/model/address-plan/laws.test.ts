import fc from "fast-check";
import { formatLock, parseLock, planAddresses, type LockDocument } from "../../../lib/model/address-plan";
import { accepted, range, request, segment } from "./requests";

const zones = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d"), { minLength: 1 });
const asked = fc
  .uniqueArray(
    fc.record({
      name: fc.stringMatching(/^[a-h]{1,2}$/),
      zones,
      subnetPrefix: fc.integer({ min: 22, max: 28 }),
      ipv6: fc.boolean(),
    }),
    { selector: ({ name }) => name, maxLength: 12 },
  )
  .map((list) => list.map(({ name, zones: in_, subnetPrefix }) => segment(name, { zones: in_, subnetPrefix })));

/** Every subnet ever locked, as `segment/zone -> first address, IPv6 number`. */
function fixed(lock: LockDocument | undefined): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(lock?.segments ?? {}).flatMap(([name, { block, subnetPrefix, zones: in_ }]) =>
      Object.entries(in_).map(([zone, { slot, ipv6 }]) => [
        `${name}/${zone}`,
        `${String(range(block)[0] + slot * 2 ** (32 - subnetPrefix))} ${String(ipv6)}`,
      ]),
    ),
  );
}

describe("an address plan", () => {
  test("never changes a block or a slot, whatever comes, goes and returns in any order", () => {
    const steps = fc.array(fc.record({ keep: fc.array(fc.nat(11)), reverse: fc.boolean() }), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(asked, steps, (segments, turns) => {
        let lock: LockDocument | undefined;
        for (const { keep, reverse } of turns) {
          const now = segments.filter((_, index) => keep.includes(index));
          const result = accepted(request(reverse ? now.reverse() : now, { ipv6: true }), lock);
          const after = fixed(result.lock);
          for (const [key, value] of fixed(lock)) expect([key, after.get(key)]).toEqual([key, value]);
          lock = result.lock;
        }
      }),
    );
  });

  test("gives no address twice and none outside the network", () => {
    fc.assert(
      fc.property(asked, (segments) => {
        const [low, high] = range("10.40.0.0/16");
        const given = [...accepted(request(segments)).plan.values()].map(({ block, subnets }) => ({
          block: range(block.toString()),
          subnets: [...subnets.values()].map((cidr) => range(cidr.toString())),
        }));
        const apart = (ranges: readonly (readonly [number, number])[]): boolean =>
          ranges.every((a, i) => ranges.every((b, j) => i === j || a[1] < b[0] || b[1] < a[0]));
        expect(apart(given.map(({ block }) => block))).toBe(true);
        for (const { block, subnets } of given) {
          expect(block[0] >= low && block[1] <= high).toBe(true);
          expect(apart(subnets)).toBe(true);
          for (const subnet of subnets) expect(subnet[0] >= block[0] && subnet[1] <= block[1]).toBe(true);
        }
      }),
    );
  });

  test("is the same bytes for the same request in any order", () => {
    const shuffled = asked.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, ([list, other]) => {
        const again = other.map((one) => ({ ...one, zones: [...one.zones].reverse() }));
        expect(formatLock(accepted(request(again, { ipv6: true })).lock)).toBe(
          formatLock(accepted(request(list, { ipv6: true })).lock),
        );
      }),
    );
  });

  test("planned again from its own lock, written and read, changes nothing", () => {
    fc.assert(
      fc.property(asked, (segments) => {
        const first = accepted(request(segments, { ipv6: true }));
        const read = parseLock(formatLock(first.lock));
        if (!read.ok) throw new Error(read.issue.what);
        expect(planAddresses(request(segments, { ipv6: true }), read.value)).toEqual({ ...first, changes: [] });
      }),
    );
  });
});

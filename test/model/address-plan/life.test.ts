/** The whole life of an address plan, held against plain arithmetic on address numbers. */
import fc from "fast-check";
import { Cidr } from "../../../lib/model/address";
import {
  formatLock,
  freeReleased,
  planAddresses,
  type AddressRequest,
  type LockDocument,
  type SegmentRequest,
} from "../../../lib/model/address-plan";
import { range } from "./requests";

const network = "10.40.0.0/22";
const [low, high] = range(network);
const names = ["a", "b", "c", "d"];
const zones = ["x", "y", "z"];

/** A block of `size` addresses in the network, which starts at a multiple of its size. */
function blockAt(size: number, index: number): string {
  const first = low + size * (index % ((high - low + 1) / size));
  return `${[24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join(".")}/${String(32 - Math.log2(size))}`;
}

type Step =
  | {
      readonly do: "add";
      readonly name: string;
      readonly subnetPrefix: number;
      readonly room: number;
      readonly at?: number;
    }
  | { readonly do: "remove" | "free"; readonly name: string }
  | { readonly do: "zone"; readonly name: string; readonly zone: string };

const name = fc.constantFrom(...names);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("add" as const),
      name,
      subnetPrefix: fc.integer({ min: 25, max: 28 }),
      room: fc.integer({ min: 1, max: 4 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("add" as const),
      name,
      subnetPrefix: fc.integer({ min: 25, max: 28 }),
      room: fc.integer({ min: 1, max: 4 }),
      at: fc.nat(63),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom("remove" as const, "free" as const), name }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("zone" as const), name, zone: fc.constantFrom(...zones) }) },
);

const reserved = [Cidr.of("10.40.1.0/25")];

function requestOf(segments: ReadonlyMap<string, SegmentRequest>): AddressRequest {
  return { network: "st-marys", block: Cidr.of(network), reserved, ipv6: true, segments: [...segments.values()] };
}

/** The declarations after a step; a zone comes when it is not there and goes when it is. */
function after(segments: ReadonlyMap<string, SegmentRequest>, taken: Step): Map<string, SegmentRequest> {
  const next = new Map(segments);
  const known = segments.get(taken.name);
  if (taken.do === "remove") next.delete(taken.name);
  if (taken.do === "add" && known === undefined) {
    const { subnetPrefix, room, at } = taken;
    const size = 2 ** (32 - subnetPrefix + Math.ceil(Math.log2(room)));
    const block = at === undefined ? {} : { block: Cidr.of(blockAt(size, at)) };
    next.set(taken.name, { name: taken.name, zones: ["x"], subnetPrefix, reservedZones: room, ...block });
  }
  if (taken.do === "zone" && known !== undefined) {
    const others = known.zones.filter((zone) => zone !== taken.zone);
    next.set(taken.name, { ...known, zones: others.length < known.zones.length ? others : [...others, taken.zone] });
  }
  return next;
}

/** Everything that a lock has ever given out and still holds, as address numbers. */
function heldIn(lock: LockDocument): { readonly blocks: Map<string, string>; readonly subnets: Map<string, string> } {
  const blocks = new Map(Object.entries(lock.segments).map(([key, { block }]) => [key, block]));
  const subnets = new Map(
    Object.entries(lock.segments).flatMap(([key, { block, subnetPrefix, zones: by }]) =>
      Object.entries(by).map(([zone, { slot, ipv6 }]) => [
        `${key}/${zone}`,
        `${String(range(block)[0] + slot * 2 ** (32 - subnetPrefix))} ${String(ipv6)}`,
      ]),
    ),
  );
  return { blocks, subnets };
}

function expectSound(lock: LockDocument): void {
  const { blocks, subnets } = heldIn(lock);
  const held = [
    ["reserved", range("10.40.1.0/25")] as const,
    ...[...blocks].map(([key, one]) => [key, range(one)] as const),
  ];
  const wrong = held.flatMap(([key, [first, last]], index) => [
    ...(first >= low && last <= high ? [] : [`${key} is outside`]),
    ...held
      .slice(0, index)
      .flatMap(([other, [from, to]]) => (last < from || to < first ? [] : [`${key} and ${other}`])),
  ]);
  expect(wrong).toEqual([]);
  const numbers = [...subnets.values()].map((text) => text.split(" ")[1]);
  expect(new Set(numbers).size).toBe(numbers.length);
}

test("An address plan moves nothing in its whole life, except what was freed on purpose.", () => {
  const seen = { accepted: 0, refused: 0, freed: 0 };
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 25, size: "max" }), (steps) => {
      let lock: LockDocument | undefined;
      let segments: ReadonlyMap<string, SegmentRequest> = new Map();
      for (const taken of steps) {
        if (taken.do === "free") {
          // Whatever is released and held; the name of the step would seldom be one that is.
          const gone = Object.entries(lock?.segments ?? {}).find(([, { state }]) => state === "released")?.[0];
          if (lock === undefined || gone === undefined) continue;
          const freed = freeReleased(lock, gone);
          if (!freed.ok) throw new Error(freed.issue.what);
          expect(segments.has(gone)).toBe(false);
          seen.freed += 1;
          lock = freed.value;
          continue;
        }
        const wanted = after(segments, taken);
        const result = planAddresses(requestOf(wanted), lock);
        if (!result.ok) {
          seen.refused += 1;
          expect(result.issues).not.toEqual([]);
          continue;
        }
        seen.accepted += 1;
        const before = lock === undefined ? undefined : heldIn(lock);
        const now = heldIn(result.lock);
        for (const kind of ["blocks", "subnets"] as const) {
          const kept = [...(before?.[kind] ?? [])].map(([key]) => [key, now[kind].get(key)]);
          expect(kept).toEqual([...(before?.[kind] ?? [])]);
        }
        expectSound(result.lock);
        for (const [key, { zones: asked }] of wanted) {
          const planned = result.plan.get(key)!;
          expect([...planned.subnets.keys()]).toEqual([...asked].sort());
          for (const zone of asked) {
            const given = `${String(range(planned.subnets.get(zone)!.toString())[0])} ${String(planned.ipv6.get(zone))}`;
            expect([key, zone, given]).toEqual([key, zone, now.subnets.get(`${key}/${zone}`)]);
          }
        }
        const again = planAddresses(requestOf(wanted), result.lock);
        expect(again).toEqual({ ...result, changes: [] });
        const old = lock ?? { ...result.lock, segments: {} };
        expect(result.changes.length === 0).toBe(formatLock(old) === formatLock(result.lock));
        lock = result.lock;
        segments = wanted;
      }
    }),
    { numRuns: 40 },
  );
  // Each kind of step must have happened, or the law was held against nothing.
  expect(Math.min(seen.accepted, seen.refused, seen.freed)).toBeGreaterThan(0);
});

test("A plan finds no room only when no way of placing the new segments has room for all.", () => {
  const taken = fc.array(fc.record({ size: fc.constantFrom(16, 32, 64, 128), index: fc.nat(63) }), { maxLength: 8 });
  const wanted = fc.array(fc.constantFrom(16, 32, 64, 128, 256), { minLength: 1, maxLength: 12 });
  const seen = { full: 0, fits: 0 };
  fc.assert(
    fc.property(taken, wanted, (blocks, sizes) => {
      const gone = new Set<number>();
      const texts = blocks.map(({ size, index }) => blockAt(size, index));
      for (const text of texts) for (let [at, last] = range(text); at <= last; at += 1) gone.add(at);
      // An aligned block takes exactly its share of the aligned places of every smaller size, so counting decides.
      const fits = [256, 128, 64, 32, 16].every((size) => {
        let places = 0;
        for (let first = low; first <= high; first += size) {
          if (Array.from({ length: size }, (_, offset) => first + offset).every((at) => !gone.has(at))) places += 1;
        }
        const needed = sizes.filter((one) => one >= size).reduce((sum, one) => sum + one / size, 0);
        return needed <= places;
      });
      const result = planAddresses(
        {
          network: "st-marys",
          block: Cidr.of(network),
          reserved: texts.map((text) => Cidr.of(text)),
          segments: sizes.map((size, index) => ({
            name: `s${String(index)}`,
            zones: ["x"],
            subnetPrefix: 32 - Math.log2(size),
            reservedZones: 1,
          })),
        },
        undefined,
      );
      seen[fits ? "fits" : "full"] += 1;
      expect(result.ok).toBe(fits);
    }),
    { numRuns: 200 },
  );
  expect(Math.min(seen.fits, seen.full)).toBeGreaterThan(20);
});

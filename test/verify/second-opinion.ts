/** The engine against the naive evaluator: every pair of spots, many addresses, many transports. */
import { any, type Answer } from "../../lib/verify/naive/packet";
import { evaluate } from "../../lib/verify/naive/evaluate";
import { connectionOf, foreignFamily } from "../../lib/verify/explain/witness";
import { placesOf, type Spot } from "../../lib/verify/places/places";
import { publicAddresses } from "../../lib/verify/places/public-addresses";
import { isAlone, Relations } from "../../lib/verify/reach/relation";
import { Walker } from "../../lib/verify/routing/walker";
import type { RankRange } from "../../lib/verify/sets/address-atoms";
import { World } from "../../lib/verify/world/world";
import type { Network } from "./network";

/** How many packets passed, surely or perhaps. */
export const seen = { yes: 0, perhaps: 0 };

const points = [
  6 * 65_536 + 443,
  6 * 65_536 + 80,
  6 * 65_536 + 40_000,
  17 * 65_536 + 53,
  17 * 65_536 + 2000,
  65_536 + 8 * 256,
  65_536 + 3 * 256,
  47 * 65_536,
];
const clientPorts = [1024, 32_768, 49_152, 61_001];
/** Some clients take one of these; none surely does. */
const lowPorts = [1, 22, 53, 80, 123, 443];

function some(ranges: readonly RankRange[]): number[] {
  const all = ranges.flatMap(([from, end]) => Array.from({ length: Math.min(end - from, 40) }, (_, i) => from + i));
  return all.filter((_, i) => all.length <= 3 || i % Math.ceil(all.length / 3) === 0);
}

function naive(world: World, from: Spot, to_: Spot, x: number, y: number, point: number): Answer {
  const protocol = Math.floor(point / 65_536);
  const over = (ports: readonly number[]): Answer =>
    any(...ports.map((port) => evaluate(world.facts, connectionOf(world, from, to_, { x, y }, point, port))));
  if (protocol !== 6 && protocol !== 17) return over([0]);
  const usual = over(clientPorts);
  return usual === "no" && over(lowPorts) !== "no" ? "perhaps" : usual;
}

/** Fails with the packet about which the two say different things. */
export function agree(network: Pick<Network, "facts">): void {
  const facts = network.facts();
  const internet = publicAddresses(facts);
  const world = new World(facts, [internet]);
  const walker = new Walker(world, internet);
  const relations = new Relations(world, walker, "answered");
  const spots = placesOf(world, internet, undefined).flatMap((place) => place.spots);
  for (const from of spots)
    for (const to_ of spots) {
      if (from.start.kind === "internet" && to_.subnet === undefined) continue;
      if (to_.start.kind === "internet" && from.subnet === undefined) continue;
      for (const family of ["v4", "v6"] as const)
        for (const y of some(to_[family]))
          for (const x of some(from[family])) {
            const { someMay, someMust } = relations.within(from, to_, [x, x + 1], [y, y + 1]);
            for (const point of points) {
              // Of that the other family has no packets: "all" is said of what there is.
              if (foreignFamily(point) === family) continue;
              const second = naive(world, from, to_, x, y, point);
              const engine = world.rows.has(someMust, point)
                ? "yes"
                : world.rows.has(someMay, point)
                  ? "perhaps"
                  : "no";
              const agree = engine === second || (engine === "perhaps" && second !== "no");
              if (!agree)
                throw new Error(
                  `${from.id} (${String(world.atoms.first(x).value)}) to ${to_.id} (${String(world.atoms.first(y).value)}) ${String(point)}: engine ${engine}, naive ${second}`,
                );
              if (second !== "no") seen[second] += 1;
            }
          }
      if (isAlone(from, to_)) continue;
      const whole = relations.between(from, to_);
      for (const point of points) {
        if (foreignFamily(point) !== undefined) continue;
        const parts = [...relations.pieces(from, to_)].some(({ relation }) => world.rows.has(relation.someMay, point));
        expect(world.rows.has(whole.someMay, point)).toBe(parts);
      }
    }
}

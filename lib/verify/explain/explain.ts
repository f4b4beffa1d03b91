/**
 * Why one packet gets through, or everything that stops it.
 *
 * Decides from the same paths as the matrix. When nothing lets it through, the way with the fewest blockers is shown with
 * all of them, so that opening those and no others would open it.
 */
import type { Hop } from "../routing/outcome";
import type { Path } from "../reach/path";
import { isAlone, type Relations, type Standing } from "../reach/relation";
import type { Place, Spot } from "../places/places";
import type { World } from "../world/world";
import { noTraffic } from "../sets/rows";
import {
  describePoint,
  doubtsOf,
  findPair,
  pathsAt,
  rulesOf,
  wayOf,
  witnessOf,
  type Found,
  type Witness,
} from "./witness";

export interface Blocker {
  readonly at: string;
  /** The rule that denies; `none` when nothing allows. */
  readonly rule: string;
  readonly reason: string;
}

export interface Explanation {
  readonly verdict: "allowed" | "blocked" | "undecided";
  readonly hops: readonly Hop[];
  readonly blockers: readonly Blocker[];
  readonly doubts: readonly string[];
  /**
   * The packet that gets through, or may.
   *
   * @default - none does
   */
  readonly witness?: Witness;
}

/** Explains one transport point between two places. */
export function explain(
  world: World,
  relations: Relations,
  from: Place,
  to: Place,
  point: number,
  replies: "needed" | "ignored",
): Explanation {
  const passing = firstPassing(world, relations, from, to, point);
  if (passing !== undefined) {
    const { s, d, found, bound } = passing;
    const { witness, agreed } = witnessOf(world.facts, world, relations, s, d, found, point, bound, replies);
    const paths = pathsAt(relations, s, d, found);
    const path = paths.find(({ open, silent }) => open && !silent);
    const doubts = paths.flatMap((each) => doubtsOf(world, relations, s, d, each, found, point));
    return {
      verdict: bound === "must" && agreed === "yes" ? "allowed" : "undecided",
      hops: path === undefined ? [] : hopsOf(relations, s, d, path, found, point),
      blockers: [],
      doubts: [...new Set(doubts)],
      witness,
    };
  }
  const pairs = from.spots.flatMap((s) => to.spots.map((d) => ({ s, d })));
  const alone = pairs.every(({ s, d }) => isAlone(s, d));
  if (pairs.length > 0 && alone) return { verdict: "blocked", hops: [], blockers: [onlyOne(from.id)], doubts: [] };
  const [first] = pairs.flatMap(({ s, d }) => {
    const start = firstPair(s, d);
    return start === undefined ? [] : [{ s, d, start }];
  });
  if (first === undefined)
    return {
      verdict: "blocked",
      hops: [],
      blockers: [
        {
          at: from.spots.length === 0 ? from.id : to.id,
          rule: "none",
          reason: "no interface is there, or the two share no address family",
        },
      ],
      doubts: [],
    };
  return { verdict: "blocked", ...fewestBlockers(world, relations, first.s, first.d, first.start, point) };
}

function onlyOne(at: string): Blocker {
  return { at, rule: "none", reason: "it has one address only, and nobody sends to itself over a network" };
}

/** Two spots, and the lowest addresses at them, between which a transport point surely passes, or else perhaps. */
function firstPassing(world: World, relations: Relations, from: Place, to: Place, point: number): Passing | undefined {
  const has = world.rows.has.bind(world.rows);
  const pairs = from.spots.flatMap((s) => to.spots.map((d) => ({ s, d, relation: relations.between(s, d) })));
  for (const bound of ["must", "may"] as const) {
    const name = bound === "must" ? "someMust" : "someMay";
    const hit = pairs.find(({ relation }) => has(relation[name], point));
    const found = hit === undefined ? undefined : findPair(world, relations, hit.s, hit.d, point, name, true);
    if (hit !== undefined && found !== undefined) return { s: hit.s, d: hit.d, found, bound };
  }
  return undefined;
}

interface Passing {
  readonly s: Spot;
  readonly d: Spot;
  readonly found: Found;
  readonly bound: "must" | "may";
}

/** The rules that let one transport point through between two places; none when nothing does. No packet is shown. */
export function rulesBetween(
  world: World,
  relations: Relations,
  from: Place,
  to: Place,
  point: number,
): readonly string[] {
  const passing = firstPassing(world, relations, from, to, point);
  if (passing === undefined) return [];
  const { s, d, found } = passing;
  const path = wayOf(relations, s, d, found);
  return path === undefined ? [] : rulesOf(relations.standing(s, d, path, found.x, found.y), point);
}

function firstPair(from: Spot, to: Spot): Found | undefined {
  for (const family of ["v4", "v6"] as const) {
    const [x, y] = [from[family][0]?.[0], to[family][0]?.[0]];
    if (x !== undefined && y !== undefined) return { x, y };
  }
  return undefined;
}

/** What stops one packet on the way that has the least of it. */
export function fewestBlockers(
  world: World,
  relations: Relations,
  from: Spot,
  to: Spot,
  found: Found,
  point: number,
): { readonly hops: readonly Hop[]; readonly blockers: readonly Blocker[]; readonly doubts: readonly string[] } {
  const ways = pathsAt(relations, from, to, found).map((path) => {
    const standing = relations.standing(from, to, path, found.x, found.y);
    const blockers = standing.flatMap((each) => blockerOf(world, each, point));
    for (const { at, passes, rule, reason } of relations.inspections(from, to, path, found.x, found.y, point))
      if (path.open && !passes) blockers.push({ at, rule, reason });
    if (path.stopped !== undefined)
      blockers.unshift({ at: path.stopped.at, rule: "none", reason: path.stopped.reason });
    return { hops: path.forward.hops, blockers, doubts: doubtsOf(world, relations, from, to, path, found, point) };
  });
  return (
    ways.sort((a, b) => a.blockers.length - b.blockers.length)[0] ?? {
      hops: [],
      blockers: [{ at: from.id, rule: "none", reason: "nothing leads there" }],
      doubts: [],
    }
  );
}

function blockerOf({ rows }: World, { filter, role, rank, groups, may }: Standing, point: number): readonly Blocker[] {
  const passes = role === "forward" ? rows.has(may, point) : rows.answered(rows.ofPoint(point), may) !== noTraffic;
  if (passes) return [];
  const [deny] = role === "forward" ? filter.deciding(rank, point, groups) : [];
  const what = role === "forward" ? describePoint(point) : "the answer";
  return [
    {
      at: filter.at,
      rule: deny?.effect === "deny" ? deny.id : "none",
      reason: deny?.effect === "deny" ? `denies ${what}` : `nothing allows ${what}`,
    },
  ];
}

/** The hops of a path in the order of the way, with the filters between them and the rule that decides at each. */
function hopsOf(relations: Relations, from: Spot, to: Spot, path: Path, found: Found, point: number): readonly Hop[] {
  const { hops, gates } = path.forward;
  const met = gates.flatMap((gate) => ("filter" in gate ? [gate] : []));
  const placed = relations
    .standing(from, to, path, found.x, found.y)
    .filter(({ role, filter }) => role === "forward" && filter.subject.kind !== "none")
    .map(({ filter, rank, groups }) => {
      const at = met.findIndex((gate) => gate.filter === filter);
      // What stands nowhere on the way is the sender's own, before all of it, or the receiver's, after it.
      const after = at >= 0 ? (met[at]?.after ?? hops.length) : filter === to.in ? Infinity : -1;
      return { at, after, hop: { at: filter.at, rule: filter.deciding(rank, point, groups)[0]?.id ?? "none" } };
    })
    .sort((a, b) => (a.after === b.after ? a.at - b.at : a.after - b.after));
  const upTo = (first: number, end: number): readonly Hop[] =>
    placed.filter(({ after }) => first <= after && after < end).map(({ hop }) => hop);
  return [
    ...upTo(-1, 0),
    ...hops.flatMap((hop, index) => [...upTo(index, index + 1), hop]),
    ...placed.filter(({ after }) => after >= hops.length).map(({ hop }) => hop),
  ];
}

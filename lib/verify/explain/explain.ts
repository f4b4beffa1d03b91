/**
 * Why one packet gets through, or everything that stops it.
 *
 * Decides from the same paths as the matrix. When nothing lets it through, the way with the fewest blockers is shown with
 * all of them, so that opening those and no others would open it; where a route ends it, with all that are known.
 */
import type { Hop } from "../routing/outcome";
import { alternatives } from "../reach/alternatives";
import { isAlone, type Relation, type Relations } from "../reach/relation";
import type { Place, Spot } from "../places/places";
import type { World } from "../world/world";
import { answerPoints } from "./answers";
import { blockersOf, type Blocker } from "./blockers";
import { hopsBack, hopsThere } from "./hops";
import {
  doubtsOf,
  findPair,
  foreignFamily,
  pathsAt,
  rulesOf,
  wayOf,
  witnessOf,
  type Found,
  type Witness,
} from "./witness";

export interface Explanation {
  readonly verdict: "allowed" | "blocked" | "undecided";
  readonly hops: readonly Hop[];
  /** The way of the answer to the packet that is shown; none when nobody answers it, or nothing passes. */
  readonly back: readonly Hop[];
  readonly blockers: readonly Blocker[];
  /**
   * A route is among the blockers, and what stands beyond it shows only when a way leads on.
   *
   * @default - the blockers are all that stop it
   */
  readonly endsAtRoute?: true;
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
    const isAllowed =
      bound === "must" &&
      agreed === "yes" &&
      passing.others.every(
        (one) =>
          witnessOf(world.facts, world, relations, one.s, one.d, one.found, point, bound, replies).agreed === "yes",
      );
    // What surely passes does so whatever is not known.
    const known = isAllowed ? [] : paths.flatMap((each) => doubtsOf(world, relations, s, d, each, found, point));
    const walls = path === undefined ? [] : relations.inspections(s, d, path, found.x, found.y, point);
    const doubts =
      isAllowed || known.length > 0
        ? known
        : walls.map(({ at }) => `whether the rules of ${at} pass it and its answers`);
    const points =
      path === undefined
        ? []
        : answerPoints(
            world,
            [
              ...relations.standing(s, d, path, found.x, found.y),
              ...relations.answersThrough(s, d, path, found.x, found.y),
            ],
            point,
            bound,
          );
    return {
      verdict: isAllowed ? "allowed" : "undecided",
      hops: path === undefined ? [] : hopsThere(relations, s, d, path, found, point),
      back: path === undefined ? [] : hopsBack(path, found, points),
      blockers: [],
      doubts: [...new Set(doubts)],
      witness,
    };
  }
  const pairs = from.spots.flatMap((s) => to.spots.map((d) => ({ s, d })));
  const alone = pairs.every(({ s, d }) => isAlone(s, d));
  if (pairs.length > 0 && alone)
    return { verdict: "blocked", hops: [], back: [], blockers: [onlyOne(from.id)], doubts: [] };
  const [first] = pairs.flatMap(({ s, d }) => {
    const start = firstPair(s, d, point);
    return start === undefined ? [] : [{ s, d, start }];
  });
  if (first === undefined)
    return {
      verdict: "blocked",
      hops: [],
      back: [],
      blockers: [
        {
          at: from.spots.length === 0 ? from.id : to.id,
          rule: "none",
          reason: "no interface is there, or the two share no address family that has such packets",
        },
      ],
      doubts: [],
    };
  return { verdict: "blocked", back: [], ...fewestBlockers(world, relations, first.s, first.d, first.start, point) };
}

function onlyOne(at: string): Blocker {
  return { at, rule: "none", reason: "it has one address only, and nobody sends to itself over a network" };
}

/** Two spots, and the lowest addresses at them, between which a transport point surely passes, or else perhaps. */
function firstPassing(world: World, relations: Relations, from: Place, to: Place, point: number): Passing | undefined {
  const has = world.rows.has.bind(world.rows);
  const asked = world.rows.ofPoint(point);
  const units = [...alternatives(from.spots, to.spots)].map((pairs) =>
    pairs.map(([s, d]) => ({ s, d, relation: relations.of(s, d, asked) })),
  );
  for (const bound of ["must", "may"] as const) {
    const name = bound === "must" ? "someMust" : "someMay";
    const passes = ({ relation }: { readonly relation: Relation }): boolean => has(relation[name], point);
    const pairs = units.find((each) => (bound === "must" ? each.every(passes) : each.some(passes)))?.filter(passes);
    const [first, ...others] = (pairs ?? []).flatMap(({ s, d }) => {
      const found = findPair(world, relations, s, d, point, name, true);
      return found === undefined ? [] : [{ s, d, found }];
    });
    if (first !== undefined) return { ...first, bound, others: bound === "must" ? others : [] };
  }
  return undefined;
}

interface Passing {
  readonly s: Spot;
  readonly d: Spot;
  readonly found: Found;
  readonly bound: "must" | "may";
  /** The same in the other subnets that an end may be in instead. */
  readonly others: readonly Pick<Passing, "s" | "d" | "found">[];
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

/** The lowest addresses of one family that has packets of this transport. */
function firstPair(from: Spot, to: Spot, point: number): Found | undefined {
  const foreign = foreignFamily(point);
  for (const family of ["v4", "v6"] as const) {
    const [x, y] = [from[family][0]?.[0], to[family][0]?.[0]];
    if (family !== foreign && x !== undefined && y !== undefined) return { x, y };
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
): Pick<Explanation, "hops" | "blockers" | "endsAtRoute" | "doubts"> {
  const ways = pathsAt(relations, from, to, found).map((path) => {
    const standing = relations.standing(from, to, path, found.x, found.y);
    const through = path.open ? relations.answersThrough(from, to, path, found.x, found.y) : [];
    const blockers = [...blockersOf(world, standing, through, point)];
    for (const { at, passes, rule, reason } of relations.inspections(from, to, path, found.x, found.y, point))
      if (path.open && !passes) blockers.push({ at, rule, reason });
    if (path.stopped !== undefined)
      blockers.unshift({ at: path.stopped.at, rule: "none", reason: path.stopped.reason });
    const cut = path.stopped === undefined ? {} : ({ endsAtRoute: true } as const);
    const doubts = doubtsOf(world, relations, from, to, path, found, point);
    return { hops: path.forward.hops, blockers, ...cut, doubts };
  });
  return (
    ways.sort((a, b) => a.blockers.length - b.blockers.length)[0] ?? {
      hops: [],
      blockers: [{ at: from.id, rule: "none", reason: "nothing leads there" }],
      doubts: [],
    }
  );
}

/**
 * The way of a packet and the way of its answer, hop by hop, with the rule that decides at each filter.
 *
 * Security groups keep track of connections, so that none stands on the way back.
 */
import type { Spot } from "../places/places";
import type { Hop, Outcome, Remote } from "../routing/outcome";
import type { Path } from "../reach/path";
import type { Relations } from "../reach/relation";
import type { Rank } from "../sets/address-atoms";
import type { Found } from "./witness";

/** The routes that the packet takes, between the filters that it meets. */
export function hopsThere(
  relations: Relations,
  from: Spot,
  to: Spot,
  path: Path,
  found: Found,
  point: number,
): readonly Hop[] {
  const own = relations.standing(from, to, path, found.x, found.y).filter(({ role }) => role === "forward");
  const at = (end: Spot["in"]): readonly Hop[] =>
    own
      .filter(({ filter }) => filter === end && filter.subject.kind !== "none")
      .map(({ filter, rank, groups }) => ({
        at: filter.at,
        rule: filter.deciding(rank, point, groups)[0]?.id ?? "none",
      }));
  return [...at(from.out), ...between(path.forward, [found.x, found.y], point), ...at(to.in)];
}

/**
 * The same of its answer; nothing when nobody answers, or when the way is not known.
 *
 * @param points - the answer to the gateway that translated the question, if one did, and that to the client; none when nobody answers
 */
export function hopsBack(path: Path, { x, y }: Found, points: readonly number[]): readonly Hop[] {
  const [toGateway, toClient] = points;
  if (path.silent || toGateway === undefined || toClient === undefined) return [];
  const last = path.back.length - 1;
  return path.back.flatMap((outcome, index) => between(outcome, [y, x], index < last ? toGateway : toClient));
}

/** Routes and network ACLs in the order in which a packet meets them. */
function between(
  { hops, gates }: Outcome,
  [source, destination]: readonly [Rank, Rank],
  point: number,
): readonly Hop[] {
  const rankOf = (remote: Remote): Rank =>
    remote === "source" ? source : remote === "destination" ? destination : (remote[0]?.[0] ?? source);
  const met = gates.flatMap((gate) =>
    "filter" in gate && gate.filter.subject.kind !== "none"
      ? [
          {
            after: gate.after ?? hops.length,
            hop: { at: gate.filter.at, rule: gate.filter.deciding(rankOf(gate.remote), point, [])[0]?.id ?? "none" },
          },
        ]
      : [],
  );
  const upTo = (index: number): readonly Hop[] => met.filter(({ after }) => after === index).map(({ hop }) => hop);
  return [...hops.flatMap((hop, index) => [...upTo(index), hop]), ...upTo(hops.length)];
}

/**
 * Why two places are isolated, in a form that a short checker can verify without the engine.
 *
 * For every pair of spots and every pair of address ranges, either a route stops the packet, or the named filters have no
 * transport in common. The checker computes the filters again from the facts and asks the naive evaluator about routes.
 */
import type { AddressSet, Family, Transport } from "../../model";
import type { Direction, FactId } from "../../terraform";
import type { NaiveEnd } from "../naive/packet";
import { naiveEnd } from "../explain/witness";
import type { Place, Spot } from "../places/places";
import { narrowed, unfiltered, type Role } from "../reach/checks";
import type { Path } from "../reach/path";
import { isAlone, type Relations, type Standing } from "../reach/relation";
import type { RankRange } from "../sets/address-atoms";
import { noTraffic } from "../sets/rows";
import type { World } from "../world/world";

/** A filter and all that it lets through towards a range of addresses. */
export interface CertifiedFilter {
  readonly kind: "groups" | "acls";
  readonly ids: readonly FactId[];
  readonly direction: Direction;
  readonly role: Role;
  /** Which end's addresses it looks at, and the groups of that end that its rules may name. */
  readonly looksAt: "source" | "destination";
  readonly groups: readonly FactId[];
  readonly lets: Transport;
}

export type Reason =
  | { readonly kind: "route"; readonly at: string; readonly why: string }
  | { readonly kind: "filters"; readonly filters: readonly CertifiedFilter[] };

export interface CertifiedRange {
  readonly family: Family;
  readonly sources: readonly [first: bigint, last: bigint];
  readonly destinations: readonly [first: bigint, last: bigint];
  readonly reason: Reason;
}

export interface CertifiedPair {
  readonly from: string;
  readonly to: string;
  /** The two ends, as the naive evaluator knows them. */
  readonly ends: { readonly from: NaiveEnd; readonly to: NaiveEnd };
  /** All addresses that they may have. */
  readonly sources: AddressSet;
  readonly destinations: AddressSet;
  readonly ranges: readonly CertifiedRange[];
}

export interface Certificate {
  readonly from: string;
  readonly to: string;
  readonly pairs: readonly CertifiedPair[];
}

/** The certificate of two isolated places; undefined when something may pass. */
export function certify(world: World, relations: Relations, from: Place, to: Place): Certificate | undefined {
  const pairs: CertifiedPair[] = [];
  for (const s of from.spots)
    for (const d of to.spots) {
      if (isAlone(s, d)) continue;
      const ranges: CertifiedRange[] = [];
      for (const { a, b, paths } of relations.pieces(s, d)) {
        const found = certifyRange(world, relations, s, d, a, b, paths);
        if (found === undefined) return undefined;
        ranges.push(...found);
      }
      const ends = { from: naiveEnd(s), to: naiveEnd(d) };
      pairs.push({ from: s.id, to: d.id, ends, sources: s.addresses, destinations: d.addresses, ranges });
    }
  return { from: from.id, to: to.id, pairs };
}

/** Over a whole range at once when its filters agree on nothing; otherwise in halves. */
function certifyRange(
  world: World,
  relations: Relations,
  from: Spot,
  to: Spot,
  a: RankRange,
  b: RankRange,
  paths: readonly Path[],
): readonly CertifiedRange[] | undefined {
  const entries: CertifiedRange[] = [];
  for (const path of paths) {
    const reason = reasonOf(world, relations, from, to, a, b, path);
    if (reason !== undefined) {
      entries.push(entry(world, a, b, reason));
      continue;
    }
    const halves = split(a, b);
    if (halves === undefined) return undefined;
    for (const [x, y] of halves) {
      const found = certifyRange(world, relations, from, to, x, y, [path]);
      if (found === undefined) return undefined;
      entries.push(...found);
    }
  }
  return entries;
}

function reasonOf(
  world: World,
  relations: Relations,
  from: Spot,
  to: Spot,
  a: RankRange,
  b: RankRange,
  path: Path,
): Reason | undefined {
  if (!path.open && path.stopped !== undefined) return { kind: "route", at: path.stopped.at, why: path.stopped.reason };
  const { rows } = world;
  const standing = relations.standing(from, to, path, a[0], b[0]);
  // What is made of no group and no ACL, a tunnel's selectors, say, is told by address alone: as a route is.
  const gate = standing.find(
    (each) =>
      each.filter.subject.kind === "none" &&
      each.role === "forward" &&
      each.looksAt !== "other" &&
      over(world, each, each.looksAt === "source" ? a : b) === noTraffic,
  );
  if (gate !== undefined) return { kind: "route", at: gate.filter.at, why: "it lets none of these addresses through" };
  const filters = standing.filter(({ filter }) => filter.subject.kind !== "none");
  const foreign = world.atoms.first(a[0]).family === 4 ? rows.onlyIn.v6 : rows.onlyIn.v4;
  let combo = { ...unfiltered, forward: rows.minus(unfiltered.forward, foreign) };
  const certified: CertifiedFilter[] = [];
  for (const each of filters) {
    if (each.filter.subject.kind === "none" || each.looksAt === "other") continue;
    const lets = over(world, each, each.looksAt === "source" ? a : b);
    combo = narrowed(rows, combo, each.role, lets);
    const { kind, ids, direction } = each.filter.subject;
    certified.push({
      kind,
      ids,
      direction,
      role: each.role,
      looksAt: each.looksAt,
      groups: each.groups,
      lets: rows.transport(lets),
    });
  }
  const { forward } = combo;
  const reply = rows.and(combo.reply, rows.onPickedPort(combo.replyToGateway, "may"));
  if (path.silent && path.stopped !== undefined && rows.answered(forward, noTraffic, "may") === noTraffic)
    return { kind: "route", at: path.stopped.at, why: path.stopped.reason };
  if (rows.answered(forward, reply, "may") === noTraffic) return { kind: "filters", filters: certified };
  const inspected = relations.inspected(from, to, path, a, b);
  if (inspected === undefined || rows.answered(rows.and(forward, inspected.may), reply, "may") !== noTraffic)
    return undefined;
  return { kind: "route", at: inspected.at, why: "its rules pass nothing that the filters let through" };
}

function over({ rows }: World, { filter, besides }: Standing, [from, to]: RankRange): number {
  let lets = besides;
  for (let at = from; at < to;) {
    const step = filter.may.step(at);
    lets = rows.or(lets, filter.may.values[step] as number);
    at = filter.may.end(step);
  }
  return lets;
}

function split(a: RankRange, b: RankRange): readonly (readonly [RankRange, RankRange])[] | undefined {
  const half = ([from, to]: RankRange): readonly RankRange[] => [
    [from, (from + to) >> 1],
    [(from + to) >> 1, to],
  ];
  if (a[1] - a[0] > 1) return half(a).map((part) => [part, b] as const);
  if (b[1] - b[0] > 1) return half(b).map((part) => [a, part] as const);
  return undefined;
}

function entry(world: World, a: RankRange, b: RankRange, reason: Reason): CertifiedRange {
  const span = ([from, end]: RankRange) => [world.atoms.first(from).value, world.atoms.last(end - 1)] as const;
  return { family: world.atoms.familyOf(a[0]), sources: span(a), destinations: span(b), reason };
}

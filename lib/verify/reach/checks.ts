/** The filters of one path, by the end whose address they look at, and what they let through over a range. */
import type { FactId } from "../../terraform";
import type { Filter } from "../filters/filter";
import type { Spot } from "../places/places";
import type { BoxFilter, Gate, Outcome } from "../routing/outcome";
import type { Rank, RankRange } from "../sets/address-atoms";
import { allTraffic, noTraffic, type RowId, type Rows } from "../sets/rows";
import type { Steps } from "../sets/steps";
import type { Path } from "./path";

export type Bound = "may" | "must";

/**
 * What a filter sees of a connection: its first packet, the answer to the client's port, or the answer on its way to the
 * gateway that translated the question, to a port of the gateway's own choice.
 */
export type Role = "forward" | "reply" | "reply-to-gateway";

/** One filter that stands on a path, and what it looks for. */
export interface Check {
  readonly filter: Filter;
  readonly role: Role;
  /**
   * An answer to a client whose port may be any from 1024 up, so that what surely passes must serve all of them.
   *
   * @default - one port that works is enough
   */
  readonly everyPort?: true;
  /** Allowed whatever the address: by a rule that names a group of the other end. */
  readonly besides: { readonly may: RowId; readonly must: RowId };
}

/** A filter on a path, the address it looks at, and what it lets through. */
export interface Standing {
  readonly filter: Filter;
  readonly role: Role;
  readonly rank: number;
  /** Groups of the other end that rules of this filter may name. */
  readonly groups: readonly string[];
  /** Which end's address that is; `other` is a translating gateway's. */
  readonly looksAt: "source" | "destination" | "other";
  /** Let through for the groups of the other end, whatever its address; upper bound. */
  readonly besides: RowId;
  readonly may: RowId;
  readonly must: RowId;
}

export interface Combo {
  readonly forward: RowId;
  readonly reply: RowId;
  readonly replyToGateway: RowId;
}

export const unfiltered: Combo = { forward: allTraffic, reply: allTraffic, replyToGateway: allTraffic };

/** A combo that passes one more filter. */
export function narrowed(rows: Rows, combo: Combo, role: Role, row: RowId): Combo {
  switch (role) {
    case "forward":
      return { ...combo, forward: rows.and(combo.forward, row) };
    case "reply":
      return { ...combo, reply: rows.and(combo.reply, row) };
    case "reply-to-gateway":
      return { ...combo, replyToGateway: rows.and(combo.replyToGateway, row) };
  }
}

/** A combo that passes the filters of another too. */
export function together(rows: Rows, x: Combo, y: Combo): Combo {
  return {
    forward: rows.and(x.forward, y.forward),
    reply: rows.and(x.reply, y.reply),
    replyToGateway: rows.and(x.replyToGateway, y.replyToGateway),
  };
}

export const none = { may: noTraffic, must: noTraffic } as const;

export function checksOf(
  rows: Rows,
  from: Spot,
  to: Spot,
  path: Path,
): {
  readonly byDestination: readonly Check[];
  readonly bySource: readonly Check[];
  readonly fixed: readonly { readonly check: Check; readonly ranges: readonly RankRange[] }[];
  readonly boxes: readonly { readonly gate: Extract<Gate, { box: BoxFilter }>; readonly role: Check["role"] }[];
} {
  const byDestination: Check[] = [
    { filter: from.out, role: "forward", besides: namedGroups(rows, from.out, to, path.forward.groupsOut) },
  ];
  if (from.clients !== undefined) byDestination.unshift({ filter: from.clients.lets, role: "forward", besides: none });
  const bySource: Check[] = [];
  const fixed: { check: Check; ranges: readonly RankRange[] }[] = [];
  const boxes: { gate: Extract<Gate, { box: BoxFilter }>; role: Check["role"] }[] = [];
  const entry: Check = {
    filter: to.in,
    role: "forward",
    besides: namedGroups(rows, to.in, from, path.forward.groupsIn),
  };
  if (path.forward.translation === undefined) bySource.push(entry);
  else
    fixed.push({ check: { ...entry, besides: ownGroups(rows, entry, path) }, ranges: path.forward.translation.ranges });
  const add = (gates: readonly Gate[], role: Check["role"], everyPort = false): void => {
    for (const gate of gates) {
      if ("box" in gate) {
        boxes.push({ gate, role });
        continue;
      }
      const check: Check = { filter: gate.filter, role, besides: none, ...(everyPort ? { everyPort } : {}) };
      const end = gate.remote === "source" ? "from" : gate.remote === "destination" ? "to" : undefined;
      if (end === undefined) fixed.push({ check, ranges: gate.remote as readonly RankRange[] });
      else if ((end === "from") === (role === "forward")) bySource.push(check);
      else byDestination.push(check);
    }
  };
  add(path.forward.gates, "forward");
  const translated = path.forward.translation !== undefined;
  for (const [part, reply] of path.replies.entries())
    add(reply, translated && part === 0 ? "reply-to-gateway" : "reply", from.everyPort);
  return { byDestination, bySource, fixed, boxes };
}

/** What is let in for the groups of a machine that may have put its own address in. */
function ownGroups(rows: Rows, { filter, besides }: Check, { forward }: Path): Check["besides"] {
  const machine = forward.translation?.appliance;
  if (machine === undefined) return besides;
  return { ...besides, may: rows.or(besides.may, namedGroups(rows, filter, machine, "maybe").may) };
}

/** What a filter allows to the other end for its groups. */
export function namedGroups(
  rows: Rows,
  filter: Filter,
  other: Pick<Spot, "groups" | "anyGroup">,
  counts: Outcome["groupsIn"],
): { readonly may: RowId; readonly must: RowId } {
  if (counts === "no" || filter.groups.size === 0) return none;
  let may = noTraffic;
  let must = noTraffic;
  for (const group of other.groups) {
    const row = filter.groups.get(group.to);
    if (row === undefined) continue;
    may = rows.or(may, row.may);
    if (group.sure && counts === "yes") must = rows.or(must, row.must);
  }
  // It may be in each of the groups that are named.
  if (other.anyGroup) for (const row of filter.groups.values()) if (!row.list) may = rows.or(may, row.may);
  return may === noTraffic ? none : { may, must };
}

/** The different pairs of rows that checks give over a range. */
export function combosOf(rows: Rows, checks: readonly Check[], [from, to]: RankRange, bound: Bound): readonly Combo[] {
  const found: Combo[] = [];
  for (let at = from; at < to;) {
    let end = to;
    let [forward, reply, replyToGateway] = [allTraffic, allTraffic, allTraffic];
    for (const { filter, role, besides, everyPort } of checks) {
      const steps = filter[bound];
      const step = steps.step(at);
      const until = steps.end(step);
      if (until < end) end = until;
      const row = rows.or(steps.values[step] as number, besides[bound]);
      if (role === "forward") forward = rows.and(forward, row);
      else if (role === "reply")
        reply = rows.and(reply, everyPort === true && bound === "must" ? rows.forEveryClientPort(row) : row);
      else replyToGateway = rows.and(replyToGateway, row);
    }
    const isKnown = (known: Combo): boolean =>
      known.forward === forward && known.reply === reply && known.replyToGateway === replyToGateway;
    if (!found.some(isKnown)) found.push({ forward, reply, replyToGateway });
    at = end;
  }
  return found;
}

/** Whether a filter lets nothing through to any address of a spot. */
export function shut(filter: Filter, other: Spot): boolean {
  const { may } = filter;
  for (const range of other.v4) if (constant(may, range) !== noTraffic) return false;
  for (const range of other.v6) if (constant(may, range) !== noTraffic) return false;
  return true;
}

/** A range in parts, cut at some ranks. */
export function cutAt([from, to]: RankRange, cuts: readonly Rank[]): readonly RankRange[] {
  const ends = [...new Set(cuts.filter((cut) => from < cut && cut < to))].sort((a, b) => a - b);
  return [from, ...ends].map((start, index) => [start, ends[index] ?? to] as const);
}

/** The one value over a range, or -1. */
export function constant(steps: Steps, range: RankRange): number {
  const step = steps.step(range[0]);
  return steps.end(step) >= range[1] ? (steps.values[step] as number) : -1;
}

/** Groups of a spot, as far as rules of a filter may name them. */
export function groupsOf(spot: Spot, filter: Filter): readonly FactId[] {
  const named = spot.anyGroup ? [...filter.groups].flatMap(([id, { list }]) => (list ? [] : [id])) : [];
  return [...spot.groups.map(({ to }) => to), ...named];
}

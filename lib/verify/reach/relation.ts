/**
 * What can start a connection from one spot to another.
 *
 * Decides, for every address at both ends at once, which transports pass forward and whether an answer gets back. A filter
 * looks at one end's address only, so a pair is the product of what the source's address and the destination's address each
 * allow: exact, and without a product of all addresses. Refuses to decide what a doubt leaves open; it is in `may` alone.
 */
import type { Filter } from "../filters/filter";
import type { BoxFilter, Gate, Outcome, Remote } from "../routing/outcome";
import type { Walker } from "../routing/walker";
import type { Spot } from "../places/places";
import type { Rank, RankRange } from "../sets/address-atoms";
import { allTraffic, noTraffic, type RowId, type Rows } from "../sets/rows";
import type { Steps } from "../sets/steps";
import type { World } from "../world/world";
import { Paths, type Path } from "./paths";

/**
 * Rows for some address at each end and for all of them, each in both bounds.
 *
 * `someMust` ≠ empty: a packet surely gets through. `allMust` contains T: whichever addresses, T surely gets through.
 */
export interface Relation {
  readonly someMay: RowId;
  readonly someMust: RowId;
  readonly allMay: RowId;
  readonly allMust: RowId;
}

export const nothing: Relation = { someMay: noTraffic, someMust: noTraffic, allMay: noTraffic, allMust: noTraffic };

type Bound = "may" | "must";

/** One filter that stands on a path, and what it looks for. */
interface Check {
  readonly filter: Filter;
  readonly role: "forward" | "reply";
  /** Allowed whatever the address: by a rule that names a group of the other end. */
  readonly besides: { readonly may: RowId; readonly must: RowId };
}

/** A filter on a path, the address it looks at, and what it lets through. */
export interface Standing {
  readonly filter: Filter;
  readonly role: "forward" | "reply";
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

interface Combo {
  readonly forward: RowId;
  readonly reply: RowId;
}

export class Relations {
  public readonly paths: Paths;
  private readonly rows: Rows;

  public constructor(
    private readonly world: World,
    walker: Walker,
    private readonly replies: "answered" | "one-way-counts",
  ) {
    this.rows = world.rows;
    this.paths = new Paths(world, walker);
  }

  public between(from: Spot, to: Spot): Relation {
    if (this.paths.isDirect(from, to)) return this.direct(from, to);
    let result: Relation | undefined;
    for (const family of ["v4", "v6"] as const)
      for (const b of to[family])
        for (const a of from[family]) {
          const each = this.acrossPieces(from, to, a, b);
          result = result === undefined ? each : this.join(result, each);
        }
    return result ?? nothing;
  }

  /** The rows of every single way between two ranges: for those who look closer. */
  public *pieces(
    from: Spot,
    to: Spot,
  ): Generator<{
    readonly a: RankRange;
    readonly b: RankRange;
    readonly paths: readonly Path[];
    readonly relation: Relation;
  }> {
    for (const family of ["v4", "v6"] as const)
      for (const b of to[family])
        for (const a of from[family])
          for (const piece of this.paths.between(from, to, a, b))
            yield { ...piece, relation: this.piece(from, to, piece.a, piece.b, piece.paths) };
  }

  private acrossPieces(from: Spot, to: Spot, a: RankRange, b: RankRange): Relation {
    let result: Relation | undefined;
    for (const piece of this.paths.between(from, to, a, b)) {
      const each = this.piece(from, to, piece.a, piece.b, piece.paths);
      result = result === undefined ? each : this.join(result, each);
    }
    return result ?? nothing;
  }

  /** One range against one other. */
  public within(from: Spot, to: Spot, a: RankRange, b: RankRange): Relation {
    return this.acrossPieces(from, to, a, b);
  }

  /** Every filter of one path and what each does with one packet. */
  public standing(from: Spot, to: Spot, path: Path, x: number, y: number): readonly Standing[] {
    const { byDestination, bySource, fixed } = this.checks(from, to, path);
    const one = (check: Check, rank: number, other: Spot, looksAt: Standing["looksAt"]): Standing => ({
      looksAt,
      besides: check.besides.may,
      filter: check.filter,
      role: check.role,
      rank,
      groups: check.besides === none ? [] : other.groups.map(({ to: group }) => group),
      may: this.rows.or(check.filter.may.at(rank), check.besides.may),
      must: this.rows.or(check.filter.must.at(rank), check.besides.must),
    });
    return [
      ...byDestination.map((check) => one(check, y, to, "destination")),
      ...bySource.map((check) => one(check, x, from, "source")),
      ...fixed.flatMap(({ check, ranges }) => ranges.slice(0, 1).map(([first]) => one(check, first, from, "other"))),
    ];
  }

  private join(x: Relation, y: Relation): Relation {
    const { rows } = this;
    return {
      someMay: rows.or(x.someMay, y.someMay),
      someMust: rows.or(x.someMust, y.someMust),
      allMay: rows.and(x.allMay, y.allMay),
      allMust: rows.and(x.allMust, y.allMust),
    };
  }

  /** All ways between two ranges: any of them for `may`, each of them for `must`. */
  private piece(from: Spot, to: Spot, a: RankRange, b: RankRange, paths: readonly Path[]): Relation {
    const { rows } = this;
    let [someMay, allMay] = [noTraffic, paths.length === 0 ? noTraffic : allTraffic];
    let [someMust, allMust] = paths.length === 0 ? [noTraffic, noTraffic] : [allTraffic, allTraffic];
    for (const path of paths) {
      const may = path.open ? this.along(from, to, a, b, path, "may") : { some: noTraffic, all: noTraffic };
      const must =
        path.open && path.sure ? this.along(from, to, a, b, path, "must") : { some: noTraffic, all: noTraffic };
      someMay = rows.or(someMay, may.some);
      allMay = paths.length === 1 ? may.all : rows.or(allMay === allTraffic ? noTraffic : allMay, may.all);
      someMust = rows.and(someMust, paths.length === 1 ? must.some : must.all);
      allMust = rows.and(allMust, must.all);
    }
    return { someMay, someMust, allMay, allMust };
  }

  private along(
    from: Spot,
    to: Spot,
    a: RankRange,
    b: RankRange,
    path: Path,
    bound: Bound,
  ): { readonly some: RowId; readonly all: RowId } {
    const { rows } = this;
    const { byDestination, bySource, fixed, boxes } = this.checks(from, to, path);
    let base: Combo = { forward: allTraffic, reply: path.silent ? noTraffic : allTraffic };
    for (const { check, ranges } of fixed) {
      const combos = ranges.flatMap((range) => this.combos([check], range, bound));
      const merge = bound === "may" ? rows.or.bind(rows) : rows.and.bind(rows);
      const [first, ...rest] = combos;
      if (first === undefined) continue;
      const joined = rest.reduce(
        (x, y) => ({ forward: merge(x.forward, y.forward), reply: merge(x.reply, y.reply) }),
        first,
      );
      base = { forward: rows.and(base.forward, joined.forward), reply: rows.and(base.reply, joined.reply) };
    }
    if (boxes.length === 0)
      return this.multiply(this.combos(byDestination, b, bound), this.combos(bySource, a, bound), base);
    // Filters on both ends cannot be split: each pair of ranges on which they are constant is looked at.
    const cuts = boxes.flatMap(({ gate }) => gate.box.cuts);
    let [some, all] = [noTraffic, allTraffic];
    for (const y of cutAt(b, cuts))
      for (const x of cutAt(a, cuts)) {
        let { forward, reply } = base;
        for (const { gate, role } of boxes) {
          const row = this.boxRow(gate, role, x[0], y[0], bound);
          if (role === "forward") forward = rows.and(forward, row);
          else reply = rows.and(reply, row);
        }
        const part = this.multiply(this.combos(byDestination, y, bound), this.combos(bySource, x, bound), {
          forward,
          reply,
        });
        some = rows.or(some, part.some);
        all = rows.and(all, part.all);
      }
    return { some, all };
  }

  private multiply(
    destinations: readonly Combo[],
    sources: readonly Combo[],
    base: Combo,
  ): { readonly some: RowId; readonly all: RowId } {
    const { rows } = this;
    let [some, all] = [noTraffic, allTraffic];
    for (const x of destinations)
      for (const y of sources) {
        const forward = rows.and(rows.and(x.forward, y.forward), base.forward);
        const reply = rows.and(rows.and(x.reply, y.reply), base.reply);
        const row = this.replies === "answered" ? rows.answered(forward, reply) : forward;
        some = rows.or(some, row);
        all = rows.and(all, row);
      }
    return { some, all };
  }

  /** What a filter on both ends lets through; a translating gateway may have any of its addresses. */
  private boxRow(gate: Extract<Gate, { box: BoxFilter }>, role: Check["role"], x: Rank, y: Rank, bound: Bound): RowId {
    const { rows } = this;
    const [near, far] = role === "forward" ? [x, y] : [y, x];
    const ranksOf = (remote: Remote, own: Rank): readonly Rank[] =>
      typeof remote === "string"
        ? [own]
        : remote.flatMap((range) => cutAt(range, gate.box.cuts).map(([first]) => first));
    let row: RowId | undefined;
    for (const source of ranksOf(gate.source, near))
      for (const destination of ranksOf(gate.destination, far)) {
        const one = gate.box.pass(source, destination)[bound];
        row = row === undefined ? one : bound === "may" ? rows.or(row, one) : rows.and(row, one);
      }
    return row ?? noTraffic;
  }

  private checks(
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
      { filter: from.out, role: "forward", besides: this.named(from.out, to, path.forward.groupsOut) },
    ];
    const bySource: Check[] = [];
    const fixed: { check: Check; ranges: readonly RankRange[] }[] = [];
    const boxes: { gate: Extract<Gate, { box: BoxFilter }>; role: Check["role"] }[] = [];
    const entry: Check = { filter: to.in, role: "forward", besides: this.named(to.in, from, path.forward.groupsIn) };
    if (path.forward.translation === undefined) bySource.push(entry);
    else fixed.push({ check: entry, ranges: path.forward.translation.ranges });
    const add = (gates: readonly Gate[], role: Check["role"]): void => {
      for (const gate of gates) {
        if ("box" in gate) {
          boxes.push({ gate, role });
          continue;
        }
        const check: Check = { filter: gate.filter, role, besides: none };
        const end = gate.remote === "source" ? "from" : gate.remote === "destination" ? "to" : undefined;
        if (end === undefined) fixed.push({ check, ranges: gate.remote as readonly RankRange[] });
        else if ((end === "from") === (role === "forward")) bySource.push(check);
        else byDestination.push(check);
      }
    };
    add(path.forward.gates, "forward");
    for (const reply of path.replies) add(reply, "reply");
    return { byDestination, bySource, fixed, boxes };
  }

  /** What a filter allows to the other end for its groups. */
  private named(
    filter: Filter,
    other: Spot,
    counts: Outcome["groupsIn"],
  ): { readonly may: RowId; readonly must: RowId } {
    if (counts === "no" || filter.groups.size === 0) return none;
    let may = noTraffic;
    let must = noTraffic;
    for (const group of other.groups) {
      const row = filter.groups.get(group.to);
      if (row === undefined) continue;
      may = this.rows.or(may, row.may);
      if (group.sure && counts === "yes") must = this.rows.or(must, row.must);
    }
    return may === noTraffic ? none : { may, must };
  }

  /** The different pairs of rows that checks give over a range. */
  private combos(checks: readonly Check[], [from, to]: RankRange, bound: Bound): readonly Combo[] {
    const { rows } = this;
    const found: Combo[] = [];
    for (let at = from; at < to;) {
      let end = to;
      let [forward, reply] = [allTraffic, allTraffic];
      for (const { filter, role, besides } of checks) {
        const steps = filter[bound];
        const step = steps.step(at);
        const until = steps.end(step);
        if (until < end) end = until;
        const row = rows.or(steps.values[step] as number, besides[bound]);
        if (role === "forward") forward = rows.and(forward, row);
        else reply = rows.and(reply, row);
      }
      if (!found.some((known) => known.forward === forward && known.reply === reply)) found.push({ forward, reply });
      at = end;
    }
    return found;
  }

  /** Within one VPC, with nothing between the subnets but their ACLs. Nearly all pairs end here, and most of them closed. */
  private direct(from: Spot, to: Spot): Relation {
    const outNamed = this.named(from.out, to, "yes");
    if (outNamed === none && shut(from.out, to)) return nothing;
    const inNamed = this.named(to.in, from, "yes");
    if (inNamed === none && shut(to.in, from)) return nothing;
    let result: Relation | undefined;
    for (const family of ["v4", "v6"] as const)
      for (const b of to[family])
        for (const a of from[family]) {
          const each = this.directRange(from, to, a, b, outNamed, inNamed);
          result = result === undefined ? each : this.join(result, each);
        }
    const found = result ?? nothing;
    if (found.someMay === noTraffic) return nothing;
    return from.certain && to.certain ? found : { ...found, someMust: noTraffic, allMust: noTraffic };
  }

  private directRange(
    from: Spot,
    to: Spot,
    a: RankRange,
    b: RankRange,
    outNamed: Check["besides"],
    inNamed: Check["besides"],
  ): Relation {
    const s = from.subnet as NonNullable<Spot["subnet"]>;
    const t = to.subnet as NonNullable<Spot["subnet"]>;
    const same = s.id === t.id;
    const may = this.product(from, to, a, b, outNamed, inNamed, same, "may");
    if (may.some === noTraffic) return nothing;
    const exact =
      from.out.may === from.out.must &&
      to.in.may === to.in.must &&
      outNamed.may === outNamed.must &&
      inNamed.may === inNamed.must &&
      (same ||
        (s.out.may === s.out.must && s.in.may === s.in.must && t.out.may === t.out.must && t.in.may === t.in.must));
    const must = exact ? may : this.product(from, to, a, b, outNamed, inNamed, same, "must");
    return { someMay: may.some, allMay: may.all, someMust: must.some, allMust: must.all };
  }

  private product(
    from: Spot,
    to: Spot,
    a: RankRange,
    b: RankRange,
    outNamed: Check["besides"],
    inNamed: Check["besides"],
    same: boolean,
    bound: Bound,
  ): { readonly some: RowId; readonly all: RowId } {
    const { rows } = this;
    const s = from.subnet as NonNullable<Spot["subnet"]>;
    const t = to.subnet as NonNullable<Spot["subnet"]>;
    // The whole range is on one step of every filter almost always, and most pairs end at the first.
    const out = constant(from.out[bound], b);
    const into = constant(to.in[bound], a);
    if (out >= 0 && into >= 0) {
      const forward = rows.and(rows.or(out, outNamed[bound]), rows.or(into, inNamed[bound]));
      if (forward === noTraffic) return closed;
      if (same) return { some: forward, all: forward };
      const [so, ti] = [constant(s.out[bound], b), constant(t.in[bound], a)];
      const [to_, si] = [constant(t.out[bound], a), constant(s.in[bound], b)];
      if (so >= 0 && ti >= 0 && to_ >= 0 && si >= 0) {
        const passed = rows.and(forward, rows.and(so, ti));
        const row = this.replies === "answered" ? rows.answered(passed, rows.and(to_, si)) : passed;
        return { some: row, all: row };
      }
    }
    const destinations: Check[] = [{ filter: from.out, role: "forward", besides: outNamed }];
    const sources: Check[] = [{ filter: to.in, role: "forward", besides: inNamed }];
    if (!same) {
      destinations.push(
        { filter: s.out, role: "forward", besides: none },
        { filter: s.in, role: "reply", besides: none },
      );
      sources.push({ filter: t.in, role: "forward", besides: none }, { filter: t.out, role: "reply", besides: none });
    }
    let [some, all] = [noTraffic, allTraffic];
    const right = this.combos(sources, a, bound);
    for (const x of this.combos(destinations, b, bound))
      for (const y of right) {
        const forward = rows.and(x.forward, y.forward);
        const row = this.replies === "answered" ? rows.answered(forward, rows.and(x.reply, y.reply)) : forward;
        some = rows.or(some, row);
        all = rows.and(all, row);
      }
    return { some, all };
  }
}

const none = { may: noTraffic, must: noTraffic } as const;
const closed = { some: noTraffic, all: noTraffic } as const;

/** Whether a filter lets nothing through to any address of a spot. */
function shut(filter: Filter, other: Spot): boolean {
  const { may } = filter;
  for (const range of other.v4) if (constant(may, range) !== noTraffic) return false;
  for (const range of other.v6) if (constant(may, range) !== noTraffic) return false;
  return true;
}

/** A range in parts, cut at some ranks. */
function cutAt([from, to]: RankRange, cuts: readonly Rank[]): readonly RankRange[] {
  const ends = [...new Set(cuts.filter((cut) => from < cut && cut < to))].sort((a, b) => a - b);
  return [from, ...ends].map((start, index) => [start, ends[index] ?? to] as const);
}

/** The one value over a range, or -1. */
function constant(steps: Steps, range: RankRange): number {
  const step = steps.step(range[0]);
  return steps.end(step) >= range[1] ? (steps.values[step] as number) : -1;
}

/**
 * What can start a connection from one spot to another.
 *
 * Decides, for every address at both ends at once, which transports pass forward and whether an answer gets back. A filter
 * looks at one end's address only, so a pair is the product of what the source's address and the destination's address each
 * allow: exact, and without a product of all addresses. Refuses to decide what a doubt leaves open; it is in `may` alone.
 */
import type { BoxFilter, Gate, Remote } from "../routing/outcome";
import type { Walker } from "../routing/walker";
import type { Spot } from "../places/places";
import type { Rank, RankRange } from "../sets/address-atoms";
import { allTraffic, noTraffic, type RowId, type Rows } from "../sets/rows";
import type { World } from "../world/world";
import {
  checksOf,
  combosOf,
  constant,
  cutAt,
  namedGroups,
  none,
  shut,
  type Bound,
  type Check,
  type Combo,
  type Standing,
} from "./checks";
import type { Path } from "./path";
import { Paths } from "./paths";

export type { Standing };

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
    const { byDestination, bySource, fixed } = checksOf(this.rows, from, to, path);
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
    const { byDestination, bySource, fixed, boxes } = checksOf(this.rows, from, to, path);
    let base: Combo = { forward: allTraffic, reply: path.silent ? noTraffic : allTraffic };
    for (const { check, ranges } of fixed) {
      const combos = ranges.flatMap((range) => combosOf(this.rows, [check], range, bound));
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
      return this.multiply(combosOf(this.rows, byDestination, b, bound), combosOf(this.rows, bySource, a, bound), base);
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
        const part = this.multiply(
          combosOf(this.rows, byDestination, y, bound),
          combosOf(this.rows, bySource, x, bound),
          {
            forward,
            reply,
          },
        );
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

  /** Within one VPC, with nothing between the subnets but their ACLs. Nearly all pairs end here, and most of them closed. */
  private direct(from: Spot, to: Spot): Relation {
    const outNamed = namedGroups(this.rows, from.out, to, "yes");
    if (outNamed === none && shut(from.out, to)) return nothing;
    const inNamed = namedGroups(this.rows, to.in, from, "yes");
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
    const right = combosOf(this.rows, sources, a, bound);
    for (const x of combosOf(this.rows, destinations, b, bound))
      for (const y of right) {
        const forward = rows.and(x.forward, y.forward);
        const row = this.replies === "answered" ? rows.answered(forward, rows.and(x.reply, y.reply)) : forward;
        some = rows.or(some, row);
        all = rows.and(all, row);
      }
    return { some, all };
  }
}

const closed = { some: noTraffic, all: noTraffic } as const;

/**
 * What can start a connection from one spot to another.
 *
 * Decides, for every address at both ends at once, which transports pass forward and whether an answer gets back. A filter
 * looks at one end's address only, so a pair is the product of what the source's address and the destination's address each
 * allow: exact, and without a product of all addresses. Refuses to decide what a doubt leaves open; it is in `may` alone.
 */
import type { FactId } from "../../terraform";
import type { Filter } from "../filters/filter";
import type { BoxFilter, Gate, Remote } from "../routing/outcome";
import type { Walker } from "../routing/walker";
import type { Spot } from "../places/places";
import type { Rank, RankRange } from "../sets/address-atoms";
import { allTraffic, noTraffic, type RowId, type Rows } from "../sets/rows";
import type { World } from "../world/world";
import {
  checksOf,
  combosOf,
  cutAt,
  narrowed,
  none,
  together,
  unfiltered,
  type Bound,
  type Check,
  type Combo,
  type Standing,
} from "./checks";
import type { Path } from "./path";
import { Direct } from "./direct";
import { anyAddress, join, joinFamilies, multiply, nothing, type Relation, type Replies } from "./bounds";
import { Paths } from "./paths";

export type { Standing };
export { nothing, type Relation };

/** Groups of a spot, as far as rules of a filter may name them. */
function groupsOf(spot: Spot, filter: Filter): readonly FactId[] {
  return [...spot.groups.map(({ to }) => to), ...(spot.anyGroup ? filter.groups.keys() : [])];
}

export class Relations {
  public readonly paths: Paths;
  private readonly rows: Rows;
  private readonly near: Direct;

  public constructor(
    private readonly world: World,
    walker: Walker,
    private readonly replies: Replies,
  ) {
    this.rows = world.rows;
    this.near = new Direct(world.rows, replies);
    this.paths = new Paths(world, walker);
  }

  public between(from: Spot, to: Spot): Relation {
    if (this.paths.isDirect(from, to)) return this.near.between(from, to);
    const across = (family: "v4" | "v6"): Relation | undefined => {
      let result: Relation | undefined;
      for (const b of to[family])
        for (const a of from[family]) {
          const each = this.acrossPieces(from, to, a, b);
          result = result === undefined ? each : join(this.rows, result, each);
        }
      return result;
    };
    const whole = joinFamilies(this.rows, across("v4"), across("v6"));
    return to.endpoint === undefined ? whole : anyAddress(whole);
  }

  /** The rows of every single way between two ranges: for those who look closer. */
  public *pieces(
    from: Spot,
    to: Spot,
  ): Generator<{
    readonly family: "v4" | "v6";
    readonly a: RankRange;
    readonly b: RankRange;
    readonly paths: readonly Path[];
    readonly relation: Relation;
  }> {
    for (const family of ["v4", "v6"] as const)
      for (const b of to[family])
        for (const a of from[family])
          for (const piece of this.paths.between(from, to, a, b))
            yield { ...piece, family, relation: this.piece(from, to, piece.a, piece.b, piece.paths) };
  }

  private acrossPieces(from: Spot, to: Spot, a: RankRange, b: RankRange): Relation {
    let result: Relation | undefined;
    for (const piece of this.paths.between(from, to, a, b)) {
      const each = this.piece(from, to, piece.a, piece.b, piece.paths);
      result = result === undefined ? each : join(this.rows, result, each);
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
      groups: check.besides === none ? [] : groupsOf(other, check.filter),
      may: this.rows.or(check.filter.may.at(rank), check.besides.may),
      must: this.rows.or(check.filter.must.at(rank), check.besides.must),
    });
    return [
      ...byDestination.map((check) => one(check, y, to, "destination")),
      ...bySource.map((check) => one(check, x, from, "source")),
      ...fixed.flatMap(({ check, ranges }) => ranges.slice(0, 1).map(([first]) => one(check, first, from, "other"))),
    ];
  }

  /** All ways between two ranges: any of them for `may`, each of them for `must`. */
  private piece(from: Spot, to: Spot, a: RankRange, b: RankRange, ways: readonly Path[]): Relation {
    const { rows } = this;
    const paths = distinct(ways);
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
    let base: Combo = path.silent ? { ...unfiltered, reply: noTraffic } : unfiltered;
    for (const { check, ranges } of fixed) {
      const combos = ranges.flatMap((range) => combosOf(this.rows, [check], range, bound));
      const merge = bound === "may" ? rows.or.bind(rows) : rows.and.bind(rows);
      const [first, ...rest] = combos;
      if (first === undefined) continue;
      const joined = rest.reduce(
        (x, y) => ({
          forward: merge(x.forward, y.forward),
          reply: merge(x.reply, y.reply),
          replyToGateway: merge(x.replyToGateway, y.replyToGateway),
        }),
        first,
      );
      base = together(rows, base, joined);
    }
    if (boxes.length === 0)
      return multiply(
        this.rows,
        this.replies,
        combosOf(this.rows, byDestination, b, bound),
        combosOf(this.rows, bySource, a, bound),
        base,
        bound,
      );
    // Filters on both ends cannot be split: each pair of ranges on which they are constant is looked at.
    const cuts = boxes.flatMap(({ gate }) => gate.box.cuts);
    let [some, all] = [noTraffic, allTraffic];
    for (const y of cutAt(b, cuts))
      for (const x of cutAt(a, cuts)) {
        let boxed = base;
        for (const { gate, role } of boxes)
          boxed = narrowed(rows, boxed, role, this.boxRow(gate, role, x[0], y[0], bound));
        const part = multiply(
          this.rows,
          this.replies,
          combosOf(this.rows, byDestination, y, bound),
          combosOf(this.rows, bySource, x, bound),
          boxed,
          bound,
        );
        some = rows.or(some, part.some);
        all = rows.and(all, part.all);
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
}

/** Ways with the same filters are one: two connections to one site, two attachment subnets with one ACL. */
function distinct(paths: readonly Path[]): readonly Path[] {
  return paths.filter((path, i) => !paths.slice(0, i).some((earlier) => isSame(earlier, path)));
}

function isSame(a: Path, b: Path): boolean {
  if (a.open !== b.open || a.silent !== b.silent || a.sure !== b.sure) return false;
  if (!a.open) return true;
  const [x, y] = [a.forward, b.forward];
  return (
    x.groupsIn === y.groupsIn &&
    x.groupsOut === y.groupsOut &&
    x.translation?.id === y.translation?.id &&
    a.replies.length === b.replies.length &&
    [x.gates, ...a.replies].every((gates, i) => sameGates(gates, i === 0 ? y.gates : (b.replies[i - 1] ?? [])))
  );
}

function sameGates(a: readonly Gate[], b: readonly Gate[]): boolean {
  return a.length === b.length && a.every((gate, i) => sameGate(gate, b[i] as Gate));
}

function sameGate(a: Gate, b: Gate): boolean {
  if ("box" in a) return "box" in b && a.box === b.box && a.source === b.source && a.destination === b.destination;
  if (!("filter" in b) || a.remote !== b.remote) return false;
  const [x, y] = [a.filter, b.filter];
  return x === y || (x.may === y.may && x.must === y.must && x.groups.size === 0 && y.groups.size === 0);
}

/**
 * What can start a connection from one spot to another.
 *
 * Decides, for every address at both ends at once, which transports pass forward and whether an answer gets back. A filter
 * looks at one end's address only, so a pair is the product of what the source's address and the destination's address each
 * allow: exact, and without a product of all addresses. Refuses to decide what a doubt leaves open; it is in `may` alone.
 */
import type { Gate } from "../routing/outcome";
import type { Walker } from "../routing/walker";
import type { Spot } from "../places/places";
import type { RankRange } from "../sets/address-atoms";
import { allTraffic, noTraffic, type RowId, type Rows } from "../sets/rows";
import type { World } from "../world/world";
import {
  checksOf,
  combosOf,
  cutAt,
  groupsOf,
  none,
  together,
  unfiltered,
  type Bound,
  type Check,
  type Combo,
  type Standing,
} from "./checks";
import type { Path } from "./path";
import { Direct, mayLackV6 } from "./direct";
import {
  anyAddress,
  join,
  joinFamilies,
  multiply,
  nothing,
  perhaps,
  type Relation,
  type Replies,
  type Said,
} from "./bounds";
import { Paths } from "./paths";
import { answersThrough, inspect, throughBoxes, type AnswersThrough, type Inspection } from "./through-boxes";

export type { Standing };
export { nothing, type Relation };

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

  /** What passes of some traffic that is asked about: a rule for everything lets through no ICMPv6 over IPv4. */
  public of(from: Spot, to: Spot, asked: RowId): Relation {
    return this.between(from, to, this.rows.isSweeping(asked) ? "as-a-whole" : "each-by-itself");
  }

  public between(from: Spot, to: Spot, said: Said = "as-a-whole"): Relation {
    if (isAlone(from, to)) return nothing;
    if (this.paths.isDirect(from, to)) return this.near.between(from, to, said);
    const across = (family: "v4" | "v6"): Relation | undefined => {
      let result: Relation | undefined;
      for (const b of to[family])
        for (const a of from[family]) {
          const each = this.acrossPieces(from, to, a, b);
          result = result === undefined || each === undefined ? (each ?? result) : join(this.rows, result, each);
        }
      return result;
    };
    const whole = joinFamilies(this.rows, across("v4"), across("v6"), said, mayLackV6(from, to));
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
    readonly isElsewhere: boolean;
    readonly relation: Relation;
  }> {
    for (const family of ["v4", "v6"] as const)
      for (const b of to[family])
        for (const a of from[family])
          for (const piece of this.paths.between(from, to, a, b))
            yield { ...piece, family, relation: this.single(from, to, piece.a, piece.b, piece.paths) };
  }

  /** @returns undefined when none of these addresses are at the two ends, as seen from each other */
  private acrossPieces(from: Spot, to: Spot, a: RankRange, b: RankRange): Relation | undefined {
    let result: Relation | undefined;
    for (const piece of this.paths.between(from, to, a, b)) {
      if (piece.isElsewhere) continue;
      const each = this.piece(from, to, piece.a, piece.b, piece.paths);
      result = result === undefined ? each : join(this.rows, result, each);
    }
    return result;
  }

  /** What one way alone lets through between two ranges. */
  public along(from: Spot, to: Spot, a: RankRange, b: RankRange, path: Path): Relation {
    return this.single(from, to, a, b, [path]);
  }

  /** One range against one other. */
  public within(from: Spot, to: Spot, a: RankRange, b: RankRange): Relation {
    return this.seen(from, to, this.acrossPieces(from, to, a, b) ?? nothing, b);
  }

  private single(from: Spot, to: Spot, a: RankRange, b: RankRange, ways: readonly Path[]): Relation {
    return this.seen(from, to, this.piece(from, to, a, b, ways), b);
  }

  /** What is said of one range alone holds as far as the ends have addresses of its family. */
  private seen(from: Spot, to: Spot, relation: Relation, [rank]: RankRange): Relation {
    return mayLackV6(from, to) && this.world.atoms.familyOf(rank) === 6 ? perhaps(relation) : relation;
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

  /** What each firewall on a path makes of one packet. */
  public inspections(from: Spot, to: Spot, path: Path, x: number, y: number, point: number): readonly Inspection[] {
    return inspect(this.rows, checksOf(this.rows, from, to, path).boxes, [x, y], point);
  }

  /** What each firewall on a path makes of the answers to one packet. */
  public answersThrough(from: Spot, to: Spot, path: Path, x: number, y: number): readonly AnswersThrough[] {
    return answersThrough(this.rows, checksOf(this.rows, from, to, path).boxes, [x, y]);
  }

  /** What the firewalls on a path may let through between some addresses of two ranges, and which they are. */
  public inspected(
    from: Spot,
    to: Spot,
    path: Path,
    a: RankRange,
    b: RankRange,
  ): { at: string; may: RowId } | undefined {
    const { boxes } = checksOf(this.rows, from, to, path);
    const [first] = boxes;
    if (first === undefined) return undefined;
    const cuts = boxes.flatMap(({ gate }) => gate.box.cuts);
    const mays = cutAt(a, cuts).flatMap((x) =>
      cutAt(b, cuts).flatMap((y) => throughBoxes(this.rows, boxes, unfiltered, [x[0], y[0]], "may", "whole")),
    );
    return { at: first.gate.box.at, may: mays.reduce((row, { forward }) => this.rows.or(row, forward), noTraffic) };
  }

  /** All ways between two ranges: any of them for `may`, each of them for `must`. */
  private piece(from: Spot, to: Spot, a: RankRange, b: RankRange, ways: readonly Path[]): Relation {
    const { rows } = this;
    const paths = distinct(ways);
    const single = paths.filter(({ forward }) => !forward.optional).length === 1;
    let [someMay, allMay] = [noTraffic, paths.length === 0 ? noTraffic : allTraffic];
    let [someMust, allMust] = paths.length === 0 ? [noTraffic, noTraffic] : [allTraffic, allTraffic];
    for (const path of paths) {
      const may = path.open ? this.bounded(from, to, a, b, path, "may") : closed;
      if (path.forward.optional) {
        someMay = rows.or(someMay, may.some);
        continue;
      }
      const must = path.open && path.sure ? this.bounded(from, to, a, b, path, "must") : closed;
      someMay = rows.or(someMay, may.some);
      allMay = single ? may.all : rows.or(allMay === allTraffic ? noTraffic : allMay, may.all);
      someMust = rows.and(someMust, single ? must.some : must.each);
      allMust = rows.and(allMust, must.all);
    }
    return { someMay, someMust, allMay, allMust };
  }

  private bounded(from: Spot, to: Spot, a: RankRange, b: RankRange, path: Path, bound: Bound): Along {
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
    const product = (x: RankRange, y: RankRange, with_: readonly Combo[]): { some: RowId; all: RowId } => {
      const ends = [combosOf(rows, byDestination, y, bound), combosOf(rows, bySource, x, bound)] as const;
      const parts = with_.map((combo) => multiply(rows, this.replies, ...ends, combo, bound));
      const or = (pick: "some" | "all"): RowId => parts.reduce((row, part) => rows.or(row, part[pick]), noTraffic);
      return { some: or("some"), all: or("all") };
    };
    if (boxes.length === 0) {
      const { some, all } = product(a, b, [base]);
      return { some, each: all, all };
    }
    // Filters on both ends cannot be split: each pair of ranges on which they are constant is looked at.
    const cuts = boxes.flatMap(({ gate }) => gate.box.cuts);
    let [some, each, all] = [noTraffic, allTraffic, allTraffic];
    for (const y of cutAt(b, cuts))
      for (const x of cutAt(a, cuts)) {
        const named = product(x, y, throughBoxes(rows, boxes, base, [x[0], y[0]], bound, "named"));
        const whole =
          bound === "may" ? named : product(x, y, throughBoxes(rows, boxes, base, [x[0], y[0]], bound, "whole"));
        some = rows.or(some, named.some);
        each = rows.and(each, named.all);
        all = rows.and(all, whole.all);
      }
    return { some, each, all };
  }
}

/** One interface with one address: no second end. A part of a kind of interface is made anew for each name. */
export function isAlone(from: Spot, to: Spot): boolean {
  const isPart = from.subnet !== undefined && from.id === to.id && from.addresses.equals(to.addresses);
  if (from !== to && !isPart) return false;
  const [only, ...others] = from.addresses.toCidrs();
  return only !== undefined && others.length === 0 && only.size === 1n;
}

/** What one way lets through: for some address, for each, and for each whatever the connection carries. */
interface Along {
  readonly some: RowId;
  readonly each: RowId;
  readonly all: RowId;
}

const closed: Along = { some: noTraffic, each: noTraffic, all: noTraffic };

/** Ways with the same filters are one: two connections to one site, two attachment subnets with one ACL. */
function distinct(paths: readonly Path[]): readonly Path[] {
  const kept: Path[] = [];
  for (const path of paths) if (!kept.some((one) => isSame(one, path))) kept.push(path);
  return kept;
}

function isSame(a: Path, b: Path): boolean {
  if (a.open !== b.open || a.forward.optional !== b.forward.optional || a.silent !== b.silent || a.sure !== b.sure)
    return false;
  if (!a.open) return true;
  const [x, y] = [a.forward, b.forward];
  return (
    x.groupsIn === y.groupsIn &&
    x.groupsOut === y.groupsOut &&
    x.translation?.id === y.translation?.id &&
    x.translation?.subnet === y.translation?.subnet &&
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

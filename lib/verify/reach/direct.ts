/** Pairs within one VPC: nearly all pairs of a large network, and most of them closed at the first look. */
import type { Spot } from "../places/places";
import type { RankRange } from "../sets/address-atoms";
import { allTraffic, noTraffic, type RowId, type Rows } from "../sets/rows";
import { join, joinFamilies, nothing, type Relation, type Replies, type Said } from "./bounds";
import { combosOf, constant, namedGroups, none, shut, type Bound, type Check } from "./checks";

export class Direct {
  public constructor(
    private readonly rows: Rows,
    private readonly replies: Replies,
  ) {}

  /** Within one VPC, with nothing between the subnets but their ACLs. Nearly all pairs end here, and most of them closed. */
  public between(from: Spot, to: Spot, said: Said): Relation {
    const outNamed = namedGroups(this.rows, from.out, to, "yes");
    if (outNamed === none && shut(from.out, to)) return nothing;
    const inNamed = namedGroups(this.rows, to.in, from, "yes");
    if (inNamed === none && shut(to.in, from)) return nothing;
    const within = (family: "v4" | "v6"): Relation | undefined => {
      let result: Relation | undefined;
      for (const b of to[family])
        for (const a of from[family]) {
          const each = this.directRange(from, to, a, b, outNamed, inNamed);
          result = result === undefined ? each : join(this.rows, result, each);
        }
      return result;
    };
    const found = joinFamilies(this.rows, within("v4"), within("v6"), said, mayLackV6(from, to));
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
    // What must pass needs another client port for its answers than what may: of those within one subnet nobody looks.
    const must = exact && same ? may : this.product(from, to, a, b, outNamed, inNamed, same, "must");
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
        const back = rows.and(to_, si);
        const reply = from.everyPort && bound === "must" ? rows.forEveryClientPort(back) : back;
        const row = this.replies === "answered" ? rows.answered(passed, reply, bound) : passed;
        return { some: row, all: row };
      }
    }
    const destinations: Check[] = [{ filter: from.out, role: "forward", besides: outNamed }];
    const sources: Check[] = [{ filter: to.in, role: "forward", besides: inNamed }];
    const everyPort = from.everyPort ? { everyPort: true as const } : {};
    if (!same) {
      destinations.push(
        { filter: s.out, role: "forward", besides: none },
        { filter: s.in, role: "reply", besides: none, ...everyPort },
      );
      sources.push(
        { filter: t.in, role: "forward", besides: none },
        { filter: t.out, role: "reply", besides: none, ...everyPort },
      );
    }
    let [some, all] = [noTraffic, allTraffic];
    const right = combosOf(this.rows, sources, a, bound);
    for (const x of combosOf(this.rows, destinations, b, bound))
      for (const y of right) {
        const forward = rows.and(x.forward, y.forward);
        const row = this.replies === "answered" ? rows.answered(forward, rows.and(x.reply, y.reply), bound) : forward;
        some = rows.or(some, row);
        all = rows.and(all, row);
      }
    return { some, all };
  }
}

/** Whether one of two ends may have no IPv6 address. */
export function mayLackV6(from: Spot, to: Spot): boolean {
  return from.hasV6 !== "yes" || to.hasV6 !== "yes";
}

const closed = { some: noTraffic, all: noTraffic } as const;

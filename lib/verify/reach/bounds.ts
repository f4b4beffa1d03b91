/** What two spots can do to each other, in both bounds, and how parts of it are put together. */
import { allTraffic, noTraffic, type RowId, type Rows } from "../sets/rows";
import { together, type Bound, type Combo } from "./checks";

export type Replies = "answered" | "one-way-counts";

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

export function join(rows: Rows, x: Relation, y: Relation): Relation {
  return {
    someMay: rows.or(x.someMay, y.someMay),
    someMust: rows.or(x.someMust, y.someMust),
    allMay: rows.and(x.allMay, y.allMay),
    allMust: rows.and(x.allMust, y.allMust),
  };
}

/**
 * Whether everything is said to pass where everything that there is passes, or each protocol is looked at by itself.
 */
export type Said = "as-a-whole" | "each-by-itself";

/**
 * Both families together. Of ICMP there are no IPv6 packets, and of ICMPv6 no IPv4 ones (RFC 792, RFC 4443): none of those
 * passes, whatever the filters say, and where the ends have both families, none is missed.
 */
export function joinFamilies(
  rows: Rows,
  v4: Relation | undefined,
  known: Relation | undefined,
  said: Said,
  mayLackV6 = false,
): Relation {
  const { onlyIn } = rows;
  const open = known === undefined || !mayLackV6 ? known : perhaps(known);
  // Without the other family there may be no address at all.
  const v6 = open === undefined || !mayLackV6 || v4 !== undefined ? open : { ...open, allMust: noTraffic };
  const [four, six] = [v4 && real(rows, v4, onlyIn.v6, said), v6 && real(rows, v6, onlyIn.v4, said)];
  if (four === undefined || six === undefined) return four ?? six ?? nothing;
  const without = (one: Relation, other: RowId): Relation => ({
    ...one,
    allMay: rows.or(one.allMay, other),
    allMust: rows.or(one.allMust, other),
  });
  return join(rows, without(four, onlyIn.v6), without(six, onlyIn.v4));
}

/** Without the packets that there are none of in one family. */
function real(rows: Rows, one: Relation, foreign: RowId, said: Said): Relation {
  if (one.someMay === noTraffic) return one;
  const left = (row: RowId): RowId => (said === "as-a-whole" && rows.isSweeping(row) ? row : rows.minus(row, foreign));
  return {
    someMay: left(one.someMay),
    someMust: left(one.someMust),
    allMay: left(one.allMay),
    allMust: left(one.allMust),
  };
}

/** Between ends that may have no addresses of this family: nothing passes surely, and nothing is stopped. */
export function perhaps({ someMay, allMust }: Relation): Relation {
  return { someMay, someMust: noTraffic, allMay: allTraffic, allMust };
}

/** When the far end has some of its possible addresses, and nobody knows which: it surely gets what all of them get. */
export function anyAddress({ someMay, allMust }: Relation): Relation {
  return { someMay, someMust: allMust, allMay: someMay, allMust };
}

export function multiply(
  rows: Rows,
  replies: Replies,
  destinations: readonly Combo[],
  sources: readonly Combo[],
  base: Combo,
  bound: Bound,
): { readonly some: RowId; readonly all: RowId } {
  let [some, all] = [noTraffic, allTraffic];
  for (const x of destinations)
    for (const y of sources) {
      const { forward, reply, replyToGateway } = together(rows, together(rows, x, y), base);
      const row =
        replies === "answered"
          ? rows.answered(forward, rows.and(reply, rows.onPickedPort(replyToGateway, bound)), bound)
          : forward;
      some = rows.or(some, row);
      all = rows.and(all, row);
    }
  return { some, all };
}

/**
 * What firewalls on a path leave of traffic between two addresses.
 *
 * Decides for the upper bound in one piece. For the lower one a connection that a rule passed by its header is answered
 * freely, and another is not: so traffic comes in parts, each with its own answers. A translating gateway may have any of
 * its addresses; what surely passes passes from each.
 */
import type { Part } from "../filters/firewall/flow";
import type { BoxFilter, Gate, Remote } from "../routing/outcome";
import type { Rank } from "../sets/address-atoms";
import { noTraffic, type RowId, type Rows } from "../sets/rows";
import { cutAt, narrowed, together, unfiltered, type Bound, type Check, type Combo } from "./checks";

export interface Box {
  readonly gate: Extract<Gate, { box: BoxFilter }>;
  readonly role: Check["role"];
}

/** @param carrying - `named`: what a rule asks for; `whole`: anything */
export function throughBoxes(
  rows: Rows,
  boxes: readonly Box[],
  base: Combo,
  [x, y]: readonly [source: Rank, destination: Rank],
  bound: Bound,
  carrying: "named" | "whole",
): readonly Combo[] {
  let combos: readonly Combo[] = [base];
  for (const { gate, role } of boxes) {
    const { box } = gate;
    const [near, far] = role === "forward" ? [x, y] : [y, x];
    const pairs = ranksOf(gate.source, near, box).flatMap((source) =>
      ranksOf(gate.destination, far, box).map((destination) => [source, destination] as const),
    );
    if (role !== "forward") {
      const back = merged(
        rows,
        pairs.map(([source, destination]) => box.back(source, destination)[bound]),
        bound,
      );
      combos = combos.map((combo) => narrowed(rows, combo, role, back));
    } else if (bound === "may") {
      const may = merged(
        rows,
        pairs.map(([source, destination]) => box.flow(source, destination).may),
        bound,
      );
      combos = combos.map((combo) => narrowed(rows, combo, "forward", may));
    } else {
      // Behind a translating gateway it is answered on the gateway's port.
      const answers = typeof gate.source === "string" ? "reply" : "reply-to-gateway";
      const surely = ({ forward, reply }: Part): Combo =>
        narrowed(rows, narrowed(rows, unfiltered, "forward", forward), answers, reply);
      const flows = pairs.map(([source, destination]) => box.flow(source, destination)[carrying].map(surely));
      const [first = [], ...others] = flows;
      const parts = others.reduce<readonly Combo[]>((all, more) => eachOf(rows, all, more), first);
      combos = eachOf(rows, combos, parts);
    }
  }
  return combos;
}

/** What one firewall makes of one packet on its way there. */
export interface Inspection {
  readonly at: string;
  readonly passes: boolean;
  /** The rule group or the default action that decides. */
  readonly rule: string;
  readonly reason: string;
  /** What it has to carry to get through, in words; undefined when that does not matter. */
  readonly content: string | undefined;
}

export function inspect(
  rows: Rows,
  boxes: readonly Box[],
  [x, y]: readonly [source: Rank, destination: Rank],
  point: number,
): readonly Inspection[] {
  return boxes.flatMap(({ gate: { box, source, destination }, role }) => {
    const [from, to] = [ranksOf(source, x, box)[0], ranksOf(destination, y, box)[0]];
    if (role !== "forward" || from === undefined || to === undefined) return [];
    const { may, whole } = box.flow(from, to);
    const { content, ...said } = box.explain(from, to, point);
    const isFree = whole.some(({ forward }) => rows.has(forward, point));
    return [{ at: box.at, passes: rows.has(may, point), ...said, content: isFree ? undefined : content }];
  });
}

/** What one firewall makes of the answers to one packet. */
export interface AnswersThrough {
  readonly at: string;
  readonly role: Check["role"];
  readonly may: RowId;
  readonly must: RowId;
  /** The rule group or the default action that decides about one answer. */
  readonly ruleOf: (point: number) => string;
}

export function answersThrough(
  rows: Rows,
  boxes: readonly Box[],
  [x, y]: readonly [source: Rank, destination: Rank],
): readonly AnswersThrough[] {
  return boxes.flatMap(({ gate: { box, source, destination }, role }) => {
    const pairs = ranksOf(source, y, box).flatMap((from) =>
      ranksOf(destination, x, box).map((to) => [from, to] as const),
    );
    const [first] = pairs;
    if (role === "forward" || first === undefined) return [];
    const bounds = pairs.map(([from, to]) => box.back(from, to));
    const [may, must] = (["may", "must"] as const).map((bound) =>
      merged(
        rows,
        bounds.map((each) => each[bound]),
        bound,
      ),
    ) as [RowId, RowId];
    return [{ at: box.at, role, may, must, ruleOf: (point: number) => box.explain(...first, point).rule }];
  });
}

/** Each part of one with each of the other: what passes both. */
function eachOf(rows: Rows, some: readonly Combo[], more: readonly Combo[]): readonly Combo[] {
  const combos = some.flatMap((one) => more.map((other) => together(rows, one, other)));
  return [
    ...new Map(
      combos
        .filter(({ forward }) => forward !== noTraffic)
        .map((combo) => [[combo.forward, combo.reply, combo.replyToGateway].join(" "), combo]),
    ).values(),
  ];
}

function merged(rows: Rows, all: readonly RowId[], bound: Bound): RowId {
  const [first = noTraffic, ...others] = all;
  return others.reduce((row, each) => (bound === "may" ? rows.or(row, each) : rows.and(row, each)), first);
}

export function ranksOf(remote: Remote, own: Rank, box: BoxFilter): readonly Rank[] {
  return typeof remote === "string" ? [own] : remote.flatMap((range) => cutAt(range, box.cuts).map(([first]) => first));
}

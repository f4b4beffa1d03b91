/**
 * The filters that stop one packet on one way: those that stop the question, and those that stop its answer.
 *
 * Each may let answers through to some port of the client, and all together to none. Then it is the port that the fewest stop
 * that counts: opening those for it, and no fewer, lets the answer through.
 */
import { Transport } from "../../model";
import type { Standing } from "../reach/relation";
import { noTraffic, type RowId } from "../sets/rows";
import type { World } from "../world/world";
import type { AnswersThrough } from "../reach/through-boxes";
import { preferred, type Answering } from "./answers";
import { describePoint } from "./witness";

export interface Blocker {
  readonly at: string;
  /** The rule that denies; `none` when nothing allows. */
  readonly rule: string;
  readonly reason: string;
}

/** In the order of the standing filters, and firewalls that stop the answer after them. */
export function blockersOf(
  world: World,
  standing: readonly Standing[],
  firewalls: readonly AnswersThrough[],
  point: number,
): readonly Blocker[] {
  const all = [...standing, ...firewalls];
  const asked = { point, what: describePoint(point) };
  const looked = {
    forward: asked,
    reply: answerTo(world, all, "reply", point),
    "reply-to-gateway": answerTo(world, all, "reply-to-gateway", point),
  };
  // On other ports than the fewest stop it may let answers through.
  const saidOf = (role: Standing["role"], may: RowId, { what }: Looked): string =>
    role === "forward" || world.rows.answered(world.rows.ofPoint(point), may, "may") !== noTraffic
      ? what
      : "the answer";
  const filters = standing.flatMap(({ filter, role, rank, groups, may }) => {
    const at = looked[role];
    if (at === undefined || world.rows.has(may, at.point)) return [];
    const what = saidOf(role, may, at);
    const [deny] = filter.deciding(rank, at.point, role === "forward" ? groups : []);
    return [
      deny?.effect === "deny"
        ? { at: filter.at, rule: deny.id, reason: `denies ${what}` }
        : { at: filter.at, rule: "none", reason: `nothing allows ${what}` },
    ];
  });
  const walls = firewalls.flatMap(({ at, role, may, ruleOf }): readonly Blocker[] => {
    const answer = looked[role];
    if (answer === undefined || world.rows.has(may, answer.point)) return [];
    return [{ at, rule: ruleOf(answer.point), reason: `its stateless rules do not pass ${saidOf(role, may, answer)}` }];
  });
  return [...filters, ...walls];
}

interface Looked {
  readonly point: number;
  readonly what: string;
}

/** The answer that the fewest filters of a part of the way back stop; undefined when nobody answers. */
function answerTo(
  { rows }: World,
  standing: readonly Answering[],
  part: "reply" | "reply-to-gateway",
  point: number,
): Looked | undefined {
  const protocol = Math.floor(point / 65_536);
  if (protocol !== 6 && protocol !== 17) {
    const answer = rows.answerOf(point);
    return answer === undefined ? undefined : { point: answer, what: "the answer" };
  }
  const all = Transport.ports(protocol === 6 ? "tcp" : "udp", 1024, 65_535);
  const lets = standing.filter(({ role }) => role === part).map(({ may }) => rows.transport(may).intersect(all));
  const first = protocol * 65_536;
  // What a filter lets through changes where one of its ranges begins, and nowhere else for the better.
  const starts = [all, ...lets].flatMap(({ points }) => points.intervals.map(([from]) => from));
  const stoppedBy = (at: number): number => lets.filter(({ points }) => !points.has(at)).length;
  const fewest = Math.min(...starts.map(stoppedBy));
  const best = starts.find((at) => stoppedBy(at) === fewest) as number;
  const common = lets.reduce((left, each) => (each.points.has(best) ? left.intersect(each) : left), all);
  const ranges = common.points.intervals.map(([from, end]) => [from - first, end - 1 - first] as const);
  const said = ranges.map(([from, to]) => (from === to ? String(from) : `${String(from)}-${String(to)}`));
  return { point: first + preferred(ranges), what: `the answer to client ports ${said.join(", ")}` };
}

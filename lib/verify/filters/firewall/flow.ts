/**
 * What the stateful engine makes of one connection.
 *
 * Decides in two steps, as it does itself. The first packets are matched by headers alone: a rule that passes them passes
 * the whole connection, both ways, and one that drops them ends it. What none of them decides goes by the default actions:
 * `aws:drop_strict` drops it, `aws:drop_established` lets a TCP handshake through and drops the rest, with none it passes.
 * Then its content is matched (Network Firewall guide, "Strict evaluation order", "Action order"). Of UDP there is no
 * handshake: what its first packet carries may be matched under either default.
 */
import { Transport } from "../../../model";
import type { FirewallPolicy } from "../../../terraform";
import { within, type Rank } from "../../sets/address-atoms";
import { allTraffic, noTraffic, type RowId, type Rows } from "../../sets/rows";
import { anyName, noName, type Names, type NamesPassed } from "./names";
import type { StatefulRule } from "./stateful-rules";

/** Traffic that surely passes, and the answers to it that do. */
export interface Part {
  readonly forward: RowId;
  readonly reply: RowId;
}

export interface Flow {
  /** May pass; its answers may then, too. */
  readonly may: RowId;
  /** Surely passes when it carries what a rule asks for, TLS to a listed name, say. */
  readonly named: readonly Part[];
  /** Surely passes, whatever it carries. */
  readonly whole: readonly Part[];
}

/** What rules pass by headers alone, and what they leave to what follows. */
interface Opening {
  readonly passed: RowId;
  readonly left: RowId;
}

/** What happens to what no rule decides. */
export type Default = "pass" | "handshake" | "drop" | "unknown";

export function defaultOf({ statefulOrder, statefulDefault }: FirewallPolicy): Default {
  if (!("exact" in statefulOrder)) return "unknown";
  if (statefulOrder.exact === "default-action") return "pass";
  if (!("exact" in statefulDefault)) return "unknown";
  const actions = statefulDefault.exact;
  if (actions.includes("aws:drop_strict")) return "drop";
  if (actions.some((action) => action.startsWith("aws:drop_established"))) return "handshake";
  return actions.every((action) => action.startsWith("aws:alert_")) ? "pass" : "unknown";
}

export class Stateful {
  private readonly tcp: RowId;
  private readonly udp: RowId;

  public constructor(
    private readonly rows: Rows,
    private readonly rules: readonly StatefulRule[],
    private readonly rest: Default,
  ) {
    this.tcp = rows.of(Transport.protocol(6));
    this.udp = rows.of(Transport.protocol(17));
  }

  public flow(source: Rank, destination: Rank): Flow {
    const { rows, rest } = this;
    const upper = this.opening(source, destination, "may", undefined);
    const lower = this.opening(source, destination, "must", undefined);
    const part = (forward: RowId): readonly Part[] => {
      const others = rows.minus(forward, lower.passed);
      const parts: Part[] = lower.passed === noTraffic ? [] : [{ forward: lower.passed, reply: allTraffic }];
      if (others === noTraffic) return parts;
      // A rule that drops answers by their header does so unless the question was passed by its own.
      const back = this.opening(destination, source, "must", others);
      return [...parts, { forward: others, reply: rows.or(back.passed, back.left) }];
    };
    const asked = rows.and(this.contents(source, destination), lower.left);
    const free = rest === "pass" ? rows.minus(lower.left, this.dropsByContent(source, destination)) : noTraffic;
    const whole = rows.or(lower.passed, free);
    const byContent = rest === "pass" ? asked : rest === "handshake" ? rows.and(asked, this.tcp) : noTraffic;
    return {
      may: rows.or(upper.passed, this.opened(source, destination, upper.left)),
      whole: part(whole),
      named: part(rows.or(whole, byContent)),
    };
  }

  /** What one packet that no rule decided is held back by, and what it has to carry, in words. */
  public explain(
    source: Rank,
    destination: Rank,
    point: number,
  ): { readonly by: string; readonly content: string | undefined } {
    const here = (rule: StatefulRule): boolean =>
      this.rows.has(this.match(rule, source, destination, "may", undefined), point);
    const first = this.rules.find((rule) => rule.looksAt === "packet" && here(rule));
    if (first !== undefined) return { by: first.group, content: undefined };
    const contents = this.rules.filter((rule) => rule.looksAt === "content" && rule.effect === "pass" && here(rule));
    return {
      by: contents[0]?.group ?? defaultNames[this.rest],
      content: contents.length === 0 ? undefined : contents.map(({ content }) => content ?? "").join(" or "),
    };
  }

  /** Names that a connection with one transport may carry to get through. */
  public names(source: Rank, destination: Rank, point: number): NamesPassed {
    const { rows, rest } = this;
    const has = (row: RowId): boolean => rows.has(row, point);
    const [upper, lower] = (["may", "must"] as const).map((bound) =>
      this.opening(source, destination, bound, undefined),
    ) as [Opening, Opening];
    const isFree = rest === "pass" && has(lower.left) && !has(this.dropsByContent(source, destination));
    if (has(lower.passed) || isFree) return anyName;
    const listed = rest === "pass" || (rest === "handshake" && has(this.tcp));
    const surely = listed && has(lower.left) ? this.listed(source, destination, point, "must") : noName.surely;
    if (has(upper.passed)) return { surely, perhaps: "any" };
    if (!has(upper.left) || (rest === "drop" && !has(this.udp))) return { surely, perhaps: [] };
    const drops = rest === "handshake" || rest === "drop";
    return { surely, perhaps: drops ? this.listed(source, destination, point, "may") : "any" };
  }

  private listed(source: Rank, destination: Rank, point: number, bound: "may" | "must"): Names {
    const names: string[] = [];
    for (const rule of this.rules) {
      const isPass = rule.effect === "pass";
      if (rule.looksAt === "packet" || (!isPass && bound === "may")) continue;
      if (!this.rows.has(this.match(rule, source, destination, isPass ? bound : "may", undefined), point)) continue;
      // What it drops is not looked at by name: nothing after it surely passes.
      if (!isPass) break;
      if (rule.names === undefined) return "any";
      names.push(...rule.names);
    }
    return names;
  }

  public get isHandshakeOpen(): boolean {
    return this.rest === "handshake";
  }

  /** Of what no header decides, what the first packets may do. */
  private opened(source: Rank, destination: Rank, left: RowId): RowId {
    const { rows } = this;
    switch (this.rest) {
      case "pass":
      case "unknown":
        return left;
      case "handshake":
        return rows.or(rows.and(left, this.tcp), this.atOnce(source, destination, left));
      case "drop":
        return this.atOnce(source, destination, left);
    }
  }

  /** What the first packet of UDP may already carry, when a rule asks for it. */
  private atOnce(source: Rank, destination: Rank, left: RowId): RowId {
    const { rows } = this;
    return rows.and(rows.and(left, this.udp), this.contents(source, destination, "may"));
  }

  private opening(source: Rank, destination: Rank, bound: "may" | "must", asked: RowId | undefined): Opening {
    const { rows } = this;
    let [left, passed] = [allTraffic, noTraffic];
    for (const rule of this.rules) {
      if (rule.looksAt === "content") continue;
      const isPass = rule.effect === "pass";
      const wide = this.match(rule, source, destination, "may", asked);
      if (wide === noTraffic) continue;
      const narrow = this.match(rule, source, destination, "must", asked);
      // Upper bound: a doubtful pass passes and a doubtful drop does not; lower bound: the reverse.
      if (isPass) passed = rows.or(passed, rows.and(left, bound === "may" ? wide : narrow));
      left = rows.minus(left, isPass || bound === "may" ? narrow : wide);
    }
    return { passed, left };
  }

  /** What passes when it carries what a rule asks for. */
  private contents(source: Rank, destination: Rank, bound: "may" | "must" = "must"): RowId {
    const { rows } = this;
    let [left, passed] = [allTraffic, noTraffic];
    for (const rule of this.rules) {
      if (rule.looksAt === "packet") continue;
      if (rule.effect === "pass")
        passed = rows.or(passed, rows.and(left, this.match(rule, source, destination, bound, undefined)));
      else if (bound === "must") left = rows.minus(left, this.match(rule, source, destination, "may", undefined));
    }
    return passed;
  }

  private dropsByContent(source: Rank, destination: Rank): RowId {
    return this.rules
      .filter(({ looksAt, effect }) => looksAt === "content" && effect === "drop")
      .reduce((row, rule) => this.rows.or(row, this.match(rule, source, destination, "may", undefined)), noTraffic);
  }

  /** @param asked - the question, when this is about its answer: its ports are then the source's */
  private match(
    rule: StatefulRule,
    source: Rank,
    destination: Rank,
    bound: "may" | "must",
    asked: RowId | undefined,
  ): RowId {
    if (!within(rule.from[bound], source) || !within(rule.to[bound], destination)) return noTraffic;
    const { sourcePorts } = rule;
    if (sourcePorts !== undefined && asked !== undefined && this.rows.and(sourcePorts, asked) === noTraffic)
      return noTraffic;
    return rule.row[bound];
  }
}

const defaultNames: Readonly<Record<Default, string>> = {
  pass: "none",
  handshake: "aws:drop_established",
  drop: "aws:drop_strict",
  unknown: "none",
};

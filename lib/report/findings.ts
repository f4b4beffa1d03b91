/** Findings of the proof as text. */
import type { Blocker, Finding, Verdict } from "../verify";
import { packetText } from "./documents";
import { labelled } from "./lines";
import type { Style } from "./style";

/** A verdict in its colour. */
export function painted(style: Style, verdict: Verdict): string {
  const paint = verdict === "holds" ? style.good : verdict === "broken" ? style.bad : style.warn;
  return style.bold(paint(verdict));
}

/** One finding: what, the packet that shows it, the rules, what stops it, and what to do. */
export function findingText(style: Style, finding: Finding): string {
  const { id, verdict, from, to, traffic, text, witness, blockers = [], rules, doubts, next } = finding;
  const mark = verdict === "broken" ? style.bad("✗") : style.warn("?");
  const say = (label: string, said: string): readonly string[] =>
    said === "" ? [] : [labelled(style, label, said, 4)];
  return [
    // What is about the facts themselves has no traffic, and may touch every segment.
    traffic.isEmpty()
      ? `  ${mark} ${style.bold(id)}`
      : `  ${mark} ${style.bold(`${from} → ${to}`)}  ${String(traffic)}`,
    ...say("what", text),
    ...say("packet", witness === undefined ? "" : packetText(witness)),
    ...say("way", (witness?.hops ?? []).map(({ at, rule }) => `${at} (${rule})`).join(", ")),
    ...say("rules", rules.join(", ")),
    ...blockers.map((blocker, index) => labelled(style, index === 0 ? "stopped" : "", blockerText(blocker), 4)),
    ...say("not known", doubts.join("; ")),
    ...say("next", next),
  ].join("\n");
}

function blockerText({ at, rule, reason }: Blocker): string {
  return `${at}: ${reason}${rule === "none" ? "" : ` (${rule})`}`;
}

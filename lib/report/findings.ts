/** Findings of the proof as text. */
import type { Blocker, Finding, Verdict } from "../verify";
import { packetText } from "./documents";
import { grouped, type Group } from "./grouped";
import { labelled } from "./lines";
import type { Style } from "./style";

/** A verdict in its colour. */
export function painted(style: Style, verdict: Verdict): string {
  const paint = verdict === "holds" ? style.good : verdict === "broken" ? style.bad : style.warn;
  return style.bold(paint(verdict));
}

/** One finding: what, the packet that shows it, the rules, what stops it, and what to do. */
export function findingText(style: Style, finding: Finding): string {
  return blockText(style, [finding]);
}

/**
 * Findings, those that one packet shows together: several questions may be about the same. Then those that differ in nothing but
 * their ends, which one rule makes in every subnet, the first in full.
 */
export function findingsText(style: Style, findings: readonly Finding[]): readonly string[] {
  const packets = grouped(findings, samePacket);
  return grouped(packets, sameCause).map(([first, ...alike]) =>
    [
      blockText(style, first),
      ...alike.map(([{ from, to }], index) => labelled(style, index === 0 ? "likewise" : "", `${from} → ${to}`, 4)),
      labelled(style, first.length === 1 ? "id" : "ids", first.map(shortId).join(", "), 4),
      "",
    ].join("\n"),
  );
}

function samePacket({ id, verdict, from, to, witness }: Finding): string {
  return witness === undefined ? id : JSON.stringify([verdict, from, to, packetText(witness)]);
}

/** What is told of a group of findings, but for its ends and its packet. */
function sameCause(group: Group<Finding>): string {
  const [{ id, verdict, rules, next, witness }] = group;
  if (witness === undefined) return id;
  const { from, to, transport, content } = witness;
  const told = group.map((one) => [
    shortId(one),
    one.text.replaceAll(from.address, "").replaceAll(to.address, ""),
    one.doubts,
  ]);
  return JSON.stringify([verdict, told, String(trafficOf(group)), transport, content, rules, next]);
}

/** The id without the ends, which its title says already; the JSON has all of it. */
function shortId({ id, from, to }: Finding): string {
  const ends = `:${from}>${to}`;
  return id.endsWith(ends) ? id.slice(0, -ends.length) : id;
}

function trafficOf(findings: readonly Finding[]): Finding["traffic"] {
  return findings.map(({ traffic }) => traffic).reduce((all, one) => all.union(one));
}

/** What one packet shows. Whatever it is found by, the first tells what to do. */
function blockText(style: Style, findings: Group<Finding>): string {
  const [{ id, verdict, from, to, witness, blockers = [], rules, next }] = findings;
  const doubts = [...new Set(findings.flatMap((one) => one.doubts))];
  const traffic = trafficOf(findings);
  const mark = verdict === "broken" ? style.bad("✗") : style.warn("?");
  const say = (label: string, said: string): readonly string[] =>
    said === "" ? [] : [labelled(style, label, said, 4)];
  return [
    // What is about the facts themselves has no traffic, and may touch every segment.
    traffic.isEmpty()
      ? `  ${mark} ${style.bold(id)}`
      : `  ${mark} ${style.bold(`${from} → ${to}`)}  ${String(traffic)}`,
    ...[...new Set(findings.map(({ text }) => text))].flatMap((text, index) => say(index === 0 ? "what" : "and", text)),
    ...say("packet", witness === undefined ? "" : packetText(witness)),
    ...say("carrying", (witness?.content ?? []).join("; ")),
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

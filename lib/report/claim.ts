/** Why a claim about a network does not hold, as text for whoever reads a failed test. */
import type { Objections } from "../verify";
import { findingText, painted } from "./findings";
import type { Report, ReportOptions } from "./report";
import { styleFor } from "./style";

const shownObjections = 5;

/** What was claimed, then each objection with its packet, its rules and what to do. Exit code 0 when there is none. */
export function claimReport(claim: string, objections: Objections, options: ReportOptions): Report {
  const style = styleFor(options);
  const isBroken = objections.some(({ verdict }) => verdict === "broken");
  const verdict = objections.length === 0 ? "holds" : isBroken ? "broken" : "undecided";
  const more = objections.length - shownObjections;
  const lines = [
    style.bold(claim),
    "",
    `${painted(style, verdict)}${verdict === "undecided" ? style.dim("  neither the claim nor its contrary can be proved") : ""}`,
    "",
    ...objections.slice(0, shownObjections).map((each) => findingText(style, each)),
    ...(more > 0 ? [style.dim(`  and ${String(more)} more`)] : []),
  ];
  return { output: lines.join("\n").trimEnd(), exitCode: objections.length === 0 ? 0 : 1 };
}

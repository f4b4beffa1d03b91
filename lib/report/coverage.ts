/** Rules that no conduit needs, conduits that no rule carries, and ACL entries that never decide. */
import type { Coverage } from "../verify";
import type { Links } from "./documents";
import { disagreementsText, labelled, linksText } from "./lines";
import type { Report, ReportOptions } from "./report";
import type { ProofFormat } from "./proof";
import { heading, styleFor, type Style } from "./style";

export interface CoverageResult {
  readonly coverage: Coverage;
  /** Rules of security groups in all. */
  readonly rules: number;
  /** Entries of network ACLs in all. */
  readonly entries: number;
  readonly conduits: number;
  /** What two inputs say differently, each with its address. */
  readonly disagreements: readonly string[];
  readonly links: Links;
}

/** Exit code 1 when a conduit has no rule: the rest is no fault by itself. */
export function coverageReport(result: CoverageResult, format: ProofFormat, options: ReportOptions): Report {
  const output =
    format === "json" ? `${JSON.stringify(document(result), undefined, 2)}\n` : text(result, styleFor(options));
  return { output, exitCode: result.coverage.bare.length === 0 ? 0 : 1 };
}

function document(result: CoverageResult): object {
  const { coverage, rules, entries, conduits, disagreements, links } = result;
  const { unneeded, bare, shadowed } = coverage;
  const counts = { rules, entries, conduits };
  return { schema: "cordon/coverage/1", unneeded, bare, shadowed, counts, disagreements, links };
}

function text(
  { coverage: { unneeded, bare, shadowed }, rules, entries, conduits, disagreements, links }: CoverageResult,
  style: Style,
): string {
  const of = (count: number, all: number): string => `${String(count)} of ${String(all)}`;
  const list = (title: string, note: string, items: readonly string[]): readonly string[] =>
    items.length === 0 ? [] : [heading(style, title, note), ...items.map((item) => `  ${item}`)];
  const ends = bare.map(
    ({ conduit, side }) => `${conduit}  (${side === "egress" ? "no rule lets it out" : "no rule lets it in"})`,
  );
  return `${[
    labelled(style, "Unneeded", `${of(unneeded.length, rules)} security-group rules`, 0),
    labelled(style, "Bare", `${of(new Set(bare.map(({ conduit }) => conduit)).size, conduits)} conduits`, 0),
    labelled(style, "Shadowed", `${of(shadowed.length, entries)} network ACL entries`, 0),
    ...list("Rules that no conduit needs", "what is not declared may still be in use", unneeded),
    ...list("Conduits that no rule carries", "", ends),
    ...list("Entries that never decide", "those before them match everything that they do", shadowed),
    ...disagreementsText(style, disagreements),
    linksText(style, links),
  ].join("\n")}\n`;
}

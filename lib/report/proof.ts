/** What the proof says, as text: the verdict first, then what it rests on. */
import type { Explanation, Finding, Verdict } from "../verify";
import {
  checkDocument,
  explanationDocument,
  packetText,
  type CheckResult,
  type Links,
  type MatrixResult,
  type Shown,
} from "./documents";
import { disagreementsText, items, labelled, linksText, tableOrList, undecidedText } from "./lines";
import { findingsText, painted } from "./findings";
import { matrixDocument } from "./matrix-document";
import { reachText } from "./reach";
import type { LongReport, Report, ReportOptions } from "./report";
import { heading, styleFor, type Style } from "./style";

/** How an answer is shown. */
export type ProofFormat = "text" | "json";

/** The judgement against what was declared. Exit code 0 when it holds. */
export function checkReport(result: CheckResult, format: ProofFormat, options: ReportOptions): Report {
  const { verdict } = result.judgement;
  const output = format === "json" ? json(checkDocument(result)) : checkText(result, styleFor(options));
  return { output, exitCode: verdict === "holds" ? 0 : 1 };
}

/** Everything that reaches anything. Exit code 1 when some of it is not decided. */
export function matrixReport(result: MatrixResult, format: ProofFormat, options: ReportOptions): LongReport {
  const open = result.undecided.length > 0 || result.counts.perhaps > 0;
  const parts = format === "json" ? matrixDocument(result) : [matrixText(result, styleFor(options))];
  return { parts, exitCode: open ? 1 : 0 };
}

/** What was asked about one pair of places. */
export interface Asked {
  readonly from: string;
  readonly to: string;
  readonly transport: string;
  /** What two inputs say differently, each with its address. */
  readonly disagreements: readonly string[];
  readonly links: Links;
}

/** Why one packet passes or what stops it. Exit code 0 when it passes. */
export function explanationReport(
  explanation: Explanation,
  asked: Asked,
  format: ProofFormat,
  options: ReportOptions,
): Report {
  const output =
    format === "json"
      ? json(explanationDocument(explanation, asked.disagreements))
      : explanationText(explanation, asked, styleFor(options));
  return { output, exitCode: explanation.verdict === "allowed" ? 0 : 1 };
}

function json(document: object): string {
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function checkText(result: CheckResult, style: Style): string {
  const { judgement, links, intents, places, shown, empty, exemptions, assumed, disagreements } = result;
  const { verdict, findings, assumptions } = judgement;
  const isDeclared = intents.length > 0;
  return lines(`${painted(style, verdict)}  ${sentence(verdict, findings, isDeclared)}`, [
    ...(verdict === "holds" && !isDeclared ? absent(style, shown) : []),
    ...(findings.length === 0
      ? []
      : [heading(style, "Findings", "what one packet or one cause shows stands together")]),
    ...findingsText(style, findings),
    ...disagreementsText(style, disagreements),
    ...items(style, "Taken for granted", "", [...assumptions, ...assumed]),
    ...items(style, "Empty subnets", "nothing has an interface there: listed, not proved", empty),
    "",
    labelled(style, "Places", String(places), 0),
    labelled(style, "Intent", intents.length === 0 ? "none" : intents.join(", "), 0),
    ...exempt(style, exemptions),
    linksText(style, links).trimStart(),
  ]);
}

/** What no filter stops, in short; the JSON has every address. */
function exempt(style: Style, exemptions: CheckResult["exemptions"]): readonly string[] {
  const whats = [...new Set(exemptions.map(({ what }) => what))];
  return whats.length === 0 ? [] : [labelled(style, "Exempt", whats.join(", "), 0)];
}

/** What there would be to prove something of, and is not there. */
function absent(style: Style, { vpcs, subnets, interfaces }: Shown): readonly string[] {
  if (interfaces > 0) return [];
  const some = (count: number, what: string): string => `${String(count)} ${what}${count === 1 ? "" : "s"}`;
  const where = subnets === 0 ? `${some(vpcs, "VPC")} without a subnet` : `${some(subnets, "subnet")}, all empty`;
  const said =
    vpcs + subnets === 0
      ? "nothing is left: the plan destroys all that it manages"
      : `no input shows an interface (${where}): nothing is proved of what will be there`;
  return [labelled(style, "", style.warn(said), 0, "holds  ".length)];
}

function sentence(verdict: Verdict, findings: readonly Finding[], isDeclared: boolean): string {
  if (verdict === "holds")
    return isDeclared
      ? "everything that is declared passes, and nothing else does"
      : "nothing is declared; the questions that need no intent find nothing";
  const count = (of: Finding["verdict"]): number => findings.filter((finding) => finding.verdict === of).length;
  return `${String(count("broken"))} broken, ${String(count("undecided"))} undecided`;
}

function matrixText(
  { places, reach, counts, links, undecided, disagreements, pairs }: MatrixResult,
  style: Style,
): string {
  const { surely, perhaps } = counts;
  const all = `of ${String(pairs)} pairs of ${String(places.length)} places`;
  return lines(`${style.bold(`${String(surely)} surely, ${String(perhaps)} perhaps`)}  ${all}`, [
    heading(style, "Places"),
    tableOrList(
      style,
      [{ title: "place" }, { title: "type" }, { title: "addresses", max: 48 }],
      places
        .slice(0, shownRows)
        .map(({ id, type, addresses, segment }) => [
          id,
          type,
          short(segment?.blocks ?? addresses.toCidrs().map(String)),
        ]),
    ),
    ...rest(style, places.length, "places"),
    heading(
      style,
      "What reaches what",
      `nothing passes by way of AWS between a pair that is not here${undecided.length === 0 ? "" : ", but for what is undecided"}`,
    ),
    reachText(style, firstOf(reach)),
    ...rest(style, surely + perhaps, "pairs"),
    ...undecidedText(style, undecided),
    ...disagreementsText(style, disagreements),
    linksText(style, links),
  ]);
}

/** More than anyone reads; the JSON has all of them. */
const shownRows = 400;

function firstOf<T>(items: Iterable<T>): readonly T[] {
  const shown: T[] = [];
  for (const item of items) if (shown.push(item) === shownRows) break;
  return shown;
}

function rest(style: Style, all: number, what: string): readonly string[] {
  const more = all - shownRows;
  return more > 0 ? [style.dim(`  and ${String(more)} more ${what}: --format json shows all of them`)] : [];
}

const shownBlocks = 4;

function short(blocks: readonly string[]): string {
  const more = blocks.length - shownBlocks;
  return more > 0 ? `${blocks.slice(0, shownBlocks).join(" ")} and ${String(more)} more` : blocks.join(" ");
}

function explanationText(
  { verdict, hops, back, blockers, endsAtRoute, doubts, witness }: Explanation,
  asked: Asked,
  style: Style,
): string {
  const paint = verdict === "allowed" ? style.good : verdict === "blocked" ? style.bad : style.warn;
  return lines(`${style.bold(paint(verdict))}  ${asked.from} → ${asked.to}  ${asked.transport}`, [
    ...(blockers.length === 0
      ? []
      : [
          heading(
            style,
            "Stopped by",
            endsAtRoute === true ? "what is beyond the route shows when a way leads on" : "all of them",
          ),
          tableOrList(
            style,
            [{ title: "at" }, { title: "rule" }, { title: "why", max: 60 }],
            blockers.map(({ at, rule, reason }) => [at, rule, reason]),
          ),
        ]),
    ...way(style, "Way", "", hops),
    ...way(style, "Way back", "security groups let answers through by themselves", back),
    ...(witness === undefined ? [] : ["", labelled(style, "Packet", packetText(witness), 0)]),
    ...(witness?.clientPorts === undefined ? [] : [labelled(style, "Answers", answersText(witness.clientPorts), 0)]),
    ...(witness?.content === undefined ? [] : [labelled(style, "Carrying", witness.content.join("; "), 0)]),
    ...items(style, "Not known", "", doubts),
    ...disagreementsText(style, asked.disagreements),
    linksText(style, asked.links),
  ]);
}

function way(style: Style, title: string, note: string, hops: Explanation["hops"]): readonly string[] {
  if (hops.length === 0) return [];
  const rows = hops.map(({ at, rule }) => [at, rule]);
  return [heading(style, title, note), tableOrList(style, [{ title: "at" }, { title: "rule" }], rows)];
}

function answersText(ports: readonly (readonly [from: number, to: number])[]): string {
  const ranges = ports.map(([from, to]) => (from === to ? String(from) : `${String(from)}-${String(to)}`));
  return `get back to client ports ${ranges.join(", ")}`;
}

/** Lines of a usual terminal at its smallest: of a longer text the first has scrolled away when the last is read. */
const shownAtOnce = 24;

/** A text that begins with its verdict, and ends with it where it is long. */
function lines(verdict: string, parts: readonly string[]): string {
  const text = [verdict, ...parts].join("\n").replaceAll(/\n{3,}/g, "\n\n");
  return text.split("\n").length > shownAtOnce ? `${text}\n\n${verdict}\n` : `${text}\n`;
}

/** Isolation certificates: which places cannot reach which, what stops them, and whether the separate checker agrees. */
import { formatAddress } from "../model";
import type { Certificate, CertifiedRange } from "../verify";
import { trafficParts, type Links, type Undecided } from "./documents";
import { laidOut, listed } from "./json-parts";
import { disagreementsText, labelled, linksText, tableOrList, undecidedText } from "./lines";
import type { ProofFormat } from "./proof";
import type { LongReport, ReportOptions } from "./report";
import { heading, styleFor, type Style } from "./style";

/** A certificate, and what the separate checker says of it. */
export interface CheckedCertificate {
  readonly certificate: Certificate;
  readonly confirmed: boolean;
  /** What it could not confirm. */
  readonly why: string;
}

export interface CertificatesResult {
  /** Of every ordered pair of places between which nothing can pass. */
  readonly certificates: readonly CheckedCertificate[];
  /** Ordered pairs that were looked at. */
  readonly pairs: number;
  /** Ordered pairs beside them of which neither is in AWS: nothing is said of those. */
  readonly unseen: number;
  /** Whether isolation was asked of one pair, so that one that may speak is a failure. */
  readonly isClaimed: boolean;
  /** Pairs that are isolated by what the inputs tell, and for which no certificate was found. */
  readonly without: readonly (readonly [from: string, to: string])[];
  /** What no input tells: something may pass by it. */
  readonly undecided: readonly Undecided[];
  /** What two inputs say differently, each with its address. */
  readonly disagreements: readonly string[];
  readonly links: Links;
}

/** Exit code 1 when the one pair that was asked about may speak, a pair has no certificate that the checker confirms, or the inputs do not tell everything. */
export function certificatesReport(
  result: CertificatesResult,
  format: ProofFormat,
  options: ReportOptions,
): LongReport {
  const { certificates, without, undecided, isClaimed, pairs, unseen } = result;
  const whole =
    (!isClaimed || (certificates.length === pairs && unseen === 0)) &&
    without.length === 0 &&
    undecided.length === 0 &&
    certificates.every(({ confirmed }) => confirmed);
  const parts = format === "json" ? document(result) : [text(result, styleFor(options))];
  return { parts, exitCode: whole ? 0 : 1 };
}

function* document({
  certificates,
  pairs,
  without,
  undecided,
  disagreements,
  links,
}: CertificatesResult): Generator<string> {
  yield `{\n  "schema": ${JSON.stringify("cordon/certificates/1")},\n  "pairs": ${String(pairs)},\n  "certificates": `;
  yield* listed(certificates, ({ certificate: { from, to, pairs: spots }, confirmed, why }) => ({
    from,
    to,
    confirmed,
    ...(confirmed ? {} : { why }),
    stopped: spots.map((spot) => ({
      from: spot.from,
      to: spot.to,
      sources: spot.sources.toCidrs().map(String),
      destinations: spot.destinations.toCidrs().map(String),
      ranges: spot.ranges.map(rangeDocument),
    })),
  }));
  yield ',\n  "without": ';
  yield* listed(without, ([from, to]) => ({ from, to }));
  yield ',\n  "undecided": ';
  yield* listed(undecided, (one) => one);
  yield `,\n  "disagreements": ${laidOut(disagreements, 2)}`;
  yield `,\n  "links": ${laidOut(links, 2)}\n}\n`;
}

function rangeDocument({ family, sources, destinations, reason }: CertifiedRange): object {
  const span = ([first, last]: readonly [bigint, bigint]): readonly string[] =>
    [first, last].map((address) => formatAddress(family, address));
  return {
    sources: span(sources),
    destinations: span(destinations),
    by:
      reason.kind === "route"
        ? { kind: "route", at: reason.at, why: reason.why }
        : {
            kind: "filters",
            filters: reason.filters.map(({ lets, ...filter }) => ({ ...filter, lets: trafficParts(lets) })),
          },
  };
}

function text(result: CertificatesResult, style: Style): string {
  const { certificates, pairs, unseen, without, undecided, disagreements, links } = result;
  const confirmed = certificates.filter((each) => each.confirmed).length;
  const doubtful = certificates.filter((each) => !each.confirmed);
  const [only, ...more] = certificates;
  return `${[
    labelled(
      style,
      "Isolated",
      `${String(certificates.length + without.length)} of ${String(pairs)} ${pairs === 1 ? "pair" : "pairs"} of places`,
      0,
    ),
    labelled(
      style,
      "Certified",
      confirmed === 0
        ? "none"
        : `${String(confirmed)}, ${confirmed === 1 ? "" : "each "}confirmed by the separate checker`,
      0,
    ),
    ...(unseen > 0
      ? [
          labelled(
            style,
            "Not seen",
            `${String(unseen)} ${unseen === 1 ? "pair" : "pairs"} outside AWS: what passes there need not meet it`,
            0,
          ),
        ]
      : []),
    ...(only !== undefined && more.length === 0 ? details(style, only) : overview(style, certificates)),
    ...open(style, "Not confirmed", [
      ...(result.isClaimed && certificates.length + without.length < pairs
        ? ["this pair is not isolated: cordon explain shows the way"]
        : []),
      ...doubtful.map(({ certificate: { from, to }, why }) => `${from} to ${to}: ${why}`),
      ...without.map(([from, to]) => `${from} to ${to}: no certificate was found`),
    ]),
    ...undecidedText(style, undecided),
    ...disagreementsText(style, disagreements),
    linksText(style, links),
  ].join("\n")}\n`;
}

function open(style: Style, title: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : [heading(style, title), ...items.map((item) => `  ${style.bad("✗")} ${item}`)];
}

/** One line for each place that something is isolated from. */
function overview(style: Style, certificates: readonly CheckedCertificate[]): readonly string[] {
  if (certificates.length === 0) return [];
  const rows = new Map<string, { pairs: number; routes: number; filters: number }>();
  for (const { certificate } of certificates) {
    const row = rows.get(certificate.from) ?? { pairs: 0, routes: 0, filters: 0 };
    rows.set(certificate.from, row);
    const kinds = new Set(certificate.pairs.flatMap(({ ranges }) => ranges.map(({ reason }) => reason.kind)));
    row.pairs += 1;
    if (kinds.has("filters")) row.filters += 1;
    else row.routes += 1;
  }
  return [
    heading(style, "What cannot be reached", "--from and --to show one pair in full"),
    tableOrList(
      style,
      [
        { title: "from", max: 60 },
        { title: "isolated from", align: "right" },
        { title: "by groups and ACLs", align: "right" },
        { title: "by routes alone", align: "right" },
      ],
      [...rows].map(([from, { pairs, routes, filters }]) => [from, ...[pairs, filters, routes].map(String)]),
    ),
  ];
}

/** What stops the packets of one pair, each with the addresses that it stops. */
function details(style: Style, { certificate: { from, to, pairs } }: CheckedCertificate): readonly string[] {
  const stopped = new Map<string, { readonly sources: Set<string>; readonly destinations: Set<string> }>();
  for (const { family, sources, destinations, reason } of pairs.flatMap(({ ranges }) => ranges)) {
    const why = reasonLines(reason).join("\n");
    const ends = stopped.get(why) ?? { sources: new Set(), destinations: new Set() };
    stopped.set(why, ends);
    ends.sources.add(spanText(family, sources));
    ends.destinations.add(spanText(family, destinations));
  }
  return [
    heading(style, `${from} to ${to}`, "what stops every packet"),
    ...[...stopped].map(([why, { sources, destinations }]) =>
      [
        ...why.split("\n").map((line) => `  ${style.good("■")} ${line}`),
        labelled(style, "from", some(sources), 4),
        labelled(style, "to", some(destinations), 4),
      ].join("\n"),
    ),
  ];
}

const shownSpans = 6;

function some(spans: ReadonlySet<string>): string {
  const more = spans.size - shownSpans;
  return `${[...spans].slice(0, shownSpans).join(", ")}${more > 0 ? `, and ${String(more)} more ${more === 1 ? "range" : "ranges"}` : ""}`;
}

function spanText(family: CertifiedRange["family"], [first, last]: readonly [bigint, bigint]): string {
  return first === last
    ? formatAddress(family, first)
    : `${formatAddress(family, first)}–${formatAddress(family, last)}`;
}

function reasonLines(reason: CertifiedRange["reason"]): readonly string[] {
  if (reason.kind === "route") return [`${reason.at}: ${reason.why}`];
  return reason.filters.map(
    ({ ids, direction, role, lets }) =>
      `${ids.join(" + ")} (${direction}) lets ${role === "forward" ? "" : "answers on "}${lets.toString()}`,
  );
}

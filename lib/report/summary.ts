/** The summary that a synth ends with: what was declared, what it costs, and what to do next. */
import { compareText, type Intent, type IntentConduit, type IntentNetwork, type IntentService } from "../model";
import { tableOrLines } from "./lines";
import { conduitMatrix } from "./matrix";
import type { Report, ReportOptions } from "./report";
import { siteTable } from "./site-table";
import { fits, heading, styleFor, table, type Style } from "./style";
import { wrapped } from "./wrap";

export interface SummaryOptions extends ReportOptions {
  /** Folder of the synthesized Terraform, as the reader may type it. */
  readonly folder: string;
  /** The command that comes next. */
  readonly next: string;
}

/** One intent as text. The exit code is 0: what is wrong with a network fails its synth, not its summary. */
export function summaryText(intents: readonly Intent[], options: SummaryOptions): Report {
  const style = styleFor(options);
  const networks = intents.flatMap((intent) => intent.networks);
  const parts = networks.map((network) => networkText(style, network));
  const end = ["", last(style, "Terraform", options.folder), last(style, "Next", options.next)];
  return { output: `${[...parts, ...end].join("\n")}\n`, exitCode: 0 };
}

function last(style: Style, label: string, text: string): string {
  const lines = wrapped(text, Math.max(30, style.width - 11));
  return `${style.bold(label)}${" ".repeat(11 - label.length)}${lines.join(`\n${" ".repeat(11)}`)}`;
}

function networkText(style: Style, network: IntentNetwork): string {
  return [
    `\n${style.bold(network.name)}  ${network.block}  ${network.zones.join(", ")}`,
    style.dim(
      `${String(network.segments.length)} segments, ${String(network.conduits.length)} conduits, ${String(network.resources)} Terraform resources`,
    ),
    heading(style, "Segments"),
    segments(style, network),
    ...siteTable(style, network),
    heading(style, "Who may start what to whom", "services in each cell"),
    conduitMatrix(style, network),
    heading(style, "Conduits"),
    conduits(style, network),
    ...findings(style, network),
    heading(style, "Quotas", "the tightest first"),
    quotas(style, network),
    ...excess(style, network),
  ].join("\n");
}

function segments(style: Style, { segments: all, zones }: IntentNetwork): string {
  const columns = [
    { title: "segment" },
    { title: "kind" },
    { title: "criticality" },
    { title: "owner", max: 24 },
    { title: "block" },
  ];
  const none = style.dim("–");
  const told = all.map(({ name, kind, criticality, owner, blocks, subnets }) => ({
    cells: [
      name,
      kind,
      criticality === "life-critical" ? style.bad(criticality) : criticality,
      owner,
      blocks.join(" "),
    ],
    byZone: zones.map((zone) => subnets.find((subnet) => subnet.zone === zone)?.block),
  }));
  const wide = [...columns, ...zones.map((title) => ({ title }))];
  const rows = told.map(({ cells, byZone }) => [...cells, ...byZone.map((block) => block ?? none)]);
  if (fits(style, wide, rows)) return table(style, wide, rows);
  // Zones below each other, by the end of their names: all begin with the Region.
  const ends = zones.map((zone) => style.dim(ending(zone, zones)));
  const below = told.map(({ cells, byZone }) => {
    const lines = byZone.flatMap((block, at) => (block === undefined ? [] : [`${ends[at] ?? ""} ${block}`]));
    return [...cells, lines.length === 0 ? none : lines.join("\n")];
  });
  return tableOrLines(style, [...columns, { title: "subnets by zone" }], below);
}

/** What tells one of the names from the others. */
function ending(name: string, names: readonly string[]): string {
  const start = [...name].findIndex((letter, at) => names.some((other) => other[at] !== letter));
  return start < 0 ? name : name.slice(start);
}

/** The owner of a conduit is named where it is not that of the segment which starts it. */
function conduits(style: Style, network: IntentNetwork): string {
  const columns = [{ title: "from" }, { title: "to" }, { title: "service" }, { title: "why", max: 64 }];
  const owners = new Map(network.segments.map(({ name, owner }) => [name, owner]));
  const rows = alike(network.conduits).map(([first, ...more]) => {
    const names = [first, ...more].map(({ service }) => `${service.name} ${style.dim(ports(service))}`);
    const owner = first.owner === owners.get(first.from) ? "" : ` ${style.dim(`(owner: ${first.owner})`)}`;
    return [first.from, first.to, names.join("\n"), `${why(style, first)}${owner}`] as const;
  });
  // Whoever starts several is named once, where they stand below each other.
  const shown = fits(style, columns, rows)
    ? rows.map(([from, ...row], index) => [from === rows[index - 1]?.[0] ? "" : from, ...row])
    : rows;
  return tableOrLines(style, columns, shown);
}

/** Conduits that differ in nothing but the service, together. */
function alike(conduits: readonly IntentConduit[]): readonly (readonly [IntentConduit, ...IntentConduit[]])[] {
  const groups = new Map<string, [IntentConduit, ...IntentConduit[]]>();
  for (const conduit of conduits) {
    const key = [conduit.from, conduit.to, conduit.reason, conduit.owner, conduit.expires].join("\n");
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [conduit]);
    else group.push(conduit);
  }
  return [...groups.values()];
}

function why(style: Style, conduit: IntentConduit): string {
  return conduit.expires === undefined
    ? conduit.reason
    : `${conduit.reason} ${style.warn(`(until ${conduit.expires})`)}`;
}

/** `tcp 443`, `icmp 8/0`, `protocol 50`. */
export function ports({ protocol, ports: range, icmp, number }: IntentService): string {
  if (range !== undefined) return `${protocol} ${range[0] === range[1] ? String(range[0]) : range.join("–")}`;
  if (icmp !== undefined) return `${protocol} ${icmp.join("/")}`;
  return `protocol ${String(number)}`;
}

/** Each with its sentence below it: a sentence needs the whole width. */
function findings(style: Style, network: IntentNetwork): readonly string[] {
  if (network.findings.length === 0) return [];
  const rules = Math.max(...network.findings.map(({ rule }) => rule.length));
  return [
    heading(style, "Findings"),
    ...network.findings.flatMap((finding) => [
      `  ${wrapped(`${finding.rule.padEnd(rules)}  ${status(style, finding)}  ${finding.subject}`, style.width - 4).join("\n    ")}`,
      ...wrapped(finding.message, Math.max(30, style.width - 4)).map((line) => `    ${line}`),
    ]),
  ];
}

function status(style: Style, { severity, acknowledgedBy }: IntentNetwork["findings"][number]): string {
  if (acknowledgedBy !== undefined) return style.dim(`accepted, ${acknowledgedBy}`);
  if (severity === "error") return style.bad(severity);
  return severity === "warning" ? style.warn(severity) : style.dim(severity);
}

const tightest = 6;
const shownPairs = 8;

function quotas(style: Style, network: IntentNetwork): string {
  const rows = [...network.quotas]
    .sort((a, b) => b.ratio - a.ratio || compareText(a.quota, b.quota) || compareText(a.subject, b.subject))
    .slice(0, tightest)
    .map(({ quota, subject, used, limit, ratio }) => [
      words(quota),
      subject,
      `${String(used)} of ${String(limit)}`,
      bar(style, ratio),
    ]);
  return tableOrLines(
    style,
    [{ title: "quota" }, { title: "where" }, { title: "used", align: "right" }, { title: "" }],
    rows,
  );
}

/** `aclEntriesPerDirection` → `acl entries per direction`. */
function words(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function bar(style: Style, ratio: number): string {
  const full = Math.min(10, Math.ceil(ratio * 10));
  const text = `${"█".repeat(full)}${"░".repeat(10 - full)}`;
  return ratio > 0.9 ? style.bad(text) : ratio > 0.7 ? style.warn(text) : style.good(text);
}

function excess(style: Style, network: IntentNetwork): readonly string[] {
  if (network.aclExcess.length === 0) return [];
  const more = network.aclExcess.length - shownPairs;
  return [
    heading(style, "Network ACLs", "what they alone would let through beyond the conduits; the security groups do not"),
    tableOrLines(
      style,
      [{ title: "from" }, { title: "to" }, { title: "traffic", max: 72 }],
      network.aclExcess.slice(0, shownPairs).map(({ from, to, traffic }) => [from, to, traffic]),
    ),
    ...(more > 0 ? [style.dim(`  and ${String(more)} more pairs: aclExcess in intent.json`)] : []),
    style.dim("  Every pair without a conduit is closed in the ACLs too."),
  ];
}

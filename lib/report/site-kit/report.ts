/** What the command says when it has written a kit: what, where, what is left to fill in, and what comes next. */
import type { IntentNetwork } from "../../model";
import { labelled } from "../lines";
import type { Report, ReportOptions } from "../report";
import { heading, styleFor, table, type Style } from "../style";
import { ciscoIosFile, fortiosFile, nftablesFile, sheetFile } from "./file-names";
import { openPoints, type OpenPoint } from "./open-points";
import { planOf, type SitePlan } from "./plan";
import type { TunnelEnds } from "./tunnel";

/** A kit that was written. */
export interface SiteKitResult {
  readonly network: IntentNetwork;
  readonly site: string;
  /** AWS's ends of the tunnels; undefined when they are not known yet. */
  readonly ends: TunnelEnds | undefined;
  /** Where it was written, as the reader may type it. */
  readonly folder: string;
  readonly files: readonly string[];
  /** Files of an earlier kit of this site that this one has no longer. */
  readonly leftOver: readonly string[];
}

/** The exit code is 0: what cannot be carried is refused before anything is written. */
export function siteKitReport(result: SiteKitResult, format: "text" | "json", options: ReportOptions): Report {
  const plan = planOf(result.network, result.site, result.ends);
  const points = openPoints(plan);
  const output = format === "json" ? json(result, plan, points) : text(result, plan, points, styleFor(options));
  return { output, exitCode: 0 };
}

function json({ folder, files, leftOver }: SiteKitResult, plan: SitePlan, points: readonly OpenPoint[]): string {
  const { network, site, flows, tunnels } = plan;
  const document = {
    schema: "cordon/site-kit/1",
    network: network.name,
    site: site.name,
    label: site.label,
    folder,
    files,
    leftOver,
    tunnels: tunnels.map(({ name, awsOutside, isKnown }) => ({ name, aws: isKnown ? awsOutside : null })),
    flows: flows.map(({ id, conduits }) => ({ id, conduits: conduits.map((conduit) => conduit.id) })),
    toFillIn: points.map(({ what, how }) => ({ what, how })),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function text(
  { folder, files, leftOver }: SiteKitResult,
  { site, tunnels, segments, flows }: SitePlan,
  points: readonly OpenPoint[],
  style: Style,
): string {
  const counts = [
    counted(site.gateways.length, "gateway"),
    counted(tunnels.length, "tunnel"),
    counted(segments.length, "segment"),
    counted(flows.length, "flow"),
  ];
  return [
    `${style.bold(site.name)}  ${style.dim("on devices")} ${site.label}  ${counts.join(", ")}`,
    heading(style, "Written to", folder),
    table(
      style,
      [{ title: "file" }, { title: "for" }],
      files.map((file) => [file, purpose(file)]),
    ),
    ...(points.length === 0 ? [] : [heading(style, "To fill in")]),
    ...points.map(({ what, how }) => `  ${style.warn("?")} ${what}\n${labelled(style, "how", how, 4)}`),
    ...(leftOver.length === 0 ? [] : [heading(style, "Left over", "of an earlier kit; remove them")]),
    ...leftOver.map((file) => `  ${file}`),
    "",
    `${style.bold("Next")}  give ${sheetFile} to the network team: it says what goes where, and how to try it`,
    "",
  ].join("\n");
}

function counted(count: number, name: string): string {
  return `${String(count)} ${name}${count === 1 ? "" : "s"}`;
}

function purpose(file: string): string {
  switch (file) {
    case sheetFile:
      return "the network team: who is who, what to set, how to try it";
    case nftablesFile:
      return "the allow list, for a Linux router";
    case ciscoIosFile:
      return "the allow list, for a Cisco router";
    case fortiosFile:
      return "the allow list, for a FortiGate";
    default:
      return "strongSwan, one gateway";
  }
}

/** The report on a terminal: what matters in a few lines first, then the tables. */
import type { Observation } from "../../flows";
import { labelled, tableOrList } from "../lines";
import { heading, type Style } from "../style";
import { count, grouped, sections, span, type Section } from "./parts";
import { visible } from "./untrusted";

/** Rows of a section on a terminal. Everything is in the other formats. */
const mostRows = 12;

export function observationText(seen: Observation, style: Style): string {
  return `${[...summary(seen, style), ...sections(seen).flatMap((section) => sectionText(section, style))].join("\n")}\n`;
}

function summary(seen: Observation, style: Style): readonly string[] {
  const { records, undeclared, suspects, blocked, used, unused, remarks } = seen;
  const flows = undeclared.reduce((sum, one) => sum + one.flows, 0);
  const verdict =
    records.flows === 0
      ? style.warn("no record of traffic: nothing can be said")
      : undeclared.length === 0
        ? style.good("nothing was let through that no conduit covers")
        : style.bad(`${count(undeclared.length, "kind")} of traffic that no conduit covers, ${count(flows, "flow")}`);
  const say = (label: string, text: string): string => labelled(style, label, text, 0);
  const left = [
    ...(records.damaged === 0 ? [] : [count(records.damaged, "damaged line")]),
    ...(records.noData === 0 ? [] : [`${grouped(records.noData)} NODATA`]),
    ...(records.skipped === 0 ? [] : [`${grouped(records.skipped)} SKIPDATA`]),
    ...(records.outsideWindow === 0 ? [] : [`${grouped(records.outsideWindow)} of another time`]),
  ];
  return [
    `${style.bold(seen.networks.join(", "))}  ${span(seen)}`,
    "",
    say("Verdict", verdict),
    say("Suspects", suspects.length === 0 ? "none" : style.bad(suspectText(seen))),
    say(
      "Blocked",
      count(
        blocked.reduce((sum, one) => sum + one.flows, 0),
        "flow",
      ),
    ),
    say("Conduits", `${String(used.length)} used, ${String(unused.length)} not`),
    say(
      "Records",
      `${grouped(records.flows)} in ${count(records.files, "file")}${left.length === 0 ? "" : `; beside them ${left.join(", ")}`}`,
    ),
    ...(records.notOfSegments === 0
      ? []
      : [
          say(
            "",
            `${grouped(records.notOfSegments)} of them ${records.notOfSegments === 1 ? "has" : "have"} no segment at either end, which is not judged`,
          ),
        ]),
    ...remarks.map((remark) => say("Note", style.warn(visible(remark)))),
  ];
}

function suspectText({ suspects }: Observation): string {
  const kinds = ["beacon", "scan", "misdirected"] as const;
  const words = { beacon: "beacon", scan: "scan", misdirected: "misdirected device" } as const;
  return kinds
    .map((kind) => [kind, suspects.filter(({ what }) => what === kind).length] as const)
    .filter(([, number]) => number > 0)
    .map(([kind, number]) => count(number, words[kind]))
    .join(", ");
}

function sectionText({ title, note, columns, rows, next = [] }: Section, style: Style): readonly string[] {
  const shown = rows.slice(0, mostRows).map((row) => row.map(visible));
  const more = rows.length - shown.length;
  return [
    heading(style, title, note),
    tableOrList(style, columns, shown),
    ...(more > 0 ? [style.dim(`  and ${grouped(more)} more: --format json`)] : []),
    // One is enough to know how; the other formats have that of every row.
    ...next
      .slice(0, 1)
      .map((first) => labelled(style, "next", visible(rows.length === 1 ? first : `for the first: ${first}`))),
  ];
}

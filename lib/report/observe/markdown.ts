/** The report for a ticket or a review: every row of every section. */
import type { Observation } from "../../flows";
import { markdownTable } from "../site-kit/markdown";
import { count, sections, span } from "./parts";
import { markdownText } from "./untrusted";

export function observationMarkdown(seen: Observation): string {
  const { records, undeclared, remarks } = seen;
  return [
    `# Flow records of ${markdownText(seen.networks.join(", "))}`,
    "",
    `${span(seen)}, ${count(records.flows, "record")} in ${count(records.files, "file")}, ${count(records.damaged, "damaged line")}, ${String(records.skipped)} SKIPDATA.`,
    "",
    records.flows === 0
      ? "No record of traffic: nothing can be said."
      : undeclared.length === 0
        ? "Nothing was let through that no conduit covers."
        : `**${count(undeclared.length, "kind")} of traffic that no conduit covers.**`,
    ...(remarks.length === 0 ? [] : [""]),
    ...remarks.map((remark) => `- ${markdownText(remark)}`),
    ...sections(seen).flatMap(({ title, note, columns, rows, next = [] }) => [
      "",
      `## ${title}`,
      "",
      ...(note === "" ? [] : [`${note[0]?.toUpperCase() ?? ""}${note.slice(1)}.`, ""]),
      ...markdownTable(
        [...columns.map((column) => column.title), ...(next.length === 0 ? [] : ["next"])],
        rows.map((row, at) => [...row, ...next.slice(at, at + 1)].map(markdownText)),
      ),
    ]),
    "",
  ].join("\n");
}

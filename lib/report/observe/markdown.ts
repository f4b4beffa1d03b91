/** The report for a ticket or a review: every row of every section. */
import type { Observation } from "../../flows";
import { markdownTable } from "../site-kit/markdown";
import { day, grouped, sections } from "./parts";
import { markdownText } from "./untrusted";

export function observationMarkdown(seen: Observation): string {
  const { records, undeclared, remarks } = seen;
  return [
    `# Flow records of ${markdownText(seen.networks.join(", "))}`,
    "",
    `${day(records.firstSeen)} to ${day(records.lastSeen)} UTC, ${grouped(records.flows)} records in ${grouped(records.files)} files, ${grouped(records.damaged)} damaged lines, ${grouped(records.skipped)} SKIPDATA.`,
    undeclared.length === 0
      ? "Nothing was let through that no conduit covers."
      : `**${grouped(undeclared.length)} kinds of traffic were let through that no conduit covers.**`,
    ...remarks.map((remark) => `- ${markdownText(remark)}`),
    ...sections(seen).flatMap(({ title, note, columns, rows }) => [
      "",
      `## ${title}`,
      "",
      ...(note === "" ? [] : [`${note[0]?.toUpperCase() ?? ""}${note.slice(1)}.`, ""]),
      ...markdownTable(
        columns.map((column) => column.title),
        rows.map((row) => row.map(markdownText)),
      ),
    ]),
    "",
  ].join("\n");
}

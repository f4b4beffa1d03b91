/** What the records say, in the format asked for. */
import { suggestedProgram, type Observation } from "../../flows";
import type { Report, ReportOptions } from "../report";
import { styleFor } from "../style";
import { observationCsv } from "./csv";
import { observationMarkdown } from "./markdown";
import { observationText } from "./text";

export const observationFormats = ["text", "json", "markdown", "csv", "typescript"] as const;
export type ObservationFormat = (typeof observationFormats)[number];

/** The version of the JSON document's form. */
export const observationSchema = "cordon/observe/1";

/** Exit code 1 when something was let through that no conduit covers. */
export function observationReport(seen: Observation, format: ObservationFormat, options: ReportOptions): Report {
  return { output: outputOf(seen, format, options), exitCode: seen.undeclared.length === 0 ? 0 : 1 };
}

function outputOf(seen: Observation, format: ObservationFormat, options: ReportOptions): string {
  switch (format) {
    case "text":
      return observationText(seen, styleFor(options));
    case "json":
      return `${JSON.stringify({ schema: observationSchema, ...seen, program: suggestedProgram(seen) }, undefined, 2)}\n`;
    case "markdown":
      return observationMarkdown(seen);
    case "csv":
      return observationCsv(seen);
    case "typescript":
      return suggestedProgram(seen);
  }
}

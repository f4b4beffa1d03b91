/** What the reader's terminal can show. */
import type { ReportOptions } from "../../lib/report";

/** `NO_COLOR` turns colour off, and so does anything that is not a terminal. */
export function terminalOf(stream: NodeJS.WriteStream): ReportOptions {
  return { colour: stream.isTTY && process.env["NO_COLOR"] === undefined, width: stream.isTTY ? stream.columns : 120 };
}

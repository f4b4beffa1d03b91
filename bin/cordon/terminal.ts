/** What the reader's terminal can show. */
import type { ReportOptions } from "../../lib/report";

/** What is known of a stream; one that is no terminal says nothing of itself. */
interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** `NO_COLOR` turns colour off, and so does anything that is not a terminal. */
export function terminalOf({ isTTY = false, columns = 0 }: Screen): ReportOptions {
  const { NO_COLOR: refused = "" } = process.env;
  // Some terminals call themselves zero columns wide.
  return { colour: isTTY && refused === "", width: isTTY && columns > 0 ? columns : 120 };
}

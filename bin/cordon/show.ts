/** `cordon show`: what a synthesized folder declares, without synthesizing it again. */
import { join } from "node:path";
import { summaryText } from "../../lib/report";
import { formatAmong } from "./format";
import { readIntents } from "./intents";
import { nextCommand, outputFolder } from "./project";
import { terminalOf } from "./terminal";

/**
 * Prints to standard output.
 *
 * @throws {InvalidInput} when the folder holds no intent, or the format is unknown
 */
export function show(folder: string | undefined, options: { readonly format: string }): void {
  const format = formatAmong(options.format, ["text", "json"]);
  const from = folder ?? outputFolder();
  const intents = readIntents(from);
  const screen = { ...terminalOf(process.stdout), folder: join(from, "stacks"), next: nextCommand() };
  const output = format === "json" ? `${JSON.stringify(intents, undefined, 2)}\n` : summaryText(intents, screen).output;
  process.stdout.write(output);
}

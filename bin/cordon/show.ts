/** `cordon show`: what a synthesized folder declares, without synthesizing it again. */
import { join } from "node:path";
import { InvalidInput } from "../../lib/model";
import { summaryText } from "../../lib/report";
import { readIntents } from "./intents";
import { nextCommand, outputFolder } from "./project";
import { terminalOf } from "./terminal";

/**
 * Prints to standard output.
 *
 * @throws {InvalidInput} when the folder holds no intent, or the format is unknown
 */
export function show(folder: string | undefined, { format }: { readonly format: string }): void {
  if (format !== "text" && format !== "json") {
    throw new InvalidInput([{ what: "unknown format", received: `"${format}"`, allowed: "text, json" }]);
  }
  const from = folder ?? outputFolder();
  const intents = readIntents(from);
  const options = { ...terminalOf(process.stdout), folder: join(from, "stacks"), next: nextCommand() };
  const output =
    format === "json" ? `${JSON.stringify(intents, undefined, 2)}\n` : summaryText(intents, options).output;
  process.stdout.write(output);
}

/** `cordon show`: what a synthesized folder declares, without synthesizing it again. */
import { InvalidInput } from "../../lib";
import { summaryText } from "../../lib/report";
import { readIntents } from "./intents";
import { terminalOf } from "./terminal";

/**
 * Prints to standard output.
 *
 * @throws {InvalidInput} when the folder holds no intent, or the format is unknown
 */
export function show(folder: string, { format }: { readonly format: string }): void {
  const intents = readIntents(folder);
  switch (format) {
    case "json":
      process.stdout.write(`${JSON.stringify(intents, undefined, 2)}\n`);
      return;
    case "text":
      process.stdout.write(
        summaryText(intents, { ...terminalOf(process.stdout), folder: `${folder}/stacks`, next: "npx cdktf deploy" })
          .output,
      );
      return;
    default:
      throw new InvalidInput([{ what: "unknown format", received: `"${format}"`, allowed: "text, json" }]);
  }
}

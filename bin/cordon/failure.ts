/** How the command fails: what is wrong, in red on a terminal, and exit code 2. */
import pico from "picocolors";
import { InvalidInput, describeIssue } from "../../lib";

/** Prints an error and ends the process with exit code 2: the input cannot be read, or the call is wrong. */
export function fail(error: unknown): never {
  const c = pico.createColors(process.stderr.isTTY);
  const lines =
    error instanceof InvalidInput
      ? error.issues.map(describeIssue)
      : [error instanceof Error ? error.message : String(error)];
  for (const line of lines) process.stderr.write(`${c.red("cordon:")} ${line}\n`);
  process.exit(2);
}

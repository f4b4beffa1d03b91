/** How the command fails: one line for each thing that is wrong, in red on a terminal, and an exit code that says whose fault it is. */
import pico from "picocolors";
import { reasonOf } from "../../lib/app";
import { InvalidInput, describeIssue } from "../../lib/model";
import { terminalOf } from "./terminal";

/** Prints an error and ends the process. */
export function fail(error: unknown): never {
  for (const line of failureLines(error, terminalOf(process.stderr).colour)) process.stderr.write(`${line}\n`);
  process.exit(failureCode(error));
}

/** 3 when the proof contradicts itself; otherwise 2: the input cannot be read, or the call is wrong. */
export function failureCode(error: unknown): 2 | 3 {
  // By its name: most commands never load the proof.
  return (error as { readonly name?: unknown } | null)?.name === "InternalDisagreement" ? 3 : 2;
}

/** What is printed of an error. */
export function failureLines(error: unknown, colour: boolean): readonly string[] {
  const { red } = pico.createColors(colour);
  const lines = error instanceof InvalidInput ? error.issues.map(describeIssue) : [reasonOf(error)];
  // A value received may have line breaks of its own.
  return lines.map((line) => `${red("cordon:")} ${line.replaceAll(/\s*\n\s*/g, " ")}`);
}

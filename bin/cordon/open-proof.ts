/** What the commands of the proof share: reading the inputs, and printing the report. */
import { prove, readProofInput, type Proved } from "../../lib/app";
import { InvalidInput } from "../../lib/model";
import type { ProofFormat, Report, ReportOptions } from "../../lib/report";
import { terminalOf } from "./terminal";

export interface ProofOptions {
  readonly format: string;
  /** @default - the intents beside the inputs */
  readonly intent?: string;
}

/** @throws {InvalidInput} when the format is unknown */
export function formatOf({ format }: ProofOptions): ProofFormat {
  if (format === "text" || format === "json") return format;
  throw new InvalidInput([{ what: "unknown format", received: `"${format}"`, allowed: "text, json" }]);
}

/** @throws {InvalidInput} when an input or an intent cannot be read */
export function openProof(inputs: readonly string[], { intent }: ProofOptions): Proved {
  return prove(readProofInput(inputs, intent));
}

/** Prints to standard output and sets the exit code. */
export function print(report: (options: ReportOptions) => Report): void {
  const { output, exitCode } = report(terminalOf(process.stdout));
  process.stdout.write(output);
  process.exitCode = exitCode;
}

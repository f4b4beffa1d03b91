/** What the commands of the proof share: reading the inputs, and printing the report. */
import { prove, readProofInput, type Proved } from "../../lib/app";
import type { LongReport, ProofFormat, Report, ReportOptions, Undecided } from "../../lib/report";
import { formatAmong } from "./format";
import { terminalOf } from "./terminal";

export interface ProofOptions {
  readonly format: string;
  /** @default - the intents beside the inputs */
  readonly intent?: readonly string[];
}

/** @throws {InvalidInput} when the format is unknown */
export function formatOf({ format }: ProofOptions): ProofFormat {
  return formatAmong(format, ["text", "json"]);
}

/** @throws {InvalidInput} when an input or an intent cannot be read */
export function openProof(inputs: readonly string[], { intent }: ProofOptions): Proved {
  return prove(readProofInput(inputs, intent));
}

/** What no input tells, so that anything may pass by it. */
export function untold({ facts: { unread, incomplete }, proof }: Proved): readonly Undecided[] {
  return [
    ...unread.map(({ address, why }) => ({ about: address, why })),
    ...incomplete.map(({ at, detail }) => ({ about: at, why: detail })),
    ...proof.nothing.map(({ from, text }) => ({ about: from, why: text })),
    ...proof.undescribed.map(({ about, text }) => ({ about, why: text })),
    ...proof.unplaced.map(({ from, text }) => ({ about: from, why: text })),
  ];
}

/** What was read into the inputs, or is said differently by two of them: by address, each once. */
export function notesOf({ notes }: Proved["facts"], of: "assumption" | "disagreement"): readonly string[] {
  return notes
    .filter(({ kind }) => kind === of)
    .map(
      ({ at: { address, attribute }, text }) => `${address}${attribute === undefined ? "" : `.${attribute}`}: ${text}`,
    );
}

/** Prints to standard output and sets the exit code. */
export function print(report: (options: ReportOptions) => Report | LongReport): void {
  const made = report(terminalOf(process.stdout));
  for (const text of "parts" in made ? together(made.parts) : [made.output]) process.stdout.write(text);
  process.exitCode = made.exitCode;
}

/** Characters written at once. */
const writtenAtOnce = 65_536;

/** Many short parts as a few long ones. */
function* together(parts: Iterable<string>): Generator<string> {
  let waiting: string[] = [];
  let size = 0;
  for (const part of parts) {
    waiting.push(part);
    size += part.length;
    if (size < writtenAtOnce) continue;
    yield waiting.join("");
    [waiting, size] = [[], 0];
  }
  if (size > 0) yield waiting.join("");
}

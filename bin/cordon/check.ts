/** `cordon check`: the proof against what is declared. */
import type { Proved } from "../../lib/app";
import { checkReport } from "../../lib/report";
import { formatOf, openProof, print, type ProofOptions } from "./open-proof";

/**
 * Prints the verdict with its findings.
 *
 * @throws {InvalidInput} when an input cannot be read
 */
export function check(inputs: readonly string[], options: ProofOptions): void {
  const format = formatOf(options);
  const { proof, facts, intents } = openProof(inputs, options);
  const result = {
    judgement: proof.judge(),
    links: facts.links,
    intents,
    places: proof.places.length,
    empty: proof.empty.map(({ id }) => id),
    exemptions: proof.exemptions,
    assumed: notesOf(facts, "assumption"),
    disagreements: notesOf(facts, "disagreement"),
  };
  print((screen) => checkReport(result, format, screen));
}

/** What was read into the inputs, or is said differently by two of them: by address, each once. */
function notesOf({ notes }: Proved["facts"], of: "assumption" | "disagreement"): readonly string[] {
  return notes
    .filter(({ kind }) => kind === of)
    .map(
      ({ at: { address, attribute }, text }) => `${address}${attribute === undefined ? "" : `.${attribute}`}: ${text}`,
    );
}

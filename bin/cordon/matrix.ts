/** `cordon matrix`: everything that can reach anything. */
import type { Proof } from "../../lib/verify";
import { matrixReport, type ReachedPair } from "../../lib/report";
import { formatOf, notesOf, openProof, print, untold, type ProofOptions } from "./open-proof";

/**
 * Prints all pairs of places between which anything passes or may pass.
 *
 * @throws {InvalidInput} when an input cannot be read
 * @throws {InternalDisagreement} when the naive evaluator contradicts a pair that is put to it
 */
export function matrix(inputs: readonly string[], options: ProofOptions): void {
  const format = formatOf(options);
  const proved = openProof(inputs, options);
  const { proof, facts } = proved;
  const { pairs, counts } = proof.matrix();
  // Before anything is printed: a contradiction is never a report.
  proof.askAgain();
  const result = {
    places: proof.places,
    reach: reached(proof),
    counts,
    links: facts.links,
    undecided: [...untold(proved), ...proof.beyond.map(({ from, text }) => ({ about: from, why: text }))],
    disagreements: notesOf(facts, "disagreement"),
    pairs,
  };
  print((screen) => matrixReport(result, format, screen));
}

function* reached(proof: Proof): Generator<ReachedPair> {
  for (const { from, to, must, may } of proof.matrix().entries())
    for (const [bound, traffic] of [["must", must] as const, ["may", may] as const]) {
      if (traffic.isEmpty()) continue;
      yield { from: from.id, to: to.id, bound, traffic, because: proof.rulesBetween(from, to, traffic) };
    }
}

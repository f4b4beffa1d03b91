/** `cordon matrix`: everything that can reach anything. */
import type { FactBase } from "../../lib/terraform";
import type { Proof } from "../../lib/verify";
import { matrixReport, type ReachedPair, type Undecided } from "../../lib/report";
import { formatOf, openProof, print, type ProofOptions } from "./open-proof";

/**
 * Prints all pairs of places between which anything passes or may pass.
 *
 * @throws {InvalidInput} when an input cannot be read
 * @throws {InternalDisagreement} when the naive evaluator contradicts a pair that is put to it
 */
export function matrix(inputs: readonly string[], options: ProofOptions): void {
  const format = formatOf(options);
  const { proof, facts } = openProof(inputs, options);
  const { pairs, counts } = proof.matrix();
  // Before anything is printed: a contradiction is never a report.
  proof.askAgain();
  const result = {
    places: proof.places,
    reach: reached(proof),
    counts,
    links: facts.links,
    undecided: undecided(facts),
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

function undecided({ unread, incomplete }: FactBase): readonly Undecided[] {
  return [
    ...unread.map(({ address, why }) => ({ about: address, why })),
    ...incomplete.map(({ at, detail }) => ({ about: at, why: detail })),
  ];
}

/** `cordon coverage`: rules that no conduit needs, and conduits that no rule carries. */
import { InvalidInput } from "../../lib/model";
import { coverageReport } from "../../lib/report";
import { formatOf, notesOf, openProof, print, type ProofOptions } from "./open-proof";

/**
 * Prints what of the rules is declared, and what of the declared has rules.
 *
 * @throws {InvalidInput} when an input cannot be read, or nothing is declared
 */
export function coverage(inputs: readonly string[], options: ProofOptions): void {
  const format = formatOf(options);
  const { proof, facts, intents, conduits } = openProof(inputs, options);
  if (intents.length === 0) {
    const allowed = "an intent.json beside an input, or --intent <file>";
    throw new InvalidInput([{ what: "coverage is about what is declared, and nothing is", allowed }]);
  }
  const result = {
    coverage: proof.coverage(),
    rules: facts.securityGroupRules.length,
    entries: facts.networkAclEntries.length,
    conduits,
    disagreements: notesOf(facts, "disagreement"),
    links: facts.links,
  };
  print((screen) => coverageReport(result, format, screen));
}

/** `cordon check`: the proof against what is declared. */
import { checkReport } from "../../lib/report";
import { formatOf, notesOf, openProof, print, type ProofOptions } from "./open-proof";

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
    shown: { vpcs: facts.vpcs.length, subnets: facts.subnets.length, interfaces: facts.interfaces.length },
    empty: proof.empty.map(({ id }) => id),
    exemptions: proof.exemptions,
    assumed: notesOf(facts, "assumption"),
    disagreements: notesOf(facts, "disagreement"),
  };
  print((screen) => checkReport(result, format, screen));
}

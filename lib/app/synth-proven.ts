/** A synth that stops before anything is deployed when what it wrote is not what was declared. */
import { InvalidInput, type Issue } from "../model";
import type { Finding } from "../verify";
import { prove } from "./prove";
import { readProofInput } from "./proof-input";

/** An app of the framework, as far as it is needed: there may be two copies of it. */
export interface SynthesizableApp {
  readonly outdir: string;
  synth(): void;
}

/**
 * Synthesizes an app, then proves from the written stacks that exactly what was declared can happen.
 *
 * @throws {InvalidInput} one issue for each finding, with its packet
 */
export function synthProven(app: SynthesizableApp): void {
  app.synth();
  const { proof } = prove(readProofInput([app.outdir]));
  const [first, ...rest] = proof.judge().findings.map(issueOf);
  if (first !== undefined) throw new InvalidInput([first, ...rest]);
}

function issueOf({ id, from, to, traffic, text, witness, rules, next }: Finding): Issue {
  const packet =
    witness === undefined
      ? `${from} to ${to}, ${String(traffic)}`
      : `${witness.from.address} to ${witness.to.address}, ${witness.transport}`;
  const by = rules.length === 0 ? "" : ` by ${rules.join(", ")}`;
  return { what: `the proof does not hold: ${text}`, received: `${packet}${by}`, allowed: next, where: id };
}

/** A synth that writes nothing when what it would write is not what was declared. */
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { InvalidInput, refuse, type Issue } from "../model";
import { nothingId, type Finding } from "../verify";
import { prove } from "./prove";
import { proofInputOf } from "./proof-input";
import { trialSynth, type TreeNode, type WrittenStack } from "./trial-synth";

/** An app of the framework, as far as it is needed: there may be two copies of it. */
export interface SynthesizableApp extends TreeNode {
  readonly outdir: string;
  synth(): void;
}

/** What was proved before it was written. */
export interface ProvenSynth {
  /** How many conduits were declared; all of them pass, and nothing else does. */
  readonly conduits: number;
  /** How many places the proof found: segments, whatever else has interfaces, networks outside, the internet. */
  readonly places: number;
  /** What was taken for granted because no input describes it, one sentence each. */
  readonly assumptions: readonly string[];
}

/**
 * Proves from what an app would write that exactly what was declared can happen, then synthesizes it. What does not hold
 * writes nothing: the output folder, the intent and the lock of the address plan stay as they were.
 *
 * @throws {InvalidInput} one issue for each finding, with its packet; or when the app cannot be read back
 */
export function synthProven(app: SynthesizableApp): ProvenSynth {
  const trial = trialSynth(app);
  const proven = proved(trial);
  app.synth();
  refuse(trial.flatMap((stack) => leaveOnlyProved(app.outdir, stack)));
  return proven;
}

/** What was written and not proved does not stay: someone may deploy it. */
function leaveOnlyProved(outdir: string, { terraform, intent }: WrittenStack): readonly Issue[] {
  const files = intent === undefined ? [terraform] : [terraform, intent];
  if (files.every(({ file, text }) => readFileSync(join(outdir, file), "utf8") === text)) return [];
  const where = join(outdir, terraform.file);
  rmSync(where);
  return [
    {
      what: "the app wrote something else than what was proved; the file is removed",
      allowed: "an app that synthesizes to the same Terraform every time",
      where,
    },
  ];
}

function proved(stacks: readonly WrittenStack[]): ProvenSynth {
  const input = proofInputOf(stacks);
  const { proof } = prove(input);
  const { findings, assumptions } = proof.judge();
  // An app without a network is no wrong input: it is what somebody wants to write.
  const [first, ...rest] = findings.filter(({ id }) => id !== nothingId).map(issueOf);
  if (first !== undefined) throw new InvalidInput([first, ...rest]);
  const networks = input.intents.flatMap(({ intent }) => intent.networks);
  return {
    conduits: networks.reduce((sum, { conduits }) => sum + conduits.length, 0),
    places: proof.places.length,
    assumptions,
  };
}

function issueOf({ id, from, to, traffic, text, witness, rules, next }: Finding): Issue {
  const packet =
    witness === undefined
      ? `${from} to ${to}, ${String(traffic)}`
      : `${witness.from.address} to ${witness.to.address}, ${witness.transport}`;
  const by = rules.length === 0 ? "" : ` by ${rules.join(", ")}`;
  return { what: `the proof does not hold: ${text}`, received: `${packet}${by}`, allowed: next, where: id };
}

/** What stands in `expect(…)`: a stack, an app, or what either was synthesized into. */
import { isApp, isStack, proofInputOf, prove, readProofInput, trialSynth, type ProofInput, type Proved } from "../app";
import { InvalidInput } from "../model";

/** The proof that was made last. Claims about one network follow each other, and reading it costs more than asking it. */
let last: { readonly key: string; readonly proved: Proved } | undefined;

/**
 * The proof of what a subject would write, or has written. A stack is synthesized anew for each claim, since it may have
 * changed; the proof is made anew only when the text has.
 *
 * @throws {InvalidInput} when the subject is none of those, or cannot be read; and whatever the synth itself throws
 */
export function proofOf(subject: unknown): Proved {
  const input = inputOf(subject);
  const key = JSON.stringify([input.inputs, input.intents, input.today?.toString()]);
  if (last?.key !== key) last = { key, proved: prove(input) };
  return last.proved;
}

function inputOf(subject: unknown): ProofInput {
  if (isStack(subject) || isApp(subject)) return proofInputOf(trialSynth(subject));
  if (typeof subject === "string" && !/^\s*[{[]/.test(subject) && subject !== "") return readProofInput([subject]);
  const allowed = "a TerraformStack, an App, or the path of cdk.tf.json, of a plan, or of a folder such as cdktf.out";
  throw new InvalidInput([
    { what: "nothing can be proved of what expect() was given", received: shown(subject), allowed },
  ]);
}

function shown(subject: unknown): string {
  if (typeof subject === "string") return subject === "" ? "an empty text" : "the text of a synth, without its intent";
  if (typeof subject !== "object" || subject === null) return String(subject);
  const { constructor: made } = subject as { readonly constructor: unknown };
  return typeof made === "function" ? `an object of ${made.name}` : "an object of no class";
}

/** Reads inputs that a test writes down, and fails with the reason when they are refused. */
import type { FactBase, Input } from "../../lib/terraform";
import { readFacts } from "../../lib/terraform";

/** A configuration in JSON, as one input. */
export function configuration(json: object, name = "cdk.tf.json"): { name: string; text: string } {
  return { name, text: JSON.stringify(json) };
}

export function facts(...inputs: { name: string; text: string }[]): FactBase {
  const read = readFacts(inputs);
  if (!read.ok) throw new Error(JSON.stringify(read.issue));
  return read.value;
}

/** The facts of a configuration with these resources. */
export function factsOf(resource: object, rest: object = {}): FactBase {
  return facts(configuration({ resource, ...rest }));
}

/** Why the inputs are refused. */
export function refusal(...inputs: readonly Input[]): string {
  const read = readFacts(inputs);
  if (read.ok) throw new Error("the input was read");
  const { what, received, allowed, where } = read.issue;
  return [where, what, received, allowed].filter((part) => part !== undefined).join(" | ");
}

/** What to do when facts leave an answer open: what would tell more than the inputs that are there. */
import type { FactBase } from "../../terraform";

const snapshot = "a snapshot of what is deployed (cordon collect)";
/** A plan shows expressions by what they refer to; their text settles most of what that leaves open. */
const text = "the configuration in JSON beside the plan (cdk.tf.json, or *.tf.json that hcl2json makes of HCL)";

export function toBeKnown({ inputs = [] }: Pick<FactBase, "inputs">): string {
  const kinds = new Set(inputs.map(({ kind }) => kind));
  const has = (kind: (typeof inputs)[number]["kind"]): boolean => kinds.has(kind);
  if (has("snapshot") && kinds.size === 1)
    return "allow what was refused when the snapshot was taken, if anything was, and take it again; otherwise look at what is named here in AWS";
  const wanted = [
    ...(has("plan") && !has("configuration") ? [text] : []),
    ...(has("configuration") && kinds.size === 1 ? ["the plan beside the configuration"] : []),
    has("state") ? "a plan that is made after the apply, instead of the state" : "a plan that is made after the apply",
    ...(has("snapshot") ? [] : [snapshot]),
  ];
  return `give what tells the facts named here: ${alternatives(wanted)}`;
}

function alternatives(all: readonly string[]): string {
  return all.length < 2 ? all.join() : `${all.slice(0, -1).join(", ")}, or ${all.at(-1) ?? ""}`;
}

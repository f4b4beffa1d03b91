/**
 * The attributes that a plan lists as relevant: all that the values of what it changes are made of. Terraform follows local values,
 * variables and outputs to them (`relevant_attributes`, "JSON output format", from 1.2 on).
 */
import type { Sym } from "../expression/sym";
import { isArray, objectsIn, own, ownText, type Json } from "../intake/value";
import type { PlanInstance } from "./plan-instance";

export interface Relevant {
  readonly of: PlanInstance;
  /** The attribute, or the whole object where the plan does not say which. */
  readonly sym: Sym;
}

/** @returns undefined when the plan lists none, or not in that way */
export function relevantOf(listed: Json | undefined, all: readonly PlanInstance[]): readonly Relevant[] | undefined {
  if (!isArray(listed)) return undefined;
  const byAddress = new Map(all.map((one) => [one.address, one] as const));
  const byName = new Map<string, PlanInstance[]>();
  for (const one of all) {
    const name = withoutIndexes(one.address);
    const others = byName.get(name);
    if (others === undefined) byName.set(name, [one]);
    else others.push(one);
  }
  const entries = objectsIn(listed);
  if (entries.length < listed.length) return undefined;
  const found: Relevant[] = [];
  for (const entry of entries) {
    const [address, path] = [ownText(entry, "resource"), pathOf(own(entry, "attribute"))];
    if (address === undefined || path === undefined) return undefined;
    // An index is left out where any is meant; and a data source that is not there was read before, so that it is known.
    const exact = byAddress.get(address);
    for (const of of exact === undefined ? (byName.get(withoutIndexes(address)) ?? []) : [exact])
      found.push({ of, sym: path === "" ? { k: "whole", of } : { k: "ref", of, path } });
  }
  return found;
}

function withoutIndexes(address: string): string {
  return address.replace(/\["(?:[^"\\]|\\.)*"\]|\[[0-9]+\]/g, "");
}

/** `["vpc_config", 0, "id"]` is `vpc_config[0].id`. */
function pathOf(steps: Json | undefined): string | undefined {
  if (!isArray(steps) || !steps.every((step) => typeof step === "string" || typeof step === "number")) return undefined;
  return steps
    .map((step, at) => (typeof step === "number" ? `[${String(step)}]` : `${at === 0 ? "" : "."}${step}`))
    .join("");
}

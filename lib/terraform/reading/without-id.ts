/** Objects of a state whose id cannot be read: a link by id may mean any of them. */
import type { UnknownReason } from "../facts";
import type { Instance } from "../world/instance";
import { kindOf } from "./identity";

export function withoutId(instances: readonly Instance[]): readonly UnknownReason[] {
  return instances.flatMap((one): readonly UnknownReason[] => {
    if (one.mode !== "managed" || kindOf(one) === "other" || hasId(one)) return [];
    return [{ kind: "malformed", at: `${one.address}.id`, detail: "the id cannot be read, and links go by it" }];
  });
}

function hasId(one: Instance): boolean {
  const id = one.read("id");
  // An input with a configuration may leave it to the apply.
  const isState = one.configures("id") === undefined;
  if (id === undefined || (id.k === "known" && id.value === null)) return !isState;
  return id.k === "known" ? typeof id.value === "string" && id.value !== "" : id.k !== "list" && id.k !== "dict";
}

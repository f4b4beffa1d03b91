/** Instance groups and what they launch from, as a plan found them. */
import { isArray, isObject, objectsIn, own, ownAt, type Json, type JsonObject } from "../intake/value";
import { stateResources } from "./shown-resources";
import type { KnownResource } from "./state-unit";

/** Those that there were, without groups that the plan destroys with all their machines; none where all stay as they are. */
export function launchedBefore(document: JsonObject): readonly KnownResource[] {
  const found = new Map<string, KnownResource>();
  const seen = new Set<string>();
  let isChanged = false;
  for (const { address, type, mode, change, deposed } of objectsIn(own(document, "resource_changes"))) {
    if (typeof address !== "string" || typeof type !== "string" || mode === "data" || deposed !== undefined) continue;
    if (!isOfGroups(type)) continue;
    seen.add(address);
    const actions = own(change, "actions");
    const has = (action: string): boolean => isArray(actions) && actions.includes(action);
    isChanged ||= has("update") || has("delete") || has("forget");
    const values = valuesBefore(change, has("no-op"));
    if (values === undefined || (type === group && has("delete"))) continue;
    found.set(address, { address, mode: "managed", type, values });
  }
  if (!isChanged) return [];
  // What a plan with targets leaves alone is not among its changes.
  for (const { address, mode, type, values, isBeside } of stateResources(
    ownAt(document, "prior_state", "values", "root_module"),
  )) {
    if (mode === "managed" && isOfGroups(type) && isBeside !== true && !seen.has(address))
      found.set(address, { address, mode, type, values });
  }
  return [...found.values()];
}

const group = "aws_autoscaling_group";

function isOfGroups(type: string): boolean {
  return type === group || type === "aws_launch_template" || type === "aws_launch_configuration";
}

/** Of what does not change only the one side is kept. */
function valuesBefore(change: Json | undefined, isSame: boolean): JsonObject | undefined {
  const [before, after] = [own(change, "before"), own(change, "after")];
  if (isObject(before)) return before;
  return isSame && isObject(after) ? after : undefined;
}

/** Plans that leave nothing: an input without a network is then none by mistake. */
import { isArray, objectsIn, own, type JsonObject } from "./value";

/** Whether a plan destroys all that it manages. What is only forgotten stays in AWS. */
export function destroysAll(plan: JsonObject): boolean {
  const managed = objectsIn(own(plan, "resource_changes")).filter((one) => own(one, "mode") === "managed");
  return managed.length > 0 && managed.every((one) => isDestroyed(own(one, "change")));
}

function isDestroyed(change: ReturnType<typeof own>): boolean {
  const actions = own(change, "actions");
  return isArray(actions) && actions.length === 1 && actions[0] === "delete";
}

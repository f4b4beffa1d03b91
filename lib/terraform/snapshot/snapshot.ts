/** stub until below */
import type { JsonObject } from "../intake/json";
import type { KnownResource } from "../world/state-unit";

export function snapshotResources(_: JsonObject): readonly KnownResource[] {
  return [];
}

/** Pairs of places of which AWS need not see what passes between them. */
import type { Place, Spot } from "./places";

/** What is said of such a pair. */
export const unseen = "neither is in AWS, and what passes between them elsewhere is not seen";

/** Whether both ends may be outside AWS: two segments of one site, or a site and the internet. */
export function isUnseen(a: Place, b: Place): boolean {
  return a.spots.some(isOutside) && b.spots.some(isOutside);
}

function isOutside({ start, endpoint }: Spot): boolean {
  return start.kind !== "subnet" && endpoint === undefined;
}

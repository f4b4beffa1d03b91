/** Gives up, on purpose, the block that a removed segment still holds. */
import type { Issue } from "../issue";
import { sortLock, type LockDocument } from "./lock";

/** The lock without the block of a released segment. */
export function freeReleased(
  lock: LockDocument,
  name: string,
): { readonly ok: true; readonly value: LockDocument } | { readonly ok: false; readonly issue: Issue } {
  const segment = Object.hasOwn(lock.segments, name) ? lock.segments[name] : undefined;
  if (segment?.state !== "released") {
    const released = Object.entries(lock.segments)
      .filter(([, { state }]) => state === "released")
      .map(([held]) => held);
    return {
      ok: false,
      issue: {
        what:
          segment === undefined
            ? "the address plan holds no block of this segment"
            : "the segment is in use, so its block cannot be freed",
        received: `"${name}"`,
        allowed: released.length === 0 ? "nothing is released" : released.join(", "),
      },
    };
  }
  const { [name]: _, ...rest } = lock.segments;
  return { ok: true, value: sortLock({ ...lock, segments: rest }) };
}

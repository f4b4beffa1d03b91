/** The intent as the bytes of its file. */
import type { Intent } from "./intent";

/** Pretty JSON in the order of the type's own fields, which is the same for the same input. */
export function formatIntent(intent: Intent): string {
  return `${JSON.stringify(intent, undefined, 2)}\n`;
}

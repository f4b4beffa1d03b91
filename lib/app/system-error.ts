/**
 * What the system says when a file or a text cannot be used.
 *
 * Errors are met by their shape and not with `instanceof`: under Jest, Node's own errors come from another realm.
 */

/** The system's own words for a failure, on one line. */
export function reasonOf(error: unknown): string {
  const text = hasText(error, "message") ? error.message : String(error);
  return text.replaceAll(/\s*\n\s*/g, " ");
}

/** Whether a failure is that the file is not there. */
export function isMissing(error: unknown): boolean {
  return hasText(error, "code") && error.code === "ENOENT";
}

function hasText<K extends string>(value: unknown, key: K): value is Readonly<Record<K, string>> {
  return typeof (value as Readonly<Partial<Record<K, unknown>>> | null)?.[key] === "string";
}

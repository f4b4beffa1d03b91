/** JSON values, and looking into them: objects are read only through {@link own}, so that `__proto__` is a key like any other. */

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** The value under a key that the object itself has. */
export function own(value: Json | undefined, key: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** The value at a path of own keys. */
export function ownAt(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  let at = value;
  for (const key of path) at = own(at, key);
  return at;
}

export function ownText(value: Json | undefined, key: string): string | undefined {
  const found = own(value, key);
  return typeof found === "string" ? found : undefined;
}

/** The elements of an array of objects; anything else in it is passed over. */
export function objectsIn(value: Json | undefined): readonly JsonObject[] {
  return isArray(value) ? value.filter(isObject) : [];
}

export function entriesOf(value: Json | undefined): readonly (readonly [string, Json])[] {
  return isObject(value) ? Object.entries(value) : [];
}

/** Sets a key of any name as a key. */
export function setOwn(of: Record<string, Json>, key: string, value: Json): void {
  if (key !== "__proto__") of[key] = value;
  else Object.defineProperty(of, key, { value, enumerable: true, configurable: true, writable: true });
}

/** What a configuration in JSON declares, before anything is evaluated. */
import { dict, known, list, type Sym } from "../expression/sym";
import { entriesOf, isArray, isObject, own, type Json, type JsonObject } from "../intake/value";

export interface Declaration {
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly body: JsonObject;
  readonly dynamic: boolean;
}

export function keyOf(mode: "managed" | "data", type: string, name: string): string {
  return mode === "data" ? `data.${type}.${name}` : `${type}.${name}`;
}

/** Default values of variables are values, not templates. */
export function plainValue(json: Json): Sym {
  if (json === null || typeof json !== "object") return known(json);
  if (isArray(json)) return list(json.map(plainValue));
  return dict(new Map(Object.entries(json).map(([key, value]) => [key, plainValue(value)] as const)));
}

/** A list of blocks, which JSON also writes as one object. */
export function listOf(json: Json | undefined): readonly JsonObject[] {
  if (isArray(json)) return json.filter(isObject);
  return isObject(json) ? [json] : [];
}

/** The bodies of the blocks with one label, of all blocks of a kind: JSON writes either level as an object or as a list. */
export function labelled(blocks: Json | undefined, label: string): readonly JsonObject[] {
  return listOf(blocks).flatMap((one) => listOf(own(one, label)));
}

/** All resources and data sources. */
export function declarationsOf(document: JsonObject): readonly Declaration[] {
  const found: Declaration[] = [];
  for (const [key, mode] of [
    ["resource", "managed"],
    ["data", "data"],
  ] as const) {
    for (const group of listOf(own(document, key))) {
      for (const [type, named] of entriesOf(group)) {
        for (const names of listOf(named)) {
          for (const [name, body] of entriesOf(names)) {
            const [only] = listOf(body);
            if (only !== undefined)
              found.push({ mode, type, name, body: only, dynamic: own(only, "dynamic") !== undefined });
          }
        }
      }
    }
  }
  return found;
}

/**
 * What a document must look like for its parts to be found: the lists, maps and names that readers walk through.
 *
 * Decides the skeleton alone. What an attribute may hold is for the readers, who bound what they cannot read; but a part
 * that is not where it belongs would be passed over, and a network without it is not the network that was described.
 */
import { isArray, isObject, type Json } from "./value";

/** The first thing that is out of shape. */
export interface Damage {
  readonly path: readonly string[];
  readonly received: string;
  readonly allowed: string;
}

export type Shape = (json: Json) => Damage | undefined;

function nameOf(json: Json): string {
  if (json === null) return "null";
  if (isArray(json)) return "a list";
  return typeof json === "object" ? "an object" : `a ${typeof json}`;
}

function only(allowed: string, test: (json: Json) => boolean): Shape {
  return (json) => (test(json) ? undefined : { path: [], received: nameOf(json), allowed });
}

export const anything: Shape = () => undefined;
export const text = only("text", (json) => typeof json === "string");
export const flag = only("true or false", (json) => typeof json === "boolean");
export const number = only("a number", (json) => typeof json === "number");
export const key = only("text or a number", (json) => typeof json === "string" || typeof json === "number");

function within(path: string, damage: Damage | undefined): Damage | undefined {
  return damage === undefined ? undefined : { ...damage, path: [path, ...damage.path] };
}

/** A list of things of one shape. */
export function list(each: Shape): Shape {
  return (json) => {
    if (!isArray(json)) return { path: [], received: nameOf(json), allowed: "a list" };
    for (const [index, item] of json.entries()) {
      const damage = each(item);
      if (damage !== undefined) return within(String(index), damage);
    }
    return undefined;
  };
}

/** An object with any keys, and things of one shape under them. */
export function map(each: Shape): Shape {
  return (json) => {
    if (!isObject(json)) return { path: [], received: nameOf(json), allowed: "an object" };
    for (const name of Object.keys(json)) {
      const damage = each(json[name] as Json);
      if (damage !== undefined) return within(name, damage);
    }
    return undefined;
  };
}

/**
 * An object with these keys among others.
 *
 * @param needed - keys that it must have; the others may be left out or null
 */
export function fields(known: Readonly<Record<string, Shape>>, needed: readonly string[] = []): Shape {
  const names = Object.keys(known);
  return (json) => {
    if (!isObject(json)) return { path: [], received: nameOf(json), allowed: "an object" };
    for (const name of names) {
      const value = Object.hasOwn(json, name) ? json[name] : undefined;
      if (value === undefined || value === null) {
        if (needed.includes(name)) return { path: [name], received: "nothing", allowed: "a value" };
        continue;
      }
      const damage = (known[name] as Shape)(value);
      if (damage !== undefined) return within(name, damage);
    }
    return undefined;
  };
}

/** Of one shape or of another. */
export function either(one: Shape, other: Shape): Shape {
  return (json) => (one(json) === undefined ? undefined : other(json));
}

/** A block as Terraform's JSON writes it: one body, or a list of bodies. */
export function blocks(body: Shape): Shape {
  const several = list(body);
  return (json) => (isArray(json) ? several(json) : body(json));
}

/** A block of which there is one: its body, or a list of that one. */
export function block(body: Shape): Shape {
  const several = blocks(body);
  return (json) =>
    isArray(json) && json.length !== 1
      ? { path: [], received: `a list of ${String(json.length)}`, allowed: "one body" }
      : several(json);
}

/**
 * Turns text from outside into a JSON value, or into the sentence that says why not.
 *
 * Decides: whether the text is JSON of a bearable size and depth. Refuses to decide: what it means. Safe because the
 * bounds hold before anything is built, nothing is executed, and objects are read only through {@link own}, so that a key
 * such as `__proto__` is a key like any other.
 */
import type { Parsed } from "../../model";

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** Text with the name that messages call it by: a path, or `standard input`. */
export interface Input {
  readonly name: string;
  readonly text: string;
}

/** Characters. A plan of 50,000 resources has about 100 million. */
export const longestInput = 400_000_000;
/** Nested arrays and objects. Plans with deep modules stay under 100. */
export const deepestInput = 256;

export function parseJson(input: Input): Parsed<Json> {
  const text = input.text.startsWith("\uFEFF") ? input.text.slice(1) : input.text;
  const fault = faultOf(text);
  if (fault !== undefined) return refused(input, fault);
  try {
    return { ok: true, value: JSON.parse(text) as Json };
  } catch (error) {
    return refused(input, {
      what: looksCutOff(text) ? "the JSON ends in the middle: the file is truncated" : "the input is not JSON",
      received: error instanceof Error ? error.message : String(error),
    });
  }
}

interface Fault {
  readonly what: string;
  /** @default - `what` already says it */
  readonly received?: string;
  /** @default - `what` already says it */
  readonly allowed?: string;
}

function refused(input: Input, fault: Fault): Parsed<never> {
  return { ok: false, issue: { ...fault, where: input.name } };
}

function faultOf(text: string): Fault | undefined {
  if (text.trim() === "") return { what: "the input is empty", allowed: "JSON" };
  if (text.length > longestInput) {
    return {
      what: "the input is too long",
      received: `${String(text.length)} characters`,
      allowed: `at most ${String(longestInput)}`,
    };
  }
  if (text.slice(0, 64).includes("\0")) return { what: "the input is not UTF-8 text", allowed: "JSON as UTF-8" };
  if (deeperThan(text, deepestInput)) {
    return { what: "the input is nested too deeply", allowed: `at most ${String(deepestInput)} levels` };
  }
  return undefined;
}

/** Counts brackets outside strings, before any parser recurses into them. */
function deeperThan(text: string, limit: number): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case 0x22:
        at = endOfString(text, at + 1);
        break;
      case 0x5b:
      case 0x7b:
        depth += 1;
        if (depth > limit) return true;
        break;
      case 0x5d:
      case 0x7d:
        depth -= 1;
        break;
    }
  }
  return false;
}

/** Index of the quote that ends the string, or the end of the text. */
function endOfString(text: string, from: number): number {
  let end = text.indexOf('"', from);
  while (end !== -1) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === 0x5c) slashes += 1;
    if (slashes % 2 === 0) return end;
    end = text.indexOf('"', end + 1);
  }
  return text.length;
}

function looksCutOff(text: string): boolean {
  const trimmed = text.trimEnd();
  return /^[{["]/.test(text.trimStart()) && !/[}\]]$/.test(trimmed);
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
  return path.reduce<Json | undefined>((at, key) => own(at, key), value);
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

/** Reads an intent that was written before: from a file, so from outside, so checked against the published schema. */
import type { ErrorObject } from "ajv";
import { intentSchema, type Intent, type Issue, type Parsed } from "../model";
import { validateIntent } from "./intent-validator";
import { reasonOf } from "./system-error";

/**
 * The intent in `text`, or the first thing that keeps it from being one.
 *
 * @param where the file, for the issue
 */
export function parseIntent(text: string, where: string): Parsed<Intent> {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (error) {
    return { ok: false, issue: { what: "the intent is not JSON", received: reasonOf(error), where } };
  }
  const version = (read as { readonly schema: unknown } | null)?.schema;
  if (version !== intentSchema) {
    const what = "the file is not an intent that this version of Cordon reads";
    return { ok: false, issue: { what, received: `schema ${shown(version)}`, allowed: `"${intentSchema}"`, where } };
  }
  if (validateIntent(read)) return { ok: true, value: read };
  return { ok: false, issue: { ...damage(validateIntent.errors ?? []), where } };
}

/** An error of a branch says only why that branch was not taken. */
const ofBranch = /\/anyOf\/\d/;

function damage(errors: readonly ErrorObject[]): Issue {
  const error = errors.find(({ schemaPath }) => !ofBranch.test(schemaPath));
  if (error === undefined) return { what: "the intent is damaged" };
  const { keyword, params, data } = error as ErrorObject<string, Readonly<Record<string, unknown>>>;
  const at = error.instancePath === "" ? "its top" : error.instancePath.slice(1).replaceAll("/", ".");
  const what = `the intent is damaged at ${at}`;
  switch (keyword) {
    case "required":
      return { what: `${what}: key "${String(params["missingProperty"])}" is missing` };
    case "additionalProperties":
      return { what: `${what}: unknown key "${String(params["additionalProperty"])}"` };
    case "false schema":
      return { what: `${what}: this key does not go with the others`, received: shown(data) };
    case "enum":
      return { what, received: shown(data), allowed: (params["allowedValues"] as readonly unknown[]).join(", ") };
    case "const":
      return { what, received: shown(data), allowed: shown(params["allowedValue"]) };
    case "type":
      return { what, received: shown(data), allowed: String(params["type"]) };
    default:
      return { what: `${what}: it ${error.message ?? "is wrong"}`, received: shown(data) };
  }
}

const longest = 80;

/** A value as JSON, cut where it would fill the screen. */
function shown(value: unknown): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length <= longest ? text : `${text.slice(0, longest)}…`;
}

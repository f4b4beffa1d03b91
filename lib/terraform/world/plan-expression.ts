/** What a plan shows of an expression: its value when that is constant, otherwise only what it refers to. */
import { dict, known, list, type Sym } from "../expression/sym";
import { isArray, isObject, own, type Json } from "../intake/value";

/** Whether it means another object for each instance of the resource that it stands in. */
export function isIndexed(reference: string): boolean {
  return /\b(each|count)\b/.test(reference);
}

/** All references under an expression: of an attribute, or of every block of a name. */
export function referencesIn(expression: Json | undefined, depth = 0): readonly string[] {
  if (depth > 32) return [];
  if (isArray(expression)) return expression.flatMap((one) => referencesIn(one, depth + 1));
  const references = own(expression, "references");
  if (isArray(references)) return references.filter((one) => typeof one === "string");
  return isObject(expression) ? Object.values(expression).flatMap((one) => referencesIn(one, depth + 1)) : [];
}

/**
 * The value of an expression that is constant. Of configuration written as JSON a plan shows templates as they are written,
 * as if they were constants: those are none.
 */
export function constantOf(expression: Json | undefined): Json | undefined {
  const constant = own(expression, "constant_value");
  return constant === undefined || isTemplate(constant) ? undefined : constant;
}

/** What an expression refers to and nothing else of it: it stands for a part of what is written. */
export function referencesOnly(expression: Json | undefined): Json | undefined {
  const references = own(expression, "references");
  return references === undefined || own(expression, "constant_value") === undefined ? expression : { references };
}

function isTemplate(json: Json): boolean {
  if (typeof json === "string") return json.includes("${") || json.includes("%{");
  return json !== null && typeof json === "object" && Object.values(json).some(isTemplate);
}

export function plainSym(json: Json): Sym {
  if (json === null || typeof json !== "object") return known(json);
  if (isArray(json)) return list(json.map(plainSym));
  return dict(new Map(Object.entries(json).map(([key, value]) => [key, plainSym(value)] as const)));
}

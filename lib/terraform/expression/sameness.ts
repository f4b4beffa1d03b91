/** Which values are the same: keys of a map, and elements of a set, have no order. */
import type { Dict, Known, List, Sym } from "./kinds-of-sym";

/** Text that is equal for two syms only when they say the same. */
export function identity(sym: Sym): string {
  switch (sym.k) {
    case "known":
      return JSON.stringify(sym.value);
    case "ref":
      return `ref ${sym.of.id} ${sym.path}`;
    case "whole":
      return `whole ${sym.of.id}`;
    case "list":
      return `${sym.mixed ?? ""}${sym.set === true ? "set" : ""}[${items(sym).join(",")}${sym.more === undefined ? "" : ",…"}]`;
    case "dict":
      return `{${entries(sym).join(",")}${sym.more === undefined ? "" : ",…"}}`;
    case "one":
      return `one(${sym.among.map(identity).join("|")})`;
    case "unknown":
      return `unknown ${sym.because.kind} ${sym.because.at} ${sym.because.detail} ${sym.hints.from.map(identity).join("|")}`;
  }
}

function items(of: List): readonly string[] {
  const all = of.items.map(identity);
  return of.set === true || of.mixed !== undefined ? all.sort() : all;
}

function entries(of: Dict): readonly string[] {
  return [...of.entries].map(([key, value]) => `${JSON.stringify(key)}:${identity(value)}`).sort();
}

export function dedupe(syms: readonly Sym[]): readonly Sym[] {
  const seen = new Map<string, Sym>();
  for (const sym of syms) if (!seen.has(identity(sym))) seen.set(identity(sym), sym);
  return [...seen.values()];
}

/** Whether Terraform takes two values for the same; undefined when that depends on the types that a schema gives them. */
export function isSame(left: Known, right: Known): boolean | undefined {
  const isEqual = left.value === right.value;
  if (left.value === null || right.value === null || (left.loose !== true && right.loose !== true)) return isEqual;
  // Nobody writes a number where a text belongs to compare it with a number.
  if (isEqual && typeof left.value !== "string") return true;
  return looks(left.value) === looks(right.value) ? undefined : false;
}

/** `022` and `22` are one number, `true` and `"true"` one truth. */
function looks(value: string | number | boolean): string {
  return typeof value === "string" && /^[-+]?[0-9.]+([eE][-+]?[0-9]+)?$/.test(value)
    ? String(Number(value))
    : String(value);
}

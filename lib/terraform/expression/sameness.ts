/** Which values are the same: keys of a map, and elements of a set, have no order. */
import type { Dict, List, Sym } from "./sym";

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

/** Turns a value of a JSON configuration into a sym: strings are templates, `dynamic` blocks are unrolled. */
import type { Expr } from "../expression/ast";
import type { UnknownReason } from "../facts";
import { derived, dict, known, list, type Dict, type Sym } from "../expression/sym";
import { textOf } from "../expression/access";
import { evaluate } from "../expression/evaluate";
import { pairsOf } from "../expression/order";
import { parseTemplate } from "../expression/parse";
import { withNames, type Scope } from "../expression/scope";
import { isArray, isObject, ownText, own, type Json, type JsonObject } from "../intake/value";

/** Parsed expressions, by their text: the same one stands on many resources. */
export type Parses = Map<string, Expr>;

export function valueOf(json: Json, scope: Scope, parses: Parses): Sym {
  if (typeof json === "string") return evaluate(parsed(json, parses), scope);
  if (json === null || typeof json !== "object") return known(json);
  if (isArray(json)) return list(json.map((item) => valueOf(item, scope, parses)));
  return bodyOf(json, scope, parses);
}

function parsed(text: string, parses: Parses): Expr {
  const found = parses.get(text);
  if (found !== undefined) return found;
  const expr = parseTemplate(text);
  parses.set(text, expr);
  return expr;
}

/** An object; one of its keys that is not known yet may be any. */
function bodyOf(json: JsonObject, scope: Scope, parses: Parses): Dict {
  const entries = new Map<string, Sym>();
  let more: UnknownReason | undefined;
  for (const [key, value] of Object.entries(json)) {
    if (key === "dynamic" || key === "//") continue;
    const name = /[$%]\{/.test(key) ? evaluate(parsed(key, parses), scope) : known(key);
    const text = textOf(name);
    if (text === undefined) more ??= derived([name]).because;
    else entries.set(text, valueOf(value, scope, parses));
  }
  for (const label of dynamicLabels(json)) entries.set(label, blocksOf(json, label, scope, parses));
  return dict(entries, more);
}

/** The labels of the dynamic blocks in a body. */
export function dynamicLabels(body: JsonObject): readonly string[] {
  return [...new Set(dynamics(body).flatMap((group) => Object.keys(group)))];
}

function dynamics(body: JsonObject): readonly JsonObject[] {
  const dynamic = own(body, "dynamic");
  return isArray(dynamic) ? dynamic.filter(isObject) : isObject(dynamic) ? [dynamic] : [];
}

/** All blocks of one label: those written out, then those that dynamic blocks make. */
export function blocksOf(body: JsonObject, label: string, scope: Scope, parses: Parses): Sym {
  const fixed = own(body, label);
  const start =
    fixed === undefined || fixed === null ? list([]) : valueOf(isArray(fixed) ? fixed : [fixed], scope, parses);
  if (start.k !== "list") return start;
  let { items, more } = start;
  for (const group of dynamics(body)) {
    const made = own(group, label);
    for (const block of isArray(made) ? made.filter(isObject) : isObject(made) ? [made] : []) {
      const unrolled = unroll(block, label, scope, parses);
      items = [...items, ...unrolled.items];
      more ??= unrolled.more;
    }
  }
  return list(items, more);
}

function unroll(block: JsonObject, label: string, scope: Scope, parses: Parses): Sym & { readonly k: "list" } {
  const over = valueOf(own(block, "for_each") ?? null, scope, parses);
  const pairs = pairsOf(over);
  if (pairs === undefined) {
    return { k: "list", items: [], more: derived([over]).because };
  }
  const iterator = ownText(block, "iterator") ?? label;
  // A block may be written as a list of one, as every block may (Terraform, JSON configuration syntax).
  const written = own(block, "content") ?? {};
  const content = isArray(written) && written.length === 1 ? (written[0] ?? {}) : written;
  const items = pairs.map(([key, value]) => {
    const names = new Map<string, Sym>([
      [
        iterator,
        dict(
          new Map([
            ["key", key],
            ["value", value],
          ]),
        ),
      ],
    ]);
    return valueOf(content, withNames(scope, names), parses);
  });
  const more = over.k === "list" || over.k === "dict" ? over.more : undefined;
  return more === undefined ? { k: "list", items } : { k: "list", items, more };
}

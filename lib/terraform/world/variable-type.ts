/**
 * The value of a variable, as Terraform converts it to the type that is declared.
 *
 * Decides: primitive types, objects with their optional attributes, and lists, sets, maps and tuples of what it decides.
 * Refuses to decide: a value that Terraform would refuse, elements of `any` that Terraform makes alike, and types that it does
 * not know.
 */
import type { Expr } from "../expression/ast";
import { evaluate } from "../expression/evaluate";
import { callFunction } from "../expression/functions";
import { parseTemplate } from "../expression/parse";
import { because, freshBudget, type Scope } from "../expression/scope";
import { dict, known, list, nothing, unknown, type Known, type Sym } from "../expression/sym";
import type { Json } from "../intake/value";

/** The value as a variable of the type has it; undefined where that is not told. */
export function typed(value: Sym, type: Json | undefined): Sym | undefined {
  if (type === undefined || type === null) return value;
  if (typeof type !== "string") return undefined;
  return converted(value, parseTemplate(type.includes("${") ? type : `\${${type}}`));
}

const anything: Expr = { t: "root", name: "any" };

function converted(value: Sym, type: Expr): Sym | undefined {
  if (value.k === "known" && value.value === null) return value;
  // Terraform 0.11 wrote `list` and `map` for those of anything.
  if (type.t === "root") return primitive(value, type.name) ?? collection(value, type.name, anything);
  if (type.t !== "call") return undefined;
  const [of = anything] = type.args;
  if (type.name === "object") return object(value, of);
  return type.name === "tuple" ? tuple(value, of) : collection(value, type.name, of);
}

function primitive(value: Sym, type: string): Sym | undefined {
  if (type === "any") return value;
  if (value.k !== "known") return undefined;
  switch (type) {
    case "string":
      return toText(value);
    case "number":
      return toNumber(value);
    case "bool":
      return toTruth(value);
    default:
      return undefined;
  }
}

function toText(of: Known): Sym | undefined {
  const text = String(of.value);
  // A large or a small number is written otherwise in Terraform.
  return typeof of.value === "number" && /[^-0-9.]/.test(text) ? undefined : known(text);
}

function toNumber({ value }: Known): Sym | undefined {
  if (typeof value === "number") return known(value);
  return typeof value === "string" && /^-?[0-9]{1,15}(\.[0-9]{1,9})?$/.test(value) ? known(Number(value)) : undefined;
}

/** Terraform takes these texts, and no number, for true or false. */
function toTruth({ value }: Known): Sym | undefined {
  if (typeof value === "boolean") return known(value);
  if (value === "true" || value === "1") return known(true);
  return value === "false" || value === "0" ? known(false) : undefined;
}

function collection(value: Sym, type: string, of: Expr): Sym | undefined {
  if (type === "map") {
    const keys = value.k === "dict" ? [...value.entries.keys()] : undefined;
    const values = value.k === "dict" ? elements([...value.entries.values()], of) : undefined;
    return keys === undefined || values === undefined
      ? undefined
      : dict(new Map(keys.map((key, at) => [key, values[at] ?? nothing] as const)));
  }
  const items = value.k === "list" ? elements(value.items, of) : undefined;
  if (items === undefined || (type !== "list" && type !== "set")) return undefined;
  return type === "list" ? list(items) : callFunction("toset", [list(items)], "");
}

function elements(items: readonly Sym[], of: Expr): readonly Sym[] | undefined {
  if (of.t === "root" && of.name === "any" && !areAlike(items)) return undefined;
  return every(items.map((item) => converted(item, of)));
}

/** Elements that have one type as they are; others Terraform converts to one. */
function areAlike(items: readonly Sym[]): boolean {
  if (items.length < 2) return true;
  const types = items.map((item) => (item.k === "known" ? typeof item.value : undefined));
  return types[0] !== undefined && types.every((type) => type === types[0]);
}

function every<T>(all: readonly (T | undefined)[]): readonly T[] | undefined {
  return all.every((one) => one !== undefined) ? all : undefined;
}

function tuple(value: Sym, of: Expr): Sym | undefined {
  if (value.k !== "list" || of.t !== "tuple" || of.items.length !== value.items.length) return undefined;
  const items = every(value.items.map((item, at) => converted(item, of.items[at] ?? anything)));
  return items === undefined ? undefined : list(items);
}

/** Attributes that the type does not have are dropped. */
function object(value: Sym, of: Expr): Sym | undefined {
  if (value.k !== "dict" || of.t !== "object") return undefined;
  const entries = every(
    of.entries.map(([key, type]): readonly [string, Sym] | undefined => {
      if (key.t !== "literal") return undefined;
      const name = String(key.value);
      const found = attribute(value.entries.get(name), type);
      return found === undefined ? undefined : [name, found];
    }),
  );
  return entries === undefined ? undefined : dict(new Map(entries));
}

/** An optional attribute that is left out or null has its default. */
function attribute(value: Sym | undefined, type: Expr): Sym | undefined {
  if (type.t !== "call" || type.name !== "optional") return value === undefined ? undefined : converted(value, type);
  const [of = anything, fallback] = type.args;
  if (value !== undefined && !(value.k === "known" && value.value === null)) return converted(value, of);
  return fallback === undefined ? nothing : converted(evaluate(fallback, constants()), of);
}

/** Where nothing has a name: a default is a constant. */
function constants(): Scope {
  const none = unknown(because("expression", "", "a default refers to nothing"));
  return { at: "", budget: freshBudget(), resolve: (_, names) => ({ value: none, took: names.length }) };
}

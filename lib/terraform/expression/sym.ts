/**
 * What an expression is worth: a value, or exactly what is known about one.
 *
 * An id that Terraform learns at apply is a `ref`: its identity is known although its value is not. A choice between known
 * things is `one`. Everything else is `unknown`, with the things it was made from as hints for a bound.
 */
import type { UnknownReason } from "../facts";
import type { Dict, Hints, Known, List, Mixed, Scalar, Sym, Unknown } from "./kinds-of-sym";
import { dedupe, identity } from "./sameness";

export type * from "./kinds-of-sym";
export { dedupe, identity };
export { isSame } from "./sameness";

export const nothing: Known = { k: "known", value: null };
export const noHints: Hints = { from: [], exhaustive: false };

export function known(value: Scalar): Known {
  return { k: "known", value };
}

export function list(items: readonly Sym[], more?: UnknownReason, mixed?: Mixed): List {
  return { k: "list", items, ...(more === undefined ? {} : { more }), ...(mixed === undefined ? {} : { mixed }) };
}

export function dict(entries: ReadonlyMap<string, Sym>, more?: UnknownReason): Dict {
  return more === undefined ? { k: "dict", entries } : { k: "dict", entries, more };
}

export function unknown(because: UnknownReason, hints: Hints = noHints): Unknown {
  return { k: "unknown", because, hints };
}

const weights = new WeakMap<Sym, number>();

/** How many values are in it, counted once for every place that they stand in. */
export function weightOf(sym: Sym): number {
  const inside =
    sym.k === "list"
      ? sym.items
      : sym.k === "dict"
        ? [...sym.entries.values()]
        : sym.k === "one"
          ? sym.among
          : sym.k === "unknown"
            ? sym.hints.from
            : undefined;
  if (inside === undefined) return sym.k === "known" && typeof sym.value === "string" ? 1 + sym.value.length / 64 : 1;
  const done = weights.get(sym);
  if (done !== undefined) return done;
  const weight = inside.reduce((sum, one) => sum + weightOf(one), 1);
  weights.set(sym, weight);
  return weight;
}

/** Things that one value may turn out to be. */
const mostChoices = 256;

/** One of `among`; the thing itself when there is only one. Choices within are laid flat. */
export function oneOf(among: readonly Sym[], because: UnknownReason): Sym {
  const flat = new Map<string, Sym>();
  for (const sym of among.flatMap((one) => (one.k === "one" ? one.among : [one]))) flat.set(identity(sym), sym);
  const [first] = flat.values();
  if (flat.size > mostChoices) return unknown(because);
  return flat.size === 1 && first !== undefined ? first : { k: "one", among: [...flat.values()], because };
}

/** What every object has once it is made; an attribute that is not set may be null. */
const neverNull = /^(id|arn|default_(security_group|network_acl|route_table)_id|main_route_table_id)$/;

/** Whether a value that is not known yet is surely one. */
export function isNeverNull(sym: Sym): boolean {
  return sym.k === "whole" || (sym.k === "ref" && neverNull.test(sym.path));
}

/** Choices that one text, list or call may multiply out to. */
export const mostCombinations = 64;

/** How many ways there are to choose among all that are choices. */
export function combinations(syms: readonly Sym[]): number {
  return syms.reduce((product, one) => product * (one.k === "one" ? one.among.length : 1), 1);
}

/** Whether nothing in it is unknown. */
export function isWhollyKnown(sym: Sym): boolean {
  switch (sym.k) {
    case "known":
      return true;
    case "list":
      return sym.more === undefined && sym.items.every(isWhollyKnown);
    case "dict":
      return sym.more === undefined && [...sym.entries.values()].every(isWhollyKnown);
    default:
      return false;
  }
}

/** Text that an address, a block or an id may be made of; other text leaves no trace in what is made from it. */
const telling = /^[a-z]+-[0-9a-f]{8,}$|^arn:|\/|^[0-9]+\.[0-9.]+$|:.*:/;

/** The things that an unknown sym was made from. */
export function originsOf(sym: Sym): readonly Sym[] {
  switch (sym.k) {
    case "known":
      return typeof sym.value === "string" && telling.test(sym.value) ? [sym] : [];
    case "ref":
    case "whole":
      return [sym];
    case "list":
      return sym.items.flatMap(originsOf);
    case "dict":
      return [...sym.entries.values()].flatMap(originsOf);
    case "one":
      return sym.among.flatMap(originsOf);
    case "unknown":
      return sym.hints.from;
  }
}

function isExhaustive(sym: Sym): boolean {
  switch (sym.k) {
    case "known":
    case "ref":
    case "whole":
      return true;
    case "list":
      return sym.more === undefined && sym.items.every(isExhaustive);
    case "dict":
      return sym.more === undefined && [...sym.entries.values()].every(isExhaustive);
    case "one":
      return sym.among.every(isExhaustive);
    case "unknown":
      return sym.hints.exhaustive;
  }
}

/** Whatever an id in any of these can have come from; undefined where that may be anything. */
export function handedOnBy(syms: readonly Sym[]): readonly Sym[] | undefined {
  const all: Sym[] = [];
  for (const sym of syms) {
    const one = handedOnIn(sym);
    if (one === undefined) return undefined;
    for (const each of one) all.push(each);
  }
  return dedupe(all);
}

function handedOnIn(sym: Sym): readonly Sym[] | undefined {
  if (isExhaustive(sym)) return originsOf(sym);
  switch (sym.k) {
    case "unknown":
      return sym.hints.handedOn;
    case "list":
      return sym.more === undefined ? handedOnBy(sym.items) : undefined;
    case "dict":
      return sym.more === undefined ? handedOnBy([...sym.entries.values()]) : undefined;
    case "one":
      return handedOnBy(sym.among);
    default:
      return undefined;
  }
}

function isHidden(sym: Sym): boolean {
  switch (sym.k) {
    case "known":
    case "ref":
    case "whole":
      return false;
    case "list":
      return sym.items.some(isHidden);
    case "dict":
      return [...sym.entries.values()].some(isHidden);
    case "one":
      return sym.among.some(isHidden);
    case "unknown":
      return sym.hints.isHidden === true;
  }
}

/** Why a sym is not known. */
export function reasonOf(sym: Sym): UnknownReason {
  switch (sym.k) {
    case "unknown":
    case "one":
      return sym.because;
    case "ref":
      return { kind: "after-apply", at: `${sym.of.address}.${sym.path}`, detail: "is known after apply only" };
    case "list":
      return sym.more ?? reasonOf(sym.items.find((item) => !isWhollyKnown(item)) ?? nothing);
    case "dict":
      return sym.more ?? reasonOf([...sym.entries.values()].find((item) => !isWhollyKnown(item)) ?? nothing);
    case "whole":
      return { kind: "expression", at: sym.of.address, detail: "a whole object stands where a value is needed" };
    case "known":
      return { kind: "malformed", at: "", detail: `${JSON.stringify(sym.value)} does not fit here` };
  }
}

/** The unknown result of something applied to `args`. */
export function derived(args: readonly Sym[], because?: UnknownReason): Unknown {
  const first = args.find((arg) => !isWhollyKnown(arg));
  const exhaustive = args.every(isExhaustive);
  const handedOn = exhaustive ? undefined : handedOnBy(args);
  return unknown(because ?? reasonOf(first ?? nothing), {
    from: dedupe(args.flatMap(originsOf)),
    exhaustive,
    ...(handedOn === undefined ? {} : { handedOn }),
    ...(args.some(isHidden) ? { isHidden: true } : {}),
  });
}

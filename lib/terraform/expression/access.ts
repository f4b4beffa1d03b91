/** Reaching into a value: an attribute, an index, the elements, the text. */
import { anyOf, mixedAs } from "./order";
import { provided } from "./provided";
import { because } from "./scope";
import { derived, known, list, oneOf, unknown, type Sym } from "./sym";

/** `of[key]` or `of.key`. */
export function access(of: Sym, key: Sym, at: string): Sym {
  if (of.k === "one")
    return oneOf(
      of.among.map((one) => access(one, key, at)),
      of.because,
    );
  if (key.k === "one")
    return oneOf(
      key.among.map((one) => access(of, one, at)),
      key.because,
    );
  if (key.k !== "known") return anyElement(of, key);
  const { value } = key;
  switch (of.k) {
    case "list":
      return fromList(of, value, at);
    case "dict": {
      const found = of.entries.get(String(value));
      if (found !== undefined) return found;
      return of.more === undefined ? missing(at, String(value)) : unknown(of.more);
    }
    case "whole":
      return provided(of.of, String(value));
    case "ref":
      return {
        k: "ref",
        of: of.of,
        path: typeof value === "number" ? `${of.path}[${String(value)}]` : `${of.path}.${String(value)}`,
      };
    case "unknown":
      return derived([of], of.because);
    case "known":
      return missing(at, String(value));
  }
}

function fromList(of: Sym & { readonly k: "list" }, key: string | number | boolean | null, at: string): Sym {
  const index = typeof key === "string" && /^[0-9]+$/.test(key) ? Number(key) : key;
  if (typeof index === "number") {
    // It is one of them where what is not known is how many instances a resource has, as their places are told.
    if (of.more !== undefined) return derived(of.mixed === undefined ? of.items : [of], of.more);
    const found = of.items[index];
    if (found === undefined) return missing(at, String(key));
    return of.mixed === undefined ? found : anyOf(of.items, at);
  }
  // Attribute access on the instances of a resource without an index, as Terraform 0.11 wrote it.
  return list(
    of.items.map((item) => access(item, known(key), at)),
    of.more,
    mixedAs(of),
  );
}

/** An element, and which one is not known. */
function anyElement(of: Sym, key: Sym): Sym {
  const elements = elementsOf(of);
  if (elements === undefined || elements.length === 0) return derived([of, key]);
  const reason = because("ambiguous-instance", derived([key]).because.at, "which element is meant is not known");
  return oneOf(elements, reason);
}

/** Terraform would refuse it; `try` and `can` ask for it. */
function missing(at: string, key: string): Sym {
  return unknown(because("malformed", at, `there is no element "${key}"`));
}

export function isMissing(sym: Sym): boolean {
  return (
    sym.k === "unknown" && sym.because.kind === "malformed" && sym.because.detail.startsWith("there is no element")
  );
}

/** All elements, when all are told apart. */
export function elementsOf(sym: Sym): readonly Sym[] | undefined {
  if (sym.k === "list" && sym.more === undefined) return sym.items;
  if (sym.k === "dict" && sym.more === undefined) return [...sym.entries.values()];
  return undefined;
}

/** A known scalar as text, the way a template shows it. */
export function textOf(sym: Sym): string | undefined {
  if (sym.k !== "known" || sym.value === null) return undefined;
  return String(sym.value);
}

export function numberOf(sym: Sym | undefined): number | undefined {
  if (sym?.k !== "known" || sym.value === null || sym.value === "" || typeof sym.value === "boolean") return undefined;
  const value = Number(sym.value);
  return Number.isFinite(value) ? value : undefined;
}

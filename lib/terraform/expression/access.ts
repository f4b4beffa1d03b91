/** Reaching into a value: an attribute, an index, the elements, the text. */
import { fails, missing, orFails } from "./failure";
import { toNumber } from "./number";
import { anyOf, mixedAs } from "./order";
import { provided } from "./provided";
import { because } from "./scope";
import { derived, known, list, oneOf, unknown, type Sym } from "./sym";

/** `of[key]` or `of.key`. */
export function access(of: Sym, key: Sym, at: string, tries?: true): Sym {
  if (fails(key)) return key;
  if (of.k === "one")
    return oneOf(
      of.among.map((one) => access(one, key, at, tries)),
      of.because,
    );
  if (key.k === "one")
    return oneOf(
      key.among.map((one) => access(of, one, at, tries)),
      key.because,
    );
  if (key.k !== "known") return anyElement(of, key, tries);
  const { value } = key;
  switch (of.k) {
    case "list":
      return fromList(of, value, at, tries);
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

function fromList(
  of: Sym & { readonly k: "list" },
  key: string | number | boolean | null,
  at: string,
  tries?: true,
): Sym {
  const index = typeof key === "string" && /^[0-9]+$/.test(key) ? Number(key) : key;
  if (typeof index === "number") {
    // It is one of them where what is not known is how many instances a resource has, as their places are told.
    if (of.more !== undefined) return derived(of.mixed === undefined ? of.items : [of], of.more);
    const found = of.items[index];
    if (found === undefined) return missing(at, String(key));
    const place = of.mixed === undefined ? found : anyOf(of.items, at);
    // A set has no places, and elements that turn out to be one leave none at the end.
    const isSure = tries === undefined || (of.set === undefined && (of.mixed !== "number" || index === 0));
    return isSure ? place : orFails(place, [of]);
  }
  if (tries === true) return missing(at, String(key));
  // Attribute access on the instances of a resource without an index, as Terraform 0.11 wrote it.
  return list(
    of.items.map((item) => access(item, known(key), at)),
    of.more,
    mixedAs(of),
  );
}

/** An element, and which one is not known. */
function anyElement(of: Sym, key: Sym, tries?: true): Sym {
  const elements = elementsOf(of);
  if (elements === undefined || elements.length === 0) return derived([of, key]);
  const reason = because("ambiguous-instance", derived([key]).because.at, "which element is meant is not known");
  const element = oneOf(elements, reason);
  return tries === undefined ? element : orFails(element, [key]);
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
  if (sym?.k !== "known" || sym.value === null || typeof sym.value === "boolean") return undefined;
  return toNumber(sym.value);
}

/**
 * The order of elements.
 *
 * Decides: which places in a list are told. Terraform has the elements of a set by their values, so that those of ids that AWS
 * will give stand in no order that is known before.
 */
import { because } from "./scope";
import { identity, known, oneOf, type List, type Mixed, type Sym } from "./sym";

/** Whether no two of them, all different here, can turn out the same: ids of different objects, or values. */
export function apart(items: readonly Sym[]): boolean {
  const [first] = items;
  if (items.length < 2 || first === undefined) return true;
  if (new Set(items.map(identity)).size < items.length) return false;
  return (
    items.every(
      (item) =>
        item.k === "known" ||
        (item.k === "ref" &&
          first.k === "ref" &&
          (item.path === "id" || item.path === "arn") &&
          item.path === first.path &&
          item.of.mode === "managed" &&
          !(item.of.presence.is === "possible" && item.of.presence.many)),
    ) && items.every((item) => item.k === first.k)
  );
}

/** How the elements stand once the list, or set, is taken for a list. */
export function mixedAs(of: List): Mixed | undefined {
  if (of.mixed !== undefined || of.set !== "perhaps" || of.items.length < 2) return of.mixed;
  if (!apart(of.items)) return "number";
  // A list and a set of texts that are in their order are told alike.
  return isAscending(of.items) ? undefined : "order";
}

function isAscending(items: readonly Sym[]): boolean {
  const texts = items.map((item) => (item.k === "known" && typeof item.value === "string" ? item.value : undefined));
  return texts.every((text, at) => text !== undefined && (at === 0 || (texts[at - 1] ?? "") < text));
}

/** How elements stand that come from all of these. */
export function mixedOf(lists: readonly List[]): Mixed | undefined {
  const all = lists.map(mixedAs);
  return all.includes("number") ? "number" : all.find((one) => one !== undefined);
}

/** Elements in their places; undefined when not all places are told. */
export function inPlace(sym: Sym | undefined): readonly Sym[] | undefined {
  if (sym?.k === "dict" && sym.more === undefined) return [...sym.entries.values()];
  return sym?.k === "list" && sym.more === undefined && mixedAs(sym) === undefined ? sym.items : undefined;
}

/** The element at any one place. */
export function anyOf(items: readonly Sym[], at: string): Sym {
  return oneOf(items, because("ambiguous-instance", at, "the elements of a set stand in no order that is known"));
}

/** Keys and values of what can be looped over. */
export function pairsOf(over: Sym): readonly (readonly [Sym, Sym])[] | undefined {
  if (over.k === "list") return over.items.map((value, at) => [placeOf(over, value, at), value] as const);
  if (over.k === "dict")
    return [...over.entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => [known(key), value] as const);
  return undefined;
}

/** The key of an element: its place in a list, itself in a set. */
function placeOf(of: List, value: Sym, at: number): Sym {
  if (of.set === true) return value;
  const place = mixedAs(of) === undefined ? known(at) : anyOf([...of.items.keys()].map(known), "");
  return of.set === "perhaps" ? anyOf([place, value], "") : place;
}

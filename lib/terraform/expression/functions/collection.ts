/** Lists, sets and maps. Their elements may be unknown as long as nothing depends on their values. */
import { elementsOf, numberOf, textOf } from "../access";
import { attempt, fails, mayFail, missing } from "../failure";
import { anyOf, inPlace, mixedAs, mixedOf } from "../order";
import { because, mostElements } from "../scope";
import {
  combinations,
  derived,
  dict,
  identity,
  isNeverNull,
  isSame,
  isWhollyKnown,
  known,
  list,
  mostCombinations,
  nothing,
  oneOf,
  type Dict,
  type List,
  type Sym,
} from "../sym";
import { alike, asText, setFunctions } from "./set";
import { moving, number, plain, texts, type Row } from "./table";

/** A list whose elements are all told apart: a map gives its values. */
function asList(sym: Sym | undefined): List | undefined {
  if (sym?.k === "list") return sym;
  if (sym?.k === "dict")
    return list(
      sorted(sym).map(([, value]) => value),
      sym.more,
    );
  return undefined;
}

function sorted(of: Dict): readonly (readonly [string, Sym])[] {
  return [...of.entries].sort(([a], [b]) => (a < b ? -1 : 1));
}

function concat(args: readonly Sym[]): Sym | undefined {
  const lists = args.map(asList);
  if (!lists.every((one) => one !== undefined)) return looseList(args);
  const more = lists.find((one) => one.more !== undefined)?.more;
  const isOpen = more !== undefined && lists.length > 1;
  return list(
    lists.flatMap((one) => one.items),
    more,
    isOpen ? "number" : mixedOf(lists),
  );
}

/** What is known of a list when one of its parts is not a list yet. */
function looseList(args: readonly Sym[]): Sym | undefined {
  const parts = args.map(asList);
  const missing = args.find((_, at) => parts[at] === undefined);
  if (missing === undefined || missing.k === "known") return undefined;
  return list(
    parts.flatMap((part) => part?.items ?? []),
    derived([missing]).because,
    "number",
  );
}

/** A list of all that is in the lists; what may be a list itself, or not, leaves it open what else is in it. */
function flatten(of: List): List {
  const parts = of.items.map((item): List => {
    if (item.k === "list") return flatten(item);
    const isOne = item.k === "known" || item.k === "dict" || item.k === "whole" || isScalar(item);
    return isOne ? list([item]) : list([], derived([item]).because);
  });
  const more = of.more ?? parts.find((part) => part.more !== undefined)?.more;
  return list(
    parts.flatMap((part) => part.items),
    more,
    more !== undefined && parts.length > 1 ? "number" : mixedOf([of, ...parts]),
  );
}

function isScalar(sym: Sym): boolean {
  if (sym.k === "one") return sym.among.every((one) => one.k === "known" || isScalar(one));
  return sym.k === "ref" && /(^|[._])(id|arn|ip|cidr_block|zone|name)$/.test(sym.path);
}

/** A choice between lists makes a choice between what they flatten to. */
function flattened(sym: Sym | undefined): Sym | undefined {
  if (sym?.k !== "list") return undefined;
  const choice = sym.items.find((item) => item.k === "one" && !isScalar(item));
  if (choice?.k === "one") {
    if (combinations(sym.items) > mostCombinations) return undefined;
    const chosen = choice.among.map((one) =>
      flattened({ ...sym, items: sym.items.map((i) => (i === choice ? one : i)) }),
    );
    return chosen.every((one) => one !== undefined) ? oneOf(chosen, choice.because) : undefined;
  }
  const all = flatten(sym);
  return all.items.length === 0 && all.more !== undefined ? undefined : all;
}

function merge(args: readonly Sym[]): Sym | undefined {
  const entries = new Map<string, Sym>();
  for (const arg of args) {
    if (arg.k === "known" && arg.value === null) continue;
    if (arg.k !== "dict" || arg.more !== undefined) return undefined;
    for (const [key, value] of arg.entries) entries.set(key, value);
  }
  return dict(entries);
}

function element(of: Sym | undefined, at: Sym | undefined): Sym | undefined {
  const items = of?.k === "list" ? elementsOf(of) : undefined;
  if (of?.k !== "list" || items === undefined || items.length === 0 || at === undefined) return undefined;
  const index = numberOf(at);
  if (index === undefined)
    return oneOf(items, because("ambiguous-instance", derived([at]).because.at, "which element is meant is not known"));
  if (of.mixed !== undefined) return anyOf(items, "");
  return items[((index % items.length) + items.length) % items.length];
}

function coalesce(args: readonly Sym[], empty: (sym: Sym) => boolean | undefined): Sym | undefined {
  const candidates: Sym[] = [];
  for (const arg of args) {
    const skips = empty(arg);
    if (skips === true) continue;
    candidates.push(arg);
    if (skips === false) return candidates.length === 1 ? arg : oneOf(candidates, derived(candidates).because);
  }
  return candidates.length === 0 ? undefined : derived(candidates);
}

function contains(of: Sym | undefined, what: Sym | undefined): Sym | undefined {
  const items = of === undefined ? undefined : elementsOf(of);
  if (items === undefined || what === undefined) return undefined;
  const found = items.map((item) => isLike(item, what));
  return found.includes(true) ? known(true) : found.includes(undefined) ? undefined : known(false);
}

function isLike(item: Sym, what: Sym): boolean | undefined {
  if (item.k === "known" && what.k === "known") return isSame(item, what);
  if (item.k !== "unknown" && item.k !== "one" && identity(item) === identity(what)) return true;
  return isWhollyKnown(what) && isWhollyKnown(item) ? false : undefined;
}

function product(args: readonly Sym[]): Sym | undefined {
  const lists = args.map((arg) => (arg.k === "list" && arg.more === undefined ? arg : undefined));
  if (!lists.every((one) => one !== undefined)) return undefined;
  if (lists.reduce((size, one) => size * one.items.length, 1) > mostElements) return undefined;
  let rows: readonly (readonly Sym[])[] = [[]];
  for (const one of lists) rows = rows.flatMap((row) => one.items.map((item) => [...row, item]));
  const all = list(
    rows.map((row) => list(row)),
    undefined,
    mixedOf(lists),
  );
  // Of sets it is a set, whose rows are in an order of their own; of sets and lists a list.
  return lists.every((one) => one.set !== undefined) && rows.length > 1
    ? { ...all, set: lists.every((one) => one.set === true) ? true : "perhaps", mixed: all.mixed ?? "order" }
    : all;
}

function range(args: readonly (number | undefined)[]): readonly number[] | undefined {
  if (!args.every((arg) => arg !== undefined)) return undefined;
  const [first = 0, second, third] = args;
  const [from, to] = second === undefined ? [0, first] : [first, second];
  const by = third ?? (to < from ? -1 : 1);
  if (by === 0 || (to - from) / by > mostElements) return undefined;
  const result: number[] = [];
  for (let at = from; by > 0 ? at < to : at > to; at += by) result.push(at);
  return result;
}

const isNull = (sym: Sym) => {
  if (sym.k === "known") return sym.value === null;
  return sym.k === "list" || sym.k === "dict" || isNeverNull(sym) ? false : undefined;
};
const isBlank = (sym: Sym) => (sym.k === "known" ? sym.value === null || sym.value === "" : isNull(sym));
const isEmptyList = (sym: Sym) => {
  const items = elementsOf(sym);
  return items === undefined ? (sym.k === "known" ? true : undefined) : items.length === 0;
};

export const collectionFunctions: readonly Row[] = [
  moving("element", ([of, at]) => element(of, at)),
  moving("concat", concat),
  moving("flatten", ([of]) => flattened(of)),
  moving("merge", merge),
  moving("tomap", ([of]) => {
    if (of?.k !== "dict") return undefined;
    const values = alike([...of.entries.values()]);
    return dict(new Map([...of.entries.keys()].map((key, at) => [key, values[at] ?? nothing] as const)), of.more);
  }),
  moving("sensitive", ([of]) => of, true),
  moving("nonsensitive", ([of]) => of, true),
  moving("ephemeralasnull", () => nothing),
  moving("compact", ([of]) => {
    const items = elementsOf(of ?? nothing);
    if (items === undefined || items.some((item) => isBlank(item) === undefined)) return undefined;
    const mixed = of?.k === "list" ? mixedAs(of) : undefined;
    return list(items.filter((item) => isBlank(item) === false).map(asText), undefined, mixed);
  }),
  moving("length", ([of]) => {
    if (of?.k === "known" && typeof of.value === "string") return known([...of.value].length);
    const items = of === undefined ? undefined : elementsOf(of);
    // Of a set's elements some may turn out to be one.
    return items === undefined || (of?.k === "list" && mixedAs(of) === "number") ? undefined : known(items.length);
  }),
  moving("reverse", ([of]) => {
    if (of?.k !== "list") return undefined;
    return list([...of.items].reverse(), of.more, of.more === undefined ? mixedAs(of) : "number");
  }),
  moving("slice", ([of, from, to], at) => {
    const items = inPlace(of);
    const [start, end] = [numberOf(from), numberOf(to)];
    if (items === undefined || start === undefined || end === undefined) return undefined;
    const isWithin = 0 <= start && start <= end && end <= items.length;
    return isWithin ? list(items.slice(start, end)) : missing(at, String(end));
  }),
  moving("chunklist", ([of, by]) => {
    const items = inPlace(of);
    const size = numberOf(by);
    if (items === undefined || size === undefined || size < 1) return undefined;
    return list(
      Array.from({ length: Math.ceil(items.length / size) }, (_, at) => list(items.slice(at * size, (at + 1) * size))),
    );
  }),
  moving("keys", ([of]) =>
    of?.k === "dict" && of.more === undefined ? list(sorted(of).map(([key]) => known(key))) : undefined,
  ),
  moving("values", ([of]) => (of?.k === "dict" ? asList(of) : undefined)),
  moving("lookup", ([of, key, fallback]) => {
    const name = key === undefined ? undefined : textOf(key);
    if (of?.k !== "dict" || name === undefined) return undefined;
    return of.entries.get(name) ?? (of.more === undefined ? fallback : undefined);
  }),
  moving("zipmap", ([keys, values]) => {
    const names = inPlace(keys)?.map(textOf);
    const items = inPlace(values);
    if (names === undefined || items === undefined || !names.every((name) => name !== undefined)) return undefined;
    if (names.length !== items.length) return undefined;
    return dict(new Map(names.map((name, at) => [name, items[at] ?? nothing] as const)));
  }),
  moving("contains", ([of, what]) => contains(of, what)),
  moving("index", ([of, what]) => {
    const items = inPlace(of);
    if (items === undefined || what === undefined) return undefined;
    const found = items.map((item) => isLike(item, what));
    const at = found.indexOf(true);
    return at === -1 || found.slice(0, at).includes(undefined) ? undefined : known(at);
  }),
  moving("one", ([of]) => {
    const items = elementsOf(of ?? nothing);
    return items === undefined || items.length > 1 ? undefined : (items[0] ?? nothing);
  }),
  moving("coalesce", (args) => coalesce(args, isBlank), true),
  moving("coalescelist", (args) => coalesce(args, isEmptyList), true),
  moving("try", attempt, true),
  moving(
    "can",
    ([of]) => (of === undefined ? undefined : fails(of) ? known(false) : mayFail(of) ? undefined : known(true)),
    true,
  ),
  moving("setproduct", product),
  ...setFunctions,
  moving("matchkeys", ([values, keys, wanted]) => {
    const [items, names] = [inPlace(values), inPlace(keys)];
    const search = elementsOf(wanted ?? nothing);
    if (items === undefined || names === undefined || search === undefined || items.length !== names.length)
      return undefined;
    const all = alike([...names, ...search]);
    if (!all.every(isWhollyKnown)) return undefined;
    const set = new Set(all.slice(names.length).map(identity));
    return list(items.filter((_, at) => set.has(identity(all[at] ?? nothing))));
  }),
  moving("sort", ([of]) => {
    if (of?.k !== "list" || !isWhollyKnown(of) || mixedAs(of) === "number") return undefined;
    const items = texts(of.items.map((item) => (item.k === "known" ? item.value : [])));
    return items === undefined ? undefined : list([...items].sort().map(known));
  }),
  plain("range", (...args) => range(args.map(number))),
  plain("alltrue", (of) => texts(of)?.every((item) => item === "true")),
  plain("anytrue", (of) => texts(of)?.some((item) => item === "true")),
];

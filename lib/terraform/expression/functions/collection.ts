/** Lists, sets and maps. Their elements may be unknown as long as nothing depends on their values. */
import { elementsOf, isMissing, numberOf, textOf } from "../access";
import { areEndpoints } from "../firewall-endpoints";
import { because, mostElements } from "../scope";
import {
  dedupe,
  derived,
  dict,
  identity,
  isNeverNull,
  isWhollyKnown,
  known,
  list,
  nothing,
  oneOf,
  type Dict,
  type List,
  type Sym,
} from "../sym";
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

/** Refs to different attributes may turn out equal, and so may what is unknown; ids of different objects do not. */
function apart(items: readonly Sym[]): boolean {
  return items.every((item) => item.k === "known" || (item.k === "ref" && (item.path === "id" || item.path === "arn")));
}

function asSet(sym: Sym | undefined): Sym | undefined {
  const items = asList(sym);
  if (items === undefined) return undefined;
  return { ...list([...dedupe(items.items)].sort(order), items.more), set: true };
}

function order(a: Sym, b: Sym): number {
  const [left, right] = [identity(a), identity(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function concat(args: readonly Sym[]): Sym | undefined {
  const lists = args.map(asList);
  if (!lists.every((one) => one !== undefined)) return looseList(args);
  return list(
    lists.flatMap((one) => one.items),
    lists.find((one) => one.more !== undefined)?.more,
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
  );
}

function flatten(sym: Sym): readonly Sym[] | undefined {
  if (sym.k !== "list" || sym.more !== undefined) return sym.k === "list" || sym.k === "unknown" ? undefined : [sym];
  const parts = sym.items.map(flatten);
  return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
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
  const items = of === undefined ? undefined : elementsOf(of);
  if (items === undefined || items.length === 0 || at === undefined) return undefined;
  const index = numberOf(at);
  if (index === undefined)
    return oneOf(items, because("ambiguous-instance", derived([at]).because.at, "which element is meant is not known"));
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

/** The first that does not fail; one that may fail leaves room for those after it. */
function attempt(args: readonly Sym[]): Sym | undefined {
  const candidates: Sym[] = [];
  for (const arg of args) {
    if (isMissing(arg)) continue;
    candidates.push(arg);
    if (!mayFail(arg)) break;
  }
  const [first] = candidates;
  return candidates.length > 1 ? oneOf(candidates, derived(candidates).because) : first;
}

function mayFail(sym: Sym): boolean {
  if (sym.k === "unknown") return true;
  if (sym.k === "one") return sym.among.some(mayFail);
  if (sym.k === "list") return sym.items.some(mayFail);
  return sym.k === "dict" && [...sym.entries.values()].some(mayFail);
}

function contains(of: Sym | undefined, what: Sym | undefined): Sym | undefined {
  const items = of === undefined ? undefined : elementsOf(of);
  if (items === undefined || what === undefined) return undefined;
  if (items.some((item) => item.k !== "unknown" && item.k !== "one" && identity(item) === identity(what)))
    return known(true);
  return isWhollyKnown(what) && items.every(isWhollyKnown) ? known(false) : undefined;
}

function product(args: readonly Sym[]): Sym | undefined {
  const lists = args.map((arg) => elementsOf(arg));
  if (!lists.every((one) => one !== undefined)) return undefined;
  if (lists.reduce((size, one) => size * one.length, 1) > mostElements) return undefined;
  let rows: readonly (readonly Sym[])[] = [[]];
  for (const one of lists) rows = rows.flatMap((row) => one.map((item) => [...row, item]));
  return list(rows.map((row) => list(row)));
}

function onSets(name: string, keep: (item: string, sets: readonly ReadonlySet<string>[]) => boolean): Row {
  return moving(name, (args) => {
    const lists = args.map((arg) => elementsOf(arg));
    if (!lists.every((one) => one !== undefined && apart(one))) return undefined;
    const sets = lists.map((one) => new Set((one ?? []).map(identity)));
    const all = dedupe(lists.flatMap((one) => one ?? []));
    // Known ids and refs to ids may be of the same object; only all of one sort can be compared.
    if (name !== "setunion" && new Set(all.map((item) => item.k)).size > 1) return undefined;
    return list([...all].filter((item) => keep(identity(item), sets)).sort(order));
  });
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
  moving("flatten", ([of]) => {
    const items = of === undefined ? undefined : flatten(of);
    return items === undefined ? undefined : list(items);
  }),
  moving("merge", merge),
  moving("toset", ([of]) => (of !== undefined && areEndpoints(of) ? of : asSet(of))),
  moving("distinct", ([of]) => {
    const items = elementsOf(of ?? nothing);
    return items !== undefined && apart(items) ? list(dedupe(items)) : undefined;
  }),
  moving("tolist", ([of]) => (of !== undefined && areEndpoints(of) ? of : asList(of))),
  moving("tomap", ([of]) => of),
  moving("sensitive", ([of]) => of, true),
  moving("nonsensitive", ([of]) => of, true),
  moving("ephemeralasnull", () => nothing),
  moving("compact", ([of]) => {
    const items = elementsOf(of ?? nothing);
    if (items === undefined || items.some((item) => isBlank(item) === undefined)) return undefined;
    return list(items.filter((item) => isBlank(item) === false));
  }),
  moving("length", ([of]) => {
    if (of?.k === "known" && typeof of.value === "string") return known([...of.value].length);
    const items = of === undefined ? undefined : elementsOf(of);
    return items === undefined ||
      (of?.k === "list" && !apart(items) && !isWhollyKnown(of) && items.some((item) => item.k === "unknown"))
      ? undefined
      : known(items.length);
  }),
  moving("reverse", ([of]) => (of?.k === "list" && of.more === undefined ? list([...of.items].reverse()) : undefined)),
  moving("slice", ([of, from, to]) => {
    const items = elementsOf(of ?? nothing);
    const [start, end] = [numberOf(from), numberOf(to)];
    return items === undefined || start === undefined || end === undefined ? undefined : list(items.slice(start, end));
  }),
  moving("chunklist", ([of, by]) => {
    const items = elementsOf(of ?? nothing);
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
    const names = elementsOf(keys ?? nothing)?.map(textOf);
    const items = elementsOf(values ?? nothing);
    if (names === undefined || items === undefined || !names.every((name) => name !== undefined)) return undefined;
    return dict(new Map(names.map((name, at) => [name, items[at] ?? nothing] as const)));
  }),
  moving("contains", ([of, what]) => contains(of, what)),
  moving("index", ([of, what]) => {
    const items = elementsOf(of ?? nothing);
    if (items === undefined || what === undefined || !items.every(isWhollyKnown)) return undefined;
    const at = items.findIndex((item) => identity(item) === identity(what));
    return at === -1 ? undefined : known(at);
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
    ([of]) =>
      of === undefined || of.k === "unknown"
        ? of !== undefined && isMissing(of)
          ? known(false)
          : undefined
        : known(true),
    true,
  ),
  moving("setproduct", product),
  onSets("setunion", () => true),
  onSets("setintersection", (item, sets) => sets.every((set) => set.has(item))),
  onSets("setsubtract", (item, [first, second]) => first?.has(item) === true && second?.has(item) !== true),
  moving("matchkeys", ([values, keys, wanted]) => {
    const [items, names, search] = [values, keys, wanted].map((sym) => elementsOf(sym ?? nothing));
    if (items === undefined || names === undefined || search === undefined) return undefined;
    if (!names.every(isWhollyKnown) || !search.every(isWhollyKnown)) return undefined;
    const set = new Set(search.map(identity));
    return list(items.filter((_, at) => set.has(identity(names[at] ?? nothing))));
  }),
  plain("sort", (of) => {
    const items = texts(of);
    return items === undefined ? undefined : [...items].sort();
  }),
  plain("range", (...args) => range(args.map(number))),
  plain("alltrue", (of) => texts(of)?.every((item) => item === "true")),
  plain("anytrue", (of) => texts(of)?.some((item) => item === "true")),
];

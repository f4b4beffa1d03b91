/** Sets, and what becomes of elements when Terraform makes them alike. */
import { elementsOf, textOf } from "../access";
import { areEndpoints } from "../firewall-endpoints";
import { apart, mixedAs, mixedOf } from "../order";
import { dedupe, identity, known, list, type List, type Sym } from "../sym";
import { moving, type Row } from "./table";

/** Elements of one type: numbers and truths beside a text become texts. */
export function alike(items: readonly Sym[]): readonly Sym[] {
  const types = new Set(items.flatMap((item) => typeOf(item) ?? []));
  if (types.size > 1 && types.has("string")) return items.map(asText);
  // What is not known yet may turn out to be a text.
  const isOpen = items.some((item) => item.k !== "known" && typeOf(item) === undefined);
  return isOpen
    ? items.map((item) => (item.k === "known" && !types.has("string") ? { ...item, loose: true } : item))
    : items;
}

function typeOf(item: Sym): string | undefined {
  if (item.k === "known") return item.value === null ? undefined : typeof item.value;
  return item.k === "ref" && /(^|[._])(id|arn)$/.test(item.path) ? "string" : undefined;
}

export function asText(item: Sym): Sym {
  const text = textOf(item);
  return text === undefined ? item : known(text);
}

/** The elements as a set, in the order that Terraform has them in when that is known. */
export function asSet(of: List): List {
  const items = dedupe(alike(of.items));
  const sorted = inOrder(items);
  const mixed = of.more !== undefined ? "number" : sorted !== undefined ? undefined : apart(items) ? "order" : "number";
  return { ...list(sorted ?? [...items].sort(byIdentity), of.more, mixed), set: true };
}

/** Terraform orders texts and numbers by themselves, `false` before `true`; everything else by what is not known here. */
function inOrder(items: readonly Sym[]): readonly Sym[] | undefined {
  if (items.length < 2) return items;
  const values = items.map((item) => (item.k === "known" && item.value !== null ? item.value : undefined));
  const [first] = values;
  if (first === undefined || !values.every((value) => typeof value === typeof first)) return undefined;
  const pairs = items.map((item, at) => [values[at] ?? first, item] as const);
  return pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, item]) => item);
}

function byIdentity(a: Sym, b: Sym): number {
  const [left, right] = [identity(a), identity(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The elements of all arguments, alike; undefined when not all are known. */
function together(args: readonly Sym[]): readonly (readonly Sym[])[] | undefined {
  const lists = args.map((arg) => (arg.k === "list" ? elementsOf(arg) : undefined));
  if (!lists.every((one) => one !== undefined)) return undefined;
  const all = alike(lists.flat());
  let from = 0;
  return lists.map((one) => all.slice(from, (from += one.length)));
}

function compared(name: string, keep: (item: string, sets: readonly ReadonlySet<string>[]) => boolean): Row {
  return moving(name, (args) => {
    const lists = together(args);
    // Known ids and ids that are not known yet may be of the same object; only all of one sort can be compared.
    const all = dedupe(lists?.flat() ?? []);
    if (lists === undefined || !apart(all)) return undefined;
    const sets = lists.map((one) => new Set(one.map(identity)));
    return asSet(list(all.filter((item) => keep(identity(item), sets))));
  });
}

export const setFunctions: readonly Row[] = [
  moving("toset", ([of]) => (of !== undefined && areEndpoints(of) ? of : of?.k === "list" ? asSet(of) : undefined)),
  moving("tolist", ([of]) => {
    if (of !== undefined && areEndpoints(of)) return of;
    return of?.k === "list" ? list(alike(of.items), of.more, mixedAs(of)) : undefined;
  }),
  moving("distinct", ([of]) => {
    if (of?.k !== "list" || of.more !== undefined) return undefined;
    const items = dedupe(alike(of.items));
    return list(items, undefined, apart(items) ? mixedAs(of) : "number");
  }),
  moving("setunion", (args) => {
    const lists = args.flatMap((arg) => (arg.k === "list" ? [arg] : []));
    if (lists.length < args.length) return undefined;
    const more = lists.find((one) => one.more !== undefined)?.more;
    return asSet(
      list(
        lists.flatMap((one) => one.items),
        more,
        mixedOf(lists),
      ),
    );
  }),
  compared("setintersection", (item, sets) => sets.every((set) => set.has(item))),
  compared("setsubtract", (item, [first, second]) => first?.has(item) === true && second?.has(item) !== true),
];

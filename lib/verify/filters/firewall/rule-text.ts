/**
 * The words of a stateful rule's header: addresses and ports as Suricata writes them.
 *
 * Decides what a word means when it is one of the documented forms. Refuses to decide the rest, a variable that no input
 * gives among them: it may match anything and need not.
 */
import { AddressSet, Cidr } from "../../../model";
import type { FirewallRuleGroup } from "../../../terraform";
import { bothOf, type Both } from "../../world/bounds";

/** Addresses by the name of a variable. */
export type Variables = ReadonlyMap<string, Both<AddressSet>>;

const anyAddress: Both<AddressSet> = { may: AddressSet.everything, must: AddressSet.everything };
const unknownAddress: Both<AddressSet> = { may: AddressSet.everything, must: AddressSet.empty };

export function addressesOfText(text: string, variables: Variables): Both<AddressSet> {
  const word = text.trim();
  if (word.toLowerCase() === "any") return anyAddress;
  if (word.startsWith("!")) return opposite(addressesOfText(word.slice(1), variables));
  if (word.startsWith("$")) return variables.get(word.slice(1)) ?? unknownAddress;
  const items = itemsOf(word);
  if (items !== undefined) {
    const [out, within] = [items.filter(isNegated), items.filter((item) => !isNegated(item))];
    const sets = (within.length === 0 ? ["any"] : within).map((item) => addressesOfText(item, variables));
    const less = out.map((item) => addressesOfText(item.slice(1), variables));
    const join = (bound: "may" | "must"): AddressSet =>
      sets.reduce((set, each) => set.union(each[bound]), AddressSet.empty);
    const cut = (bound: "may" | "must"): AddressSet =>
      less.reduce((set, each) => set.union(each[bound]), AddressSet.empty);
    return { may: join("may").subtract(cut("must")), must: join("must").subtract(cut("may")) };
  }
  const parsed = word.includes("/") ? Cidr.parse(word) : Cidr.parseAddress(word);
  if (!parsed.ok) return unknownAddress;
  const set = AddressSet.of([parsed.value]);
  return { may: set, must: set };
}

export function opposite({ may, must }: Both<AddressSet>): Both<AddressSet> {
  return { may: AddressSet.everything.subtract(must), must: AddressSet.everything.subtract(may) };
}

/** Runs of ports, both ends in; `any`, or undefined when the words are none that are known. */
export function portsOfText(text: string): readonly (readonly [number, number])[] | "any" | undefined {
  const word = text.trim();
  if (word.toLowerCase() === "any") return "any";
  const items = itemsOf(word) ?? [word];
  const [out, within] = [items.filter(isNegated), items.filter((item) => !isNegated(item))];
  const less = runsOf(out.map((item) => item.slice(1)));
  const all = within.length === 0 ? ([[0, 65_535]] as const) : runsOf(within);
  if (less === undefined || all === undefined) return undefined;
  return all.flatMap(([from, to]) => {
    let left: (readonly [number, number])[] = [[from, to]];
    for (const [first, last] of less)
      left = left.flatMap(([a, b]) =>
        last < a || first > b
          ? [[a, b] as const]
          : [...(a < first ? [[a, first - 1] as const] : []), ...(last < b ? [[last + 1, b] as const] : [])],
      );
    return left;
  });
}

function runsOf(words: readonly string[]): readonly (readonly [number, number])[] | undefined {
  const runs = words.map((word) => {
    const match = /^(\d{0,5})(:?)(\d{0,5})$/.exec(word.trim());
    if (match === null || word.trim() === "" || word.trim() === ":") return undefined;
    const [, first = "", colon, last = ""] = match;
    const from = first === "" ? 0 : Number(first);
    const to = colon === "" ? from : last === "" ? 65_535 : Number(last);
    return from <= to && to <= 65_535 ? ([from, to] as const) : undefined;
  });
  return runs.some((run) => run === undefined) ? undefined : runs.flatMap((run) => (run === undefined ? [] : [run]));
}

function itemsOf(word: string): readonly string[] | undefined {
  return word.startsWith("[") && word.endsWith("]") && !word.slice(1, -1).includes("[")
    ? word
        .slice(1, -1)
        .split(",")
        .map((item) => item.trim())
    : undefined;
}

function isNegated(word: string): boolean {
  return word.startsWith("!");
}

/** Every set of addresses that the rules of a group name: the boundaries of what they can tell apart. */
export function* namedAddresses({ rules, variables }: FirewallRuleGroup): Generator<AddressSet> {
  for (const { addresses: set } of variables) yield bothOf(set).may;
  if (rules.kind !== "tuples") return;
  const none: Variables = new Map();
  for (const { source, destination } of rules.rules)
    for (const text of [source, destination]) if ("exact" in text) yield addressesOfText(text.exact, none).may;
}

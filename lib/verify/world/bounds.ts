/** The two sets that an unknown set lies between. */
import { AddressSet, type Transport } from "../../model";
import type { Block, Bounded, FactId, Link, PrefixList } from "../../terraform";
import { isCertain, meanings } from "./links";

/** `may` over-approximates, `must` under-approximates. They are the same object when the set is known. */
export interface Both<T> {
  readonly may: T;
  readonly must: T;
}

export function bothOf<S extends AddressSet | Transport>(bounded: Bounded<S>): Both<S> {
  return "exact" in bounded ? { may: bounded.exact, must: bounded.exact } : bounded;
}

export function blocksOf(blocks: readonly Block[]): Both<AddressSet> {
  const known = AddressSet.of(blocks.flatMap((block) => ("exact" in block ? [block.exact] : [])));
  const open = blocks.flatMap((block) => ("exact" in block ? [] : [block.within]));
  return open.length === 0
    ? { may: known, must: known }
    : { may: open.reduce((a, b) => a.union(b), known), must: known };
}

export function listed(list: PrefixList): Both<AddressSet> {
  const entries = blocksOf(list.entries);
  return list.more === undefined ? entries : { may: entries.may.union(list.within), must: entries.must };
}

/** What a prefix list holds, when it is known which list is meant. */
export function prefixListOf(link: Link, lists: ReadonlyMap<FactId, PrefixList>): Both<AddressSet> {
  const found = meanings(link, () => [...lists.keys()]);
  if (link.how === "unknown" || link.how === "outside" || found.length === 0)
    return { may: AddressSet.everything, must: AddressSet.empty };
  let may = AddressSet.empty;
  let must = AddressSet.empty;
  for (const { to, sure } of found) {
    const list = lists.get(to);
    if (list === undefined) return { may: AddressSet.everything, must: AddressSet.empty };
    const both = listed(list);
    may = may.union(both.may);
    if (sure && isCertain(list)) must = must.union(both.must);
  }
  return may.equals(must) ? { may, must: may } : { may, must };
}

/**
 * Entries of prefix lists that may be gone: what is true of rules and routes in their owner and beside it (`taken-away.ts`,
 * `mixed.ts`) is true of them. They are no facts of their own, so that one in doubt becomes a bound.
 */
import { AddressSet } from "../../model";
import type { Block, FactId, PrefixList } from "../facts";
import type { ListEntry, Reading } from "../reading/reading";
import type { Instance } from "../world/instance";
import { idsIn, type IdOf } from "./inside";
import type { Instances } from "./looked-up";
import { isKeptToIt, mixedIn } from "./mixed";
import { isMade } from "./taken-away";

type Doubts = ReadonlyMap<string, "gone" | "perhaps">;

/** To be asked before what stands beside a list is added to it. @returns what then puts the doubt into the lists */
export function doubtEntries(reading: Reading, before: Reading, instances: Instances): () => void {
  const id = idsIn(reading);
  const [beside, gone] = [byList(reading.listEntries, id), byList(before.listEntries, id)];
  const doubts = new Map<FactId, Doubts>();
  for (const list of reading.lists.prefixLists) {
    const owner = instances.get(list.id);
    const around = { reading, before, instances, beside: beside.get(list.id) ?? [], gone: gone.get(list.id) ?? [] };
    const found = owner === undefined ? undefined : doubtsOf(list, owner, around);
    if (found !== undefined && found.size > 0) doubts.set(list.id, found);
  }
  return () => {
    if (doubts.size === 0) return;
    reading.change("prefixLists", (list): PrefixList => {
      const found = doubts.get(list.id);
      return found === undefined
        ? list
        : { ...list, entries: list.entries.flatMap((one) => doubted(one, found, list)) };
    });
  };
}

interface Around {
  readonly reading: Reading;
  readonly before: Reading;
  readonly instances: Instances;
  /** Entries of the list that are resources of their own. */
  readonly beside: readonly ListEntry[];
  /** Those that change or are destroyed, as they were. */
  readonly gone: readonly ListEntry[];
}

function byList(entries: readonly ListEntry[], id: IdOf): ReadonlyMap<FactId, readonly ListEntry[]> {
  const found = new Map<FactId, ListEntry[]>();
  for (const one of entries) {
    const list = id(one.list);
    const others = found.get(list);
    if (others === undefined) found.set(list, [one]);
    else others.push(one);
  }
  return found;
}

function doubtsOf(list: PrefixList, owner: Instance, { reading, before, instances, beside, gone }: Around): Doubts {
  const besides = new Set(beside.map(({ block }) => text(block)));
  const own = new Set(list.entries.map(text));
  const doubts = new Map<string, "gone" | "perhaps">();
  for (const { block } of gone) {
    const key = text(block);
    // The list shows what is made beside it, where it writes nothing of its own.
    if (own.has(key) && !besides.has(key)) doubts.set(key, owner.configures("entry") === false ? "gone" : "perhaps");
  }
  const isMixed = isKeptToIt(owner, "entry");
  const was = before.lists.prefixLists.find((one) => one.id === list.id)?.entries.map(text) ?? [];
  const taken = new Set(was.filter((key) => !own.has(key)));
  for (const { block, by } of beside) {
    const key = text(block);
    if (!own.has(key) && (isMixed || (taken.has(key) && !isMade(instances.get(by))))) doubts.set(key, "perhaps");
  }
  if (isMixed && beside.length > 0)
    reading.note("assumption", { ...owner.source, attribute: "entry" }, mixedIn("entry"));
  return doubts;
}

function doubted(block: Block, doubts: Doubts, { source }: PrefixList): readonly Block[] {
  const doubt = "exact" in block ? doubts.get(text(block)) : undefined;
  if (doubt === undefined || !("exact" in block)) return [block];
  const detail = "what the list has in itself, and what is made beside it, takes it away or makes it again";
  const because = { kind: "outside", at: `${source.address}.entry`, detail } as const;
  return doubt === "gone" ? [] : [{ within: AddressSet.of([block.exact]), because }];
}

function text(block: Block): string {
  return "exact" in block ? block.exact.toString() : "";
}

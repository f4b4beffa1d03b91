/** From files to a proof: facts and intents joined. */
import { dirname } from "node:path";
import { InvalidInput, orThrow } from "../model";
import { readFacts, type FactBase, type FactId } from "../terraform";
import { Proof, declaredIntent, type DeclaredIntent } from "../verify";
import type { IntentFile, ProofInput } from "./proof-input";

/** A proof, and what it was made from. */
export interface Proved {
  readonly proof: Proof;
  readonly facts: FactBase;
  /** The intents that it is judged against; none when nothing was declared. */
  readonly intents: readonly string[];
  /** How many conduits they declare. */
  readonly conduits: number;
}

/**
 * @throws {InvalidInput} when an input is of no known format, or two networks declare a segment of the same name
 */
export function prove({ inputs, intents }: ProofInput): Proved {
  const facts = orThrow(readFacts(inputs));
  const declared = intents.length === 0 ? undefined : joined(intents, facts);
  return {
    proof: new Proof(facts, declared),
    facts,
    intents: intents.map(({ file }) => file),
    conduits: declared?.conduits.length ?? 0,
  };
}

/** The ids of the facts that one Terraform address has, stack by stack. */
export function idsOf(facts: FactBase, address: string): readonly FactId[] {
  return [...new Set(factsAt(facts, address).map(({ id }) => id))];
}

function factsAt(facts: FactBase, address: string): readonly Located[] {
  const { vpcs, subnets, securityGroups, interfaces, routeTables, vpnConnections } = facts;
  const lists: readonly (readonly Located[])[] = [
    vpcs,
    subnets,
    securityGroups,
    interfaces,
    routeTables,
    vpnConnections,
  ];
  return lists.flatMap((list) => list.filter(({ source }) => source.address === address));
}

interface Located {
  readonly id: FactId;
  readonly source: { readonly input: string; readonly address: string };
}

function joined(files: readonly IntentFile[], facts: FactBase): DeclaredIntent {
  const all = files.map(({ file, intent }) =>
    declaredIntent(intent, (address) => {
      const candidates = factsAt(facts, address);
      // Two stacks may have the same address; the intent lies beside its own.
      const own = candidates.find(({ source }) => dirname(source.input) === dirname(file));
      return (own ?? candidates[0])?.id ?? address;
    }),
  );
  const segments = all.flatMap((one) => one.segments);
  const sites = all.flatMap((one) => one.sites ?? []);
  refuseTwice("segment", segments);
  refuseTwice("site", sites);
  return { segments, sites, conduits: all.flatMap((one) => one.conduits) };
}

function refuseTwice(kind: "segment" | "site", declared: readonly { readonly name: string }[]): void {
  const seen = new Set<string>();
  for (const { name } of declared) {
    if (seen.has(name)) {
      const what = `${kind} "${name}" is declared by two networks of these inputs`;
      throw new InvalidInput([{ what, allowed: `one network with that ${kind} at a time, or names that differ` }]);
    }
    seen.add(name);
  }
}

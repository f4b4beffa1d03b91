/** From files to a proof: facts and intents joined. */
import { dirname } from "node:path";
import { InvalidInput, orThrow, type IntentNetwork } from "../model";
import { readFacts, type FactBase, type FactId } from "../terraform";
import { Proof, declaredIntent, hasSnapshot, locateDeployed, type DeclaredIntent, type Unplaced } from "../verify";
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
export function prove({ inputs, intents, today }: ProofInput): Proved {
  const facts = orThrow(readFacts(inputs));
  // An intent without a segment declares nothing, so nothing can be held against it, or hold.
  const telling = intents.filter(({ intent }) => intent.networks.some(({ segments }) => segments.length > 0));
  const declared = telling.length === 0 ? undefined : joined(telling, facts, today);
  return {
    proof: new Proof(facts, declared),
    facts,
    intents: telling.map(({ file }) => file),
    conduits: declared?.conduits.length ?? 0,
  };
}

/** The ids of the facts that one Terraform address has, stack by stack. */
export function idsOf(facts: FactBase, address: string): readonly FactId[] {
  return [...new Set((byAddress(facts).get(address) ?? []).map(({ id }) => id))];
}

function byAddress(facts: FactBase): ReadonlyMap<string, readonly Located[]> {
  const { vpcs, subnets, securityGroups, interfaces, routeTables, endpoints, vpnConnections } = facts;
  const lists: readonly (readonly Located[])[] = [
    vpcs,
    subnets,
    securityGroups,
    interfaces,
    routeTables,
    endpoints,
    vpnConnections,
  ];
  const found = new Map<string, Located[]>();
  for (const fact of lists.flat()) {
    const { address } = fact.source;
    const known = found.get(address);
    if (known === undefined) found.set(address, [fact]);
    else known.push(fact);
  }
  return found;
}

interface Located {
  readonly id: FactId;
  readonly source: { readonly input: string; readonly address: string };
}

function joined(files: readonly IntentFile[], facts: FactBase, today: ProofInput["today"]): DeclaredIntent {
  const deployed = hasSnapshot(facts);
  const known = byAddress(facts);
  const all = files.map(({ file, intent }) => {
    const shared = new Map<string, readonly string[]>();
    const idOf = (address: string): FactId | undefined => {
      const candidates = known.get(address) ?? [];
      // Two stacks may have the same address; the intent lies beside its own.
      const own = candidates.find(({ source }) => dirname(source.input) === dirname(file));
      const inputs = new Map(candidates.map(({ id, source }) => [id, source.input]));
      if (own === undefined && inputs.size > 1) shared.set(address, [...inputs.values()]);
      return (own ?? candidates[0])?.id;
    };
    const located = intent.networks
      .filter((network) => deployed && !isDescribed(network, idOf))
      .map((network) => locateDeployed(network, facts));
    const ids = new Map(located.flatMap((one) => [...one.ids]));
    const declared = declaredIntent(intent, (address) => idOf(address) ?? ids.get(address) ?? address, today);
    return { ...declared, unplaced: [...located.flatMap((one) => one.unplaced), ...inSeveral(shared, file)] };
  });
  const segments = all.flatMap((one) => one.segments);
  const sites = all.flatMap((one) => one.sites ?? []);
  refuseTwice("segment", segments);
  refuseTwice("site", sites);
  return {
    segments,
    sites,
    conduits: all.flatMap((one) => one.conduits),
    ended: all.flatMap((one) => one.ended ?? []),
    alerting: all.flatMap((one) => one.alerting ?? []),
    unplaced: all.flatMap((one) => one.unplaced),
  };
}

/** Which stack is meant is not known, where several have an address and the intent lies beside none of them. */
function inSeveral(shared: ReadonlyMap<string, readonly string[]>, file: string): readonly Unplaced[] {
  return [...shared].map(([address, inputs]) => ({
    segment: file,
    carrier: address,
    verdict: "undecided",
    text: `${address} of the intent is in several inputs: ${inputs.join(", ")}; the first was taken`,
    next: "give the inputs of one stack with its intent, or leave the intent where it was synthesized",
  }));
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

/** Whether Terraform's own output is among the inputs for a network: then its addresses say what carries it. */
function isDescribed(network: IntentNetwork, idOf: (address: string) => FactId | undefined): boolean {
  return network.segments.some(({ subnets }) => subnets.some(({ subnet }) => idOf(subnet) !== undefined));
}

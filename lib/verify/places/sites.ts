/**
 * Sites as they are declared, put into the facts: which connections lead to one, and what it announces.
 *
 * Decides nothing about traffic. It takes the user's word for what no input can say, so whoever judges says that it did.
 */
import { AddressSet, Cidr, compareText } from "../../model";
import type { FactBase, FactId } from "../../terraform";
import type { DeclaredIntent } from "./intent";

/** The facts with the far end of each declared connection. */
export function withSites(facts: FactBase, intent: DeclaredIntent | undefined): FactBase {
  const ends = new Map<FactId, { readonly name: string; readonly announces: readonly Cidr[] }>();
  for (const { name, connections } of intent?.sites ?? []) {
    const segments = (intent?.segments ?? []).filter(({ site }) => site === name);
    const announces = AddressSet.of(segments.flatMap(({ blocks }) => blocks.map((block) => Cidr.of(block)))).toCidrs();
    for (const id of connections) ends.set(id, { name, announces });
  }
  if (ends.size === 0) return facts;
  const vpnConnections = facts.vpnConnections.map((each) => {
    const site = ends.get(each.id);
    return site === undefined ? each : { ...each, site };
  });
  return { ...facts, vpnConnections };
}

/** What is taken for granted of sites that tell their blocks themselves, one sentence each. */
export function siteAssumptions({ vpnConnections }: FactBase): readonly string[] {
  const over = new Map<string, { readonly announces: readonly Cidr[]; readonly connections: FactId[] }>();
  for (const { id, site, staticRoutesOnly } of vpnConnections) {
    if (site === undefined || ("exact" in staticRoutesOnly && staticRoutesOnly.exact)) continue;
    const known = over.get(site.name) ?? { announces: site.announces, connections: [] };
    known.connections.push(id);
    over.set(site.name, known);
  }
  return [...over]
    .sort(([a], [b]) => compareText(a, b))
    .map(
      ([name, { announces, connections }]) =>
        `site "${name}" announces its declared blocks (${announces.join(", ")}) over ${connections.join(", ")}, and nothing that these networks route elsewhere`,
    );
}

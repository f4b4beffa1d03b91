/** Addresses that an interface may have, one for each that rules tell apart. Shares nothing with the engine. */
import { Cidr, type AddressSet, type Family } from "../../model";
import type { Bounded, FactBase, FirewallRuleGroup, Interface, Subnet, Value } from "../../terraform";

/** @returns the lowest of each stretch of its subnet on which no rule that the facts write down changes */
export function pickedAddresses(
  facts: FactBase,
  face: Pick<Interface, "addresses">,
  subnet: Subnet,
  family: Family,
): readonly bigint[] {
  const own = "exact" in face.addresses ? face.addresses.exact.intervals(family) : undefined;
  const stretches = subnet.blocks.flatMap((block): readonly (readonly [bigint, bigint])[] => {
    if (!("exact" in block)) return block.within.intervals(family);
    const { family: of, first, last, size } = block.exact;
    if (of !== family) return [];
    // The first four and the last are never an interface's, unless one is said to have them, or hardly any are left.
    return own === undefined && size > 8n ? [[first + 4n, last]] : [[first, last + 1n]];
  });
  const possible = stretches.flatMap(([from, end]) =>
    own === undefined
      ? [[from, end] as const]
      : own.map(([first, last]) => [first > from ? first : from, last < end ? last : end] as const),
  );
  const cuts = boundaries(facts, family);
  const picked = possible
    .filter(([from, end]) => from < end)
    .flatMap(([from, end]) => [from, ...cuts.filter((cut) => from < cut && cut < end)]);
  return [...new Set(picked)];
}

function boundaries(facts: FactBase, family: Family): readonly bigint[] {
  const sets = [
    ...facts.securityGroupRules.flatMap(({ peers }) =>
      peers.flatMap((peer) => (peer.kind === "addresses" ? both(peer.addresses) : [])),
    ),
    ...facts.networkAclEntries.flatMap(({ addresses }) => both(addresses)),
    ...facts.firewallRuleGroups.flatMap(inFirewall),
    ...facts.firewallPolicies.flatMap(({ variables }) => variables.flatMap(({ addresses }) => both(addresses))),
  ];
  const blocks = [
    ...facts.prefixLists.flatMap(({ entries }) => entries),
    ...facts.routes.flatMap(({ destination }) => ("block" in destination ? [destination.block] : [])),
    ...facts.vpnConnections.flatMap(({ awsSide, siteSide }) => [...awsSide, ...siteSide]),
  ].flatMap((block) => ("exact" in block ? [block.exact] : []));
  const written = [...blocks, ...facts.firewallRuleGroups.flatMap(texts)]
    .filter((block) => block.family === family)
    .flatMap(({ first, last }) => [first, last + 1n]);
  return [...new Set([...sets.flatMap((set) => set.intervals(family).flat()), ...written])];
}

function both(bounded: Bounded<AddressSet>): readonly AddressSet[] {
  return "exact" in bounded ? [bounded.exact] : [bounded.may, bounded.must];
}

function inFirewall({ rules, variables }: FirewallRuleGroup): readonly AddressSet[] {
  const stateless = rules.kind === "stateless" ? rules.rules : [];
  return [
    ...stateless.flatMap(({ sources, destinations }) => [...both(sources), ...both(destinations)]),
    ...variables.flatMap(({ addresses }) => both(addresses)),
  ];
}

/** Every block that a stateful rule writes down. */
function texts({ rules }: FirewallRuleGroup): readonly Cidr[] {
  if (rules.kind !== "tuples") return [];
  const ends = rules.rules.flatMap(({ source, destination }) => [textOf(source), textOf(destination)]);
  return ends
    .flatMap((end) => end.match(/[0-9a-fA-F:.]+(\/\d+)?/g) ?? [])
    .flatMap((text) => {
      const parsed = text.includes("/") ? Cidr.parse(text) : Cidr.parseAddress(text);
      return parsed.ok ? [parsed.value] : [];
    });
}

function textOf(value: Value<string>): string {
  return "exact" in value ? value.exact : "";
}

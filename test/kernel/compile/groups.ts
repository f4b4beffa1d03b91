/**
 * Security groups as filters on the host itself, with connection tracking: what answers something that was let out comes
 * in, and the other way round.
 */
import { AddressSet } from "../../../lib/model";
import type { FactBase, FactId, Interface, RulePeer } from "../../../lib/terraform";
import { addressMatches, transportMatches } from "./match";
import { factOf, blockOf, linkOf, setOf, valueOf } from "./known";

/** The ruleset of an interface; empty when no group applies to it. */
export function groupRules(facts: FactBase, face: Interface): string {
  if (face.groups === "unfiltered") return "";
  const groups = face.groups.map((group) => linkOf(group, `group of ${face.id}`));
  const allows = (direction: "ingress" | "egress"): readonly string[] =>
    facts.securityGroupRules
      .filter((rule) => rule.direction === direction && groups.includes(linkOf(rule.group, rule.id)))
      .flatMap((rule) =>
        rule.peers
          .flatMap((peer) =>
            addressMatches(peerAddresses(facts, peer, face), direction === "ingress" ? "saddr" : "daddr"),
          )
          .flatMap((address) =>
            transportMatches(setOf(rule.transport, rule.id)).map((match) => `${address} ${match} accept`),
          ),
      );
  return [
    "table inet groups {",
    ...chain("inward", "input", allows("ingress")),
    ...chain("outward", "output", allows("egress")),
    "}",
  ].join("\n");
}

function chain(name: string, hook: "input" | "output", allows: readonly string[]): readonly string[] {
  return [
    `chain ${name} {`,
    `type filter hook ${hook} priority 0; policy drop;`,
    "ct state established,related accept",
    // Which address is whose is AWS's own business, and no group filters it.
    "icmpv6 type 133-137 accept",
    ...allows,
    "}",
  ];
}

function peerAddresses(facts: FactBase, peer: RulePeer, face: Interface): AddressSet {
  switch (peer.kind) {
    case "addresses":
      return setOf(peer.addresses, "peer of a rule");
    case "prefix-list": {
      const list = factOf(facts.prefixLists, linkOf(peer.list, "prefix list of a rule"), "prefix list");
      return AddressSet.of(list.entries.map((entry) => blockOf(entry, list.id)));
    }
    case "group": {
      const group = linkOf(peer.group, "group of a rule");
      return facts.interfaces
        .filter(
          (each) =>
            each.groups !== "unfiltered" &&
            each.groups.some((link) => linkOf(link, each.id) === group) &&
            mayName(facts, vpcOf(facts, face), vpcOf(facts, each)),
        )
        .reduce((set, each) => set.union(valueOf(each.addresses, each.id)), AddressSet.empty);
    }
  }
}

export function vpcOf(facts: FactBase, face: Interface): FactId {
  const [subnet] = face.subnets;
  if (subnet === undefined || face.subnets.length > 1) throw new Error(`${face.id} is not in exactly one subnet`);
  return linkOf(factOf(facts.subnets, linkOf(subnet, face.id), "subnet").vpc, face.id);
}

/** A group is named within its VPC, and across a peering that is accepted and within one Region. */
function mayName(facts: FactBase, own: FactId, other: FactId): boolean {
  if (own === other) return true;
  const region = (id: FactId): string => valueOf(factOf(facts.vpcs, id, "VPC").region, id);
  return facts.peerings.some((peering) => {
    const sides = [linkOf(peering.requester, peering.id), linkOf(peering.accepter, peering.id)];
    return (
      sides.includes(own) &&
      sides.includes(other) &&
      valueOf(peering.active, peering.id) &&
      region(own) === region(other)
    );
  });
}

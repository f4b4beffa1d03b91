/**
 * Security groups as filters on the host itself, with connection tracking: what answers something that was let out comes
 * in, and the other way round.
 */
import { AddressSet } from "../../../lib/model";
import type { Direction, FactBase, FactId, Interface, RulePeer, SecurityGroupRule } from "../../../lib/terraform";
import { addressMatches, transportMatches } from "./match";
import { blockOf, factOf, linkOf, setOf, valueOf } from "./known";
import { namesAcross } from "./transit";

/**
 * The ruleset of an interface; empty when no group applies to it.
 *
 * Whether a rule may name a group depends on the way that a packet takes, which a host cannot see. So packets carry it in
 * their traffic class: `cs2` was let out by a name, which a transit gateway then drops; `cs1` came across one.
 */
export function groupRules(facts: FactBase, face: Interface): string {
  if (face.groups === "unfiltered") return "";
  const allows = (direction: Direction): readonly string[] => {
    const lines = rulesOf(facts, face, direction).flatMap((rule) =>
      rule.peers.flatMap((peer) =>
        peerMatches(facts, peer, face, direction).flatMap(({ address, then }) =>
          transportMatches(setOf(rule.transport, rule.id)).map((match) => `${address} ${match} ${then}accept`),
        ),
      ),
    );
    // What an address allows needs no name.
    return [...lines.filter((line) => !line.includes(named)), ...lines.filter((line) => line.includes(named))];
  };
  return [
    "table inet groups {",
    "chain inward {",
    "type filter hook input priority 0; policy drop;",
    "ct state established,related accept",
    discovery,
    ...allows("ingress"),
    "}",
    "chain outward {",
    "type filter hook output priority 0; policy drop;",
    "ip dscp set cs0",
    "ip6 dscp set cs0",
    "ct state established,related accept",
    discovery,
    ...allows("egress"),
    "}",
    "}",
  ].join("\n");
}

const named = "dscp set cs2";
/** Which address is whose is AWS's own business, and no group filters it. */
const discovery = "icmpv6 type 133-137 accept";

function rulesOf(facts: FactBase, face: Interface, direction: Direction): readonly SecurityGroupRule[] {
  const groups = face.groups === "unfiltered" ? [] : face.groups.map((group) => linkOf(group, `group of ${face.id}`));
  return facts.securityGroupRules.filter(
    (rule) => rule.direction === direction && groups.includes(linkOf(rule.group, rule.id)),
  );
}

interface PeerMatch {
  readonly address: string;
  /** What to do with the packet besides. */
  readonly then: string;
}

function peerMatches(facts: FactBase, peer: RulePeer, face: Interface, direction: Direction): readonly PeerMatch[] {
  const which = direction === "ingress" ? "saddr" : "daddr";
  const plain = (set: AddressSet): readonly PeerMatch[] =>
    addressMatches(set, which).map((address) => ({ address, then: "" }));
  switch (peer.kind) {
    case "addresses":
      return plain(setOf(peer.addresses, "peer of a rule"));
    case "prefix-list": {
      const list = factOf(facts.prefixLists, linkOf(peer.list, "prefix list of a rule"), "prefix list");
      return plain(AddressSet.of(list.entries.map((entry) => blockOf(entry, list.id))));
    }
    case "group": {
      const group = linkOf(peer.group, "group of a rule");
      const own = vpcOf(facts, face);
      const members = (counts: (vpc: FactId) => boolean): AddressSet =>
        facts.interfaces
          .filter(
            (each) =>
              each.groups !== "unfiltered" &&
              each.groups.some((link) => linkOf(link, each.id) === group) &&
              counts(vpcOf(facts, each)),
          )
          .reduce((set, each) => set.union(valueOf(each.addresses, each.id)), AddressSet.empty);
      const near = addressMatches(
        members((vpc) => mayName(facts, own, vpc)),
        which,
      );
      if (direction === "egress") return near.map((address) => ({ address, then: `${familyOf(address)} ${named} ` }));
      const across = addressMatches(
        members((vpc) => namesAcross(facts, vpc, own)),
        which,
      );
      return [
        ...near.map((address) => ({ address: `${familyOf(address)} dscp != cs1 ${address}`, then: "" })),
        ...across.map((address) => ({ address: `${familyOf(address)} dscp cs1 ${address}`, then: "" })),
      ];
    }
  }
}

function familyOf(match: string): "ip" | "ip6" {
  return match.startsWith("ip6") ? "ip6" : "ip";
}

export function vpcOf(facts: FactBase, face: Interface): FactId {
  const [subnet] = face.subnets;
  if (subnet === undefined || face.subnets.length > 1) throw new Error(`${face.id} is not in exactly one subnet`);
  return linkOf(factOf(facts.subnets, linkOf(subnet, face.id), "subnet").vpc, face.id);
}

/** Without a transit gateway on the way, a group is named within its VPC, and across a peering that is accepted and within one Region. */
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

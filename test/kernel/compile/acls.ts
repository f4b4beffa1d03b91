/** Network ACLs as ordered filters on the edge of a subnet, without connection tracking: each packet stands alone. */
import type { FactBase, NetworkAclEntry, Subnet } from "../../../lib/terraform";
import { addressMatches, transportMatches } from "./match";
import { factOf, linkOf, setOf, valueOf } from "./known";

/** The ruleset of the router of a subnet: `lan` is its subnet's side. */
export function aclRules(facts: FactBase, subnet: Subnet): string {
  const acl = aclOf(facts, subnet);
  const entries = (direction: "ingress" | "egress"): readonly string[] =>
    facts.networkAclEntries
      .filter((entry) => entry.direction === direction && linkOf(entry.acl, entry.id) === acl)
      .sort((a, b) => valueOf(a.number, a.id) - valueOf(b.number, b.id))
      .flatMap(lines);
  return [
    "table inet acl {",
    "chain untracked {",
    "type filter hook prerouting priority -300;",
    "notrack",
    "}",
    "chain edge {",
    "type filter hook forward priority 0; policy drop;",
    // What stays in the subnet meets no ACL: a gateway in the subnet of its client.
    'iifname "lan" oifname "lan" accept',
    'iifname "lan" jump outward',
    'oifname "lan" jump inward',
    "}",
    "chain outward {",
    ...entries("egress"),
    "drop",
    "}",
    "chain inward {",
    ...entries("ingress"),
    "drop",
    "}",
    "}",
  ].join("\n");
}

function lines(entry: NetworkAclEntry): readonly string[] {
  const verdict = valueOf(entry.action, entry.id) === "allow" ? "accept" : "drop";
  const which = entry.direction === "ingress" ? "saddr" : "daddr";
  return addressMatches(setOf(entry.addresses, entry.id), which).flatMap((address) =>
    transportMatches(setOf(entry.transport, entry.id)).map((match) => `${address} ${match} ${verdict}`),
  );
}

function aclOf(facts: FactBase, subnet: Subnet): string {
  const own = facts.networkAclAssociations.find((each) => linkOf(each.subnet, each.id) === subnet.id);
  if (own !== undefined) return linkOf(own.acl, own.id);
  return linkOf(factOf(facts.vpcs, linkOf(subnet.vpc, subnet.id), "VPC").defaultNetworkAcl, subnet.id);
}

/** Network ACLs as ordered filters on the edge of a subnet, without connection tracking: each packet stands alone. */
import type { FactBase, NetworkAclEntry, Subnet } from "../../../lib/terraform";
import { addressMatches, transportMatches } from "./match";
import { blockOf, factOf, linkOf, setOf, valueOf } from "./known";

/** The ruleset of the router of a subnet: `lan` is its subnet's side, `up` leads to a transit gateway. */
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
    "chain leaving {",
    "type filter hook forward priority 0;",
    // What stays in the subnet meets no ACL: a gateway in the subnet of its client, or of what it is attached to.
    'iifname "lan" oifname != "lan" jump outward',
    ...elsewhere(subnet).map((away) => `iifname "up*" ${away} jump outward`),
    "}",
    "chain entering {",
    "type filter hook forward priority 10;",
    'iifname { "fab", "nat*" } oifname "lan" jump inward',
    // Into a transit gateway, from whichever subnet (Transit gateway guide, "Network ACLs").
    'oifname "up*" jump inward',
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

/** Matches of what is not addressed to the subnet. */
function elsewhere(subnet: Subnet): readonly string[] {
  const blocks = subnet.blocks.map((block) => blockOf(block, subnet.id));
  return ([4, 6] as const).map((family) => {
    const own = blocks.filter((block) => block.family === family);
    const name = family === 4 ? "ip" : "ip6";
    return own.length === 0 ? `meta nfproto ipv${String(family)}` : `${name} daddr != { ${own.join(", ")} }`;
  });
}

function aclOf(facts: FactBase, subnet: Subnet): string {
  const own = facts.networkAclAssociations.find((each) => linkOf(each.subnet, each.id) === subnet.id);
  if (own !== undefined) return linkOf(own.acl, own.id);
  return linkOf(factOf(facts.vpcs, linkOf(subnet.vpc, subnet.id), "VPC").defaultNetworkAcl, subnet.id);
}

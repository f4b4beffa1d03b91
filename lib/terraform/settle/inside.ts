/**
 * Facts that stand in a list of their owner or beside it as resources of their own: which list that is, and by what two of
 * them are one thing in AWS.
 */
import { AddressSet } from "../../model";
import type { Bounded, Fact, FactId, Link, Route, RulePeer, SecurityGroupRule } from "../facts";
import type { FactOf } from "../reading/lists";
import type { Reading } from "../reading/reading";
import { Names, targetOf } from "./links";

export type KeptName =
  "securityGroupRules" | "networkAclEntries" | "networkAclAssociations" | "routes" | "routePropagations";

/** What a link means, as a text that is the same for all its names. */
export type IdOf = (link: Link) => FactId;

export interface Kept<F extends Fact> {
  readonly owner: (fact: F) => Link;
  /** The list of the owner. */
  readonly attribute: (fact: F) => string;
  /** What is in AWS but once; what is not known is like nothing else. */
  readonly keys: (fact: F, id: IdOf) => readonly string[];
}

export const kept: { readonly [N in KeptName]: Kept<FactOf<N>> } = {
  securityGroupRules: { owner: ({ group }) => group, attribute: ({ direction }) => direction, keys: ruleKeys },
  networkAclEntries: {
    owner: ({ acl }) => acl,
    attribute: ({ direction }) => direction,
    keys: (one, id) => [`${id(one.acl)} ${one.direction} ${"exact" in one.number ? String(one.number.exact) : one.id}`],
  },
  networkAclAssociations: {
    owner: ({ acl }) => acl,
    attribute: () => "subnet_ids",
    keys: (one, id) => [`${id(one.acl)} ${id(one.subnet)}`],
  },
  routes: { owner: ({ table }) => table, attribute: () => "route", keys: (one, id) => [routeKey(one, id)] },
  routePropagations: {
    owner: ({ table }) => table,
    attribute: () => "propagating_vgws",
    keys: (one, id) => [`${id(one.table)} ${id(one.gateway)}`],
  },
};

export const keptNames = Object.keys(kept) as readonly KeptName[];

/** Resources that have such lists. */
export const owners: ReadonlySet<string> = new Set([
  "aws_security_group",
  "aws_default_security_group",
  "aws_network_acl",
  "aws_default_network_acl",
  "aws_route_table",
  "aws_default_route_table",
  "aws_ec2_managed_prefix_list",
]);

/** Resources that make what stands in such a list, beside its owner. */
export const beside: ReadonlySet<string> = new Set([
  "aws_security_group_rule",
  "aws_vpc_security_group_ingress_rule",
  "aws_vpc_security_group_egress_rule",
  "aws_network_acl_rule",
  "aws_network_acl_association",
  "aws_route",
  "aws_vpn_gateway_route_propagation",
]);

export function idsIn(reading: Reading): IdOf {
  const names = new Names(reading.aliases, new Set());
  return (link) => names.resolve(targetOf(link) ?? (link.how === "outside" ? link.id : JSON.stringify(link)));
}

/** All that a link to an owner may mean, each as `id` writes it. */
export function eachOf(link: Link, id: IdOf): readonly FactId[] {
  return link.how === "ambiguous" ? link.among.map((to) => id({ how: "symbol", to })) : [id(link)];
}

function routeKey(route: Route, id: IdOf): string {
  const { destination } = route;
  const to =
    "prefixList" in destination
      ? id(destination.prefixList)
      : "exact" in destination.block
        ? destination.block.exact.toString()
        : route.id;
  return `${id(route.table)} ${to}`;
}

/** Addresses block by block, so that one rule with two blocks is the same as two with one. */
export function apart(peer: RulePeer): readonly RulePeer[] {
  if (peer.kind !== "addresses" || !("exact" in peer.addresses)) return [peer];
  return peer.addresses.exact
    .toCidrs()
    .map((cidr) => ({ kind: "addresses", addresses: { exact: AddressSet.of([cidr]) } }));
}

export function ruleKeys(rule: SecurityGroupRule, id: IdOf): readonly string[] {
  return rule.peers.flatMap(apart).map((peer) => ruleKey(rule, peer, id));
}

export function ruleKey(rule: SecurityGroupRule, peer: RulePeer, id: IdOf): string {
  const transport = "exact" in rule.transport ? rule.transport.exact.toString() : rule.id;
  return `${id(rule.group)} ${rule.direction} ${transport} ${peerKey(peer, id, rule.id)}`;
}

function peerKey(peer: RulePeer, id: IdOf, fallback: string): string {
  switch (peer.kind) {
    case "addresses":
      return text(peer.addresses) ?? fallback;
    case "group":
      return `group ${id(peer.group)}`;
    case "prefix-list":
      return `list ${id(peer.list)}`;
  }
}

function text(addresses: Bounded<AddressSet>): string | undefined {
  return "exact" in addresses ? addresses.exact.toString() : undefined;
}

/**
 * Drops what a state shows on a group, an ACL, a table or a VPN connection when a resource of its own makes it, and subnets that it shows
 * on a default ACL when another ACL has them.
 *
 * A rule, entry or route that is seen on its owner and that no resource makes was made by someone else, and stays: it is
 * as real as the others. In a state it may be gone: Terraform asks for the owner before an apply, and not again when the
 * apply destroys what a resource had made beside it. A state does not tell that from what is written in the owner.
 */
import { AddressSet } from "../../model";
import type {
  Bounded,
  Fact,
  FactId,
  Link,
  NetworkAclAssociation,
  Presence,
  Route,
  RulePeer,
  SecurityGroupRule,
} from "../facts";
import type { Reading } from "../reading/reading";
import { Names, targetOf } from "./links";

/** `before` holds what changing resources said before the change. */
export function dropSeenOnOwner(reading: Reading, before: Reading): void {
  if (reading.seenOnOwner.size === 0) return;
  const { lists } = reading;
  const names = new Names(reading.aliases, new Set());
  const id = (link: Link) => names.resolve(targetOf(link) ?? (link.how === "outside" ? link.id : JSON.stringify(link)));
  drop(reading, lists.routes, before.lists.routes, (one) => [routeKey(one, id)]);
  drop(reading, lists.routePropagations, before.lists.routePropagations, (one) => [
    `${id(one.table)} ${id(one.gateway)}`,
  ]);
  drop(reading, lists.vpnRoutes, before.lists.vpnRoutes, (one) => [
    `${id(one.connection)} ${"exact" in one.block ? one.block.exact.toString() : one.id}`,
  ]);
  drop(reading, lists.networkAclEntries, before.lists.networkAclEntries, (one) => [
    `${id(one.acl)} ${one.direction} ${"exact" in one.number ? String(one.number.exact) : one.id}`,
  ]);
  dropLeft(reading, before.lists.networkAclAssociations, id);
  const apartFrom = lists.securityGroupRules.filter((one) => !reading.seenOnOwner.has(one.id));
  const gone = before.lists.securityGroupRules.filter((one) => !before.seenOnOwner.has(one.id));
  const kept = new Set([...apartFrom, ...gone].flatMap((one) => ruleKeys(one, id)));
  const rest = lists.securityGroupRules.flatMap((one) => {
    if (!reading.seenOnOwner.has(one.id)) return [one];
    const peers = one.peers.flatMap(apart).filter((peer) => !kept.has(ruleKey(one, peer, id)));
    return peers.length === 0 && one.peers.length > 0 ? [] : [{ ...one, peers }];
  });
  lists.securityGroupRules.splice(0, Infinity, ...rest);
  doubtWhatMayBeGone(reading);
}

/** A subnet has one ACL: what a resource says of it holds, then what an ACL of its own shows, then what the default one does. */
function dropLeft({ lists, seenOnOwner }: Reading, gone: readonly NetworkAclAssociation[], id: (link: Link) => FactId) {
  const list = lists.networkAclAssociations;
  const both = (one: NetworkAclAssociation): string => `${id(one.acl)} ${id(one.subnet)}`;
  const left = new Set(gone.map(both));
  const apart = list.filter((one) => !seenOnOwner.has(one.id));
  const held = new Set(apart.map((one) => id(one.subnet)));
  const seen = list.filter((one) => seenOnOwner.has(one.id) && !held.has(id(one.subnet)) && !left.has(both(one)));
  const isDefault = ({ type }: NetworkAclAssociation): boolean => type === "aws_default_network_acl";
  const inOthers = new Set(seen.filter((one) => !isDefault(one)).map((one) => id(one.subnet)));
  list.splice(0, Infinity, ...apart, ...seen.filter((one) => !isDefault(one) || !inOthers.has(id(one.subnet))));
}

function doubtWhatMayBeGone({ lists, perhapsGone }: Reading): void {
  if (perhapsGone.size === 0) return;
  const { routes, routePropagations, vpnRoutes, securityGroupRules, networkAclEntries, networkAclAssociations } = lists;
  // Where no resource joins any subnet to an ACL, the ACLs name their subnets.
  const areJoined = networkAclAssociations.some(({ type }) => type === "aws_network_acl_association");
  const told = [routes, routePropagations, vpnRoutes, securityGroupRules, networkAclEntries];
  for (const list of [...told, ...(areJoined ? [networkAclAssociations] : [])] as Fact[][])
    list.forEach((one, at) => {
      if (perhapsGone.has(one.id)) list[at] = { ...one, presence: mayBeGone(one) };
    });
}

function mayBeGone({ presence, source }: Fact): Presence {
  if (presence.is === "possible") return presence;
  const at = source.attribute === undefined ? source.address : `${source.address}.${source.attribute}`;
  const detail =
    "Terraform may have read it before it last destroyed what stands beside it, which a plan tells and a state does not";
  return { is: "possible", many: false, because: { kind: "outside", at, detail } };
}

function drop<T extends Fact>(
  reading: Reading,
  list: T[],
  gone: readonly T[],
  keys: (fact: T) => readonly string[],
): void {
  const made = new Set([...list.filter((one) => !reading.seenOnOwner.has(one.id)), ...gone].flatMap(keys));
  const rest = list.filter((one) => !reading.seenOnOwner.has(one.id) || keys(one).some((key) => !made.has(key)));
  list.splice(0, Infinity, ...rest);
}

function routeKey(route: Route, id: (link: Link) => FactId): string {
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
function apart(peer: RulePeer): readonly RulePeer[] {
  if (peer.kind !== "addresses" || !("exact" in peer.addresses)) return [peer];
  return peer.addresses.exact
    .toCidrs()
    .map((cidr) => ({ kind: "addresses", addresses: { exact: AddressSet.of([cidr]) } }));
}

function ruleKeys(rule: SecurityGroupRule, id: (link: Link) => FactId): readonly string[] {
  return rule.peers.flatMap(apart).map((peer) => ruleKey(rule, peer, id));
}

function ruleKey(rule: SecurityGroupRule, peer: RulePeer, id: (link: Link) => FactId): string {
  const transport = "exact" in rule.transport ? rule.transport.exact.toString() : rule.id;
  return `${id(rule.group)} ${rule.direction} ${transport} ${peerKey(peer, id, rule.id)}`;
}

function peerKey(peer: RulePeer, id: (link: Link) => FactId, fallback: string): string {
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

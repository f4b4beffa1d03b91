/**
 * Drops what a state shows on a group, an ACL, a table or a VPN connection when a resource of its own makes it, and subnets that it shows
 * on a default ACL when another ACL has them.
 *
 * A rule, entry or route that is seen on its owner and that no resource makes was made by someone else, and stays: it is
 * as real as the others. In a state it may be gone: Terraform asks for the owner before an apply, and not again when the
 * apply destroys what a resource had made beside it. A state does not tell that from what is written in the owner.
 */
import type { Fact, NetworkAclAssociation } from "../facts";
import type { FactOf, ListName } from "../reading/lists";
import type { Reading } from "../reading/reading";
import { apart, idsIn, kept, ruleKey, ruleKeys, type IdOf } from "./inside";
import { perhaps } from "./taken-away";

/** `before` holds what changing resources said before the change. */
export function dropSeenOnOwner(reading: Reading, before: Reading): void {
  if (reading.seenOnOwner.size === 0) return;
  const { lists } = reading;
  const id = idsIn(reading);
  // What was in an owner is no resource of its own.
  const gone = <F extends Fact>(list: readonly F[]): readonly F[] =>
    list.filter((one) => !before.seenOnOwner.has(one.id));
  drop(reading, "routes", gone(before.lists.routes), (one) => kept.routes.keys(one, id));
  drop(reading, "routePropagations", gone(before.lists.routePropagations), (one) =>
    kept.routePropagations.keys(one, id),
  );
  drop(reading, "vpnRoutes", gone(before.lists.vpnRoutes), (one) => [
    `${id(one.connection)} ${"exact" in one.block ? one.block.exact.toString() : one.id}`,
  ]);
  drop(reading, "networkAclEntries", gone(before.lists.networkAclEntries), (one) =>
    kept.networkAclEntries.keys(one, id),
  );
  dropLeft(reading, gone(before.lists.networkAclAssociations), id);
  const apartFrom = lists.securityGroupRules.filter((one) => !reading.seenOnOwner.has(one.id));
  const made = new Set([...apartFrom, ...gone(before.lists.securityGroupRules)].flatMap((one) => ruleKeys(one, id)));
  const rest = lists.securityGroupRules.flatMap((one) => {
    if (!reading.seenOnOwner.has(one.id)) return [one];
    const peers = one.peers.flatMap(apart).filter((peer) => !made.has(ruleKey(one, peer, id)));
    return peers.length === 0 && one.peers.length > 0 ? [] : [{ ...one, peers }];
  });
  reading.replace("securityGroupRules", rest);
  doubtWhatMayBeGone(reading);
}

/** A subnet has one ACL: what a resource says of it holds, then what an ACL of its own shows, then what the default one does. */
function dropLeft(reading: Reading, gone: readonly NetworkAclAssociation[], id: IdOf) {
  const { seenOnOwner } = reading;
  const list = reading.lists.networkAclAssociations;
  const both = (one: NetworkAclAssociation): string => kept.networkAclAssociations.keys(one, id).join();
  const left = new Set(gone.map(both));
  const apart = list.filter((one) => !seenOnOwner.has(one.id));
  const held = new Set(apart.map((one) => id(one.subnet)));
  const seen = list.filter((one) => seenOnOwner.has(one.id) && !held.has(id(one.subnet)) && !left.has(both(one)));
  const isDefault = ({ type }: NetworkAclAssociation): boolean => type === "aws_default_network_acl";
  const inOthers = new Set(seen.filter((one) => !isDefault(one)).map((one) => id(one.subnet)));
  const rest = seen.filter((one) => !isDefault(one) || !inOthers.has(id(one.subnet)));
  reading.replace("networkAclAssociations", [...apart, ...rest]);
}

function doubtWhatMayBeGone({ lists, perhapsGone }: Reading): void {
  if (perhapsGone.size === 0) return;
  const { routes, routePropagations, vpnRoutes, securityGroupRules, networkAclEntries, networkAclAssociations } = lists;
  // Where no resource joins any subnet to an ACL, the ACLs name their subnets.
  const areJoined = networkAclAssociations.some(({ type }) => type === "aws_network_acl_association");
  const told = [routes, routePropagations, vpnRoutes, securityGroupRules, networkAclEntries];
  for (const list of [...told, ...(areJoined ? [networkAclAssociations] : [])] as Fact[][])
    list.forEach((one, at) => {
      if (perhapsGone.has(one.id)) list[at] = perhaps(one, mayBeGone);
    });
}

const mayBeGone =
  "Terraform may have read it before it last destroyed what stands beside it, which a plan tells and a state does not";

function drop<N extends ListName>(
  reading: Reading,
  name: N,
  gone: readonly FactOf<N>[],
  keys: (fact: FactOf<N>) => readonly string[],
): void {
  const list = reading.lists[name] as readonly FactOf<N>[];
  const made = new Set([...list.filter((one) => !reading.seenOnOwner.has(one.id)), ...gone].flatMap(keys));
  reading.replace(
    name,
    list.filter((one) => !reading.seenOnOwner.has(one.id) || keys(one).some((key) => !made.has(key))),
  );
}

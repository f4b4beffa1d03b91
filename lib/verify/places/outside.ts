/** What is outside: networks that the inputs join to but do not describe, and the services of AWS. */
import { AddressSet, compareText } from "../../model";
import type { FactBase, FactId, Interface } from "../../terraform";
import { networkOf } from "../routing/announced";
import { ids, meanings } from "../world/links";

/** Where the service behind a gateway endpoint may be: what AWS's own lists may hold. */
export function serviceAddresses(facts: FactBase, publicSet: AddressSet): AddressSet {
  const lists = facts.prefixLists.filter(({ keptBy }) => keptBy === "aws");
  return lists.length === 0 ? publicSet : lists.reduce((set, list) => set.union(list.within), AddressSet.empty);
}

/** Every network that the inputs join to but do not describe. */
export function outsideNetworks(facts: FactBase): readonly FactId[] {
  const vpcs = new Set(ids(facts.vpcs));
  const isOutside = (link: Interface["subnets"][number]): boolean =>
    link.how === "outside" || link.how === "unknown" || ("to" in link && !vpcs.has(link.to));
  const attached = facts.transitAttachments.filter(({ peer }) =>
    "vpc" in peer
      ? isOutside(peer.vpc)
      : "transitGateway" in peer
        ? !meanings(peer.transitGateway, () => []).some(({ to }) => facts.transitGateways.some(({ id }) => id === to))
        : !("vpn" in peer) || !["exact", "symbol"].includes(peer.vpn.how),
  );
  return [
    ...new Set(facts.vpnConnections.map(networkOf)),
    ...ids(facts.directConnectAssociations),
    ...ids(facts.peerings.filter(({ requester, accepter }) => isOutside(requester) || isOutside(accepter))),
    ...ids(attached),
  ].sort(compareText);
}

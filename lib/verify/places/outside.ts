/** What is outside: networks that the inputs join to but do not describe, and the services of AWS. */
import { AddressSet, compareText } from "../../model";
import type { Endpoint, FactBase, FactId, Interface } from "../../terraform";
import { networkOf } from "../routing/announced";
import { carries, ids, meanings } from "../world/links";
import type { World } from "../world/world";

/**
 * Where the service behind a gateway endpoint may be: among the public addresses that AWS's own lists may hold, since an
 * endpoint stands in for the service's public one (VPC PrivateLink guide, "Gateway endpoints").
 */
export function serviceAddresses({ facts, vpcs }: World, endpoint: Endpoint, publicSet: AddressSet): AddressSet {
  const lists = facts.prefixLists.filter(({ keptBy }) => keptBy === "aws");
  const listed = lists.length === 0 ? publicSet : lists.reduce((set, list) => set.union(list.within), AddressSet.empty);
  // The list that an endpoint names is of IPv4; over IPv6 the service may be anywhere.
  const all = carries(endpoint, 6) === "no" ? listed : listed.union(AddressSet.everythingV6);
  const [near, ...others] = meanings(endpoint.vpc, () => ids(facts.vpcs));
  const local = near?.sure === true && others.length === 0 ? vpcs.get(near.to)?.blocks.must : undefined;
  return all.intersect(publicSet).subtract(local ?? AddressSet.empty);
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

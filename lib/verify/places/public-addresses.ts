/** The addresses of the internet: what is left without those that no one routes there. */
import { AddressSet, Cidr, publicV4 } from "../../model";
import type { FactBase } from "../../terraform";
import { blocksOf } from "../world/bounds";
import { nat64 } from "../world/world";

/** What is allocated to the internet in IPv6 (RFC 4291, section 2.4), without documentation (RFC 3849). */
const routedV6 = AddressSet.of([Cidr.of("2000::/3")]).subtract(AddressSet.of([Cidr.of("2001:db8::/32")]));

/**
 * The internet as seen from these networks: without the blocks of their own VPCs, and with what a NAT gateway translates to
 * IPv4.
 */
export function publicAddresses(facts: FactBase): AddressSet {
  const own = facts.vpcs.reduce((set, vpc) => set.union(blocksOf(vpc.blocks).must), AddressSet.empty);
  const translated = facts.natGateways.length > 0 ? nat64 : AddressSet.empty;
  return publicV4.union(routedV6).union(translated).subtract(own);
}

/** The addresses of the internet: all that it routes. */
import { AddressSet, Cidr, publicV4 } from "../../model";
import type { FactBase } from "../../terraform";
import { nat64 } from "../world/world";

/** What is allocated to the internet in IPv6 (RFC 4291, section 2.4), without documentation (RFC 3849). */
const routedV6 = AddressSet.of([Cidr.of("2000::/3")]).subtract(AddressSet.of([Cidr.of("2001:db8::/32")]));

/**
 * The internet, with what a NAT gateway translates to IPv4. A VPC may have some of these addresses too: they are local there,
 * and where a route leads to it.
 */
export function publicAddresses(facts: FactBase): AddressSet {
  const translated = facts.natGateways.length > 0 ? nat64 : AddressSet.empty;
  return publicV4.union(routedV6).union(translated);
}

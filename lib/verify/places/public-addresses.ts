/** The addresses of the internet: what is left without those that no one routes there. */
import { AddressSet, Cidr } from "../../model";
import type { FactBase } from "../../terraform";
import { blocksOf } from "../world/bounds";

/** IPv4 blocks that the internet does not route (RFC 6890 and the registry that it founded). */
const notRouted = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
].map((block) => Cidr.of(block));
/** What is allocated to the internet in IPv6 (RFC 4291, section 2.4), without documentation (RFC 3849). */
const routedV6 = AddressSet.of([Cidr.of("2000::/3")]).subtract(AddressSet.of([Cidr.of("2001:db8::/32")]));

/** The internet as seen from these networks: without the blocks of their own VPCs. */
export function publicAddresses(facts: FactBase): AddressSet {
  const own = facts.vpcs.reduce((set, vpc) => set.union(blocksOf(vpc.blocks).must), AddressSet.empty);
  return AddressSet.everythingV4.subtract(AddressSet.of(notRouted)).union(routedV6).subtract(own);
}

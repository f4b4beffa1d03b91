/**
 * Which of the addresses that show the same a reader expects to see.
 *
 * Decides only the order in which pieces of addresses are looked at: every one is looked at before it is said that none shows
 * it. An interface has a private address, or an IPv6 one; what is outside has any that is not set apart for something else.
 */
import { AddressSet, Cidr, privateNetworks } from "../../model";
import type { Spot } from "../places/places";
import type { Rank, RankRange } from "../sets/address-atoms";
import { nat64, type World } from "../world/world";

/** This network, loopback, link-local, multicast and reserved (RFC 6890); what a NAT gateway translates; all other IPv6. */
const setApart = ["0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/3"].map((block) => Cidr.of(block));
const usualV6 = AddressSet.of(["2000::/3", "fc00::/7"].map((block) => Cidr.of(block))).subtract(nat64);
const usual = AddressSet.everythingV4.subtract(AddressSet.of(setApart)).union(usualV6);
const usualInside = AddressSet.of(privateNetworks).union(usualV6);

/** Whether a reader expects an end to have the addresses of a piece. */
export function isExpected({ atoms }: World, { subnet }: Spot, rank: Rank): boolean {
  const { family, value } = atoms.first(rank);
  return has(subnet === undefined ? usual : usualInside, family, value);
}

/** All pieces of a range: those that are expected first, each in their order. */
export function* expectedFirst(world: World, spot: Spot, [from, end]: RankRange): Generator<Rank> {
  for (const wanted of [true, false])
    for (let rank = from; rank < end; rank += 1) if (isExpected(world, spot, rank) === wanted) yield rank;
}

function has(set: AddressSet, family: 4 | 6, value: bigint): boolean {
  return set.intervals(family).some(([start, end]) => start <= value && value < end);
}

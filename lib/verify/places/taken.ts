/**
 * Addresses that places outside AWS and described VPCs both may have.
 *
 * Decides only which addresses have more than one candidate. Whose they are the ways of AWS decide, for each subnet: its own
 * VPC keeps its blocks local, and a route to a peering or a transit gateway takes those of others. Refuses to take an address
 * from a place because some VPC has it that may be joined to nothing. The blocks of a VPC that has all the subnets are never
 * anything else's: no way of AWS leads them out.
 */
import { AddressSet } from "../../model";
import type { FactId } from "../../terraform";
import type { World } from "../world/world";
import type { Spot } from "./spot";

interface Taken {
  /** What no subnet sends outside. */
  readonly everywhere: AddressSet;
  /** What some VPC has, and another may send outside. */
  readonly somewhere: AddressSet;
}

export function takenByVpcs(world: World): Taken {
  const blocksOf = (id: FactId): AddressSet => world.vpcs.get(id)?.blocks.must ?? AddressSet.empty;
  const all = world.facts.vpcs.reduce((set, { id }) => set.union(blocksOf(id)), AddressSet.empty);
  const asking = new Set([...world.subnets.values()].map(({ vpc }) => vpc));
  const [only] = asking;
  const everywhere = asking.size === 1 && only !== undefined ? blocksOf(only) : AddressSet.empty;
  return { everywhere, somewhere: all.subtract(everywhere) };
}

/** What is declared to be behind one network. */
export function declaredBehind(network: FactId, spots: readonly Spot[]): AddressSet {
  return spots
    .filter(({ start }) => start.kind === "outside" && start.network === network)
    .reduce((set, { addresses }) => set.union(addresses), AddressSet.empty);
}

/**
 * Addresses that an object cannot have, because its subnet does not: taken for unknown, so that it may have any of the
 * subnet's. An emulator says such things, and an edited input may. An interface at no address of its subnet would otherwise
 * be in no answer at all. A VPC has what its subnets have: a block that the inputs do not tell was given to it elsewhere.
 */
import { AddressSet } from "../../model";
import type { Block, FactId, FactLists, Interface, Link, NatGateway, Subnet, UnknownReason, Vpc } from "../facts";
import { targetOf } from "./links";

export function forgetImpossibleAddresses(lists: FactLists): FactLists {
  const subnets = new Map(lists.subnets.map((one) => [one.id, one] as const));
  return {
    ...lists,
    vpcs: lists.vpcs.map((one) => withBlocksOf(lists.subnets, one)),
    natGateways: lists.natGateways.map((one): NatGateway => {
      if (!("exact" in one.address)) return one;
      const possible = fits(AddressSet.of([one.address.exact]), [one.subnet], subnets);
      return possible ? one : { ...one, address: { unknown: reason(one.id) } };
    }),
    interfaces: lists.interfaces.map((one): Interface => {
      if (!("exact" in one.addresses) || one.moreSubnets !== undefined) return one;
      const possible = fits(one.addresses.exact, one.subnets, subnets);
      return possible ? one : { ...one, addresses: { unknown: reason(one.id) } };
    }),
  };
}

/** AWS has no subnet outside its VPC's blocks (VPC user guide, "Subnet CIDR blocks"). */
function withBlocksOf(subnets: readonly Subnet[], vpc: Vpc): Vpc {
  const known = vpc.blocks.map((block) => ("exact" in block ? AddressSet.of([block.exact]) : block.within));
  const own = known.reduce((a, b) => a.union(b), AddressSet.empty);
  const rest = subnets
    .filter(({ vpc: link }) => targetOf(link) === vpc.id)
    .flatMap(({ id, blocks }) => blocks.flatMap((block) => ("exact" in block ? [{ id, exact: block.exact }] : [])))
    .filter(({ exact }) => !own.contains(AddressSet.of([exact])));
  if (rest.length === 0) return vpc;
  const detail = "its VPC is not said to have its block, which another may have given it";
  const blocks = rest.map(({ id, exact }): Block => ({
    within: AddressSet.of([exact]),
    because: { kind: "outside", at: id, detail },
  }));
  return { ...vpc, blocks: [...vpc.blocks, ...blocks] };
}

/** Whether the subnets may have the addresses; where one of them is not known, they may. */
function fits(addresses: AddressSet, links: readonly Link[], subnets: ReadonlyMap<FactId, Subnet>): boolean {
  let blocks = AddressSet.empty;
  for (const link of links) {
    const subnet = subnets.get(targetOf(link) ?? "");
    if (subnet === undefined) return true;
    for (const block of subnet.blocks) {
      if (!("exact" in block)) return true;
      blocks = blocks.union(AddressSet.of([block.exact]));
    }
  }
  return links.length === 0 || blocks.contains(addresses);
}

function reason(at: FactId): UnknownReason {
  return { kind: "malformed", at, detail: "its subnet does not have the address that it is said to have" };
}

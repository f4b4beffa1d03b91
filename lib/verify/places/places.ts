/**
 * The places that traffic starts from and ends at.
 *
 * Decides what is one place: interfaces of one subnet with the same groups are alike, since no filter tells them apart but
 * by address. A declared segment is its members and, in each of its subnets, an interface with its groups that is yet to be
 * made: so that an empty segment is proved too. A subnet in which nothing has an interface is listed, not passed over.
 */
import { AddressSet, Cidr, compareText } from "../../model";
import { FarEnds } from "../routing/far-ends";
import type { FactId } from "../../terraform";
import { networkOf } from "../routing/announced";
import { outsideNetworks, serviceAddresses } from "./outside";
import { declaredBehind, takenByVpcs } from "./taken";
import { farSpot, interfaceSpots, subnetSpot, type Spot } from "./spot";
import { isCertain, meanings, tri, type Meaning } from "../world/links";
import type { World } from "../world/world";
import type { DeclaredIntent, DeclaredSegment } from "./intent";

export type PlaceType = "segment" | "interfaces" | "outside" | "internet" | "service" | "empty-subnet";

export interface Place {
  readonly id: string;
  readonly type: PlaceType;
  readonly spots: readonly Spot[];
  /** What it is known by. Out of a connection to elsewhere packets may come with any other source. */
  readonly addresses: AddressSet;
  readonly segment: DeclaredSegment | undefined;
}

export type { Spot };

/** AWS's own services at these addresses are never the end of a route (VPC user guide, "Route tables"). */
const neverRouted = AddressSet.of([Cidr.of("169.254.168.0/22"), Cidr.of("fd00:ec2::/32")]);

export const internetId = "internet";

/** Every place, by id; segments first in the order of their names. */
export function placesOf(world: World, publicSet: AddressSet, intent: DeclaredIntent | undefined): readonly Place[] {
  const classes = interfaceSpots(world);
  const places: Place[] = [];
  const segments = [...(intent?.segments ?? [])].sort((a, b) => compareText(a.name, b.name));
  const membersOf = members(classes, segments);
  for (const segment of segments) {
    const spots =
      segment.subnets.length > 0 ? inside(world, segment, [...membersOf(segment)]) : outside(world, segment);
    places.push(place(segment.name, "segment", spots, segment));
  }
  const placed = new Set(places.flatMap(({ spots }) => spots));
  for (const spot of classes) if (!placed.has(spot)) places.push(place(spot.id, "interfaces", [spot], undefined));
  const used = new Set(places.flatMap(({ spots }) => spots.map(({ subnet }) => subnet?.id)));
  for (const subnet of world.subnets.values())
    if (!used.has(subnet.id))
      places.push({ ...place(subnet.id, "empty-subnet", [], undefined), addresses: subnet.blocks.may });
  // What a declared segment outside has is that segment's; the rest of a network has no name but its own.
  const named = AddressSet.of(
    segments
      .filter(({ subnets }) => subnets.length === 0)
      .flatMap(({ blocks }) => blocks.map((block) => Cidr.of(block))),
  );
  const taken = takenByVpcs(world);
  const declared = places.filter(({ type }) => type === "segment").flatMap(({ spots }) => spots);
  // What comes out of a connection may have any address as its source, whatever is announced over it.
  const any = AddressSet.everything.subtract(taken.everywhere).subtract(neverRouted);
  const rest = any.subtract(taken.somewhere).subtract(named);
  const ends = new FarEnds(world);
  for (const network of outsideNetworks(world.facts)) {
    const start = { kind: "outside", network, towards: undefined } as const;
    const here = declaredBehind(network, declared);
    const others = named.subtract(here);
    const shared = { all: taken.somewhere.union(others), declared: others };
    const spot = farSpot(world, network, start, any.subtract(here), false, shared);
    const told = ends.addresses(network);
    places.push({
      ...place(network, "outside", [spot], undefined),
      addresses: told.equals(AddressSet.everything) ? rest : spot.addresses.intersect(told),
    });
  }
  for (const endpoint of world.facts.endpoints)
    if ("exact" in endpoint.kind && endpoint.kind.exact === "gateway")
      places.push(
        place(
          endpoint.id,
          "service",
          [
            {
              ...farSpot(
                world,
                endpoint.id,
                { kind: "outside", network: endpoint.id, towards: undefined },
                serviceAddresses(world, endpoint, publicSet),
                false,
              ),
              certain: isCertain(endpoint),
              groups: endpoint.list === undefined ? [] : meanings(endpoint.list, () => []),
              endpoint: endpoint.id,
            },
          ],
          undefined,
        ),
      );
  const start = { kind: "internet", vpc: "", carries: "question" } as const;
  const shared = { all: taken.somewhere.intersect(publicSet), declared: AddressSet.empty };
  const internet = farSpot(world, internetId, start, publicSet.subtract(taken.everywhere), false, shared);
  places.push({
    ...place(internetId, "internet", [internet], undefined),
    addresses: internet.addresses.subtract(taken.somewhere),
  });
  return places;
}

function place(id: string, type: PlaceType, spots: readonly Spot[], segment: DeclaredSegment | undefined): Place {
  return {
    id,
    type,
    spots,
    segment,
    addresses: spots.reduce((set, spot) => set.union(spot.addresses), AddressSet.empty),
  };
}

/**
 * Finds what is in a segment's subnets or wears its groups, in the order of `classes`. What surely is in its subnet with its
 * groups belongs to it alone; what has a part of several segments belongs to each of them, and is held to what each declares.
 */
function members(
  classes: readonly Spot[],
  segments: readonly DeclaredSegment[],
): (segment: DeclaredSegment) => readonly Spot[] {
  const having = new Map<string, Set<DeclaredSegment>>();
  for (const segment of segments)
    for (const sign of [...segment.subnets, ...segment.groups])
      having.set(sign, (having.get(sign) ?? new Set()).add(segment));
  const found = new Map<DeclaredSegment, Spot[]>(segments.map((segment) => [segment, []]));
  for (const spot of classes) {
    const signs = [...(spot.subnet === undefined ? [] : [spot.subnet.id]), ...spot.groups.map(({ to }) => to)];
    const all = [...new Set(signs.flatMap((sign) => [...(having.get(sign) ?? [])]))];
    const wholly = all.filter((segment) => isWholly(spot, segment));
    for (const segment of wholly.length > 0 ? wholly : all) found.get(segment)?.push(spot);
  }
  return (segment) => found.get(segment) ?? [];
}

function isWholly({ certain, subnet, groups }: Spot, segment: DeclaredSegment): boolean {
  return (
    certain &&
    subnet !== undefined &&
    segment.subnets.includes(subnet.id) &&
    segment.groups.every((group) => groups.some(({ to, sure }) => sure && to === group))
  );
}

/** The spots of a segment in AWS: its members, and one in each of its subnets that is yet to be made. */
function inside(world: World, segment: DeclaredSegment, spots: Spot[]): readonly Spot[] {
  const groups = segment.groups.map((to) => ({ to, sure: true }));
  for (const id of segment.subnets) {
    const subnet = world.subnet(id);
    if (subnet === undefined) continue;
    const alike = spots.some(
      (spot) =>
        spot.subnet?.id === id &&
        spot.certain &&
        spot.clients === undefined &&
        spot.addresses.equals(subnet.hosts) &&
        sameGroups(spot.groups, groups),
    );
    if (alike) continue;
    const maps = tri(subnet.fact.mapsPublicAddress, (on) => on);
    spots.push(
      subnetSpot(
        world,
        `${segment.name} in ${id}`,
        subnet,
        { groups, more: false, any: false },
        subnet.hosts,
        maps,
        true,
        [],
      ),
    );
  }
  return spots;
}

/**
 * A segment that is only blocks: at its site when that is declared, else behind every connection that may have them, or
 * joined in a way that is not described.
 */
function outside(world: World, segment: DeclaredSegment): readonly Spot[] {
  const blocks = AddressSet.of(segment.blocks.map((block) => Cidr.of(block)));
  const described = outsideNetworks(world.facts);
  const behind = (network: FactId, addresses: AddressSet): Spot => {
    const start = { kind: "outside", network, towards: undefined } as const;
    return farSpot(world, `${segment.name} behind ${network}`, start, addresses, false);
  };
  const site = world.facts.vpnConnections.find((each) => each.site?.name === segment.site);
  if (segment.site !== undefined && site !== undefined) return [behind(networkOf(site), blocks)];
  if (described.length === 0)
    return [farSpot(world, segment.name, { kind: "outside", network: segment.name, towards: undefined }, blocks, true)];
  const ends = new FarEnds(world);
  const carrying = described.flatMap((network) => {
    const here = ends.addresses(network).intersect(blocks);
    return here.isEmpty() ? [] : [behind(network, here)];
  });
  return carrying.length > 0 ? carrying : described.map((network) => behind(network, blocks));
}

function sameGroups(a: readonly Meaning[], b: readonly Meaning[]): boolean {
  return a.length === b.length && a.every(({ to, sure }) => sure && b.some((other) => other.to === to));
}

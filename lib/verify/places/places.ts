/**
 * The places that traffic starts from and ends at.
 *
 * Decides what is one place: interfaces of one subnet with the same groups are alike, since no filter tells them apart but
 * by address. A declared segment is its members and, in each of its subnets, an interface with its groups that is yet to be
 * made: so that an empty segment is proved too. A subnet in which nothing has an interface is listed, not passed over.
 */
import { AddressSet, Cidr, compareText } from "../../model";
import type { FactBase, FactId, Interface } from "../../terraform";
import type { Filter } from "../filters/filter";
import { openFilter } from "../filters/filter";
import type { Start } from "../routing/walker";
import { membershipOf } from "../world/membership";
import { TransitTables } from "../routing/transit-tables";
import type { RankRange } from "../sets/address-atoms";
import { ids, meanings, tri, type Meaning, type Tri } from "../world/links";
import type { KnownSubnet, World } from "../world/world";
import type { DeclaredIntent, DeclaredSegment } from "./intent";

export type PlaceType = "segment" | "interfaces" | "outside" | "internet" | "service" | "empty-subnet";

/** Ends that nothing tells apart but their addresses. */
export interface Spot {
  readonly id: string;
  readonly start: Start;
  readonly subnet: KnownSubnet | undefined;
  readonly addresses: AddressSet;
  readonly v4: readonly RankRange[];
  readonly v6: readonly RankRange[];
  readonly out: Filter;
  readonly in: Filter;
  /** What rules that name a group can match. */
  readonly groups: readonly Meaning[];
  readonly unfiltered: boolean;
  /** It may be in groups beyond these. */
  readonly moreGroups: boolean;
  readonly publicAddress: Tri;
  /** Whether it surely has these groups and this subnet. */
  readonly certain: boolean;
  /** The interfaces; empty for one that is yet to be made. */
  readonly interfaces: readonly FactId[];
  /** The gateway endpoint that this is the service behind. */
  readonly endpoint: FactId | undefined;
  /** The network is joined in a way that the inputs do not describe; see the assumption in the answer. */
  readonly assumed: boolean;
}

export interface Place {
  readonly id: string;
  readonly type: PlaceType;
  readonly spots: readonly Spot[];
  readonly addresses: AddressSet;
  readonly segment: DeclaredSegment | undefined;
}

export const internetId = "internet";

/** Every place, by id; segments first in the order of their names. */
export function placesOf(world: World, publicSet: AddressSet, intent: DeclaredIntent | undefined): readonly Place[] {
  const classes = interfaceSpots(world);
  const taken = new Set<Spot>();
  const places: Place[] = [];
  const segments = [...(intent?.segments ?? [])].sort((a, b) => compareText(a.name, b.name));
  for (const segment of segments) {
    const spots = segment.subnets.length > 0 ? inside(world, segment, classes, taken) : outside(world, segment);
    places.push(place(segment.name, "segment", spots, segment));
  }
  for (const spot of classes) if (!taken.has(spot)) places.push(place(spot.id, "interfaces", [spot], undefined));
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
  for (const network of outsideNetworks(world.facts)) {
    const { may } = new TransitTables(world).addresses(network);
    const own = world.facts.vpcs.reduce(
      (set, { id }) => set.union(world.vpcs.get(id)?.blocks.must ?? AddressSet.empty),
      AddressSet.empty,
    );
    places.push(
      place(
        network,
        "outside",
        [
          farSpot(
            world,
            network,
            { kind: "outside", network, towards: undefined },
            may.subtract(own).subtract(named),
            false,
          ),
        ],
        undefined,
      ),
    );
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
                serviceAddresses(world.facts, publicSet),
                false,
              ),
              endpoint: endpoint.id,
            },
          ],
          undefined,
        ),
      );
  places.push(
    place(
      internetId,
      "internet",
      [farSpot(world, internetId, { kind: "internet", vpc: "", carries: "question" }, publicSet, false)],
      undefined,
    ),
  );
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

function inside(world: World, segment: DeclaredSegment, classes: readonly Spot[], taken: Set<Spot>): readonly Spot[] {
  const spots: Spot[] = [];
  for (const spot of classes) {
    const here = spot.subnet !== undefined && segment.subnets.includes(spot.subnet.id);
    const wears = spot.groups.some(({ to }) => segment.groups.includes(to));
    if (taken.has(spot) || !(here || wears)) continue;
    taken.add(spot);
    spots.push(spot);
  }
  const groups = segment.groups.map((to) => ({ to, sure: true }));
  for (const id of segment.subnets) {
    const subnet = world.subnet(id);
    if (subnet === undefined) continue;
    const alike = spots.some(
      (spot) =>
        spot.subnet?.id === id &&
        spot.certain &&
        spot.addresses.equals(subnet.hosts) &&
        sameGroups(spot.groups, groups),
    );
    if (alike) continue;
    const maps = tri(subnet.fact.mapsPublicAddress, (on) => on);
    spots.push(
      subnetSpot(world, `${segment.name} in ${id}`, subnet, { groups, more: false }, subnet.hosts, maps, true, []),
    );
  }
  return spots;
}

/** A segment that is only blocks: behind every connection that may have them, or joined in a way that is not described. */
function outside(world: World, segment: DeclaredSegment): readonly Spot[] {
  const blocks = AddressSet.of(segment.blocks.map((block) => Cidr.of(block)));
  const tables = new TransitTables(world);
  const described = outsideNetworks(world.facts);
  const carrying = described.filter((network) => tables.addresses(network).may.overlaps(blocks));
  if (described.length > 0 && carrying.length === 0)
    return described.map((network) =>
      farSpot(
        world,
        `${segment.name} behind ${network}`,
        { kind: "outside", network, towards: undefined },
        blocks,
        false,
      ),
    );
  if (carrying.length === 0)
    return [farSpot(world, segment.name, { kind: "outside", network: segment.name, towards: undefined }, blocks, true)];
  return carrying.map((network) =>
    farSpot(
      world,
      `${segment.name} behind ${network}`,
      { kind: "outside", network, towards: undefined },
      blocks.intersect(tables.addresses(network).may),
      false,
    ),
  );
}

function interfaceSpots(world: World): readonly Spot[] {
  const classes = new Map<
    string,
    { subnet: KnownSubnet; faces: Interface[]; certain: boolean; known: AddressSet | undefined }
  >();
  const allGroups = ids(world.facts.securityGroups);
  for (const face of world.facts.interfaces) {
    const places = face.subnets.flatMap((link) => meanings(link, () => ids(world.facts.subnets)));
    for (const { to, sure } of face.moreSubnets === undefined
      ? places
      : [...world.subnets.keys()].map((id) => ({ to: id, sure: false }))) {
      const subnet = world.subnet(to);
      if (subnet === undefined) continue;
      const { groups, more } = membershipOf(face, allGroups);
      const name =
        groups === "unfiltered" ? groups : groups.map((group) => `${group.to}${group.sure ? "" : "?"}`).join(" + ");
      const publicAddress = tri(face.publicAddress, (on) => on);
      const v6 = tri(face.ipv6, (on) => on) !== "no";
      const known = "exact" in face.addresses ? face.addresses.exact.intersect(subnet.blocks.may) : undefined;
      const certain = sure && face.presence.is === "certain" && face.maybeSameAs === undefined;
      const key = JSON.stringify([to, name, more, publicAddress, v6, certain, known === undefined]);
      const entry = classes.get(key);
      if (entry === undefined) classes.set(key, { subnet, faces: [face], certain, known });
      else {
        entry.faces.push(face);
        entry.known = known === undefined ? undefined : entry.known?.union(known);
      }
    }
  }
  return [...classes.values()]
    .map(({ subnet, faces, certain, known }) => {
      const first = faces[0] as Interface;
      const membership = membershipOf(first, allGroups);
      const names =
        membership.groups === "unfiltered"
          ? "unfiltered"
          : membership.groups.map(({ to, sure }) => (sure ? to : `${to}?`)).join(" + ");
      const v6 = tri(first.ipv6, (on) => on) !== "no";
      const hosts = known ?? (v6 ? subnet.hosts : subnet.hosts.intersect(AddressSet.everythingV4));
      const publicAddress = tri(first.publicAddress, (on) => on);
      const id = `${subnet.id} × ${names}${publicAddress === "yes" ? " (public)" : ""}${certain ? "" : " (perhaps)"}${known === undefined ? "" : " at known addresses"}`;
      return subnetSpot(
        world,
        id,
        subnet,
        membership,
        hosts,
        publicAddress,
        certain,
        faces.map((face) => face.id),
      );
    })
    .sort((a, b) => compareText(a.id, b.id));
}

function subnetSpot(
  world: World,
  id: string,
  subnet: KnownSubnet,
  membership: Parameters<World["groups"]["filter"]>[0],
  addresses: AddressSet,
  publicAddress: Tri,
  certain: boolean,
  interfaces: readonly FactId[],
): Spot {
  return {
    id,
    subnet,
    addresses,
    publicAddress,
    certain,
    interfaces,
    start: { kind: "subnet", subnet: subnet.id },
    ...ranges(world, addresses),
    out: world.groups.filter(membership, "egress"),
    in: world.groups.filter(membership, "ingress"),
    groups: membership.groups === "unfiltered" ? [] : membership.groups,
    unfiltered: membership.groups === "unfiltered",
    moreGroups: membership.more,
    endpoint: undefined,
    assumed: false,
  };
}

function farSpot(world: World, id: string, start: Start, addresses: AddressSet, assumed: boolean): Spot {
  return {
    id,
    start,
    addresses,
    assumed,
    ...ranges(world, addresses),
    subnet: undefined,
    out: openFilter(id),
    in: openFilter(id),
    groups: [],
    unfiltered: true,
    moreGroups: false,
    publicAddress: "yes",
    certain: true,
    interfaces: [],
    endpoint: undefined,
  };
}

function ranges(
  world: World,
  addresses: AddressSet,
): { readonly v4: readonly RankRange[]; readonly v6: readonly RankRange[] } {
  return {
    v4: world.atoms.ranges(addresses.intersect(AddressSet.everythingV4)),
    v6: world.atoms.ranges(addresses.intersect(AddressSet.everythingV6)),
  };
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
    ...ids(facts.vpnConnections),
    ...ids(facts.directConnectAssociations),
    ...ids(facts.peerings.filter(({ requester, accepter }) => isOutside(requester) || isOutside(accepter))),
    ...ids(attached),
  ].sort(compareText);
}

/** Where the service behind a gateway endpoint may be: what AWS's own lists may hold. */
function serviceAddresses(facts: FactBase, publicSet: AddressSet): AddressSet {
  const lists = facts.prefixLists.filter(({ keptBy }) => keptBy === "aws");
  return lists.length === 0 ? publicSet : lists.reduce((set, list) => set.union(list.within), AddressSet.empty);
}

function sameGroups(a: readonly Meaning[], b: readonly Meaning[]): boolean {
  return a.length === b.length && a.every(({ to, sure }) => sure && b.some((other) => other.to === to));
}

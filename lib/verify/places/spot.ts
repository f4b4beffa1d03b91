/** The ends of traffic: interfaces that nothing tells apart but their addresses, and addresses outside. */
import { AddressSet, compareText } from "../../model";
import type { FactId, Interface, Link } from "../../terraform";
import { clientVpnFilter } from "../filters/client-vpn";
import { openFilter, type Filter } from "../filters/filter";
import type { GroupMembership } from "../filters/security-group";
import type { Start } from "../routing/walker";
import type { RankRange } from "../sets/address-atoms";
import { ids, meanings, tri, type Meaning, type Tri } from "../world/links";
import { membershipOf } from "../world/membership";
import type { KnownSubnet, World } from "../world/world";

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
  /** What rules that name a group, or the list of a service, can match. */
  readonly groups: readonly Meaning[];
  readonly unfiltered: boolean;
  /** It may be in groups beyond these. */
  readonly moreGroups: boolean;
  /** Those beyond may be any that a rule names. */
  readonly anyGroup: boolean;
  readonly publicAddress: Tri;
  /** Where its Client VPN endpoint lets it go; it is then never an end that others reach. */
  readonly clients: { readonly of: Link; readonly lets: Filter } | undefined;
  /** Whether it surely has these groups and this subnet. */
  readonly certain: boolean;
  /** The interfaces; empty for one that is yet to be made. */
  readonly interfaces: readonly FactId[];
  /** The gateway endpoint that this is the service behind. */
  readonly endpoint: FactId | undefined;
  /** The network is joined in a way that the inputs do not describe; see the assumption in the answer. */
  readonly assumed: boolean;
}

export function interfaceSpots(world: World): readonly Spot[] {
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
      const { groups, more, any } = membershipOf(face, allGroups);
      const name =
        groups === "unfiltered" ? groups : groups.map((group) => `${group.to}${group.sure ? "" : "?"}`).join(" + ");
      const publicAddress = tri(face.publicAddress, (on) => on);
      const v6 = tri(face.ipv6, (on) => on) !== "no";
      const known = "exact" in face.addresses ? face.addresses.exact.intersect(subnet.blocks.may) : undefined;
      const certain = sure && face.presence.is === "certain" && face.maybeSameAs === undefined;
      const key = JSON.stringify([
        to,
        name,
        more,
        any,
        publicAddress,
        v6,
        certain,
        known === undefined,
        face.clientVpn,
      ]);
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
      const id = `${subnet.id} × ${names}${publicAddress === "yes" ? " (public)" : ""}${certain ? "" : " (perhaps)"}${known === undefined ? "" : " at known addresses"}${first.clientVpn === undefined ? "" : " (Client VPN)"}`;
      const spot = subnetSpot(
        world,
        id,
        subnet,
        membership,
        hosts,
        publicAddress,
        certain,
        faces.map((face) => face.id),
      );
      const { clientVpn } = first;
      if (clientVpn === undefined) return spot;
      const lets = clientVpnFilter(world.facts, world.atoms, clientVpn, subnet.id);
      return { ...spot, clients: { of: clientVpn, lets } };
    })
    .sort((a, b) => compareText(a.id, b.id));
}

export function subnetSpot(
  world: World,
  id: string,
  subnet: KnownSubnet,
  membership: GroupMembership,
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
    clients: undefined,
    start: { kind: "subnet", subnet: subnet.id },
    ...ranges(world, addresses),
    out: world.groups.filter(membership, "egress"),
    in: world.groups.filter(membership, "ingress"),
    groups: membership.groups === "unfiltered" ? [] : membership.groups,
    unfiltered: membership.groups === "unfiltered",
    moreGroups: membership.more,
    anyGroup: membership.any,
    endpoint: undefined,
    assumed: false,
  };
}

export function farSpot(world: World, id: string, start: Start, addresses: AddressSet, assumed: boolean): Spot {
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
    anyGroup: false,
    publicAddress: "yes",
    clients: undefined,
    certain: true,
    interfaces: [],
    endpoint: undefined,
  };
}

/** The same kind of interface, at some of its addresses. */
export function narrowed(world: World, spot: Spot, addresses: AddressSet): Spot {
  return addresses.equals(spot.addresses) ? spot : { ...spot, addresses, ...ranges(world, addresses) };
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

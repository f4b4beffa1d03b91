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
  /** Whether its IPv6 addresses are open to the internet. */
  readonly internetV6: Tri;
  /** Where its Client VPN endpoint lets it go; it is then never an end that others reach. */
  readonly clients: { readonly of: Link; readonly lets: Filter } | undefined;
  /** Whether it has the IPv6 addresses that are listed; none may be. */
  readonly hasV6: Tri;
  /** As a client it uses any port from 1024 up (VPC user guide, "Ephemeral ports"). */
  readonly everyPort: boolean;
  /** Whether it surely has these groups and this subnet. */
  readonly certain: boolean;
  /** In how many subnets the same interfaces may be, this one among them, where they surely are in one; else 0. */
  readonly choices: number;
  /** The interfaces; empty for one that is yet to be made. */
  readonly interfaces: readonly FactId[];
  /** The gateway endpoint that this is the service behind. */
  readonly endpoint: FactId | undefined;
  /** The network is joined in a way that the inputs do not describe; see the assumption in the answer. */
  readonly assumed: boolean;
  readonly shared: Shared;
}

/**
 * Addresses of a place outside AWS that others have as well: they are its own only where the ways of AWS lead to it, and
 * elsewhere they are those of the others.
 */
interface Shared {
  readonly all: AddressSet;
  /** Those of them that are declared for something else outside; a VPC has the rest. */
  readonly declared: AddressSet;
}

const unshared: Shared = { all: AddressSet.empty, declared: AddressSet.empty };

export function interfaceSpots(world: World): readonly Spot[] {
  const classes = new Map<
    string,
    {
      subnet: KnownSubnet;
      faces: Interface[];
      certain: boolean;
      others: readonly FactId[];
      known: AddressSet | undefined;
    }
  >();
  const allGroups = ids(world.facts.securityGroups);
  for (const face of world.facts.interfaces) {
    const places = face.subnets.flatMap((link) => meanings(link, () => ids(world.facts.subnets)));
    for (const { to, sure } of face.moreSubnets === undefined
      ? places
      : [...world.subnets.keys()].map((id) => ({ to: id, sure: false }))) {
      const subnet = world.subnet(to);
      if (subnet === undefined) continue;
      const isThere = face.presence.is === "certain" && face.maybeSameAs === undefined;
      // One of its subnets that no input describes may be the one.
      const mayBeElsewhere = face.inSome === true && face.subnets.some(({ how }) => how === "outside");
      const others = face.inSome === true && isThere && sure && !mayBeElsewhere ? othersThan(to, places) : [];
      const { groups, more, any } = membershipOf(face, allGroups);
      const name =
        groups === "unfiltered" ? groups : groups.map((group) => `${group.to}${group.sure ? "" : "?"}`).join(" + ");
      const known = "exact" in face.addresses ? withOther(face.addresses.exact, face, subnet) : undefined;
      const certain = sure && isThere && others.length === 0 && !mayBeElsewhere;
      const traits = [...words(face, subnet, certain, others), ...(more ? ["(perhaps in other groups)"] : [])];
      const key = JSON.stringify([to, name, any, known === undefined, face.clientVpn, traits]);
      const entry = classes.get(key);
      if (entry === undefined) classes.set(key, { subnet, faces: [face], certain, others, known });
      else {
        entry.faces.push(face);
        entry.known = known === undefined ? undefined : entry.known?.union(known);
      }
    }
  }
  return [...classes.values()]
    .map(({ subnet, faces, certain, others, known }) => {
      const first = faces[0] as Interface;
      const membership = membershipOf(first, allGroups);
      const hosts = known ?? (hasV6(first) ? subnet.hosts : subnet.hosts.intersect(AddressSet.everythingV4));
      const publicAddress = tri(first.publicAddress, (on) => on);
      const traits = [
        ...words(first, subnet, certain, others),
        ...(membership.more && membership.groups.length > 0 ? ["(perhaps in other groups)"] : []),
        ...(known === undefined ? [] : ["at known addresses"]),
      ];
      const id = [`${subnet.id} × ${groupsText(membership)}`, ...traits].join(" ");
      const common = subnetSpot(
        world,
        id,
        subnet,
        membership,
        hosts,
        publicAddress,
        certain,
        faces.map((face) => face.id),
      );
      const choices = others.length === 0 ? 0 : others.length + 1;
      const spot = {
        ...common,
        choices,
        hasV6: v6Of(first),
        everyPort: usesEveryPort(first),
        internetV6: internetV6Of(first),
      };
      const { clientVpn } = first;
      if (isClassic(first)) return { ...spot, start: { kind: "subnet", subnet: subnet.id, balancer: true } as const };
      if (clientVpn === undefined) return spot;
      const lets = clientVpnFilter(world.facts, world.atoms, clientVpn, subnet.id);
      return { ...spot, clients: { of: clientVpn, lets } };
    })
    .sort((a, b) => compareText(a.id, b.id));
}

function othersThan(subnet: FactId, places: readonly Meaning[]): readonly FactId[] {
  return [...new Set(places.map(({ to }) => to))].filter((id) => id !== subnet).sort(compareText);
}

function groupsText({ groups, more }: GroupMembership): string {
  if (groups === "unfiltered") return groups;
  if (groups.length === 0) return more ? "groups that are not known" : "no group";
  return groups.map(({ to, sure }) => (sure ? to : `${to}?`)).join(" + ");
}

/** Addresses that are told, and any of the other family where none is told of that. */
export function withOther(told: AddressSet, face: Interface, subnet: KnownSubnet): AddressSet {
  const families = [AddressSet.everythingV4, ...(hasV6(face) ? [AddressSet.everythingV6] : [])];
  return families
    .filter((family) => !told.overlaps(family))
    .reduce((all, family) => all.union(subnet.hosts.intersect(family)), told.intersect(subnet.blocks.may));
}

/** What tells interfaces of one subnet with the same groups apart, in words. */
function words(face: Interface, subnet: KnownSubnet, certain: boolean, others: readonly FactId[]): readonly string[] {
  const isDual = subnet.hosts.overlaps(AddressSet.everythingV6);
  const v4Alone = !hasV6(face) && isDual;
  const isPublic = tri(face.publicAddress, (on) => on);
  return [
    ...(isPublic === "no" ? [] : [isPublic === "yes" ? "(public)" : "(perhaps public)"]),
    ...(others.length > 0 ? [`(or in ${others.join(", ")})`] : certain ? [] : ["(perhaps)"]),
    ...(v4Alone ? ["(IPv4 alone)"] : isDual && v6Of(face) === "maybe" ? ["(perhaps IPv6)"] : []),
    ...(!v4Alone && internetV6Of(face) !== "yes" ? ["(perhaps not open over IPv6)"] : []),
    ...(face.clientVpn === undefined ? [] : ["(Client VPN)"]),
    ...(isClassic(face) ? ["(Classic Load Balancer)"] : usesEveryPort(face) ? ["(any client port)"] : []),
  ];
}

function internetV6Of(face: Interface): Tri {
  return face.internetV6 === undefined || !hasV6(face) ? "yes" : tri(face.internetV6, (on) => on);
}

function v6Of({ ipv6 }: Interface): Tri {
  return tri(ipv6, (on) => on);
}

function hasV6(face: Interface): boolean {
  return v6Of(face) !== "no";
}

/** Load balancers and functions; of other machines one port that works is enough. */
function usesEveryPort({ owner }: Interface): boolean {
  return ["load-balancer", "classic-load-balancer", "function"].includes(owner.kind);
}

function isClassic({ owner }: Interface): boolean {
  return owner.kind === "classic-load-balancer";
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
    choices: 0,
    hasV6: "yes",
    internetV6: "yes",
    clients: undefined,
    everyPort: false,
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
    shared: unshared,
  };
}

export function farSpot(
  world: World,
  id: string,
  start: Start,
  addresses: AddressSet,
  assumed: boolean,
  shared: Shared = unshared,
): Spot {
  return {
    id,
    start,
    addresses,
    assumed,
    shared,
    ...ranges(world, addresses),
    subnet: undefined,
    out: openFilter(id),
    in: openFilter(id),
    groups: [],
    unfiltered: true,
    moreGroups: false,
    anyGroup: false,
    publicAddress: "yes",
    internetV6: "yes",
    clients: undefined,
    everyPort: false,
    certain: true,
    hasV6: "yes",
    choices: 0,
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

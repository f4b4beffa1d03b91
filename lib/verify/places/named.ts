/**
 * What a name stands for: a place, an interface and what owns it, a subnet, a VPC, a security group, or an address.
 *
 * Decides which interfaces are meant, and keeps to them: an address stands for itself and not for the segment that it is in.
 * Where several kinds of interface may have it, it stands for all of them, so that nothing is proved of one and said of all.
 */
import { AddressSet, Cidr } from "../../model";
import type { FactId, Interface } from "../../terraform";
import { blocksOf } from "../world/bounds";
import type { World } from "../world/world";
import type { Place } from "./places";
import { narrowed, withOther, type Spot } from "./spot";

/** Some of the addresses of one kind of interface. */
export interface Part {
  readonly spot: Spot;
  readonly addresses: AddressSet;
}

/** A place by a name of the asker's: `id` is that name. */
export interface NamedPlace extends Place {
  readonly parts: readonly Part[];
}

/**
 * @param ids - what the name may be among the facts: a Terraform address has an id for each stack that has it
 * @param mayHave - whether a place outside may have an address that others have as well
 * @returns undefined when nothing has that name
 */
export function namedPlace(
  world: World,
  places: readonly Place[],
  name: string,
  ids: readonly FactId[],
  mayHave: (far: Spot, address: AddressSet) => boolean,
): NamedPlace | undefined {
  const whole = places.filter(({ id }) => ids.includes(id));
  if (whole.length > 0) {
    const parts = whole.flatMap(({ spots }) => spots.map((spot) => ({ spot, addresses: spot.addresses })));
    return placeOf(world, name, whole, parts);
  }
  const address = Cidr.parseAddress(name);
  const has = address.ok ? atAddress(world, AddressSet.of([address.value]), mayHave) : ofFacts(world, ids);
  const holders = places.map((place) => ({ place, parts: place.spots.flatMap(has) }));
  const found = holders.filter(({ parts }) => parts.length > 0);
  if (found.length > 0)
    return placeOf(
      world,
      name,
      found.map(({ place }) => place),
      found.flatMap(({ parts }) => parts),
    );
  // Where nothing has an interface there is a place all the same: an empty one.
  const empty = address.ok
    ? places.filter(({ addresses }) => addresses.contains(AddressSet.of([address.value])))
    : places.filter(({ id }) => isIn(ids, world.subnet(id)?.vpc));
  return empty.length === 0 ? undefined : placeOf(world, name, empty, []);
}

function isIn(ids: readonly FactId[], id: FactId | undefined): boolean {
  return id !== undefined && ids.includes(id);
}

function placeOf(world: World, name: string, within: readonly Place[], parts: readonly Part[]): NamedPlace {
  const [first] = within as readonly [Place, ...Place[]];
  const spots = parts.map(({ spot, addresses }) => narrowed(world, spot, addresses));
  return {
    id: name,
    type: first.type,
    // A part of a segment is not held to what the whole of it declares.
    segment: within.length === 1 && first.id === name ? first.segment : undefined,
    spots,
    addresses: spots.reduce((set, spot) => set.union(spot.addresses), AddressSet.empty),
    parts,
  };
}

/** Clients of a Client VPN come out at another address than their own; by either, they are meant. */
function atAddress(
  { facts }: World,
  address: AddressSet,
  mayHave: (far: Spot, address: AddressSet) => boolean,
): (spot: Spot) => readonly Part[] {
  const vpn = facts.clientVpns.find(({ clients }) => blocksOf(clients).must.contains(address));
  return (spot) => {
    if (spot.addresses.contains(address)) return mayHave(spot, address) ? [{ spot, addresses: address }] : [];
    const isTheirs =
      vpn !== undefined && spot.clients !== undefined && "to" in spot.clients.of && spot.clients.of.to === vpn.id;
    return isTheirs ? [{ spot, addresses: spot.addresses }] : [];
  };
}

function ofFacts({ facts }: World, ids: readonly FactId[]): (spot: Spot) => readonly Part[] {
  const isMeant = (id: FactId): boolean =>
    ids.some((each) => id === each || id.startsWith(`${each}.`) || id.startsWith(`${each}[`));
  // An instance stands for all interfaces that it is surely on, those that are declared beside it included.
  const isOn = ({ machine }: Interface): boolean =>
    machine !== undefined && "exact" in machine && isMeant(machine.exact);
  const faces = new Map(
    facts.interfaces
      .filter((face) => isMeant(face.id) || isMeant(face.owner.id) || isOn(face))
      .map((face) => [face.id, face]),
  );
  return (spot) => {
    const subnet = spot.subnet;
    if (
      subnet !== undefined &&
      (isMeant(subnet.id) ||
        (subnet.vpc !== undefined && isMeant(subnet.vpc)) ||
        spot.groups.some(({ to }) => isMeant(to)))
    )
      return [{ spot, addresses: spot.addresses }];
    const own = spot.interfaces.flatMap((id) => faces.get(id) ?? []);
    return own.length === 0 ? [] : [{ spot, addresses: addressesOf(own, spot) }];
  };
}

/** The addresses of some interfaces, where all of them are known; otherwise any of their kind. */
function addressesOf(faces: readonly Interface[], spot: Spot): AddressSet {
  const known = faces.flatMap((face) =>
    "exact" in face.addresses && spot.subnet !== undefined ? [withOther(face.addresses.exact, face, spot.subnet)] : [],
  );
  return known.length < faces.length
    ? spot.addresses
    : known.reduce((set, each) => set.union(each), AddressSet.empty).intersect(spot.addresses);
}

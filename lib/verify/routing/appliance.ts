/**
 * Through a machine that takes what is not addressed to it.
 *
 * Decides by which of its interfaces a packet may leave again, with its own source or with an address of the machine's in
 * its place, as a NAT instance sends it. Refuses to decide what its software does: nothing here is sure.
 */
import { AddressSet } from "../../model";
import type { FactId, Interface } from "../../terraform";
import type { Rank } from "../sets/address-atoms";
import { ids, meanings, tri } from "../world/links";
import { membershipOf } from "../world/membership";
import type { KnownSubnet, World } from "../world/world";
import { behindBoxes, type Translation } from "./outcome";
import { doubt, gate, hop, type Ground, type State } from "./trip";

export function toAppliance(ground: Ground, id: FactId, from: KnownSubnet | undefined, to: Rank, state: State): void {
  const { facts, groups } = ground.world;
  const faces = facts.interfaces.filter((each) => each.id === id || each.owner.id === id);
  if (faces.length === 0) ground.unknown(state, id, "no input describes this appliance");
  for (const face of faces) {
    const checks = tri(face.sourceDestCheck, (on) => on);
    if (checks === "yes") {
      ground.drop(state, face.id, "its source/destination check drops what is not for itself");
      continue;
    }
    const places = placesOf(ground, face);
    if (places.length === 0 || face.moreSubnets !== undefined)
      ground.unknown(state, face.id, "the subnet that it is in is not known");
    const here = ground.meet(`${face.id} ${from?.id ?? ""}`, face.id, state);
    if (here === undefined) continue;
    const { others, more } = besides(face, facts.interfaces);
    for (const subnet of places) {
      const into = groups.filter(membershipOf(face, ids(facts.securityGroups)), "ingress");
      const entered = ground.enter(subnet, from, doubt(here, `what the appliance ${face.id} does`));
      const next: State = { ...gate(entered, { filter: into, remote: "source" }), groupsIn: "no", groupsOut: "no" };
      // It may keep what is not addressed to it for an address, or a tunnel, that only its software knows.
      ground.end({ kind: "outside", network: behindBoxes }, hop(next, { at: face.id, rule: "keeps it" }));
      if (more) ground.unknown(next, face.id, "what other interfaces its machine has is not known");
      passOn(ground, face, subnet, to, next);
      for (const other of others) for (const door of placesOf(ground, other)) passOn(ground, other, door, to, next);
    }
  }
}

/** Interfaces that may be in a subnet and may take what is not addressed to them. */
export function appliancesIn(world: World, subnet: FactId): readonly Interface[] {
  const known = inSubnets.get(world) ?? bySubnet(world);
  inSubnets.set(world, known);
  return known.get(subnet) ?? [];
}

const inSubnets = new WeakMap<World, ReadonlyMap<FactId, readonly Interface[]>>();

function bySubnet({ facts }: World): ReadonlyMap<FactId, readonly Interface[]> {
  const found = new Map<FactId, Interface[]>();
  for (const face of facts.interfaces) {
    if (tri(face.sourceDestCheck, (on) => on) === "yes") continue;
    const told = face.subnets.flatMap((link) => meanings(link, () => ids(facts.subnets))).map(({ to }) => to);
    // One that is nobody knows where may be in any.
    const places = face.moreSubnets === undefined ? told : ids(facts.subnets);
    for (const place of new Set(places)) {
      const others = found.get(place);
      if (others === undefined) found.set(place, [face]);
      else others.push(face);
    }
  }
  return found;
}

/** Out by one interface of the machine, as it came and under the interface's own address. */
function passOn(ground: Ground, by: Interface, door: KnownSubnet, to: Rank, state: State): void {
  const { facts, groups } = ground.world;
  const membership = membershipOf(by, ids(facts.securityGroups));
  const out = gate(state, { filter: groups.filter(membership, "egress"), remote: "destination" });
  const isOwn = state.translation?.id === by.id && state.translation.subnet === door.id;
  // AWS drops what an interface sends under another's address while it checks that.
  if (isOwn || tri(by.sourceDestCheck, (on) => on) !== "yes")
    ground.leave(door, to, hop(out, { at: by.id, rule: "passes it on" }));
  if (isOwn) return;
  if (state.translation !== undefined) {
    ground.unknown(out, by.id, "two translations in a row are not modelled");
    return;
  }
  const translation = asItsOwn(ground, by, door, to);
  if (translation.ranges.length > 0)
    ground.leave(door, to, { ...hop(out, { at: by.id, rule: "passes it on as its own" }), translation });
}

function asItsOwn(ground: Ground, by: Interface, door: KnownSubnet, to: Rank): Translation {
  const { atoms, facts } = ground.world;
  const family = atoms.familyOf(to) === 4 ? AddressSet.everythingV4 : AddressSet.everythingV6;
  const addresses = "exact" in by.addresses ? by.addresses.exact.intersect(door.blocks.may) : door.hosts;
  const membership = membershipOf(by, ids(facts.securityGroups));
  return {
    id: by.id,
    subnet: door.id,
    ranges: atoms.ranges(addresses.intersect(family)),
    appliance: {
      publicAddress: tri(by.publicAddress, (on) => on),
      groups: membership.groups === "unfiltered" ? [] : membership.groups,
      anyGroup: membership.any,
    },
  };
}

function placesOf({ world }: Ground, face: Interface): readonly KnownSubnet[] {
  return face.subnets
    .flatMap((link) => meanings(link, () => ids(world.facts.subnets)))
    .flatMap(({ to }) => world.subnet(to) ?? []);
}

/** The other interfaces of the same machine, and whether it may have some that are not told. */
function besides(
  face: Interface,
  all: readonly Interface[],
): { readonly others: readonly Interface[]; readonly more: boolean } {
  const machine = face.machine ?? (face.owner.kind === "instance" ? { exact: face.owner.id } : undefined);
  if (machine === undefined || !("exact" in machine)) return { others: [], more: true };
  const rest = all.filter((each) => each !== face);
  const others = rest.filter((each) => onMachine(each, machine.exact));
  const stray = rest.some((each) => each.owner.kind === "interface" && !("exact" in (each.machine ?? {})));
  return { others, more: stray || others.some(({ moreSubnets }) => moreSubnets !== undefined) };
}

function onMachine({ machine, owner }: Interface, id: FactId): boolean {
  return machine === undefined ? owner.id === id : "exact" in machine && machine.exact === id;
}

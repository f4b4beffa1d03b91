/** Through boxes that pass packets on: appliances, firewalls and what stands behind endpoints. */
import type { FactId, Link } from "../../terraform";
import type { Rank } from "../sets/address-atoms";
import type { KnownSubnet } from "../world/world";
import { firewallFilter } from "../filters/firewall/firewall";
import { ids, meanings } from "../world/links";
import { doubt, gate, hop, type Ground, type State } from "./trip";

export function toEndpoint(ground: Ground, id: FactId, from: KnownSubnet | undefined, to: Rank, state: State): void {
  const { facts } = ground.world;
  const endpoint = facts.endpoints.find((each) => each.id === id);
  if (endpoint === undefined || !("exact" in endpoint.kind)) {
    ground.unknown(state, id, "what kind of endpoint it is is not known");
    return;
  }
  if (endpoint.kind.exact === "gateway") {
    ground.end({ kind: "service", endpoint: id }, hop(state, { at: id, rule: "gateway endpoint" }));
    return;
  }
  if (endpoint.kind.exact !== "gateway-load-balancer") {
    ground.drop(state, id, "an interface endpoint is not the target of a route");
    return;
  }
  // In two-arm mode they send it out by interfaces of their own (Gateway Load Balancer guide, "Getting started").
  const elsewhere = doubt(hop(state, { at: id, rule: "inspects it" }), `what the appliances behind ${id} do`);
  ground.unknown(
    { ...elsewhere, groupsIn: "no", groupsOut: "no" },
    id,
    "its appliances may have ways out of their own",
  );
  const faces = facts.interfaces.filter((face) => face.owner.id === id);
  throughBoxes(
    ground,
    id,
    faces.flatMap((face) => face.subnets),
    faces.some((face) => face.moreSubnets !== undefined),
    from,
    to,
    doubt(state, `what the appliances behind ${id} do`),
  );
}

/** @param endpoint - where the endpoint is that the route names; any of its endpoints when that is not known */
export function toFirewall(
  ground: Ground,
  id: FactId,
  endpoint: Link | undefined,
  from: KnownSubnet | undefined,
  to: Rank,
  state: State,
): void {
  const firewall = ground.world.facts.firewalls.find((each) => each.id === id);
  if (firewall === undefined) {
    ground.unknown(state, id, "no input describes this firewall");
    return;
  }
  let box = ground.boxes.get(id);
  if (box === undefined) {
    box = firewallFilter(ground.world, firewall);
    ground.boxes.set(id, box);
  }
  const remote = state.translation?.ranges ?? "source";
  throughBoxes(
    ground,
    id,
    endpoint === undefined ? firewall.subnets : [endpoint],
    endpoint === undefined && firewall.moreSubnets !== undefined,
    from,
    to,
    gate(state, { box, source: remote, destination: "destination" }),
  );
}

/**
 * Through one of the places of a box. The route names one of them, whichever zone the source is in.
 *
 * @param more - whether it may be in other subnets too
 */
export function throughBoxes(
  ground: Ground,
  id: FactId,
  links: readonly Link[],
  more: boolean,
  from: KnownSubnet | undefined,
  to: Rank,
  state: State,
): void {
  const subnets = links
    .flatMap((link) => meanings(link, () => ids(ground.world.facts.subnets)))
    .flatMap(({ to: place }) => ground.world.subnet(place) ?? []);
  if (subnets.length === 0 || more) ground.unknown(state, id, "its subnets are not known");
  const which = subnets.length > 1 || more ? `which endpoint of ${id} the route leads to` : undefined;
  for (const subnet of subnets) {
    const entered = ground.enter(subnet, from, hop(doubt(state, which), { at: id, rule: "inspects it" }));
    const firewalls = [...state.firewalls, `${id} in ${subnet.id}`];
    ground.leave(subnet, to, { ...entered, firewalls, groupsIn: "no", groupsOut: "no" });
  }
}

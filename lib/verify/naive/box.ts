/** In and out of a box in one subnet, straight from the facts. Shares nothing with the engine. */
import type { FactId, Firewall, Subnet } from "../../terraform";
import { means } from "./filters";
import { anywhere, type Journey, type Roads, type Trip } from "./journey";

export function box(
  roads: Roads,
  { subnets, moreSubnets }: Pick<Firewall, "subnets" | "moreSubnets">,
  from: Subnet | undefined,
  trip: Trip,
  byZone = true,
  firewall?: FactId,
): readonly Journey[] {
  const places = roads.facts.subnets.filter(({ id }) => subnets.some((link) => means(link, id) !== "no"));
  if (places.length === 0) return [anywhere(trip)];
  const zone = from !== undefined && "exact" in from.zone ? from.zone.exact : undefined;
  const near = places.filter(
    (place) => byZone && zone !== undefined && "exact" in place.zone && place.zone.exact === zone,
  );
  const ways = (near.length > 0 ? near : places).flatMap((place) => {
    const seen = firewall === undefined ? trip.firewalls : [...trip.firewalls, `${firewall} ${place.id}`];
    const passed = place.id === from?.id ? trip : roads.acl(place.id, "ingress", trip.packet.source, trip);
    return roads.leave(place.id, { ...passed, firewalls: seen });
  });
  return moreSubnets !== undefined && near.length === 0 ? [...ways, anywhere(trip)] : ways;
}

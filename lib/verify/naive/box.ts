/** In and out of a box in one subnet, straight from the facts. Shares nothing with the engine. */
import type { FactId, Firewall, Subnet } from "../../terraform";
import { means } from "./filters";
import { anywhere, so, type Journey, type Roads, type Trip } from "./journey";
import type { Answer } from "./packet";

export function box(
  roads: Roads,
  { subnets, moreSubnets }: Pick<Firewall, "subnets" | "moreSubnets">,
  from: Subnet | undefined,
  trip: Trip,
  firewall?: FactId,
): readonly Journey[] {
  const places = roads.facts.subnets.filter(({ id }) => subnets.some((link) => means(link, id) !== "no"));
  if (places.length === 0) return [anywhere(trip)];
  // Which of several the route names is not told.
  const one: Answer = places.length === 1 && moreSubnets === undefined ? "yes" : "perhaps";
  const ways = places.flatMap((place) => {
    const seen = firewall === undefined ? trip.firewalls : [...trip.firewalls, `${firewall} ${place.id}`];
    const passed = place.id === from?.id ? trip : roads.acl(place.id, "ingress", trip.packet.source, trip);
    return roads.leave(place.id, { ...so(passed, one), firewalls: seen });
  });
  return moreSubnets !== undefined ? [...ways, anywhere(trip)] : ways;
}

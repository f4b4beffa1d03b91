/** Through a NAT gateway, straight from the facts. Shares nothing with the engine. */
import type { Link, Subnet } from "../../terraform";
import { among } from "./among";
import { exists } from "./filters";
import { anywhere, so, stop, type Journey, type Roads, type Trip } from "./journey";
import { isTranslated } from "./public";

export function natGateway(roads: Roads, link: Link, from: Subnet | undefined, trip: Trip): readonly Journey[] {
  const { natGateways, subnets } = roads.facts;
  return among(natGateways, link, trip, (nat, next) => {
    if (next.packet.family === 6)
      return isTranslated(next.packet.destination)
        ? [anywhere(next)]
        : [stop(next, { at: "nowhere", why: "a NAT gateway carries IPv4 alone" })];
    if (next.translated?.id === nat.id) return [stop(next, { at: "nowhere", why: "a circle" })];
    if (next.translated !== undefined) return [anywhere(next)];
    return among(subnets, nat.subnet, next, (place, here) => {
      const block = place.blocks.find((one) => "exact" in one && one.exact.family === 4);
      const own = block !== undefined && "exact" in block ? block.exact.first + 4n : undefined;
      const address = "exact" in nat.address ? nat.address.exact.first : own;
      if (address === undefined) return [anywhere(here)];
      const entered = place.id === from?.id ? here : roads.acl(place.id, "ingress", here.packet.source, here);
      const doubted = so(entered, exists(nat));
      return roads.leave(place.id, {
        ...doubted,
        translated: { id: nat.id, subnet: place.id, address },
        packet: { ...doubted.packet, source: address },
        namesIn: "no",
        namesOut: "no",
      });
    });
  });
}

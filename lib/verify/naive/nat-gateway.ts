/** Through a NAT gateway, straight from the facts. Shares nothing with the engine. */
import type { FactBase, Link, NatGateway, Subnet } from "../../terraform";
import { among } from "./among";
import { exists } from "./filters";
import { anywhere, so, stop, type Journey, type Roads, type Trip } from "./journey";
import { pickedAddresses } from "./picked-address";
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
      const own = addressesOf(roads.facts, nat, place);
      if (own.length === 0) return [anywhere(here)];
      const entered = place.id === from?.id ? here : roads.acl(place.id, "ingress", here.packet.source, here);
      const doubted = so(entered, exists(nat));
      return own.flatMap((address) =>
        roads.leave(place.id, {
          ...doubted,
          translated: { id: nat.id, subnet: place.id, address },
          packet: { ...doubted.packet, source: address },
          namesIn: "no",
          namesOut: "no",
        }),
      );
    });
  });
}

/** Its own; where that is not known, one for each that rules tell apart. */
function addressesOf(facts: FactBase, { id, address }: NatGateway, subnet: Subnet): readonly bigint[] {
  if ("exact" in address) return [address.exact.first];
  const unknown = { kind: "after-apply", at: id, detail: "its address is not known" } as const;
  return pickedAddresses(facts, { addresses: { unknown } }, subnet, 4);
}

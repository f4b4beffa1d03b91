/** Packets that come in from a network that no input describes, straight from the facts. Shares nothing with the engine. */
import type { FactBase, FactId, Gateway } from "../../terraform";
import { exists, means } from "./filters";
import { journey, so, stop, value, type Journey, type Packet, type Trip } from "./journey";
import { all, type Answer, type NaiveEnd } from "./packet";
import { across, farEnd } from "./transit";
import type { Travel } from "./travel";
import { behind, farNetwork, tunnel } from "./tunnel";

export function outside(
  facts: FactBase,
  travel: Travel,
  network: FactId,
  to: NaiveEnd,
  packet: Packet,
): readonly Journey[] {
  const over = (id: FactId): Trip => tunnel(travel, id, { ...journey(packet), namesIn: "no", namesOut: "no" }, false);
  const found: Journey[] = [];
  const target = vpcOf(facts, to);
  const enters = (gateway: Gateway, answer: Answer, trip: Trip): void => {
    for (const vpc of facts.vpcs) {
      const on = gateway.vpc === "none" ? "no" : all(means(gateway.vpc, vpc.id), answer, exists(gateway));
      if (on !== "no" && (target === undefined || target === vpc.id))
        found.push(...travel.enter(gateway.id, vpc.id, so(trip, on)));
    }
    if (target !== undefined) return;
    if (gateway.vpc !== "none") found.push(...travel.elsewhere(gateway.vpc, so(trip, all(answer, exists(gateway)))));
    // From site to site: whether it does depends on what they tell each other.
    for (const other of behind(travel, gateway.id, packet))
      if (other.network !== network)
        found.push(stop(tunnel(travel, other.id, trip, true), { at: "outside", network: other.network }, "perhaps"));
  };
  for (const gateway of facts.gateways.filter(({ kind }) => kind === "vpn")) {
    for (const each of facts.vpnConnections)
      if (
        farNetwork(each) === network &&
        each.on !== "none" &&
        "vpnGateway" in each.on &&
        means(each.on.vpnGateway, gateway.id) !== "no"
      )
        enters(gateway, all(means(each.on.vpnGateway, gateway.id), exists(each)), over(each.id));
    for (const each of facts.directConnectAssociations)
      if (each.id === network && means(each.gateway, gateway.id) !== "no")
        enters(gateway, all(means(each.gateway, gateway.id), exists(each)), over(each.id));
  }
  for (const attachment of facts.transitAttachments) {
    const end = farEnd(travel, attachment);
    if (end.network === network) found.push(...across(travel, attachment, over(end.id), undefined));
  }
  const trip = over(network);
  const peering = facts.peerings.find(({ id }) => id === network);
  for (const side of peering === undefined ? [] : [peering.requester, peering.accepter])
    for (const vpc of facts.vpcs)
      if (means(side, vpc.id) !== "no" && (target === undefined || target === vpc.id))
        found.push(
          ...travel.deliver(undefined, vpc, {
            ...trip,
            passes: all(
              trip.passes,
              value((peering as NonNullable<typeof peering>).active, (on) => on),
            ),
          }),
        );
  return found;
}

export function vpcOf(facts: FactBase, end: NaiveEnd): FactId | undefined {
  if (end.kind !== "interface") return undefined;
  const subnet = facts.subnets.find(({ id }) => id === end.subnet);
  return facts.vpcs.find(({ id }) => subnet !== undefined && means(subnet.vpc, id) === "yes")?.id;
}

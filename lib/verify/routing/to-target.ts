/** To what a route names. */
import type { Fact, FactId, RouteTarget } from "../../terraform";
import type { Rank } from "../sets/address-atoms";
import { choices } from "../world/links";
import type { KnownSubnet, KnownVpc } from "../world/world";
import { toAppliance } from "./appliance";
import { toEndpoint, toFirewall } from "./boxes";
import { toInternet, toNat } from "./internet";
import { toPeering, toVpnGateway } from "./joins";
import { toTransit } from "./transit";
import { chosen, type Ground, type State } from "./trip";

export function toTarget(
  ground: Ground,
  target: Exclude<RouteTarget, { kind: "local" | "unknown" }>,
  route: FactId,
  subnet: KnownSubnet | undefined,
  vpc: KnownVpc,
  to: Rank,
  state: State,
): void {
  const { facts } = ground.world;
  const each = (list: readonly Fact[], then: (id: FactId, state: State) => void): void => {
    const found = choices(target.to, list);
    if (found.length === 0) ground.unknown(state, route, "no input describes its target");
    for (const one of found) then(one.to, chosen(state, one, `the target of ${route}`));
  };
  switch (target.kind) {
    case "internet-gateway":
      each(facts.gateways, (id, next) => {
        toInternet(ground, id, "direct", subnet, vpc, to, next);
      });
      return;
    case "egress-only-gateway":
      each(facts.gateways, (id, next) => {
        toInternet(ground, id, "egress-only", subnet, vpc, to, next);
      });
      return;
    case "nat-gateway":
      each(facts.natGateways, (id, next) => {
        toNat(ground, id, subnet, to, next);
      });
      return;
    case "vpn-gateway":
      each(facts.gateways, (id, next) => {
        toVpnGateway(ground, id, vpc, to, next);
      });
      return;
    case "peering":
      each(facts.peerings, (id, next) => {
        toPeering(ground, id, vpc, to, next);
      });
      return;
    case "transit-gateway":
      each(facts.transitGateways, (id, next) => {
        toTransit(ground, id, subnet, vpc, to, next);
      });
      return;
    case "firewall":
      each(facts.firewalls, (id, next) => {
        toFirewall(ground, id, target.endpointIn, subnet, to, next);
      });
      return;
    case "interface":
    case "instance":
      each(facts.interfaces, (id, next) => {
        toAppliance(ground, id, subnet, to, next);
      });
      return;
    case "endpoint":
      each(facts.endpoints, (id, next) => {
        toEndpoint(ground, id, subnet, to, next);
      });
      return;
    case "carrier-gateway":
    case "local-gateway":
    case "core-network":
    case "odb-network":
      ground.unknown(state, route, `a route to a ${target.kind.replace("-", " ")} is not modelled`);
  }
}

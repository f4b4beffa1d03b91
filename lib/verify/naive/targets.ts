/** Where the target of a route takes a packet, straight from the facts. Shares nothing with the engine. */
import type { Link, Subnet, Vpc } from "../../terraform";
import { among } from "./among";
import { appliance } from "./appliance";
import { box } from "./box";
import { exists, hasAddress, means } from "./filters";
import { anywhere, so, stop, value, type Journey, type Roads, type Trip } from "./journey";
import { all, type Answer } from "./packet";
import { firewallPasses } from "./firewall";
import { toOtherVpcs } from "./internet";
import { natGateway } from "./nat-gateway";
import { isUniqueLocal } from "./public";
import { type NaiveWay } from "./route";
import { across, doors, named } from "./transit";
import { behind, tunnel } from "./tunnel";
import { zonesOf } from "./zone";

export function follow(
  roads: Roads,
  target: NaiveWay["target"],
  subnet: Subnet | undefined,
  vpc: Vpc,
  trip: Trip,
): readonly Journey[] {
  const { facts } = roads;
  const nowhere = (why: string): readonly Journey[] => [stop(trip, { at: "nowhere", why })];
  switch (target.kind) {
    case "nowhere":
      return nowhere("no route");
    case "anywhere":
      return [anywhere(trip)];
    case "unknown":
      return [...target.among.flatMap((one) => follow(roads, one, subnet, vpc, so(trip, "perhaps"))), anywhere(trip)];
    case "local":
      return roads.deliver(subnet?.id, vpc, trip);
    case "internet-gateway":
    case "egress-only-gateway":
      return among(facts.gateways, target.to, trip, (gateway, next) => {
        const outward = gateway.kind === "egress-only";
        const kind = target.kind === "internet-gateway" ? "internet" : "egress-only";
        const attached = gateway.vpc === "none" ? "no" : means(gateway.vpc, vpc.id);
        const { family, destination, source } = next.packet;
        const isLocal = family === 6 && next.translated === undefined && isUniqueLocal(source);
        if (
          isLocal ||
          gateway.kind !== kind ||
          attached === "no" ||
          (outward && family === 4) ||
          !roads.isPublic(family, destination)
        )
          return [stop(next, { at: "nowhere", why: `${gateway.id} does not take it` })];
        const nat = facts.natGateways.find(({ id }) => id === next.translated?.id);
        const by = next.translated?.by;
        const own: Answer = by === undefined || family === 6 ? "yes" : value(by.publicAddress, (has) => has);
        const lets = all(
          attached,
          nat === undefined ? own : value(nat.connectivity, (each) => each === "public"),
          roads.open(vpc, next.translated?.subnet ?? subnet?.id, nat !== undefined || outward),
        );
        const sent: Trip = {
          ...so(next, lets),
          needsPublic: next.translated === undefined && family === 4,
          outward: nat !== undefined || outward,
        };
        return [stop(sent, { at: "internet", vpc: vpc.id }), ...toOtherVpcs(roads, vpc, sent)];
      });
    case "nat-gateway":
      return natGateway(roads, target.to, subnet, trip);
    case "peering":
      return among(facts.peerings, target.to, trip, (peering, next) => {
        const sides = [peering.requester, peering.accepter] as const;
        const mine = sides.findIndex((side) => means(side, vpc.id) !== "no");
        if (mine < 0) return nowhere(`${peering.id} does not join ${vpc.id}`);
        const other = sides[1 - mine] as Link;
        const active = value(peering.active, (on) => on);
        const open = so(next, active);
        const far = facts.vpcs.filter(({ id }) => id !== vpc.id && means(other, id) !== "no");
        const strange = roads.elsewhere(other, {
          ...open,
          namesIn: "perhaps",
          namesOut: all(open.namesOut, "perhaps"),
        });
        if (far.length === 0) return [stop(open, { at: "outside", network: peering.id }), ...strange];
        return [
          ...strange,
          ...far.flatMap((each): readonly Journey[] => {
            const { family, destination } = open.packet;
            const inside = each.blocks.some((block) =>
              "exact" in block
                ? block.exact.family === family && block.exact.first <= destination && destination <= block.exact.last
                : hasAddress(block.within, family, destination),
            );
            if (!inside) return nowhere("peering is not transitive");
            const region: Answer =
              "exact" in vpc.region && "exact" in each.region
                ? vpc.region.exact === each.region.exact
                  ? "yes"
                  : "no"
                : "exact" in vpc.region && "exact" in peering.accepterRegion
                  ? vpc.region.exact === peering.accepterRegion.exact
                    ? "yes"
                    : "no"
                  : "perhaps";
            const names = all(open.namesIn, active, region);
            return roads.deliver(undefined, each, {
              ...so(open, means(other, each.id)),
              namesIn: names,
              namesOut: all(names, open.namesOut),
            });
          }),
        ];
      });
    case "vpn-gateway":
      return among(facts.gateways, target.to, trip, (gateway, next) => {
        if (gateway.kind !== "vpn" || gateway.vpc === "none" || means(gateway.vpc, vpc.id) === "no")
          return nowhere(`${gateway.id} is not on ${vpc.id}`);
        const found = behind(roads, gateway.id, next.packet).map(({ id, network, answer }) =>
          stop(so(tunnel(roads, id, next, true), answer), { at: "outside", network }),
        );
        return found.length === 0 ? nowhere("no connection leads there") : found;
      });
    case "transit-gateway":
      return among(facts.transitGateways, target.to, trip, (gateway, next) => {
        const mine = facts.transitAttachments.filter(
          (each) =>
            "vpc" in each.peer &&
            means(each.peer.vpc, vpc.id) !== "no" &&
            means(each.transitGateway, gateway.id) !== "no",
        );
        if (mine.length === 0) return nowhere(`${vpc.id} is not attached`);
        return mine.flatMap((attachment) => {
          const near = doors(roads, attachment).flatMap((door) => {
            const zones = subnet === undefined ? "untold" : zonesOf(door, subnet);
            return zones === "two" ? [] : [{ door, zones }];
          });
          const sure = all(
            value(attachment.active, (on) => on),
            exists(attachment),
            means(attachment.transitGateway, gateway.id),
          );
          const known = near.some(({ zones }) => zones === "one");
          const others = !known && "moreSubnets" in attachment.peer ? [anywhere(trip)] : [];
          if (near.length === 0 && others.length === 0) return nowhere(`${attachment.id} has no subnet in the zone`);
          const ways = near.flatMap(({ door, zones }) => {
            const zoned: Answer = zones === "one" ? "yes" : "perhaps";
            const passed = roads.acl(door.id, "ingress", next.packet.source, so(next, all(sure, zoned)));
            return across(
              roads,
              attachment,
              { ...passed, namesOut: "no", namesIn: all(passed.namesIn, named(roads, attachment)) },
              vpc,
            );
          });
          return [...ways, ...others];
        });
      });
    case "firewall":
      return among(facts.firewalls, target.to, trip, (firewall, next) => {
        const passed: Trip = {
          ...so(next, firewallPasses(facts, firewall, next.packet)),
          namesIn: "no",
          namesOut: "no",
        };
        const places = target.endpointIn === undefined ? firewall : { subnets: [target.endpointIn] };
        return box(roads, places, subnet, passed, firewall.id);
      });
    case "endpoint":
      return among(facts.endpoints, target.to, trip, (endpoint, next) => {
        if (!("exact" in endpoint.kind)) return [anywhere(trip)];
        if (endpoint.kind.exact === "gateway") return [stop(next, { at: "service", endpoint: endpoint.id })];
        if (endpoint.kind.exact !== "gateway-load-balancer") return nowhere("not the target of a route");
        const faces = facts.interfaces.filter(({ owner }) => owner.id === endpoint.id);
        const more = faces.find((face) => face.moreSubnets !== undefined)?.moreSubnets;
        const places = { subnets: faces.flatMap((face) => face.subnets), ...(more && { moreSubnets: more }) };
        // Its appliances may have ways out of their own.
        const elsewhere = anywhere({ ...next, namesIn: "no", namesOut: "no" });
        const back = box(roads, places, subnet, { ...so(next, "perhaps"), namesIn: "no", namesOut: "no" }, endpoint.id);
        return [...back, elsewhere];
      });
    case "interface":
    case "instance":
      return appliance(roads, target.to, subnet, trip);
    case "carrier-gateway":
    case "local-gateway":
    case "core-network":
    case "odb-network":
      return [anywhere(trip)];
  }
}

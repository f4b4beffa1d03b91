/** A route table of a VPC as routes of the kernel, for one router that stands in it. */
import type { Cidr } from "../../../lib/model";
import { formatAddress } from "../../../lib/model";
import type { FactBase, FactId, Link, Route, RouteTarget, Subnet, Vpc } from "../../../lib/terraform";
import type { Fabric, Way } from "./fabric";
import { blockOf, factOf, linkOf, NotCompiled, valueOf } from "./known";
import { route } from "./line";
import { edgeOf } from "./edge";
import { doorOf, upDevice } from "./transit";

/** Of routes to the same block: an operator's, a prefix list's, the VPC's own, what a gateway has learned. */
const metrics = { static: 10, list: 20, local: 25, propagated: 30 } as const;

/** @param subnet - where the router stands */
export function tableLines(
  facts: FactBase,
  fabric: Fabric,
  table: FactId,
  vpc: Vpc,
  subnet: Subnet,
  number: number,
): readonly string[] {
  const own = vpc.blocks.map((block) => blockOf(block, vpc.id));
  const lines = own.map((block) => route(block, fabric.to(`vpc ${vpc.id}`, block.family), number, metrics.local));
  for (const each of facts.routes.filter(({ table: of, id }) => linkOf(of, id) === table))
    for (const { block, metric } of destinationsOf(facts, each)) {
      const gone = valueOf(each.blackhole, each.id);
      const way = gone ? "blackhole" : wayOf(facts, fabric, each.target, each.id, vpc, subnet, block.family);
      lines.push(route(block, way, number, metric));
    }
  for (const { table: of, gateway, id } of facts.routePropagations)
    if (linkOf(of, id) === table)
      for (const block of learned(facts, linkOf(gateway, id)))
        // What is learned never beats the VPC's own, however long its prefix.
        if (!own.some((each) => each.contains(block)))
          lines.push(route(block, vpnWay(facts, fabric, gateway, vpc, block.family), number, metrics.propagated));
  return lines;
}

export function tableOf(facts: FactBase, subnet: Subnet, vpc: Vpc): FactId {
  const own = facts.routeTableAssociations.find(({ of, id }) => "subnet" in of && linkOf(of.subnet, id) === subnet.id);
  return own === undefined ? linkOf(vpc.mainRouteTable, vpc.id) : linkOf(own.table, own.id);
}

/** Blocks that a virtual private gateway learns from the connections on it. */
export function learned(facts: FactBase, gateway: FactId): readonly Cidr[] {
  return connectionsOn(facts, gateway).flatMap((connection) =>
    facts.vpnRoutes
      .filter((each) => linkOf(each.connection, each.id) === connection)
      .map((each) => blockOf(each.block, each.id)),
  );
}

export function connectionsOn(facts: FactBase, gateway: FactId): readonly FactId[] {
  return facts.vpnConnections
    .filter(({ on, id }) => on !== "none" && "vpnGateway" in on && linkOf(on.vpnGateway, id) === gateway)
    .map(({ id }) => id);
}

function destinationsOf(facts: FactBase, each: Route): readonly { readonly block: Cidr; readonly metric: number }[] {
  if (each.origin !== "static") throw new NotCompiled(`${each.id} is seen as propagated`);
  if ("block" in each.destination) return [{ block: blockOf(each.destination.block, each.id), metric: metrics.static }];
  const list = factOf(facts.prefixLists, linkOf(each.destination.prefixList, each.id), "prefix list");
  return list.entries.map((entry) => ({ block: blockOf(entry, list.id), metric: metrics.list }));
}

function wayOf(
  facts: FactBase,
  fabric: Fabric,
  target: RouteTarget,
  id: FactId,
  vpc: Vpc,
  subnet: Subnet,
  family: 4 | 6,
): Way {
  switch (target.kind) {
    case "local":
      return fabric.to(`vpc ${vpc.id}`, family);
    case "peering": {
      const peering = factOf(facts.peerings, linkOf(target.to, id), "peering");
      const sides = [linkOf(peering.requester, peering.id), linkOf(peering.accepter, peering.id)];
      const other = sides.find((side) => side !== vpc.id);
      if (!sides.includes(vpc.id) || other === undefined || !valueOf(peering.active, peering.id)) return "blackhole";
      return fabric.to(`vpc ${other}`, family);
    }
    case "internet-gateway":
    case "egress-only-gateway": {
      const gateway = factOf(facts.gateways, linkOf(target.to, id), "gateway");
      const edge = edgeOf(facts, vpc);
      const [kind, device] = target.kind === "internet-gateway" ? ["internet", "fab"] : ["egress-only", "out"];
      const here = gateway.kind === kind && gateway.vpc !== "none" && linkOf(gateway.vpc, gateway.id) === vpc.id;
      return here && edge !== undefined ? fabric.to(edge, family, device) : "blackhole";
    }
    case "nat-gateway": {
      if (family === 6) return "blackhole";
      const nat = factOf(facts.natGateways, linkOf(target.to, id), "NAT gateway");
      const home = linkOf(nat.subnet, nat.id);
      if (home !== subnet.id) return fabric.to(`subnet ${home}`, 4, natDevice(facts, nat.id));
      const { first } = valueOf(nat.address, nat.id);
      return { via: `via ${formatAddress(4, first)} dev lan` };
    }
    case "vpn-gateway":
      return vpnWay(facts, fabric, target.to, vpc, family);
    case "transit-gateway": {
      const door = doorOf(facts, linkOf(target.to, id), vpc, subnet);
      if (door === undefined) return "blackhole";
      const up = upDevice(facts, door.attachment);
      return door.subnet === subnet.id
        ? fabric.to(`transit ${door.gateway}`, family, up, up)
        : fabric.to(`subnet ${door.subnet}`, family, `in-${up}`);
    }
    case "interface": {
      const face = factOf(facts.interfaces, linkOf(target.to, id), "interface");
      if (valueOf(face.sourceDestCheck, face.id)) return "blackhole";
      throw new NotCompiled(`${id} leads to ${face.id}, and nobody knows what that does with it`);
    }
    default:
      throw new NotCompiled(`${id} leads to a target that is not built here: ${target.kind}`);
  }
}

function vpnWay(facts: FactBase, fabric: Fabric, link: Link, vpc: Vpc, family: 4 | 6): Way {
  const gateway = factOf(facts.gateways, linkOf(link, vpc.id), "gateway");
  const here = gateway.kind === "vpn" && gateway.vpc !== "none" && linkOf(gateway.vpc, gateway.id) === vpc.id;
  return here ? fabric.to(`gateway ${gateway.id}`, family) : "blackhole";
}

/** The device of a subnet's router for what others send through a NAT gateway in it. */
export function natDevice(facts: FactBase, nat: FactId): string {
  return `nat${String(facts.natGateways.findIndex(({ id }) => id === nat))}`;
}

/**
 * Facts as a network of Linux namespaces: the kernel, not the proof, then decides what gets through.
 *
 * - An interface is a host with its security groups as tracked filters of its own.
 * - A subnet is a wire with its hosts and a router. The router holds the subnet's route table for what leaves, delivers what
 *   enters, and filters both by the network ACL without tracking. What stays on the wire meets neither.
 * - A VPC is a router that delivers to its subnets and to nothing else: the target of local routes and of peerings.
 * - Routers stand on one wire, the fabric, whose addresses nothing else uses.
 *
 * Imports nothing of the proof. Refuses, by name, what is not known or not built here.
 */
import { Cidr, formatAddress } from "../../../lib/model";
import type { FactBase, FactId, Interface, Route, Subnet, Vpc } from "../../../lib/terraform";
import { aclRules } from "./acls";
import { groupRules } from "./groups";
import { blockOf, factOf, linkOf, NotCompiled, requireCertain, valueOf } from "./known";
import type { HostAddress, KernelHost, KernelNetwork, KernelNode } from "./node";
import { routeProtocol } from "./node";

/** Tables of a subnet's router: for what enters the subnet, and for what leaves it. */
const [deliveries, departures] = [10, 20];

export function compile(facts: FactBase): KernelNetwork {
  requireCertain(facts);
  const fabric = new Fabric();
  const nodes: KernelNode[] = [];
  for (const vpc of facts.vpcs) nodes.push(vpcNode(facts, vpc, fabric));
  for (const subnet of facts.subnets) nodes.push(subnetNode(facts, subnet, fabric));
  const hosts: KernelHost[] = [];
  for (const face of facts.interfaces) {
    const addresses = addressesOf(face);
    const name = `host ${face.id}`;
    hosts.push({ id: face.id, node: name, addresses });
    nodes.push(hostNode(facts, face, name, addresses));
  }
  return { nodes, hosts };
}

/** Addresses of routers among themselves: of no VPC, and never asked about. */
class Fabric {
  private readonly numbers = new Map<string, number>();

  private via(node: string, family: 4 | 6): string {
    const known = this.numbers.get(node) ?? this.numbers.size + 1;
    this.numbers.set(node, known);
    if (known > 250) throw new NotCompiled("more than 250 routers");
    return family === 4 ? `198.18.0.${String(known)}` : `fd99::${known.toString(16)}`;
  }

  public to(node: string, family: 4 | 6): string {
    return `via ${this.via(node, family)} dev fab`;
  }

  public own(node: string): readonly string[] {
    return [`addr add ${this.via(node, 4)}/24 dev fab`, `addr add ${this.via(node, 6)}/64 dev fab nodad`];
  }
}

function vpcNode(facts: FactBase, vpc: Vpc, fabric: Fabric): KernelNode {
  const name = `vpc ${vpc.id}`;
  const subnets = facts.subnets.filter((subnet) => linkOf(subnet.vpc, subnet.id) === vpc.id);
  return {
    name,
    devices: [{ name: "fab", wire: "fabric" }],
    forwards: true,
    ip: [
      ...fabric.own(name),
      ...subnets.flatMap((subnet) =>
        subnet.blocks.map((each) => {
          const block = blockOf(each, subnet.id);
          return route(block, fabric.to(`subnet ${subnet.id}`, block.family));
        }),
      ),
    ],
    nft: "",
  };
}

function subnetNode(facts: FactBase, subnet: Subnet, fabric: Fabric): KernelNode {
  const name = `subnet ${subnet.id}`;
  const vpc = factOf(facts.vpcs, linkOf(subnet.vpc, subnet.id), "VPC");
  const blocks = subnet.blocks.map((block) => blockOf(block, subnet.id));
  const table = tableOf(facts, subnet, vpc);
  return {
    name,
    devices: [
      { name: "lan", wire: `lan ${subnet.id}`, table: departures },
      { name: "fab", wire: "fabric", table: deliveries },
    ],
    forwards: true,
    ip: [
      ...fabric.own(name),
      ...blocks.map((block) => `addr add ${gatewayOf(block)}/${String(block.prefix)} dev lan${nodad(block.family)}`),
      ...blocks.map((block) => route(block, "dev lan", deliveries)),
      ...vpc.blocks
        .map((block) => blockOf(block, vpc.id))
        .map((block) => route(block, fabric.to(`vpc ${vpc.id}`, block.family), departures, 25)),
      ...facts.routes
        .filter((each) => linkOf(each.table, each.id) === table)
        .map((each) => {
          const block = destinationOf(each);
          return route(block, targetOf(facts, each, vpc, fabric, block.family), departures, 10);
        }),
    ],
    nft: aclRules(facts, subnet),
  };
}

function hostNode(facts: FactBase, face: Interface, name: string, addresses: readonly HostAddress[]): KernelNode {
  const [link] = face.subnets;
  if (link === undefined || face.subnets.length > 1) throw new NotCompiled(`${face.id} is not in exactly one subnet`);
  const subnet = factOf(facts.subnets, linkOf(link, face.id), "subnet");
  const blocks = subnet.blocks.map((block) => blockOf(block, subnet.id));
  return {
    name,
    devices: [{ name: "eth0", wire: `lan ${subnet.id}` }],
    forwards: false,
    ip: addresses.flatMap(({ family, text }) => {
      const block = blocks.find((each) => each.family === family);
      if (block === undefined) throw new NotCompiled(`${face.id} has ${text}, which is not in its subnet`);
      return [
        `addr add ${text}/${String(block.prefix)} dev eth0${nodad(family)}`,
        route(Cidr.fromNumber(family, 0n, 0), `via ${gatewayOf(block)} dev eth0`),
      ];
    }),
    nft: groupRules(facts, face),
  };
}

function addressesOf(face: Interface): readonly HostAddress[] {
  const blocks = valueOf(face.addresses, `addresses of ${face.id}`).toCidrs();
  return blocks.map((block) => {
    if (block.size !== 1n || blocks.filter(({ family }) => family === block.family).length > 1)
      throw new NotCompiled(`${face.id} has more than one address of a family`);
    return { family: block.family, text: formatAddress(block.family, block.first), value: block.first };
  });
}

function tableOf(facts: FactBase, subnet: Subnet, vpc: Vpc): FactId {
  const own = facts.routeTableAssociations.find(({ of, id }) => "subnet" in of && linkOf(of.subnet, id) === subnet.id);
  return own === undefined ? linkOf(vpc.mainRouteTable, vpc.id) : linkOf(own.table, own.id);
}

function destinationOf(each: Route): Cidr {
  if ("block" in each.destination) return blockOf(each.destination.block, each.id);
  throw new NotCompiled(`${each.id} goes to a prefix list`);
}

/** Where a route leads on the fabric. */
function targetOf(facts: FactBase, each: Route, vpc: Vpc, fabric: Fabric, family: 4 | 6): string {
  if (valueOf(each.blackhole, each.id)) return blackhole;
  const { target } = each;
  switch (target.kind) {
    case "local":
      return fabric.to(`vpc ${vpc.id}`, family);
    case "peering": {
      const peering = factOf(facts.peerings, linkOf(target.to, each.id), "peering");
      const sides = [linkOf(peering.requester, peering.id), linkOf(peering.accepter, peering.id)];
      const other = sides.find((side) => side !== vpc.id);
      if (!sides.includes(vpc.id) || other === undefined || !valueOf(peering.active, peering.id)) return blackhole;
      return fabric.to(`vpc ${other}`, family);
    }
    default:
      throw new NotCompiled(`${each.id} leads to a ${target.kind}`);
  }
}

const blackhole = "blackhole";

/** @param metric - of two routes to the same block, the lower is taken */
function route(block: Cidr, to: string, table = 254, metric = 1): string {
  const [kind, way] = to === blackhole ? ["blackhole ", ""] : ["", ` ${to}`];
  return `route add ${kind}${block.toString()}${way} table ${String(table)} metric ${String(metric)} proto ${String(routeProtocol)}`;
}

/** The first address of a subnet is AWS's router. */
function gatewayOf(block: Cidr): string {
  return formatAddress(block.family, block.first + 1n);
}

function nodad(family: 4 | 6): string {
  return family === 6 ? " nodad" : "";
}

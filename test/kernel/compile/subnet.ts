/**
 * The router of a subnet: its route table for what leaves, its network ACL for what leaves and enters.
 *
 * Besides its own wire and the fabric it has a device for each NAT gateway in the subnet, by which others reach it, and two
 * for each transit gateway that is attached here: in from the VPC, and up to the transit gateway.
 */
import { formatAddress } from "../../../lib/model";
import type { FactBase, Subnet } from "../../../lib/terraform";
import { aclRules } from "./acls";
import { fabricWire, type Fabric } from "./fabric";
import { blockOf, factOf, linkOf, valueOf } from "./known";
import { address, everything, gatewayOf, route } from "./line";
import type { Device, KernelNode } from "./node";
import { natDevice, tableLines, tableOf } from "./routes";
import { attachmentsIn, upDevice } from "./transit";

/** Routing tables: for what enters the subnet, for what leaves it, and from here on one for each further device. */
const [deliveries, departures, others] = [10, 20, 30];

export function subnetNode(facts: FactBase, fabric: Fabric, subnet: Subnet): KernelNode {
  const name = `subnet ${subnet.id}`;
  const vpc = factOf(facts.vpcs, linkOf(subnet.vpc, subnet.id), "VPC");
  const blocks = subnet.blocks.map((block) => blockOf(block, subnet.id));
  const devices: Device[] = [
    { name: "lan", wire: `lan ${subnet.id}`, table: departures },
    { name: "fab", wire: fabricWire, table: deliveries },
  ];
  const lines: string[] = [];
  const departing = (table: number): readonly string[] =>
    tableLines(facts, fabric, tableOf(facts, subnet, vpc), vpc, subnet, table);
  const here = (table: number): readonly string[] => blocks.map((block) => route(block, { via: "dev lan" }, table));
  let table = others;
  for (const nat of facts.natGateways.filter((each) => linkOf(each.subnet, each.id) === subnet.id)) {
    devices.push({ name: natDevice(facts, nat.id), wire: fabricWire, table });
    const inside = formatAddress(4, valueOf(nat.address, nat.id).first);
    lines.push(route(everything(4), { via: `via ${inside} dev lan onlink` }, table));
    table += 1;
  }
  for (const attachment of attachmentsIn(facts, subnet)) {
    const up = upDevice(facts, attachment.id);
    const transit = `transit ${linkOf(attachment.transitGateway, attachment.id)}`;
    devices.push({ name: `in-${up}`, wire: fabricWire, table }, { name: up, wire: fabricWire, table: table + 1 });
    for (const family of [4, 6] as const)
      lines.push(route(everything(family), fabric.to(transit, family, up, up), table));
    // What comes down is routed by the subnet's table, as what leaves it; its own addresses are here.
    lines.push(...departing(table + 1), ...blocks.map((block) => route(block, { via: "dev lan" }, table + 1, 0)));
    table += 2;
  }
  return {
    name,
    devices,
    forwards: true,
    ip: [
      ...fabric.addresses(name, devices),
      ...blocks.map((block) => address(block.family, gatewayOf(block), block.prefix, "lan")),
      ...here(deliveries),
      ...departing(departures),
      ...lines,
    ],
    nft: aclRules(facts, subnet),
  };
}

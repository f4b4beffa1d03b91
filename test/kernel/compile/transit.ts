/**
 * A transit gateway as a router with a device for each attachment; each device has the route table that its attachment is
 * associated with.
 */
import { type Cidr } from "../../../lib/model";
import type { FactBase, FactId, Subnet, TransitAttachment, TransitGateway, Vpc } from "../../../lib/terraform";
import { fabricWire, type Fabric } from "./fabric";
import { blockOf, factOf, linkOf, NotCompiled, valueOf } from "./known";
import { route } from "./line";
import type { KernelNode } from "./node";

/** How a VPC gets into a transit gateway from one of its subnets. */
export interface Door {
  readonly gateway: FactId;
  readonly attachment: FactId;
  readonly subnet: FactId;
}

/** Through the attachment's subnet of the same zone; undefined when there is none. */
export function doorOf(facts: FactBase, gateway: FactId, vpc: Vpc, from: Subnet): Door | undefined {
  const zone = (subnet: Subnet): string => valueOf(subnet.zone, subnet.id);
  for (const attachment of vpcAttachments(facts, gateway)) {
    const door = factOf(facts.subnets, doorSubnet(attachment), "subnet");
    if (linkOf(door.vpc, door.id) !== vpc.id || !valueOf(attachment.active, attachment.id)) continue;
    if (zone(door) === zone(from)) return { gateway, attachment: attachment.id, subnet: door.id };
  }
  return undefined;
}

/** Attachments whose subnet this is. */
export function attachmentsIn(facts: FactBase, subnet: Subnet): readonly TransitAttachment[] {
  return facts.transitAttachments.filter((each) => doorSubnet(each) === subnet.id);
}

/** The device of an attachment, on both its sides. */
export function upDevice(facts: FactBase, attachment: FactId): string {
  return `up${String(facts.transitAttachments.findIndex(({ id }) => id === attachment))}`;
}

export function transitNode(facts: FactBase, fabric: Fabric, gateway: TransitGateway): KernelNode {
  const name = `transit ${gateway.id}`;
  const attachments = vpcAttachments(facts, gateway.id).map((attachment, i) => ({
    attachment,
    device: { name: upDevice(facts, attachment.id), wire: fabricWire, table: 10 + i },
  }));
  const devices = attachments.map(({ device }) => device);
  const down = (block: Cidr, to: FactId, table: number, metric: number): string => {
    const attachment = factOf(facts.transitAttachments, to, "attachment");
    const up = upDevice(facts, to);
    const open = valueOf(attachment.active, to) && (block.family === 4 || valueOf(attachment.ipv6, to));
    return route(
      block,
      open ? fabric.to(`subnet ${doorSubnet(attachment)}`, block.family, up, up) : "blackhole",
      table,
      metric,
    );
  };
  return {
    name,
    devices,
    forwards: true,
    ip: [
      ...fabric.addresses(name, devices),
      ...attachments.flatMap(({ attachment, device: { table } }) => {
        const own = tableOf(facts, attachment.id);
        return [
          ...facts.transitRoutes
            .filter((each) => linkOf(each.table, each.id) === own)
            .map((each) => {
              if (!("block" in each.destination)) throw new NotCompiled(`${each.id} goes to a prefix list`);
              const block = blockOf(each.destination.block, each.id);
              if (each.to === "blackhole") return route(block, "blackhole", table, 10);
              if ("unknown" in each.to) throw new NotCompiled(`where ${each.id} leads is not known`);
              return down(block, linkOf(each.to.attachment, each.id), table, 10);
            }),
          ...facts.transitPropagations
            .filter((each) => linkOf(each.table, each.id) === own)
            .flatMap((each) => {
              const from = linkOf(each.attachment, each.id);
              return announced(facts, from).map((block) => down(block, from, table, 30));
            }),
        ];
      }),
    ],
    nft: [
      "table inet transit {",
      "chain names {",
      "type filter hook forward priority 0;",
      // Let out by the name of a group alone: names do not count on the way out across a transit gateway.
      "ip dscp cs2 drop",
      "ip6 dscp cs2 drop",
      // What came this way is known by its mark where names count on the way in.
      "ip dscp set cs1",
      "ip6 dscp set cs1",
      "}",
      "}",
    ].join("\n"),
  };
}

/** Whether a rule for what comes in may name a group across it, from one VPC to another. */
export function namesAcross(facts: FactBase, from: FactId, to: FactId): boolean {
  return facts.transitGateways.some((gateway) => {
    const sides = [from, to].map((vpc) =>
      vpcAttachments(facts, gateway.id).find((each) => "vpc" in each.peer && linkOf(each.peer.vpc, each.id) === vpc),
    );
    return (
      valueOf(gateway.groupReferences, gateway.id) &&
      sides.every((side) => side !== undefined && valueOf(side.groupReferences, side.id))
    );
  });
}

function vpcAttachments(facts: FactBase, gateway: FactId): readonly TransitAttachment[] {
  return facts.transitAttachments.filter((each) => linkOf(each.transitGateway, each.id) === gateway);
}

function tableOf(facts: FactBase, attachment: FactId): FactId | undefined {
  const own = facts.transitAssociations.find((each) => linkOf(each.attachment, each.id) === attachment);
  return own === undefined ? undefined : linkOf(own.table, own.id);
}

function announced(facts: FactBase, attachment: FactId): readonly Cidr[] {
  const { peer } = factOf(facts.transitAttachments, attachment, "attachment");
  if (!("vpc" in peer)) throw new NotCompiled(`${attachment} is not of a VPC`);
  const vpc = factOf(facts.vpcs, linkOf(peer.vpc, attachment), "VPC");
  return vpc.blocks.map((block) => blockOf(block, vpc.id));
}

/** With more than one, which is taken on the way back is AWS's choice. */
function doorSubnet({ peer, id }: TransitAttachment): FactId {
  if (!("vpc" in peer)) throw new NotCompiled(`${id} is not of a VPC`);
  const [only] = peer.subnets;
  if (only === undefined || peer.subnets.length > 1) throw new NotCompiled(`${id} is not in exactly one subnet`);
  return linkOf(only, id);
}

/** How a network's VPC meets a transit gateway: by an interface in each zone, in subnets that hold nothing else. */
import { Lazy } from "cdktf";
import { Construct } from "constructs";
import { Ec2TransitGatewayVpcAttachment } from "@cdktf/provider-aws/lib/ec2-transit-gateway-vpc-attachment";
import type { AclEntry } from "../acl/entry";
import type { Declaration, Room } from "../declaration";
import { SegmentNetworkAcl } from "../network-acl";
import { transitRoom } from "../rooms";
import { SegmentSubnets } from "../subnets";
import type { Tags } from "../tags";
import type { Attachment } from "./trust-group";

export interface VpcAttachmentProps {
  readonly transitGatewayId: string;
  readonly tags: Tags;
  /**
   * Entries of the ACL of its subnets, asked for when the stack is synthesized.
   *
   * @default - the network's own addresses, both ways
   */
  readonly entries?: () => readonly AclEntry[];
  /**
   * `kept`: both ways of a connection go through one zone (appliance mode), which a firewall that sees connections needs.
   *
   * @default - each way goes through the zone that it comes from
   */
  readonly symmetry?: "kept";
}

/**
 * The attachment's subnets are its own because a network ACL is not applied as one would think where interfaces of the VPC
 * share a subnet with an attachment (transit gateway guide, "How network ACLs work with transit gateways"). Theirs lets the
 * VPC's own addresses through, both ways; the ACLs and groups of segments hold the rest.
 */
export class VpcAttachment extends Construct {
  public readonly subnets: SegmentSubnets;
  public readonly networkAcl: SegmentNetworkAcl;
  public readonly resource: Ec2TransitGatewayVpcAttachment;
  public readonly attachment: Attachment;

  /** @internal */
  public constructor(scope: Construct, id: string, declaration: Declaration, props: VpcAttachmentProps) {
    super(scope, id);
    const { vpcId, props: network } = declaration;
    const name = `${network.name}-${transitRoom}`;
    const room: Room = {
      name: transitRoom,
      zones: network.zones,
      subnetPrefix: 28,
      reservedZones: 4,
      block: undefined,
    };
    declaration.addRoom(room);
    this.subnets = new SegmentSubnets(this, "Subnets", {
      vpcId,
      name,
      tags: props.tags,
      subnets: room.zones.map((zone) => ({
        zone,
        cidr: Lazy.stringValue({ produce: () => declaration.compile().subnetOf(transitRoom, zone) }),
      })),
    });
    declaration.arrivals.add({ name: transitRoom, subnets: this.subnets });
    this.networkAcl = new SegmentNetworkAcl(this, "NetworkAcl", {
      vpcId,
      name,
      tags: props.tags,
      subnetIds: this.subnets.subnetIds,
      entries: props.entries ?? (() => transitEntries(network.block.toString())),
    });
    // Association and propagation are off at the gateway, so that they are not said again here.
    this.resource = new Ec2TransitGatewayVpcAttachment(this, "Resource", {
      transitGatewayId: props.transitGatewayId,
      vpcId,
      subnetIds: [...this.subnets.subnetIds],
      dnsSupport: "enable",
      ...(props.symmetry === undefined ? {} : { applianceModeSupport: "enable" }),
      tags: { ...props.tags, Name: name },
    });
    this.attachment = { key: network.name, attachmentId: this.resource.id };
  }
}

/** From the VPC's own addresses in, towards the gateway; and out to them, from it. */
export function transitEntries(block: string): readonly AclEntry[] {
  return (["egress", "ingress"] as const).map((direction) => ({
    direction,
    number: 100,
    action: "allow",
    family: 4,
    cidr: block,
    transport: { protocol: "all" },
    peer: "the network's own addresses",
    because: [],
  }));
}

/** A trust group: what is routed by one route table of a transit gateway. */
import { Construct } from "constructs";
import { Ec2TransitGatewayRoute } from "@cdktf/provider-aws/lib/ec2-transit-gateway-route";
import { Ec2TransitGatewayRouteTable } from "@cdktf/provider-aws/lib/ec2-transit-gateway-route-table";
import { Ec2TransitGatewayRouteTableAssociation } from "@cdktf/provider-aws/lib/ec2-transit-gateway-route-table-association";
import { Ec2TransitGatewayRouteTablePropagation } from "@cdktf/provider-aws/lib/ec2-transit-gateway-route-table-propagation";
import { privateNetworks } from "../../model";
import type { Tags } from "../tags";
import type { Destination } from "./join";

/** Something attached to a transit gateway: a VPC, or one VPN connection. */
export interface Attachment {
  /** Made of names; part of the addresses of what is built for it. */
  readonly key: string;
  readonly attachmentId: string;
}

export interface TrustGroupProps {
  readonly transitGatewayId: string;
  readonly name: string;
  readonly tags: Tags;
}

/**
 * A route table that drops everything between private addresses from its first day on. A conduit adds the exact blocks of
 * its other end, which are more specific; a pair without a conduit stays dropped, and an addition changes no route.
 */
export class TrustGroup extends Construct {
  public readonly resource: Ec2TransitGatewayRouteTable;
  public readonly routeTableId: string;

  public constructor(scope: Construct, id: string, props: TrustGroupProps) {
    super(scope, id);
    this.resource = new Ec2TransitGatewayRouteTable(this, "Resource", {
      transitGatewayId: props.transitGatewayId,
      tags: { ...props.tags, Name: props.name },
    });
    this.routeTableId = this.resource.id;
    for (const block of privateNetworks) {
      new Ec2TransitGatewayRoute(this, `Drop_${block.toString().replace(/[./]/g, "-")}`, {
        transitGatewayRouteTableId: this.routeTableId,
        destinationCidrBlock: block.toString(),
        blackhole: true,
      });
    }
  }

  /** Routes what comes from the attachment by this table. */
  public associate({ key, attachmentId }: Attachment): void {
    new Ec2TransitGatewayRouteTableAssociation(this, `From_${key}`, {
      transitGatewayAttachmentId: attachmentId,
      transitGatewayRouteTableId: this.routeTableId,
    });
  }

  /** A route to a block, or the one that is there. */
  public routeTo(to: Destination, { attachmentId }: Attachment): void {
    const id = `To_${to.key}`;
    if (this.node.tryFindChild(id) !== undefined) return;
    new Ec2TransitGatewayRoute(this, id, {
      transitGatewayRouteTableId: this.routeTableId,
      destinationCidrBlock: to.block,
      transitGatewayAttachmentId: attachmentId,
    });
  }

  /** Routes to what a site announces by BGP, over each of its connections. */
  public learnFrom({ key, attachmentId }: Attachment): void {
    const id = `Learn_${key}`;
    if (this.node.tryFindChild(id) !== undefined) return;
    new Ec2TransitGatewayRouteTablePropagation(this, id, {
      transitGatewayAttachmentId: attachmentId,
      transitGatewayRouteTableId: this.routeTableId,
    });
  }
}

/** The subnets of a segment: one in each zone, private, each with a route table of its own. */
import { Construct } from "constructs";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { compareText } from "../model";
import type { Tags } from "./tags";
import type { Destination } from "./transit/join";
import { checkRequired, array, nameNeed, vpcNeed } from "./required";

/** One subnet that is wanted. */
export interface SubnetRequest {
  /** An availability zone's name: `us-east-1a`. */
  readonly zone: string;
  /** IPv4 block, /16 to /28, or a token for one. */
  readonly cidr: string;
  /**
   * IPv6 /64 block, or a token for one.
   *
   * @default - the subnet has no IPv6
   */
  readonly ipv6Cidr?: string | undefined;
  /**
   * ARN of the Outpost that the subnet lies on.
   *
   * @default - the subnet lies in the Region
   */
  readonly outpostArn?: string | undefined;
}

export interface SegmentSubnetsProps {
  readonly vpcId: string;
  /** Prefix of the `Name` tag. */
  readonly name: string;
  readonly subnets: readonly SubnetRequest[];
  /** @default - no tags but `Name` */
  readonly tags?: Tags;
}

/** Where a route leads. */
export type RouteTarget =
  | { readonly gatewayId: string }
  | { readonly transitGatewayId: string }
  | { readonly natGatewayId: string }
  | { readonly vpcEndpointId: string };

/** What a segment has in one zone. */
export interface ZoneSubnet {
  readonly zone: string;
  readonly subnet: Subnet;
  readonly routeTable: RouteTable;
  readonly subnetId: string;
  readonly routeTableId: string;
  readonly association: RouteTableAssociation;
}

/**
 * Private subnets: no address in them is ever public by itself, and their route tables hold nothing but the VPC's own
 * local route until something else adds one.
 */
export class SegmentSubnets extends Construct {
  /** One for each zone, sorted by zone. */
  public readonly zones: readonly ZoneSubnet[];

  private readonly destinations = new Set<string>();

  public constructor(scope: Construct, id: string, props: SegmentSubnetsProps) {
    super(scope, id);
    checkRequired(this.node.path, "subnets", props, {
      vpcId: vpcNeed,
      name: nameNeed,
      subnets: array("a zone and a block each"),
    });
    const sorted = [...props.subnets].sort((a, b) => compareText(a.zone, b.zone));
    this.zones = sorted.map((request) => this.addZone(props, request));
  }

  public get subnetIds(): readonly string[] {
    return this.zones.map((zone) => zone.subnetId);
  }

  /** Where {@link routeTo} leads, sorted: what each zone's table holds beside the local route. */
  public get routes(): readonly string[] {
    return [...this.destinations].sort(compareText);
  }

  /**
   * A route to a block, from every zone. Asked for again, it is the route that is there.
   *
   * @param to an IPv4 block or a token for one, and what stands for it in the routes' addresses
   * @param target where it leads, or where it leads from each zone
   */
  public routeTo(to: Destination, target: RouteTarget | ((zone: string) => RouteTarget)): void {
    const { key, block } = to;
    this.destinations.add(key);
    const id = `To_${key}`;
    for (const { zone, routeTableId } of this.zones) {
      const at = this.node.findChild(zone) as Construct;
      if (at.node.tryFindChild(id) === undefined)
        new Route(at, id, {
          routeTableId,
          destinationCidrBlock: block,
          ...(typeof target === "function" ? target(zone) : target),
        });
    }
  }

  private addZone({ vpcId, name, tags }: SegmentSubnetsProps, request: SubnetRequest): ZoneSubnet {
    const at = new Construct(this, request.zone);
    const named = { ...tags, Name: `${name}-${request.zone}` };
    const subnet = new Subnet(at, "Subnet", {
      vpcId,
      availabilityZone: request.zone,
      cidrBlock: request.cidr,
      mapPublicIpOnLaunch: false,
      ...(request.ipv6Cidr === undefined ? {} : { ipv6CidrBlock: request.ipv6Cidr, assignIpv6AddressOnCreation: true }),
      ...(request.outpostArn === undefined ? {} : { outpostArn: request.outpostArn }),
      tags: named,
    });
    const routeTable = new RouteTable(at, "RouteTable", { vpcId, tags: named });
    // Read once: every reading of an attribute makes a new token.
    const [subnetId, routeTableId] = [subnet.id, routeTable.id];
    const association = new RouteTableAssociation(at, "RouteTableAssociation", {
      subnetId,
      routeTableId,
    });
    return { zone: request.zone, subnet, routeTable, subnetId, routeTableId, association };
  }
}

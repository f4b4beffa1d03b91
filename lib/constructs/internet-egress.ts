/** The one way out to the internet: NAT gateways in subnets of their own, for the segments that ask. */
import { Lazy, type TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { Eip } from "@cdktf/provider-aws/lib/eip";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { InvalidInput, type ConduitDefinition, type Service } from "../model";
import { connectAll } from "./connect";
import type { Declaration, Room } from "./declaration";
import type { ConduitDetails } from "./ends";
import { egressRoom } from "./rooms";
import { SegmentNetworkAcl } from "./network-acl";
import type { Segment } from "./segment";
import { SegmentSubnets } from "./subnets";
import type { Tags } from "./tags";
import { anywhere, refuseSecondWayOut, requestsToInternet } from "./way-out";

export interface InternetEgressProps {
  readonly zones: readonly string[];
  readonly tags: Tags;
  readonly name: string;
}

/**
 * An internet gateway, and in each zone a NAT gateway in a /28 of its own. Nothing can start a connection inwards: only
 * these subnets have a route from the internet gateway, and only NAT gateways are in them.
 */
export class InternetEgress extends Construct {
  public readonly gateway: InternetGateway;
  public readonly networkAcl: SegmentNetworkAcl;
  public readonly natGateways: ReadonlyMap<string, NatGateway>;
  public readonly subnets: SegmentSubnets;

  /** @internal */
  public constructor(scope: Construct, id: string, declaration: Declaration, props: InternetEgressProps) {
    super(scope, id);
    const { vpcId } = declaration;
    const room: Room = {
      name: egressRoom,
      zones: [...props.zones].sort(),
      subnetPrefix: 28,
      reservedZones: 4,
      block: undefined,
    };
    declaration.addRoom(room);
    const tags = { ...props.tags, Name: `${props.name}-${egressRoom}` };
    this.gateway = new InternetGateway(this, "Gateway", { vpcId, tags });
    this.subnets = new SegmentSubnets(this, "Subnets", {
      vpcId,
      name: `${props.name}-${egressRoom}`,
      tags: props.tags,
      subnets: room.zones.map((zone) => ({
        zone,
        cidr: Lazy.stringValue({ produce: () => declaration.compile().subnetOf(egressRoom, zone) }),
      })),
    });
    declaration.arrivals.add({ name: egressRoom, subnets: this.subnets });
    const byZone = new Map<string, NatGateway>();
    for (const { zone, subnetId, routeTableId } of this.subnets.zones) {
      const at = new Construct(this, zone);
      new Route(at, "ToInternet", {
        routeTableId,
        destinationCidrBlock: anywhere,
        gatewayId: this.gateway.id,
      });
      const address = new Eip(at, "Address", { domain: "vpc", tags, dependsOn: [this.gateway] });
      byZone.set(
        zone,
        new NatGateway(at, "NatGateway", {
          subnetId,
          allocationId: address.id,
          tags,
          dependsOn: [this.gateway],
        }),
      );
    }
    this.natGateways = byZone;
    this.networkAcl = new SegmentNetworkAcl(this, "NetworkAcl", {
      vpcId,
      name: `${props.name}-${egressRoom}`,
      tags: props.tags,
      subnetIds: this.subnets.subnetIds,
      entries: () => declaration.compile().entriesOf(egressRoom),
    });
  }

  /** The route of one segment's zone to this zone's NAT gateway. */
  public routeFrom(segment: Segment, resource: (id: string) => TerraformResource | undefined): void {
    for (const { zone, routeTableId } of segment.subnets.zones) {
      if (resource(zone) !== undefined) continue;
      const nat = this.natGateways.get(zone);
      if (nat === undefined) continue;
      new Route(segment, `ToInternet_${zone}`, {
        routeTableId,
        destinationCidrBlock: anywhere,
        natGatewayId: nat.id,
      });
    }
  }
}

/** Declares conduits from a segment to public addresses. */
export function allowToInternet(
  segment: Segment,
  services: Service | readonly Service[],
  details: ConduitDetails,
): readonly ConduitDefinition[] {
  const { declaration } = segment;
  const egress = declaration.internetEgress;
  if (egress === undefined) {
    throw new InvalidInput([
      {
        what: `segment "${segment.name}" asks for the internet, but network "${declaration.props.name}" has no way out`,
        allowed: "network.addInternetEgress() first",
        where: segment.node.path,
      },
    ]);
  }
  refuseSecondWayOut(segment, "egress");
  const definitions = connectAll(declaration, requestsToInternet(segment, services, details));
  egress.routeFrom(segment, (zone) => segment.node.tryFindChild(`ToInternet_${zone}`) as TerraformResource | undefined);
  declaration.markInternet(segment.name, "egress");
  return definitions;
}

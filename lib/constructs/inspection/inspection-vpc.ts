/** A VPC on a transit gateway through whose firewall the networks there reach the internet, and by no other way. */
import { Annotations, Lazy } from "cdktf";
import { Construct } from "constructs";
import { Eip } from "@cdktf/provider-aws/lib/eip";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { carrierTags, choiceIssues, refuse, type Issue, type LogRetention } from "../../model";
import type { Declaration, DeclaredConduit, Room } from "../declaration";
import { declare } from "../declare";
import { stackOf } from "../framework";
import { LockDown } from "../lock-down";
import { SegmentNetworkAcl } from "../network-acl";
import type { NetworkProps } from "../network-props";
import { NetworkOutputs } from "../outputs";
import { firewallRoom, inspectionNatRoom, transitRoom } from "../rooms";
import type { Segment } from "../segment";
import { SegmentSubnets } from "../subnets";
import { registerSynthesis } from "../synthesis";
import type { Tags } from "../tags";
import type { TransitGateway } from "../transit/transit-gateway";
import type { TrustGroup } from "../transit/trust-group";
import { VpcAttachment } from "../transit/vpc-attachment";
import type { Destruction } from "../vpn/site-edge";
import { anywhere } from "../way-out";
import { Inspection } from "./inspection";
import { InspectionFirewall, type Guard } from "./inspection-firewall";
import { checkMode, type InspectionMode } from "./inspection-mode";
import { checkRequired, having, networkNeeds } from "../required";

/** What an inspection VPC is told: a block of its own (a /24 is enough for four zones), its zones and its owner. */
export interface InspectionProps extends Omit<NetworkProps, "reviewBy"> {
  /**
   * Whether the firewall drops what no conduit names, or only logs it.
   *
   * @default "enforce"
   */
  readonly mode?: InspectionMode;
  /**
   * Whether the firewall, its logs and their key may be destroyed: by Terraform, and the firewall by anyone at AWS.
   *
   * @default "prevented"
   */
  readonly destruction?: Destruction;
  /**
   * Whether the firewall's zones may change. AWS refuses to add one while it is prevented.
   *
   * @default "prevented"
   */
  readonly subnetChanges?: Guard;
  /**
   * How many domains each conduit's list has room for, 1–1000. Fixed for life: another number replaces every list.
   *
   * @default 100
   */
  readonly domainsPerConduit?: number;
  /**
   * Days that the firewall's logs are kept.
   *
   * @default 2192 - six years
   */
  readonly logRetentionInDays?: LogRetention;
}

export interface InspectionVpcProps extends InspectionProps {
  readonly hub: TransitGateway;
}

/**
 * In each zone: a subnet of the attachment, one of the firewall's endpoint and one of a NAT gateway. What comes from the
 * transit gateway passes the endpoint of its zone on the way out, and again on the way back. Only the exact blocks of the
 * segments that asked have a way back, in its own table at the transit gateway as in the tables here.
 */
export class InspectionVpc extends Construct {
  /** @internal */
  public readonly declaration: Declaration;
  public readonly name: string;
  public readonly vpc: Vpc;
  public readonly vpcId: string;
  public readonly lockDown: LockDown;
  public readonly attachment: VpcAttachment;
  public readonly firewall: InspectionFirewall;
  public readonly internetGateway: InternetGateway;
  /** By zone. */
  public readonly natGateways: ReadonlyMap<string, NatGateway>;
  public readonly firewallSubnets: SegmentSubnets;
  public readonly natSubnets: SegmentSubnets;
  /** @internal */
  public readonly hub: TransitGateway;
  /** How many domains a conduit may name. */
  public readonly domainsPerConduit: number;
  private readonly trustGroup: TrustGroup;
  private readonly tags: Tags;

  public constructor(scope: Construct, id: string, props: InspectionVpcProps) {
    super(scope, id);
    checkRequired(this.node.path, "inspection VPC", props, {
      hub: having("a TransitGateway", "node"),
      ...networkNeeds,
    });
    const { hub, name, mode = "enforce", destruction = "prevented", subnetChanges = "prevented" } = props;
    this.hub = hub;
    this.name = name;
    this.domainsPerConduit = props.domainsPerConduit ?? 100;
    refuse(this.issuesOf(props).map((issue) => ({ ...issue, where: this.node.path })));
    // No conduit starts here, so that there is none to look at again.
    this.declaration = declare(this, { ...props, reviewBy: "9999-12-31" }, "none");
    const { declaration } = this;
    checkMode(name, mode, declaration.props.today, this.node.path);
    this.tags = { ...declaration.props.tags, [carrierTags.network]: name };
    const { tags } = this;
    this.vpc = new Vpc(this, "Resource", {
      cidrBlock: declaration.props.block.toString(),
      enableDnsSupport: true,
      enableDnsHostnames: false,
      tags: { ...tags, Name: name },
    });
    this.vpcId = this.vpc.id;
    declaration.vpcId = this.vpcId;
    declaration.vpc = this.vpc;
    declaration.hub = hub;
    this.lockDown = new LockDown(this, "LockDown", {
      vpcId: this.vpcId,
      defaultNetworkAclId: this.vpc.defaultNetworkAclId,
      defaultRouteTableId: this.vpc.defaultRouteTableId,
      name,
      tags,
    });
    this.attachment = new VpcAttachment(this, "TransitAttachment", declaration, {
      transitGatewayId: hub.transitGatewayId,
      tags,
      entries: () => declaration.compile().entriesOf(transitRoom),
      symmetry: "kept",
    });
    this.firewallSubnets = this.subnetsOf("FirewallSubnets", firewallRoom);
    this.natSubnets = this.subnetsOf("NatSubnets", inspectionNatRoom);
    this.firewall = new InspectionFirewall(this, "Firewall", {
      vpcId: this.vpcId,
      name,
      subnets: this.firewallSubnets,
      mode,
      destruction,
      subnetChanges,
      retentionInDays: props.logRetentionInDays,
      room: this.domainsPerConduit,
      tags,
    });
    this.internetGateway = new InternetGateway(this, "InternetGateway", {
      vpcId: this.vpcId,
      tags: { ...tags, Name: name },
    });
    this.natGateways = new Map(this.natSubnets.zones.map(({ zone, subnetId }) => [zone, this.natIn(zone, subnetId)]));
    this.routeOut();
    this.trustGroup = hub.group(undefined, `inspection_${name}`);
    this.trustGroup.associate(this.attachment.attachment);
    declaration.inspection = new Inspection({
      mode,
      firewall: this.firewall.resource,
      policy: this.firewall.policy,
      subnets: new Map([
        [transitRoom, this.attachment.subnets],
        [firewallRoom, this.firewallSubnets],
        [inspectionNatRoom, this.natSubnets],
      ]),
      priorities: this.firewall.priorities,
    });
    hub.inspectBy(this);
    new NetworkOutputs(this, "Outputs", declaration);
    registerSynthesis(this);
    if (mode !== "enforce") {
      Annotations.of(this).addWarning(
        `inspection VPC "${name}" only alerts until ${mode.alert.expires}: what no domain list names passes (${mode.alert.ticket})`,
      );
    }
  }

  /** @internal A conduit of a segment that asked: its list, and the ways back to its block. */
  public admit(segment: Segment, conduit: DeclaredConduit, block: string): void {
    const { definition, aclSeed } = conduit;
    this.firewall.admit(definition, block, aclSeed);
    this.declaration.inspection?.admit({ conduit, from: segment });
    this.declaration.recompile();
    const back = { key: segment.name, block };
    const { attachment } = segment.declaration;
    if (attachment !== undefined) this.trustGroup.routeTo(back, attachment);
    this.firewallSubnets.routeTo(back, { transitGatewayId: this.hub.transitGatewayId });
    this.natSubnets.routeTo(back, (zone) => ({ vpcEndpointId: this.firewall.endpointIn(zone) }));
  }

  /** From the transit gateway to the firewall, from there to the NAT gateway of the zone, from there out. */
  private routeOut(): void {
    const out = { key: "internet", block: anywhere };
    this.attachment.subnets.routeTo(out, (zone) => ({ vpcEndpointId: this.firewall.endpointIn(zone) }));
    this.firewallSubnets.routeTo(out, (zone) => ({ natGatewayId: this.natGateways.get(zone)?.id ?? "" }));
    this.natSubnets.routeTo(out, { gatewayId: this.internetGateway.id });
  }

  private subnetsOf(id: string, roomName: string): SegmentSubnets {
    const { declaration, tags, vpcId } = this;
    const name = `${this.name}-${roomName}`;
    const room: Room = {
      name: roomName,
      zones: declaration.props.zones,
      subnetPrefix: 28,
      reservedZones: 4,
      block: undefined,
    };
    declaration.addRoom(room);
    const subnets = new SegmentSubnets(this, id, {
      vpcId,
      name,
      tags,
      subnets: room.zones.map((zone) => ({
        zone,
        cidr: Lazy.stringValue({ produce: () => declaration.compile().subnetOf(roomName, zone) }),
      })),
    });
    new SegmentNetworkAcl(this, `${id}Acl`, {
      vpcId,
      name,
      tags,
      subnetIds: subnets.subnetIds,
      entries: () => declaration.compile().entriesOf(roomName),
    });
    return subnets;
  }

  private natIn(zone: string, subnetId: string): NatGateway {
    const at = new Construct(this, `Nat_${zone}`);
    const tags = { ...this.tags, Name: `${this.name}-${zone}` };
    const dependsOn = [this.internetGateway];
    const address = new Eip(at, "Address", { domain: "vpc", tags, dependsOn });
    return new NatGateway(at, "Resource", { subnetId, allocationId: address.id, tags, dependsOn });
  }

  private issuesOf({ hub, name, destruction, subnetChanges }: InspectionVpcProps): readonly Issue[] {
    const guards = ["prevented", "allowed"];
    const room = this.domainsPerConduit;
    const [own, home] = [stackOf(this), stackOf(hub)];
    return [
      ...choiceIssues(`destruction of inspection VPC "${name}"`, destruction ?? "prevented", guards),
      ...choiceIssues(`subnetChanges of inspection VPC "${name}"`, subnetChanges ?? "prevented", guards),
      ...(Number.isInteger(room) && room >= 1 && room <= 1000
        ? []
        : [
            {
              what: `domainsPerConduit of inspection VPC "${name}" is out of range`,
              received: JSON.stringify(room),
              allowed: "a whole number from 1 to 1000",
            },
          ]),
      ...(hub.inspection === undefined
        ? []
        : [
            {
              what: `transit gateway "${hub.name}" has an inspection VPC already`,
              received: `"${name}", beside "${hub.inspection.name}"`,
              allowed: "one, as a route table has one route for all public addresses",
            },
          ]),
      ...(own === home
        ? []
        : [
            {
              what: `inspection VPC "${name}" is in another stack than transit gateway "${hub.name}"`,
              received: `"${own.node.id}"`,
              allowed: `stack "${home.node.id}"`,
            },
          ]),
    ];
  }
}

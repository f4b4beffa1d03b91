/** The virtual private gateway of a VPC: where the VPNs of a few sites end. */
import { Construct } from "constructs";
import { VpnGateway as AwsVpnGateway } from "@cdktf/provider-aws/lib/vpn-gateway";
import { awsAsnIssues, refuse, type Issue } from "../../model";
import type { Tags } from "../tags";
import { lifecycleOf, type Destruction, type SiteEdge } from "./site-edge";
import { checkRequired, nameNeed, number, vpcNeed } from "../required";

export interface VpnGatewayProps {
  readonly vpcId: string;
  readonly name: string;
  /** The AWS side's ASN, 64512–65534 or 4200000000–4294967294. Fixed for life: another one replaces the gateway. */
  readonly asn: number;
  /**
   * Whether Terraform may destroy the gateway, and every VPN with it.
   *
   * @default "prevented"
   */
  readonly destruction?: Destruction;
  /** @default - no tags but `Name` */
  readonly tags?: Tags;
}

/** A gateway that exists already. */
export interface VpnGatewayAttributes {
  readonly vpnGatewayId: string;
  /** Its ASN. Gateways made before July 2018 may have a public one: 7224, 9059, 10124 or 17493. */
  readonly asn: number;
}

/** What a VPN needs of a virtual private gateway. */
export interface VpnGatewayEdge {
  readonly vpnGatewayId: string;
  readonly asn: number;
  /** For the props of a VPN. */
  readonly edge: SiteEdge;
}

/** A virtual private gateway on a VPC. It carries no route into any route table by itself: propagation stays off. */
export class VpnGateway extends Construct implements VpnGatewayEdge {
  /**
   * A gateway that Cordon did not create.
   *
   * @throws {InvalidInput} when the id or the ASN cannot be one of a gateway
   */
  public static fromVpnGatewayAttributes({ vpnGatewayId, asn }: VpnGatewayAttributes): VpnGatewayEdge {
    refuse([...idIssues(vpnGatewayId), ...existingAsnIssues(asn)]);
    return { vpnGatewayId, asn, edge: { kind: "vpn-gateway", vpnGatewayId, asn } };
  }

  public readonly resource: AwsVpnGateway;
  public readonly vpnGatewayId: string;
  public readonly asn: number;
  public readonly edge: SiteEdge;

  public constructor(scope: Construct, id: string, props: VpnGatewayProps) {
    super(scope, id);
    checkRequired(this.node.path, "VPN gateway", props, {
      vpcId: vpcNeed,
      name: nameNeed,
      asn: number("a private number: 64512 to 65534 or 4200000000 to 4294967294"),
    });
    const { asn, vpcId, name } = props;
    refuse(awsAsnIssues("ASN of the VPN gateway", asn).map((issue) => ({ ...issue, where: this.node.path })));
    this.resource = new AwsVpnGateway(this, "Resource", {
      vpcId,
      amazonSideAsn: String(asn),
      tags: { ...props.tags, Name: name },
      lifecycle: lifecycleOf(props.destruction ?? "prevented"),
    });
    this.vpnGatewayId = this.resource.id;
    this.asn = asn;
    this.edge = { kind: "vpn-gateway", vpnGatewayId: this.vpnGatewayId, asn };
  }
}

/** Numbers of gateways from before July 2018 (VPC user guide, 2018). */
const formerAsns = [7224, 9059, 10_124, 17_493];

function existingAsnIssues(asn: number): readonly Issue[] {
  return formerAsns.includes(asn) ? [] : awsAsnIssues("ASN of the VPN gateway", asn);
}

function idIssues(id: string): readonly Issue[] {
  return typeof id === "string" && id.trim() !== ""
    ? []
    : [{ what: "id of the VPN gateway is missing", allowed: 'an id such as "vgw-0123456789abcdef0"' }];
}

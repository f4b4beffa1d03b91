/** One gateway of a site and its two tunnels to AWS. */
import { Construct } from "constructs";
import { CustomerGateway } from "@cdktf/provider-aws/lib/customer-gateway";
import { VpnConnection } from "@cdktf/provider-aws/lib/vpn-connection";
import { VpnConnectionRoute } from "@cdktf/provider-aws/lib/vpn-connection-route";
import {
  choiceIssues,
  describeIssue,
  gatewayIssues,
  refuse,
  sameAsnIssues,
  siteRoutings,
  tunnelAt,
  tunnelOptionIssues,
  tunnelPolicies,
  type Cidr,
  type GatewayDefinition,
  type GatewayName,
  type Issue,
  type SiteRouting,
  type TunnelOptions,
} from "../../model";
import { stackOf } from "../framework";
import type { Tags } from "../tags";
import { lifecycleOf, type Destruction, type SiteEdge } from "./site-edge";
import { tunnelArguments, type Arguments } from "./tunnel-arguments";
import { connectionIssues } from "./tunnel-check";
import { checkRequired, having, nameNeed, text } from "../required";

/** The framework's own hook before a stack is written; the symbol is shared by every copy of it. */
const customSynthesis = Symbol.for("cdktf/customSynthesis");

export interface SiteToSiteVpnProps {
  /** What it is called in AWS: `main-campus-primary`. */
  readonly name: string;
  /** Where it ends in AWS. */
  readonly edge: SiteEdge;
  /** Where it ends at the site. */
  readonly gateway: GatewayDefinition;
  /** `static`: AWS routes what {@link SiteToSiteVpn.routeTo} says. `bgp`: what the gateway announces. */
  readonly routing: SiteRouting;
  /**
   * What the tunnels carry at AWS's side: a packet from or to anything else is dropped. BGP needs `0.0.0.0/0`.
   *
   * @default - `0.0.0.0/0`: route tables alone decide
   */
  readonly awsSelector?: Cidr;
  /** Where both tunnels log to. */
  readonly logs: { readonly logGroupArn: string };
  /**
   * What both tunnels accept. Of a gateway without an address AWS cannot open a tunnel: there `start` is built as `add`, and
   * `restart` as `clear`.
   *
   * @default - as in policy `strict`
   */
  readonly tunnel?: TunnelOptions;
  /**
   * Whether Terraform may destroy the connection and its customer gateway.
   *
   * @default "prevented"
   */
  readonly destruction?: Destruction;
  /** @default - no tags but `Name` */
  readonly tags?: Tags;
}

/**
 * A VPN connection with two tunnels that are alike in everything but their inside addresses, and its customer gateway.
 *
 * Its Terraform address is one for life. There is no way to give a pre-shared key: AWS makes one for each tunnel and keeps it
 * in Secrets Manager, unless the gateway has a certificate. An escape hatch that would add a key, or make the tunnels differ,
 * fails the synth.
 */
export class SiteToSiteVpn extends Construct {
  public readonly customerGateway: CustomerGateway;
  public readonly resource: VpnConnection;
  public readonly vpnConnectionId: string;
  public readonly gatewayName: GatewayName;
  /** What both tunnels accept. */
  public readonly tunnel: TunnelOptions;
  private readonly props: SiteToSiteVpnProps;
  private readonly routed: Cidr[] = [];

  public constructor(scope: Construct, id: string, props: SiteToSiteVpnProps) {
    super(scope, id);
    checkRequired(this.node.path, "VPN", props, {
      name: nameNeed,
      edge: having("the edge of a VpnGateway or a TransitGateway", "kind"),
      gateway: having("a gateway with name, asn and insideBlocks", "name", "asn", "insideBlocks"),
      routing: text("static or bgp"),
      logs: having("VpnLogs", "logGroupArn"),
    });
    refuse(issuesOf(props).map((issue) => ({ ...issue, where: this.node.path })));
    const { edge, gateway, routing, logs } = props;
    const tags = { ...props.tags, Name: props.name };
    const lifecycle = lifecycleOf(props.destruction ?? "prevented");
    this.props = props;
    this.tunnel = tunnelAt(gateway, props.tunnel ?? tunnelPolicies.strict);
    this.customerGateway = new CustomerGateway(this, "CustomerGateway", {
      type: "ipsec.1",
      ...asnArguments(gateway.asn),
      ...(gateway.address === undefined ? {} : { ipAddress: gateway.address }),
      ...(gateway.certificateArn === undefined ? {} : { certificateArn: gateway.certificateArn }),
      tags,
      // AWS refuses to delete one that a connection still has: the new one comes first, the connection moves, the old one goes.
      lifecycle: { ...lifecycle, createBeforeDestroy: true },
    });
    this.resource = new VpnConnection(this, "Resource", {
      type: "ipsec.1",
      customerGatewayId: this.customerGateway.id,
      ...(edge.kind === "vpn-gateway"
        ? { vpnGatewayId: edge.vpnGatewayId }
        : { transitGatewayId: edge.transitGatewayId }),
      staticRoutesOnly: routing === "static",
      localIpv4NetworkCidr: "0.0.0.0/0",
      remoteIpv4NetworkCidr: props.awsSelector?.toString() ?? "0.0.0.0/0",
      ...(gateway.certificateArn === undefined ? { presharedKeyStorage: "SecretsManager" } : {}),
      ...tunnelArguments(1, this.tunnel, gateway.insideBlocks[0], logs.logGroupArn),
      ...tunnelArguments(2, this.tunnel, gateway.insideBlocks[1], logs.logGroupArn),
      tags,
      lifecycle,
    });
    this.vpnConnectionId = this.resource.id;
    this.gatewayName = gateway.name;
    this.node.addValidation({ validate: () => this.escapeHatchIssues().map(describeIssue) });
    // The framework can be told to skip validations; what is wrong is not written even then.
    Object.defineProperty(this, customSynthesis, { value: { onSynthesize: () => refuse(this.escapeHatchIssues()) } });
  }

  /**
   * Makes AWS route a block of the site into the tunnels. Only for static routing at a VPN gateway: with BGP the gateway
   * announces its blocks, and at a transit gateway the routes are in its route tables.
   *
   * @throws {InvalidInput} when the VPN is not of that sort, or has a route to the block already
   */
  public routeTo(block: Cidr): VpnConnectionRoute {
    const { edge, routing } = this.props;
    const where = this.node.path;
    const what = `VPN "${this.props.name}" takes no static route`;
    if (routing !== "static")
      refuse([
        { what, received: routing, allowed: "routing static; with BGP the gateway announces its blocks", where },
      ]);
    if (edge.kind !== "vpn-gateway")
      refuse([{ what, received: edge.kind, allowed: "a VPN gateway; a transit gateway has route tables", where }]);
    const destinationCidrBlock = block.toString();
    if (block.family !== 4)
      refuse([{ what: `VPN "${this.props.name}" carries IPv4 alone`, received: destinationCidrBlock, where }]);
    if (this.routed.some((other) => other.equals(block)))
      refuse([
        { what: `VPN "${this.props.name}" has a route to the block already`, received: destinationCidrBlock, where },
      ]);
    this.routed.push(block);
    return new VpnConnectionRoute(this, `route_${destinationCidrBlock.replaceAll(".", "-").replace("/", "_")}`, {
      vpnConnectionId: this.vpnConnectionId,
      destinationCidrBlock,
    });
  }

  private escapeHatchIssues(): readonly Issue[] {
    const { resource } = this.resource.toTerraform() as { readonly resource: OfType };
    const name = this.resource.friendlyUniqueId;
    // What `stack.addOverride` says is laid over the resource's own arguments after all else.
    const stack = stackOf(this) as unknown as { readonly rawOverrides: { readonly resource: OfType | undefined } };
    const all = {
      ...resource["aws_vpn_connection"]?.[name],
      ...stack.rawOverrides.resource?.["aws_vpn_connection"]?.[name],
    };
    const issues = connectionIssues(all, this.props.gateway.certificateArn !== undefined);
    return issues.map((issue) => ({ ...issue, where: this.node.path }));
  }
}

/** Arguments of resources, by type and name. */
type OfType = Readonly<Record<string, Readonly<Record<string, Arguments>>>>;

/** The provider has two arguments for one number, by its size. */
function asnArguments(asn: number): { readonly bgpAsn: string } | { readonly bgpAsnExtended: string } {
  return asn > 2_147_483_647 ? { bgpAsnExtended: String(asn) } : { bgpAsn: String(asn) };
}

function issuesOf({ name, edge, gateway, routing, tunnel }: SiteToSiteVpnProps): readonly Issue[] {
  const about = `gateway of VPN "${name}"`;
  return [
    ...gatewayIssues(about, gateway),
    ...sameAsnIssues(`ASN of ${about}`, gateway.asn, edge.asn),
    ...choiceIssues(`routing of VPN "${name}"`, routing, siteRoutings),
    ...(tunnel === undefined ? [] : tunnelOptionIssues(`tunnel options of VPN "${name}"`, tunnel)),
  ];
}

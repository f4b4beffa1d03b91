/** A vendor's way in: AWS Client VPN that ends in a vendor-access segment and goes no further than a conduit does. */
import { Lazy } from "cdktf";
import { Construct } from "constructs";
import { CloudwatchLogStream } from "@cdktf/provider-aws/lib/cloudwatch-log-stream";
import { Ec2ClientVpnAuthorizationRule } from "@cdktf/provider-aws/lib/ec2-client-vpn-authorization-rule";
import { Ec2ClientVpnEndpoint } from "@cdktf/provider-aws/lib/ec2-client-vpn-endpoint";
import { Ec2ClientVpnNetworkAssociation } from "@cdktf/provider-aws/lib/ec2-client-vpn-network-association";
import { Ec2ClientVpnRoute } from "@cdktf/provider-aws/lib/ec2-client-vpn-route";
import { describeIssue, refuse, type Issue } from "../../model";
import type { ConduitEnd } from "../ends";
import type { VendorAccessSegment } from "../kinds";
import { blocksOf } from "../peer-blocks";
import type { Tags } from "../tags";
import type { Destination } from "../transit/join";
import type { VpnLogs } from "../vpn";
import { vendorVpnIssues } from "./vendor-vpn-rules";
import { checkRequired, having, text } from "../required";

/** How a vendor's person or machine proves who it is. */
export type VendorAuthentication =
  /** SAML: the identity provider says which groups a person is in. */
  | { readonly samlProviderArn: string }
  /** A client certificate, issued by the authority that this chain belongs to. It says nothing of groups. */
  | { readonly rootCertificateChainArn: string };

export interface VendorVpnProps {
  /** The segment that sessions come out of: its group and network ACL hold for them. */
  readonly segment: VendorAccessSegment;
  /** Block that clients get addresses from, /12 to /22, apart from every other. */
  readonly clientCidr: string;
  /** ARN of the endpoint's own certificate in ACM. */
  readonly serverCertificateArn: string;
  readonly authentication: VendorAuthentication;
  /** Where sessions are logged. */
  readonly logs: VpnLogs;
  /**
   * Hours after which a session ends by itself: 8, 10, 12 or 24.
   *
   * @default 8
   */
  readonly sessionHours?: 8 | 10 | 12 | 24;
  /** @default - no tags but `Name` */
  readonly tags?: Tags;
}

/** Which group of persons may reach what. */
export interface VendorAuthorisation {
  /**
   * Id of the group at the identity provider.
   *
   * @default - everyone with a certificate; with SAML it must be named
   */
  readonly group?: string;
  /** The segment that the vendor looks after: there must be a conduit to it from the vendor-access segment, and it ends. */
  readonly to: ConduitEnd;
}

/**
 * A Client VPN endpoint with split tunnel and connection logs. A client's packets leave by an interface in the segment's
 * subnets and with an address there, so that the segment's conduits, and nothing else, decide what they reach; the
 * authorisation rules hold each group to one target besides.
 */
export class VendorVpn extends Construct {
  public readonly resource: Ec2ClientVpnEndpoint;
  public readonly endpointId: string;
  /** @internal */
  public readonly props: VendorVpnProps;
  private readonly associations: ReadonlyMap<string, Ec2ClientVpnNetworkAssociation>;
  private readonly authorised: { readonly group: string | undefined; readonly to: ConduitEnd }[] = [];

  public constructor(scope: Construct, id: string, props: VendorVpnProps) {
    super(scope, id);
    checkRequired(this.node.path, "vendor VPN", props, {
      segment: having("a vendor-access segment", "declaration"),
      clientCidr: text("a block such as 172.30.0.0/22"),
      serverCertificateArn: text("the ARN of a certificate in ACM"),
      authentication: having("a SAML provider or a client certificate"),
      logs: having("VpnLogs", "resource"),
    });
    const { segment, authentication, logs, sessionHours = 8 } = props;
    this.props = props;
    refuse(this.located(vendorVpnIssues(id, props)));
    const name = `${segment.declaration.props.name}-${id}`;
    const tags = { ...props.tags, Name: name };
    const stream = new CloudwatchLogStream(this, "LogStream", {
      name: `client-vpn-${id}`,
      logGroupName: logs.resource.name,
    });
    this.resource = new Ec2ClientVpnEndpoint(this, "Resource", {
      description: `Vendor access by segment ${segment.name}`,
      clientCidrBlock: props.clientCidr,
      serverCertificateArn: props.serverCertificateArn,
      authenticationOptions: [
        "samlProviderArn" in authentication
          ? { type: "federated-authentication", samlProviderArn: authentication.samlProviderArn }
          : { type: "certificate-authentication", rootCertificateChainArn: authentication.rootCertificateChainArn },
      ],
      connectionLogOptions: { enabled: true, cloudwatchLogGroup: logs.resource.name, cloudwatchLogStream: stream.name },
      splitTunnel: true,
      clientRouteEnforcementOptions: { enforced: true },
      sessionTimeoutHours: sessionHours,
      disconnectOnSessionTimeout: true,
      selfServicePortal: "disabled",
      transportProtocol: "udp",
      vpnPort: 443,
      vpcId: segment.declaration.vpcId,
      securityGroupIds: [segment.securityGroupId],
      tags,
    });
    this.endpointId = this.resource.id;
    this.associations = new Map(
      segment.subnets.zones.map(({ zone, subnetId }) => [
        zone,
        new Ec2ClientVpnNetworkAssociation(this, `Association_${zone}`, {
          clientVpnEndpointId: this.endpointId,
          subnetId,
        }),
      ]),
    );
    this.node.addValidation({ validate: () => this.located(this.synthIssues()).map(describeIssue) });
  }

  /**
   * Lets a group reach one segment through the VPN.
   *
   * @throws {InvalidInput} when the group is missing with SAML or named with certificates, or may reach something already
   */
  public authorise({ group, to }: VendorAuthorisation): void {
    const bySaml = "samlProviderArn" in this.props.authentication;
    const issues: Issue[] = [];
    const about = `authorisation of vendor VPN "${this.node.id}" to "${to.name}"`;
    if (bySaml && (typeof group !== "string" || group.trim() === ""))
      issues.push({ what: `${about} names no group`, allowed: "the id of a group at the identity provider" });
    if (!bySaml && group !== undefined)
      issues.push({ what: `${about} names a group, and certificates have none`, received: `"${group}"` });
    const other = this.authorised.find((one) => one.group === group);
    if (other !== undefined) {
      issues.push({
        what: `${about}: the group may reach a segment already`,
        received: `"${other.to.name}"`,
        allowed: "one segment for each group; another vendor VPN for another",
      });
    }
    refuse(this.located(issues));
    this.authorised.push({ group, to });
    for (const { key, block, isInVpc } of this.destinationsOf(to)) {
      new Ec2ClientVpnAuthorizationRule(this, ["To", key, ...(group === undefined ? [] : [group])].join("_"), {
        clientVpnEndpointId: this.endpointId,
        targetNetworkCidr: block,
        ...(group === undefined ? { authorizeAllGroups: true } : { accessGroupId: group }),
        description: `Segment ${to.name}`,
      });
      if (!isInVpc) this.routeTo(key, block);
    }
  }

  /** Its planned block, or the blocks it is known by at a site. */
  private destinationsOf(to: ConduitEnd): readonly (Destination & { readonly isInVpc: boolean })[] {
    if (to.group !== undefined) {
      const block = Lazy.stringValue({ produce: () => to.declaration.compile().blockOf(to.name) });
      return [{ key: to.name, block, isInVpc: to.declaration === this.props.segment.declaration }];
    }
    return blocksOf(to.definition).map((block) => ({
      key: `${to.name}_${block.toString().replace(/[./]/g, "-")}`,
      block: block.toString(),
      isInVpc: false,
    }));
  }

  /** AWS knows the way to the VPC by itself, and to nothing else. */
  private routeTo(key: string, block: string): void {
    for (const { zone, subnetId } of this.props.segment.subnets.zones) {
      const id = `Route_${zone}_${key}`;
      if (this.node.tryFindChild(id) !== undefined) continue;
      new Ec2ClientVpnRoute(this, id, {
        clientVpnEndpointId: this.endpointId,
        destinationCidrBlock: block,
        targetVpcSubnetId: subnetId,
        dependsOn: [this.associations.get(zone) as Ec2ClientVpnNetworkAssociation],
      });
    }
  }

  /** @internal Names of the segments that groups may reach, sorted. */
  public get targets(): readonly { readonly group: string | undefined; readonly to: ConduitEnd }[] {
    return [...this.authorised].sort((a, b) => (a.to.name < b.to.name ? -1 : 1));
  }

  /** An authorisation without a conduit opens nothing, which its author should know. */
  private synthIssues(): readonly Issue[] {
    const { segment } = this.props;
    return this.authorised
      .filter(({ to }) => segment.declaration.between(segment.name, to.name).length === 0)
      .map(({ to }) => ({
        what: `vendor VPN "${this.node.id}" authorises the way to "${to.name}", but no conduit leads there from "${segment.name}"`,
        allowed: `${segment.name}.allowTo(${to.name}, …) with an expiry, an approver and a ticket`,
      }));
  }

  private located(issues: readonly Issue[]): readonly Issue[] {
    return issues.map((issue) => ({ ...issue, where: this.node.path }));
  }
}

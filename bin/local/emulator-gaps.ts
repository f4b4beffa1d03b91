/**
 * What the emulator cannot do, by type and attribute. The lists are complete: a local deploy leaves out nothing else,
 * and a second plan may show no other difference.
 *
 * Tried with moto 5.2.1, Terraform 1.11.4 and the AWS provider 5.100.0. A test deploys one of each in `driftsInEmulator`
 * and fails when the emulator has learnt it, so that no entry outlives its reason.
 */

/** What cannot be created in the emulator, so that a local stack must not contain it. */
export interface LeftOut {
  readonly type: string;
  /**
   * Only resources of which this attribute matches.
   *
   * @default - every resource of the type
   */
  readonly where?: { readonly attribute: string; readonly matches: RegExp };
  readonly reason: string;
  /** What shows it. */
  readonly call: QueryToEc2 | Request;
}

/** A call to EC2, to which the emulator answers with a server error. */
export type QueryToEc2 = Readonly<Record<string, string>> & { readonly Action: string };

/** A request to another service, and what its answer shows. */
export interface Request {
  readonly service: string;
  readonly path: string;
  /**
   * Operation of a service that speaks JSON.
   *
   * @default - the path or the body says what is asked
   */
  readonly target?: string;
  readonly body: string;
  /** The answer, its status before it, that is not AWS's. */
  readonly answer: RegExp;
}

function json(service: string, target: string, body: object, answer: RegExp): Request {
  return { service, path: "/", target, body: JSON.stringify(body), answer };
}

/** An attribute that the emulator does not give back as it was written. */
export interface Drift {
  readonly type: string;
  /** Path without set keys and positions: `ingress.icmp_type`. */
  readonly attribute: string;
  readonly reason: string;
  /**
   * Says that the resource would be replaced, where AWS could not change the attribute in place.
   *
   * @default - it would be updated
   */
  readonly replaces?: true;
}

/** Stands in a call for the id of a security group that exists. */
export const anyGroup = "sg-any";

/** What looks at a network rather than being one. */
const leftOutOfMonitoring: readonly LeftOut[] = [
  {
    type: "aws_flow_log",
    where: { attribute: "log_destination", matches: /^(arn:[^/]+|\$\{[^}]*\.arn\})\// },
    reason: "CreateFlowLogs takes a folder of a bucket for a bucket that does not exist",
    call: {
      service: "ec2",
      path: "/",
      body: new URLSearchParams({
        Action: "CreateFlowLogs",
        Version: "2016-11-15",
        ResourceType: "TransitGateway",
        "ResourceId.1": "tgw-0123456789abcdef0",
        LogDestinationType: "s3",
        LogDestination: "arn:aws:s3:::gap-probe-flow-logs/a-folder",
        MaxAggregationInterval: "60",
      }).toString(),
      answer: /LogDestination: gap-probe-flow-logs\/a-folder does not exist/,
    },
  },
  {
    type: "aws_s3_bucket_metric",
    reason: "GetBucketMetricsConfiguration lists the bucket instead",
    call: { service: "s3", path: "/a-bucket?metrics&id=one", body: "", answer: /^(?!.*MetricsConfiguration)/s },
  },
  {
    type: "aws_athena_named_query",
    reason: "it is created and cannot be destroyed: DeleteNamedQuery is not implemented",
    call: json("athena", "AmazonAthena.DeleteNamedQuery", { NamedQueryId: "0" }, /^500/),
  },
  {
    type: "aws_route53_resolver_query_log_config",
    reason: "ListTagsForResource knows endpoints and rules alone, so that what was created cannot be read",
    call: json(
      "route53resolver",
      "Route53Resolver.ListTagsForResource",
      { ResourceArn: "arn:aws:route53resolver:us-east-1:123456789012:resolver-query-log-config/rqlc-0" },
      /^400.*Resolver endpoint with ID/s,
    ),
  },
  ...(
    [
      ["domain_list", "CreateFirewallDomainList"],
      ["rule_group", "CreateFirewallRuleGroup"],
      ["rule", "CreateFirewallRule"],
      ["rule_group_association", "AssociateFirewallRuleGroup"],
    ] as const
  ).map(([type, call]) => ({
    type: `aws_route53_resolver_firewall_${type}`,
    reason: `${call} is not implemented`,
    call: json("route53resolver", `Route53Resolver.${call}`, { CreatorRequestId: "1", Name: "one" }, /^500/),
  })),
  {
    type: "aws_ssm_patch_baseline",
    reason: "it is created and cannot be read: GetPatchBaseline is not implemented",
    call: json("ssm", "AmazonSSM.GetPatchBaseline", { BaselineId: "pb-0123456789abcdef0" }, /^500/),
  },
  {
    type: "aws_ssm_maintenance_window_task",
    reason: "it is created and cannot be read: GetMaintenanceWindowTask is not implemented; its targets go with it",
    call: json(
      "ssm",
      "AmazonSSM.GetMaintenanceWindowTask",
      { WindowId: "mw-0123456789abcdef0", WindowTaskId: "00000000-0000-0000-0000-000000000000" },
      /^500/,
    ),
  },
];

export const leftOutOfEmulator: readonly LeftOut[] = [
  {
    type: "aws_vpc_block_public_access_options",
    reason: "ModifyVpcBlockPublicAccessOptions is not implemented",
    call: { Action: "ModifyVpcBlockPublicAccessOptions", InternetGatewayBlockMode: "block-bidirectional" },
  },
  {
    type: "aws_subnet",
    where: { attribute: "ipv6_cidr_block", matches: /./ },
    reason: "DescribeSubnets cannot find a subnet by the association of its IPv6 block, which the provider waits for",
    call: {
      Action: "DescribeSubnets",
      "Filter.1.Name": "ipv6-cidr-block-association.association-id",
      "Filter.1.Value.1": "subnet-cidr-assoc-0",
    },
  },
  {
    type: "aws_vpn_connection_route",
    reason: "CreateVpnConnectionRoute is not implemented",
    call: { Action: "CreateVpnConnectionRoute", VpnConnectionId: "vpn-0", DestinationCidrBlock: "172.21.8.0/24" },
  },
  {
    type: "aws_vpn_connection",
    where: { attribute: "static_routes_only", matches: /^true$/ },
    reason:
      "it reads back as a connection with BGP, which a second plan would replace; static routes are not implemented",
    call: { Action: "CreateVpnConnectionRoute", VpnConnectionId: "vpn-0", DestinationCidrBlock: "172.21.8.0/24" },
  },
  {
    type: "aws_ec2_client_vpn_endpoint",
    reason: "CreateClientVpnEndpoint is not implemented",
    call: { Action: "CreateClientVpnEndpoint", ClientCidrBlock: "172.30.0.0/22" },
  },
  {
    type: "aws_ec2_transit_gateway_vpc_attachment",
    reason: "it is created and cannot be destroyed: its associations do not go",
    call: { Action: "DisassociateTransitGatewayRouteTable", TransitGatewayRouteTableId: "tgw-rtb-0" },
  },
  ...leftOutOfMonitoring,
  ...(["Ingress", "Egress"] as const).map((direction) => ({
    type: `aws_vpc_security_group_${direction.toLowerCase()}_rule`,
    where: { attribute: "ip_protocol", matches: /^[0-9]+$/ },
    reason: `AuthorizeSecurityGroup${direction} fails on a protocol that has a number and no ports`,
    call: {
      Action: `AuthorizeSecurityGroup${direction}`,
      GroupId: anyGroup,
      "IpPermissions.1.IpProtocol": "50",
      "IpPermissions.1.IpRanges.1.CidrIp": "10.0.0.0/24",
    },
  })),
];

export const driftsInEmulator: readonly Drift[] = [
  {
    type: "aws_flow_log",
    attribute: "destination_options",
    replaces: true,
    reason: "DescribeFlowLogs gives neither file format nor partitions back",
  },
  {
    type: "aws_vpn_connection",
    attribute: "preshared_key_storage",
    reason: "DescribeVpnConnections does not say where the keys are kept",
  },
  ...(["local_ipv4_network_cidr", "remote_ipv4_network_cidr"] as const).map((attribute) => ({
    type: "aws_vpn_connection",
    attribute,
    reason: "DescribeVpnConnections does not give the selectors of the tunnels back",
  })),
  {
    type: "aws_vpc_security_group_ingress_rule",
    attribute: "description",
    reason: "AuthorizeSecurityGroupIngress forgets the description of a rule whose peer is a security group",
  },
  {
    type: "aws_vpc_security_group_egress_rule",
    attribute: "description",
    reason: "AuthorizeSecurityGroupEgress forgets the description of a rule whose peer is a security group",
  },
  ...(["ingress", "egress"] as const).flatMap((direction) =>
    (["icmp_type", "icmp_code"] as const).map((field) => ({
      type: "aws_network_acl",
      attribute: `${direction}.${field}`,
      reason: "DescribeNetworkAcls gives no ICMP type and code back",
    })),
  ),
];

/**
 * What it answers now and then when many rules are removed at once: that a rule which is there is not. A second destroy,
 * which reads back first, finds what is left.
 */
export const losesTrackOfRules = {
  sign: /InvalidPermission\.NotFound/,
  reason: "RevokeSecurityGroupIngress and -Egress are not safe when called at the same time",
} as const;

/**
 * AWS quotas that a network can run into: data, dated and sourced. A user whose account has other values overrides them.
 *
 * Values are AWS's defaults. Where a newer, higher default is known only second-hand, the older one stands: a limit that is
 * too low fails a synth and is overridden; one that is too high fails an apply.
 */
import type { Citation } from "../citation";

export interface AwsQuota {
  /** What is counted. */
  readonly title: string;
  /** The default. */
  readonly value: number;
  /** What AWS can raise it to at most; undefined where no hard limit is published. */
  readonly max: number | undefined;
  readonly source: Citation;
}

/** The day these values were last looked at. The guide they come from is of 15 June 2023. */
export const quotasAsOf = "2026-11-23";

const guide = (at: string): Citation => ({ source: "Amazon VPC user guide, Amazon VPC quotas (2023-06-15)", at });

const vpnGuide = (at: string): Citation => ({
  source: "AWS Site-to-Site VPN user guide, Site-to-Site VPN quotas (2023-06-15)",
  at,
});

const firewallGuide: Citation = {
  source: "AWS Network Firewall developer guide, AWS Network Firewall quotas",
  at: "quotas that can't be changed",
};

/** AWS's default for each quota, with what it can be raised to and where that is published. */
export const awsQuotas = {
  rulesPerGroupAndDirection: {
    title: "rules of a security group, each direction and address family",
    value: 60,
    max: 1000,
    source: guide("Security groups"),
  },
  groupsPerInterface: { title: "security groups of an interface", value: 5, max: 16, source: guide("Security groups") },
  rulesTimesGroupsPerInterface: {
    title: "rules times groups of an interface",
    value: 1000,
    max: 1000,
    source: guide("Security groups"),
  },
  securityGroupsPerRegion: {
    title: "security groups of a Region",
    value: 2500,
    max: undefined,
    source: guide("Security groups"),
  },
  aclEntriesPerDirection: {
    title: "entries of a network ACL, each direction and family, AWS's own deny included",
    value: 20,
    max: 40,
    source: guide("Network ACLs"),
  },
  networkAclsPerVpc: { title: "network ACLs of a VPC", value: 200, max: undefined, source: guide("Network ACLs") },
  subnetsPerVpc: { title: "subnets of a VPC", value: 200, max: undefined, source: guide("VPC and subnets") },
  routeTablesPerVpc: {
    title: "route tables of a VPC, the main one included",
    value: 200,
    max: undefined,
    source: guide("Route tables"),
  },
  routesPerRouteTable: {
    title: "routes of a route table that are not propagated",
    value: 50,
    max: 1000,
    source: guide("Route tables"),
  },
  interfaceEndpointsPerVpc: {
    title: "interface endpoints of a VPC",
    value: 50,
    max: undefined,
    source: guide("VPC endpoints"),
  },
  gatewayEndpointsPerRegion: {
    title: "gateway endpoints of a Region",
    value: 20,
    max: undefined,
    source: guide("VPC endpoints"),
  },
  prefixListEntries: {
    title: "entries of a prefix list, by its maximum and not by what is in it",
    value: 1000,
    max: undefined,
    source: guide("Customer-managed prefix lists"),
  },
  dynamicRoutesPerVpnConnection: {
    title: "routes that a site announces by BGP to a VPN connection on a virtual private gateway; one more resets BGP",
    value: 100,
    max: 100,
    source: vpnGuide("Routes"),
  },
  staticRoutesPerVpnConnection: {
    title: "static routes of a VPN connection on a virtual private gateway",
    value: 100,
    max: 100,
    source: vpnGuide("Routes"),
  },
  dynamicRoutesPerTransitGatewayVpn: {
    title: "routes that a site announces to a transit gateway by BGP",
    value: 1000,
    max: 1000,
    source: vpnGuide("Routes"),
  },
  vpnConnectionsPerVpnGateway: {
    title: "VPN connections of a virtual private gateway",
    value: 10,
    max: undefined,
    source: vpnGuide("Site-to-Site VPN resources"),
  },
  vpnConnectionsPerRegion: {
    title: "VPN connections of a Region",
    value: 50,
    max: undefined,
    source: vpnGuide("Site-to-Site VPN resources"),
  },
  customerGatewaysPerRegion: {
    title: "customer gateways of a Region",
    value: 50,
    max: undefined,
    source: vpnGuide("Site-to-Site VPN resources"),
  },
  domainListsPerFirewallPolicy: {
    title: "stateful rule groups of a firewall policy: one for each conduit to domains",
    value: 20,
    max: 20,
    source: firewallGuide,
  },
  metricFiltersPerLogGroup: {
    title: "metric filters of a log group: the log of rejects has one for each zone of a segment that alarms look at",
    value: 100,
    max: 100,
    source: { source: "Amazon CloudWatch Logs user guide, CloudWatch Logs quotas", at: "Metrics filters" },
  },
  routeTablesPerTransitGateway: {
    title: "route tables of a transit gateway: one for each trust group",
    value: 20,
    max: undefined,
    source: { source: "Amazon VPC Transit Gateways guide, Quotas for your transit gateways", at: "Routing" },
  },
  natGatewaysPerZone: {
    title: "NAT gateways of an availability zone",
    value: 5,
    max: undefined,
    source: guide("Gateways"),
  },
  elasticIpsPerRegion: {
    title: "elastic IP addresses of a Region",
    value: 5,
    max: undefined,
    source: guide("Elastic IP addresses"),
  },
  vpcsPerRegion: { title: "VPCs of a Region", value: 5, max: undefined, source: guide("VPC and subnets") },
} as const satisfies Record<string, AwsQuota>;

export type QuotaName = keyof typeof awsQuotas;

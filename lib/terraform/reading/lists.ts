/** The lists that facts are kept in, by name. */
import type { FactLists } from "../facts";

export type ListName = keyof FactLists;
export type FactOf<N extends ListName> = FactLists[N][number];
export type Lists = { [N in ListName]: FactOf<N>[] };

export const listNames = [
  "vpcs",
  "subnets",
  "gateways",
  "natGateways",
  "peerings",
  "elasticIps",
  "prefixLists",
  "publicAccessBlocks",
  "publicAccessExclusions",
  "routeTables",
  "routes",
  "routeTableAssociations",
  "routePropagations",
  "securityGroups",
  "securityGroupRules",
  "networkAcls",
  "networkAclEntries",
  "networkAclAssociations",
  "interfaces",
  "endpoints",
  "customerGateways",
  "vpnConnections",
  "vpnRoutes",
  "transitGateways",
  "transitAttachments",
  "transitRouteTables",
  "transitAssociations",
  "transitPropagations",
  "transitRoutes",
  "directConnectAssociations",
  "clientVpns",
  "clientVpnAuthorizations",
  "clientVpnRoutes",
  "firewalls",
  "firewallPolicies",
  "firewallRuleGroups",
] as const satisfies readonly ListName[];

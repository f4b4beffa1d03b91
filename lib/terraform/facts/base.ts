/**
 * Everything that Terraform's output (or a snapshot of AWS) says about a network.
 *
 * Decides: nothing; it is what the readers hand to the engine. Every list is sorted by id, so that the same input in any
 * order gives the same base. Safe to reason on as it is: what is not known is marked as such on the fact itself, what
 * has no reader is in `unread`, and what the input says of its own incompleteness is in `complete`.
 */
import type { ClientVpn, ClientVpnAuthorization, ClientVpnRoute } from "./client-vpn";
import type { NetworkAcl, NetworkAclAssociation, NetworkAclEntry, SecurityGroup, SecurityGroupRule } from "./filter";
import type { Firewall, FirewallPolicy, FirewallRuleGroup } from "./firewall";
import type { Endpoint, Interface } from "./interface";
import type { Route, RoutePropagation, RouteTable, RouteTableAssociation } from "./route";
import type {
  CustomerGateway,
  DirectConnectAssociation,
  TransitAssociation,
  TransitAttachment,
  TransitGateway,
  TransitPropagation,
  TransitRoute,
  TransitRouteTable,
  VpnConnection,
  VpnRoute,
} from "./transit";
import type { FactId, Source, UnknownReason } from "./value";
import type {
  ElasticIp,
  Gateway,
  NatGateway,
  Peering,
  Placeholder,
  PrefixList,
  PublicAccessBlock,
  PublicAccessExclusion,
  Subnet,
  Vpc,
} from "./vpc";

/** The facts by kind. Each list is sorted by id. */
export interface FactLists {
  readonly vpcs: readonly Vpc[];
  readonly subnets: readonly Subnet[];
  readonly gateways: readonly Gateway[];
  readonly natGateways: readonly NatGateway[];
  readonly peerings: readonly Peering[];
  readonly elasticIps: readonly ElasticIp[];
  readonly prefixLists: readonly PrefixList[];
  readonly publicAccessBlocks: readonly PublicAccessBlock[];
  readonly publicAccessExclusions: readonly PublicAccessExclusion[];
  readonly routeTables: readonly RouteTable[];
  readonly routes: readonly Route[];
  readonly routeTableAssociations: readonly RouteTableAssociation[];
  readonly routePropagations: readonly RoutePropagation[];
  readonly securityGroups: readonly SecurityGroup[];
  readonly securityGroupRules: readonly SecurityGroupRule[];
  readonly networkAcls: readonly NetworkAcl[];
  readonly networkAclEntries: readonly NetworkAclEntry[];
  readonly networkAclAssociations: readonly NetworkAclAssociation[];
  readonly interfaces: readonly Interface[];
  readonly endpoints: readonly Endpoint[];
  readonly customerGateways: readonly CustomerGateway[];
  readonly vpnConnections: readonly VpnConnection[];
  readonly vpnRoutes: readonly VpnRoute[];
  readonly transitGateways: readonly TransitGateway[];
  readonly transitAttachments: readonly TransitAttachment[];
  readonly transitRouteTables: readonly TransitRouteTable[];
  readonly transitAssociations: readonly TransitAssociation[];
  readonly transitPropagations: readonly TransitPropagation[];
  readonly transitRoutes: readonly TransitRoute[];
  readonly directConnectAssociations: readonly DirectConnectAssociation[];
  readonly clientVpns: readonly ClientVpn[];
  readonly clientVpnAuthorizations: readonly ClientVpnAuthorization[];
  readonly clientVpnRoutes: readonly ClientVpnRoute[];
  readonly firewalls: readonly Firewall[];
  readonly firewallPolicies: readonly FirewallPolicy[];
  readonly firewallRuleGroups: readonly FirewallRuleGroup[];
}

/** How sure the links between the facts are. An `outside` link is exact: its id is known. */
export interface LinkCounts {
  readonly exact: number;
  readonly symbolic: number;
  readonly ambiguous: number;
  readonly unknown: number;
}

/** A resource whose type has no reader and that could matter. */
export interface Unread {
  readonly address: string;
  readonly type: string;
  readonly why: string;
  /** The facts that it refers to, or that refer to it; empty when there are none, or when that is not known. */
  readonly touches: readonly FactId[];
}

/** Something that was assumed, or that two inputs say differently. */
export interface Note {
  readonly kind: "assumption" | "disagreement";
  readonly at: Source;
  /** One sentence. */
  readonly text: string;
}

/** One input, as far as it matters beside its facts. */
export interface ReadInput {
  readonly name: string;
  readonly kind: "configuration" | "plan" | "state" | "snapshot";
  /**
   * It is a plan after which nothing of what it manages is left.
   *
   * @default - it is not
   */
  readonly destroysAll?: true;
}

export interface FactBase extends FactLists {
  /**
   * What was read.
   *
   * @default - it is not told
   */
  readonly inputs?: readonly ReadInput[];
  readonly links: LinkCounts;
  readonly unread: readonly Unread[];
  readonly notes: readonly Note[];
  /**
   * Blocks that only AWS will know (Amazon-provided IPv6), each stood in for by one that no input uses and that is
   * disjoint from every other: what is derived from it keeps its place. A block in an input that could hold the real one
   * is given as a bound.
   */
  readonly placeholders: readonly Placeholder[];
  /** False when the input says that it does not tell everything (a plan with deferred changes, a failed plan). */
  readonly complete: boolean;
  /** Why it is not complete; empty when it is. */
  readonly incomplete: readonly UnknownReason[];
}

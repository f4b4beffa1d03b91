/**
 * Which calls of AWS a snapshot is made of: what they are asked, and what of their answers is kept.
 *
 * The answers are kept as the AWS CLI prints them, under the same names. What belongs to one object (the entries of a
 * prefix list, the routes of a transit gateway's table) is put beside it.
 */

/** The text fields that all answers are read by. */
export type Answer = Readonly<Record<string, unknown>>;

/** The APIs that are asked. */
export type Service = "ec2" | "directconnect";

/** A call that lists objects of one type. */
export interface ListCall {
  readonly call: string;
  /** @default "ec2" */
  readonly service?: Service;
  /** The field of the answer, and of the snapshot. */
  readonly list: string;
  /** The field by which the list is sorted, so that two snapshots can be compared as text. */
  readonly id: string;
  /**
   * Objects in one page, the most that AWS allows; undefined for a call that has no pages.
   *
   * @default - the call has no pages
   */
  readonly page?: number;
  /**
   * The filter that keeps the objects of some VPCs, and the field that filters stand in.
   *
   * @default - the call is not filtered: the objects are in no one VPC
   */
  readonly ofVpc?: readonly [field: "Filters" | "Filter", name: string];
  /**
   * What else it is asked.
   *
   * @default - nothing
   */
  readonly with?: Answer;
  /**
   * Only those are kept that this field ties to an object of this list.
   *
   * @default - all are kept
   */
  readonly within?: readonly [list: string, field: string];
  /**
   * It is asked only when this list has something in it.
   *
   * @default - it is always asked
   */
  readonly onlyWith?: string;
  /**
   * Without it nothing can be judged.
   *
   * @default - the snapshot says that it is missing
   */
  readonly essential?: true;
}

/** A call for each object of a list, whose answers are put beside that object. */
export interface DetailCall {
  readonly call: string;
  /** @default "ec2" */
  readonly service?: Service;
  /** The list whose objects it is for, and the field that names each. */
  readonly of: string;
  readonly by: string;
  /** @default - the call takes the object's name by the same field */
  readonly as?: string;
  /** The field of the answer, and of the object. */
  readonly list: string;
  /** @default - the answer's own */
  readonly page?: number;
  /** @default - nothing */
  readonly with?: Answer;
}

const inVpc = ["Filters", "vpc-id"] as const;

/** Managed by an AWS service for the account, and left out unless it is asked for. */
const managedToo = { IncludeManagedResources: true };

export const listCalls: readonly ListCall[] = [
  { call: "DescribeVpcs", list: "Vpcs", id: "VpcId", page: 1000, ofVpc: inVpc, essential: true },
  { call: "DescribeSubnets", list: "Subnets", id: "SubnetId", page: 1000, ofVpc: inVpc, essential: true },
  { call: "DescribeRouteTables", list: "RouteTables", id: "RouteTableId", page: 100, ofVpc: inVpc, essential: true },
  { call: "DescribeNetworkAcls", list: "NetworkAcls", id: "NetworkAclId", page: 1000, ofVpc: inVpc, essential: true },
  { call: "DescribeSecurityGroups", list: "SecurityGroups", id: "GroupId", page: 1000, ofVpc: inVpc, essential: true },
  {
    // The groups tell all of their rules; this tells the ids that a reader finds them by.
    call: "DescribeSecurityGroupRules",
    list: "SecurityGroupRules",
    id: "SecurityGroupRuleId",
    page: 1000,
    within: ["SecurityGroups", "GroupId"],
  },
  {
    call: "DescribeNetworkInterfaces",
    list: "NetworkInterfaces",
    id: "NetworkInterfaceId",
    page: 1000,
    ofVpc: inVpc,
    with: managedToo,
    essential: true,
  },
  {
    call: "DescribeInstances",
    list: "Reservations",
    id: "ReservationId",
    page: 1000,
    ofVpc: inVpc,
    with: managedToo,
  },
  {
    call: "DescribeInternetGateways",
    list: "InternetGateways",
    id: "InternetGatewayId",
    page: 1000,
    ofVpc: ["Filters", "attachment.vpc-id"],
  },
  {
    call: "DescribeEgressOnlyInternetGateways",
    list: "EgressOnlyInternetGateways",
    id: "EgressOnlyInternetGatewayId",
    page: 255,
  },
  { call: "DescribeNatGateways", list: "NatGateways", id: "NatGatewayId", page: 1000, ofVpc: ["Filter", "vpc-id"] },
  { call: "DescribeAddresses", list: "Addresses", id: "PublicIp" },
  { call: "DescribeVpcEndpoints", list: "VpcEndpoints", id: "VpcEndpointId", page: 1000, ofVpc: inVpc },
  { call: "DescribeManagedPrefixLists", list: "PrefixLists", id: "PrefixListId", page: 100 },
  {
    call: "DescribeVpcPeeringConnections",
    list: "VpcPeeringConnections",
    id: "VpcPeeringConnectionId",
    page: 1000,
  },
  { call: "DescribeVpnGateways", list: "VpnGateways", id: "VpnGatewayId" },
  { call: "DescribeCustomerGateways", list: "CustomerGateways", id: "CustomerGatewayId" },
  { call: "DescribeVpnConnections", list: "VpnConnections", id: "VpnConnectionId" },
  { call: "DescribeCarrierGateways", list: "CarrierGateways", id: "CarrierGatewayId", page: 1000 },
  { call: "DescribeTransitGateways", list: "TransitGateways", id: "TransitGatewayId", page: 1000 },
  {
    call: "DescribeTransitGatewayAttachments",
    list: "TransitGatewayAttachments",
    id: "TransitGatewayAttachmentId",
    page: 1000,
  },
  {
    call: "DescribeTransitGatewayVpcAttachments",
    list: "TransitGatewayVpcAttachments",
    id: "TransitGatewayAttachmentId",
    page: 1000,
    onlyWith: "TransitGatewayAttachments",
  },
  {
    call: "DescribeTransitGatewayPeeringAttachments",
    list: "TransitGatewayPeeringAttachments",
    id: "TransitGatewayAttachmentId",
    page: 1000,
    onlyWith: "TransitGatewayAttachments",
  },
  {
    call: "DescribeTransitGatewayConnects",
    list: "TransitGatewayConnects",
    id: "TransitGatewayAttachmentId",
    page: 1000,
    onlyWith: "TransitGatewayAttachments",
  },
  {
    call: "DescribeTransitGatewayRouteTables",
    list: "TransitGatewayRouteTables",
    id: "TransitGatewayRouteTableId",
    page: 1000,
    onlyWith: "TransitGatewayAttachments",
  },
  {
    call: "DescribeVpcBlockPublicAccessExclusions",
    list: "VpcBlockPublicAccessExclusions",
    id: "ExclusionId",
    page: 1000,
  },
  {
    call: "DescribeVirtualInterfaces",
    service: "directconnect",
    list: "virtualInterfaces",
    id: "virtualInterfaceId",
    onlyWith: "VpnGateways",
  },
];

/** The one call whose answer is one object: the switch of the account in this Region. */
export const publicAccessCall = { call: "DescribeVpcBlockPublicAccessOptions", field: "VpcBlockPublicAccessOptions" };

const transitTable = { of: "TransitGatewayRouteTables", by: "TransitGatewayRouteTableId" } as const;

export const detailCalls: readonly DetailCall[] = [
  { call: "GetManagedPrefixListEntries", of: "PrefixLists", by: "PrefixListId", list: "Entries", page: 100 },
  { call: "GetTransitGatewayRouteTableAssociations", ...transitTable, list: "Associations", page: 1000 },
  {
    call: "GetTransitGatewayRouteTablePropagations",
    ...transitTable,
    list: "TransitGatewayRouteTablePropagations",
    page: 1000,
  },
  {
    call: "GetTransitGatewayPrefixListReferences",
    ...transitTable,
    list: "TransitGatewayPrefixListReferences",
    page: 1000,
  },
  {
    call: "SearchTransitGatewayRoutes",
    ...transitTable,
    list: "Routes",
    page: 1000,
    // Propagated routes follow from the propagations.
    with: { Filters: [{ Name: "type", Values: ["static"] }] },
  },
  {
    call: "DescribeDirectConnectGatewayAssociations",
    service: "directconnect",
    of: "VpnGateways",
    by: "VpnGatewayId",
    as: "associatedGatewayId",
    list: "directConnectGatewayAssociations",
  },
];

/** Fields that hold keys of tunnels and of routing sessions. They say nothing of what can reach what, and stay in AWS. */
export const secretFields: ReadonlySet<string> = new Set([
  "CustomerGatewayConfiguration",
  "PreSharedKey",
  "authKey",
  "customerRouterConfig",
]);

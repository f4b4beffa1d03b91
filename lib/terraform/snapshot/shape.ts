/** The skeleton of a snapshot: what the fields of the EC2 API hold that are read, by their names (EC2 API reference). */
import { isObject, type Json } from "../intake/value";
import { anything, either, fields, flag, list, number, text, type Shape } from "../intake/shape";

/** A part, whichever it is: fields of one name hold the same sort of thing wherever they stand. */
const part: Shape = (json) => known(json);

const parts = list(part);
const texts = list(text);

const byName: Readonly<Record<string, Shape>> = {
  ...of(parts, ["Addresses", "NatGatewayAddresses", "Tags", "TagSet"]),
  ...of(part, ["Association", "IcmpTypeCode", "Options", "PortRange", "VpcBlockPublicAccessOptions"]),
  // Of a peering it is an object.
  Status: either(text, with_("Code")),
  ...of(texts, ["Cidrs", "RouteTableIds", "SubnetIds"]),
  ...of(number, ["From", "FromPort", "MaxEntries", "RuleNumber", "To", "ToPort"]),
  ...of(flag, ["Egress", "IsDefault", "Main", "MapPublicIpOnLaunch", "SourceDestCheck", "StaticRoutesOnly"]),
  ...of(text, [
    "AddressFamily",
    "AllocationId",
    "AvailabilityZone",
    "Cidr",
    "CidrBlock",
    "CidrIp",
    "CidrIpv6",
    "ConnectivityType",
    "CustomerGatewayId",
    "DestinationCidrBlock",
    "DestinationIpv6CidrBlock",
    "DestinationPrefixListId",
    "EgressOnlyInternetGatewayId",
    "GatewayId",
    "GroupId",
    "GroupName",
    "InstanceId",
    "InterfaceType",
    "InternetGatewayId",
    "IpAddress",
    "IpProtocol",
    "Ipv6Address",
    "Ipv6CidrBlock",
    "NatGatewayId",
    "NetworkAclId",
    "NetworkInterfaceId",
    "OwnerId",
    "PrefixListId",
    "PrefixListName",
    "PrivateIp",
    "PrivateIpAddress",
    "Protocol",
    "PublicIp",
    "PublicIpAddress",
    "RouteTableId",
    "RuleAction",
    "ServiceName",
    "State",
    "SubnetId",
    "TransitGatewayAttachmentId",
    "TransitGatewayId",
    "TransitGatewayRouteTableId",
    "VpcEndpointId",
    "VpcEndpointType",
    "VpcId",
    "VpcPeeringConnectionId",
    "VpnConnectionId",
    "VpnGatewayId",
  ]),
  // Without these fields the thing is no one's, or its rule says the opposite. The lists among them are printed when they are empty.
  AccepterVpcInfo: with_("VpcId"),
  AssociationState: with_("State"),
  Associations: list(oneOf("SubnetId", "GatewayId", "Main", "TransitGatewayAttachmentId")),
  Attachments: list(with_("VpcId")),
  CidrBlockAssociationSet: list(with_("CidrBlock")),
  CidrBlockState: with_("State"),
  CustomerGateways: list(with_("CustomerGatewayId")),
  EgressOnlyInternetGateways: list(with_("EgressOnlyInternetGatewayId", "Attachments")),
  Entries: list(either(with_("Cidr"), with_("Egress", "Protocol", "RuleAction", "RuleNumber"))),
  Groups: list(with_("GroupId")),
  Instances: list(instance),
  InternetGateways: list(with_("InternetGatewayId", "Attachments")),
  IpPermissions: list(with_("IpProtocol")),
  IpPermissionsEgress: list(with_("IpProtocol")),
  IpRanges: list(with_("CidrIp")),
  Ipv6Addresses: list(with_("Ipv6Address")),
  Ipv6CidrBlockAssociationSet: list(with_("Ipv6CidrBlock")),
  Ipv6CidrBlockState: with_("State"),
  Ipv6Ranges: list(with_("CidrIpv6")),
  NatGateways: list(with_("NatGatewayId")),
  NetworkAcls: list(with_("NetworkAclId", "VpcId", "Entries", "Associations")),
  NetworkInterfaces: list(with_("NetworkInterfaceId")),
  PrefixListIds: list(with_("PrefixListId")),
  PrefixLists: list(with_("PrefixListId")),
  PrivateIpAddresses: list(with_("PrivateIpAddress")),
  PropagatingVgws: list(with_("GatewayId")),
  RequesterVpcInfo: with_("VpcId"),
  Reservations: list(with_("Instances")),
  RouteTables: list(with_("RouteTableId", "VpcId", "Routes", "Associations")),
  Routes: list(oneOf("DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId", "PrefixListId")),
  SecurityGroups: list(with_("GroupId")),
  Subnets: list(subnet),
  TransitGatewayAttachments: list(with_("TransitGatewayAttachmentId")),
  TransitGatewayRouteTables: list(with_("TransitGatewayRouteTableId")),
  TransitGateways: list(with_("TransitGatewayId")),
  TransitGatewayVpcAttachments: list(with_("TransitGatewayAttachmentId")),
  UserIdGroupPairs: list(with_("GroupId")),
  VpcAttachments: list(with_("VpcId")),
  VpcBlockPublicAccessExclusions: list(with_("ExclusionId", "ResourceArn")),
  VpcEndpoints: list(with_("VpcEndpointId", "VpcId")),
  VpcPeeringConnections: list(with_("VpcPeeringConnectionId", "Status", "RequesterVpcInfo", "AccepterVpcInfo")),
  Vpcs: list(with_("VpcId")),
  VpnConnections: list(with_("VpnConnectionId")),
  VpnGateways: list(with_("VpnGatewayId", "VpcAttachments")),
};

function of(shape: Shape, names: readonly string[]): Record<string, Shape> {
  return Object.fromEntries(names.map((name) => [name, shape]));
}

/** A part that must have some fields. */
function with_(...needed: readonly string[]): Shape {
  const has = having(...needed);
  return (json) => has(json) ?? known(json);
}

/** What must have some fields, whatever is in them. */
function having(...needed: readonly string[]): Shape {
  return fields(Object.fromEntries(needed.map((name) => [name, anything])), needed);
}

/** A part that must have one of some fields. */
function oneOf(...names: readonly string[]): Shape {
  return names.map((name) => with_(name)).reduce(either);
}

/** Of an instance the state is an object. */
function instance(json: Json): ReturnType<Shape> {
  const { State: state, ...rest } = isObject(json) ? json : {};
  return fields({ State: part })({ State: state ?? null }) ?? with_("InstanceId")(isObject(json) ? rest : json);
}

/** One for IPv6 alone has no other block. */
function subnet(json: Json): ReturnType<Shape> {
  const isNative = isObject(json) && json["Ipv6Native"] === true;
  return with_("SubnetId", "VpcId", ...(isNative ? ["Ipv6CidrBlockAssociationSet"] : ["CidrBlock"]))(json);
}

function known(json: Json): ReturnType<Shape> {
  if (!isObject(json)) return fields({})(json);
  for (const name of Object.keys(json)) {
    const value = json[name];
    if (value === undefined || value === null || !Object.hasOwn(byName, name)) continue;
    const damage = (byName[name] as Shape)(value);
    if (damage !== undefined) return { ...damage, path: [name, ...damage.path] };
  }
  return undefined;
}

/** The groups themselves, with their rules: an instance only names its own under the same key. */
const described = fields({ SecurityGroups: list(having("IpPermissions", "IpPermissionsEgress")) });

export const snapshot: Shape = (json) => part(json) ?? described(json);

/**
 * What AWS would describe after a stack is deployed: a small stand-in for an account, for the resources that segments are
 * made of. Written from the EC2 API's own field names, and apart from the readers.
 */
import type { Config, TerraformJson } from "../constructs/synth";

type Snapshot = Readonly<Record<string, Record<string, unknown>[]>>;

const prefixes: Readonly<Record<string, string>> = {
  aws_vpc: "vpc",
  aws_subnet: "subnet",
  aws_security_group: "sg",
  aws_default_security_group: "sg",
  aws_network_acl: "acl",
  aws_default_network_acl: "acl",
  aws_route_table: "rtb",
  aws_default_route_table: "rtb",
  aws_vpc_endpoint: "vpce",
};

/** @throws when the stack has a resource that this does not deploy: a test must not pass for that */
export function deployed({ resource = {} }: TerraformJson): Snapshot {
  const ids = idsOf(resource);
  const of = (type: string) =>
    Object.entries(resource[type] ?? {}).map(([name, one]) => [ids(`${type}.${name}`), one] as const);
  const only = (type: string): string => {
    const [first] = of(type);
    if (first === undefined) throw new Error(`no ${type}`);
    return first[0];
  };
  const id = (one: Config, key: string): string => ids(String(one[key]));
  const vpc = only("aws_vpc");
  const local = { GatewayId: "local", Origin: "CreateRouteTable", State: "active" };
  const [[, { cidr_block: block }] = ["", {} as Config]] = of("aws_vpc");
  const routes = [{ DestinationCidrBlock: block, ...local }];
  const rules = (direction: "ingress" | "egress", group: string) =>
    of(`aws_vpc_security_group_${direction}_rule`)
      .filter(([, rule]) => id(rule, "security_group_id") === group)
      .map(([, rule]) => permission(rule, ids));
  return {
    Vpcs: of("aws_vpc").map(([VpcId, one]) => ({
      VpcId,
      CidrBlock: one["cidr_block"],
      State: "available",
      Tags: tags(one),
    })),
    Subnets: of("aws_subnet").map(([SubnetId, one]) => ({
      SubnetId,
      VpcId: vpc,
      CidrBlock: one["cidr_block"],
      AvailabilityZone: one["availability_zone"],
      MapPublicIpOnLaunch: false,
      State: "available",
      Tags: tags(one),
    })),
    RouteTables: [
      {
        RouteTableId: only("aws_default_route_table"),
        VpcId: vpc,
        Associations: [{ Main: true }],
        Routes: routes,
        Tags: [],
      },
      ...of("aws_route_table").map(([RouteTableId]) => ({
        RouteTableId,
        VpcId: vpc,
        Routes: routes,
        Associations: of("aws_route_table_association")
          .filter(([, one]) => id(one, "route_table_id") === RouteTableId)
          .map(([RouteTableAssociationId, one]) => ({ RouteTableAssociationId, SubnetId: id(one, "subnet_id") })),
      })),
    ],
    NetworkAcls: ["aws_default_network_acl", "aws_network_acl"].flatMap((type) =>
      of(type).map(([NetworkAclId, one]) => ({
        NetworkAclId,
        VpcId: vpc,
        IsDefault: type === "aws_default_network_acl",
        Associations: ((one["subnet_ids"] ?? []) as string[]).map((subnet) => ({ SubnetId: ids(subnet) })),
        Entries: (["ingress", "egress"] as const).flatMap((direction) => [
          ...((one[direction] ?? []) as Config[]).map((entry) => aclEntry(entry, direction === "egress")),
          {
            RuleNumber: 32767,
            Protocol: "-1",
            RuleAction: "deny",
            Egress: direction === "egress",
            CidrBlock: "0.0.0.0/0",
          },
        ]),
      })),
    ),
    SecurityGroups: ["aws_default_security_group", "aws_security_group"].flatMap((type) =>
      of(type).map(([GroupId, one]) => ({
        GroupId,
        GroupName: type === "aws_default_security_group" ? "default" : `${String(one["name_prefix"])}20261125`,
        VpcId: vpc,
        IpPermissions: rules("ingress", GroupId),
        IpPermissionsEgress: rules("egress", GroupId),
        Tags: tags(one),
      })),
    ),
    VpcEndpoints: of("aws_vpc_endpoint").map(([VpcEndpointId, one]) => ({
      VpcEndpointId,
      VpcEndpointType: one["vpc_endpoint_type"],
      VpcId: vpc,
      ServiceName: "com.amazonaws.us-east-1.ssm",
      SubnetIds: ((one["subnet_ids"] ?? []) as string[]).map(ids),
      Groups: ((one["security_group_ids"] ?? []) as string[]).map((group) => ({ GroupId: ids(group) })),
      State: "available",
    })),
    NetworkInterfaces: of("aws_vpc_endpoint").flatMap(([, one]) =>
      ((one["subnet_ids"] ?? []) as string[]).map((subnet, at) => ({
        NetworkInterfaceId: `eni-0000000${String(at)}`,
        InterfaceType: "vpc_endpoint",
        SubnetId: ids(subnet),
        VpcId: vpc,
        Groups: ((one["security_group_ids"] ?? []) as string[]).map((group) => ({ GroupId: ids(group) })),
      })),
    ),
    Incomplete: [],
  };
}

const read = new Set([
  ...Object.keys(prefixes),
  "aws_route_table_association",
  "aws_vpc_security_group_ingress_rule",
  "aws_vpc_security_group_egress_rule",
]);

/** From `${aws_subnet.a.id}` or an address to the id that AWS would give. */
function idsOf(resource: NonNullable<TerraformJson["resource"]>): (reference: string) => string {
  const ids = new Map<string, string>();
  for (const [type, byName] of Object.entries(resource)) {
    if (!read.has(type)) throw new Error(`resources of type ${type} are not deployed here`);
    for (const name of Object.keys(byName))
      ids.set(`${type}.${name}`, `${prefixes[type] ?? "assoc"}-${ids.size.toString(16).padStart(8, "0")}`);
  }
  return (reference) => {
    const address = /^(?:\$\{)?([^.]+\.[^.}]+)/.exec(reference)?.[1] ?? "";
    const found = ids.get(address);
    if (found === undefined) throw new Error(`nothing is deployed as ${reference}`);
    return found;
  };
}

function tags(one: Config): readonly { readonly Key: string; readonly Value: unknown }[] {
  return Object.entries(one["tags"] ?? {}).map(([Key, Value]) => ({ Key, Value }));
}

function permission(rule: Config, ids: (reference: string) => string): Record<string, unknown> {
  const peer = rule["referenced_security_group_id"] as string | undefined;
  return {
    IpProtocol: rule["ip_protocol"],
    FromPort: rule["from_port"],
    ToPort: rule["to_port"],
    IpRanges: rule["cidr_ipv4"] === undefined ? [] : [{ CidrIp: rule["cidr_ipv4"] }],
    UserIdGroupPairs: peer === undefined ? [] : [{ GroupId: ids(peer) }],
  };
}

function aclEntry(entry: Config, Egress: boolean): Record<string, unknown> {
  const protocol = String(entry["protocol"]);
  const Protocol = { tcp: "6", udp: "17", icmp: "1" }[protocol] ?? protocol;
  return {
    Egress,
    RuleNumber: entry["rule_no"],
    RuleAction: entry["action"],
    Protocol,
    CidrBlock: entry["cidr_block"],
    ...(["6", "17"].includes(Protocol) ? { PortRange: { From: entry["from_port"], To: entry["to_port"] } } : {}),
    ...(Protocol === "1" ? { IcmpTypeCode: { Type: entry["icmp_type"], Code: entry["icmp_code"] } } : {}),
  };
}

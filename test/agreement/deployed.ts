/**
 * A synthesized stack as it would be once deployed, as a state and as a snapshot of AWS: every reference is an id, every
 * list that AWS computes is there. Knows the resources that hospitals and simple changes of them have, and refuses others.
 */
import type { Address, Config } from "./ground";

interface Deployed {
  readonly address: Address;
  readonly type: string;
  readonly values: Config;
}

const prefixes: Readonly<Record<string, string>> = {
  aws_vpc: "vpc",
  aws_subnet: "subnet",
  aws_security_group: "sg",
  aws_default_security_group: "sg",
  aws_network_acl: "acl",
  aws_default_network_acl: "acl",
  aws_route_table: "rtb",
  aws_default_route_table: "rtb",
  aws_internet_gateway: "igw",
  aws_vpn_gateway: "vgw",
  aws_nat_gateway: "nat",
  aws_eip: "eipalloc",
  aws_customer_gateway: "cgw",
  aws_vpn_connection: "vpn",
  aws_vpc_endpoint: "vpce",
  aws_instance: "i",
  aws_network_interface: "eni",
};
/** What AWS gives a VPC of its own accord, by the attribute that names it. */
const companions = [
  ["default_security_group_id", "sg"],
  ["default_network_acl_id", "acl"],
  ["default_route_table_id", "rtb"],
] as const;

const block6 = "2600:1f18:1:aa00::/56";
const hex = (number: number): string => number.toString(16).padStart(8, "0");

/** The resources with ids in the place of references. */
function deploy(text: string): readonly Deployed[] {
  const { resource } = JSON.parse(text) as { resource: Record<string, Record<string, Config>> };
  const declared = Object.entries(resource).flatMap(([type, byName]) =>
    Object.entries(byName).map(([name, body]) => ({ address: `${type}.${name}`, type, body })),
  );
  const ids = new Map<string, string>();
  declared.forEach(({ address, type }, index) => {
    ids.set(`${address}.id`, `${prefixes[type] ?? "x"}-${hex(index)}`);
    if (type === "aws_vpc_endpoint") ids.set(`${address}.prefix_list_id`, `pl-${hex(index)}`);
    if (type !== "aws_vpc") return;
    ids.set(`${address}.ipv6_cidr_block`, block6);
    for (const [attribute, prefix] of companions)
      ids.set(`${address}.${attribute}`, `${prefix}-d${hex(index).slice(1)}`);
    for (const [attribute] of companions)
      for (const other of declared)
        if (JSON.stringify(other.body).includes(`\${${address}.${attribute}}`) && other.type.includes("_default_"))
          ids.set(`${other.address}.id`, ids.get(`${address}.${attribute}`)!);
  });
  // A default group names the VPC, not the group.
  for (const { address, type, body } of declared)
    if (type === "aws_default_security_group") {
      const vpc = /^\$\{(.*)\.id\}$/.exec(body["vpc_id"] as string)![1]!;
      ids.set(`${address}.id`, ids.get(`${vpc}.default_security_group_id`)!);
    }
  return declared.map(({ address, type, body }) => {
    const said = Object.entries(body).filter(([key]) => !["//", "depends_on", "lifecycle", "provider"].includes(key));
    const values = { ...(resolved(Object.fromEntries(said), ids) as Config), id: ids.get(`${address}.id`) };
    return { address, type, values: type === "aws_vpc" ? withCompanions(values, address, ids) : values };
  });
}

function withCompanions(values: Config, address: Address, ids: ReadonlyMap<string, string>): Config {
  const given = values["assign_generated_ipv6_cidr_block"] === true ? { ipv6_cidr_block: block6 } : {};
  const own = companions.map(([attribute]) => [attribute, ids.get(`${address}.${attribute}`)] as const);
  return {
    ...values,
    ...given,
    ...Object.fromEntries(own),
    main_route_table_id: ids.get(`${address}.default_route_table_id`),
  };
}

function resolved(value: unknown, ids: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((each) => resolved(each, ids));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, resolved(each, ids)]));
  if (typeof value !== "string" || !value.includes("${")) return value;
  const simple = /^\$\{([^}]*)\}$/.exec(value)?.[1];
  if (simple !== undefined && ids.has(simple)) return ids.get(simple);
  const subnet = /^\$\{cidrsubnet\((.*), 8, (\d+)\)\}$/.exec(value);
  if (subnet !== null) return `2600:1f18:1:aa${Number(subnet[2]).toString(16).padStart(2, "0")}::/64`;
  // What else is written as an expression (a policy, a service's name) is of no account here.
  return value.replace(/\$\{[^}]*\}/g, "x");
}

/** Of one type, in the order of the stack. */
const of = (all: readonly Deployed[], ...types: readonly string[]): readonly Config[] =>
  all.filter(({ type }) => types.includes(type)).map(({ values }) => values);

/** The rule of one group as the group itself shows it. */
function asInline(rule: Config): Config {
  const list = (...keys: readonly string[]): readonly unknown[] => keys.flatMap((key) => (rule[key] ?? []) as unknown);
  return {
    protocol: rule["ip_protocol"] ?? rule["protocol"],
    from_port: rule["from_port"] ?? 0,
    to_port: rule["to_port"] ?? 0,
    cidr_blocks: list("cidr_ipv4", "cidr_blocks"),
    ipv6_cidr_blocks: list("cidr_ipv6", "ipv6_cidr_blocks"),
    prefix_list_ids: list("prefix_list_id", "prefix_list_ids"),
    security_groups: list("referenced_security_group_id", "source_security_group_id", "security_groups"),
    self: rule["self"] ?? false,
  };
}

function rulesOf(all: readonly Deployed[], group: Config, way: "ingress" | "egress"): readonly Config[] {
  return [
    ...((group[way] ?? []) as Config[]),
    ...of(all, `aws_vpc_security_group_${way}_rule`).filter((rule) => rule["security_group_id"] === group["id"]),
    ...of(all, "aws_security_group_rule").filter(
      (rule) => rule["security_group_id"] === group["id"] && rule["type"] === way,
    ),
  ].map(asInline);
}

function entriesOf(all: readonly Deployed[], acl: Config, way: "ingress" | "egress"): readonly Config[] {
  const beside = of(all, "aws_network_acl_rule").filter(
    (entry) => entry["network_acl_id"] === acl["id"] && (entry["egress"] === true) === (way === "egress"),
  );
  return [
    ...((acl[way] ?? []) as Config[]),
    ...beside.map(({ rule_number, rule_action, network_acl_id: _, egress: __, ...rest }) => ({
      icmp_type: 0,
      icmp_code: 0,
      ...rest,
      rule_no: rule_number,
      action: rule_action,
    })),
  ];
}

function subnetsOf(all: readonly Deployed[], acl: Config): readonly unknown[] {
  const joined = of(all, "aws_network_acl_association").filter((each) => each["network_acl_id"] === acl["id"]);
  return [...((acl["subnet_ids"] ?? []) as unknown[]), ...joined.map((each) => each["subnet_id"])];
}

const routesOf = (all: readonly Deployed[], table: Config): readonly Config[] =>
  of(all, "aws_route")
    .filter((route) => route["route_table_id"] === table["id"])
    .map(({ destination_cidr_block, route_table_id: _, id: __, ...target }) => ({
      cidr_block: destination_cidr_block,
      ...target,
    }));

/** The attributes that a state shows beside those that were set. */
function computed(all: readonly Deployed[], { type, values }: Deployed): Config {
  switch (type) {
    case "aws_security_group":
    case "aws_default_security_group":
      return { ...values, ingress: rulesOf(all, values, "ingress"), egress: rulesOf(all, values, "egress") };
    case "aws_network_acl":
    case "aws_default_network_acl":
      return {
        ...values,
        vpc_id: values["vpc_id"] ?? of(all, "aws_vpc")[0]?.["id"],
        ingress: entriesOf(all, values, "ingress"),
        egress: entriesOf(all, values, "egress"),
        subnet_ids: subnetsOf(all, values),
      };
    case "aws_route_table":
    case "aws_default_route_table":
      return {
        ...values,
        vpc_id: values["vpc_id"] ?? of(all, "aws_vpc")[0]?.["id"],
        route: [...((values["route"] ?? []) as Config[]), ...routesOf(all, values)],
        propagating_vgws: values["propagating_vgws"] ?? [],
      };
    case "aws_subnet":
      return { map_public_ip_on_launch: false, ipv6_cidr_block: "", ...values };
    case "aws_vpc_endpoint": {
      const beside = of(all, "aws_vpc_endpoint_route_table_association").filter(
        (each) => each["vpc_endpoint_id"] === values["id"],
      );
      return {
        subnet_ids: [],
        security_group_ids: [],
        ...values,
        vpc_endpoint_type: values["vpc_endpoint_type"] ?? "Gateway",
        prefix_list_id: String(values["id"]).replace("vpce-", "pl-"),
        route_table_ids: [
          ...((values["route_table_ids"] ?? []) as unknown[]),
          ...beside.map((each) => each["route_table_id"]),
        ],
      };
    }
    case "aws_nat_gateway":
      return { connectivity_type: "public", ...values };
    case "aws_instance":
      return {
        associate_public_ip_address: false,
        public_ip: "",
        source_dest_check: true,
        ipv6_addresses: [],
        ...values,
      };
    case "aws_network_interface":
      return { private_ips: [], source_dest_check: true, ipv6_addresses: [], ...values };
    default:
      return values;
  }
}

/** A state file of version 4. */
export function asState(text: string): string {
  const all = deploy(text);
  const resources = all.map((one) => ({
    mode: "managed",
    type: one.type,
    name: one.address.split(".")[1],
    provider: 'provider["registry.terraform.io/hashicorp/aws"]',
    instances: [{ schema_version: 0, attributes: computed(all, one) }],
  }));
  return JSON.stringify({ version: 4, terraform_version: "1.11.4", serial: 1, lineage: "x", outputs: {}, resources });
}

/** The AWS id of every resource, by its address. */
export function idsOf(text: string): ReadonlyMap<Address, string> {
  return new Map(deploy(text).map(({ address, values }) => [address, values["id"] as string]));
}

const permission = (rule: Config): Config => ({
  IpProtocol: rule["protocol"],
  ...(rule["protocol"] === "-1" ? {} : { FromPort: rule["from_port"], ToPort: rule["to_port"] }),
  IpRanges: (rule["cidr_blocks"] as string[]).map((CidrIp) => ({ CidrIp })),
  Ipv6Ranges: (rule["ipv6_cidr_blocks"] as string[]).map((CidrIpv6) => ({ CidrIpv6 })),
  PrefixListIds: (rule["prefix_list_ids"] as string[]).map((PrefixListId) => ({ PrefixListId })),
  UserIdGroupPairs: (rule["security_groups"] as string[]).map((GroupId) => ({ GroupId })),
});

const entry = (Egress: boolean) => (one: Config) => ({
  RuleNumber: one["rule_no"],
  RuleAction: one["action"],
  Protocol: one["protocol"],
  Egress,
  ...(one["cidr_block"] === null ? { Ipv6CidrBlock: one["ipv6_cidr_block"] } : { CidrBlock: one["cidr_block"] }),
  ...(["6", "17"].includes(one["protocol"] as string)
    ? { PortRange: { From: one["from_port"], To: one["to_port"] } }
    : {}),
  ...(["1", "58"].includes(one["protocol"] as string)
    ? { IcmpTypeCode: { Type: one["icmp_type"], Code: one["icmp_code"] } }
    : {}),
});

const known = new Set([
  ...Object.keys(prefixes),
  "aws_route",
  "aws_route_table_association",
  "aws_vpc_security_group_ingress_rule",
  "aws_vpc_security_group_egress_rule",
  "aws_security_group_rule",
  "aws_network_acl_rule",
  "aws_network_acl_association",
  "aws_vpc_endpoint_route_table_association",
  "aws_vpn_connection_route",
  "aws_vpn_gateway_route_propagation",
]);

/** One object with the lists that `aws ec2 describe-*` prints. */
export function asSnapshot(text: string): string {
  const deployed = deploy(text);
  const strange = deployed.find(({ type }) => !known.has(type));
  if (strange !== undefined) throw new Error(`a snapshot of ${strange.type} is not written here`);
  const all = deployed.map((one) => ({ ...one, values: computed(deployed, one) }));
  const [vpc] = of(all, "aws_vpc");
  const VpcId = vpc!["id"];
  const attached = [{ VpcId, State: "attached" }];
  const groups = of(all, "aws_security_group", "aws_default_security_group");
  const card = (one: Config, groupIds: unknown): Config => ({
    NetworkInterfaceId: `eni-${String(one["id"])}`,
    SubnetId: one["subnet_id"],
    VpcId,
    InterfaceType: "interface",
    Groups: (groupIds as string[]).map((GroupId) => ({ GroupId })),
    PrivateIpAddresses: [],
    Ipv6Addresses: [],
    SourceDestCheck: true,
  });
  return JSON.stringify({
    Vpcs: [
      {
        VpcId,
        CidrBlock: vpc!["cidr_block"],
        CidrBlockAssociationSet: [{ CidrBlock: vpc!["cidr_block"], CidrBlockState: { State: "associated" } }],
        Ipv6CidrBlockAssociationSet:
          vpc!["ipv6_cidr_block"] === undefined
            ? []
            : [{ Ipv6CidrBlock: vpc!["ipv6_cidr_block"], Ipv6CidrBlockState: { State: "associated" } }],
      },
    ],
    Subnets: of(all, "aws_subnet").map((one) => ({
      SubnetId: one["id"],
      VpcId,
      CidrBlock: one["cidr_block"],
      AvailabilityZone: one["availability_zone"],
      MapPublicIpOnLaunch: one["map_public_ip_on_launch"],
      Ipv6CidrBlockAssociationSet:
        one["ipv6_cidr_block"] === ""
          ? []
          : [{ Ipv6CidrBlock: one["ipv6_cidr_block"], Ipv6CidrBlockState: { State: "associated" } }],
    })),
    RouteTables: of(all, "aws_route_table", "aws_default_route_table").map((one) => ({
      RouteTableId: one["id"],
      VpcId,
      Associations: [
        ...(one["id"] === vpc!["default_route_table_id"] ? [{ Main: true }] : []),
        ...of(all, "aws_route_table_association")
          .filter((each) => each["route_table_id"] === one["id"])
          .map((each) => ({ Main: false, SubnetId: each["subnet_id"] })),
      ],
      PropagatingVgws: of(all, "aws_vpn_gateway_route_propagation")
        .filter((each) => each["route_table_id"] === one["id"])
        .map((each) => ({ GatewayId: each["vpn_gateway_id"] })),
      Routes: [
        ...of(all, "aws_vpc_endpoint")
          .filter((each) => (each["route_table_ids"] as unknown[]).includes(one["id"]))
          .map((each) => ({ DestinationPrefixListId: each["prefix_list_id"], GatewayId: each["id"], State: "active" })),
        ...(one["route"] as Config[]).map((route) => ({
          DestinationCidrBlock: route["cidr_block"],
          State: "active",
          Origin: "CreateRoute",
          ...(route["gateway_id"] === undefined ? {} : { GatewayId: route["gateway_id"] }),
          ...(route["nat_gateway_id"] === undefined ? {} : { NatGatewayId: route["nat_gateway_id"] }),
        })),
      ],
    })),
    NetworkAcls: of(all, "aws_network_acl", "aws_default_network_acl").map((one) => ({
      NetworkAclId: one["id"],
      VpcId,
      IsDefault: one["id"] === vpc!["default_network_acl_id"],
      Associations: (one["subnet_ids"] as string[]).map((SubnetId) => ({ SubnetId })),
      Entries: [...(one["ingress"] as Config[]).map(entry(false)), ...(one["egress"] as Config[]).map(entry(true))],
    })),
    VpcBlockPublicAccessOptions: { State: "default-state", InternetGatewayBlockMode: "off" },
    VpcBlockPublicAccessExclusions: [],
    SecurityGroups: groups.map((one) => ({
      GroupId: one["id"],
      GroupName: one["id"] === vpc!["default_security_group_id"] ? "default" : `group-${String(one["id"])}`,
      VpcId,
      IpPermissions: (one["ingress"] as Config[]).map(permission),
      IpPermissionsEgress: (one["egress"] as Config[]).map(permission),
    })),
    NetworkInterfaces: [
      ...of(all, "aws_instance").map((one) =>
        card(one, one["vpc_security_group_ids"] ?? [vpc!["default_security_group_id"]]),
      ),
      ...of(all, "aws_network_interface").map((one) => card(one, one["security_groups"])),
      ...of(all, "aws_vpc_endpoint").flatMap((one) =>
        (one["subnet_ids"] as string[]).map((subnet_id, index) =>
          card({ id: `${String(one["id"])}-${String(index)}`, subnet_id }, one["security_group_ids"]),
        ),
      ),
    ],
    InternetGateways: of(all, "aws_internet_gateway").map((one) => ({
      InternetGatewayId: one["id"],
      Attachments: [{ VpcId, State: "available" }],
    })),
    VpnGateways: of(all, "aws_vpn_gateway").map((one) => ({
      VpnGatewayId: one["id"],
      State: "available",
      VpcAttachments: attached,
      directConnectGatewayAssociations: [],
    })),
    virtualInterfaces: [],
    CustomerGateways: of(all, "aws_customer_gateway").map((one) => ({
      CustomerGatewayId: one["id"],
      IpAddress: one["ip_address"],
      BgpAsn: one["bgp_asn"],
      State: "available",
    })),
    VpnConnections: of(all, "aws_vpn_connection").map((one) => ({
      VpnConnectionId: one["id"],
      CustomerGatewayId: one["customer_gateway_id"],
      VpnGatewayId: one["vpn_gateway_id"],
      State: "available",
      Options: { StaticRoutesOnly: true },
      Routes: of(all, "aws_vpn_connection_route").map((route) => ({
        DestinationCidrBlock: route["destination_cidr_block"],
      })),
    })),
    NatGateways: of(all, "aws_nat_gateway").map((one) => ({
      NatGatewayId: one["id"],
      SubnetId: one["subnet_id"],
      State: "available",
      ConnectivityType: "public",
    })),
    PrefixLists: of(all, "aws_vpc_endpoint")
      .filter((one) => one["vpc_endpoint_type"] === "Gateway")
      .map((one) => ({
        PrefixListId: one["prefix_list_id"],
        PrefixListName: "com.amazonaws.us-east-1.s3",
        OwnerId: "AWS",
        AddressFamily: "IPv4",
      })),
    VpcEndpoints: of(all, "aws_vpc_endpoint")
      .filter((one) => one["vpc_endpoint_type"] === "Gateway")
      .map((one) => ({
        VpcEndpointId: one["id"],
        VpcEndpointType: "Gateway",
        VpcId,
        ServiceName: "com.amazonaws.us-east-1.s3",
        RouteTableIds: one["route_table_ids"],
        State: "available",
      })),
  });
}

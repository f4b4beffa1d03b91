/**
 * Which object an attribute of a resource stands for.
 *
 * Decides: the kind of a resource by its type, and the attributes that name another object: those that AWS makes along
 * with it (`default_security_group_id`), and those that a resource without an identity of its own passes on.
 */
import type { FactId } from "../facts";
import type { Instance } from "../world/instance";

export type Kind =
  | "vpc"
  | "subnet"
  | "route-table"
  | "security-group"
  | "network-acl"
  | "gateway"
  | "nat-gateway"
  | "peering"
  | "interface"
  | "elastic-ip"
  | "prefix-list"
  | "endpoint"
  | "customer-gateway"
  | "vpn-connection"
  | "transit-gateway"
  | "transit-attachment"
  | "transit-table"
  | "direct-connect-gateway"
  | "client-vpn"
  | "firewall"
  | "firewall-policy"
  | "firewall-rules"
  | "other";

const kinds: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ["aws_vpc", "vpc"],
  ["aws_default_vpc", "vpc"],
  ["aws_subnet", "subnet"],
  ["aws_default_subnet", "subnet"],
  ["aws_route_table", "route-table"],
  ["aws_default_route_table", "route-table"],
  ["aws_security_group", "security-group"],
  ["aws_default_security_group", "security-group"],
  ["aws_network_acl", "network-acl"],
  ["aws_default_network_acl", "network-acl"],
  ["aws_internet_gateway", "gateway"],
  ["aws_egress_only_internet_gateway", "gateway"],
  ["aws_vpn_gateway", "gateway"],
  ["aws_ec2_carrier_gateway", "gateway"],
  ["aws_nat_gateway", "nat-gateway"],
  ["aws_vpc_peering_connection", "peering"],
  ["aws_network_interface", "interface"],
  ["aws_instance", "interface"],
  ["aws_spot_instance_request", "interface"],
  ["aws_eip", "elastic-ip"],
  ["aws_ec2_managed_prefix_list", "prefix-list"],
  ["aws_prefix_list", "prefix-list"],
  ["aws_vpc_endpoint", "endpoint"],
  ["aws_customer_gateway", "customer-gateway"],
  ["aws_vpn_connection", "vpn-connection"],
  ["aws_ec2_transit_gateway", "transit-gateway"],
  ["aws_ec2_transit_gateway_vpc_attachment", "transit-attachment"],
  ["aws_ec2_transit_gateway_peering_attachment", "transit-attachment"],
  ["aws_ec2_transit_gateway_connect", "transit-attachment"],
  ["aws_ec2_transit_gateway_dx_gateway_attachment", "transit-attachment"],
  ["aws_ec2_transit_gateway_vpn_attachment", "transit-attachment"],
  ["aws_ec2_transit_gateway_attachment", "transit-attachment"],
  ["aws_ec2_transit_gateway_route_table", "transit-table"],
  ["aws_dx_gateway", "direct-connect-gateway"],
  ["aws_ec2_client_vpn_endpoint", "client-vpn"],
  ["aws_networkfirewall_firewall", "firewall"],
  ["aws_networkfirewall_firewall_policy", "firewall-policy"],
  ["aws_networkfirewall_rule_group", "firewall-rules"],
]);

/** Objects that AWS makes along with one: attribute, kind, and the suffix of the id that all names of it share. */
const companions: ReadonlyMap<string, ReadonlyMap<string, readonly [Kind, string]>> = new Map([
  [
    "vpc",
    new Map<string, readonly [Kind, string]>([
      ["default_security_group_id", ["security-group", "default_security_group_id"]],
      ["default_network_acl_id", ["network-acl", "default_network_acl_id"]],
      ["default_route_table_id", ["route-table", "default_route_table_id"]],
      ["main_route_table_id", ["route-table", "default_route_table_id"]],
    ]),
  ],
  [
    "transit-gateway",
    new Map<string, readonly [Kind, string]>([
      ["association_default_route_table_id", ["transit-table", "association_default_route_table_id"]],
      ["propagation_default_route_table_id", ["transit-table", "association_default_route_table_id"]],
    ]),
  ],
  [
    "vpn-connection",
    new Map([["transit_gateway_attachment_id", ["transit-attachment", "transit_gateway_attachment_id"]]]),
  ],
  ["endpoint", new Map([["prefix_list_id", ["prefix-list", "prefix_list_id"]]])],
]);

/** Resources whose id is that of another object, which this attribute names. */
const passesOn: ReadonlyMap<string, string> = new Map([
  ["aws_vpc_peering_connection_accepter", "vpc_peering_connection_id"],
  ["aws_vpc_peering_connection_options", "vpc_peering_connection_id"],
  ["aws_ec2_transit_gateway_vpc_attachment_accepter", "transit_gateway_attachment_id"],
  ["aws_ec2_transit_gateway_peering_attachment_accepter", "transit_gateway_attachment_id"],
]);

export interface Identity {
  readonly id: FactId;
  readonly kind: Kind;
}

export function kindOf(instance: Instance): Kind {
  return kinds.get(instance.type) ?? "other";
}

export function kindOfType(type: string): Kind {
  return kinds.get(type.replace(/^data\./, "")) ?? "other";
}

/** What attribute `path` of the instance identifies; an attribute that it passes on; undefined when neither. */
export function identify(instance: Instance, path: string): Identity | { readonly passes: string } | undefined {
  const kind = kindOf(instance);
  if (path === "id" || path === "arn") {
    const passes = passesOn.get(instance.type);
    return passes === undefined ? { id: instance.id, kind } : { passes };
  }
  const companion = companions.get(kind)?.get(path);
  if (companion !== undefined) return { id: `${instance.id}.${companion[1]}`, kind: companion[0] };
  if (kind === "firewall" && path.startsWith("firewall_status")) return { id: instance.id, kind };
  if (kind === "interface" && path === "primary_network_interface_id") return { id: instance.id, kind };
  if (instance.type === "aws_instance" && instance.mode === "data" && path === "network_interface_id")
    return { id: instance.id, kind };
  if (kind === "interface" && path === "spot_instance_id") return { id: instance.id, kind };
  if (kind === "elastic-ip" && path === "allocation_id") return { id: instance.id, kind };
  if (instance.type === "aws_elb" && path === "source_security_group_id") return { passes: "security_groups" };
  return undefined;
}

/** Attributes whose known values are ids of the interface that AWS makes along with the instance. */
export function facesOf(instance: Instance): readonly (readonly [attribute: string, Identity])[] {
  const kind = kindOf(instance);
  const isMachine = kind === "interface" && instance.type !== "aws_network_interface";
  if (!isMachine && kind !== "nat-gateway") return [];
  const isPrimary = isMachine && instance.mode === "managed";
  return [[isPrimary ? "primary_network_interface_id" : "network_interface_id", { id: instance.id, kind }]];
}

/** Attributes whose known values are ids, with the identity that each stands for. */
export function namesOf(instance: Instance): readonly (readonly [attribute: string, Identity])[] {
  const kind = kindOf(instance);
  const spot = instance.type === "aws_spot_instance_request" ? ["spot_instance_id"] : [];
  const own = ["id", "arn", ...spot, ...(kind === "elastic-ip" ? ["allocation_id"] : [])];
  const all = [...own, ...(companions.get(kind)?.keys() ?? [])];
  return all.flatMap((attribute) => {
    const identity = identify(instance, attribute);
    return identity === undefined || "passes" in identity ? [] : [[attribute, identity] as const];
  });
}

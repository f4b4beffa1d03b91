/**
 * What a network is made of, but for its rules: resources of the AWS provider, attribute for attribute as `terraform show -json` of Terraform 1.11 and provider 5.100 prints
 * a plan that creates them.
 */
import type { Resource } from "./resource";

export const constant = (value: unknown) => ({ constant_value: value });
export const reference = (to: string) => ({ references: [`${to}.id`, to] });
export const theVpc = reference("aws_vpc.network");

export function vpc(block: string): Resource {
  return {
    type: "aws_vpc",
    name: "network",
    schemaVersion: 1,
    values: {
      assign_generated_ipv6_cidr_block: null,
      cidr_block: block,
      enable_dns_support: true,
      instance_tenancy: "default",
      ipv4_ipam_pool_id: null,
      ipv4_netmask_length: null,
      ipv6_ipam_pool_id: null,
      ipv6_netmask_length: null,
      tags: null,
    },
    unknown: {
      arn: true,
      default_network_acl_id: true,
      default_route_table_id: true,
      default_security_group_id: true,
      dhcp_options_id: true,
      enable_dns_hostnames: true,
      enable_network_address_usage_metrics: true,
      id: true,
      ipv6_association_id: true,
      ipv6_cidr_block: true,
      ipv6_cidr_block_network_border_group: true,
      main_route_table_id: true,
      owner_id: true,
      tags_all: true,
    },
    sensitive: { tags_all: {} },
    expressions: { cidr_block: constant(block) },
  };
}

export function subnet(name: string, block: string): Resource {
  return {
    type: "aws_subnet",
    name,
    schemaVersion: 1,
    values: {
      assign_ipv6_address_on_creation: false,
      availability_zone: "us-east-1a",
      cidr_block: block,
      customer_owned_ipv4_pool: null,
      enable_dns64: false,
      enable_lni_at_device_index: null,
      enable_resource_name_dns_a_record_on_launch: false,
      enable_resource_name_dns_aaaa_record_on_launch: false,
      ipv6_cidr_block: null,
      ipv6_native: false,
      map_customer_owned_ip_on_launch: null,
      map_public_ip_on_launch: false,
      outpost_arn: null,
      tags: { Name: name },
      tags_all: { Name: name },
      timeouts: null,
    },
    unknown: {
      arn: true,
      availability_zone_id: true,
      id: true,
      ipv6_cidr_block_association_id: true,
      owner_id: true,
      private_dns_hostname_type_on_launch: true,
      tags: {},
      tags_all: {},
      vpc_id: true,
    },
    sensitive: { tags: {}, tags_all: {} },
    expressions: {
      availability_zone: constant("us-east-1a"),
      cidr_block: constant(block),
      tags: constant({ Name: name }),
      vpc_id: theVpc,
    },
  };
}

export function routeTable(name: string): Resource {
  return {
    type: "aws_route_table",
    name,
    schemaVersion: 0,
    values: { tags: null, timeouts: null },
    unknown: {
      arn: true,
      id: true,
      owner_id: true,
      propagating_vgws: true,
      route: true,
      tags_all: true,
      vpc_id: true,
    },
    sensitive: { propagating_vgws: [], route: [], tags_all: {} },
    expressions: { vpc_id: theVpc },
  };
}

export function routeTableAssociation(name: string): Resource {
  return {
    type: "aws_route_table_association",
    name,
    schemaVersion: 0,
    values: { gateway_id: null, timeouts: null },
    unknown: { id: true, route_table_id: true, subnet_id: true },
    sensitive: {},
    expressions: {
      route_table_id: reference(`aws_route_table.${name}`),
      subnet_id: reference(`aws_subnet.${name}`),
    },
  };
}

export function securityGroup(name: string): Resource {
  return {
    type: "aws_security_group",
    name,
    schemaVersion: 1,
    values: { description: name, name, revoke_rules_on_delete: false, tags: null, timeouts: null },
    unknown: {
      arn: true,
      egress: true,
      id: true,
      ingress: true,
      name_prefix: true,
      owner_id: true,
      tags_all: true,
      vpc_id: true,
    },
    sensitive: { egress: [], ingress: [], tags_all: {} },
    expressions: { description: constant(name), name: constant(name), vpc_id: theVpc },
  };
}

export function networkInterface(name: string): Resource {
  return {
    type: "aws_network_interface",
    name,
    schemaVersion: 0,
    values: {
      description: null,
      ipv6_address_list_enabled: false,
      private_ip_list_enabled: false,
      source_dest_check: true,
      tags: null,
    },
    unknown: {
      arn: true,
      attachment: true,
      enable_primary_ipv6: true,
      id: true,
      interface_type: true,
      ipv4_prefix_count: true,
      ipv4_prefixes: true,
      ipv6_address_count: true,
      ipv6_address_list: true,
      ipv6_addresses: true,
      ipv6_prefix_count: true,
      ipv6_prefixes: true,
      mac_address: true,
      outpost_arn: true,
      owner_id: true,
      private_dns_name: true,
      private_ip: true,
      private_ip_list: true,
      private_ips: true,
      private_ips_count: true,
      security_groups: true,
      subnet_id: true,
      tags_all: true,
    },
    sensitive: {
      attachment: [],
      ipv4_prefixes: [],
      ipv6_address_list: [],
      ipv6_addresses: [],
      ipv6_prefixes: [],
      private_ip_list: [],
      private_ips: [],
      security_groups: [],
      tags_all: {},
    },
    expressions: {
      security_groups: reference(`aws_security_group.${name}`),
      subnet_id: reference(`aws_subnet.${name}`),
    },
  };
}

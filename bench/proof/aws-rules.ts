/** Rules of security groups and entries of network ACLs, as `aws.ts` writes the rest. */
import { constant, reference, theVpc } from "./aws";
import type { Resource } from "./resource";

export type Service = readonly [protocol: "tcp" | "udp", port: number];

/** Who the other end of a rule is. */
export type Peer = { readonly group: string } | { readonly block: string };

/** A rule of its own for one group, at one end of a conduit. */
export function rule(
  direction: "ingress" | "egress",
  { service, name }: { readonly service: Service; readonly name: string },
  group: string,
  peer: Peer,
): Resource {
  const [protocol, port] = service;
  const values = {
    cidr_ipv4: "block" in peer ? peer.block : null,
    cidr_ipv6: null,
    description: `conduit ${name}`,
    from_port: port,
    ip_protocol: protocol,
    prefix_list_id: null,
    ...("block" in peer ? { referenced_security_group_id: null } : {}),
    tags: null,
    tags_all: {},
    to_port: port,
  };
  return {
    type: `aws_vpc_security_group_${direction}_rule`,
    name,
    schemaVersion: 0,
    values,
    unknown: {
      arn: true,
      id: true,
      ...("group" in peer ? { referenced_security_group_id: true } : {}),
      security_group_id: true,
      security_group_rule_id: true,
      tags_all: {},
    },
    sensitive: { tags_all: {} },
    expressions: {
      ...("block" in peer ? { cidr_ipv4: constant(peer.block) } : {}),
      description: constant(values.description),
      from_port: constant(port),
      ip_protocol: constant(protocol),
      ...("group" in peer ? { referenced_security_group_id: reference(`aws_security_group.${peer.group}`) } : {}),
      security_group_id: reference(`aws_security_group.${group}`),
      to_port: constant(port),
    },
  };
}

/** Six entries in each direction: one peer and one service are denied, the rest goes by what answers need. */
export function networkAcl(name: string, denied: { readonly ingress: string; readonly egress: string }): Resource {
  const whole = "10.0.0.0/16";
  const entries = (peer: string) => [
    entry(100, "deny", "-1", peer, 0, 0),
    entry(110, "deny", "tcp", whole, 3389, 3389),
    entry(120, "allow", "tcp", whole, 0, 1023),
    entry(130, "allow", "tcp", whole, 1024, 65535),
    entry(140, "allow", "udp", whole, 0, 1023),
    entry(150, "allow", "udp", whole, 1024, 65535),
  ];
  const [ingress, egress] = [entries(denied.ingress), entries(denied.egress)];
  const shape = ingress.map(() => ({}));
  return {
    type: "aws_network_acl",
    name,
    schemaVersion: 0,
    values: { egress, ingress, tags: null },
    unknown: {
      arn: true,
      egress: shape,
      id: true,
      ingress: shape,
      owner_id: true,
      subnet_ids: true,
      tags_all: true,
      vpc_id: true,
    },
    sensitive: { egress: shape, ingress: shape, subnet_ids: [], tags_all: {} },
    expressions: {
      egress: constant(egress.map((one) => ({ ...one, ipv6_cidr_block: null }))),
      ingress: constant(ingress.map((one) => ({ ...one, ipv6_cidr_block: null }))),
      subnet_ids: reference(`aws_subnet.${name}`),
      vpc_id: theVpc,
    },
  };
}

function entry(number: number, action: "allow" | "deny", protocol: string, block: string, from: number, to: number) {
  return {
    action,
    cidr_block: block,
    from_port: from,
    icmp_code: null,
    icmp_type: null,
    ipv6_cidr_block: "",
    protocol,
    rule_no: number,
    to_port: to,
  };
}

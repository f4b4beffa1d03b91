/** A small network that anything may enter by its internet gateway, for configurations that are told beside it. */
import { Proof, internetId } from "../../lib/verify";
import { factsOf } from "../terraform/read";

export type Body = Readonly<Record<string, unknown>>;
export type Kinds = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export const any = { protocol: "-1", from_port: 0, to_port: 0, cidr_blocks: ["0.0.0.0/0"], ipv6_cidr_blocks: ["::/0"] };
export const both = { ingress: [any], egress: [any] };
export const open = "${aws_security_group.open.id}";
export const shut = "${aws_security_group.shut.id}";
export const a = "${aws_subnet.a.id}";
export const vpc = { vpc_id: "${aws_vpc.v.id}" };
export const way = (route: Body): Kinds => ({
  aws_default_route_table: { m: { default_route_table_id: "${aws_vpc.v.default_route_table_id}", route: [route] } },
});
export const base: Kinds = {
  aws_vpc: { v: { cidr_block: "10.0.0.0/16" } },
  aws_subnet: { a: { ...vpc, cidr_block: "10.0.0.0/24" }, b: { ...vpc, cidr_block: "10.0.1.0/24" } },
  aws_internet_gateway: { i: vpc },
  aws_security_group: { open: { ...vpc, ...both }, shut: vpc },
  // Adopted without a rule: the default group lets nothing through.
  aws_default_security_group: { d: vpc },
  ...way({ cidr_block: "0.0.0.0/0", gateway_id: "${aws_internet_gateway.i.id}" }),
};
export const machine = { subnet_id: a, associate_public_ip_address: true, vpc_security_group_ids: [open] };

/** The network with these beside it; a kind that is given takes the place of the same names. */
export function proofWith(more: Kinds, data: Kinds = {}): Proof {
  const kinds = [...new Set([...Object.keys(base), ...Object.keys(more)])];
  const resource = Object.fromEntries(kinds.map((kind) => [kind, { ...base[kind], ...more[kind] }]));
  return new Proof(factsOf(resource, { data, variable: { u: {}, f: {}, n: {} } }));
}

/** What may come from the internet to `to`. */
export function mayEnter(to: string, more: Kinds, data: Kinds = {}): string {
  const proof = proofWith(more, data);
  return String(proof.between(proof.findPlace(internetId), proof.tryFindPlaceOf(to)!).may);
}

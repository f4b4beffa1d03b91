/** A small network that anything may enter by its internet gateway, as a state or a plan tells it. */
import { Transport } from "../../lib/model";
import { Proof, internetId } from "../../lib/verify";
import { facts } from "../terraform/read";

export type Values = Readonly<Record<string, unknown>>;
export interface One {
  readonly type: string;
  readonly name: string;
  readonly attributes: Values;
  /** What the instance has beside its attributes: `deposed`, `status`. */
  readonly also?: Values;
}

export const one = (type: string, name: string, attributes: Values, also?: Values): One => ({
  type,
  name,
  attributes,
  ...(also === undefined ? {} : { also }),
});
export const any = { protocol: "-1", from_port: 0, to_port: 0, cidr_blocks: ["0.0.0.0/0"] };
export const home = { vpc_id: "vpc-00000001" };
export const group = (name: string, ingress: readonly Values[]): One =>
  one("aws_security_group", name, { ...home, id: `sg-0000000${name}`, ingress, egress: [any] });
export const machine = (name: string, also?: Values): One =>
  one(
    "aws_instance",
    name,
    {
      id: `i-0000000${name}`,
      subnet_id: "subnet-00000001",
      vpc_security_group_ids: [`sg-0000000${name}`],
      public_ip: "198.51.100.1",
    },
    also,
  );
export const net = (region = "us-east-1"): readonly One[] => [
  one("aws_vpc", "v", {
    id: "vpc-00000001",
    cidr_block: "10.0.0.0/16",
    arn: `arn:aws:ec2:${region}:1:vpc/vpc-00000001`,
    default_network_acl_id: "acl-00000001",
    default_route_table_id: "rtb-00000001",
  }),
  one("aws_subnet", "s", {
    ...home,
    id: "subnet-00000001",
    cidr_block: "10.0.0.0/24",
    arn: `arn:aws:ec2:${region}:1:subnet/subnet-00000001`,
  }),
  one("aws_internet_gateway", "i", { ...home, id: "igw-00000001" }),
  one("aws_default_route_table", "m", {
    ...home,
    id: "rtb-00000001",
    default_route_table_id: "rtb-00000001",
    route: [{ cidr_block: "0.0.0.0/0", gateway_id: "igw-00000001" }],
  }),
];

export const state = (name: string, all: readonly One[]) => {
  const resources = all.map(({ type, name: called, attributes, also }) => ({
    mode: "managed",
    type,
    name: called,
    instances: [{ attributes, ...also }],
  }));
  return { name, text: JSON.stringify({ version: 4, lineage: "l", serial: 1, resources }) };
};
export const plan = (name: string, all: readonly One[]) => {
  const resources = all.map(({ type, name: called }) => ({
    address: `${type}.${called}`,
    mode: "managed",
    type,
    name: called,
  }));
  const changes = all.map(({ attributes: after }, at) => ({
    ...resources[at],
    change: { actions: ["no-op"], before: after, after, after_unknown: {} },
  }));
  const planned = all.map(({ attributes: values }, at) => ({ ...resources[at], values }));
  const configuration = { root_module: { resources: resources.map((each) => ({ ...each, expressions: {} })) } };
  return {
    name,
    text: JSON.stringify({
      format_version: "1.2",
      planned_values: { root_module: { resources: planned } },
      resource_changes: changes,
      configuration,
    }),
  };
};
type Input = Parameters<typeof facts>[0];
/** Whether the internet surely, or perhaps, reaches it over SSH. */
export const entering = (to: string, ...inputs: Input[]): "yes" | "perhaps" | "no" => {
  const proof = new Proof(facts(...inputs));
  const { may, must } = proof.between(proof.findPlace(internetId), proof.tryFindPlaceOf(to)!);
  const ssh = Transport.ports("tcp", 22, 22);
  if (must.overlaps(ssh)) return "yes";
  return may.overlaps(ssh) ? "perhaps" : "no";
};
export const mayEnter = (to: string, ...all: readonly One[]): string => {
  const proof = new Proof(facts(state("s.tfstate", all)));
  return String(proof.between(proof.findPlace(internetId), proof.tryFindPlaceOf(to)!).may);
};

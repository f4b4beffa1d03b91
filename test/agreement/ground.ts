/** A synthesized hospital that a test may change, by what its resources are for. */
import type { Intent, IntentSegment } from "../../lib";
import { readCdkTfJson } from "../../lib/terraform";
import { declaredIntent, Proof } from "../../lib/verify";
import type { Hospital } from "./build";
import type { Design } from "./design";

/** One resource, open to change. */
export type Config = Record<string, unknown>;
/** `aws_subnet.a`. */
export type Address = string;
export type Way = "ingress" | "egress";

/** A segment in AWS, by the addresses of what carries it. */
export interface Own {
  readonly name: string;
  readonly group: Address;
  readonly acl: Address;
  readonly block: string;
  readonly subnets: readonly { readonly subnet: Address; readonly table: Address; readonly zone: string }[];
}

/** A transport as rules of groups have it. */
export interface Ports {
  readonly ip_protocol: string;
  readonly from_port?: number;
  readonly to_port?: number;
}

export const anything: Ports = { ip_protocol: "-1" };
export const tcp = (from: number, to = from): Ports => ({ ip_protocol: "tcp", from_port: from, to_port: to });
/** What no random hospital declares. */
export const ssh = tcp(22);

/** `${aws_subnet.a.id}` */
export const id = (address: Address, attribute = "id"): string => `\${${address}.${attribute}}`;

export class Ground {
  public readonly design: Design;
  private resources: Record<string, Record<string, Config>>;
  private readonly terraform: Record<string, unknown>;
  public readonly intent: Intent;
  private planted = 0;

  /** @param choice - decides what is picked where several will do */
  public constructor(
    hospital: Hospital,
    private choice: number,
  ) {
    this.design = hospital.design;
    this.intent = hospital.intent;
    this.terraform = structuredClone(hospital.terraform) as Record<string, unknown>;
    this.resources = this.terraform["resource"] as Record<string, Record<string, Config>>;
  }

  public proof(): Proof {
    const read = readCdkTfJson([{ name: "cdk.tf.json", text: this.text }]);
    if (!read.ok) throw new Error(read.issue.what);
    return new Proof(read.value, declaredIntent(this.intent));
  }

  /** `cdk.tf.json` as it is now. */
  public get text(): string {
    return JSON.stringify({ ...this.terraform, resource: this.resources });
  }

  public pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new NothingToPick();
    const index = this.choice % list.length;
    this.choice = Math.floor(this.choice / list.length) + 7 * index + 1;
    return list[index] as T;
  }

  public add(type: string, config: Config, name = `planted_${String((this.planted += 1))}`): Address {
    (this.resources[type] ??= {})[name] = config;
    return `${type}.${name}`;
  }

  public at(address: Address): Config {
    const [type = "", name = ""] = address.split(".");
    const found = this.resources[type]?.[name];
    if (found === undefined) throw new Error(`no ${address}`);
    return found;
  }

  public remove(address: Address): void {
    const [type = "", name = ""] = address.split(".");
    if (!Reflect.deleteProperty(this.resources[type] ?? {}, name)) throw new Error(`no ${address}`);
  }

  public all(type: string): readonly Address[] {
    return Object.keys(this.resources[type] ?? {}).map((name) => `${type}.${name}`);
  }

  public get vpc(): Address {
    return this.pick(this.all("aws_vpc"));
  }

  /** Other names for all resources of a type. */
  public rename(type: string): void {
    const names = new Map(
      Object.keys(this.resources[type] ?? {}).map((name, index) => [name, `other_${String(index)}`]),
    );
    const text = JSON.stringify(this.resources).replace(
      new RegExp(`${type}\\.([\\w-]+)`, "g"),
      (whole, name: string) => {
        const other = names.get(name);
        return other === undefined ? whole : `${type}.${other}`;
      },
    );
    this.resources = JSON.parse(text) as typeof this.resources;
    const bodies = Object.entries(this.resources[type] ?? {});
    if (bodies.length > 0)
      this.resources[type] = Object.fromEntries(bodies.map(([name, body]) => [names.get(name)!, body]));
  }

  /** Types and names the other way round. */
  public reverse(): void {
    const types = Object.entries(this.resources).reverse();
    this.resources = Object.fromEntries(
      types.map(([type, bodies]) => [type, Object.fromEntries(Object.entries(bodies).reverse())]),
    );
  }

  /** Every resource as a list of one body, which nothing can be changed in afterwards. */
  public listBodies(): void {
    const listed = Object.entries(this.resources).map(([type, bodies]) => [
      type,
      Object.fromEntries(Object.entries(bodies).map(([name, body]) => [name, [body]])),
    ]);
    this.resources = Object.fromEntries(listed) as typeof this.resources;
  }

  /** A value by another name. */
  public local(value: unknown): string {
    const locals = (this.terraform["locals"] ??= {}) as Config;
    const name = `local_${String(Object.keys(locals).length)}`;
    locals[name] = value;
    return `\${local.${name}}`;
  }

  /** Its segments in AWS that somebody declared. */
  public get own(): readonly Own[] {
    return this.segments
      .filter(({ name, placement }) => placement === "aws" && name !== "private-services")
      .map(({ name, blocks, carriers, subnets }) => ({
        name,
        group: carriers!.securityGroup,
        acl: carriers!.networkAcl,
        block: blocks[0]!,
        subnets: subnets.map(({ subnet, routeTable, zone }) => ({ subnet, table: routeTable, zone })),
      }));
  }

  public segment(name: string): Own {
    return this.own.find((one) => one.name === name)!;
  }

  /** The address of the rule of one way between two segments for one service. */
  public rule(way: Way, from: string, to: string, service: string): Address {
    const owner = way === "ingress" ? to : from;
    const said = way === "ingress" ? `from_${from}` : `to_${to}`;
    const start = `network_${owner}_SecurityGroup_${said}_${service}_`;
    return this.all(`aws_vpc_security_group_${way}_rule`).find((address) => address.split(".")[1]!.startsWith(start))!;
  }

  public speaks(from: string, to: string): boolean {
    return this.conduits.some((one) => one.from === from && one.to === to);
  }

  public get conduits(): Intent["networks"][number]["conduits"] {
    return this.intent.networks[0]!.conduits;
  }

  public get segments(): readonly IntentSegment[] {
    return this.intent.networks[0]!.segments;
  }

  /** Two segments between which nothing is declared, so that neither ACL has an entry for the other. */
  public closedPair(): readonly [Own, Own] {
    const { own } = this;
    return this.pick(
      own.flatMap((a) =>
        own
          .filter((b) => a !== b && !this.speaks(a.name, b.name) && !this.speaks(b.name, a.name))
          .map((b) => [a, b] as const),
      ),
    );
  }

  public pair(): readonly [Own, Own] {
    const { own } = this;
    return this.pick(own.flatMap((a) => own.filter((b) => a !== b).map((b) => [a, b] as const)));
  }

  /** A rule of a group, standing by itself. */
  public allow(way: Way, group: Address, peer: Config, ports: Ports = ssh): Address {
    return this.add(`aws_vpc_security_group_${way}_rule`, { security_group_id: id(group), ...ports, ...peer });
  }

  /** Rules that let one segment ask another, at both ends; the address of the answering one. */
  public join(from: Own, to: Own, ports: Ports = ssh): Address {
    this.allow("egress", from.group, { referenced_security_group_id: id(to.group) }, ports);
    return this.allow("ingress", to.group, { referenced_security_group_id: id(from.group) }, ports);
  }

  /** An entry before all others that deny, for everything from or to one block. */
  public entry(acl: Address, way: Way, cidr: string, action: "allow" | "deny" = "allow", number?: number): Address {
    const entries = (this.at(acl)[way] ??= []) as Config[];
    const free = number ?? 31_001 + entries.length;
    entries.push({
      rule_no: free,
      action,
      protocol: "-1",
      from_port: 0,
      to_port: 0,
      icmp_type: 0,
      icmp_code: 0,
      cidr_block: cidr.includes(":") || cidr.includes("$") ? null : cidr,
      ipv6_cidr_block: cidr.includes(":") || cidr.includes("$") ? cidr : null,
    });
    return `${acl}.${way}[${String(free)}]`;
  }

  /** Everything both ways between the subnets of an ACL and a block; the address of the entry that lets it out. */
  public openAcl(acl: Address, cidr: string): Address {
    this.entry(acl, "ingress", cidr);
    return this.entry(acl, "egress", cidr);
  }

  /** Both ACLs let everything through between two segments; the entry of the first that lets it out. */
  public openBetween(a: Own, b: Own): Address {
    this.openAcl(b.acl, a.block);
    return this.openAcl(a.acl, b.block);
  }

  /** A group that lets everything in and out, written by hand. */
  public wideGroup(vpc = this.vpc): Address {
    const open = { protocol: "-1", from_port: 0, to_port: 0, cidr_blocks: ["0.0.0.0/0"], ipv6_cidr_blocks: ["::/0"] };
    return this.add("aws_security_group", { vpc_id: id(vpc), ingress: [open], egress: [open] });
  }

  public instance(subnet: Address, groups: readonly Address[], more: Config = {}): Address {
    return this.add("aws_instance", {
      ami: "ami-1",
      instance_type: "t3.micro",
      subnet_id: id(subnet),
      associate_public_ip_address: false,
      ...(groups.length === 0 ? {} : { vpc_security_group_ids: groups.map((group) => id(group)) }),
      ...more,
    });
  }

  /** The internet gateway that is there, or a new one: a VPC has no two. */
  public internetGateway(): Address {
    return this.all("aws_internet_gateway")[0] ?? this.add("aws_internet_gateway", { vpc_id: id(this.vpc) });
  }

  /** A NAT gateway in a public subnet of its own, with an open ACL. */
  public natGateway(): Address {
    const vpc = this.vpc;
    const subnet = this.add("aws_subnet", {
      vpc_id: id(vpc),
      cidr_block: "10.40.255.0/28",
      availability_zone: "us-east-1a",
    });
    const table = this.add("aws_route_table", { vpc_id: id(vpc) });
    this.add("aws_route_table_association", { subnet_id: id(subnet), route_table_id: id(table) });
    this.route(table, "0.0.0.0/0", { gateway_id: id(this.internetGateway()) });
    this.openAcl(this.add("aws_network_acl", { vpc_id: id(vpc), subnet_ids: [id(subnet)] }), "0.0.0.0/0");
    const address = this.add("aws_eip", { domain: "vpc" });
    return this.add("aws_nat_gateway", { subnet_id: id(subnet), allocation_id: id(address) });
  }

  public route(table: Address, destination: string, target: Config): Address {
    const block = destination.includes(":") ? "destination_ipv6_cidr_block" : "destination_cidr_block";
    return this.add("aws_route", { route_table_id: id(table), [block]: destination, ...target });
  }

  /** One route in every table of a segment; the first one's address. */
  public routes(segment: Own, destination: string, target: Config): Address {
    return segment.subnets.map(({ table }) => this.route(table, destination, target))[0]!;
  }
}

/** The hospital has nothing of what a change needs. */
export class NothingToPick extends Error {}

/** Security groups, with rules in them or beside them. */
import type { Direction, Fact, Link, RulePeer, SecurityGroup, SecurityGroupRule } from "../facts";
import type { Cursor } from "../reading/cursor";
import { lostOf, moreOf, openOf, toItself, type Reader, type Reading } from "../reading/reading";
import { transportOf } from "../reading/transports";
import { idsOf } from "../settle/links";
import type { Instance } from "../world/instance";
import { adopt } from "./default-of-vpc";
import { defaultVpc } from "./vpc";

const directions: readonly Direction[] = ["ingress", "egress"];

function readGroup(instance: Instance, reading: Reading): void {
  const isDefault = instance.type === "aws_default_security_group";
  const vpc = vpcOf(instance, reading);
  const open = {
    ingress: readInline(instance, "ingress", reading) ?? openOf(instance, "ingress") ?? lostOf(instance, "ingress"),
    egress: readInline(instance, "egress", reading) ?? openOf(instance, "egress") ?? lostOf(instance, "egress"),
  };
  const group: SecurityGroup = { ...reading.fact(instance), ...moreOf(open), vpc, isDefault };
  reading.add("securityGroups", group);
  if (isDefault) adopt(ofVpc(vpc), "default_security_group_id", instance, reading);
}

/** The default group of that VPC. */
function ofVpc(vpc: Link): Link {
  const born = (id: string): string => `${id}.default_security_group_id`;
  if (vpc.how === "exact" || vpc.how === "symbol") return { ...vpc, to: born(vpc.to) };
  return vpc.how === "ambiguous" ? { ...vpc, among: vpc.among.map(born) } : vpc;
}

/** A group that names no VPC is in the default one; of a data source it is not told. */
function vpcOf(instance: Instance, reading: Reading): Link {
  const cursor = reading.cursor(instance);
  if (instance.mode === "data") return cursor.required("vpc_id", "vpc");
  return cursor.link("vpc_id", "vpc") ?? { how: "outside", id: defaultVpc(instance) };
}

/**
 * The rule with what every fact has. Written out field by field: there are hundreds of thousands of rules, and an object
 * made by spreading takes several times the time and the memory.
 */
function ruleOf(fact: Fact, said: Omit<SecurityGroupRule, keyof Fact>): SecurityGroupRule {
  const { id, type, source, presence } = fact;
  const { group, direction, transport, peers } = said;
  const rule: { -readonly [K in keyof SecurityGroupRule]: SecurityGroupRule[K] } = {
    id,
    type,
    source,
    presence,
    group,
    direction,
    transport,
    peers,
  };
  if (fact.awsId !== undefined) rule.awsId = fact.awsId;
  if (fact.maybeSameAs !== undefined) rule.maybeSameAs = fact.maybeSameAs;
  return rule;
}

/** The rules inside the group; the reason when there may be more. */
function readInline(instance: Instance, direction: Direction, reading: Reading): SecurityGroup["more"] {
  const configured = instance.configures(direction);
  const sym = instance.read(direction);
  // Terraform computes the list from the rules beside the group when the configuration does not set it.
  if (configured === false && sym?.k !== "list") return undefined;
  const { cursors, more: open } = reading.cursor(instance).each(direction);
  cursors.forEach((cursor, at) => {
    const fact = reading.part(instance, `${direction}[${String(at)}]`);
    if (configured !== true) reading.showOnOwner(fact, instance);
    reading.add(
      "securityGroupRules",
      ruleOf(fact, {
        group: toItself(instance.id),
        direction,
        transport: transportOf({
          protocol: cursor.sym("protocol"),
          from: cursor.sym("from_port"),
          to: cursor.sym("to_port"),
          at: cursor.path,
        }),
        peers: inlinePeers(cursor, toItself(instance.id), configured === undefined),
      }),
    );
  });
  return configured === false ? undefined : open;
}

/** A rule that is written may name an empty list. AWS has none without another end: a state shows one where it is left out. */
function inlinePeers(cursor: Cursor, own: Link, isDeployed: boolean): readonly RulePeer[] {
  const named = ["cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids", "self", "security_groups"];
  if (!named.some((name) => cursor.sym(name) !== undefined)) return [nobody(cursor)];
  const peers = [...peersOf(cursor, "cidr_blocks", "ipv6_cidr_blocks"), ...groupPeers(cursor, own)];
  return isDeployed && peers.length === 0 ? [nobody(cursor)] : peers;
}

function peersOf(cursor: Cursor, v4: string, v6: string): readonly RulePeer[] {
  const peers: RulePeer[] = [];
  if (cursor.has(v4) || cursor.has(v6)) {
    peers.push({
      kind: "addresses",
      addresses: cursor.addresses([
        [v4, 4],
        [v6, 6],
      ]),
    });
  }
  const lists = cursor.links("prefix_list_ids", "prefix-list");
  for (const list of lists.links) peers.push({ kind: "prefix-list", list });
  if (lists.more !== undefined) peers.push({ kind: "prefix-list", list: { how: "unknown", because: lists.more } });
  return peers;
}

function groupPeers(cursor: Cursor, own: Link): readonly RulePeer[] {
  const groups = cursor.links("security_groups", "security-group");
  const peers: RulePeer[] = groups.links.map((group) => ({ kind: "group", group }));
  if (groups.more !== undefined) peers.push({ kind: "group", group: { how: "unknown", because: groups.more } });
  return [...peers, ...selfPeer(cursor, own)];
}

function selfPeer(cursor: Cursor, own: Link): readonly RulePeer[] {
  const self = cursor.flag("self", { is: false });
  if ("exact" in self) return self.exact ? [{ kind: "group", group: own }] : [];
  const because = "unknown" in self ? self.unknown : self.because;
  const among = idsOf(own);
  return [
    { kind: "group", group: among.length === 0 ? { how: "unknown", because } : { how: "ambiguous", among, because } },
  ];
}

/** A rule has another end: one that names none was damaged, or is not told whole. */
function nobody(cursor: Cursor): RulePeer {
  const detail = "the rule names no other end";
  return { kind: "group", group: { how: "unknown", because: { kind: "malformed", at: cursor.path, detail } } };
}

/** `aws_security_group_rule`. */
function readRule(instance: Instance, reading: Reading): void {
  const cursor = reading.cursor(instance);
  const group = cursor.required("security_group_id", "security-group");
  const source = cursor.link("source_security_group_id", "security-group");
  const peers: RulePeer[] = [...peersOf(cursor, "cidr_blocks", "ipv6_cidr_blocks"), ...selfPeer(cursor, group)];
  // A plan calls every argument unknown that the provider could fill in: only the configured one counts.
  if (
    source !== undefined &&
    !(instance.configures("source_security_group_id") === false && source.how === "unknown")
  ) {
    peers.push({ kind: "group", group: source });
  }
  const named = ["cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids", "self", "source_security_group_id"];
  if (!named.some((name) => cursor.sym(name) !== undefined)) peers.push(nobody(cursor));
  const transport = transportOf({
    protocol: cursor.sym("protocol"),
    from: cursor.sym("from_port"),
    to: cursor.sym("to_port"),
    at: cursor.path,
  });
  const type = cursor.value(
    "type",
    (sym) => directions.find((one) => sym.k === "known" && sym.value === one),
    "computed",
  );
  for (const direction of "exact" in type ? [type.exact] : directions) {
    const fact = reading.fact(instance);
    const presence =
      "exact" in type
        ? fact.presence
        : ({ is: "possible", many: false, because: "unknown" in type ? type.unknown : type.because } as const);
    const named = "exact" in type ? fact : { ...fact, id: `${fact.id}.${direction}`, presence };
    reading.add("securityGroupRules", ruleOf(named, { group, direction, transport, peers }));
  }
}

/** `aws_vpc_security_group_ingress_rule` and its twin: exactly one peer. */
function readSingleRule(direction: Direction): Reader["read"] {
  return (instance, reading) => {
    const cursor = reading.cursor(instance);
    const peers: RulePeer[] = [];
    if (cursor.has("cidr_ipv4") || cursor.has("cidr_ipv6")) {
      peers.push({
        kind: "addresses",
        addresses: cursor.addresses([
          ["cidr_ipv4", 4],
          ["cidr_ipv6", 6],
        ]),
      });
    }
    const group = cursor.link("referenced_security_group_id", "security-group");
    if (group !== undefined) peers.push({ kind: "group", group });
    const list = cursor.link("prefix_list_id", "prefix-list");
    if (list !== undefined) peers.push({ kind: "prefix-list", list });
    if (peers.length === 0) peers.push(nobody(cursor));
    reading.add(
      "securityGroupRules",
      ruleOf(reading.fact(instance), {
        group: cursor.required("security_group_id", "security-group"),
        direction,
        transport: transportOf({
          protocol: cursor.sym("ip_protocol"),
          from: cursor.sym("from_port"),
          to: cursor.sym("to_port"),
          at: cursor.path,
        }),
        peers,
      }),
    );
  };
}

function readExclusive(instance: Instance, reading: Reading): void {
  const cursor = reading.cursor(instance);
  const group = cursor.required("security_group_id", "security-group");
  for (const direction of directions)
    reading.exclusives.push({ group, direction, rules: cursor.sym(`${direction}_rule_ids`), by: instance.address });
}

export const securityGroupReaders: readonly Reader[] = [
  { types: ["aws_security_group", "aws_default_security_group", "data.aws_security_group"], read: readGroup },
  { types: ["aws_security_group_rule"], read: readRule },
  { types: ["aws_vpc_security_group_ingress_rule"], read: readSingleRule("ingress") },
  { types: ["aws_vpc_security_group_egress_rule"], read: readSingleRule("egress") },
  { types: ["aws_vpc_security_group_rules_exclusive"], read: readExclusive },
];

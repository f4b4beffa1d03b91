/** Network ACLs, with entries in them or beside them. */
import { AddressSet, carrierTags, Transport } from "../../model";
import type { Bounded, Direction, Fact, NetworkAcl, NetworkAclEntry, UnknownReason } from "../facts";
import type { Cursor } from "../reading/cursor";
import { lostOf, moreOf, openOf, toItself, type Reader, type Reading } from "../reading/reading";
import { protocolNumber, transportOf } from "../reading/transports";
import type { Instance } from "../world/instance";
import { adopt } from "./default-of-vpc";

const directions: readonly Direction[] = ["ingress", "egress"];

function readAcl(instance: Instance, reading: Reading): void {
  const cursor = reading.cursor(instance);
  const isDefault = instance.type === "aws_default_network_acl";
  const open = {
    ingress: readInline(instance, "ingress", reading) ?? openOf(instance, "ingress") ?? lostOf(instance, "ingress"),
    egress: readInline(instance, "egress", reading) ?? openOf(instance, "egress") ?? lostOf(instance, "egress"),
  };
  const attribute = "default_network_acl_id";
  const adopted = isDefault ? adopt(cursor.born(attribute, "network-acl"), attribute, instance, reading) : undefined;
  const vpc = adopted ?? cursor.required("vpc_id", "vpc");
  const acl: NetworkAcl = { ...reading.fact(instance), ...moreOf(open), vpc, isDefault };
  reading.add("networkAcls", acl);
  const subnets = cursor.links("subnet_ids", "subnet");
  // A plan computes the list from the associations beside the ACL when the configuration does not set it.
  const computed = instance.configures("subnet_ids") === false && subnets.links.length === 0;
  const rest =
    subnets.more === undefined || computed || isDefault ? [] : [{ how: "unknown", because: subnets.more } as const];
  [...subnets.links, ...rest].forEach((subnet, at) => {
    const fact = reading.part(instance, `subnet_ids[${String(at)}]`);
    // A state keeps what was on an ACL when it was read, before others took their subnets from it. What leaves another ACL
    // goes to the default one.
    if (instance.configures("subnet_ids") !== true)
      reading.showOnOwner(fact, instance, isDefault || isOfCordon(instance));
    reading.add("networkAclAssociations", { ...fact, acl: toItself(instance.id), subnet });
  });
}

/** Cordon's constructs write entries and subnets into the ACL: Terraform reads it again whenever it changes them. */
function isOfCordon(instance: Instance): boolean {
  const tags = instance.read("tags");
  return tags?.k === "dict" && tags.entries.has(carrierTags.network);
}

/** Written out field by field, as the rules of security groups are and for the same reason. */
function entryOf(fact: Fact, said: Omit<NetworkAclEntry, keyof Fact>): NetworkAclEntry {
  const { id, type, source, presence } = fact;
  const { acl, direction, number, action, addresses, transport } = said;
  return { id, type, source, presence, acl, direction, number, action, addresses, transport };
}

function readInline(instance: Instance, direction: Direction, reading: Reading): UnknownReason | undefined {
  const configured = instance.configures(direction);
  if (configured === false && instance.read(direction)?.k !== "list") return undefined;
  const { cursors, more: open } = reading.cursor(instance).each(direction);
  const taken = new Map<string, number>();
  cursors.forEach((cursor, at) => {
    // Entries are a set to Terraform, in another order in a plan than in its configuration: their number is their name.
    const number = cursor.number("rule_no");
    const name = "exact" in number ? String(number.exact) : `?${String(at)}`;
    const times = (taken.get(name) ?? 0) + 1;
    taken.set(name, times);
    const fact = reading.part(instance, `${direction}[${times === 1 ? name : `${name}-${String(times)}`}]`);
    if (configured !== true) reading.showOnOwner(fact, instance, isOfCordon(instance));
    reading.add(
      "networkAclEntries",
      entryOf(fact, {
        acl: toItself(instance.id),
        direction,
        number,
        action: actionOf(cursor, "action"),
        addresses: addressesIn(cursor),
        transport: transportIn(cursor),
      }),
    );
  });
  return configured === false ? undefined : open;
}

/** An entry is for some block: one that names none was damaged, or is not told whole. */
function addressesIn(cursor: Cursor): Bounded<AddressSet> {
  if (cursor.has("cidr_block") || cursor.has("ipv6_cidr_block"))
    return cursor.addresses([
      ["cidr_block", 4],
      ["ipv6_cidr_block", 6],
    ]);
  const because: UnknownReason = { kind: "malformed", at: cursor.path, detail: "the entry names no block" };
  return { may: AddressSet.everything, must: AddressSet.empty, because };
}

function actionOf(cursor: Cursor, name: string) {
  return cursor.value(
    name,
    (sym) => (["allow", "deny"] as const).find((one) => sym.k === "known" && String(sym.value).toLowerCase() === one),
    "computed",
  );
}

function fieldsOf(cursor: Cursor) {
  return {
    protocol: cursor.sym("protocol"),
    from: cursor.sym("from_port"),
    to: cursor.sym("to_port"),
    icmp: { type: cursor.sym("icmp_type"), code: cursor.sym("icmp_code") },
    at: cursor.path,
  };
}

/** Whether an ICMP type that is left out means 0 or any is the provider's affair: between the two. */
function transportIn(cursor: Cursor): Bounded<Transport> {
  const transport = transportOf(fieldsOf(cursor));
  const protocol = cursor.sym("protocol");
  const number = protocol === undefined ? undefined : protocolNumber(protocol);
  if ((number !== 1 && number !== 58) || !("exact" in transport)) return transport;
  if (cursor.sym("icmp_type") !== undefined && cursor.sym("icmp_code") !== undefined) return transport;
  const least = Transport.icmp(number === 1 ? "icmp" : "icmpv6", 0, 0);
  const detail = "an ICMP type or code that is left out";
  return {
    may: transport.exact,
    must: least.intersect(transport.exact),
    because: { kind: "not-modelled", at: cursor.path, detail },
  };
}

function readEntry(instance: Instance, reading: Reading): void {
  const cursor = reading.cursor(instance);
  const egress = cursor.flag("egress", { is: false });
  const chosen = "exact" in egress ? egress.exact : undefined;
  for (const direction of directions) {
    if (chosen !== undefined && (direction === "egress") !== chosen) continue;
    const fact = reading.fact(instance);
    reading.add("networkAclEntries", {
      ...fact,
      id: chosen === undefined ? `${fact.id}.${direction}` : fact.id,
      presence:
        chosen === undefined
          ? { is: "possible", many: false, because: "unknown" in egress ? egress.unknown : whyOf(egress) }
          : fact.presence,
      acl: cursor.required("network_acl_id", "network-acl"),
      direction,
      number: cursor.number("rule_number"),
      action: actionOf(cursor, "rule_action"),
      addresses: addressesIn(cursor),
      transport: transportIn(cursor),
    });
  }
}

function whyOf(value: { readonly exact: boolean } | { readonly because: UnknownReason }): UnknownReason {
  return "because" in value ? value.because : { kind: "malformed", at: "", detail: "" };
}

function readAssociation(instance: Instance, reading: Reading): void {
  const cursor = reading.cursor(instance);
  const acl = cursor.required("network_acl_id", "network-acl");
  reading.add("networkAclAssociations", {
    ...reading.fact(instance),
    acl,
    subnet: cursor.required("subnet_id", "subnet"),
  });
}

export const networkAclReaders: readonly Reader[] = [
  { types: ["aws_network_acl", "aws_default_network_acl"], read: readAcl },
  { types: ["aws_network_acl_rule"], read: readEntry },
  { types: ["aws_network_acl_association"], read: readAssociation },
];

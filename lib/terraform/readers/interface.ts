/** Interfaces, whatever owns them. */
import { AddressSet } from "../../model";
import type { Interface, Link, OwnerKind, UnknownReason, Value } from "../facts";
import { elementsOf, textOf } from "../expression/access";
import { derived, identity, type Sym } from "../expression/sym";
import type { Cursor } from "../reading/cursor";
import { linksOf, type LinkList } from "../reading/link";
import { lookedUp, type Reader, type Reading } from "../reading/reading";
import type { Instance } from "../world/instance";
import { carriers, subnetGroups, type Carrier } from "./carriers";
import { addressValue } from "./gateway";

/** The links under `block.attribute`, over all blocks of the name. */
function linksAt(cursor: Cursor, path: string, kind: "subnet" | "security-group"): LinkList {
  const [head = "", ...rest] = path.split(".");
  if (rest.length === 0) return cursor.links(head, kind);
  const { cursors, more } = cursor.each(head);
  const lists = cursors.map((one) => linksAt(one, rest.join("."), kind));
  const open = more ?? lists.find((one) => one.more !== undefined)?.more;
  const links = lists.flatMap((one) => one.links);
  return open === undefined ? { links } : { links, more: open };
}

function hasAt(cursor: Cursor, path: string): boolean {
  const [head = "", ...rest] = path.split(".");
  if (rest.length === 0) return cursor.has(head);
  return cursor.each(head).more !== undefined || cursor.each(head).cursors.some((one) => hasAt(one, rest.join(".")));
}

function carrierReader(of: Carrier): Reader {
  return {
    types: [of.type, ...(of.type === "aws_instance" || of.type === "aws_network_interface" ? [`data.${of.type}`] : [])],
    read: (instance, reading) => {
      const cursor = reading.cursor(instance);
      if (of.onlyWithSubnets === true && !hasAt(cursor, of.subnets)) return;
      // An instance with interfaces of its own declaration has none beside them.
      if (
        of.owner === "instance" &&
        (cursor.each("network_interface").cursors.length > 0 || cursor.has("primary_network_interface"))
      ) {
        joinInstance(instance, cursor, reading);
        return;
      }
      const subnets = subnetsOf(instance, of, cursor, reading);
      const groups = linksAt(cursor, of.groups, "security-group");
      addInterface(instance, reading, {
        owner: of.owner,
        subnets,
        groups: groupsOr(instance, of, cursor, groups, reading),
      });
    },
  };
}

function subnetsOf(instance: Instance, of: Carrier, cursor: Cursor, reading: Reading): LinkList {
  if (of.subnets.endsWith("_name") || of.subnets === "replication_subnet_group_id")
    return byGroupName(cursor, of.subnets, reading);
  if (of.owner !== "load-balancer") return linksAt(cursor, of.subnets, "subnet");
  const mapped = linksAt(cursor, "subnet_mapping.subnet_id", "subnet");
  // The plan computes `subnets` from the mappings.
  const named = instance.configures("subnets") === false ? { links: [] } : linksAt(cursor, "subnets", "subnet");
  if (named.links.length > 0 || mapped.links.length === 0) return named;
  return mapped;
}

/** An instance group has its instances' groups from its launch template or configuration. */
const instanceGroup: Reader = {
  types: ["aws_autoscaling_group"],
  read: (instance, reading) => {
    const cursor = reading.cursor(instance);
    const template = templateOf(cursor);
    const subnets = cursor.has("vpc_zone_identifier") ? cursor.links("vpc_zone_identifier", "subnet") : { links: [] };
    if (template === undefined) {
      const because: UnknownReason = {
        kind: "outside",
        at: instance.address,
        detail: "its launch template is not among the inputs",
      };
      addInterface(instance, reading, { owner: "instance-group", subnets, groups: { links: [], more: because } });
      return;
    }
    const from = reading.cursor(template);
    const lists = [
      linksAt(from, "vpc_security_group_ids", "security-group"),
      linksAt(from, "network_interfaces.security_groups", "security-group"),
      ...(template.type === "aws_launch_configuration" ? [linksAt(from, "security_groups", "security-group")] : []),
    ];
    const open = lists.find((one) => one.more !== undefined)?.more;
    const links = lists.flatMap((one) => one.links);
    if (links.length === 0 && open === undefined) reading.inDefaultGroup.add(instance.id);
    addInterface(instance, reading, {
      owner: "instance-group",
      subnets,
      groups: open === undefined ? { links } : { links, more: open },
    });
  },
};

function templateOf(cursor: Cursor): Instance | undefined {
  const blocks = [
    ...cursor.each("launch_template").cursors,
    ...cursor
      .each("mixed_instances_policy")
      .cursors.flatMap((one) => one.each("launch_template").cursors)
      .flatMap((one) => one.each("launch_template_specification").cursors),
  ];
  const syms = [
    ...blocks.flatMap((one) => [
      one.sym("id"),
      one.sym("launch_template_id"),
      one.sym("name"),
      one.sym("launch_template_name"),
    ]),
    cursor.sym("launch_configuration"),
  ];
  return syms.map(instanceIn).find((one) => one !== undefined);
}

function instanceIn(sym: Sym | undefined): Instance | undefined {
  if (sym?.k === "ref" || sym?.k === "whole") return sym.of;
  if (sym?.k !== "unknown" || !sym.hints.exhaustive) return undefined;
  const found = new Set(sym.hints.from.map(instanceIn));
  return found.size === 1 ? [...found][0] : undefined;
}

/** The groups named; without one, those that AWS falls back on. */
function groupsOr(
  instance: Instance,
  of: Carrier,
  cursor: Cursor,
  groups: LinkList,
  reading: Reading,
): LinkList | "unfiltered" {
  // The plan calls the groups unknown when the configuration leaves them to AWS.
  const top = of.groups.split(".", 1)[0] ?? "";
  const leftOut = groups.links.length === 0 && (groups.more === undefined || instance.configures(top) === false);
  if (!leftOut) return groups;
  if (instance.mode === "data") return { links: [], more: lookedUp(instance) };
  if (of.withoutGroups === "default" || isApplicationBalancer(of, cursor)) {
    if (of.type === "aws_eks_node_group" || of.type === "aws_eks_cluster" || of.type === "aws_workspaces_directory") {
      return {
        links: [],
        more: { kind: "after-apply", at: cursor.at(of.groups), detail: "AWS makes a group of its own" },
      };
    }
    reading.inDefaultGroup.add(instance.id);
    return { links: [] };
  }
  return "unfiltered";
}

function isApplicationBalancer(of: Carrier, cursor: Cursor): boolean {
  if (of.owner !== "load-balancer") return false;
  const type = cursor.text("load_balancer_type", { is: "application" });
  return !("exact" in type) || type.exact === "application";
}

interface Placed {
  readonly owner: OwnerKind;
  readonly subnets: LinkList;
  readonly groups: LinkList | "unfiltered";
}

export function addInterface(instance: Instance, reading: Reading, { owner, subnets, groups }: Placed): void {
  const cursor = reading.cursor(instance);
  const missing: UnknownReason | undefined =
    subnets.links.length === 0
      ? { kind: "outside", at: instance.address, detail: "its subnet is not named" }
      : undefined;
  const moreSubnets = subnets.more ?? missing;
  const moreGroups = groups === "unfiltered" ? undefined : groups.more;
  const one: Interface = {
    ...reading.fact(instance),
    owner: { kind: owner, id: instance.id },
    subnets: subnets.links,
    ...(moreSubnets === undefined ? {} : { moreSubnets }),
    groups: groups === "unfiltered" ? "unfiltered" : groups.links,
    ...(moreGroups === undefined ? {} : { moreGroups }),
    addresses: addressesFor(cursor),
    publicAddress: publicAddressOf(instance, owner, cursor),
    ipv6: ipv6Of(instance, owner, cursor),
    sourceDestCheck: cursor.flag("source_dest_check", instance.mode === "data" ? "computed" : { is: true }),
  };
  reading.add("interfaces", one);
}

function addressesFor(cursor: Cursor): Value<AddressSet> {
  const found = ["private_ip", "private_ips", "secondary_private_ips", "ip_address", "ipv6_addresses"].map((name) =>
    cursor.sym(name),
  );
  const texts: string[] = [];
  for (const sym of found) {
    if (sym === undefined) continue;
    for (const item of elementsOf(sym) ?? [sym]) {
      const text = textOf(item);
      if (text === undefined) return { unknown: derived([item]).because };
      texts.push(text);
    }
  }
  const blocks = texts.flatMap((text) => addressValue(text) ?? []);
  if (blocks.length === texts.length && texts.length > 0) return { exact: AddressSet.of(blocks) };
  return {
    unknown: { kind: "after-apply", at: cursor.at("private_ip"), detail: "AWS picks the address from the subnet" },
  };
}

function publicAddressOf(instance: Instance, owner: OwnerKind, cursor: Cursor): Value<boolean> {
  const ip = cursor.sym("public_ip");
  if (ip?.k === "known") return { exact: ip.value !== "" };
  switch (owner) {
    case "instance":
      return instance.configures("associate_public_ip_address") === true ||
        cursor.sym("associate_public_ip_address")?.k === "known"
        ? cursor.flag("associate_public_ip_address", "computed")
        : {
            unknown: {
              kind: "after-apply",
              at: cursor.at("associate_public_ip_address"),
              detail: "the subnet's setting decides",
            },
          };
    case "load-balancer":
      return invert(cursor.flag("internal", { is: false }));
    case "database":
      return cursor.flag("publicly_accessible", { is: false });
    case "container-service":
      return cursor.first("network_configuration")?.flag("assign_public_ip", { is: false }) ?? { exact: false };
    case "instance-group":
    case "analytics":
    case "desktop":
      return {
        unknown: {
          kind: "not-modelled",
          at: instance.address,
          detail: "whether it has a public address depends on its subnet and its service",
        },
      };
    case "interface":
    case "cache":
    case "function":
    case "cluster":
    case "endpoint":
    case "file-system":
    case "directory":
    case "resolver":
    case "stream":
    case "build":
    case "gateway":
    case "other":
      return { exact: false };
  }
}

function invert(value: Value<boolean>): Value<boolean> {
  return "exact" in value ? { exact: !value.exact } : value;
}

function ipv6Of(instance: Instance, owner: OwnerKind, cursor: Cursor): Value<boolean> {
  const listed = cursor.sym("ipv6_addresses");
  if (listed?.k === "list" && listed.more === undefined) return { exact: listed.items.length > 0 };
  if (cursor.has("ipv6_addresses") || cursor.sym("ipv6_address_count")?.k === "known") {
    const count = cursor.sym("ipv6_address_count");
    return { exact: cursor.has("ipv6_addresses") || (count?.k === "known" && Number(count.value) > 0) };
  }
  if (owner === "load-balancer") {
    return cursor.value("ip_address_type", (sym) => textOf(sym)?.startsWith("dualstack"), { is: false });
  }
  return {
    unknown: { kind: "after-apply", at: `${instance.address}.ipv6_addresses`, detail: "the subnet's setting decides" },
  };
}

/** A database names its subnets by the name of a subnet group. */
function byGroupName(cursor: Cursor, attribute: string, reading: Reading): LinkList {
  const sym = cursor.sym(attribute);
  if (sym === undefined)
    return {
      links: [],
      more: { kind: "outside", at: cursor.at(attribute), detail: "the default VPC's subnets are used" },
    };
  const group = groupOf(sym, reading);
  if (group === undefined) return { links: [], more: cursor.because(sym) };
  const list = subnetGroups.get(group.type) ?? "subnet_ids";
  return linksOf(
    group.read(list),
    { kinds: ["subnet"], attribute: list, at: `${group.address}.${list}` },
    reading.tools.knownAs,
  );
}

function groupOf(sym: Sym, reading: Reading): Instance | undefined {
  if (sym.k === "ref" || sym.k === "whole") return subnetGroups.has(sym.of.type) ? sym.of : undefined;
  if (sym.k === "unknown" && sym.hints.exhaustive && sym.hints.from.length === 1) {
    const [only] = sym.hints.from;
    return only === undefined ? undefined : groupOf(only, reading);
  }
  return sym.k === "known" ? reading.groupsByName.get(identity(sym)) : undefined;
}

/** Interfaces declared beside the instance take on its appliance setting; the instance is their other name. */
function joinInstance(instance: Instance, cursor: Cursor, reading: Reading): void {
  const blocks = [...cursor.each("network_interface").cursors, ...cursor.each("primary_network_interface").cursors];
  const links = blocks.flatMap((one): readonly Link[] => [one.required("network_interface_id", "interface")]);
  const [first] = links;
  if (first !== undefined && (first.how === "exact" || first.how === "symbol"))
    reading.aliases.set(instance.id, first.to);
}

const groupAttachment: Reader = {
  types: ["aws_network_interface_sg_attachment"],
  read: (instance, reading) => {
    const cursor = reading.cursor(instance);
    const group = cursor.required("security_group_id", "security-group");
    reading.amend(
      "interfaces",
      cursor.required("network_interface_id", "interface"),
      (one: Interface, sure): Interface => {
        if (one.groups === "unfiltered") return one;
        if (sure) return { ...one, groups: [...one.groups, group] };
        const detail = "which interface gets the group is not known";
        return { ...one, moreGroups: { kind: "ambiguous-instance", at: instance.address, detail } };
      },
    );
  },
};

/** An instance's interface beside it: the interface is a fact of its own. */
const silent: Reader = {
  types: ["aws_network_interface_attachment", "aws_network_interface_permission"],
  read: () => undefined,
};

export const interfaceReaders: readonly Reader[] = [
  ...carriers.map(carrierReader),
  instanceGroup,
  groupAttachment,
  silent,
];

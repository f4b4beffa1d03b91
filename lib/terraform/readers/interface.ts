/** Interfaces, whatever owns them. */
import type { Interface, UnknownReason } from "../facts";
import type { Sym } from "../expression/sym";
import type { Cursor } from "../reading/cursor";
import { asMaybe, linksOf, type LinkList } from "../reading/link";
import { lookedUp, lostOf, type Reader, type Reading } from "../reading/reading";
import type { Instance } from "../world/instance";
import { carriers, subnetGroupOf, subnetGroups, type Carrier } from "./carriers";
import { instanceGroup } from "./instance-group";
import { cardsOf, interfaceAttachment, joinInstance } from "./instance-cards";
import { namePreserved, nameScheduled, nameSecondary } from "./beyond";
import { addFloating } from "./floating";
import { addInterface, type Placed } from "./interface-fact";
import { hasSeveral, subnetsIn, templatesOf } from "./launch-template";
import { nameOutside } from "./sagemaker";
import { noteWhereabouts } from "./one-subnet";
import { clusterInstance } from "./cluster-instance";
import { optionGroup } from "./option-group";
import { hasAt, isExpectedAt, isLostAt, linksAt } from "./nested-links";

/** A type may keep its subnets in one of several places. */
function carrierReaders(): readonly Reader[] {
  const byType = new Map<string, Carrier[]>();
  for (const one of carriers) byType.set(one.type, [...(byType.get(one.type) ?? []), one]);
  return [...byType.values()].map(carrierReader);
}

function carrierReader(places: readonly Carrier[]): Reader {
  const [{ type }] = places as readonly [Carrier];
  return {
    types: [type, ...(type === "aws_instance" || type === "aws_network_interface" ? [`data.${type}`] : [])],
    read: (instance, reading) => {
      const cursor = reading.cursor(instance);
      nameScheduled(instance, reading);
      const of = places.find((one) => one.onlyWithSubnets !== true || isExpectedAt(cursor, one.subnets));
      if (of === undefined) return;
      if (of.owner === "instance") {
        const { found } = templatesOf(cursor.each("launch_template").cursors, instance, reading);
        nameSecondary(
          instance,
          reading,
          found.flatMap((one) => one ?? []),
        );
      }
      // An instance with interfaces of its own declaration has none beside them.
      const cards = of.owner === "instance" ? cardsOf(instance, cursor) : undefined;
      if (cards !== undefined) {
        joinInstance(instance, cards, reading);
        return;
      }
      const subnets = subnetsOf(instance, of, cursor, reading);
      const groups = groupsIn(instance, of, cursor);
      const placed = { owner: of.owner, subnets, groups: groupsOr(instance, of, cursor, groups, reading) };
      if (isInTwoZones(instance, of, cursor, reading)) reading.inTwoZones.add(instance.id);
      addInterface(instance, reading, of.owner === "instance" ? launched(placed, instance, cursor, reading) : placed);
      tellGiven(instance, of, cursor, reading);
      noteWhereabouts(instance, subnets.links.length, cursor, reading);
      if (of.type === "aws_db_instance") reading.withOptions.set(instance.id, instance);
      addFloating(instance, reading);
      namePreserved(instance, reading);
      nameOutside(instance, reading);
    },
  };
}

/** Subnet groups that AWS refuses to make of one zone. */
const zonedGroups: ReadonlySet<string> = new Set([
  "aws_db_subnet_group",
  "aws_docdb_subnet_group",
  "aws_neptune_subnet_group",
]);

/** Whether AWS has it in two zones at least, unless those are on an Outpost. */
function isInTwoZones(instance: Instance, of: Carrier, cursor: Cursor, reading: Reading): boolean {
  const { type, owner, subnets } = of;
  if (type === "aws_eks_cluster") return !cursor.has("outpost_config");
  if (owner === "load-balancer") return isSurelyApplication(cursor) && !cursor.has("subnet_mapping");
  const sym = owner === "database" ? cursor.sym(subnets) : undefined;
  return sym !== undefined && zonedGroups.has(groupOf(sym, instance, reading)?.type ?? "");
}

function isSurelyApplication(cursor: Cursor): boolean {
  const type = cursor.text("load_balancer_type", { is: "application" });
  return "exact" in type && type.exact === "application";
}

/** Elastic IPs that it has on interfaces of its own, of which it tells no ids. */
function tellGiven({ presence }: Instance, { owner }: Carrier, cursor: Cursor, reading: Reading): void {
  if (owner !== "load-balancer" && owner !== "gateway") return;
  for (const path of ["subnet_mapping.allocation_id", "endpoint_details.address_allocation_ids"])
    for (const link of linksAt(cursor, path, "elastic-ip").links) reading.givenElsewhere.push([link, presence]);
}

/** A launch template may give an instance interfaces beside its first. */
function launched(placed: Placed, instance: Instance, cursor: Cursor, reading: Reading): Placed {
  const { cursors, more } = cursor.each("launch_template");
  if (cursors.length === 0 && more === undefined) return placed;
  const detail = "its launch template may give it other interfaces";
  const because: UnknownReason = { kind: "outside", at: instance.address, detail };
  const { found, isOtherVersion } = templatesOf(cursors, instance, reading);
  const told = found.flatMap((one) => (one === undefined ? [] : [reading.cursor(one)]));
  const beside = told.map((one) => subnetsIn(one, because));
  const isTold = more === undefined && told.length === found.length && !isOtherVersion;
  const isPlaced = isTold && placed.subnets.links.length > 0;
  const open = beside.find((one) => one.more !== undefined)?.more ?? (isPlaced ? placed.subnets.more : because);
  const links = [...placed.subnets.links, ...beside.flatMap((one) => one.links)];
  const isOne = isTold && !told.some(hasSeveral);
  const { groups } = placed;
  return {
    ...placed,
    subnets: open === undefined ? { links } : { links, more: open },
    groups: isOne || groups === "unfiltered" ? groups : { ...groups, more: because },
  };
}

function subnetsOf(instance: Instance, of: Carrier, cursor: Cursor, reading: Reading): LinkList {
  if (of.subnets.endsWith("_name") || of.subnets === "replication_subnet_group_id")
    return byGroupName(instance, cursor, of.subnets, reading);
  if (of.owner !== "load-balancer") return linksAt(cursor, of.subnets, "subnet");
  const mapped = linksAt(cursor, "subnet_mapping.subnet_id", "subnet");
  // The plan computes `subnets` from the mappings.
  const named = instance.configures("subnets") === false ? { links: [] } : linksAt(cursor, "subnets", "subnet");
  if (named.links.length > 0 || mapped.links.length === 0) return named;
  return mapped;
}

/** The groups named. Where some interfaces are in others, each may be in any of them. */
function groupsIn({ address }: Instance, of: Carrier, cursor: Cursor): LinkList {
  const first = linksAt(cursor, of.groups, "security-group");
  const others = (of.otherGroups ?? []).map((path) => linksAt(cursor, path, "security-group"));
  const open = others.find(({ more }) => more !== undefined)?.more;
  const beside = others.flatMap(({ links }) => links);
  if (beside.length === 0 && open === undefined) return first;
  const detail = "which of its interfaces are in which groups is not told";
  const because: UnknownReason = { kind: "outside", at: address, detail };
  const links = [...first.links, ...beside].flatMap((link) => asMaybe(link, because));
  // Without groups of its own the first is in some that AWS picks.
  const more = first.more ?? open ?? (first.links.length === 0 ? because : undefined);
  return more === undefined ? { links } : { links, more };
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
  const told = toldElsewhere(instance, of, cursor, groups, leftOut);
  if (told !== undefined || !leftOut) return told ?? groups;
  if (instance.mode === "data") return { links: [], more: lookedUp(instance) };
  const lost = lostOf(instance, top) ?? lostIn(instance, of, cursor);
  if (lost !== undefined) return { links: [], more: lost };
  if (of.withoutGroups === "default" || isApplicationBalancer(of, cursor)) {
    reading.inDefaultGroup.add(instance.id);
    return { links: [] };
  }
  return "unfiltered";
}

/** Of a nested block, too, states and plans say all there is. */
function lostIn(instance: Instance, { groups }: Carrier, cursor: Cursor): UnknownReason | undefined {
  if (!instance.settled || !groups.includes(".") || !isLostAt(cursor, groups)) return undefined;
  return { kind: "malformed", at: cursor.at(groups), detail: "the input says nothing of it" };
}

/** The groups of what another attribute names groups for, or AWS gives some; undefined for all others. */
function toldElsewhere(
  instance: Instance,
  { owner, type, groups: attribute }: Carrier,
  cursor: Cursor,
  groups: LinkList,
  leftOut: boolean,
): LinkList | undefined {
  if (givenByAws.has(type)) {
    const more = { kind: "after-apply", at: cursor.at(attribute), detail: "AWS gives it groups of its own" } as const;
    return { links: besideNamed.has(type) && !leftOut ? groups.links : [], more };
  }
  if (type === "aws_batch_compute_environment")
    return leftOut ? ofTemplate(cursor, "compute_resources.launch_template") : undefined;
  if (owner !== "instance") return undefined;
  const named = instance.mode === "managed" ? oldGroups(instance, cursor) : undefined;
  if (named !== undefined) {
    const [links, open] = [[...groups.links, ...named.links], groups.more ?? named.more];
    return open === undefined ? { links } : { links, more: open };
  }
  return leftOut ? ofTemplate(cursor, "launch_template") : undefined;
}

function ofTemplate(cursor: Cursor, path: string): LinkList | undefined {
  if (!hasAt(cursor, path)) return undefined;
  const detail = "its launch template may name its groups";
  return { links: [], more: { kind: "not-modelled", at: cursor.at(path), detail } };
}

/**
 * What AWS puts into groups that no attribute of the resource names: the group of the EKS cluster, on its own interfaces
 * beside those named, on its nodes and on Fargate pods; `remote_access` of a node group names who may come in by SSH. A directory of
 * WorkSpaces has a group of its members, whatever other group is named (WorkSpaces administration guide, "Security groups").
 */
const givenByAws: ReadonlySet<string> = new Set([
  "aws_eks_cluster",
  "aws_eks_node_group",
  "aws_eks_fargate_profile",
  "aws_emr_cluster",
  "aws_workspaces_directory",
]);

/** Of these, what is in the groups named as well. */
const besideNamed: ReadonlySet<string> = new Set(["aws_eks_cluster", "aws_workspaces_directory"]);

/** `security_groups` of an instance: ids, or names in a default VPC. */
function oldGroups(instance: Instance, cursor: Cursor): LinkList | undefined {
  if (instance.configures("security_groups") !== true || !cursor.has("security_groups")) return undefined;
  const { links, more } = cursor.links("security_groups", "security-group");
  const known = links.filter(({ how }) => how === "exact" || how === "symbol" || how === "ambiguous");
  const detail = "a group is named by its name";
  const byName = known.length < links.length;
  const open =
    more ?? (byName ? ({ kind: "not-modelled", at: cursor.at("security_groups"), detail } as const) : undefined);
  return open === undefined ? { links: known } : { links: known, more: open };
}

function isApplicationBalancer(of: Carrier, cursor: Cursor): boolean {
  if (of.owner !== "load-balancer") return false;
  const type = cursor.text("load_balancer_type", { is: "application" });
  return !("exact" in type) || type.exact === "application";
}

/** A database names its subnets by the name of a subnet group. */
function byGroupName(instance: Instance, cursor: Cursor, attribute: string, reading: Reading): LinkList {
  const sym = cursor.sym(attribute);
  if (sym === undefined)
    return {
      links: [],
      more: { kind: "outside", at: cursor.at(attribute), detail: "the default VPC's subnets are used" },
    };
  const group = groupOf(sym, instance, reading);
  if (group === undefined)
    return { links: [], more: sym.k === "known" ? notTold(cursor.at(attribute)) : cursor.because(sym) };
  const list = subnetGroups.get(group.type) ?? "subnet_ids";
  return linksOf(
    group.read(list),
    { kinds: ["subnet"], attribute: list, at: `${group.address}.${list}` },
    reading.tools.knownAs,
  );
}

function notTold(at: string): UnknownReason {
  return { kind: "outside", at, detail: "which subnet group is meant by this name the inputs do not tell" };
}

function groupOf(sym: Sym, by: Instance, reading: Reading): Instance | undefined {
  if (sym.k === "ref" || sym.k === "whole") return subnetGroups.has(sym.of.type) ? sym.of : undefined;
  if (sym.k === "unknown" && sym.hints.exhaustive && sym.hints.from.length === 1) {
    const [only] = sym.hints.from;
    return only === undefined ? undefined : groupOf(only, by, reading);
  }
  const type = subnetGroupOf(by.type);
  return sym.k === "known" && type !== undefined ? reading.byName.find(sym, type, by) : undefined;
}

const groupAttachment: Reader = {
  types: ["aws_network_interface_sg_attachment"],
  read: (instance, reading) => {
    const cursor = reading.cursor(instance);
    const group = cursor.required("security_group_id", "security-group");
    const of = cursor.required("network_interface_id", "interface");
    reading.groupAttachments.push([of, group]);
    reading.amend(instance, "interfaces", of, (one: Interface, open): Interface => {
      if (one.groups === "unfiltered") return one;
      return open === undefined ? { ...one, groups: [...one.groups, group] } : { ...one, moreGroups: open };
    });
  },
};

const silent: Reader = { types: ["aws_network_interface_permission"], read: () => undefined };

export const interfaceReaders: readonly Reader[] = [
  ...carrierReaders(),
  instanceGroup,
  groupAttachment,
  clusterInstance,
  optionGroup,
  interfaceAttachment,
  silent,
];

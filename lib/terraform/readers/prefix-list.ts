/** Prefix lists, and the blocking of public access. */
import { AddressSet, publicV4 } from "../../model";
import type { PrefixList, PublicAccessMode, UnknownReason, Value } from "../facts";
import { textOf } from "../expression/access";
import { everythingOf } from "../reading/blocks";
import type { Cursor } from "../reading/cursor";
import { lookedUp, more, openOf, type Reader, type Reading } from "../reading/reading";
import type { Instance } from "../world/instance";

function readList(instance: Instance, reading: Reading): void {
  const cursor = reading.cursor(instance);
  const family: Value<4 | 6> = cursor.value(
    "address_family",
    (sym) => ({ IPv4: 4 as const, IPv6: 6 as const })[textOf(sym) ?? ""],
    "computed",
  );
  const families = "exact" in family ? family.exact : "both";
  const name = instance.mode === "data" ? "entries" : "entry";
  const [written, set] = [instance.configures(name), instance.read(name)];
  const isHidden = written === undefined && set?.k === "unknown";
  if (isHidden) reading.unlisted.set(instance.id, set.because);
  const computed = instance.mode === "managed" && (isHidden || (written === false && set?.k !== "list"));
  const { cursors, more: rest } = computed ? { cursors: [] } : cursor.each(name);
  const entries = cursors.flatMap((one) => one.block("cidr", families) ?? []);
  const wasRead = instance.mode === "data" && cursor.sym(name)?.k === "list";
  const lost = cursors.find((one) => !one.has("cidr"));
  const open = computed
    ? undefined
    : (rest ?? (lost === undefined ? undefined : without(lost)) ?? (wasRead ? undefined : openOf(instance, name)));
  const owner = cursor.sym("owner_id");
  const keptBy = (owner !== undefined && textOf(owner) === "AWS") || isAwsName(cursor.sym("name")) ? "aws" : "customer";
  nameLattice(instance, reading);
  reading.add("prefixLists", {
    ...reading.fact(instance),
    ...more(open),
    family,
    entries,
    maxEntries: cursor.number("max_entries"),
    keptBy,
    within: families === 4 && isGatewayService(cursor.sym("name")) ? publicV4 : everythingOf(families),
  });
}

/**
 * Whoever is in a service network of VPC Lattice comes in by its list, and it goes out to them (VPC Lattice guide, "Security groups").
 * Who looks the list up means to let it in or out; every account has it, so that a snapshot, where its address is its id, tells by its
 * gaps where a group does.
 */
function nameLattice(instance: Instance, reading: Reading): void {
  if (!/(^|\.)data\./.test(instance.address)) return;
  const name = reading.cursor(instance).sym("name");
  if (name === undefined || textOf(name)?.endsWith(".vpc-lattice") !== true) return;
  const why = "what comes by VPC Lattice, where a rule lets its list in or out, is not read";
  reading.unread.push({ address: instance.address, type: instance.type, why, touches: [] });
}

function without({ path }: Cursor): UnknownReason {
  return { kind: "malformed", at: path, detail: "the entry names no block" };
}

/** The IPv4 lists of services that have gateway endpoints hold their public addresses (VPC PrivateLink guide). */
function isGatewayService(sym: Parameters<typeof textOf>[0] | undefined): boolean {
  const name = sym === undefined ? undefined : textOf(sym);
  return name !== undefined && /^com\.amazonaws\.[a-z0-9-]+\.(s3|s3express|dynamodb)$/.test(name);
}

function isAwsName(sym: Parameters<typeof textOf>[0] | undefined): boolean {
  return sym !== undefined && (textOf(sym)?.startsWith("com.amazonaws.") ?? false);
}

function readOld(instance: Instance, reading: Reading): void {
  const cursor = reading.cursor(instance);
  const { blocks, more: rest } = cursor.blocks("cidr_blocks", 4);
  nameLattice(instance, reading);
  const open = rest ?? (cursor.sym("cidr_blocks") === undefined ? lookedUp(instance) : undefined);
  reading.add("prefixLists", {
    ...reading.fact(instance),
    ...more(open),
    family: { exact: 4 },
    entries: blocks,
    maxEntries: cursor.number("max_entries"),
    keptBy: "aws",
    within: AddressSet.everythingV4,
  });
}

function readEntry(instance: Instance, reading: Reading): void {
  const cursor = reading.cursor(instance);
  const block = cursor.block("cidr", "both");
  const of = cursor.required("prefix_list_id", "prefix-list");
  if (block !== undefined) reading.listEntries.push({ list: of, block, by: instance.id });
  reading.amend(instance, "prefixLists", of, (list: PrefixList, open): PrefixList => {
    if (block === undefined) return { ...list, more: without(cursor) };
    return open === undefined ? { ...list, entries: [...list.entries, block] } : { ...list, more: open };
  });
}

const modes = ["off", "block-bidirectional", "block-ingress"] as const satisfies readonly PublicAccessMode[];
const exclusions = ["allow-bidirectional", "allow-egress"] as const;

const publicAccessBlock: Reader = {
  types: ["aws_vpc_block_public_access_options"],
  read: (instance, reading) => {
    const cursor = reading.cursor(instance);
    const mode = cursor.value(
      "internet_gateway_block_mode",
      (sym) => modes.find((one) => one === textOf(sym)),
      "computed",
    );
    const told = cursor.text("aws_region");
    const region = "exact" in told ? told : reading.regionOf(instance);
    reading.add("publicAccessBlocks", { ...reading.fact(instance), region, mode });
  },
};

const publicAccessExclusion: Reader = {
  types: ["aws_vpc_block_public_access_exclusion"],
  read: (instance, reading) => {
    const cursor = reading.cursor(instance);
    const vpc = instance.configures("vpc_id") === false ? undefined : cursor.link("vpc_id", "vpc");
    const of = vpc === undefined ? { subnet: cursor.required("subnet_id", "subnet") } : { vpc };
    const mode = cursor.value(
      "internet_gateway_exclusion_mode",
      (sym) => exclusions.find((one) => one === textOf(sym)),
      "computed",
    );
    reading.add("publicAccessExclusions", { ...reading.fact(instance), of, mode });
  },
};

export const prefixListReaders: readonly Reader[] = [
  { types: ["aws_ec2_managed_prefix_list", "data.aws_ec2_managed_prefix_list"], read: readList },
  { types: ["data.aws_prefix_list"], read: readOld },
  { types: ["aws_ec2_managed_prefix_list_entry"], read: readEntry },
  publicAccessBlock,
  publicAccessExclusion,
];

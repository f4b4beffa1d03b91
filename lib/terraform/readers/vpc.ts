/** VPCs and their blocks. */
import { AddressSet } from "../../model";
import { textOf } from "../expression/access";
import { nothing } from "../expression/sym";
import type { Block, Vpc } from "../facts";
import { more, openOf, toItself, type MainTable, type Reader, type Reading } from "../reading/reading";
import { takenOver } from "../world/imported";
import type { Instance } from "../world/instance";

function readVpc(instance: Instance, reading: Reading): void {
  const cursor = reading.cursor(instance);
  const v4 = cursor.block("cidr_block", 4);
  const blocks: Block[] = v4 === undefined ? [anyBlock(instance, cursor.at("cidr_block"))] : [v4];
  if (wantsIpv6(instance, reading)) {
    const v6 = reading.tools.blocks.of(instance.get("ipv6_cidr_block"), 6, cursor.at("ipv6_cidr_block"));
    if (v6 !== undefined) blocks.push(v6);
  }
  const id = instance.id;
  const main = mainTable(instance, reading);
  if (main !== undefined) reading.mainTables.set(id, main);
  reading.add("vpcs", {
    ...reading.fact(instance),
    ...more(openOf(instance) ?? takenOver(instance)),
    blocks,
    region: reading.regionOf(instance),
    defaultSecurityGroup: toItself(`${id}.default_security_group_id`),
    defaultNetworkAcl: toItself(`${id}.default_network_acl_id`),
    mainRouteTable: toItself(`${id}.default_route_table_id`),
  });
  if (instance.type === "aws_default_vpc") reading.aliases.set(defaultVpc(instance), id);
}

function mainTable(instance: Instance, reading: Reading): MainTable | undefined {
  const awsId = textOf(reading.cursor(instance).sym("main_route_table_id") ?? nothing);
  if (awsId === undefined || awsId === "") return undefined;
  const table = reading.tools.knownAs.find(awsId)?.id;
  // A plan asks first; what it changes itself, it shows.
  const isLatest = instance.configures("main_route_table_id") !== undefined;
  return { awsId, isLatest, ...(table === undefined ? {} : { table }) };
}

/** Name of the default VPC of a provider configuration: what a group without `vpc_id` is in. */
export function defaultVpc(instance: Instance): string {
  return `default-vpc:${instance.unit}:${instance.provider}`;
}

function wantsIpv6(instance: Instance, reading: Reading): boolean {
  const cursor = reading.cursor(instance);
  if (instance.mode === "data" || instance.type === "aws_default_vpc") return cursor.has("ipv6_cidr_block");
  const generated = cursor.flag("assign_generated_ipv6_cidr_block", { is: false });
  if (!("exact" in generated) || generated.exact) return true;
  return (
    cursor.has("ipv6_ipam_pool_id") ||
    (cursor.has("ipv6_cidr_block") && instance.configures("ipv6_cidr_block") !== false) ||
    instance.get("ipv6_cidr_block").k === "known"
  );
}

function anyBlock(instance: Instance, at: string): Block {
  const open = {
    kind: instance.mode === "data" ? "data-source" : "after-apply",
    at,
    detail: "is not known before the apply",
  } as const;
  return { within: AddressSet.everythingV4, because: open };
}

function readSecondary(instance: Instance, reading: Reading): void {
  const cursor = reading.cursor(instance);
  const [attribute, family] =
    instance.type === "aws_vpc_ipv6_cidr_block_association"
      ? (["ipv6_cidr_block", 6] as const)
      : (["cidr_block", 4] as const);
  const block = reading.tools.blocks.of(instance.get(attribute), family, cursor.at(attribute));
  const to = cursor.required("vpc_id", "vpc");
  reading.amend(instance, "vpcs", to, (vpc: Vpc, open) => {
    if (block === undefined) return vpc;
    if (open === undefined) return { ...vpc, blocks: [...vpc.blocks, block] };
    // It may have the block, and a route to it within.
    const within = "exact" in block ? AddressSet.of([block.exact]) : block.within;
    return { ...vpc, blocks: [...vpc.blocks, { within, because: open }], more: open };
  });
}

export const vpcReaders: readonly Reader[] = [
  { types: ["aws_vpc", "aws_default_vpc", "data.aws_vpc"], read: readVpc },
  { types: ["aws_vpc_ipv4_cidr_block_association", "aws_vpc_ipv6_cidr_block_association"], read: readSecondary },
];

/** Subnets. */
import { AddressSet } from "../../model";
import type { Block, Value } from "../facts";
import type { Cursor } from "../reading/cursor";
import { lostOf, openOf, type Reader, type Reading } from "../reading/reading";
import { takenOver } from "../world/imported";
import { defaultVpc } from "./vpc";
import type { Instance } from "../world/instance";

function readSubnet(instance: Instance, reading: Reading): void {
  const cursor = reading.cursor(instance);
  const blocks: Block[] = [];
  const v4 = cursor.block("cidr_block", 4);
  const lost = lostOf(instance, "cidr_block");
  const native = cursor.flag("ipv6_native", { is: false });
  if (v4 !== undefined) blocks.push(v4);
  else if (!("exact" in native) || !native.exact) {
    const detail = "is not known before the apply";
    blocks.push({
      within: AddressSet.everythingV4,
      because: lost ?? { kind: "after-apply", at: cursor.at("cidr_block"), detail },
    });
  }
  if (instance.mode === "managed") nameLocal(instance, reading);
  const kept = takenOver(instance);
  if (kept !== undefined) reading.joinedBefore.set(instance.id, kept);
  const v6 = ipv6Of(instance, reading);
  reading.givesIpv6.set(instance.id, givesIpv6(instance, reading));
  if (v6 !== undefined) blocks.push(v6);
  if (isZonal(cursor)) reading.zonal.add(instance.id);
  reading.add("subnets", {
    ...reading.fact(instance),
    vpc:
      instance.type === "aws_default_subnet"
        ? (cursor.link("vpc_id", "vpc") ?? { how: "outside", id: defaultVpc(instance) })
        : cursor.required("vpc_id", "vpc"),
    blocks,
    zone: cursor.text("availability_zone"),
    ...(cursor.has("availability_zone_id") ? { zoneId: cursor.text("availability_zone_id") } : {}),
    mapsPublicAddress: mapsPublicAddress(instance, cursor),
  });
}

function mapsPublicAddress(instance: Instance, cursor: Cursor): Value<boolean> {
  const name = "map_public_ip_on_launch";
  if (instance.mode === "data") return cursor.flag(name, "computed");
  const kept = openOf(instance, name);
  return kept === undefined ? cursor.flag(name, { is: instance.type === "aws_default_subnet" }) : { unknown: kept };
}

/** By the form of its zone's name or id: those of Local Zones and Wavelength Zones have one more part. */
function isZonal(cursor: Cursor): boolean {
  const [name, id] = [cursor.text("availability_zone"), cursor.text("availability_zone_id")];
  const isName = "exact" in name && /^[a-z]+(-[a-z]+)+-\d[a-z]$/.test(name.exact);
  const isId = "exact" in id && /^[a-z]+\d-az\d+$/.test(id.exact);
  return (isName || isId) && !cursor.has("outpost_arn");
}

/**
 * In a subnet of an Outpost an instance may have an interface in the network around it, which no group or ACL filters (Outposts
 * server guide, "Local network interfaces").
 */
function nameLocal(instance: Instance, reading: Reading): void {
  const index = reading.cursor(instance).number("enable_lni_at_device_index", { is: 0 });
  if ("exact" in index && index.exact === 0) return;
  const why = "what reaches its instances by local network interfaces is not modelled";
  reading.unread.push({ address: instance.address, type: instance.type, why, touches: [instance.id] });
}

/** Whether an interface that is made in it has an IPv6 address (VPC user guide, "Subnet settings"). */
function givesIpv6(instance: Instance, reading: Reading): Value<boolean> {
  const attribute = "assign_ipv6_address_on_creation";
  const isData = instance.mode === "data";
  const open = lostOf(instance, attribute) ?? (isData ? undefined : openOf(instance, attribute));
  if (open !== undefined) return { unknown: open };
  return reading.cursor(instance).flag(attribute, isData ? "computed" : { is: false });
}

/** A block that no expression leads to has a stand-in of its own: AWS lets no two subnets overlap. */
function ipv6Of(instance: Instance, reading: Reading): Block | undefined {
  const cursor = reading.cursor(instance);
  const sym = cursor.sym("ipv6_cidr_block");
  if (sym === undefined || (sym.k === "ref" && sym.of === instance && instance.configures("ipv6_cidr_block") === false))
    return undefined;
  const block = reading.tools.blocks.of(instance.get("ipv6_cidr_block"), 6, cursor.at("ipv6_cidr_block"));
  return block ?? undefined;
}

export const subnetReaders: readonly Reader[] = [
  { types: ["aws_subnet", "aws_default_subnet", "data.aws_subnet"], read: readSubnet },
];

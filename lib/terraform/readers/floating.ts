/**
 * File systems in two zones: their addresses float in a block of their own, and routes lead to the file server that is active
 * (FSx for ONTAP and FSx for OpenZFS user guides, "Accessing data from within AWS").
 */
import { AddressSet, Cidr } from "../../model";
import type { Block, Interface, Link, UnknownReason } from "../facts";
import { textOf } from "../expression/access";
import type { Cursor } from "../reading/cursor";
import { toItself, type Reading } from "../reading/reading";
import type { Instance } from "../world/instance";

/** Where FSx picks the block when none is told, by its API; that of OpenZFS is somewhere in the VPC's. */
const picked: ReadonlyMap<string, Cidr | undefined> = new Map([
  ["aws_fsx_ontap_file_system", Cidr.of("198.19.0.0/16")],
  ["aws_fsx_openzfs_file_system", undefined],
]);

/** Adds the routes that FSx puts into the tables. */
export function addFloating(instance: Instance, reading: Reading): void {
  const cursor = reading.cursor(instance);
  if (!floats(instance, cursor)) return;
  const within = blockOf(instance, cursor);
  if (within === undefined) {
    const why = "the addresses that float between its file servers are not known";
    reading.unread.push({ address: instance.address, type: instance.type, why, touches: [] });
    return;
  }
  const { links, more } = cursor.links("route_table_ids", "route-table");
  // Left out it is the main table of its VPC.
  const open = more ?? (links.length === 0 ? because(cursor, "which tables lead to it is not known") : undefined);
  const tables: readonly Link[] = [
    ...links,
    ...(open === undefined ? [] : [{ how: "unknown", because: open } as const]),
  ];
  tables.forEach((table, at) => {
    reading.add("routes", {
      ...reading.part(instance, `route_table_ids[${String(at)}]`),
      table,
      // One for each address that is in use.
      destination: { block: { within, because: because(cursor, "which of these addresses are in use is not known") } },
      target: { kind: "interface", to: toItself(instance.id) },
      origin: "static",
      blackhole: { exact: false },
    });
  });
}

/** Its file servers take what is sent to addresses that are no interface's. */
export function checkOf(instance: Instance, cursor: Cursor): Interface["sourceDestCheck"] | undefined {
  if (!floats(instance, cursor)) return undefined;
  return { unknown: because(cursor, "its addresses float between its file servers") };
}

function floats({ type }: Instance, cursor: Cursor): boolean {
  if (!picked.has(type)) return false;
  const kind = cursor.text("deployment_type");
  const all = "exact" in kind ? [kind.exact] : "oneOf" in kind ? kind.oneOf : ["MULTI_AZ"];
  return all.some((one) => one.startsWith("MULTI_AZ"));
}

function blockOf(instance: Instance, cursor: Cursor): AddressSet | undefined {
  const told: Block | undefined =
    instance.configures("endpoint_ip_address_range") === true || isKnown(cursor)
      ? cursor.block("endpoint_ip_address_range", 4)
      : undefined;
  if (told !== undefined) return "exact" in told ? AddressSet.of([told.exact]) : told.within;
  const block = picked.get(instance.type);
  return block === undefined ? undefined : AddressSet.of([block]);
}

function isKnown(cursor: Cursor): boolean {
  const sym = cursor.sym("endpoint_ip_address_range");
  return sym !== undefined && (textOf(sym) ?? "") !== "";
}

function because(cursor: Cursor, detail: string): UnknownReason {
  return { kind: "after-apply", at: cursor.at("endpoint_ip_address_range"), detail };
}

/** The private addresses of an interface: all of them, or none where AWS picks any. */
import { AddressSet, Cidr } from "../../model";
import type { Value } from "../facts";
import { elementsOf, textOf } from "../expression/access";
import { derived } from "../expression/sym";
import type { Cursor } from "../reading/cursor";
import type { Instance } from "../world/instance";
import { addressValue } from "./gateway";

/** With these AWS picks addresses beside those that are written. */
const besides = [
  "private_ips_count",
  "private_ip_list",
  "ipv4_prefixes",
  "ipv4_prefix_count",
  "ipv6_prefixes",
  "ipv6_prefix_count",
];

/** Where an interface has its first address from; without one AWS picks it, beside all others that are written. */
const firsts = ["private_ip", "private_ips"];
const seconds = "secondary_private_ips";
const told = [...firsts, seconds, "ip_address", "ipv6_addresses"];
/** Blocks that are delegated to it whole, as to the pods of a node. */
const prefixes = ["ipv4_prefixes", "ipv6_prefixes"];

function blockOf(text: string): Cidr | undefined {
  const parsed = Cidr.parse(text);
  return parsed.ok ? parsed.value : undefined;
}

export function addressesFor(instance: Instance, cursor: Cursor): Value<AddressSet> {
  const isWithoutFirst = !firsts.some((name) => cursor.has(name));
  const more =
    besides.find((name) => instance.configures(name) === true && cursor.has(name)) ??
    (isWithoutFirst && cursor.has(seconds) ? seconds : undefined);
  if (more !== undefined)
    return { unknown: { kind: "after-apply", at: cursor.at(more), detail: "AWS picks addresses from the subnet" } };
  const found = [...told, ...prefixes].map((name) => cursor.sym(name));
  const texts: string[] = [];
  for (const sym of found) {
    if (sym === undefined) continue;
    for (const item of elementsOf(sym) ?? [sym]) {
      const text = textOf(item);
      if (text === undefined) return { unknown: derived([item]).because };
      texts.push(text);
    }
  }
  const blocks = texts.flatMap((text) => addressValue(text) ?? blockOf(text) ?? []);
  if (blocks.length === texts.length && texts.length > 0) return { exact: AddressSet.of(blocks) };
  return {
    unknown: { kind: "after-apply", at: cursor.at("private_ip"), detail: "AWS picks the address from the subnet" },
  };
}

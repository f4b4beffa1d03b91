/** Whether an interface has an IPv6 address: as it says itself, as its type says, or as its subnet does. */
import type { Interface, OwnerKind, Value } from "../facts";
import { elementsOf, textOf } from "../expression/access";
import { nothing } from "../expression/sym";
import type { Cursor } from "../reading/cursor";
import { lostOf, openOf, type Reading } from "../reading/reading";
import { targetOf, type Names } from "../settle/links";
import type { Instance } from "../world/instance";

/** How the subnet of an interface decides: it says whether there is an address, or only that there is none. */
export type BySubnet = "wholly" | "that-none";

/** What a type calls the families of its addresses; a value that has IPv6 in it says so. */
const families = ["network_type", "ip_address_type", "endpoint_network_type", "resolver_endpoint_type"];

/** With one of these an instance or an interface has other addresses than its subnet gives it. */
const asked = [
  "ipv6_addresses",
  "ipv6_address_count",
  "ipv6_address_list",
  "ipv6_prefixes",
  "ipv6_prefix_count",
  "enable_primary_ipv6",
  "launch_template",
];

export function ipv6Of(instance: Instance, owner: OwnerKind, cursor: Cursor, reading: Reading): Value<boolean> {
  // Its endpoint says when it carries more than IPv4 (Client VPN administrator guide, "IPv6 considerations").
  if (owner === "client-vpn") return { exact: false };
  // In a VPC Classic Load Balancers are reached over IPv4 alone.
  if (owner === "classic-load-balancer") return { exact: false };
  if (prefixesOf(cursor)) return { exact: true };
  const at = cursor.at("ipv6_addresses");
  const open = { unknown: { kind: "after-apply", at, detail: "the subnet's setting decides" } } as const;
  if (asksForNone(instance, cursor)) {
    reading.ipv6BySubnet.set(instance.id, "that-none");
    return open;
  }
  const listed = cursor.sym("ipv6_addresses");
  if (listed?.k === "list" && listed.more === undefined) return { exact: listed.items.length > 0 };
  if (cursor.has("ipv6_addresses") || cursor.sym("ipv6_address_count")?.k === "known") {
    const count = cursor.sym("ipv6_address_count");
    return { exact: cursor.has("ipv6_addresses") || (count?.k === "known" && Number(count.value) > 0) };
  }
  if (owner === "load-balancer") return familiesOf("ip_address_type", cursor, false);
  if (isByItsSubnet(instance, owner, cursor)) reading.ipv6BySubnet.set(instance.id, "wholly");
  return byType(instance, cursor) ?? open;
}

/** What the type of a service says (EFS API, CreateMountTarget; Lambda API, VpcConfig); undefined where it says nothing. */
function byType(instance: Instance, cursor: Cursor): Value<boolean> | undefined {
  if (instance.type === "aws_lambda_function")
    return cursor.first("vpc_config")?.flag("ipv6_allowed_for_dual_stack", { is: false });
  const name = families.find((each) => cursor.has(each) && isSet(instance, each, cursor));
  if (name !== undefined) return familiesOf(name, cursor);
  return instance.type === "aws_efs_mount_target" ? { exact: false } : undefined;
}

function familiesOf(name: string, cursor: Cursor, absent?: boolean): Value<boolean> {
  const read = (text: string | undefined): boolean | undefined =>
    text === undefined ? undefined : /^ipv4(_only)?$/i.test(text) ? false : /ipv6|dual/i.test(text) || undefined;
  return cursor.value(name, (sym) => read(textOf(sym)), absent === undefined ? "computed" : { is: absent });
}

/** Of a plan all that is not known yet has a value, whether the configuration sets it or AWS. */
function isSet(instance: Instance, name: string, cursor: Cursor): boolean {
  return cursor.sym(name)?.k === "known" || instance.configures(name) !== false;
}

function isByItsSubnet(instance: Instance, owner: OwnerKind, cursor: Cursor): boolean {
  if (owner !== "interface" && owner !== "instance") return false;
  if (instance.mode === "data" || instance.imported === true) return false;
  if (lostOf(instance, "ipv6_addresses") !== undefined || openOf(instance, ...asked) !== undefined) return false;
  return !asked.some((name) => cursor.has(name) && isSet(instance, name, cursor));
}

/** Whether the configuration asks for no IPv6 address: a subnet that gives addresses gives one all the same. */
function asksForNone(instance: Instance, cursor: Cursor): boolean {
  const [listed, count] = [cursor.sym("ipv6_addresses"), cursor.sym("ipv6_address_count")];
  if (instance.configures("ipv6_addresses") === true && listed?.k === "list" && listed.more === undefined)
    return listed.items.length === 0;
  const isNone = count?.k === "known" && Number(count.value) === 0;
  return isNone && !cursor.has("ipv6_addresses") && instance.configures("ipv6_address_count") === true;
}

/** Whether a block of IPv6 addresses is delegated to it. */
function prefixesOf(cursor: Cursor): boolean {
  return (elementsOf(cursor.sym("ipv6_prefixes") ?? nothing) ?? []).length > 0;
}

/** Whether the subnets that an interface may be in give it an address (VPC user guide, "Subnet settings"). */
export function asItsSubnet(
  one: Interface,
  by: BySubnet,
  names: Names,
  gives: ReadonlyMap<string, Value<boolean>>,
): Interface {
  if (one.moreSubnets !== undefined || one.subnets.length === 0) return one;
  const told = one.subnets.map((link) => gives.get(targetOf(names.settle(link)) ?? ""));
  const isAll = (is: boolean): boolean =>
    told.every((value) => value !== undefined && "exact" in value && value.exact === is);
  if (isAll(false)) return { ...one, ipv6: { exact: false } };
  return by === "wholly" && isAll(true) ? { ...one, ipv6: { exact: true } } : one;
}

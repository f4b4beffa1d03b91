/**
 * Resources that Terraform takes over as they are (`import` blocks).
 *
 * A provider that makes an object gives it what the configuration leaves out: a group without `egress` lets nothing out. An
 * object that is there already keeps what it has.
 */
import type { UnknownReason } from "../facts";
import { ownText, own, type JsonObject } from "../intake/value";
import { listOf } from "./config-document";
import type { Instance } from "./instance";

/** The resources that are imported, whole or some of their instances: `aws_subnet.a`. */
export function importedIn(document: JsonObject): ReadonlySet<string> {
  const all = listOf(own(document, "import")).map((one) => ownText(one, "to") ?? "");
  return new Set(all.map((to) => to.replace(/^\$\{(.*)\}$/s, "$1").split("[", 1)[0] ?? ""));
}

/** What says where an object is, and the provider leaves as it is where the configuration does not set it. */
const kept: ReadonlyMap<string, readonly string[]> = new Map([
  ["aws_alb", ["internal", "subnets"]],
  ["aws_eip", ["instance", "network_interface"]],
  ["aws_elb", ["internal", "subnets"]],
  ["aws_instance", ["associate_public_ip_address", "subnet_id"]],
  ["aws_internet_gateway", ["vpc_id"]],
  ["aws_lb", ["internal", "subnets"]],
  ["aws_network_acl", ["subnet_ids"]],
  ["aws_security_group", ["vpc_id"]],
  ["aws_vpc_endpoint", ["route_table_ids", "subnet_ids"]],
  ["aws_vpn_gateway", ["vpc_id"]],
]);
/** The same, of whatever has interfaces: its groups, and the name of its subnets. */
const ofInterfaces = /^(vpc_security_group_ids|security_group_ids|security_groups|(\w+_)?subnet_group_name)$/;

/** What is kept counts as configured: it has a value, which is not the one that the provider gives. */
export function isKept(type: string, attribute: string): boolean {
  if (kept.get(type)?.includes(attribute) === true) return true;
  // An instance names its groups in one of two ways.
  return ofInterfaces.test(attribute) && !(type === "aws_instance" && attribute === "security_groups");
}

/** Why what belongs to an object may be other than AWS makes it: the object was there before Terraform took it over. */
export function takenOver({ address, imported, importing }: Instance): UnknownReason | undefined {
  if (imported !== true && importing !== true) return undefined;
  return {
    kind: "outside",
    at: address,
    detail: "it is imported, and someone else may have changed what belongs to it",
  };
}

export function keptReason(at: string): UnknownReason {
  return { kind: "outside", at, detail: "the object is imported and keeps what the configuration does not set" };
}

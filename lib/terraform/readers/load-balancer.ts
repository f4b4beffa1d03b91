/**
 * What a Network Load Balancer hands on under the address of its client: to its targets it looks like traffic of that
 * client's own, by a way that no route tells. What a load balancer sends under its own address is traffic of its own.
 */
import type { Value } from "../facts";
import type { Cursor } from "../reading/cursor";
import type { Reader } from "../reading/reading";
import { idsOf } from "../settle/links";

const targetGroup: Reader = {
  types: ["aws_lb_target_group", "aws_alb_target_group"],
  read: (instance, reading) => {
    const cursor = reading.cursor(instance);
    if (!keepsClients(cursor)) return;
    const why = "what a Network Load Balancer hands on under its client's address is not modelled";
    const vpc = cursor.link("vpc_id", "vpc");
    const touches = vpc === undefined ? [] : [...idsOf(vpc)];
    reading.unread.push({ address: instance.address, type: instance.type, why, touches });
  },
};

/**
 * Always for UDP. For TCP and TLS it can be switched, and is off by itself where targets are told by their address (Network
 * Load Balancers, "Edit target group attributes").
 */
function keepsClients(cursor: Cursor): boolean {
  const type = cursor.text("target_type", { is: "instance" });
  const protocol = cursor.text("protocol", { is: "" });
  // Of an Application or a Gateway Load Balancer; a function has neither protocol nor address.
  if (isOneOf(protocol, ["HTTP", "HTTPS", "GENEVE"]) || isOneOf(type, ["lambda"])) return false;
  if (!isOneOf(protocol, ["TCP", "TLS"])) return true;
  if (!cursor.has("preserve_client_ip")) return !isOneOf(type, ["ip"]);
  const kept = cursor.flag("preserve_client_ip", "computed");
  return !("exact" in kept) || kept.exact;
}

function isOneOf(value: Value<string>, names: readonly string[]): boolean {
  const all = "exact" in value ? [value.exact] : "oneOf" in value ? value.oneOf : [];
  return all.length > 0 && all.every((one) => names.includes(one));
}

export const loadBalancerReaders: readonly Reader[] = [targetGroup];

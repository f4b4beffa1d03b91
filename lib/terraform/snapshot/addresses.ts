/** Private addresses of the interfaces of a snapshot, and which of them have a public one. */
import { isArray, objectsIn, own, ownText, type JsonObject } from "../intake/value";
import type { KnownResource } from "../world/state-unit";
import { resource, tagged, text, textsIn } from "./translate";

/** One in a subnet for IPv6 alone has none; of another that tells none it is not known. */
export function privateAddresses(one: JsonObject, inNative: boolean): readonly string[] {
  const all = textsIn(own(one, "PrivateIpAddresses"), "PrivateIpAddress");
  const first = ownText(one, "PrivateIpAddress");
  if (all.length > 0 || first !== undefined) return all.length > 0 ? all : [first ?? ""];
  return inNative && isArray(own(one, "PrivateIpAddresses")) ? [] : ["?"];
}

export function publicAddresses(one: JsonObject): readonly string[] {
  const addresses = objectsIn(own(one, "PrivateIpAddresses"));
  return [own(one, "Association"), ...addresses.map((each) => own(each, "Association"))].flatMap(
    (each) => ownText(each, "PublicIp") ?? [],
  );
}

/** Whether some of its addresses have a public one and others do not: which of them sends, or is sent to, decides. */
export function sharesItsAddress(one: JsonObject): boolean {
  if (publicAddresses(one).length === 0) return false;
  const addresses = objectsIn(own(one, "PrivateIpAddresses"));
  const without = addresses.filter((each) => ownText(own(each, "Association"), "PublicIp") === undefined);
  return (addresses.length > 1 && without.length > 0) || objectsIn(own(one, "Ipv4Prefixes")).length > 0;
}

/** Elastic IPs, and the public addresses that some of an interface's own have. */
export function elasticIps(json: JsonObject): readonly KnownResource[] {
  const sharing = objectsIn(own(json, "NetworkInterfaces"))
    .filter(sharesItsAddress)
    .map((one) => text(one, "NetworkInterfaceId"));
  const doubtOf = (id: string): Pick<KnownResource, "doubt"> =>
    sharing.includes(id)
      ? {
          doubt: { kind: "not-modelled", at: id, detail: "some of its addresses have a public one, and others do not" },
        }
      : {};
  return [
    ...objectsIn(own(json, "Addresses")).map((one) => ({
      ...resource("aws_eip", ownText(one, "AllocationId") ?? text(one, "PublicIp"), {
        public_ip: own(one, "PublicIp") ?? null,
        network_interface: own(one, "NetworkInterfaceId") ?? null,
        instance: own(one, "NetworkInterfaceId") === undefined ? (own(one, "InstanceId") ?? null) : null,
        ...tagged(one),
      }),
      ...doubtOf(text(one, "NetworkInterfaceId")),
    })),
    ...sharing.map((id) => ({
      ...resource("aws_eip", `${id}/public`, { public_ip: null, network_interface: id }),
      ...doubtOf(id),
    })),
  ];
}

/** Which families of addresses something carries. */
import type { Carried, Value } from "../facts";
import { textOf } from "../expression/access";
import type { Cursor } from "../reading/cursor";
import type { Instance } from "../world/instance";

/** As the attribute of an endpoint says it. */
const named: ReadonlyMap<string, Carried> = new Map([
  ["ipv4", "ipv4"],
  ["ipv6", "ipv6"],
  ["dualstack", "dualstack"],
  ["dual-stack", "dualstack"],
]);

/** Part of a fact. */
interface Carrying {
  /** @default - IPv4 alone */
  readonly carries?: Value<Carried>;
}

/**
 * Left out, an endpoint carries IPv4 alone (EC2 API, CreateVpcEndpoint, `IpAddressType`, and CreateClientVpnEndpoint,
 * `TrafficIpAddressType`), and a plan may call that unknown. One that is looked up may be of any kind.
 */
export function carriedBy(instance: Instance, cursor: Cursor, attribute: string): Carrying {
  const isData = instance.mode === "data";
  const type = cursor.value<Carried>(
    attribute,
    (sym) => named.get(textOf(sym) ?? ""),
    isData ? "computed" : { is: "ipv4" },
  );
  const isLeftOut = !isData && !("exact" in type) && instance.configures(attribute) === false;
  return isLeftOut || ("exact" in type && type.exact === "ipv4") ? {} : { carries: type };
}

/**
 * Public addresses of instances whose launch does not ask for one or refuse it: the setting of the subnet decides (EC2 user guide,
 * "EC2 instance IP addressing").
 *
 * An instance that is there already shows what it has. One that is yet to be made is made after what the inputs say of its subnet.
 */
import type { Interface, Link, Value } from "../facts";
import type { Reading } from "../reading/reading";
import { idsOf, type Names } from "./links";

export function giveSubnetSettings(reading: Reading, names: Names): void {
  const { lists, leftToSubnet } = reading;
  if (leftToSubnet.size === 0) return;
  const settings = new Map(lists.subnets.map((one) => [one.id, one.mapsPublicAddress] as const));
  reading.change("interfaces", (one): Interface => {
    if (!leftToSubnet.has(one.id) || one.moreSubnets !== undefined) return one;
    const setting = agreed(one.subnets.flatMap((link) => settingsOf(names.settle(link), settings)));
    return setting === undefined ? one : { ...one, publicAddress: setting };
  });
}

/** Of every subnet that the link may mean; undefined for one that no input describes. */
function settingsOf(
  link: Link,
  settings: ReadonlyMap<string, Value<boolean>>,
): readonly (Value<boolean> | undefined)[] {
  // Without a subnet it is in one of the default VPC.
  const ids = link.how === "ambiguous" && link.closed !== true ? [] : idsOf(link);
  return ids.length === 0 ? [undefined] : ids.map((id) => settings.get(id));
}

/** What all of them say; undefined where they differ or one is not known. */
function agreed(settings: readonly (Value<boolean> | undefined)[]): Value<boolean> | undefined {
  const [first] = settings;
  if (first === undefined || !("exact" in first)) return undefined;
  return settings.every((one) => one !== undefined && "exact" in one && one.exact === first.exact) ? first : undefined;
}

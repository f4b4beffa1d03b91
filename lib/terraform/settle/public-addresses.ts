/** Who has a public address: whoever surely has an Elastic IP has one, whoever may have one may. */
import { textOf } from "../expression/access";
import { nothing } from "../expression/sym";
import { AddressSet, type Cidr } from "../../model";
import type { ElasticIp, Interface, Link, Presence, Subnet, UnknownReason } from "../facts";
import { addressValue } from "../readers/gateway";
import type { Reading } from "../reading/reading";
import { Meant, type Names, targetOf } from "./links";
import type { Instances } from "./looked-up";
import { Strangers } from "./strangers";

/** `before` holds what changing resources said before the change. */
export function givePublicAddresses(reading: Reading, before: Reading, names: Names, instances: Instances): void {
  const { elasticIps, interfaces } = reading.lists;
  if (elasticIps.length === 0 && before.lists.elasticIps.length === 0) return;
  const subnets = new Map(reading.lists.subnets.map((one) => [one.id, one] as const));
  const strangers = new Strangers(interfaces, instances);
  const byId = new Map(interfaces.map((one) => [one.id, one] as const));
  const holdersOf = (eip: ElasticIp): readonly (readonly [Link, Presence])[] => {
    if (eip.to === "none") return [];
    const link = names.settle(eip.to);
    const own = privateAddressOf(eip, reading, instances);
    const others = strangers.ownersIn(link).flatMap(({ id, because }): readonly Link[] => {
      const one = byId.get(id);
      if (one === undefined || (own !== undefined && !mayHave(one, own, subnets, names))) return [];
      return [because === undefined ? { how: "exact", to: id } : { how: "ambiguous", among: [id], because }];
    });
    return [link, ...others].map((each) => [each, eip.presence] as const);
  };
  const holders = new Meant(elasticIps.flatMap(holdersOf));
  const left = new Meant(before.lists.elasticIps.flatMap(holdersOf));
  reading.change("interfaces", (one): Interface => {
    if (holders.surely.has(one.id)) return { ...one, publicAddress: { exact: true } };
    if (!("exact" in one.publicAddress)) return one;
    const because = one.publicAddress.exact ? goneFrom(one, left) : holders.perhaps(one.id);
    return because === undefined ? one : { ...one, publicAddress: { unknown: because } };
  });
}

/** An instance still shows an Elastic IP that it had; AWS may give it another address then. */
function goneFrom({ id, owner, source: { address } }: Interface, left: Meant): UnknownReason | undefined {
  if (owner.kind !== "instance") return undefined;
  const detail = "the Elastic IP that it had is taken away";
  return left.surely.has(id) ? { kind: "after-apply", at: address, detail } : left.perhaps(id);
}

/** The private address that the Elastic IP is for, as AWS has told it: what is yet to move shows that of before. */
function privateAddressOf({ id }: ElasticIp, reading: Reading, instances: Instances): Cidr | undefined {
  const instance = instances.get(id);
  const isTold = reading.computedHolders.has(id) || instance?.configures("network_interface") === undefined;
  if (instance?.type === "aws_eip" && !isTold) return undefined;
  const told = ["private_ip", "private_ip_address"].map((name) => textOf(instance?.read(name) ?? nothing));
  return told.map(addressValue).find((one) => one !== undefined);
}

/** Whether an address may be one of its own. */
function mayHave(one: Interface, address: Cidr, subnets: ReadonlyMap<string, Subnet>, names: Names): boolean {
  const own = AddressSet.of([address]);
  if ("exact" in one.addresses) return one.addresses.exact.overlaps(own);
  if (one.moreSubnets !== undefined) return true;
  return one.subnets.some((link) => {
    const blocks = subnets.get(targetOf(names.settle(link)) ?? "")?.blocks;
    return blocks?.every((block) => "exact" in block && !AddressSet.of([block.exact]).overlaps(own)) !== true;
  });
}

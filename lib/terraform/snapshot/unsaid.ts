/**
 * What a snapshot says of some of its objects and not of others of the same sort: AWS says it of all, so that it was lost.
 *
 * Decides by the snapshot itself, since older versions of the API and of what prints its answers leave out other fields.
 */
import { objectsIn, own, type JsonObject } from "../intake/value";
import { text } from "./translate";

/** Whom a rule is for. */
const peers = ["IpRanges", "Ipv6Ranges", "PrefixListIds", "UserIdGroupPairs"];

/** Fields that are printed when there is nothing in them, and what a reader takes for nothing when they are missing. */
const alike = [
  ["Vpcs", "VpcId", ["CidrBlockAssociationSet"]],
  ["Subnets", "SubnetId", ["Ipv6CidrBlockAssociationSet"]],
  ["NetworkInterfaces", "NetworkInterfaceId", ["Ipv6Addresses", "SourceDestCheck"]],
] as const;

/** Interfaces of what is listed itself, which are not read. */
const elsewhere: ReadonlySet<string> = new Set(["nat_gateway", "transit_gateway"]);

/** The objects of which a field is lost. */
export function unsaid(json: JsonObject): readonly (readonly [id: string, field: string])[] {
  const rules = ["IpPermissions", "IpPermissionsEgress"].map((list) =>
    objectsIn(own(json, "SecurityGroups")).flatMap((group) =>
      objectsIn(own(group, list)).map((rule) => [text(group, "GroupId"), rule] as const),
    ),
  );
  const forNobody = rules
    .flat()
    .filter(([, rule]) => peers.every((name) => objectsIn(own(rule, name)).length === 0))
    .map(([id]) => [id, "whom a rule is for"] as const);
  const found = [
    ...rules.flatMap((each) => lostIn(each, peers)),
    ...forNobody,
    ...alike.flatMap(([list, id, names]) =>
      lostIn(
        objectsIn(own(json, list))
          .filter((one) => !elsewhere.has(text(one, "InterfaceType")))
          .map((one) => [text(one, id), one] as const),
        names,
      ),
    ),
  ];
  return [...new Map(found.map((one) => [one.join(" "), one])).values()];
}

function lostIn(
  objects: readonly (readonly [id: string, one: JsonObject])[],
  names: readonly string[],
): readonly (readonly [id: string, field: string])[] {
  const said = names.filter((name) => objects.some(([, one]) => own(one, name) !== undefined));
  return objects.flatMap(([id, one]) =>
    said.filter((name) => own(one, name) === undefined).map((name) => [id, name] as const),
  );
}

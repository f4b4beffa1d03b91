/**
 * What AWS has for sure and a snapshot does not list: it was lost, and what stands in its place is not known.
 *
 * Decides: what AWS gives every VPC and every subnet one of, what one list names of another, and the ports of a rule. Sources: VPC
 * user guide, "Route table concepts", "Network ACL basics", "Default security groups for your VPCs"; EC2 API reference,
 * `NetworkAclEntry` and `IpPermission`.
 */
import { isArray, isObject, objectsIn, own, ownText, type JsonObject } from "../intake/value";
import { instancesIn, live, text, textsIn } from "./translate";

type Gap = readonly [about: string, why: string];

export function lost(json: JsonObject): readonly Gap[] {
  return [...mainTables(json), ...defaultGroups(json), ...acls(json), ...named(json), ...ports(json)];
}

/** A VPC has one main route table. */
function mainTables(json: JsonObject): readonly Gap[] {
  const mains = listed(json, "RouteTables").filter((table) =>
    objectsIn(own(table, "Associations")).some((one) => own(one, "Main") === true),
  );
  return vpcsBeside(json, "RouteTables").flatMap((vpc): readonly Gap[] =>
    only(mains.filter((table) => text(table, "VpcId") === vpc))
      ? []
      : [[vpc, `the snapshot does not list the one main route table of ${vpc}`]],
  );
}

/**
 * A VPC has a default security group, which nobody can delete or share: whoever takes part in a VPC of another account does not see
 * it, and nothing of what others have in it (VPC user guide, "Share security groups with AWS Organizations").
 */
function defaultGroups(json: JsonObject): readonly Gap[] {
  const defaults = listed(json, "SecurityGroups").filter((one) => own(one, "GroupName") === "default");
  return live(json, "Vpcs").flatMap((vpc): readonly Gap[] => {
    const [id, owner] = [text(vpc, "VpcId"), ownText(vpc, "OwnerId")];
    const isOwners = (group: JsonObject): boolean =>
      owner === undefined || (ownText(group, "OwnerId") ?? owner) === owner;
    if (!isArray(own(json, "SecurityGroups"))) return [];
    if (defaults.some((group) => text(group, "VpcId") === id && isOwners(group))) return [];
    const why = `the snapshot does not list the default security group of ${id}: it may be another account's, which alone sees what others have in it`;
    return [[id, why]];
  });
}

/** A subnet is on one network ACL. */
function acls(json: JsonObject): readonly Gap[] {
  if (!isArray(own(json, "NetworkAcls"))) return [];
  const on = listed(json, "NetworkAcls").flatMap((acl) => [...new Set(textsIn(own(acl, "Associations"), "SubnetId"))]);
  return live(json, "Subnets").flatMap((one): readonly Gap[] => {
    const id = text(one, "SubnetId");
    return only(on.filter((each) => each === id))
      ? []
      : [[id, `the snapshot does not list the one network ACL of ${id}`]];
  });
}

/** Interfaces of instances, and subnets of interfaces. */
function named(json: JsonObject): readonly Gap[] {
  const interfaces = listed(json, "NetworkInterfaces");
  const [cards, subnets] = [
    new Set(interfaces.map((one) => text(one, "NetworkInterfaceId"))),
    new Set(listed(json, "Subnets").map((one) => text(one, "SubnetId"))),
  ];
  const of = (id: string, by: string): Gap => [id, `${by} has ${id}, which the snapshot does not list`];
  const lostCards = instancesIn(json).flatMap((one) =>
    textsIn(own(one, "NetworkInterfaces"), "NetworkInterfaceId")
      .filter((id) => !cards.has(id))
      .map((id) => of(id, text(one, "InstanceId"))),
  );
  const lostSubnets = interfaces.flatMap((one) => {
    const subnet = ownText(one, "SubnetId");
    return subnet === undefined || subnets.has(subnet) ? [] : [of(subnet, text(one, "NetworkInterfaceId"))];
  });
  return [
    ...(isArray(own(json, "NetworkInterfaces")) ? lostCards : []),
    ...(isArray(own(json, "Subnets")) ? lostSubnets : []),
  ];
}

/** Protocols of which AWS tells the ports of every entry of an ACL. */
const withPortRange: ReadonlySet<string> = new Set(["tcp", "udp", "6", "17"]);
/** Protocols of which it tells the ports, or the ICMP type, of every rule of a group. */
const withPorts: ReadonlySet<string> = new Set([...withPortRange, "icmp", "icmpv6", "1", "58"]);

function ports(json: JsonObject): readonly Gap[] {
  const lacks = (one: JsonObject): boolean => own(one, "FromPort") === undefined || own(one, "ToPort") === undefined;
  const rules = [
    ...listed(json, "SecurityGroups").flatMap((group) =>
      ["IpPermissions", "IpPermissionsEgress"].flatMap((list) =>
        objectsIn(own(group, list)).map((rule) => [text(group, "GroupId"), rule] as const),
      ),
    ),
    ...listed(json, "SecurityGroupRules").map((rule) => [text(rule, "GroupId"), rule] as const),
  ].filter(([, rule]) => withPorts.has(text(rule, "IpProtocol")) && lacks(rule));
  const entries = listed(json, "NetworkAcls")
    .flatMap((acl) => objectsIn(own(acl, "Entries")).map((entry) => [text(acl, "NetworkAclId"), entry] as const))
    .filter(([, entry]) => withPortRange.has(text(entry, "Protocol")) && !isRange(entry));
  return [...new Set([...rules, ...entries].map(([id]) => id))].map((id): Gap => [
    id,
    `the snapshot does not say which ports a rule of ${id} is for`,
  ]);
}

function isRange(entry: JsonObject): boolean {
  const range = own(entry, "PortRange");
  return isObject(range) && own(range, "From") !== undefined && own(range, "To") !== undefined;
}

function listed(json: JsonObject, list: string): readonly JsonObject[] {
  return objectsIn(own(json, list));
}

/** The VPCs, where the other list is there at all. */
function vpcsBeside(json: JsonObject, list: string): readonly string[] {
  return isArray(own(json, list)) ? live(json, "Vpcs").map((one) => text(one, "VpcId")) : [];
}

function only(found: readonly unknown[]): boolean {
  return found.length === 1;
}

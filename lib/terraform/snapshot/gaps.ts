/**
 * What a snapshot leaves out, so that nothing is called proved from what is not there.
 *
 * Decides: which missing lists could hide a way in or out. Leaves aside what the facts bound by themselves: the entries of
 * a prefix list, the table of a transit gateway, and the blocking of public access are unknown where they were not told.
 */
import type { UnknownReason } from "../facts";
import { isArray, objectsIn, own, ownText, type Json, type JsonObject } from "../intake/value";
import { behindRoutes } from "./behind-routes";
import { lost } from "./lost";
import { blocksIn, instancesIn, live, peerings, text, textsIn } from "./translate";
import { unsaid } from "./unsaid";

/** Lists that a snapshot cannot be judged without. */
const needed = ["Vpcs", "Subnets", "RouteTables", "NetworkAcls", "SecurityGroups", "NetworkInterfaces"] as const;

/** Calls whose refusal makes a fact unknown, or takes its name, and hides none. */
const bounded: ReadonlySet<string> = new Set([
  "DescribeSecurityGroupRules",
  "DescribeVpcBlockPublicAccessOptions",
  "DescribeVpcBlockPublicAccessExclusions",
  "GetManagedPrefixListEntries",
  "GetTransitGatewayRouteTableAssociations",
  "GetTransitGatewayRouteTablePropagations",
  "GetTransitGatewayPrefixListReferences",
  "SearchTransitGatewayRoutes",
]);

/** The calls that AWS refused when the snapshot was taken, with its reason. */
export function refusals(json: JsonObject): ReadonlyMap<string, string> {
  return new Map(
    objectsIn(own(json, "Incomplete")).map((one) => [
      ownText(one, "Call") ?? "a call without a name",
      ownText(one, "Reason") ?? "no reason is given",
    ]),
  );
}

/** What the snapshot leaves out; `all` are those that are read with it, itself among them. */
export function snapshotGaps(
  json: JsonObject,
  input: string,
  all: readonly JsonObject[] = [json],
): readonly UnknownReason[] {
  const gap = (about: string, detail: string): UnknownReason => ({ kind: "outside", at: `${input}: ${about}`, detail });
  const refused = [...refusals(json)]
    .filter(([call]) => !bounded.has(call))
    .map(([call, reason]) => gap(call, `AWS did not answer ${call}: ${reason}`));
  const missing = needed
    .filter((list) => !isArray(own(json, list)))
    .map((list) => gap(list, `the snapshot has no list of ${list}`));
  return [
    ...(own(json, "Incomplete") === undefined || isArray(own(json, "Incomplete"))
      ? refused
      : [gap("Incomplete", "what the snapshot says of its own gaps is not a list")]),
    ...missing,
    ...cutOff(json).map((token) =>
      gap(token, "the snapshot is one page of a longer answer, and what follows is not in it"),
    ),
    ...behindRoutes(json).map(([about, why]) => gap(about, why)),
    ...lost(json).map(([about, why]) => gap(about, why)),
    ...behindGateways(json).map(([id, what]) => gap(id, `the snapshot does not say ${what} ${id} has`)),
    ...attachments(json).map(([id, why]) => gap(id, why)),
    ...handingOn(json).map(([id, type]) =>
      gap(id, `to whom ${id} of type ${type} hands on what comes to it is not told, and may keep its client's address`),
    ),
    ...betweenBlocks(json).map(([id, block, state]) => gap(id, `the block ${block} of ${id} is ${state}`)),
    ...local(json).map((id) => gap(id, `what reaches ${id} by local network interfaces is not read`)),
    ...byLattice(json).map(([id, of]) =>
      gap(id, `${of} lets in or out what comes by VPC Lattice, and which service networks there are is not told`),
    ),
    ...secondary(json).map((id) => gap(id, `what reaches ${id} in a secondary network is not read`)),
    ...ungrouped(json).map((id) => gap(id, `the snapshot does not say in which security groups ${id} is`)),
    ...unsaid(json).map(([id, field]) =>
      gap(id, `the snapshot does not say of ${id} what it says of others: ${field}`),
    ),
    ...strangers(json, all).map(([id, of]) =>
      gap(id, `${of} lets in or out whoever has ${id}, which the snapshot does not describe`),
    ),
  ];
}

/** What the AWS CLI and the API leave beside a list that goes on (AWS CLI user guide, "Pagination"). */
function cutOff(json: JsonObject): readonly string[] {
  return ["NextToken", "nextToken"].filter((token) => (ownText(json, token) ?? "") !== "");
}

/** Virtual private gateways of which it is not told what comes in by them. */
function behindGateways(json: JsonObject): readonly (readonly [id: string, what: string])[] {
  const attached = live(json, "VpnGateways").filter((one) => objectsIn(own(one, "VpcAttachments")).length > 0);
  return attached.flatMap((one) => {
    const id = text(one, "VpnGatewayId");
    const direct = isArray(own(one, "directConnectGatewayAssociations")) && isArray(own(json, "virtualInterfaces"));
    return [
      ...(isArray(own(json, "VpnConnections")) ? [] : [[id, "which VPN connections"] as const]),
      ...(direct ? [] : [[id, "which Direct Connect gateways and virtual interfaces"] as const]),
    ];
  });
}

/** Interfaces of services that send to their targets under the address of whoever sent to them. */
function handingOn(json: JsonObject): readonly (readonly [id: string, type: string])[] {
  return objectsIn(own(json, "NetworkInterfaces")).flatMap((one) => {
    const type = text(one, "InterfaceType");
    const isOne = type === "network_load_balancer" || type === "global_accelerator_managed" || keepsClients(json, one);
    return isOne ? [[text(one, "NetworkInterfaceId"), type] as const] : [];
  });
}

/** An EC2 Instance Connect Endpoint, unless the list of those is there and says that it does not. */
function keepsClients(json: JsonObject, one: JsonObject): boolean {
  if (text(one, "InterfaceType") !== "ec2_instance_connect_endpoint") return false;
  return !objectsIn(own(json, "InstanceConnectEndpoints")).some((each) => {
    const ids = own(each, "NetworkInterfaceIds");
    const isOurs = isArray(ids) && ids.includes(text(one, "NetworkInterfaceId"));
    return isOurs && own(each, "PreserveClientIp") === false;
  });
}

/** Interfaces that may be in no group, and then nothing filters them; some of services are, and some are facts of their own. */
function ungrouped(json: JsonObject): readonly string[] {
  return objectsIn(own(json, "NetworkInterfaces"))
    .filter((one) => !toldApart.has(text(one, "InterfaceType")) && objectsIn(own(one, "Groups")).length === 0)
    .map((one) => text(one, "NetworkInterfaceId"));
}

/** Subnets that are being given a block, or losing one. */
function betweenBlocks(json: JsonObject): readonly (readonly [id: string, block: string, state: string])[] {
  return live(json, "Subnets").flatMap((one) =>
    blocksIn(own(one, "Ipv6CidrBlockAssociationSet"), "Ipv6CidrBlock", "Ipv6CidrBlockState").flatMap(
      ({ block, between }) => (between === undefined ? [] : [[text(one, "SubnetId"), block, between] as const]),
    ),
  );
}

/** Subnets of an Outpost whose instances have interfaces that nothing filters (Outposts server guide, "Local network interfaces"). */
function local(json: JsonObject): readonly string[] {
  return live(json, "Subnets").flatMap((one) => {
    const index = Number(own(one, "EnableLniAtDeviceIndex") ?? 0);
    return index > 0 ? [text(one, "SubnetId")] : [];
  });
}

/** Groups with rules for VPC Lattice, which EC2 says nothing of (VPC Lattice guide, "Control traffic using security groups"). */
function byLattice(json: JsonObject): readonly (readonly [id: string, of: string])[] {
  const lists = objectsIn(own(json, "PrefixLists"))
    .filter((one) => text(one, "PrefixListName").endsWith(".vpc-lattice"))
    .map((one) => text(one, "PrefixListId"));
  const rules = objectsIn(own(json, "SecurityGroups")).flatMap((group) =>
    ["IpPermissions", "IpPermissionsEgress"].flatMap((list) =>
      objectsIn(own(group, list)).map((rule) => [text(group, "GroupId"), rule] as const),
    ),
  );
  const found = rules.flatMap(([group, rule]) => {
    const named = [
      ...textsIn(own(rule, "PrefixListIds"), "PrefixListId").filter((id) => lists.includes(id)),
      ...textsIn(own(rule, "IpRanges"), "CidrIp").filter((block) => block.startsWith("169.254.171.")),
      ...textsIn(own(rule, "Ipv6Ranges"), "CidrIpv6").filter((block) => block.startsWith("fd00:ec2:80:")),
    ];
    return named.slice(0, 1).map((id) => [id, group] as const);
  });
  return [...new Map(found)];
}

/** Instances with an interface in a network beside the VPC (EC2 user guide, "Secondary Networks"). */
function secondary(json: JsonObject): readonly string[] {
  return instancesIn(json)
    .filter((one) => objectsIn(own(one, "SecondaryInterfaces")).length > 0)
    .map((one) => text(one, "InstanceId"));
}

const toldApart: ReadonlySet<string> = new Set([
  "gateway_load_balancer_endpoint",
  "global_accelerator_managed",
  "nat_gateway",
  "network_load_balancer",
  "transit_gateway",
]);

/** Groups of VPCs that are joined and not described: who has them is not known. A reference that is stale joins nobody. */
function strangers(json: JsonObject, all: readonly JsonObject[]): readonly (readonly [id: string, of: string])[] {
  if (peerings(json).length === 0 && live(json, "TransitGatewayAttachments").length === 0) return [];
  const groups = objectsIn(own(json, "SecurityGroups"));
  const listed = new Set(all.flatMap((each) => textsIn(own(each, "SecurityGroups"), "GroupId")));
  const found = new Map<string, string>();
  for (const group of groups)
    for (const list of ["IpPermissions", "IpPermissionsEgress"])
      for (const permission of objectsIn(own(group, list)))
        for (const id of textsIn(own(permission, "UserIdGroupPairs"), "GroupId"))
          if (!listed.has(id) && !found.has(id)) found.set(id, text(group, "GroupId"));
  return [...found];
}

const read: ReadonlySet<Json> = new Set(["vpc", "vpn", "direct-connect-gateway", "connect", "peering"]);

/** Attachments of transit gateways that could join what is not read. */
function attachments(json: JsonObject): readonly (readonly [id: string, why: string])[] {
  const idOf = (one: JsonObject): string => text(one, "TransitGatewayAttachmentId");
  const vpcs = new Set(live(json, "TransitGatewayVpcAttachments").map(idOf));
  const peered = live(json, "TransitGatewayPeeringAttachments");
  const described = new Set(peered.map(idOf));
  const ours = new Set(objectsIn(own(json, "TransitGateways")).map((one) => text(one, "TransitGatewayId")));
  const within = peered.filter((one) =>
    ["RequesterTgwInfo", "AccepterTgwInfo"].every((side) => ours.has(text(own(one, side), "TransitGatewayId"))),
  );
  return [
    ...live(json, "TransitGatewayAttachments").flatMap((one): readonly (readonly [id: string, why: string])[] => {
      const [id, type] = [idOf(one), text(one, "ResourceType")];
      if (vpcs.has(id) || described.has(id) || (read.has(type) && type !== "peering")) return [];
      if (type === "peering") return [[id, `the snapshot does not say what ${id} peers with`]];
      return [[id, `transit gateway attachments of type ${type} are not read`]];
    }),
    ...within.map((one) => [idOf(one), "a peering of two transit gateways in one Region is not read"] as const),
  ];
}

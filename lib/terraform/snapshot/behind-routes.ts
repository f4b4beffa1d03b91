/**
 * What is behind the routes of a snapshot and not told by it: whoever is there can start a connection, too.
 *
 * Decides: which targets are read, and which lists have to be there for them. A blackhole leads nowhere.
 */
import { isArray, objectsIn, own, ownText, type JsonObject } from "../intake/value";
import { live, text } from "./translate";

/** Lists of what routes lead to, by the start of its id. */
const targets: ReadonlyMap<string, string> = new Map([
  ["igw", "InternetGateways"],
  ["eigw", "EgressOnlyInternetGateways"],
  ["nat", "NatGateways"],
  ["vgw", "VpnGateways"],
  ["pcx", "VpcPeeringConnections"],
  ["tgw", "TransitGateways"],
  ["vpce", "VpcEndpoints"],
  ["cagw", "CarrierGateways"],
]);

/** Fields of a route that say where it leads. */
const read = [
  "NatGatewayId",
  "TransitGatewayId",
  "VpcPeeringConnectionId",
  "NetworkInterfaceId",
  "EgressOnlyInternetGatewayId",
  "CarrierGatewayId",
  "InstanceId",
] as const;

/** Lists without which it is not known who is attached to a transit gateway, and what its tables say. */
const ofTransit = ["TransitGatewayVpcAttachments", "TransitGatewayAttachments", "TransitGatewayRouteTables"] as const;

type Gap = readonly [about: string, why: string];

export function behindRoutes(json: JsonObject): readonly Gap[] {
  const routes = objectsIn(own(json, "RouteTables"))
    .flatMap((table) => objectsIn(own(table, "Routes")).map((route) => [text(table, "RouteTableId"), route] as const))
    .filter(([, route]) => own(route, "State") !== "blackhole");
  return [
    ...unlisted(
      json,
      routes.map(([, route]) => route),
    ),
    ...routes.flatMap(([table, route]): readonly Gap[] =>
      isRead(route) ? [] : [[table, `what is behind its route to ${destination(route)} is not read`]],
    ),
    ...transit(
      json,
      routes.flatMap(([, route]) => ownText(route, "TransitGatewayId") ?? []),
    ),
  ];
}

/** Lists that are not there, with the first of their objects that a route leads to. */
function unlisted(json: JsonObject, routes: readonly JsonObject[]): readonly Gap[] {
  const found = new Map<string, Gap>();
  for (const route of routes)
    for (const id of Object.values(route)) {
      if (typeof id !== "string") continue;
      const list = targets.get(startOf(id));
      if (list === undefined || isArray(own(json, list)) || found.has(list)) continue;
      found.set(list, [list, `the snapshot has no list of ${list}, and a route leads to ${id}`]);
    }
  return [...found.values()];
}

/** Core networks, local gateways and networks of Oracle databases are not, and neither is what AWS adds after them. */
function isRead(route: JsonObject): boolean {
  const gateway = ownText(route, "GatewayId");
  if (gateway !== undefined) return gateway === "local" || targets.has(startOf(gateway));
  return read.some((field) => ownText(route, field) !== undefined);
}

/**
 * Transit gateways of which the snapshot does not tell who is attached, or by which tables they route. An account with which
 * one is shared sees its own attachments and no table (Transit Gateway guide, "Shared transit gateways").
 */
function transit(json: JsonObject, ids: readonly string[]): readonly Gap[] {
  const attached = live(json, "TransitGatewayVpcAttachments").map((one) => text(one, "TransitGatewayId"));
  const used = [...new Set([...ids, ...attached])];
  const tables = new Set(live(json, "TransitGatewayRouteTables").map((one) => text(one, "TransitGatewayId")));
  const missing = used.length === 0 ? [] : ofTransit.filter((list) => !isArray(own(json, list)));
  return [
    ...missing.map((list): Gap => [list, `the snapshot has no list of ${list}, and ${used[0] ?? ""} is in use`]),
    ...(missing.length > 0 ? [] : used.filter((id) => !tables.has(id))).map((id): Gap => [
      id,
      `the snapshot has no route table of ${id}: another account's may be attached, and routed, in any way`,
    ]),
  ];
}

function destination(route: JsonObject): string {
  const fields = ["DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId"];
  return fields.flatMap((field) => ownText(route, field) ?? [])[0] ?? "?";
}

function startOf(id: string): string {
  return /^([a-z]+)-[0-9a-z]+$/.exec(id)?.[1] ?? "";
}

/** Route tables, their routes, associations and propagations. */
import type { Fact, Link, RouteDestination, RouteTarget, RouteTargetKind, UnknownReason, Vpc } from "../facts";
import { mappingOf } from "../expression/firewall-endpoints";
import { textOf } from "../expression/access";
import { nothing, type Sym } from "../expression/sym";
import type { Cursor } from "../reading/cursor";
import type { Kind } from "../reading/identity";
import { lostOf, more, openOf, toItself, type Reader, type Reading } from "../reading/reading";
import { idsOf } from "../settle/links";
import type { Instance } from "../world/instance";
import { adopt } from "./default-of-vpc";

/** Attributes that name a target, in the table and on a route of its own. */
const targets: readonly (readonly [
  attribute: string,
  kind: Exclude<RouteTargetKind, "local">,
  takes: readonly Kind[],
])[] = [
  ["egress_only_gateway_id", "egress-only-gateway", ["gateway"]],
  ["nat_gateway_id", "nat-gateway", ["nat-gateway"]],
  ["transit_gateway_id", "transit-gateway", ["transit-gateway"]],
  ["vpc_peering_connection_id", "peering", ["peering"]],
  ["network_interface_id", "interface", ["interface"]],
  ["instance_id", "instance", ["interface"]],
  ["vpc_endpoint_id", "endpoint", ["endpoint", "firewall"]],
  ["carrier_gateway_id", "carrier-gateway", ["gateway"]],
  ["local_gateway_id", "local-gateway", ["other"]],
  ["core_network_arn", "core-network", ["other"]],
  ["odb_network_arn", "odb-network", ["other"]],
];

function readTable(instance: Instance, reading: Reading): void {
  const cursor = reading.cursor(instance);
  const isDefault = instance.type === "aws_default_route_table";
  const attribute = "default_route_table_id";
  const adopted = isDefault ? adopt(cursor.born(attribute, "route-table"), attribute, instance, reading) : undefined;
  const vpc = adopted ?? cursor.required("vpc_id", "vpc");
  const open = readInline(instance, reading) ?? openOf(instance, "route") ?? lostOf(instance, "route");
  reading.add("routeTables", { ...reading.fact(instance), ...more(open), vpc });
  const propagating = cursor.links("propagating_vgws", "gateway");
  const computed = instance.configures("propagating_vgws") === false;
  const rest =
    propagating.more === undefined || computed ? [] : [{ how: "unknown", because: propagating.more } as const];
  [...propagating.links, ...rest].forEach((gateway, at) => {
    const fact = reading.part(instance, `propagating_vgws[${String(at)}]`);
    if (instance.configures("propagating_vgws") !== true) reading.showOnOwner(fact, instance);
    reading.add("routePropagations", {
      ...fact,
      table: toItself(instance.id),
      gateway,
    });
  });
}

function readInline(instance: Instance, reading: Reading): UnknownReason | undefined {
  const name = instance.mode === "data" ? "routes" : "route";
  const configured = instance.configures(name);
  if (configured === false && instance.read(name)?.k !== "list") return undefined;
  const { cursors, more: open } = reading.cursor(instance).each(name);
  cursors.forEach((cursor, at) => {
    const target = targetOf(cursor, reading, () => true);
    // A state lists the local route of the VPC, which every table has.
    if (target.kind === "local") return;
    const fact = { ...reading.part(instance, `${name}[${String(at)}]`), ...unlessInUse(cursor) };
    if (configured !== true) reading.showOnOwner(fact, instance);
    const origin = cursor.text("origin", { is: "CreateRoute" });
    reading.add("routes", {
      ...fact,
      table: toItself(instance.id),
      destination: destinationOf(cursor, ["cidr_block", "ipv6_cidr_block", "destination_prefix_list_id"]),
      target,
      origin: "exact" in origin && origin.exact === "EnableVgwRoutePropagation" ? "propagated" : "static",
      blackhole: cursor.value("state", (sym) => (sym.k === "known" ? sym.value === "blackhole" : undefined), {
        is: false,
      }),
    });
  });
  return configured === false ? undefined : open;
}

/** A snapshot tells a state of each route. One that is neither `active` nor a `blackhole` (`filtered`) may not be used. */
function unlessInUse(cursor: Cursor): Partial<Pick<Fact, "presence">> {
  const state = textOf(cursor.sym("state") ?? nothing) ?? "";
  if (["", "active", "blackhole"].includes(state)) return {};
  const because: UnknownReason = { kind: "outside", at: cursor.path, detail: `the route is ${state}` };
  return { presence: { is: "possible", many: false, because } };
}

function readRoute(instance: Instance, reading: Reading): void {
  const cursor = reading.cursor(instance);
  const target = targetOf(
    cursor,
    reading,
    (name) => instance.configures(name) !== false || instance.read(name)?.k === "known",
  );
  reading.add("routes", {
    ...reading.fact(instance),
    table: cursor.required("route_table_id", "route-table"),
    destination: destinationOf(cursor, [
      "destination_cidr_block",
      "destination_ipv6_cidr_block",
      "destination_prefix_list_id",
    ]),
    target,
    origin: "static",
    blackhole: { exact: false },
  });
}

function destinationOf(cursor: Cursor, [v4, v6, list]: readonly [string, string, string]): RouteDestination {
  const prefixList = cursor.link(list, "prefix-list");
  const blocks = [cursor.block(v4, 4), cursor.block(v6, 6)].flatMap((one) => one ?? []);
  const exact = blocks.find((one) => "exact" in one);
  const isSure = prefixList !== undefined && prefixList.how !== "unknown" && prefixList.how !== "ambiguous";
  if (prefixList !== undefined && (isSure || blocks.length === 0)) return { prefixList };
  if (exact !== undefined) return { block: exact };
  // One of them is set, and which one is not known.
  const [first] = blocks;
  if (prefixList?.how === "ambiguous") return { prefixList: { how: "unknown", because: prefixList.because } };
  if (first !== undefined && "within" in first) {
    const within = blocks.reduce((all, one) => ("within" in one ? all.union(one.within) : all), first.within);
    return { block: { within, because: first.because } };
  }
  return {
    prefixList: {
      how: "unknown",
      because: { kind: "malformed", at: cursor.path, detail: "the route has no destination" },
    },
  };
}

function targetOf(cursor: Cursor, reading: Reading, counts: (name: string) => boolean): RouteTarget {
  const found: RouteTarget[] = [];
  if (counts("gateway_id")) {
    const gateway = gatewayTarget(cursor, reading);
    if (gateway !== undefined) found.push(gateway);
  }
  for (const [name, kind, takes] of targets) {
    const to = counts(name) ? cursor.link(name, ...takes) : undefined;
    if (to === undefined) continue;
    // A network interface that an instance's route shows beside the instance is the same target.
    if (kind === "instance" && found.some((one) => one.kind === "interface")) continue;
    if (kind === "endpoint" && isFirewall(to, reading)) {
      const endpointIn = subnetOfEndpoint(cursor.sym(name), reading);
      found.push({ kind: "firewall", to, ...(endpointIn === undefined ? {} : { endpointIn }) });
    } else found.push({ kind, to });
  }
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return only;
  const detail = only === undefined ? "the route has no target" : "which target the route has is not known";
  return {
    kind: "unknown",
    among: found,
    because: { kind: only === undefined ? "outside" : "after-apply", at: cursor.path, detail },
  };
}

function isFirewall(link: Link, reading: Reading): boolean {
  const ids = idsOf(link);
  return ids.length > 0 && ids.every((id) => reading.typeOf(id)?.endsWith("aws_networkfirewall_firewall") === true);
}

/** The subnet of the one endpoint of a firewall that an expression leads to. */
function subnetOfEndpoint(sym: Sym | undefined, reading: Reading): Link | undefined {
  const at = sym?.k === "ref" ? mappingOf(sym.path) : undefined;
  if (sym?.k !== "ref" || at === undefined) return undefined;
  return reading.cursor(sym.of).each("subnet_mapping").cursors[at]?.required("subnet_id", "subnet");
}

const gatewayKinds: ReadonlyMap<string, Exclude<RouteTargetKind, "local">> = new Map([
  ["aws_internet_gateway", "internet-gateway"],
  ["aws_vpn_gateway", "vpn-gateway"],
  ["aws_vpc_endpoint", "endpoint"],
  ["aws_ec2_carrier_gateway", "carrier-gateway"],
  ["aws_nat_gateway", "nat-gateway"],
  ["aws_egress_only_internet_gateway", "egress-only-gateway"],
  ["igw", "internet-gateway"],
  ["vgw", "vpn-gateway"],
  ["vpce", "endpoint"],
  ["cagw", "carrier-gateway"],
  ["eigw", "egress-only-gateway"],
]);

/** `gateway_id` takes several kinds of gateway, and the word `local`. */
function gatewayTarget(cursor: Cursor, reading: Reading): RouteTarget | undefined {
  const sym = cursor.sym("gateway_id");
  if (sym?.k === "known" && sym.value === "local") return { kind: "local" };
  const to = cursor.link("gateway_id", "gateway");
  if (to === undefined) return undefined;
  const names =
    to.how === "outside"
      ? [typeInOutsideId(to.id)]
      : idsOf(to).map((id) => reading.typeOf(id)?.replace(/^data\./, "") ?? "");
  const kinds = new Set(names.map((name) => gatewayKinds.get(name)));
  const [only] = kinds;
  if (kinds.size === 1 && only !== undefined) return { kind: only, to };
  const because: UnknownReason =
    to.how === "unknown" || to.how === "ambiguous"
      ? to.because
      : { kind: "outside", at: cursor.at("gateway_id"), detail: "which kind of gateway it is is not known" };
  const among = to.how === "ambiguous" ? to.among.flatMap((id) => each(id, reading)) : [];
  return { kind: "unknown", among, because };
}

function each(id: string, reading: Reading): readonly RouteTarget[] {
  const kind = gatewayKinds.get(reading.typeOf(id)?.replace(/^data\./, "") ?? "");
  return kind === undefined ? [] : [{ kind, to: { how: "symbol", to: id } }];
}

function typeInOutsideId(id: string): string {
  return /^(?:data\.)?(aws_[a-z0-9_]+)\./.exec(id)?.[1] ?? /^([a-z]+)-/.exec(id)?.[1] ?? "";
}

function readAssociation(instance: Instance, reading: Reading): void {
  const cursor = reading.cursor(instance);
  const table = cursor.required("route_table_id", "route-table");
  const gateway = instance.configures("gateway_id") === false ? undefined : cursor.link("gateway_id", "gateway");
  const subnet =
    instance.configures("subnet_id") === false && gateway !== undefined
      ? undefined
      : cursor.link("subnet_id", "subnet");
  const of =
    subnet === undefined && gateway !== undefined
      ? { gateway }
      : { subnet: subnet ?? cursor.required("subnet_id", "subnet") };
  reading.add("routeTableAssociations", { ...reading.fact(instance), table, of });
}

function readMain(instance: Instance, reading: Reading): void {
  const cursor = reading.cursor(instance);
  const table = cursor.required("route_table_id", "route-table");
  const of = cursor.required("vpc_id", "vpc");
  const awsId = textOf(cursor.sym("original_route_table_id") ?? nothing);
  if (awsId !== undefined && awsId !== "") reading.originalTables.push({ vpc: of, awsId });
  reading.amend(instance, "vpcs", of, (vpc: Vpc, open) => ({
    ...vpc,
    mainRouteTable: open === undefined ? table : { how: "unknown", because: open },
  }));
}

function readPropagation(instance: Instance, reading: Reading): void {
  const cursor = reading.cursor(instance);
  const table = cursor.required("route_table_id", "route-table");
  reading.add("routePropagations", {
    ...reading.fact(instance),
    table,
    gateway: cursor.required("vpn_gateway_id", "gateway"),
  });
}

export const routeTableReaders: readonly Reader[] = [
  { types: ["aws_route_table", "aws_default_route_table", "data.aws_route_table"], read: readTable },
  { types: ["aws_route"], read: readRoute },
  { types: ["aws_route_table_association"], read: readAssociation },
  { types: ["aws_main_route_table_association"], read: readMain },
  { types: ["aws_vpn_gateway_route_propagation"], read: readPropagation },
];

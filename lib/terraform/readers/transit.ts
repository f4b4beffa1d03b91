/** Transit gateways. */
import type { Link, TransitAttachment, TransitGateway, TransitPeer, TransitRoute, Value } from "../facts";
import type { Cursor } from "../reading/cursor";
import { hasTwoDefaultTables } from "../reading/known-as";
import { lookedUp, more, openOf, toItself, type DefaultWish, type Reader, type Reading } from "../reading/reading";
import { targetOf } from "../settle/links";
import type { Instance } from "../world/instance";

function readGateway(instance: Instance, reading: Reading): void {
  const cursor = reading.cursor(instance);
  const absent = instance.mode === "data" ? "computed" : ({ is: true } as const);
  const defaultAssociation = cursor.enabled("default_route_table_association", absent);
  const defaultPropagation = cursor.enabled("default_route_table_propagation", absent);
  const table: Link = toItself(`${instance.id}.association_default_route_table_id`);
  const off = (value: Value<boolean>) => "exact" in value && !value.exact;
  const detail = "its default table for propagation is another than that for association";
  const other: Link = { how: "unknown", because: { kind: "not-modelled", at: instance.address, detail } };
  const gateway: TransitGateway = {
    ...reading.fact(instance),
    region: reading.regionOf(instance),
    defaultAssociation,
    defaultPropagation,
    associationTable: off(defaultAssociation) ? "none" : table,
    propagationTable: off(defaultPropagation) ? "none" : hasTwoDefaultTables(instance) ? other : table,
    groupReferences: cursor.enabled("security_group_referencing_support", { is: false }),
  };
  reading.add("transitGateways", gateway);
  if (!off(defaultAssociation) || !off(defaultPropagation)) {
    reading.add("transitRouteTables", {
      ...reading.part(instance, "association_default_route_table_id"),
      type: "implicit",
      ...more(openOf(instance)),
      transitGateway: toItself(instance.id),
    });
  }
}

function attachment(
  kind: TransitAttachment["kind"],
  types: readonly string[],
  peerOf: (cursor: Cursor, instance: Instance) => TransitPeer,
): Reader {
  return {
    types,
    read: (instance, reading) => {
      const cursor = reading.cursor(instance);
      const isData = instance.mode === "data";
      const open = {
        unknown: { kind: "outside", at: instance.address, detail: "someone else may accept the attachment" },
      } as const;
      reading.add("transitAttachments", {
        ...reading.fact(instance),
        kind,
        transitGateway: cursor.required("transit_gateway_id", "transit-gateway"),
        peer: peerOf(cursor, instance),
        applianceMode: cursor.enabled("appliance_mode_support", isData ? "computed" : { is: false }),
        ipv6: cursor.enabled("ipv6_support", isData ? "computed" : { is: false }),
        groupReferences: cursor.enabled("security_group_referencing_support", isData ? "computed" : { is: true }),
        active: kind === "peering" && !isData ? open : { exact: true },
      });
      joinDefaults(instance, cursor, reading, kind);
    },
  };
}

/** The switches with which an attachment stays out of the default tables. */
const switches = [
  "transit_gateway_default_route_table_association",
  "transit_gateway_default_route_table_propagation",
] as const;

function joinDefaults(instance: Instance, cursor: Cursor, reading: Reading, kind: TransitAttachment["kind"]): void {
  if (instance.mode === "data" || kind === "peering") return;
  reading.defaultWishes.set(instance.id, wishOf(cursor));
}

function wishOf(cursor: Cursor): DefaultWish {
  const [association, propagation] = switches;
  return {
    association: cursor.flag(association, { is: true }),
    propagation: cursor.flag(propagation, { is: true }),
  };
}

function vpcPeer(cursor: Cursor): TransitPeer {
  const { links, more: open } = cursor.links("subnet_ids", "subnet");
  const vpc = cursor.required("vpc_id", "vpc");
  return open === undefined ? { vpc, subnets: links } : { vpc, subnets: links, moreSubnets: open };
}

function readTable(instance: Instance, reading: Reading): void {
  const cursor = reading.cursor(instance);
  const transitGateway = cursor.required("transit_gateway_id", "transit-gateway");
  const known = cursor.text("id");
  const born = "exact" in known ? reading.tools.knownAs.findBorn(known.exact) : undefined;
  if (born !== undefined) reading.aliases.set(born.id, instance.id);
  reading.add("transitRouteTables", { ...reading.fact(instance), ...more(openOf(instance)), transitGateway });
}

function tie(list: "transitAssociations" | "transitPropagations", type: string): Reader {
  return {
    types: [type],
    read: (instance, reading) => {
      const cursor = reading.cursor(instance);
      reading.add(list, {
        ...reading.fact(instance),
        table: cursor.required("transit_gateway_route_table_id", "transit-table"),
        attachment: cursor.required("transit_gateway_attachment_id", "transit-attachment"),
      });
    },
  };
}

function routeTarget(cursor: Cursor, instance: Instance): TransitRoute["to"] {
  const blackhole = cursor.flag("blackhole", { is: false });
  if ("exact" in blackhole && blackhole.exact) return "blackhole";
  const attachmentLink =
    instance.configures("transit_gateway_attachment_id") === false
      ? undefined
      : cursor.link("transit_gateway_attachment_id", "transit-attachment");
  if ("exact" in blackhole && attachmentLink !== undefined) return { attachment: attachmentLink };
  const because =
    "unknown" in blackhole
      ? blackhole.unknown
      : { kind: "malformed" as const, at: cursor.path, detail: "the route has no target" };
  return { unknown: because };
}

function readRoute(instance: Instance, reading: Reading): void {
  const cursor = reading.cursor(instance);
  const block = cursor.block("destination_cidr_block", "both");
  if (block === undefined) return;
  reading.add("transitRoutes", {
    ...reading.fact(instance),
    table: cursor.required("transit_gateway_route_table_id", "transit-table"),
    destination: { block },
    to: routeTarget(cursor, instance),
  });
}

function readListReference(instance: Instance, reading: Reading): void {
  const cursor = reading.cursor(instance);
  reading.add("transitRoutes", {
    ...reading.fact(instance),
    table: cursor.required("transit_gateway_route_table_id", "transit-table"),
    destination: { prefixList: cursor.required("prefix_list_id", "prefix-list") },
    to: routeTarget(cursor, instance),
  });
}

/** An accepter makes the attachment active, and may keep it out of the default tables. */
const accepter: Reader = {
  types: ["aws_ec2_transit_gateway_peering_attachment_accepter", "aws_ec2_transit_gateway_vpc_attachment_accepter"],
  read: (instance, reading) => {
    const cursor = reading.cursor(instance);
    const of = cursor.required("transit_gateway_attachment_id", "transit-attachment");
    const accepted = instance.presence.is === "certain" && instance.type.includes("_vpc_") ? targetOf(of) : undefined;
    if (accepted !== undefined) reading.acceptedWishes.set(accepted, wishOf(cursor));
    reading.amend(instance, "transitAttachments", of, (one: TransitAttachment, open): TransitAttachment => {
      const already = "exact" in one.active && one.active.exact;
      return already ? one : { ...one, active: open === undefined ? { exact: true } : { unknown: open } };
    });
  },
};

const tableTarget = (
  suffix: "association" | "propagation",
  list: "transitAssociations" | "transitPropagations",
): Reader => tie(list, `aws_ec2_transit_gateway_route_table_${suffix}`);

/** Any attachment of its gateway: those are facts of their own. */
const lookedUpAttachment: Reader = {
  types: ["data.aws_ec2_transit_gateway_attachment"],
  read: (instance, reading) => {
    if (reading.fact(instance).awsId !== undefined) return;
    reading.looseNames.set(instance.id, { how: "unknown", because: lookedUp(instance) });
  },
};

export const transitReaders: readonly Reader[] = [
  { types: ["aws_ec2_transit_gateway", "data.aws_ec2_transit_gateway"], read: readGateway },
  attachment("vpc", ["aws_ec2_transit_gateway_vpc_attachment", "data.aws_ec2_transit_gateway_vpc_attachment"], vpcPeer),
  attachment(
    "peering",
    ["aws_ec2_transit_gateway_peering_attachment", "data.aws_ec2_transit_gateway_peering_attachment"],
    (cursor) => ({
      transitGateway: cursor.required("peer_transit_gateway_id", "transit-gateway"),
      region: cursor.text("peer_region"),
    }),
  ),
  attachment("connect", ["aws_ec2_transit_gateway_connect", "data.aws_ec2_transit_gateway_connect"], (cursor) => ({
    over: cursor.required("transport_attachment_id", "transit-attachment"),
  })),
  attachment("direct-connect", ["data.aws_ec2_transit_gateway_dx_gateway_attachment"], (cursor) => ({
    directConnectGateway: cursor.required("dx_gateway_id", "direct-connect-gateway"),
  })),
  attachment("vpn", ["data.aws_ec2_transit_gateway_vpn_attachment"], (cursor) => ({
    vpn: cursor.required("vpn_connection_id", "vpn-connection"),
  })),
  lookedUpAttachment,
  { types: ["aws_ec2_transit_gateway_route_table", "data.aws_ec2_transit_gateway_route_table"], read: readTable },
  tableTarget("association", "transitAssociations"),
  tableTarget("propagation", "transitPropagations"),
  { types: ["aws_ec2_transit_gateway_route"], read: readRoute },
  { types: ["aws_ec2_transit_gateway_prefix_list_reference"], read: readListReference },
  accepter,
];

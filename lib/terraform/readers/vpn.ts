/** Customer gateways, VPN connections, their routes, and Direct Connect. */
import { AddressSet, Cidr } from "../../model";
import type { Block, DirectConnectAssociation, UnknownReason, Value, VpnConnection } from "../facts";
import { textOf } from "../expression/access";
import { nothing } from "../expression/sym";
import type { Cursor } from "../reading/cursor";
import { openOf, toItself, type Reader, type Reading } from "../reading/reading";
import type { Instance } from "../world/instance";
import { addressValue } from "./gateway";

const everywhere = { 4: { exact: Cidr.of("0.0.0.0/0") }, 6: { exact: Cidr.of("::/0") } } as const satisfies Record<
  4 | 6,
  Block
>;

/**
 * A tunnel's selector: everything of the family that is inside of it, unless it is narrowed. A tunnel carries one family, and that is
 * IPv4 unless it is told otherwise (Site-to-Site VPN user guide, "IPv4 and IPv6 traffic").
 */
function selector(cursor: Cursor, side: "local" | "remote", ipv6: Value<boolean>): readonly Block[] {
  return ([4, 6] as const).flatMap((family): readonly Block[] => {
    const name = `${side}_ipv${family === 4 ? "4" : "6"}_network_cidr`;
    const block = cursor.block(name, family) ?? everywhere[family];
    if (!("exact" in ipv6)) return [perhaps(block, "unknown" in ipv6 ? ipv6.unknown : ipv6.because)];
    return ipv6.exact === (family === 6) || (family === 6 && cursor.has(name)) ? [block] : [];
  });
}

function perhaps(block: Block, because: UnknownReason): Block {
  return "exact" in block ? { within: AddressSet.of([block.exact]), because } : block;
}

/** Whether IPv6 is inside of the tunnels. What a plan computes for want of a setting is AWS's default. */
function carriesV6(instance: Instance, cursor: Cursor): Value<boolean> {
  const name = "tunnel_inside_ip_version";
  const isLeft = instance.configures(name) === false && instance.read(name)?.k !== "known";
  if (isLeft) return { exact: false };
  return cursor.value(
    name,
    (sym) => {
      const version = textOf(sym);
      return version === "ipv6" ? true : version === "ipv4" || version === "" ? false : undefined;
    },
    { is: false },
  );
}

const customerGateway: Reader = {
  types: ["aws_customer_gateway", "data.aws_customer_gateway"],
  read: (instance, reading) => {
    const cursor = reading.cursor(instance);
    reading.add("customerGateways", {
      ...reading.fact(instance),
      address: cursor.value("ip_address", (sym) => addressValue(textOf(sym)), "computed"),
      asn: cursor.number("bgp_asn"),
    });
  },
};

const connection: Reader = {
  types: ["aws_vpn_connection"],
  read: (instance, reading) => {
    const cursor = reading.cursor(instance);
    const counts = (name: string) => instance.configures(name) !== false;
    const transit = counts("transit_gateway_id") ? cursor.link("transit_gateway_id", "transit-gateway") : undefined;
    const gateway = counts("vpn_gateway_id") ? cursor.link("vpn_gateway_id", "gateway") : undefined;
    const on: VpnConnection["on"] =
      transit !== undefined ? { transitGateway: transit } : gateway !== undefined ? { vpnGateway: gateway } : "none";
    if (transit !== undefined && gateway !== undefined) {
      const why = "which of two gateways the connection is on is not known";
      reading.unread.push({ address: instance.address, type: instance.type, why, touches: [] });
    }
    if (on === "none") {
      // A core network, or a concentrator in front of a transit gateway.
      const why = "what the connection is on is not told, and sites may come in by it";
      reading.unread.push({ address: instance.address, type: instance.type, why, touches: [] });
    }
    const ipv6 = carriesV6(instance, cursor);
    // "Local" is the customer's side in AWS's words, "remote" is AWS's.
    reading.add("vpnConnections", {
      ...reading.fact(instance),
      customerGateway: cursor.required("customer_gateway_id", "customer-gateway"),
      on,
      staticRoutesOnly: cursor.flag("static_routes_only", { is: false }),
      awsSide: selector(cursor, "remote", ipv6),
      siteSide: selector(cursor, "local", ipv6),
    });
    readSeenRoutes(instance, reading);
    if (transit === undefined || isDescribed(instance, reading)) return;
    reading.defaultWishes.set(`${instance.id}.transit_gateway_attachment_id`, {
      association: { exact: true },
      propagation: { exact: true },
    });
    reading.add("transitAttachments", {
      ...reading.part(instance, "transit_gateway_attachment_id"),
      type: "implicit",
      kind: "vpn",
      transitGateway: transit,
      peer: { vpn: toItself(instance.id) },
      applianceMode: { exact: false },
      ipv6,
      groupReferences: { exact: false },
      active: { exact: true },
    });
  },
};

/** Static routes as the connection itself shows them, whoever made them. */
function readSeenRoutes(instance: Instance, reading: Reading): void {
  reading
    .cursor(instance)
    .each("routes")
    .cursors.forEach((cursor, at) => {
      const block = cursor.block("destination_cidr_block", "both");
      const state = textOf(cursor.sym("state") ?? nothing) ?? "available";
      if (block === undefined || state === "deleted") return;
      const fact = reading.part(instance, `routes[${String(at)}]`);
      const detail = `the route is ${state}`;
      const because = { kind: "outside", at: cursor.path, detail } as const;
      const presence = state === "available" ? fact.presence : ({ is: "possible", many: false, because } as const);
      reading.showOnOwner(fact, instance);
      reading.add("vpnRoutes", { ...fact, presence, connection: toItself(instance.id), block });
    });
}

/** Whether its attachment to a transit gateway is a fact of its own, with what it is associated with. */
function isDescribed(instance: Instance, reading: Reading): boolean {
  const id = textOf(instance.get("transit_gateway_attachment_id"));
  const found = id === undefined ? undefined : reading.tools.knownAs.find(id);
  return found?.kind === "transit-attachment" && found.id !== `${instance.id}.transit_gateway_attachment_id`;
}

const route: Reader = {
  types: ["aws_vpn_connection_route"],
  read: (instance, reading) => {
    const cursor = reading.cursor(instance);
    const block = cursor.block("destination_cidr_block", "both");
    if (block === undefined) return;
    reading.add("vpnRoutes", {
      ...reading.fact(instance),
      connection: cursor.required("vpn_connection_id", "vpn-connection"),
      block,
    });
  },
};

const directConnect: Reader = {
  types: ["aws_dx_gateway_association"],
  read: (instance, reading) => {
    const cursor = reading.cursor(instance);
    const { blocks, more } = cursor.blocks("allowed_prefixes", "both");
    const left = instance.configures("allowed_prefixes") === false && blocks.length === 0;
    const open = left ? undefined : (more ?? openOf(instance, "allowed_prefixes"));
    const one: DirectConnectAssociation = {
      ...reading.fact(instance),
      directConnectGateway: cursor.required("dx_gateway_id", "direct-connect-gateway"),
      gateway: cursor.required("associated_gateway_id", "gateway", "transit-gateway"),
      announced: blocks,
      ...(open === undefined ? {} : { moreAnnounced: open }),
    };
    reading.add("directConnectAssociations", one);
    const transit = reading.kindOfLink(one.gateway) === "transit-gateway";
    if (!transit) return;
    // Joining a transit gateway makes an attachment to it.
    const id = `${instance.id}.transit_gateway_attachment_id`;
    reading.defaultWishes.set(id, { association: { exact: true }, propagation: { exact: true } });
    reading.add("transitAttachments", {
      ...reading.part(instance, "transit_gateway_attachment_id"),
      type: "implicit",
      kind: "direct-connect",
      transitGateway: one.gateway,
      peer: { directConnectGateway: one.directConnectGateway },
      applianceMode: { exact: false },
      ipv6: { exact: true },
      groupReferences: { exact: false },
      active: { exact: true },
    });
  },
};

export const vpnReaders: readonly Reader[] = [
  customerGateway,
  connection,
  route,
  directConnect,
  { types: ["aws_dx_gateway", "data.aws_dx_gateway"], read: () => undefined },
];

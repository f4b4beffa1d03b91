/** Gateways of VPCs, NAT gateways, peerings and Elastic IPs. */
import type { Gateway, GatewayKind, Link, Peering, Value } from "../facts";
import { Cidr } from "../../model";
import { textOf } from "../expression/access";
import { nothing } from "../expression/sym";
import type { Cursor } from "../reading/cursor";
import { asMaybe } from "../reading/link";
import { lookedUp, lostOf, type Reader, type Reading } from "../reading/reading";
import { idsOf, oneOfLinks } from "../settle/links";
import type { Instance } from "../world/instance";

function gateway(kind: GatewayKind, ...types: readonly string[]): Reader {
  return {
    types,
    read: (instance, reading) => {
      const cursor = reading.cursor(instance);
      const vpc = attachedTo(instance, cursor);
      reading.add("gateways", { ...reading.fact(instance), kind, vpc });
      if (kind !== "carrier") return;
      // Devices in the carrier's network reach into the VPC (Wavelength developer guide, "Carrier gateways").
      const why = "what comes in from the network of the carrier is not modelled";
      const touches = vpc === "none" ? [] : [...idsOf(vpc)];
      reading.unread.push({ address: instance.address, type: instance.type, why, touches });
    },
  };
}

/** An attachment of its own says which VPC it is; the plan calls the attribute unknown meanwhile. */
function attachedTo(instance: Instance, cursor: Cursor): Link | "none" {
  const named = instance.mode === "data" ? lookedUpVpc(instance, cursor) : cursor.link("vpc_id", "vpc");
  const isLeftOpen = named?.how === "unknown" && instance.mode === "managed" && instance.configures("vpc_id") === false;
  if (named !== undefined && !isLeftOpen) return named;
  const lost = lostOf(instance, "vpc_id");
  return lost === undefined ? "none" : { how: "unknown", because: lost };
}

/** Where a data source says that its gateway is attached. */
function lookedUpVpc(instance: Instance, cursor: Cursor): Link {
  const attached =
    cursor.each("attachments").cursors[0]?.link("vpc_id", "vpc") ?? cursor.link("attached_vpc_id", "vpc");
  return attached ?? { how: "unknown", because: lookedUp(instance) };
}

function attachment(type: string, attribute: string): Reader {
  return {
    types: [type],
    read: (instance, reading) => {
      const cursor = reading.cursor(instance);
      const vpc = cursor.required("vpc_id", "vpc");
      reading.amend(instance, "gateways", cursor.required(attribute, "gateway"), (one: Gateway, open) => ({
        ...one,
        vpc: open === undefined ? vpc : { how: "unknown", because: open },
      }));
    },
  };
}

/** One address, as a block of its own. */
export function addressValue(text: string | undefined): Cidr | undefined {
  const parsed = Cidr.parseAddress(text ?? "");
  return parsed.ok ? parsed.value : undefined;
}

const natGateway: Reader = {
  types: ["aws_nat_gateway", "data.aws_nat_gateway"],
  read: (instance, reading) => {
    const cursor = reading.cursor(instance);
    // A regional one is in no subnet, and no ACL is before it (VPC user guide, "Regional NAT gateways").
    if (cursor.has("availability_mode") && !isZonal(cursor)) {
      const why = "a NAT gateway that is in no subnet is not read";
      const vpc = cursor.link("vpc_id", "vpc");
      const touches = vpc === undefined ? [] : [...idsOf(vpc)];
      reading.unread.push({ address: instance.address, type: instance.type, why, touches });
    }
    reading.add("natGateways", {
      ...reading.fact(instance),
      subnet: cursor.required("subnet_id", "subnet"),
      connectivity: cursor.value(
        "connectivity_type",
        (sym) => (["public", "private"] as const).find((one) => one === textOf(sym)),
        instance.mode === "data" ? "computed" : { is: "public" },
      ),
      address: severalIn(cursor) ?? cursor.value("private_ip", (sym) => addressValue(textOf(sym)), "computed"),
    });
    const elastic = givenBy(instance, reading);
    if (elastic !== undefined)
      reading.amend(instance, "elasticIps", elastic, (one, open) =>
        open === undefined ? { ...one, to: { how: "exact", to: instance.id } } : one,
      );
  },
};

/** With secondary addresses it may send under any of them. */
function severalIn(cursor: Cursor): Value<Cidr> | undefined {
  const names = ["secondary_private_ip_addresses", "secondary_private_ip_address_count", "secondary_allocation_ids"];
  const more = names.find((name) => cursor.has(name) && textOf(cursor.sym(name) ?? nothing) !== "0");
  if (more === undefined) return undefined;
  return { unknown: { kind: "not-modelled", at: cursor.at(more), detail: "it has addresses beside its first" } };
}

function isZonal(cursor: Cursor): boolean {
  const mode = cursor.text("availability_mode");
  return "exact" in mode && mode.exact === "zonal";
}

const peering: Reader = {
  types: ["aws_vpc_peering_connection", "data.aws_vpc_peering_connection"],
  read: (instance, reading) => {
    const cursor = reading.cursor(instance);
    const status = cursor.sym("accept_status") ?? cursor.sym("status");
    const accepted = cursor.flag("auto_accept", { is: false });
    const open = {
      unknown: { kind: "outside", at: cursor.at("auto_accept"), detail: "someone else may accept the peering" },
    } as const;
    const asked: Value<boolean> = "exact" in accepted && !accepted.exact ? open : accepted;
    const active = status?.k === "known" ? activeBy(textOf(status), accepted, cursor.at("accept_status")) : asked;
    reading.add("peerings", {
      ...reading.fact(instance),
      requester: cursor.required("vpc_id", "vpc"),
      accepter: cursor.required("peer_vpc_id", "vpc"),
      active,
      accepterRegion: cursor.has("peer_region") ? cursor.text("peer_region") : reading.regionOf(instance),
    });
  },
};

/**
 * A status that is known is the one before the change. One that waits to be accepted is accepted by any update with `auto_accept` (the
 * provider's `resourceVPCPeeringConnectionUpdate`), and one that is being set up was accepted (VPC peering guide, "Peering connection
 * lifecycle").
 */
function activeBy(status: string | undefined, accepts: Value<boolean>, at: string): Value<boolean> {
  const waits = status === "pending-acceptance" || status === "initiating-request";
  const isRefused = "exact" in accepts && !accepts.exact;
  if (status !== "provisioning" && (!waits || isRefused)) return { exact: status === "active" };
  return { unknown: { kind: "after-apply", at, detail: `its status is ${status}, which may change` } };
}

const accepter: Reader = {
  types: ["aws_vpc_peering_connection_accepter"],
  read: (instance, reading) => {
    const cursor = reading.cursor(instance);
    const accepts = cursor.flag("auto_accept", { is: false });
    const isActive = textOf(cursor.sym("accept_status") ?? nothing) === "active";
    const of = cursor.required("vpc_peering_connection_id", "peering");
    reading.amend(instance, "peerings", of, (one: Peering, open): Peering => {
      const already = "exact" in one.active && one.active.exact;
      // It is accepted once: who asked for it may have been told before.
      if (isActive && open === undefined) return { ...one, active: { exact: true } };
      if (already || (!isActive && "exact" in accepts && !accepts.exact)) return one;
      return { ...one, active: open === undefined ? accepts : { unknown: open } };
    });
  },
};

const elasticIp: Reader = {
  types: ["aws_eip", "data.aws_eip"],
  read: (instance, reading) => {
    const isFound = instance.mode === "data";
    const isOpen = isFound && holderIds.some((name) => instance.read(name) === undefined);
    const to = holderOf(instance, reading, isFound ? holderIds : ["network_interface", "instance"]);
    reading.add("elasticIps", {
      ...reading.fact(instance),
      address: reading.cursor(instance).value("public_ip", (sym) => addressValue(textOf(sym)), "computed"),
      to: to ?? (isOpen ? { how: "unknown", because: lookedUp(instance) } : "none"),
    });
  },
};

/** A fact of its own: the address may be one that no input describes, and its holder has it all the same. */
const elasticIpAssociation: Reader = {
  types: ["aws_eip_association"],
  read: (instance, reading) => {
    givenBy(instance, reading);
    const to = holderOf(instance, reading, holderIds);
    if (to === undefined) return;
    const address = reading.cursor(instance).value("public_ip", (sym) => addressValue(textOf(sym)), "computed");
    reading.add("elasticIps", { ...reading.fact(instance), address, to });
  },
};

const holderIds = ["network_interface_id", "instance_id"] as const;

/** The Elastic IP that the resource gives to someone. */
function givenBy(instance: Instance, reading: Reading): Link | undefined {
  const elastic = reading.cursor(instance).link("allocation_id", "elastic-ip");
  if (elastic !== undefined) reading.givenElsewhere.push([elastic, instance.presence]);
  return elastic;
}

/** Who has the address, or may have it, by every attribute that tells; undefined when nobody has. */
function holderOf(instance: Instance, reading: Reading, attributes: readonly string[]): Link | undefined {
  const cursor = reading.cursor(instance);
  const linksOf = (names: readonly string[]) => names.flatMap((name) => cursor.link(name, "interface") ?? []);
  const isAsked = (name: string): boolean => instance.mode === "data" || instance.configures(name) !== false;
  const asked = linksOf(attributes.filter(isAsked));
  if (asked.length > 0) return holderIn(asked, instance);
  // What the configuration leaves out AWS tells: someone else gave it.
  const shown = linksOf(attributes.filter((name) => !isAsked(name) && instance.read(name)?.k === "known"));
  if (shown.length > 0) reading.computedHolders.add(instance.id);
  return holderIn(shown, instance);
}

function holderIn(links: readonly Link[], instance: Instance): Link | undefined {
  const [first, ...others] = links;
  const machine = others.find(({ how }) => how === "exact" || how === "symbol");
  if (first?.how === "outside" && machine !== undefined) {
    const detail = "which of its interfaces has the address is not known";
    return asMaybe(machine, { kind: "outside", at: instance.address, detail })[0];
  }
  const sure = links.find(({ how }) => how !== "unknown" && how !== "ambiguous");
  if (first === undefined || sure !== undefined || others.length === 0) return sure ?? first;
  const detail = "which of its holders has it is not known";
  return oneOfLinks(links, { kind: "after-apply", at: instance.address, detail });
}

export const gatewayReaders: readonly Reader[] = [
  gateway("internet", "aws_internet_gateway", "data.aws_internet_gateway"),
  gateway("egress-only", "aws_egress_only_internet_gateway"),
  gateway("vpn", "aws_vpn_gateway", "data.aws_vpn_gateway"),
  gateway("carrier", "aws_ec2_carrier_gateway"),
  attachment("aws_internet_gateway_attachment", "internet_gateway_id"),
  attachment("aws_vpn_gateway_attachment", "vpn_gateway_id"),
  natGateway,
  peering,
  accepter,
  elasticIp,
  elasticIpAssociation,
];

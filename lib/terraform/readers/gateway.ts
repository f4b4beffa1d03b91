/** Gateways of VPCs, NAT gateways, peerings and Elastic IPs. */
import type { Gateway, GatewayKind, Link, Peering, Value } from "../facts";
import { Cidr } from "../../model";
import { textOf } from "../expression/access";
import type { Cursor } from "../reading/cursor";
import { lookedUp, type Reader } from "../reading/reading";
import type { Instance } from "../world/instance";

function gateway(kind: GatewayKind, ...types: readonly string[]): Reader {
  return {
    types,
    read: (instance, reading) => {
      const cursor = reading.cursor(instance);
      const named = instance.mode === "data" ? lookedUpVpc(instance, cursor) : cursor.link("vpc_id", "vpc");
      // An attachment of its own says which VPC it is; the plan calls the attribute unknown meanwhile.
      const vpc: Link | "none" =
        named === undefined ||
        (named.how === "unknown" && instance.mode === "managed" && instance.configures("vpc_id") === false)
          ? "none"
          : named;
      reading.add("gateways", { ...reading.fact(instance), kind, vpc });
    },
  };
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
      reading.amend("gateways", cursor.required(attribute, "gateway"), (one: Gateway, sure): Gateway => {
        if (sure && vpc.how !== "unknown") return { ...one, vpc };
        const detail = "which gateway is attached is not known";
        return {
          ...one,
          vpc: { how: "unknown", because: { kind: "ambiguous-instance", at: instance.address, detail } },
        };
      });
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
    reading.add("natGateways", {
      ...reading.fact(instance),
      subnet: cursor.required("subnet_id", "subnet"),
      connectivity: cursor.value(
        "connectivity_type",
        (sym) => (["public", "private"] as const).find((one) => one === textOf(sym)),
        instance.mode === "data" ? "computed" : { is: "public" },
      ),
      address: cursor.value("private_ip", (sym) => addressValue(textOf(sym)), "computed"),
    });
    const elastic = cursor.link("allocation_id", "elastic-ip");
    if (elastic !== undefined)
      reading.amend("elasticIps", elastic, (one, sure) =>
        sure ? { ...one, to: { how: "exact", to: instance.id } } : one,
      );
  },
};

const peering: Reader = {
  types: ["aws_vpc_peering_connection", "data.aws_vpc_peering_connection"],
  read: (instance, reading) => {
    const cursor = reading.cursor(instance);
    const status = cursor.sym("accept_status") ?? cursor.sym("status");
    const accepted = cursor.flag("auto_accept", { is: false });
    const open = {
      unknown: { kind: "outside", at: cursor.at("auto_accept"), detail: "someone else may accept the peering" },
    } as const;
    let active: Value<boolean> = "exact" in accepted && !accepted.exact ? open : accepted;
    if (status?.k === "known") active = { exact: status.value === "active" };
    reading.add("peerings", {
      ...reading.fact(instance),
      requester: cursor.required("vpc_id", "vpc"),
      accepter: cursor.required("peer_vpc_id", "vpc"),
      active,
      accepterRegion: cursor.has("peer_region") ? cursor.text("peer_region") : reading.regionOf(instance),
    });
  },
};

const accepter: Reader = {
  types: ["aws_vpc_peering_connection_accepter"],
  read: (instance, reading) => {
    const cursor = reading.cursor(instance);
    const accepts = cursor.flag("auto_accept", { is: false });
    reading.amend(
      "peerings",
      cursor.required("vpc_peering_connection_id", "peering"),
      (one: Peering, sure): Peering => {
        const already = "exact" in one.active && one.active.exact;
        return already || !sure || ("exact" in accepts && !accepts.exact) ? one : { ...one, active: accepts };
      },
    );
  },
};

const elasticIp: Reader = {
  types: ["aws_eip", "data.aws_eip"],
  read: (instance, reading) => {
    const cursor = reading.cursor(instance);
    const configured = ["network_interface", "instance"].filter((name) => instance.configures(name) !== false);
    const to = configured.map((name) => cursor.link(name, "interface")).find((link) => link !== undefined);
    reading.add("elasticIps", {
      ...reading.fact(instance),
      address: cursor.value("public_ip", (sym) => addressValue(textOf(sym)), "computed"),
      to: to ?? (instance.mode === "data" ? { how: "unknown", because: lookedUp(instance) } : "none"),
    });
  },
};

const elasticIpAssociation: Reader = {
  types: ["aws_eip_association"],
  read: (instance, reading) => {
    const cursor = reading.cursor(instance);
    const configured = ["network_interface_id", "instance_id"].filter((name) => instance.configures(name) !== false);
    const links = configured.flatMap((name) => cursor.link(name, "interface") ?? []);
    const to = links.find((link) => link.how !== "unknown") ?? links[0];
    if (to === undefined) return;
    reading.amend("elasticIps", cursor.required("allocation_id", "elastic-ip"), (one, sure) => {
      const detail = "which Elastic IP is meant is not known";
      return {
        ...one,
        to: sure ? to : { how: "unknown", because: { kind: "ambiguous-instance", at: instance.address, detail } },
      };
    });
  },
};

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

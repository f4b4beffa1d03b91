/** AWS Client VPN: endpoints, the subnets that they come out in, and what their clients may go to. */
import type { ClientVpn, Link } from "../facts";
import type { Cursor } from "../reading/cursor";
import type { Reader } from "../reading/reading";
import { carriedBy } from "./carried";
import { addInterface } from "./interface-fact";

const endpoint: Reader = {
  types: ["aws_ec2_client_vpn_endpoint", "data.aws_ec2_client_vpn_endpoint"],
  read: (instance, reading) => {
    const cursor = reading.cursor(instance);
    const clients = cursor.block("client_cidr_block", 4);
    const { links, more } = cursor.links("security_group_ids", "security-group");
    // The plan calls the groups unknown when the configuration leaves them to AWS.
    const leftOut = links.length === 0 && instance.configures("security_group_ids") === false;
    const one: ClientVpn = {
      ...reading.fact(instance),
      clients: clients === undefined ? [] : [clients],
      groups: links,
      ...(more === undefined || leftOut ? {} : { moreGroups: more }),
      ...carriedBy(instance, cursor, "traffic_ip_address_type"),
    };
    reading.add("clientVpns", one);
    if (cursor.has("transit_gateway_configuration") || cursor.has("transit_gateway_id")) {
      const why = "a Client VPN endpoint on a transit gateway is not read";
      reading.unread.push({ address: instance.address, type: instance.type, why, touches: [] });
    }
  },
};

const association: Reader = {
  types: ["aws_ec2_client_vpn_network_association"],
  read: (instance, reading) => {
    const cursor = reading.cursor(instance);
    const to: Link = cursor.required("client_vpn_endpoint_id", "client-vpn");
    addInterface(instance, reading, {
      owner: "client-vpn",
      subnets: cursor.links("subnet_id", "subnet"),
      groups: { links: [] },
      clientVpn: to,
    });
  },
};

const authorization: Reader = {
  types: ["aws_ec2_client_vpn_authorization_rule"],
  read: (instance, reading) => {
    const cursor = reading.cursor(instance);
    const to = cursor.block("target_network_cidr", "both");
    if (to === undefined) return;
    const of = cursor.required("client_vpn_endpoint_id", "client-vpn");
    reading.add("clientVpnAuthorizations", { ...reading.fact(instance), endpoint: of, to });
  },
};

const route: Reader = {
  types: ["aws_ec2_client_vpn_route"],
  read: (instance, reading) => {
    const cursor = reading.cursor(instance);
    const to = cursor.block("destination_cidr_block", "both");
    // Between clients: nothing of a VPC is on the way.
    if (to === undefined || isLocal(cursor)) return;
    const of = cursor.required("client_vpn_endpoint_id", "client-vpn");
    const subnet = cursor.required("target_vpc_subnet_id", "subnet");
    reading.add("clientVpnRoutes", { ...reading.fact(instance), endpoint: of, to, subnet });
  },
};

function isLocal(cursor: Cursor): boolean {
  const target = cursor.text("target_vpc_subnet_id");
  return "exact" in target && target.exact === "local";
}

export const clientVpnReaders: readonly Reader[] = [endpoint, association, authorization, route];

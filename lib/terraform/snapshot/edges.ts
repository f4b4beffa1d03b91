/** Gateways, endpoints and VPN connections of a snapshot. */
import { isArray, objectsIn, own, ownText, type Json, type JsonObject } from "../intake/value";
import type { KnownResource } from "../world/state-unit";
import { elasticIps, privateAddresses } from "./addresses";
import { exclusions, publicAccess } from "./public-access";
import { at, live, peerings, resource, tagged, text, textsIn } from "./translate";

export function edges(json: JsonObject): readonly KnownResource[] {
  const attached = (one: JsonObject, key: string): Json => {
    // What is being attached or taken off may carry something already, or still.
    const found = objectsIn(own(one, key)).find((each) => ownText(each, "State")?.toLowerCase() !== "detached");
    return ownText(found, "VpcId") ?? null;
  };
  const lists = listsOfEndpoints(json);
  return [
    ...objectsIn(own(json, "InternetGateways")).map((one) =>
      resource("aws_internet_gateway", text(one, "InternetGatewayId"), {
        vpc_id: attached(one, "Attachments"),
        ...tagged(one),
      }),
    ),
    ...objectsIn(own(json, "EgressOnlyInternetGateways")).map((one) =>
      resource("aws_egress_only_internet_gateway", text(one, "EgressOnlyInternetGatewayId"), {
        vpc_id: attached(one, "Attachments"),
        ...tagged(one),
      }),
    ),
    ...live(json, "VpnGateways").map((one) =>
      resource("aws_vpn_gateway", text(one, "VpnGatewayId"), {
        vpc_id: attached(one, "VpcAttachments"),
        ...tagged(one),
      }),
    ),
    ...live(json, "NatGateways").map((one) => {
      const [first, ...others] = textsIn(own(one, "NatGatewayAddresses"), "PrivateIp");
      return resource("aws_nat_gateway", text(one, "NatGatewayId"), {
        subnet_id: own(one, "SubnetId") ?? null,
        // One without a subnet is a regional one, or was damaged: undecided by name either way.
        availability_mode: own(one, "SubnetId") === undefined ? "regional" : (own(one, "AvailabilityMode") ?? null),
        connectivity_type: own(one, "ConnectivityType") ?? "public",
        private_ip: first ?? null,
        secondary_private_ip_addresses: others,
        ...tagged(one),
      });
    }),
    ...peerings(json).map((one) =>
      resource("aws_vpc_peering_connection", text(one, "VpcPeeringConnectionId"), {
        vpc_id: ownText(own(one, "RequesterVpcInfo"), "VpcId") ?? null,
        peer_vpc_id: ownText(own(one, "AccepterVpcInfo"), "VpcId") ?? null,
        peer_region: ownText(own(one, "AccepterVpcInfo"), "Region") ?? null,
        accept_status: ownText(own(one, "Status"), "Code") ?? "unknown",
        ...tagged(one),
      }),
    ),
    ...elasticIps(json),
    ...live(json, "VpcEndpoints").map((one) =>
      resource("aws_vpc_endpoint", text(one, "VpcEndpointId"), {
        vpc_endpoint_type: own(one, "VpcEndpointType") ?? null,
        vpc_id: text(one, "VpcId"),
        service_name: own(one, "ServiceName") ?? null,
        ip_address_type: own(one, "IpAddressType") ?? null,
        route_table_ids: own(one, "RouteTableIds") ?? [],
        subnet_ids: own(one, "SubnetIds") ?? [],
        security_group_ids: textsIn(own(one, "Groups"), "GroupId"),
        prefix_list_id: lists.get(text(one, "VpcEndpointId")) ?? null,
        ...addressesOf(one, json),
        ...tagged(one),
      }),
    ),
    ...objectsIn(own(json, "CustomerGateways")).map((one) =>
      resource("aws_customer_gateway", text(one, "CustomerGatewayId"), {
        ip_address: own(one, "IpAddress") ?? null,
        bgp_asn: own(one, "BgpAsn") ?? null,
        ...tagged(one),
      }),
    ),
    ...live(json, "VpnConnections").flatMap((one) => vpnConnection(one, json)),
    ...directConnect(json),
    ...exclusions(json),
    ...objectsIn(own(json, "CarrierGateways")).map((one) =>
      resource("aws_ec2_carrier_gateway", text(one, "CarrierGatewayId"), {
        vpc_id: own(one, "VpcId") ?? null,
        ...tagged(one),
      }),
    ),
    ...publicAccess(json),
  ];
}

/** The addresses of an interface endpoint, where its interfaces are all listed: they are facts of their own as well. */
function addressesOf(endpoint: JsonObject, json: JsonObject): JsonObject {
  const named = own(endpoint, "NetworkInterfaceIds");
  const ids = isArray(named) ? named : [];
  const cards = objectsIn(own(json, "NetworkInterfaces")).filter(
    (one) => own(one, "InterfaceType") === "vpc_endpoint" && ids.includes(text(one, "NetworkInterfaceId")),
  );
  if (ids.length === 0 || cards.length !== ids.length) return {};
  return {
    private_ips: cards.flatMap((one) => privateAddresses(one, true)),
    ipv6_addresses: cards.flatMap((one) => textsIn(own(one, "Ipv6Addresses"), "Ipv6Address")),
  };
}

/** The list of each gateway endpoint's service, from the route that AWS put into its tables. */
function listsOfEndpoints(json: JsonObject): ReadonlyMap<string, string> {
  const routes = objectsIn(own(json, "RouteTables")).flatMap((table) => objectsIn(own(table, "Routes")));
  return new Map(
    routes.flatMap((route) => {
      const [list, endpoint] = [ownText(route, "DestinationPrefixListId"), ownText(route, "GatewayId")];
      return list !== undefined && endpoint?.startsWith("vpce-") === true ? [[endpoint, list] as const] : [];
    }),
  );
}

/** Through a Direct Connect gateway, or by a virtual interface on the virtual private gateway itself. */
function directConnect(json: JsonObject): readonly KnownResource[] {
  const associations = live(json, "VpnGateways").flatMap((gateway) =>
    objectsIn(own(gateway, "directConnectGatewayAssociations"))
      .filter((one) => own(one, "associationState") !== "disassociated")
      .map((one) => {
        const announced = textsIn(own(one, "allowedPrefixesToDirectConnectGateway"), "cidr");
        return resource("aws_dx_gateway_association", text(one, "associationId"), {
          dx_gateway_id: text(one, "directConnectGatewayId"),
          associated_gateway_id: text(gateway, "VpnGatewayId"),
          ...(announced.length === 0 ? {} : { allowed_prefixes: announced }),
        });
      }),
  );
  const interfaces = objectsIn(own(json, "virtualInterfaces")).flatMap((one): readonly KnownResource[] => {
    const gateway = ownText(one, "virtualGatewayId") ?? "";
    const id = text(one, "virtualInterfaceId");
    if (gateway === "" || gone.has(own(one, "virtualInterfaceState"))) return [];
    return [resource("aws_dx_gateway_association", id, { dx_gateway_id: id, associated_gateway_id: gateway })];
  });
  return [...associations, ...interfaces];
}

/** States of a virtual interface that is no more, or never was. */
const gone: ReadonlySet<Json | undefined> = new Set(["deleted", "deleting", "rejected"]);

function vpnConnection(one: JsonObject, json: JsonObject): readonly KnownResource[] {
  const id = text(one, "VpnConnectionId");
  const attachment = objectsIn(own(json, "TransitGatewayAttachments")).find((each) => own(each, "ResourceId") === id);
  const options = own(one, "Options");
  const routes = objectsIn(own(one, "Routes")).map((each) => {
    const block = text(each, "DestinationCidrBlock");
    return resource("aws_vpn_connection_route", `${id}/${block}`, {
      vpn_connection_id: id,
      destination_cidr_block: block,
    });
  });
  const onVpc = ownText(one, "VpnGatewayId") !== undefined;
  const connection = resource("aws_vpn_connection", id, {
    customer_gateway_id: own(one, "CustomerGatewayId") ?? null,
    vpn_gateway_id: own(one, "VpnGatewayId") ?? null,
    transit_gateway_id: own(one, "TransitGatewayId") ?? null,
    transit_gateway_attachment_id: own(attachment, "TransitGatewayAttachmentId") ?? null,
    // By a virtual private gateway only IPv4 comes in; of another connection AWS says it, and an emulator does not.
    tunnel_inside_ip_version: at(options, "TunnelInsideIpVersion", onVpc ? null : "untold"),
    static_routes_only: at(options, "StaticRoutesOnly", false),
    local_ipv4_network_cidr: at(options, "LocalIpv4NetworkCidr", null),
    remote_ipv4_network_cidr: at(options, "RemoteIpv4NetworkCidr", null),
    local_ipv6_network_cidr: at(options, "LocalIpv6NetworkCidr", null),
    remote_ipv6_network_cidr: at(options, "RemoteIpv6NetworkCidr", null),
    ...tagged(one),
  });
  return [connection, ...routes];
}

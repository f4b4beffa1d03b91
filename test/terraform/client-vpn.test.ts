/** AWS Client VPN as people write it: the endpoint's groups are those of its interfaces. */
import { factsOf } from "./read";
import { shown } from "./shown";

const network = {
  aws_vpc: { v: { cidr_block: "10.0.0.0/16" } },
  aws_subnet: { a: { vpc_id: "${aws_vpc.v.id}", cidr_block: "10.0.1.0/24" } },
  aws_security_group: { g: { vpc_id: "${aws_vpc.v.id}" } },
};
const endpoint = (more: object) => ({
  ...network,
  aws_ec2_client_vpn_endpoint: { e: { client_cidr_block: "10.250.0.0/22", vpc_id: "${aws_vpc.v.id}", ...more } },
  aws_ec2_client_vpn_network_association: {
    a: { client_vpn_endpoint_id: "${aws_ec2_client_vpn_endpoint.e.id}", subnet_id: "${aws_subnet.a.id}" },
  },
  aws_ec2_client_vpn_authorization_rule: {
    r: { client_vpn_endpoint_id: "${aws_ec2_client_vpn_endpoint.e.id}", target_network_cidr: "10.0.2.0/24" },
  },
  aws_ec2_client_vpn_route: {
    r: {
      client_vpn_endpoint_id: "${aws_ec2_client_vpn_endpoint.e.id}",
      destination_cidr_block: "172.16.0.0/16",
      target_vpc_subnet_id: "${aws_ec2_client_vpn_network_association.a.subnet_id}",
    },
    between: {
      client_vpn_endpoint_id: "${aws_ec2_client_vpn_endpoint.e.id}",
      destination_cidr_block: "10.250.0.0/22",
      target_vpc_subnet_id: "local",
    },
  },
});

test("reads an endpoint, its interfaces, rules and routes", () => {
  const base = factsOf(endpoint({ security_group_ids: ["${aws_security_group.g.id}"] }));
  expect(base.unread).toEqual([]);
  expect(shown(base, "clientVpns")).toEqual([
    "aws_ec2_client_vpn_endpoint.e clients=[10.250.0.0/22] groups=[~aws_security_group.g]",
  ]);
  expect(shown(base, "clientVpnAuthorizations")).toEqual([
    "aws_ec2_client_vpn_authorization_rule.r endpoint=~aws_ec2_client_vpn_endpoint.e to=10.0.2.0/24",
  ]);
  expect(shown(base, "clientVpnRoutes")).toEqual([
    "aws_ec2_client_vpn_route.r endpoint=~aws_ec2_client_vpn_endpoint.e to=172.16.0.0/16 subnet=~aws_subnet.a",
  ]);
  expect(shown(base, "interfaces")).toEqual([
    "aws_ec2_client_vpn_network_association.a owner={kind=client-vpn id=aws_ec2_client_vpn_network_association.a} subnets=[~aws_subnet.a] groups=[~aws_security_group.g] addresses=?(after-apply) publicAddress=?(not-modelled) ipv6=false sourceDestCheck=true clientVpn=~aws_ec2_client_vpn_endpoint.e",
  ]);
});

test("gives its interfaces the default group of their VPC when it names none", () => {
  const [face] = factsOf(endpoint({})).interfaces;
  expect(face?.groups).toEqual([{ how: "exact", to: "aws_vpc.v.default_security_group_id" }]);
});

test("leaves the groups of an endpoint that is not among the inputs open", () => {
  const { aws_ec2_client_vpn_endpoint: _, ...rest } = endpoint({});
  const [face] = factsOf(rest).interfaces;
  expect([face?.groups, face?.moreGroups?.kind]).toEqual([[], "outside"]);
});

test("names an endpoint on a transit gateway as not read", () => {
  const base = factsOf(endpoint({ transit_gateway_configuration: { transit_gateway_id: "tgw-0aaaaaaaa" } }));
  expect(base.unread.map(({ address, why }) => [address, why])).toEqual([
    ["aws_ec2_client_vpn_endpoint.e", "a Client VPN endpoint on a transit gateway is not read"],
  ]);
});

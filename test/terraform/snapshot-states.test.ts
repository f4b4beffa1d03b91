/** What AWS is making, changing or taking away counts for no more than it may be; and addresses are those that are told. */
import { facts } from "./read";
import { shown } from "./shown";

const lists = { Vpcs: [], Subnets: [], RouteTables: [], NetworkAcls: [], SecurityGroups: [], NetworkInterfaces: [] };
const read = (more: object) =>
  facts({ name: "snapshot.json", text: JSON.stringify({ ...lists, Region: "us-east-1", ...more }) });

describe("what is in a state between two", () => {
  const tables = (table: object) =>
    read({ RouteTables: [{ RouteTableId: "rtb-1", VpcId: "vpc-1", Routes: [], Associations: [], ...table }] });

  test.each([
    ["associated", ["certain"]],
    ["associating", ["possible"]],
    ["disassociating", ["possible"]],
    ["failed", ["possible"]],
    ["disassociated", []],
  ])("is an association of a route table that is %s", (State, expected) => {
    const one = { RouteTableAssociationId: "a-1", SubnetId: "subnet-1", AssociationState: { State } };
    const { routeTableAssociations } = tables({ Associations: [one] });
    expect(routeTableAssociations.map(({ presence }) => presence.is)).toEqual(expected);
  });

  test("is no association of which an emulator or an older answer tells no state", () => {
    const { routeTableAssociations } = tables({ Associations: [{ SubnetId: "subnet-1" }] });
    expect(routeTableAssociations.map(({ presence }) => presence.is)).toEqual(["certain"]);
  });

  test("is a route that is filtered: it may be there", () => {
    const route = (State: string) => ({ DestinationCidrBlock: "0.0.0.0/0", GatewayId: "igw-1", State });
    const { routes } = tables({ Routes: [route("filtered"), route("active"), route("blackhole")] });
    expect(
      routes.map(({ id, presence, blackhole }) => [id, presence.is, "exact" in blackhole ? blackhole : undefined]),
    ).toEqual([
      ["rtb-1.route[0]", "possible", { exact: false }],
      ["rtb-1.route[1]", "certain", { exact: false }],
      ["rtb-1.route[2]", "certain", { exact: true }],
    ]);
  });

  const hub = (association: string, propagation: string, route: string) =>
    read({
      TransitGatewayRouteTables: [
        {
          TransitGatewayRouteTableId: "tgw-rtb-1",
          TransitGatewayId: "tgw-1",
          Associations: [{ TransitGatewayAttachmentId: "a-1", State: association }],
          TransitGatewayRouteTablePropagations: [{ TransitGatewayAttachmentId: "a-1", State: propagation }],
          TransitGatewayPrefixListReferences: [],
          Routes: [
            {
              DestinationCidrBlock: "10.9.0.0/16",
              Type: "static",
              State: route,
              TransitGatewayAttachments: [{ TransitGatewayAttachmentId: "a-1" }],
            },
          ],
        },
      ],
      TransitGatewayAttachments: [
        {
          TransitGatewayAttachmentId: "a-1",
          TransitGatewayId: "tgw-1",
          ResourceType: "vpn",
          ResourceId: "vpn-1",
          State: "available",
          Association: { TransitGatewayRouteTableId: "tgw-rtb-1", State: "associated" },
        },
      ],
    });
  const presences = (...states: [string, string, string]) => {
    const { transitAssociations, transitPropagations, transitRoutes } = hub(...states);
    return [transitAssociations, transitPropagations, transitRoutes].map((all) => all.map((one) => one.presence.is));
  };

  test("is what belongs to a table of a transit gateway, though the attachment says otherwise", () => {
    expect(presences("associated", "enabled", "active")).toEqual([["certain"], ["certain"], ["certain"]]);
    expect(presences("disassociating", "enabling", "deleting")).toEqual([["possible"], ["possible"], ["possible"]]);
    expect(presences("associated", "disabled", "deleted")).toEqual([["certain"], [], []]);
  });
});

describe("the addresses of an interface", () => {
  const subnet = { SubnetId: "subnet-1", VpcId: "vpc-1", AvailabilityZone: "us-east-1a" };
  const v6 = [{ Ipv6CidrBlock: "2600:1f18::/64", Ipv6CidrBlockState: { State: "associated" } }];
  const native = { ...subnet, Ipv6Native: true, Ipv6CidrBlockAssociationSet: v6 };
  const dual = { ...subnet, CidrBlock: "10.0.0.0/24", Ipv6CidrBlockAssociationSet: v6 };
  const one = { NetworkInterfaceId: "eni-1", SubnetId: "subnet-1", Groups: [{ GroupId: "sg-1" }] };
  const face = (Subnet: object, more: object, beside: object = {}) =>
    read({ Subnets: [Subnet], NetworkInterfaces: [{ ...one, ...more }], ...beside });
  const addressesOf = (base: ReturnType<typeof read>) =>
    base.interfaces.map(({ addresses }) => ("exact" in addresses ? addresses.exact.toString() : "?"));

  test("are those over IPv6 alone in a subnet that has no other, and unknown where IPv4 was lost", () => {
    const told = { PrivateIpAddresses: [], Ipv6Addresses: [{ Ipv6Address: "2600:1f18::5" }] };
    expect(addressesOf(face(native, told))).toEqual(["2600:1f18::5/128"]);
    expect(addressesOf(face(dual, told))).toEqual(["?"]);
    expect(addressesOf(face(native, { Ipv6Addresses: told.Ipv6Addresses }))).toEqual(["?"]);
  });

  const private_ = (address: string, PublicIp?: string) => ({
    PrivateIpAddress: address,
    ...(PublicIp === undefined ? {} : { Association: { PublicIp } }),
  });
  const publicOf = (cards: object[], more: object = {}, beside: object = {}) =>
    face(dual, { PrivateIpAddresses: cards, ...more }, beside).interfaces.map(({ publicAddress: found }) =>
      "exact" in found ? found.exact : "unknown" in found ? found.unknown.detail : "?",
    );

  test("are public surely where each of them is, and perhaps where some are", () => {
    const [first, second] = [private_("10.0.0.5", "198.51.100.1"), private_("10.0.0.6", "198.51.100.2")];
    const some = ["some of its addresses have a public one, and others do not"];
    const Addresses = [{ AllocationId: "eipalloc-1", PublicIp: "198.51.100.1", NetworkInterfaceId: "eni-1" }];
    expect(publicOf([first])).toEqual([true]);
    expect(publicOf([first, second])).toEqual([true]);
    expect(publicOf([private_("10.0.0.5")])).toEqual([false]);
    expect(publicOf([first, private_("10.0.0.6")])).toEqual(some);
    expect(publicOf([first, private_("10.0.0.6")], {}, { Addresses })).toEqual(some);
    expect(publicOf([first], { Ipv4Prefixes: [{ Ipv4Prefix: "10.0.0.16/28" }] })).toEqual(some);
    expect(publicOf([first], {}, { Addresses })).toEqual([true]);
  });

  const endpoint = (NetworkInterfaceIds: string[], InterfaceType: string) =>
    addressesOf(
      face(
        dual,
        { InterfaceType, PrivateIpAddresses: [private_("10.0.0.7")], Ipv6Addresses: [] },
        {
          VpcEndpoints: [
            {
              VpcEndpointId: "vpce-1",
              VpcEndpointType: "Interface",
              VpcId: "vpc-1",
              SubnetIds: ["subnet-1"],
              Groups: [{ GroupId: "sg-1" }],
              NetworkInterfaceIds,
            },
          ],
        },
      ),
    );

  test("are those of an interface endpoint, whose interfaces are listed: it has no others", () => {
    expect(endpoint(["eni-1"], "vpc_endpoint")).toEqual(["10.0.0.7/32", "10.0.0.7/32"]);
    expect(endpoint(["eni-1", "eni-lost"], "vpc_endpoint")).toEqual(["10.0.0.7/32", "?"]);
    // An emulator lists interfaces of its endpoints that have another type, and no address of their subnet.
    expect(endpoint(["eni-1"], "interface")).toEqual(["10.0.0.7/32", "?"]);
  });

  test("are shown with the public one that some may have", () => {
    const base = face(dual, { PrivateIpAddresses: [private_("10.0.0.5", "198.51.100.1"), private_("10.0.0.6")] });
    expect(shown(base, "elasticIps")).toHaveLength(1);
  });
});

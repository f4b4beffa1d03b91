/** What a snapshot does not tell is never taken for what is not there. */
import { facts } from "./read";
import { shown } from "./shown";

const lists = { Vpcs: [], Subnets: [], RouteTables: [], NetworkAcls: [], SecurityGroups: [], NetworkInterfaces: [] };
const read = (more: object) => facts({ name: "snapshot.json", text: JSON.stringify({ ...lists, ...more }) });
const gaps = (more: object) => read(more).incomplete.map(({ at, detail }) => `${at} | ${detail}`);

const noRules = { IpPermissions: [], IpPermissionsEgress: [] };

const route = (target: object) => ({
  RouteTables: [
    {
      RouteTableId: "rtb-1",
      VpcId: "vpc-1",
      Routes: [{ DestinationCidrBlock: "198.51.100.0/24", ...target }],
      Associations: [],
    },
  ],
});
const refused = (...calls: string[]) => ({
  Incomplete: calls.map((Call) => ({ Call, Reason: "UnauthorizedOperation" })),
});

describe("the gaps of a snapshot", () => {
  const tables = {
    TransitGatewayRouteTables: [{ TransitGatewayRouteTableId: "tgw-rtb-1", TransitGatewayId: "tgw-1" }],
  };
  const hub = { TransitGateways: [], TransitGatewayVpcAttachments: [], TransitGatewayAttachments: [], ...tables };

  test("are the lists without which nobody knows who else is on a transit gateway", () => {
    const led = route({ TransitGatewayId: "tgw-1" });
    expect(gaps({ ...led, ...hub })).toEqual([]);
    for (const list of Object.keys(hub)) {
      const { [list]: _, ...rest } = { ...hub } as Record<string, unknown>;
      expect(gaps({ ...led, ...rest })).toEqual([
        expect.stringMatching(`^snapshot.json: ${list} \\| .* no list of ${list}, `),
      ]);
    }
  });

  test("are the tables of a transit gateway that another account owns, by a route or an attachment", () => {
    const one = { TransitGatewayAttachmentId: "tgw-attach-1", TransitGatewayId: "tgw-1", State: "available" };
    const theirs = { ...hub, TransitGatewayRouteTables: [] };
    const said = [expect.stringContaining("tgw-1 | the snapshot has no route table of tgw-1")];
    expect(gaps({ ...route({ TransitGatewayId: "tgw-1" }), ...theirs })).toEqual(said);
    expect(gaps({ ...theirs, TransitGatewayVpcAttachments: [one] })).toEqual(said);
  });

  test.each([
    ["a core network", { CoreNetworkArn: "arn:aws:networkmanager::1:core-network/core-network-1" }],
    ["a local gateway", { LocalGatewayId: "lgw-1" }],
    ["a network of Oracle databases", { OdbNetworkArn: "arn:aws:odb:us-east-1:1:odb-network/odbnet-1" }],
    ["what nobody has heard of", { GatewayId: "xgw-1" }],
  ])("are what is behind a route to %s", (_, target) => {
    expect(gaps(route(target))).toEqual([
      "snapshot.json: rtb-1 | what is behind its route to 198.51.100.0/24 is not read",
    ]);
    expect(gaps(route({ ...target, State: "blackhole" }))).toEqual([]);
  });

  test("are the pages that follow", () => {
    expect(gaps({ NextToken: "abc" })).toEqual([expect.stringContaining("one page of a longer answer")]);
    expect(gaps({ NextToken: null })).toEqual([]);
  });

  const main = (RouteTableId: string, VpcId = "vpc-1") => ({
    RouteTableId,
    VpcId,
    Routes: [],
    Associations: [{ Main: true }],
  });

  test("are what others have in a VPC whose subnets are shared with the account: it sees no default group there", () => {
    const vpc = { Vpcs: [{ VpcId: "vpc-1", OwnerId: "111111111111" }], RouteTables: [main("rtb-1")] };
    const of = (OwnerId: string, GroupName: string, VpcId = "vpc-1") => ({
      GroupId: `sg-${OwnerId}`,
      GroupName,
      VpcId,
      OwnerId,
      ...noRules,
    });
    const said = [expect.stringContaining("it may be another account's")];
    // A group that the owner shares tells nothing of what else there is.
    const shared = [of("222222222222", "web"), of("111111111111", "shared")];
    for (const SecurityGroups of [[], [of("222222222222", "default")], [of("1", "default", "vpc-2")], shared])
      expect(gaps({ ...vpc, SecurityGroups })).toEqual(said);
    expect(gaps({ ...vpc, SecurityGroups: [...shared, of("111111111111", "default")] })).toEqual([]);
  });

  test("are the main route table of a VPC that is not listed, or is several", () => {
    const vpc = {
      Vpcs: [{ VpcId: "vpc-1" }],
      SecurityGroups: [{ GroupId: "sg-1", GroupName: "default", VpcId: "vpc-1", ...noRules }],
    };
    const said = ["snapshot.json: vpc-1 | the snapshot does not list the one main route table of vpc-1"];
    expect(gaps({ ...vpc, RouteTables: [main("rtb-1")] })).toEqual([]);
    for (const RouteTables of [
      [],
      [main("rtb-1", "vpc-2")],
      [{ ...main("rtb-1"), Associations: [] }],
      [main("1"), main("2")],
    ])
      expect(gaps({ ...vpc, RouteTables })).toEqual(said);
  });

  const aclOf = (...subnets: string[]) => ({
    NetworkAclId: "acl-1",
    VpcId: "vpc-1",
    Entries: [],
    Associations: subnets.map((SubnetId) => ({ SubnetId })),
  });

  test("are the network ACL of a subnet that no ACL names, or several do", () => {
    const Subnets = [{ SubnetId: "subnet-1", VpcId: "vpc-1", CidrBlock: "10.0.0.0/24" }];
    const said = ["snapshot.json: subnet-1 | the snapshot does not list the one network ACL of subnet-1"];
    expect(gaps({ Subnets, NetworkAcls: [aclOf("subnet-1"), aclOf("subnet-2")] })).toEqual([]);
    expect(gaps({ Subnets, NetworkAcls: [aclOf("subnet-2")] })).toEqual(said);
    expect(gaps({ Subnets, NetworkAcls: [aclOf("subnet-1"), aclOf("subnet-1")] })).toEqual(said);
  });

  test("are interfaces and subnets that are named, and listed nowhere", () => {
    const Reservations = [{ Instances: [{ InstanceId: "i-1", NetworkInterfaces: [{ NetworkInterfaceId: "eni-1" }] }] }];
    const one = { NetworkInterfaceId: "eni-1", SubnetId: "subnet-1", Groups: [{ GroupId: "sg-1" }] };
    expect(gaps({ Reservations })).toEqual(["snapshot.json: eni-1 | i-1 has eni-1, which the snapshot does not list"]);
    expect(gaps({ Reservations, NetworkInterfaces: [one] })).toEqual([
      "snapshot.json: subnet-1 | eni-1 has subnet-1, which the snapshot does not list",
    ]);
  });

  test("are the ports of a rule or an entry that always has some", () => {
    const said = (id: string) => [
      `snapshot.json: ${id} | the snapshot does not say which ports a rule of ${id} is for`,
    ];
    const group = (rule: object) => ({
      SecurityGroups: [
        { GroupId: "sg-1", ...noRules, IpPermissions: [{ IpRanges: [{ CidrIp: "10.0.0.0/8" }], ...rule }] },
      ],
    });
    const acl = (entry: object) => ({
      NetworkAcls: [
        {
          ...aclOf(),
          Entries: [{ RuleNumber: 1, RuleAction: "deny", Egress: false, CidrBlock: "10.0.0.0/8", ...entry }],
        },
      ],
    });
    for (const IpProtocol of ["tcp", "udp", "icmp", "icmpv6"]) {
      expect(gaps(group({ IpProtocol, FromPort: 1 }))).toEqual(said("sg-1"));
      expect(gaps(group({ IpProtocol, FromPort: 8, ToPort: -1 }))).toEqual([]);
    }
    for (const Protocol of ["6", "17"]) {
      expect(gaps(acl({ Protocol }))).toEqual(said("acl-1"));
      expect(gaps(acl({ Protocol, PortRange: { From: 1, To: 2 } }))).toEqual([]);
    }
    expect(gaps({ ...group({ IpProtocol: "-1" }), ...acl({ Protocol: "-1" }) })).toEqual([]);
  });

  test("are the groups of an interface that is in none: nothing may filter it", () => {
    const one = { NetworkInterfaceId: "eni-1" };
    expect(gaps({ NetworkInterfaces: [{ ...one, Groups: [] }] })).toEqual([
      "snapshot.json: eni-1 | the snapshot does not say in which security groups eni-1 is",
    ]);
    expect(gaps({ NetworkInterfaces: [{ ...one, InterfaceType: "transit_gateway" }] })).toEqual([]);
  });

  test("are the blocks that a subnet is given, or loses, while it is taken", () => {
    const subnet = (State: string) => ({
      SubnetId: "subnet-1",
      VpcId: "vpc-1",
      CidrBlock: "10.0.0.0/24",
      Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: "2600:1f18::/64", Ipv6CidrBlockState: { State } }],
    });
    for (const state of ["associating", "disassociating", "failing"])
      expect(gaps({ Subnets: [subnet(state)], NetworkAcls: [aclOf("subnet-1")] })).toEqual([
        `snapshot.json: subnet-1 | the block 2600:1f18::/64 of subnet-1 is ${state}`,
      ]);
    for (const state of ["associated", "disassociated", "failed"])
      expect(gaps({ Subnets: [subnet(state)], NetworkAcls: [aclOf("subnet-1")] })).toEqual([]);
  });

  test("are no blocks that a VPC is given, or loses: it may have them", () => {
    const blocks = (State: string) => {
      const v4 = [{ CidrBlock: "100.64.0.0/16", CidrBlockState: { State } }];
      const v6 = [{ Ipv6CidrBlock: "2600:1f18::/56", Ipv6CidrBlockState: { State } }];
      const vpc = { VpcId: "vpc-1", CidrBlock: "10.0.0.0/16" };
      const base = read({ Vpcs: [{ ...vpc, CidrBlockAssociationSet: v4, Ipv6CidrBlockAssociationSet: v6 }] });
      return base.vpcs.flatMap((one) =>
        one.blocks.map((each) => ("exact" in each ? each.exact.toString() : `perhaps ${each.within.toString()}`)),
      );
    };
    expect(blocks("associated")).toEqual(["10.0.0.0/16", "2600:1f18::/56", "100.64.0.0/16"]);
    for (const state of ["associating", "disassociating", "failing"])
      expect(blocks(state)).toEqual(["10.0.0.0/16", "perhaps 100.64.0.0/16", "perhaps 2600:1f18::/56"]);
    for (const state of ["disassociated", "failed"]) expect(blocks(state)).toEqual(["10.0.0.0/16"]);
  });

  test("are the Instance Connect Endpoints that may show who comes in by them", () => {
    const one = {
      NetworkInterfaceId: "eni-1",
      InterfaceType: "ec2_instance_connect_endpoint",
      Groups: [{ GroupId: "sg-1" }],
    };
    const endpoint = (PreserveClientIp: boolean) => ({ NetworkInterfaceIds: ["eni-1"], PreserveClientIp });
    const said = [expect.stringContaining("eni-1 of type ec2_instance_connect_endpoint hands on")];
    expect(gaps({ NetworkInterfaces: [one] })).toEqual(said);
    expect(gaps({ NetworkInterfaces: [one], InstanceConnectEndpoints: [endpoint(true)] })).toEqual(said);
    expect(gaps({ NetworkInterfaces: [one], InstanceConnectEndpoints: [endpoint(false)] })).toEqual([]);
  });

  test("are the subnets whose instances have local network interfaces", () => {
    const subnet = (EnableLniAtDeviceIndex: number) => ({
      SubnetId: "subnet-1",
      VpcId: "vpc-1",
      CidrBlock: "10.0.0.0/24",
      EnableLniAtDeviceIndex,
    });
    const NetworkAcls = [aclOf("subnet-1")];
    expect(gaps({ NetworkAcls, Subnets: [subnet(1)] })).toEqual([
      expect.stringContaining("subnet-1 by local network interfaces"),
    ]);
    expect(gaps({ NetworkAcls, Subnets: [subnet(0)] })).toEqual([]);
  });

  test("are the service networks of VPC Lattice where a group has rules for them", () => {
    const PrefixLists = [{ PrefixListId: "pl-1", PrefixListName: "com.amazonaws.us-east-1.vpc-lattice" }];
    const group = (rule: object) => ({
      GroupId: "sg-1",
      VpcId: "vpc-1",
      ...noRules,
      IpPermissions: [{ IpProtocol: "-1", ...rule }],
    });
    const said = [expect.stringContaining("sg-1 lets in or out what comes by VPC Lattice")];
    for (const rule of [
      { PrefixListIds: [{ PrefixListId: "pl-1" }] },
      { IpRanges: [{ CidrIp: "169.254.171.0/24" }] },
      { Ipv6Ranges: [{ CidrIpv6: "fd00:ec2:80::/64" }] },
    ])
      expect(gaps({ PrefixLists, SecurityGroups: [group(rule)] })).toEqual(said);
    expect(gaps({ PrefixLists, SecurityGroups: [group({ IpRanges: [{ CidrIp: "10.0.0.0/8" }] })] })).toEqual([]);
    // Every account has the list.
    expect(read({ PrefixLists }).unread).toEqual([]);
  });

  test("are the secondary networks that an instance is in", () => {
    const one = { InstanceId: "i-1", SecondaryInterfaces: [{ SecondaryInterfaceId: "si-1" }] };
    expect(gaps({ Reservations: [{ Instances: [one] }] })).toEqual([
      "snapshot.json: i-1 | what reaches i-1 in a secondary network is not read",
    ]);
  });

  test("are none when it has what it needs", () => {
    expect(gaps({})).toEqual([]);
  });

  test("are the calls that AWS refused, each by its name and with AWS's reason", () => {
    expect(gaps(refused("DescribeVpnGateways", "DescribeNatGateways"))).toEqual([
      "snapshot.json: DescribeVpnGateways | AWS did not answer DescribeVpnGateways: UnauthorizedOperation",
      "snapshot.json: DescribeNatGateways | AWS did not answer DescribeNatGateways: UnauthorizedOperation",
    ]);
  });

  test("are there, too, when what it says of them is damaged", () => {
    expect(gaps({ Incomplete: "none" })).toEqual([
      "snapshot.json: Incomplete | what the snapshot says of its own gaps is not a list",
    ]);
    expect(gaps({ Incomplete: [{}] })).toEqual([
      "snapshot.json: a call without a name | AWS did not answer a call without a name: no reason is given",
    ]);
  });

  test.each([
    ["InternetGateways", { GatewayId: "igw-1" }],
    ["EgressOnlyInternetGateways", { EgressOnlyInternetGatewayId: "eigw-1" }],
    ["NatGateways", { NatGatewayId: "nat-1" }],
    ["VpnGateways", { GatewayId: "vgw-1" }],
    ["VpcPeeringConnections", { VpcPeeringConnectionId: "pcx-1" }],
    ["VpcEndpoints", { GatewayId: "vpce-1" }],
    ["CarrierGateways", { CarrierGatewayId: "cagw-1" }],
  ])("are %s when they are not listed and a route leads to one", (list, target) => {
    const [id] = Object.values(target);
    expect(gaps(route(target))).toEqual([
      `snapshot.json: ${list} | the snapshot has no list of ${list}, and a route leads to ${String(id)}`,
    ]);
    expect(gaps({ ...route(target), [list]: [] })).toEqual([]);
  });

  const gateway = {
    VpnGatewayId: "vgw-1",
    State: "available",
    VpcAttachments: [{ VpcId: "vpc-1", State: "attached" }],
  };
  const vpn = "snapshot.json: vgw-1 | the snapshot does not say which VPN connections vgw-1 has";
  const direct =
    "snapshot.json: vgw-1 | the snapshot does not say which Direct Connect gateways and virtual interfaces vgw-1 has";

  test("are what comes in by a virtual private gateway, when only the gateway is told", () => {
    const told = { ...gateway, directConnectGatewayAssociations: [] };
    expect(gaps({ VpnGateways: [gateway] })).toEqual([vpn, direct]);
    expect(gaps({ VpnGateways: [told], VpnConnections: [] })).toEqual([direct]);
    expect(gaps({ VpnGateways: [told], VpnConnections: [], virtualInterfaces: [] })).toEqual([]);
    expect(gaps({ VpnGateways: [{ ...gateway, State: "deleted" }] })).toEqual([]);
    expect(gaps({ VpnGateways: [{ ...gateway, VpcAttachments: [] }] })).toEqual([]);
  });

  test("are groups of other networks that a rule names, where another network is joined", () => {
    const pairs = [{ GroupId: "sg-1" }, { GroupId: "sg-far" }, { GroupId: "sg-far" }];
    const SecurityGroups = [
      { GroupId: "sg-1", ...noRules, IpPermissions: [{ IpProtocol: "-1", UserIdGroupPairs: pairs }] },
    ];
    const ends = { RequesterVpcInfo: { VpcId: "vpc-1" }, AccepterVpcInfo: { VpcId: "vpc-2" } };
    const one = { VpcPeeringConnectionId: "pcx-1", Status: { Code: "active" }, ...ends };
    const peering = { VpcPeeringConnections: [one] };
    expect(gaps({ SecurityGroups })).toEqual([]);
    expect(gaps({ SecurityGroups, ...peering })).toEqual([
      "snapshot.json: sg-far | sg-1 lets in or out whoever has sg-far, which the snapshot does not describe",
    ]);
    // One that is over joins nobody, and is no place.
    const over = { VpcPeeringConnections: [{ ...one, Status: { Code: "deleted" } }] };
    expect(gaps({ SecurityGroups, ...over })).toEqual([]);
    expect(read(over).peerings).toEqual([]);
    expect(read({ ...over, ...route({ VpcPeeringConnectionId: "pcx-1", State: "active" }) }).peerings).toHaveLength(1);
    const info = { RequesterVpcInfo: ends.RequesterVpcInfo, AccepterVpcInfo: { VpcId: "vpc-2", Region: "us-east-1" } };
    const both = (status: string) => {
      const here = { ...lists, SecurityGroups, VpcPeeringConnections: [{ ...one, ...info }] };
      const far = { ...lists, SecurityGroups: [{ GroupId: "sg-far", ...noRules }] };
      const there = { ...far, VpcPeeringConnections: [{ ...one, ...info, Status: { Code: status }, Tags: [] }] };
      const inputs = Object.entries({ "a.json": here, "b.json": there });
      const found = facts(...inputs.map(([name, json]) => ({ name, text: JSON.stringify(json) })));
      return found.incomplete.map(({ detail }) => detail);
    };
    // The other side's snapshot lists the group, and the same peering.
    expect(both("active")).toEqual([]);
    expect(both("deleting")).toEqual(["a.json and b.json both describe pcx-1: leave one of them out"]);
  });

  test("are what is said of some objects, and of others of their kind is not", () => {
    const all = { IpRanges: [{ CidrIp: "10.0.0.0/8" }], Ipv6Ranges: [], PrefixListIds: [], UserIdGroupPairs: [] };
    const group = (...rules: object[]) => ({
      SecurityGroups: [
        {
          GroupId: "sg-1",
          IpPermissions: rules.map((rule) => ({ IpProtocol: "-1", ...rule })),
          IpPermissionsEgress: [],
        },
      ],
    });
    const lost = (field: string) =>
      `snapshot.json: sg-1 | the snapshot does not say of sg-1 what it says of others: ${field}`;
    expect(gaps(group(all, all))).toEqual([]);
    for (const name of ["Ipv6Ranges", "PrefixListIds", "UserIdGroupPairs"])
      expect(gaps(group(all, { ...all, [name]: undefined }))).toEqual([lost(name)]);
    expect(gaps(group(all, { ...all, IpRanges: undefined }))).toEqual([lost("IpRanges"), lost("whom a rule is for")]);
    const card = { Groups: [{ GroupId: "sg-1" }], Ipv6Addresses: [] };
    const two = { ...card, NetworkInterfaceId: "eni-2" };
    const one = { ...card, NetworkInterfaceId: "eni-1", SourceDestCheck: true };
    expect(gaps({ NetworkInterfaces: [one, two] })).toEqual([
      "snapshot.json: eni-2 | the snapshot does not say of eni-2 what it says of others: SourceDestCheck",
    ]);
  });

  test("are interfaces of what hands on traffic under its client's address", () => {
    const cards = ["interface", "network_load_balancer", "global_accelerator_managed"].map((InterfaceType, at) => ({
      NetworkInterfaceId: `eni-${String(at)}`,
      InterfaceType,
      Groups: [{ GroupId: "sg-1" }],
    }));
    expect(gaps({ NetworkInterfaces: cards }).map((line) => line.split(" is not told")[0])).toEqual([
      "snapshot.json: eni-1 | to whom eni-1 of type network_load_balancer hands on what comes to it",
      "snapshot.json: eni-2 | to whom eni-2 of type global_accelerator_managed hands on what comes to it",
    ]);
  });

  test("are attachments of a transit gateway that join something that is not read", () => {
    const attachment = (id: string, ResourceType: string) => ({ TransitGatewayAttachmentId: id, ResourceType });
    const peering = (id: string, far: string) => ({
      TransitGatewayAttachmentId: id,
      RequesterTgwInfo: { TransitGatewayId: "tgw-1" },
      AccepterTgwInfo: { TransitGatewayId: far },
    });
    expect(
      gaps({
        TransitGateways: [{ TransitGatewayId: "tgw-1" }, { TransitGatewayId: "tgw-2" }],
        TransitGatewayAttachments: [
          attachment("a-1", "network-function"),
          attachment("a-2", "peering"),
          attachment("a-3", "peering"),
          attachment("a-4", "peering"),
          attachment("a-5", "vpn"),
        ],
        TransitGatewayPeeringAttachments: [peering("a-3", "tgw-9"), peering("a-4", "tgw-2")],
      }),
    ).toEqual([
      "snapshot.json: a-1 | transit gateway attachments of type network-function are not read",
      "snapshot.json: a-2 | the snapshot does not say what a-2 peers with",
      "snapshot.json: a-4 | a peering of two transit gateways in one Region is not read",
    ]);
  });
});

describe("what is unknown by itself when AWS refuses to tell it, and hides nothing", () => {
  const [options, exclusions] = ["DescribeVpcBlockPublicAccessOptions", "DescribeVpcBlockPublicAccessExclusions"];
  const block = (mode: string, State = "update-complete") => ({
    VpcBlockPublicAccessOptions: { InternetGatewayBlockMode: mode, AwsRegion: "us-east-1", State },
  });

  const listed = { VpcBlockPublicAccessExclusions: [] };

  test.each([
    ["is what the switch says", { ...block("block-ingress"), ...listed }, "region=us-east-1 mode=block-ingress"],
    ["is open when the switch is not told", refused(options), "region=?(variable) mode=?(after-apply)"],
    ["is open when nobody says why it is not told", listed, "region=?(variable) mode=?(after-apply)"],
    [
      "is open when a block is on without a list of exclusions",
      block("block-ingress"),
      "region=us-east-1 mode=?(after-apply)",
    ],
    [
      "is open when the exclusions of a block are not told",
      { ...block("block-bidirectional"), ...refused(exclusions) },
      "region=us-east-1 mode=?(after-apply)",
    ],
    [
      "is open while it is changed",
      { ...block("block-ingress", "update-in-progress"), ...listed },
      "region=us-east-1 mode=?(after-apply)",
    ],
    ["is off whatever the exclusions are", { ...block("off"), ...refused(exclusions) }, "region=us-east-1 mode=off"],
  ])("the blocking of public access %s", (_, more, expected) => {
    expect(shown(read(more), "publicAccessBlocks")).toEqual([`block-public-access ${expected}`]);
    expect(read(more).complete).toBe(true);
  });

  test.each([
    ["create-complete", ["certain allow-egress"]],
    ["update-in-progress", ["possible ?"]],
    ["delete-in-progress", ["possible ?"]],
    ["delete-complete", []],
    ["create-failed", []],
  ])("an exclusion in state %s", (State, expected) => {
    const one = { ExclusionId: "x-1", ResourceArn: "arn:aws:ec2:us-east-1:1:vpc/vpc-1" };
    const listed = [{ ...one, InternetGatewayExclusionMode: "allow-egress", State }];
    const { publicAccessExclusions: found } = read({ VpcBlockPublicAccessExclusions: listed });
    const told = found.map(({ presence, mode }) => `${presence.is} ${"exact" in mode ? mode.exact : "?"}`);
    expect(told).toEqual(expected);
  });

  test("a prefix list without its entries may hold anything", () => {
    const base = read({ PrefixLists: [{ PrefixListId: "pl-1" }], ...refused("GetManagedPrefixListEntries") });
    expect(base.prefixLists.map(({ more }) => more?.kind)).toEqual(["data-source"]);
    expect(base.complete).toBe(true);
  });
});

describe("an address that its subnet does not have", () => {
  const subnet = { SubnetId: "subnet-1", VpcId: "vpc-1", CidrBlock: "10.0.0.0/24", AvailabilityZone: "us-east-1a" };
  const network = { Vpcs: [{ VpcId: "vpc-1", CidrBlock: "10.0.0.0/16" }], Subnets: [subnet] };
  const nat = (PrivateIp: string, SubnetId = "subnet-1") => {
    const NatGateways = [{ NatGatewayId: "nat-1", SubnetId, State: "available", NatGatewayAddresses: [{ PrivateIp }] }];
    return read({ ...network, NatGateways }).natGateways[0]?.address;
  };
  const face = (PrivateIpAddress: string, SubnetId = "subnet-1") => {
    const NetworkInterfaces = [{ NetworkInterfaceId: "eni-1", SubnetId, PrivateIpAddresses: [{ PrivateIpAddress }] }];
    return read({ ...network, NetworkInterfaces }).interfaces[0]?.addresses;
  };

  test.each([
    ["a NAT gateway", nat],
    ["an interface", face],
  ])("is not known: %s may have any of its subnet, and is in every answer about it", (_, of) => {
    expect(of("10.0.0.9")).toHaveProperty("exact");
    expect(of("10.0.1.9")).toEqual({
      unknown: {
        kind: "malformed",
        at: expect.stringMatching(/^(nat|eni)-1$/) as unknown,
        detail: "its subnet does not have the address that it is said to have",
      },
    });
    expect(of("10.0.1.9", "subnet-of-another-account")).toHaveProperty("exact");
  });
});

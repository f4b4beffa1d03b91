import { takeSnapshot, type SnapshotRequest } from "../../../../bin/cordon/collect/take";
import { listCalls } from "../../../../bin/cordon/collect/calls";
import { bare, fakeAws, refused } from "./fake-aws";

const request: SnapshotRequest = { region: "us-east-1", vpcs: [], collectedAt: new Date("2026-11-25T12:00:00Z") };

function take(answers: Parameters<typeof fakeAws>[0], more: Partial<SnapshotRequest> = {}) {
  const aws = fakeAws({ ...bare, ...answers });
  const said: string[] = [];
  const taken = takeSnapshot(aws.ask, { ...request, ...more }, (what) => said.push(what));
  return taken.then((snapshot) => ({ snapshot, asked: aws.asked, said }));
}

const reads = (asked: readonly { readonly call: string; readonly input: object }[], call: string) =>
  asked.filter((one) => one.call === call).map(({ input }) => input);

const attachments = { TransitGatewayAttachments: [{ TransitGatewayAttachmentId: "tgw-attach-1" }] };
const always = listCalls.filter(({ onlyWith }) => onlyWith === undefined);

describe("a snapshot that is taken", () => {
  test("has every list that the commands of the AWS CLI print, under their names, and where and when it was taken", async () => {
    const { snapshot } = await take({});
    expect(Object.keys(snapshot)).toEqual([
      "Region",
      "CollectedAt",
      "Incomplete",
      ...always.map(({ list }) => list),
      "VpcBlockPublicAccessOptions",
    ]);
    expect(snapshot).toMatchObject({ Region: "us-east-1", CollectedAt: "2026-11-25T12:00:00.000Z", Incomplete: [] });
  });

  test("holds all pages, sorted by id, whatever order AWS gives them in", async () => {
    const pages = [
      { Subnets: [{ SubnetId: "subnet-3" }, { SubnetId: "subnet-1" }] },
      { Subnets: [] },
      { Subnets: [{ SubnetId: "subnet-2" }] },
    ];
    const { snapshot, asked } = await take({ DescribeSubnets: pages });
    expect(snapshot["Subnets"]).toEqual([{ SubnetId: "subnet-1" }, { SubnetId: "subnet-2" }, { SubnetId: "subnet-3" }]);
    expect(reads(asked, "DescribeSubnets")).toEqual([
      { MaxResults: 1000 },
      { MaxResults: 1000, NextToken: "1" },
      { MaxResults: 1000, NextToken: "2" },
    ]);
  });

  test("asks for interfaces and instances that AWS services keep, which are left out otherwise", async () => {
    const { asked } = await take({});
    for (const call of ["DescribeNetworkInterfaces", "DescribeInstances"])
      expect(reads(asked, call)).toEqual([{ IncludeManagedResources: true, MaxResults: 1000 }]);
  });

  test("puts the entries of a prefix list and what a transit gateway's table holds beside them", async () => {
    const { snapshot } = await take({
      DescribeManagedPrefixLists: { PrefixLists: [{ PrefixListId: "pl-1" }, { PrefixListId: "pl-2" }] },
      "GetManagedPrefixListEntries pl-1": [
        { Entries: [{ Cidr: "10.0.0.0/8" }] },
        { Entries: [{ Cidr: "11.0.0.0/8" }] },
      ],
      "GetManagedPrefixListEntries pl-2": { Entries: [] },
      DescribeTransitGatewayAttachments: attachments,
      DescribeTransitGatewayRouteTables: { TransitGatewayRouteTables: [{ TransitGatewayRouteTableId: "tgw-rtb-1" }] },
      "GetTransitGatewayRouteTableAssociations tgw-rtb-1": { Associations: [{ TransitGatewayAttachmentId: "a" }] },
      "GetTransitGatewayRouteTablePropagations tgw-rtb-1": {
        TransitGatewayRouteTablePropagations: [{ TransitGatewayAttachmentId: "b" }],
      },
      "GetTransitGatewayPrefixListReferences tgw-rtb-1": {
        TransitGatewayPrefixListReferences: [{ PrefixListId: "pl-1" }],
      },
      "SearchTransitGatewayRoutes tgw-rtb-1": { Routes: [{ DestinationCidrBlock: "10.0.0.0/8" }] },
    });
    expect(snapshot["PrefixLists"]).toEqual([
      { PrefixListId: "pl-1", Entries: [{ Cidr: "10.0.0.0/8" }, { Cidr: "11.0.0.0/8" }] },
      { PrefixListId: "pl-2", Entries: [] },
    ]);
    expect(snapshot["TransitGatewayRouteTables"]).toEqual([
      {
        TransitGatewayRouteTableId: "tgw-rtb-1",
        Associations: [{ TransitGatewayAttachmentId: "a" }],
        TransitGatewayRouteTablePropagations: [{ TransitGatewayAttachmentId: "b" }],
        TransitGatewayPrefixListReferences: [{ PrefixListId: "pl-1" }],
        Routes: [{ DestinationCidrBlock: "10.0.0.0/8" }],
      },
    ]);
  });

  test("of some VPCs asks for what is in them, and for all that joins networks", async () => {
    const wanted = ["vpc-00000001"];
    const { snapshot, asked } = await take({}, { vpcs: wanted });
    expect(snapshot["OnlyVpcs"]).toEqual(wanted);
    const filtered = asked.flatMap(({ call, input }) =>
      ["Filters", "Filter"].flatMap((field) =>
        input[field] === undefined ? [] : [`${call} ${field} ${JSON.stringify(input[field])}`],
      ),
    );
    const by = (name: string) => JSON.stringify([{ Name: name, Values: wanted }]);
    expect(filtered).toEqual([
      ...["Vpcs", "Subnets", "RouteTables", "NetworkAcls", "SecurityGroups", "NetworkInterfaces", "Instances"].map(
        (what) => `Describe${what} Filters ${by("vpc-id")}`,
      ),
      `DescribeInternetGateways Filters ${by("attachment.vpc-id")}`,
      `DescribeNatGateways Filter ${by("vpc-id")}`,
      `DescribeVpcEndpoints Filters ${by("vpc-id")}`,
    ]);
  });

  test("asks Direct Connect what joins each virtual private gateway, when there is one", async () => {
    const { snapshot, asked } = await take({
      DescribeVpnGateways: { VpnGateways: [{ VpnGatewayId: "vgw-1" }] },
      DescribeVirtualInterfaces: [
        { virtualInterfaces: [{ virtualInterfaceId: "dxvif-2" }] },
        { virtualInterfaces: [{ virtualInterfaceId: "dxvif-1" }] },
      ],
      "DescribeDirectConnectGatewayAssociations vgw-1": {
        directConnectGatewayAssociations: [{ directConnectGatewayId: "dx-1" }],
      },
    });
    expect(snapshot["virtualInterfaces"]).toEqual([
      { virtualInterfaceId: "dxvif-1" },
      { virtualInterfaceId: "dxvif-2" },
    ]);
    expect(snapshot["VpnGateways"]).toEqual([
      { VpnGatewayId: "vgw-1", directConnectGatewayAssociations: [{ directConnectGatewayId: "dx-1" }] },
    ]);
    expect(reads(asked, "DescribeVirtualInterfaces")).toEqual([{}, { nextToken: "1" }]);
  });

  test("asks nothing more of Direct Connect and transit gateways where the network has none", async () => {
    const asked = (await take({})).asked.map(({ call }) => call);
    const never = listCalls.filter(({ onlyWith }) => onlyWith !== undefined).map(({ call }) => call);
    expect(asked.filter((call) => never.includes(call) || call.includes("Direct"))).toEqual([]);
    const more = (await take({ DescribeTransitGatewayAttachments: attachments })).asked.map(({ call }) => call);
    expect(never.filter((call) => more.includes(call))).toEqual([
      "DescribeTransitGatewayVpcAttachments",
      "DescribeTransitGatewayPeeringAttachments",
      "DescribeTransitGatewayConnects",
      "DescribeTransitGatewayRouteTables",
    ]);
  });

  test("has no key of a tunnel or of a routing session", async () => {
    const { snapshot } = await take({
      DescribeVpnConnections: {
        VpnConnections: [
          {
            VpnConnectionId: "vpn-1",
            CustomerGatewayConfiguration: "<pre_shared_key>secret</pre_shared_key>",
            Options: { StaticRoutesOnly: true, TunnelOptions: [{ PreSharedKey: "secret", Phase1DHGroupNumbers: [] }] },
          },
        ],
      },
      DescribeVpnGateways: { VpnGateways: [{ VpnGatewayId: "vgw-1" }] },
      DescribeVirtualInterfaces: {
        virtualInterfaces: [
          {
            virtualInterfaceId: "dxvif-1",
            authKey: "secret",
            customerRouterConfig: "secret",
            bgpPeers: [{ authKey: "secret" }],
          },
        ],
      },
    });
    expect(JSON.stringify(snapshot)).not.toContain("secret");
    expect(snapshot["VpnConnections"]).toEqual([
      { VpnConnectionId: "vpn-1", Options: { StaticRoutesOnly: true, TunnelOptions: [{ Phase1DHGroupNumbers: [] }] } },
    ]);
    expect(snapshot["virtualInterfaces"]).toEqual([{ virtualInterfaceId: "dxvif-1", bgpPeers: [{}] }]);
  });

  test("has the rules of the groups that are in it, and of no others", async () => {
    const { snapshot } = await take({
      DescribeSecurityGroups: { SecurityGroups: [{ GroupId: "sg-1" }] },
      DescribeSecurityGroupRules: {
        SecurityGroupRules: [
          { SecurityGroupRuleId: "sgr-2", GroupId: "sg-1" },
          { SecurityGroupRuleId: "sgr-1", GroupId: "sg-of-another-vpc" },
        ],
      },
    });
    expect(snapshot["SecurityGroupRules"]).toEqual([{ SecurityGroupRuleId: "sgr-2", GroupId: "sg-1" }]);
  });

  test("says what is being read", async () => {
    const { said } = await take({ DescribeManagedPrefixLists: { PrefixLists: [{ PrefixListId: "pl-1" }] } });
    expect(said).toEqual([...always.map(({ list }) => list), "Entries of pl-1"]);
  });
});

describe("what AWS refuses to tell", () => {
  test("is listed by its call, and the list is not there rather than empty", async () => {
    const { snapshot } = await take({
      DescribeVpnGateways: refused,
      DescribeVpcBlockPublicAccessOptions: refused,
      DescribeManagedPrefixLists: { PrefixLists: [{ PrefixListId: "pl-1" }] },
      "GetManagedPrefixListEntries pl-1": refused,
    });
    const Reason = refused.message;
    expect(snapshot.Incomplete).toEqual([
      { Call: "DescribeVpnGateways", Reason },
      { Call: "GetManagedPrefixListEntries", Of: "pl-1", Reason },
      { Call: "DescribeVpcBlockPublicAccessOptions", Reason },
    ]);
    expect(snapshot).not.toHaveProperty("VpnGateways");
    expect(snapshot).not.toHaveProperty("VpcBlockPublicAccessOptions");
    expect(snapshot["PrefixLists"]).toEqual([{ PrefixListId: "pl-1" }]);
  });

  test.each([
    ["breaks off after a page", [{ VpnGateways: [{ VpnGatewayId: "vgw-1" }] }, refused], refused.message],
    ["goes round in pages", [{ VpnGateways: [], NextToken: "0" }], "the answer leads back to a page already read"],
    ["is no list", { VpnGateways: "none" }, "the answer has no list of VpnGateways"],
  ])("is the whole list when the answer %s", async (_, answer, Reason) => {
    const { snapshot } = await take({ DescribeVpnGateways: answer });
    expect(snapshot.Incomplete).toEqual([{ Call: "DescribeVpnGateways", Reason }]);
    expect(snapshot).not.toHaveProperty("VpnGateways");
  });

  test("is the routes of a transit gateway's table when there are more than it shows", async () => {
    const { snapshot } = await take({
      DescribeTransitGatewayAttachments: attachments,
      DescribeTransitGatewayRouteTables: { TransitGatewayRouteTables: [{ TransitGatewayRouteTableId: "tgw-rtb-1" }] },
      "SearchTransitGatewayRoutes tgw-rtb-1": { Routes: [], AdditionalRoutesAvailable: true },
    });
    expect(snapshot.Incomplete).toEqual([
      { Call: "SearchTransitGatewayRoutes", Of: "tgw-rtb-1", Reason: "there are more routes than the answer holds" },
    ]);
  });
});

describe("no snapshot", () => {
  const essential = listCalls.filter((one) => one.essential === true).map(({ call }) => call);

  test("is taken without what nothing can be judged without", () => {
    expect(essential).toEqual([
      "DescribeVpcs",
      "DescribeSubnets",
      "DescribeRouteTables",
      "DescribeNetworkAcls",
      "DescribeSecurityGroups",
      "DescribeNetworkInterfaces",
    ]);
  });

  test.each(essential)("refuses to go on when AWS refuses %s", async (call) => {
    await expect(take({ [call]: refused })).rejects.toThrow(
      `AWS refused ${call}; received ${refused.message}; allowed: credentials that may call ec2:${call}`,
    );
  });

  test("refuses to go on when a call fails for another reason than an answer of AWS", async () => {
    await expect(take({ DescribeVpnGateways: new Error("connect ECONNREFUSED") })).rejects.toThrow("ECONNREFUSED");
  });

  test("refuses a Region without a VPC, which is most likely another one than meant", async () => {
    await expect(take({ DescribeVpcs: { Vpcs: [] } })).rejects.toThrow("there is no VPC in us-east-1");
  });

  test("refuses a VPC that is not there, by its id", async () => {
    await expect(take({}, { vpcs: ["vpc-00000001", "vpc-00000002"] })).rejects.toThrow(/^there is no VPC vpc-00000002/);
  });
});

/** Field names as `aws ec2 describe-*` prints them. */
import { facts } from "./read";
import { everything, shown } from "./shown";

const snapshot = {
  Vpcs: [
    {
      VpcId: "vpc-1",
      CidrBlock: "10.0.0.0/16",
      CidrBlockAssociationSet: [
        { CidrBlock: "10.0.0.0/16", CidrBlockState: { State: "associated" } },
        { CidrBlock: "100.64.0.0/16", CidrBlockState: { State: "associated" } },
        { CidrBlock: "100.65.0.0/16", CidrBlockState: { State: "disassociated" } },
      ],
      Ipv6CidrBlockAssociationSet: [
        { Ipv6CidrBlock: "2600:1f18:1:aa00::/56", Ipv6CidrBlockState: { State: "associated" } },
      ],
      IsDefault: false,
      Tags: [{ Key: "Name", Value: "hospital" }],
    },
  ],
  Subnets: [
    {
      SubnetId: "subnet-1",
      VpcId: "vpc-1",
      CidrBlock: "10.0.0.0/24",
      AvailabilityZone: "us-east-1a",
      MapPublicIpOnLaunch: true,
      Ipv6CidrBlockAssociationSet: [
        { Ipv6CidrBlock: "2600:1f18:1:aa01::/64", Ipv6CidrBlockState: { State: "associated" } },
      ],
    },
  ],
  RouteTables: [
    {
      RouteTableId: "rtb-main",
      VpcId: "vpc-1",
      Associations: [{ Main: true, RouteTableAssociationId: "a-1" }],
      Routes: [
        { DestinationCidrBlock: "10.0.0.0/16", GatewayId: "local", State: "active", Origin: "CreateRouteTable" },
      ],
    },
    {
      RouteTableId: "rtb-1",
      VpcId: "vpc-1",
      PropagatingVgws: [{ GatewayId: "vgw-1" }],
      Associations: [
        { Main: false, SubnetId: "subnet-1", RouteTableAssociationId: "a-2" },
        { GatewayId: "igw-1", RouteTableAssociationId: "a-3" },
      ],
      Routes: [
        { DestinationCidrBlock: "10.0.0.0/16", GatewayId: "local", Origin: "CreateRouteTable" },
        { DestinationCidrBlock: "0.0.0.0/0", GatewayId: "igw-1", State: "active", Origin: "CreateRoute" },
        {
          DestinationCidrBlock: "172.20.0.0/16",
          GatewayId: "vgw-1",
          State: "active",
          Origin: "EnableVgwRoutePropagation",
        },
        { DestinationPrefixListId: "pl-1", GatewayId: "vpce-1", State: "active" },
        { DestinationCidrBlock: "10.9.0.0/16", NatGatewayId: "nat-gone", State: "blackhole" },
        { DestinationCidrBlock: "10.8.0.0/16", InstanceId: "i-1", NetworkInterfaceId: "eni-1", State: "active" },
      ],
    },
  ],
  NetworkAcls: [
    {
      NetworkAclId: "acl-d",
      VpcId: "vpc-1",
      IsDefault: true,
      Associations: [{ SubnetId: "subnet-1", NetworkAclAssociationId: "x" }],
      Entries: [
        {
          RuleNumber: 100,
          Protocol: "6",
          RuleAction: "allow",
          Egress: false,
          CidrBlock: "0.0.0.0/0",
          PortRange: { From: 443, To: 443 },
        },
        { RuleNumber: 32767, Protocol: "-1", RuleAction: "deny", Egress: false, CidrBlock: "0.0.0.0/0" },
        {
          RuleNumber: 110,
          Protocol: "1",
          RuleAction: "allow",
          Egress: true,
          CidrBlock: "10.0.0.0/8",
          IcmpTypeCode: { Type: 8, Code: -1 },
        },
      ],
    },
  ],
  SecurityGroups: [
    { GroupId: "sg-d", GroupName: "default", VpcId: "vpc-1", IpPermissions: [], IpPermissionsEgress: [] },
    {
      GroupId: "sg-1",
      GroupName: "web",
      VpcId: "vpc-1",
      IpPermissions: [
        {
          IpProtocol: "tcp",
          FromPort: 443,
          ToPort: 443,
          IpRanges: [{ CidrIp: "10.0.0.0/16" }],
          Ipv6Ranges: [{ CidrIpv6: "::/0" }],
          PrefixListIds: [{ PrefixListId: "pl-1" }],
          UserIdGroupPairs: [{ GroupId: "sg-1", UserId: "1" }],
        },
      ],
      IpPermissionsEgress: [{ IpProtocol: "-1", IpRanges: [{ CidrIp: "0.0.0.0/0" }] }],
    },
  ],
  NetworkInterfaces: [
    {
      NetworkInterfaceId: "eni-1",
      SubnetId: "subnet-1",
      VpcId: "vpc-1",
      InterfaceType: "interface",
      Groups: [{ GroupId: "sg-1", GroupName: "web" }],
      PrivateIpAddresses: [{ PrivateIpAddress: "10.0.0.5", Association: { PublicIp: "198.51.100.1" } }],
      Ipv6Addresses: [{ Ipv6Address: "2600:1f18:1:aa01::5" }],
      SourceDestCheck: false,
    },
    { NetworkInterfaceId: "eni-nat", SubnetId: "subnet-1", InterfaceType: "nat_gateway", Groups: [] },
  ],
  Reservations: [
    {
      Instances: [
        {
          InstanceId: "i-1",
          SubnetId: "subnet-1",
          State: { Name: "running" },
          NetworkInterfaces: [{ NetworkInterfaceId: "eni-1" }],
        },
        { InstanceId: "i-gone", State: { Name: "terminated" } },
      ],
    },
  ],
  InternetGateways: [{ InternetGatewayId: "igw-1", Attachments: [{ VpcId: "vpc-1", State: "available" }] }],
  VpnGateways: [
    {
      VpnGatewayId: "vgw-1",
      State: "available",
      VpcAttachments: [{ VpcId: "vpc-1", State: "attached" }],
      directConnectGatewayAssociations: [],
    },
  ],
  VpcBlockPublicAccessOptions: {
    AwsRegion: "us-east-1",
    InternetGatewayBlockMode: "off",
    State: "default-state",
  },
  virtualInterfaces: [],
  VpcEndpoints: [
    {
      VpcEndpointId: "vpce-1",
      VpcEndpointType: "Gateway",
      VpcId: "vpc-1",
      ServiceName: "com.amazonaws.us-east-1.s3",
      RouteTableIds: ["rtb-1"],
      State: "available",
    },
  ],
  NatGateways: [
    {
      NatGatewayId: "nat-1",
      SubnetId: "subnet-1",
      State: "available",
      ConnectivityType: "public",
      NatGatewayAddresses: [{ PrivateIp: "10.0.0.9" }],
    },
  ],
  VpnConnections: [
    {
      VpnConnectionId: "vpn-1",
      CustomerGatewayId: "cgw-1",
      VpnGatewayId: "vgw-1",
      State: "available",
      Options: { StaticRoutesOnly: true },
      Routes: [{ DestinationCidrBlock: "172.20.0.0/16" }],
    },
  ],
  CustomerGateways: [{ CustomerGatewayId: "cgw-1", IpAddress: "203.0.113.10", BgpAsn: "65010", State: "available" }],
  VpcPeeringConnections: [
    {
      VpcPeeringConnectionId: "pcx-1",
      Status: { Code: "active" },
      RequesterVpcInfo: { VpcId: "vpc-1", Region: "us-east-1" },
      AccepterVpcInfo: { VpcId: "vpc-2", Region: "us-east-1" },
    },
  ],
  PrefixLists: [
    { PrefixListId: "pl-1", PrefixListName: "com.amazonaws.us-east-1.s3", OwnerId: "AWS", AddressFamily: "IPv4" },
  ],
  TransitGateways: [
    {
      TransitGatewayId: "tgw-1",
      State: "available",
      Options: { DefaultRouteTableAssociation: "enable", AssociationDefaultRouteTableId: "tgw-rtb-1" },
    },
  ],
  TransitGatewayRouteTables: [
    { TransitGatewayRouteTableId: "tgw-rtb-1", TransitGatewayId: "tgw-1", DefaultAssociationRouteTable: true },
  ],
  TransitGatewayVpcAttachments: [
    {
      TransitGatewayAttachmentId: "tgw-attach-1",
      TransitGatewayId: "tgw-1",
      VpcId: "vpc-1",
      SubnetIds: ["subnet-1"],
      State: "available",
      Options: { ApplianceModeSupport: "enable" },
    },
  ],
  TransitGatewayAttachments: [
    {
      TransitGatewayAttachmentId: "tgw-attach-1",
      Association: { TransitGatewayRouteTableId: "tgw-rtb-1", State: "associated" },
    },
  ],
};
const input = (json: object) => ({ name: "snapshot.json", text: JSON.stringify(json) });

describe("a snapshot of AWS", () => {
  const base = facts(input(snapshot));

  test("gives the facts that a plan of the same network would", () => {
    expect(everything(base)).toEqual({
      vpcs: [
        "vpc-1 blocks=[10.0.0.0/16, 2600:1f18:1:aa00::/56, 100.64.0.0/16] region=us-east-1 defaultSecurityGroup==sg-d defaultNetworkAcl==acl-d mainRouteTable==rtb-main",
      ],
      subnets: [
        "subnet-1 vpc==vpc-1 blocks=[10.0.0.0/24, 2600:1f18:1:aa01::/64] zone=us-east-1a mapsPublicAddress=true",
      ],
      gateways: ["igw-1 kind=internet vpc==vpc-1", "vgw-1 kind=vpn vpc==vpc-1"],
      natGateways: ["nat-1 subnet==subnet-1 connectivity=public address=10.0.0.9/32"],
      peerings: ["pcx-1 requester==vpc-1 accepter=>vpc-2 active=true accepterRegion=us-east-1"],
      prefixLists: [
        "pl-1 more=(data-source) family=4 entries=[] maxEntries=?(after-apply) keptBy=aws within=public IPv4",
      ],
      routeTables: ["rtb-1 vpc==vpc-1", "rtb-main vpc==vpc-1"],
      routes: [
        "rtb-1.route[1] table==rtb-1 destination={block=0.0.0.0/0} target={kind=internet-gateway to==igw-1} origin=static blackhole=false",
        "rtb-1.route[2] table==rtb-1 destination={block=172.20.0.0/16} target={kind=vpn-gateway to==vgw-1} origin=propagated blackhole=false",
        "rtb-1.route[3] table==rtb-1 destination={prefixList==pl-1} target={kind=endpoint to==vpce-1} origin=static blackhole=false",
        "rtb-1.route[4] table==rtb-1 destination={block=10.9.0.0/16} target={kind=nat-gateway to=>nat-gone} origin=static blackhole=true",
        "rtb-1.route[5] table==rtb-1 destination={block=10.8.0.0/16} target={kind=interface to==eni-1} origin=static blackhole=false",
      ],
      routeTableAssociations: ["a-2 table==rtb-1 of={subnet==subnet-1}", "a-3 table==rtb-1 of={gateway==igw-1}"],
      routePropagations: ["rtb-1.propagating_vgws[0] table==rtb-1 gateway==vgw-1"],
      securityGroups: ["sg-1 vpc==vpc-1 isDefault=false", "sg-d vpc==vpc-1 isDefault=true"],
      securityGroupRules: [
        "sg-1.egress[0] group==sg-1 direction=egress transport=all peers=[{addresses=0.0.0.0/0}]",
        "sg-1.ingress[0] group==sg-1 direction=ingress transport=tcp 443 peers=[{addresses=10.0.0.0/16}, {addresses=::/0}, {list==pl-1}, {group==sg-1}]",
      ],
      networkAcls: ["acl-d vpc==vpc-1 isDefault=true"],
      networkAclEntries: [
        "acl-d.egress[110] acl==acl-d direction=egress number=110 action=allow addresses=10.0.0.0/8 transport=icmp 8",
        "acl-d.ingress[100] acl==acl-d direction=ingress number=100 action=allow addresses=0.0.0.0/0 transport=tcp 443",
      ],
      publicAccessBlocks: ["block-public-access region=us-east-1 mode=off"],
      networkAclAssociations: ["acl-d.subnet_ids[0] acl==acl-d subnet==subnet-1"],
      interfaces: [
        "eni-1 owner={kind=interface id=eni-1} subnets=[=subnet-1] groups=[=sg-1] addresses=10.0.0.5/32, 2600:1f18:1:aa01::5/128 publicAddress=true ipv6=true sourceDestCheck=false machine=i-1",
      ],
      endpoints: ["vpce-1 kind=gateway vpc==vpc-1 service=com.amazonaws.us-east-1.s3 routeTables=[=rtb-1] list==pl-1"],
      customerGateways: ["cgw-1 address=203.0.113.10/32 asn=65010"],
      vpnConnections: [
        "vpn-1 customerGateway==cgw-1 on={vpnGateway==vgw-1} staticRoutesOnly=true awsSide=[0.0.0.0/0] siteSide=[0.0.0.0/0]",
      ],
      vpnRoutes: ["vpn-1/172.20.0.0/16 connection==vpn-1 block=172.20.0.0/16"],
      transitGateways: [
        "tgw-1 region=us-east-1 defaultAssociation=true defaultPropagation=false associationTable==tgw-rtb-1 propagationTable=none groupReferences=false",
      ],
      transitAttachments: [
        "tgw-attach-1 kind=vpc transitGateway==tgw-1 peer={vpc==vpc-1 subnets=[=subnet-1]} applianceMode=true ipv6=false groupReferences=false active=true",
      ],
      transitRouteTables: ["tgw-rtb-1 more=(data-source) transitGateway==tgw-1"],
      transitAssociations: ["tgw-attach-1/tgw-rtb-1 table==tgw-rtb-1 attachment==tgw-attach-1"],
    });
    expect([base.links, base.complete]).toEqual([{ exact: 39, symbolic: 0, ambiguous: 0, unknown: 0 }, true]);
  });

  test("is not complete without the lists that a judgement needs", () => {
    const { NetworkAcls: _, NetworkInterfaces: __, ...rest } = snapshot;
    const gaps = facts(input(rest)).incomplete.map((one) => one.detail);
    expect(gaps).toEqual(["the snapshot has no list of NetworkAcls", "the snapshot has no list of NetworkInterfaces"]);
  });

  test("reads the blocks of a prefix list where they were put beside it, and does not know them otherwise", () => {
    const [list] = snapshot.PrefixLists;
    const read = facts(input({ ...snapshot, PrefixLists: [{ ...list, Entries: [{ Cidr: "52.216.0.0/15" }] }] }));
    expect(shown(read, "prefixLists")[0]).toBe(
      "pl-1 family=4 entries=[52.216.0.0/15] maxEntries=?(after-apply) keptBy=aws within=public IPv4",
    );
    expect(shown(base, "prefixLists")[0]).toBe(
      "pl-1 more=(data-source) family=4 entries=[] maxEntries=?(after-apply) keptBy=aws within=public IPv4",
    );
  });

  test("names rules by their own ids, and keeps what only the group says", () => {
    const rule = (id: string, IsEgress: boolean, more: object) => ({
      SecurityGroupRuleId: id,
      GroupId: "sg-1",
      IsEgress,
      IpProtocol: IsEgress ? "-1" : "tcp",
      FromPort: IsEgress ? -1 : 443,
      ToPort: IsEgress ? -1 : 443,
      ...more,
    });
    const SecurityGroupRules = [
      rule("sgr-1", true, { CidrIpv4: "0.0.0.0/0" }),
      rule("sgr-2", false, { CidrIpv4: "10.0.0.0/16" }),
      rule("sgr-3", false, { ReferencedGroupInfo: { GroupId: "sg-1" } }),
      rule("sgr-4", false, { PrefixListId: "pl-1" }),
    ];
    expect(shown(facts(input({ ...snapshot, SecurityGroupRules })), "securityGroupRules")).toEqual([
      "sg-1.ingress[0] group==sg-1 direction=ingress transport=tcp 443 peers=[{addresses=::/0}]",
      "sgr-1 group==sg-1 direction=egress transport=all peers=[{addresses=0.0.0.0/0}]",
      "sgr-2 group==sg-1 direction=ingress transport=tcp 443 peers=[{addresses=10.0.0.0/16}]",
      "sgr-3 group==sg-1 direction=ingress transport=tcp 443 peers=[{group==sg-1}]",
      "sgr-4 group==sg-1 direction=ingress transport=tcp 443 peers=[{list==pl-1}]",
    ]);
  });

  test("is of the Region that it says", () => {
    const read = facts(input({ ...snapshot, Region: "eu-west-1" }));
    expect(read.vpcs.map(({ region }) => region)).toEqual([{ exact: "eu-west-1" }]);
  });
});

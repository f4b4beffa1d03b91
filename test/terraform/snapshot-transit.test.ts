/** Transit gateways and Direct Connect in a snapshot: field names as the AWS CLI prints them. */
import { facts } from "./read";
import { everything, shown } from "./shown";

const lists = { Vpcs: [], Subnets: [], RouteTables: [], NetworkAcls: [], SecurityGroups: [], NetworkInterfaces: [] };
const read = (more: object) =>
  facts({ name: "snapshot.json", text: JSON.stringify({ ...lists, Region: "us-east-1", ...more }) });

const attachment = (id: string, ResourceType: string, ResourceId: string, State = "available") => ({
  TransitGatewayAttachmentId: id,
  TransitGatewayId: "tgw-1",
  ResourceType,
  ResourceId,
  State,
  Association: { TransitGatewayRouteTableId: "tgw-rtb-1", State: "associated" },
});

const static_ = (DestinationCidrBlock: string, ...ids: string[]) => ({
  DestinationCidrBlock,
  Type: "static",
  State: "active",
  TransitGatewayAttachments: ids.map((TransitGatewayAttachmentId) => ({ TransitGatewayAttachmentId })),
});

const table = {
  TransitGatewayRouteTableId: "tgw-rtb-1",
  TransitGatewayId: "tgw-1",
  State: "available",
  Associations: [{ TransitGatewayAttachmentId: "a-vpn", State: "associated" }],
  TransitGatewayRouteTablePropagations: [
    { TransitGatewayAttachmentId: "a-vpn", State: "enabled" },
    { TransitGatewayAttachmentId: "a-dx", State: "disabled" },
  ],
  TransitGatewayPrefixListReferences: [
    {
      PrefixListId: "pl-1",
      State: "available",
      Blackhole: false,
      TransitGatewayAttachment: { TransitGatewayAttachmentId: "a-dx" },
    },
  ],
  Routes: [
    static_("10.9.0.0/16", "a-vpn", "a-dx"),
    { DestinationCidrBlock: "10.8.0.0/16", Type: "static", State: "blackhole" },
    { ...static_("10.7.0.0/16", "a-vpn"), Type: "propagated" },
    { PrefixListId: "pl-1", Type: "static", State: "active" },
  ],
};

const hub = {
  TransitGateways: [
    {
      TransitGatewayId: "tgw-1",
      Options: {
        DefaultRouteTableAssociation: "enable",
        DefaultRouteTablePropagation: "enable",
        AssociationDefaultRouteTableId: "tgw-rtb-1",
        PropagationDefaultRouteTableId: "tgw-rtb-1",
      },
    },
  ],
  TransitGatewayRouteTables: [table],
  TransitGatewayAttachments: [
    attachment("a-vpn", "vpn", "vpn-1"),
    attachment("a-dx", "direct-connect-gateway", "dx-1"),
    attachment("a-far", "vpc", "vpc-of-another-account"),
    attachment("a-peer", "peering", "tgw-9"),
    attachment("a-connect", "connect", "a-dx"),
    attachment("a-gone", "vpn", "vpn-9", "deleted"),
    attachment("a-new", "vpc", "vpc-8", "pendingAcceptance"),
  ],
  TransitGatewayPeeringAttachments: [
    {
      TransitGatewayAttachmentId: "a-peer",
      RequesterTgwInfo: { TransitGatewayId: "tgw-9", Region: "eu-west-1" },
      AccepterTgwInfo: { TransitGatewayId: "tgw-1", Region: "us-east-1" },
      State: "available",
    },
  ],
  TransitGatewayConnects: [{ TransitGatewayAttachmentId: "a-connect", TransportTransitGatewayAttachmentId: "a-dx" }],
  VpnConnections: [
    { VpnConnectionId: "vpn-1", CustomerGatewayId: "cgw-1", TransitGatewayId: "tgw-1", State: "available" },
  ],
  PrefixLists: [{ PrefixListId: "pl-1", Entries: [{ Cidr: "10.6.0.0/16" }] }],
};

describe("a transit gateway in a snapshot", () => {
  test("has its attachments of every type, and what its table holds, each once", () => {
    const { transitAttachments, transitRouteTables, transitAssociations, transitPropagations, transitRoutes } =
      everything(read(hub));
    const off = "applianceMode=false ipv6=true groupReferences=false active=true";
    expect(transitAttachments).toEqual([
      `a-connect kind=connect transitGateway==tgw-1 peer={over==a-dx} ${off}`,
      `a-dx kind=direct-connect transitGateway==tgw-1 peer={directConnectGateway=>dx-1} ${off}`,
      `a-far kind=vpc transitGateway==tgw-1 peer={vpc=>vpc-of-another-account subnets=[]} ${off}`,
      "a-peer kind=peering transitGateway==tgw-1 peer={transitGateway=>tgw-9 region=eu-west-1} applianceMode=?(after-apply) ipv6=?(after-apply) groupReferences=?(after-apply) active=true",
      `a-vpn kind=vpn transitGateway==tgw-1 peer={vpn==vpn-1} ${off}`,
    ]);
    expect(transitRouteTables).toEqual(["tgw-rtb-1 transitGateway==tgw-1"]);
    expect(transitAssociations).toEqual(
      ["a-connect", "a-dx", "a-far", "a-peer", "a-vpn"].map(
        (id) => `${id}/tgw-rtb-1 table==tgw-rtb-1 attachment==${id}`,
      ),
    );
    expect(transitPropagations).toEqual(["tgw-rtb-1/from/a-vpn table==tgw-rtb-1 attachment==a-vpn"]);
    expect(transitRoutes).toEqual([
      "tgw-rtb-1/10.8.0.0/16 table==tgw-rtb-1 destination={block=10.8.0.0/16} to=blackhole",
      "tgw-rtb-1/10.9.0.0/16/a-dx table==tgw-rtb-1 destination={block=10.9.0.0/16} to={attachment==a-dx}",
      "tgw-rtb-1/10.9.0.0/16/a-vpn table==tgw-rtb-1 destination={block=10.9.0.0/16} to={attachment==a-vpn}",
      "tgw-rtb-1/pl-1 table==tgw-rtb-1 destination={prefixList==pl-1} to={attachment==a-dx}",
    ]);
  });

  test.each(["Routes", "TransitGatewayRouteTablePropagations", "TransitGatewayPrefixListReferences"])(
    "has a table that may hold anything when its %s are not told",
    (part) => {
      const { [part as "Routes"]: _, ...rest } = table;
      const [known] = read({ ...hub, TransitGatewayRouteTables: [rest] }).transitRouteTables;
      expect(known?.more?.kind).toBe("data-source");
    },
  );
});

describe("a VPN connection in a snapshot", () => {
  const sides = (on: object, Options?: object) => {
    const one = { VpnConnectionId: "vpn-1", CustomerGatewayId: "cgw-1", State: "available", ...on };
    const [found] = read({
      VpnConnections: [{ ...one, ...(Options === undefined ? {} : { Options }) }],
    }).vpnConnections;
    return [found!.siteSide, found!.awsSide].map((blocks) =>
      blocks.map((one) => ("exact" in one ? one.exact.toString() : `perhaps ${one.within.toString()}`)).join(" "),
    );
  };
  const onTransit = { TransitGatewayId: "tgw-1" };
  const v6 = { TunnelInsideIpVersion: "ipv6" };

  test("carries the one family that is inside of its tunnels, as far as its blocks go", () => {
    expect(sides(onTransit, { TunnelInsideIpVersion: "ipv4" })).toEqual(["0.0.0.0/0", "0.0.0.0/0"]);
    expect(sides(onTransit, v6)).toEqual(["::/0", "::/0"]);
    const blocks = { LocalIpv6NetworkCidr: "2001:db8::/32", RemoteIpv6NetworkCidr: "::/0" };
    expect(sides(onTransit, { ...v6, ...blocks })).toEqual(["2001:db8::/32", "::/0"]);
  });

  test("may carry either when that is not told, unless it is on a virtual private gateway", () => {
    expect(sides({ VpnGatewayId: "vgw-1" })).toEqual(["0.0.0.0/0", "0.0.0.0/0"]);
    expect(sides(onTransit)).toEqual(Array(2).fill("perhaps 0.0.0.0/0 perhaps ::/0"));
    expect(sides(onTransit, { LocalIpv4NetworkCidr: "10.0.0.0/8" })).toEqual([
      "perhaps 10.0.0.0/8 perhaps ::/0",
      "perhaps 0.0.0.0/0 perhaps ::/0",
    ]);
  });
});

describe("Direct Connect in a snapshot", () => {
  test("joins a virtual private gateway through its own gateways and by virtual interfaces", () => {
    const gateway = (id: string, ...directConnectGatewayAssociations: object[]) => ({
      VpnGatewayId: id,
      State: "available",
      VpcAttachments: [{ VpcId: "vpc-1", State: "attached" }],
      directConnectGatewayAssociations,
    });
    const base = read({
      VpnGateways: [
        gateway(
          "vgw-1",
          {
            associationId: "as-1",
            directConnectGatewayId: "dx-1",
            associationState: "associated",
            allowedPrefixesToDirectConnectGateway: [{ cidr: "10.0.0.0/16" }],
          },
          { associationId: "as-2", directConnectGatewayId: "dx-2", associationState: "disassociated" },
        ),
        gateway("vgw-2"),
      ],
      VpnConnections: [],
      virtualInterfaces: [
        { virtualInterfaceId: "dxvif-1", virtualGatewayId: "vgw-2", virtualInterfaceState: "available" },
        { virtualInterfaceId: "dxvif-2", virtualGatewayId: "vgw-2", virtualInterfaceState: "deleted" },
        { virtualInterfaceId: "dxvif-3", virtualGatewayId: "", virtualInterfaceState: "available" },
      ],
    });
    expect(shown(base, "directConnectAssociations")).toEqual([
      "as-1 directConnectGateway=>dx-1 gateway==vgw-1 announced=[10.0.0.0/16]",
      "dxvif-1 directConnectGateway=>dxvif-1 gateway==vgw-2 announced=[]",
    ]);
    expect(base.complete).toBe(true);
  });
});

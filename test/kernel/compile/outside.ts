/** What is not in AWS: hosts on the internet, hosts at a site, and the virtual private gateway that leads there. */
import { AddressSet, Cidr } from "../../../lib/model";
import type { FactBase, FactId, Gateway } from "../../../lib/terraform";
import { edgeAddress, edgeOf, internetWire, publicPairs } from "./edge";
import { fabricWire, type Fabric } from "./fabric";
import { blockOf, factOf, linkOf, NotCompiled, valueOf } from "./known";
import { address, everything, route } from "./line";
import { addressMatches } from "./match";
import type { Device, KernelHost, KernelNode, OutsideHost } from "./node";
import { connectionsOn } from "./routes";

const internet = "internet";

export function outsideHost({ id, network, addresses }: OutsideHost): KernelHost {
  return {
    id,
    node: `outside ${id}`,
    kind: network === internet ? "internet" : "outside",
    network: network === internet ? undefined : network,
    addresses: addresses.map((text) => {
      const { family, first } = Cidr.ofAddress(text);
      return { family, text, value: first, publicText: text };
    }),
  };
}

export function outsideNode(facts: FactBase, { id, network, addresses }: OutsideHost): KernelNode {
  const device = "eth0";
  const own = addresses.map((text) => Cidr.ofAddress(text));
  return {
    name: `outside ${id}`,
    devices: [{ name: device, wire: network === internet ? internetWire : siteWire(network) }],
    forwards: false,
    ip: [
      ...own.map((one, i) => address(one.family, addresses[i] ?? "", one.prefix, device)),
      ...(network === internet
        ? towardsVpcs(facts, device)
        : own.map(({ family }) =>
            route(everything(family), { via: `via ${siteAddress(family)} dev ${device} onlink` }),
          )),
    ],
    nft: "",
  };
}

/** What the internet knows: the public addresses, and the IPv6 blocks of VPCs with a gateway. */
function towardsVpcs(facts: FactBase, device: string): readonly string[] {
  return facts.vpcs.flatMap((vpc) => {
    if (edgeOf(facts, vpc) === undefined) return [];
    const via = (family: 4 | 6) => ({ via: `via ${edgeAddress(facts, vpc, family)} dev ${device} onlink` });
    return [
      ...publicPairs(facts, vpc).map(({ outside }) => route(Cidr.ofAddress(outside), via(4))),
      ...vpc.blocks
        .map((block) => blockOf(block, vpc.id))
        .filter(({ family }) => family === 6)
        .map((block) => route(block, via(6))),
    ];
  });
}

/** A virtual private gateway with its connections: nothing goes through a VPC to elsewhere. */
export function vpnGatewayNode(facts: FactBase, fabric: Fabric, gateway: Gateway): KernelNode {
  const name = `gateway ${gateway.id}`;
  const connections = connectionsOn(facts, gateway.id).map((id, i) => ({
    id,
    device: `site${String(i)}`,
    table: 20 + i,
  }));
  const devices: Device[] = [
    { name: "fab", wire: fabricWire, table: 10 },
    ...connections.map(({ id, device, table }) => ({ name: device, wire: siteWire(id), table })),
  ];
  const vpc = gateway.vpc === "none" ? undefined : factOf(facts.vpcs, linkOf(gateway.vpc, gateway.id), "VPC");
  const own = vpc?.blocks.map((block) => blockOf(block, vpc.id)) ?? [];
  return {
    name,
    devices,
    forwards: true,
    ip: [
      ...fabric.addresses(name, devices),
      ...connections.flatMap(({ id, device, table }) => [
        `addr add ${siteAddress(4)}/32 dev ${device}`,
        `addr add ${siteAddress(6)}/128 dev ${device} nodad`,
        ...announced(facts, id).map((block) => route(block, { via: `dev ${device}` }, 10)),
        ...own.map((block) => route(block, fabric.to(`vpc ${vpc?.id ?? ""}`, block.family), table)),
      ]),
    ],
    nft: [
      "table inet tunnels {",
      "chain selectors {",
      "type filter hook forward priority 0; policy drop;",
      ...connections.flatMap(({ id, device }) => selectors(facts, id, device)),
      "}",
      "}",
    ].join("\n"),
  };
}

function selectors(facts: FactBase, id: FactId, device: string): readonly string[] {
  const connection = factOf(facts.vpnConnections, id, "VPN connection");
  if (!valueOf(connection.staticRoutesOnly, id)) throw new NotCompiled(`${id} learns its routes by BGP`);
  const [aws, site] = [connection.awsSide, connection.siteSide].map((blocks) =>
    AddressSet.of(blocks.map((block) => blockOf(block, id))),
  ) as [AddressSet, AddressSet];
  const both = (first: readonly string[], second: readonly string[], ends: string): readonly string[] =>
    first.flatMap((one) => second.map((other) => `${ends} ${one} ${other} accept`));
  return [
    ...both(addressMatches(aws, "saddr"), addressMatches(site, "daddr"), `oifname "${device}"`),
    ...both(addressMatches(site, "saddr"), addressMatches(aws, "daddr"), `iifname "${device}"`),
  ];
}

function announced(facts: FactBase, connection: FactId): readonly Cidr[] {
  return facts.vpnRoutes
    .filter((each) => linkOf(each.connection, each.id) === connection)
    .map((each) => blockOf(each.block, each.id));
}

function siteWire(connection: FactId): string {
  return `site ${connection}`;
}

/** The gateway's own address on every site's wire. */
function siteAddress(family: 4 | 6): string {
  return family === 4 ? "198.19.255.1" : "fd97::1";
}

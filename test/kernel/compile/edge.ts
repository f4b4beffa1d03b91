/**
 * The gateways between a VPC and the internet, as one router: one way in.
 *
 * An internet gateway maps private to public IPv4 addresses and back, one to one, and tracks nothing; it lets IPv6 through as
 * it is. An egress-only gateway lets IPv6 out and only answers in.
 */
import { formatAddress } from "../../../lib/model";
import type { FactBase, FactId, GatewayKind, Vpc } from "../../../lib/terraform";
import { fabricWire, type Fabric } from "./fabric";
import { publicOf } from "./host";
import { blockOf, linkOf, NotCompiled, valueOf } from "./known";
import { everything, route } from "./line";
import { vpcOf } from "./groups";
import type { KernelNode } from "./node";

export const internetWire = "internet";

/** The name of the router; undefined when the VPC has no gateway to the internet. */
export function edgeOf(facts: FactBase, vpc: Vpc): string | undefined {
  return has(facts, vpc.id, "internet") || has(facts, vpc.id, "egress-only") ? `edge ${vpc.id}` : undefined;
}

export function edgeNode(facts: FactBase, fabric: Fabric, vpc: Vpc, name: string): KernelNode {
  if (facts.routeTableAssociations.some(({ of }) => "gateway" in of))
    throw new NotCompiled("a route table of a gateway is not built here");
  const devices = [
    { name: "fab", wire: fabricWire, table: 10 },
    { name: "out", wire: fabricWire, table: 10 },
    { name: "net", wire: internetWire, table: 20 },
  ];
  const pairs = publicPairs(facts, vpc);
  const map = (from: "inside" | "outside", to: "inside" | "outside"): string =>
    pairs.map((pair) => `${pair[from]} : ${pair[to]}`).join(", ");
  const known = pairs.map(({ inside }) => inside).join(", ");
  const open = has(facts, vpc.id, "internet");
  return {
    name,
    devices,
    forwards: true,
    ip: [
      ...fabric.addresses(name, devices),
      ...edgeAddresses(facts, vpc),
      ...([4, 6] as const).map((family) => route(everything(family), { via: "dev net" }, 10)),
      ...vpc.blocks
        .map((block) => blockOf(block, vpc.id))
        .map((block) => route(block, fabric.to(`vpc ${vpc.id}`, block.family), 20)),
    ],
    nft: [
      "table ip public {",
      "chain inward {",
      "type filter hook prerouting priority -300;",
      "notrack",
      ...(pairs.length === 0 ? [] : [`iifname "net" ip daddr set ip daddr map { ${map("outside", "inside")} }`]),
      "}",
      "chain only {",
      "type filter hook forward priority 0;",
      'iifname "out" drop',
      ...(open ? [] : ["drop"]),
      "}",
      "chain outward {",
      "type filter hook postrouting priority 100;",
      pairs.length === 0 ? 'oifname "net" drop' : `oifname "net" ip saddr != { ${known} } drop`,
      ...(pairs.length === 0 ? [] : [`oifname "net" ip saddr set ip saddr map { ${map("inside", "outside")} }`]),
      "}",
      "}",
      "table ip6 tracked {",
      "chain only {",
      "type filter hook forward priority 0; policy drop;",
      'iifname "out" ct direction original ct mark set 1 accept',
      // What came in by the one gateway is not answered by the other.
      'iifname "out" drop',
      'iifname "net" ct direction reply ct mark 1 accept',
      ...(open ? ['iifname "fab" accept', 'iifname "net" ct mark 0 accept'] : []),
      "}",
      "}",
    ].join("\n"),
  };
}

/** Its address on the internet's wire, from the VPC's own number. */
export function edgeAddress(facts: FactBase, vpc: Vpc, family: 4 | 6): string {
  const number = facts.vpcs.findIndex(({ id }) => id === vpc.id) + 1;
  return family === 4 ? `198.19.0.${String(number)}` : `fd98::${number.toString(16)}`;
}

function edgeAddresses(facts: FactBase, vpc: Vpc): readonly string[] {
  return [
    `addr add ${edgeAddress(facts, vpc, 4)}/32 dev net`,
    `addr add ${edgeAddress(facts, vpc, 6)}/128 dev net nodad`,
  ];
}

interface PublicPair {
  readonly inside: string;
  readonly outside: string;
}

/** Private IPv4 addresses of a VPC that have a public one, with it. */
export function publicPairs(facts: FactBase, vpc: Vpc): readonly PublicPair[] {
  if (!has(facts, vpc.id, "internet")) return [];
  const faces = facts.interfaces
    .filter((face) => vpcOf(facts, face) === vpc.id && valueOf(face.publicAddress, face.id))
    .flatMap((face) => valueOf(face.addresses, face.id).toCidrs());
  const nats = facts.natGateways
    .filter((nat) => {
      const home = facts.subnets.find(({ id }) => id === linkOf(nat.subnet, nat.id));
      return (
        home !== undefined && linkOf(home.vpc, home.id) === vpc.id && valueOf(nat.connectivity, nat.id) === "public"
      );
    })
    .map((nat) => valueOf(nat.address, nat.id));
  return [...faces, ...nats]
    .filter(({ family }) => family === 4)
    .map(({ first }) => ({ inside: formatAddress(4, first), outside: publicOf(first) }));
}

function has(facts: FactBase, vpc: FactId, kind: GatewayKind): boolean {
  return facts.gateways.some((each) => each.kind === kind && each.vpc !== "none" && linkOf(each.vpc, each.id) === vpc);
}

/** What random networks are made of, by what each thing is in a network, so that the same choice fits every turn. */
import { Transport } from "../../../lib/model";
import { tcp, udp } from "../../verify/network";
import type { OutsideHost } from "../compile/node";
import type { Question } from "../question";

/** Third parts of their IPv4 addresses; the first three are in one VPC. */
export const subnets = [1, 2, 3, 129, 130] as const;
/** The subnet of each interface. */
export const homes = [0, 0, 1, 2, 3, 3, 4] as const;
export const groups = ["g0", "g1", "g2", "h0", "h1"] as const;
export const transports = [
  Transport.all,
  tcp(443),
  tcp(0, 65_535),
  tcp(80, 500),
  udp(53),
  udp(1024, 65_535),
  tcp(1024, 65_535),
  tcp(32_768, 61_000),
  Transport.icmp("icmp", 8, 0),
  Transport.icmp("icmp", "any", "any"),
  Transport.icmp("icmpv6", "any", "any"),
  Transport.icmp("icmpv6", 129, 0),
  Transport.icmp("icmp", 0, "any"),
  Transport.protocol(47),
];

/** What hosts listen on: either side of every edge of the transports above. */
export const ports = { tcp: [79, 80, 443, 500, 501, 40_000], udp: [53, 54, 2000] } as const;

/** Half of it at a time. */
export function questionsOf(turn: number): readonly Question[] {
  const even = turn % 2 === 0;
  return [
    ...[even ? 79 : 80, 443, even ? 500 : 501, 40_000].map((port) => ({ protocol: "tcp", port }) as const),
    ...[even ? 53 : 54, 2000].map((port) => ({ protocol: "udp", port }) as const),
    { protocol: "icmp", port: 0 },
  ];
}

/** Two ends on the internet, on both sides of its middle, and one at the site. */
export function outsideOf(turn: number): readonly OutsideHost[] {
  return [
    { id: "low", network: "internet", addresses: ["8.8.8.8", "2600::8"] },
    { id: "high", network: "internet", addresses: ["193.0.0.9", "2a00::9"] },
    { id: "ward", network: "vpn", addresses: [`172.16.${String(turn)}.5`] },
  ];
}

/** Blocks of the network of a turn, 0–249. */
export const blocks = {
  everything: () => "0.0.0.0/0",
  everything6: () => "::/0",
  half: () => "0.0.0.0/1",
  v0: (k: number) => `10.${String(k)}.0.0/17`,
  v1: (k: number) => `10.${String(k)}.128.0/17`,
  both: (k: number) => `10.${String(k)}.0.0/16`,
  s0: (k: number) => `10.${String(k)}.1.0/28`,
  partOfS1: (k: number) => `10.${String(k)}.2.0/29`,
  s3: (k: number) => `10.${String(k)}.129.0/28`,
  partOfS3: (k: number) => `10.${String(k)}.129.4/30`,
  s4: (k: number) => `10.${String(k)}.130.0/28`,
  v0six: (k: number) => `2001:db8:${hex(k)}::/56`,
  v1six: (k: number) => `2001:db8:${hex(k)}:100::/56`,
  site: (k: number) => `172.16.${String(k)}.0/24`,
  sites: () => "172.16.0.0/12",
  nat: (k: number) => `10.${String(k)}.3.9/32`,
  low: () => "8.0.0.0/8",
  s0six: (k: number) => `2001:db8:${hex(k)}:1::/64`,
  s3six: (k: number) => `2001:db8:${hex(k)}:181::/64`,
} as const;
export type BlockName = keyof typeof blocks;

/** Targets of routes. */
export const targets = {
  internet: ["internet-gateway", "igw"],
  "egress-only": ["egress-only-gateway", "eigw"],
  nat: ["nat-gateway", "nat"],
  peering: ["peering", "pcx"],
  transit: ["transit-gateway", "tgw"],
  vpn: ["vpn-gateway", "vgw"],
} as const;
export const tables = ["v0-main", "t0", "v1-main", "t1"] as const;

function hex(value: number): string {
  return value.toString(16);
}

/** @param rest - `/64` for the subnet's block, or the last part of an address */
export function six(turn: number, third: number, rest: string): string {
  const prefix = `2001:db8:${hex(turn)}:${hex(third < 128 ? third : 0x100 + third)}::`;
  return `${prefix}${rest}`;
}

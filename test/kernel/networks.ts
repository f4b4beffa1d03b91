/**
 * Random small networks of which everything is known: two VPCs with five subnets and seven interfaces, joined by a peering and
 * a transit gateway; an internet gateway, an egress-only gateway, a NAT gateway and a VPN; IPv4 and IPv6. Addresses differ from one network to the next, so that no connection that the kernel still tracks belongs to two.
 */
import * as fc from "fast-check";
import { AddressSet, Cidr, Transport } from "../../lib/model";
import type { FactBase } from "../../lib/terraform";
import { exactly, Network, tcp, to, udp } from "../verify/network";
import type { Question } from "./question";
import type { OutsideHost } from "./compile/node";

const subnets = [1, 2, 3, 129, 130] as const;
const homes = [0, 0, 1, 2, 3, 3, 4] as const;
const groups = ["g0", "g1", "g2", "h0", "h1"] as const;
const transports = [
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
  const [tcp_, udp_] =
    turn % 2 === 0
      ? [
          [79, 443, 500, 40_000],
          [53, 2000],
        ]
      : [
          [80, 443, 501, 40_000],
          [54, 2000],
        ];
  return [
    ...tcp_.map((port) => ({ protocol: "tcp", port }) as const),
    ...udp_.map((port) => ({ protocol: "udp", port }) as const),
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

/** Blocks by what they are in a network, so that the same choice fits every turn. */
const blocks = {
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
type BlockName = keyof typeof blocks;
const anyBlock = fc.constantFrom(...(Object.keys(blocks) as BlockName[]));
const anyDestination = fc.constantFrom<BlockName>(
  ...(["everything", "everything6", "half", "v0", "v1", "both", "partOfS1", "s3", "partOfS3", "s0"] as const),
  ...(["v1six", "v0six", "s3six", "s0six", "site", "sites", "low"] as const),
);
const targets = {
  internet: ["internet-gateway", "igw"],
  "egress-only": ["egress-only-gateway", "eigw"],
  nat: ["nat-gateway", "nat"],
  peering: ["peering", "pcx"],
  transit: ["transit-gateway", "tgw"],
  vpn: ["vpn-gateway", "vgw"],
} as const;
type Exit = keyof typeof targets | "none";
const anyTarget = fc.constantFrom(...(Object.keys(targets) as (keyof typeof targets)[]));
const tables = ["v0-main", "t0", "v1-main", "t1"] as const;
const anyTransport = fc.oneof(
  { weight: 1, arbitrary: fc.constant(Transport.all) },
  { weight: 3, arbitrary: fc.constantFrom(...transports) },
);

export const seed = fc.record({
  rules: fc.array(
    fc.record({
      group: fc.constantFrom(...groups),
      out: fc.boolean(),
      transport: anyTransport,
      peer: fc.oneof(
        anyBlock.map((named) => ({ named })),
        fc.constantFrom(...groups).map((group) => ({ group })),
        fc.constant({ list: "pl" }),
      ),
    }),
    { minLength: 6, maxLength: 20 },
  ),
  // Mostly open, so that what is closed shows: with fair dice nearly everything would be blocked.
  openOut: fc.tuple(...groups.map(() => fc.constantFrom(true, true, false))),
  openIn: fc.tuple(...groups.map(() => fc.constantFrom(true, false, false))),
  openAcl: fc.record({ ingress: fc.constantFrom(true, true, false), egress: fc.constantFrom(true, true, false) }),
  entries: fc.array(
    fc.record({
      acl: fc.constantFrom("n0", "n1", "n2"),
      out: fc.boolean(),
      allow: fc.constantFrom(true, true, false),
      transport: anyTransport,
      peer: anyBlock,
    }),
    { maxLength: 12 },
  ),
  aclOn: fc.tuple(...subnets.map(() => fc.constantFrom("default", "own", "own"))),
  // What the subnet of the NAT gateway lets in besides: all of its answers, some, or none.
  answers: fc.oneof(
    fc.constant(Transport.all),
    fc.constantFrom(tcp(1024, 65_535), tcp(32_768, 61_000), udp(1024, 65_535), udp(2100, 3000)),
  ),
  // Often the NAT gateway's subnet has another table than its clients', as it must have to be of use.
  tableOn: fc.oneof(fc.constant([true, true, false, true, true]), fc.tuple(...subnets.map(() => fc.boolean()))),
  wears: fc.tuple(...homes.map(() => fc.uniqueArray(fc.constantFrom(0, 1, 2), { minLength: 1, maxLength: 2 }))),
  hosts: fc.tuple(...homes.map(() => fc.boolean())),
  peered: fc.constantFrom(true, true, true, false),
  routes: fc.array(
    fc.record({
      table: fc.constantFrom(...tables),
      destination: fc.oneof(
        { weight: 8, arbitrary: anyDestination },
        { weight: 1, arbitrary: fc.constant({ list: "pl" }) },
      ),
      target: anyTarget,
      blackhole: fc.constantFrom(false, false, false, false, true),
    }),
    { maxLength: 6 },
  ),
  // Answers that take another way are worth a question now and then; most of the time there is one way.
  joined: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom("peering", "transit", "transit").map((way) => tables.map(() => way)) },
    { weight: 1, arbitrary: fc.tuple(...tables.map(() => fc.constantFrom("peering", "transit", "none"))) },
  ),
  exit: fc.constantFrom(
    ["internet", "nat"],
    ["internet", "nat"],
    ["nat", "internet"],
    ["nat", "nat"],
    ["internet", "none"],
    ["none", "nat"],
  ),
  exit6: fc.tuple(...tables.map(() => fc.constantFrom("internet", "egress-only", "none"))),
  toSite: fc.tuple(...tables.map(() => fc.constantFrom("learned", "static", "none"))),
  isPublic: fc.tuple(...homes.map(() => fc.boolean())),
  natPrivate: fc.constantFrom(false, false, false, true),
  zones: fc.tuple(...subnets.map(() => fc.constantFrom("a", "a", "a", "b"))),
  transit: fc.record({
    references: fc.boolean(),
    attachmentReferences: fc.constantFrom(true, true, false),
    active: fc.constantFrom(true, true, true, true, false),
    propagate: fc.constantFrom(true, true, true, false),
    routes: fc.uniqueArray(
      fc.record({ destination: anyDestination, to: fc.constantFrom("tgw-v0", "tgw-v1", "blackhole") }),
      { maxLength: 2, selector: ({ destination }) => destination },
    ),
  }),
  list: fc.uniqueArray(anyBlock, { minLength: 1, maxLength: 2 }),
});
export type Seed = typeof seed extends fc.Arbitrary<infer T> ? T : never;

/** @param turn - which addresses it has, 0–249 */
export function factsOf(s: Seed, turn: number): FactBase {
  const block = (name: BlockName): string => blocks[name](turn);
  const n = new Network().vpc("v0", block("v0"), block("v0six")).vpc("v1", block("v1"), block("v1six"));
  subnets.forEach((third, i) => {
    const [v4, v6] = [`10.${String(turn)}.${String(third)}.0/28`, six(turn, third, "/64")];
    n.subnet(`s${String(i)}`, i < 3 ? "v0" : "v1", [v4, v6], s.zones[i]);
  });
  const own = (from: number, end: number): string[] =>
    subnets.flatMap((_, i) => (i >= from && i < end && s.tableOn[i] ? [`s${String(i)}`] : []));
  n.table("t0", "v0", ...own(0, 3)).table("t1", "v1", ...own(3, 5));
  n.acl("n0", "v0").acl("n1", "v1").acl("n2", "v0");
  s.aclOn.forEach((acl, i) => {
    if (acl === "default") return;
    const own = i === 2 ? "n2" : i < 3 ? "n0" : "n1";
    n.lists.networkAclAssociations.push({
      ...n.base(`acl>${String(i)}`),
      acl: to(own),
      subnet: to(`s${String(i)}`),
    });
  });
  s.entries.forEach((e, i) =>
    n.entry(e.acl, e.out ? "egress" : "ingress", 100 - i, e.allow ? "allow" : "deny", e.transport, block(e.peer)),
  );
  for (const g of groups) n.group(g, g.startsWith("g") ? "v0" : "v1");
  groups.forEach((g, i) => {
    if (s.openOut[i]) n.rule(g, "egress", "all", "0.0.0.0/0", "::/0");
    if (s.openIn[i]) n.rule(g, "ingress", "all", "0.0.0.0/0", "::/0");
  });
  for (const acl of ["n0", "n1"])
    for (const way of ["ingress", "egress"] as const)
      if (s.openAcl[way])
        n.entry(acl, way, 200, "allow", "all", "0.0.0.0/0").entry(acl, way, 201, "allow", "all", "::/0");
  n.entry("n2", "ingress", 200, "allow", s.answers, "0.0.0.0/0")
    .entry("n2", "ingress", 201, "allow", "all", block("both"))
    .entry("n2", "egress", 200, "allow", "all", "0.0.0.0/0")
    .entry("n2", "egress", 201, "allow", "all", "::/0");
  for (const r of s.rules)
    n.rule(r.group, r.out ? "egress" : "ingress", r.transport, "named" in r.peer ? block(r.peer.named) : r.peer);
  homes.forEach((home, i) => {
    const names = [...new Set(s.wears[i]!.map((k) => (home < 3 ? `g${String(k)}` : `h${String(k % 2)}`)))];
    const last = 4 + i + (s.hosts[i] ? 4 : 0);
    n.face(`i${String(i)}`, `s${String(home)}`, names, { public: s.isPublic[i]! });
    n.lists.interfaces.push({
      ...n.lists.interfaces.pop()!,
      addresses: exactly(
        AddressSet.of([
          Cidr.ofAddress(`10.${String(turn)}.${String(subnets[home])}.${String(last)}`),
          Cidr.ofAddress(six(turn, subnets[home], String(last))),
        ]),
      ),
    });
  });
  n.peering("pcx", "v0", "v1", s.peered)
    .gateway("igw", "internet", "v0")
    .gateway("eigw", "egress-only", "v0")
    .gateway("vgw", "vpn", "v0")
    .nat("nat", "s2", s.natPrivate ? "private" : "public", `10.${String(turn)}.3.9`)
    .vpn("vpn", "vgw", block("site"));
  transit(n, s, block);
  routes(n, s, block);
  n.prefixList("pl", ...s.list.map(block));
  return n.facts();
}

function transit(n: Network, s: Seed, block: (name: BlockName) => string): void {
  n.transit("tgw", { v0: ["s1"], v1: ["s4"] }, s.transit);
  n.lists.transitAttachments = n.lists.transitAttachments.map((each) => ({
    ...each,
    groupReferences: exactly(s.transit.attachmentReferences),
    active: exactly(s.transit.active),
  }));
  for (const each of s.transit.routes)
    n.lists.transitRoutes.push({
      ...n.base(`tgw:${each.destination}`),
      table: to("tgw-table"),
      destination: { block: { exact: Cidr.of(block(each.destination)) } },
      to: each.to === "blackhole" ? each.to : { attachment: to(each.to) },
    });
}

/** What each table leads to by design, after routes at random; of two to one block the first stays, as AWS takes no second. */
function routes(n: Network, s: Seed, block: (name: BlockName) => string): void {
  const taken = new Set<string>();
  const route = (
    table: string,
    destination: BlockName | { readonly list: string },
    target: keyof typeof targets,
    blackhole = false,
  ): void => {
    const where = typeof destination === "string" ? block(destination) : destination;
    const key = `${table} ${JSON.stringify(where)}`;
    if (taken.has(key)) return;
    taken.add(key);
    n.route(table, where, [...targets[target]]);
    if (blackhole) n.lists.routes.push({ ...n.lists.routes.pop()!, blackhole: exactly(true) });
  };
  for (const r of s.routes) route(r.table, r.destination, r.target, r.blackhole);
  tables.forEach((table, i) => {
    const far = i < 2 ? (["v1", "v1six"] as const) : (["v0", "v0six"] as const);
    const joined = s.joined[i] as Exit;
    if (joined !== "none") for (const each of far) route(table, each, joined);
    if (i >= 2) return;
    const [exit, exit6] = [s.exit[i] as Exit, s.exit6[i]!];
    if (exit !== "none") route(table, "everything", exit);
    if (exit6 !== "none") route(table, "everything6", exit6);
    if (s.toSite[i] === "static") route(table, "site", "vpn");
    if (s.toSite[i] === "learned") n.propagate(table, "vgw");
  });
}

function hex(value: number): string {
  return value.toString(16);
}

/** @param rest - `/64` for the subnet's block, or the last part of an address */
function six(turn: number, third: number, rest: string): string {
  const prefix = `2001:db8:${hex(turn)}:${hex(third < 128 ? third : 0x100 + third)}::`;
  return `${prefix}${rest}`;
}

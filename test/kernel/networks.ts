/**
 * Random small networks of which everything is known: two VPCs with a peering, five subnets, seven interfaces, IPv4 and
 * IPv6. Addresses differ from one network to the next, so that no connection that the kernel still tracks belongs to two.
 */
import * as fc from "fast-check";
import { AddressSet, Cidr, Transport } from "../../lib/model";
import type { FactBase } from "../../lib/terraform";
import { exactly, Network, tcp, to, udp } from "../verify/network";

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

/** Ports asked on either side of every edge of the transports above. */
export const ports = { tcp: [79, 80, 443, 500, 501, 40_000], udp: [53, 54, 2000] } as const;

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
  s0six: (k: number) => `2001:db8:${hex(k)}:1::/64`,
  s3six: (k: number) => `2001:db8:${hex(k)}:181::/64`,
} as const;
type BlockName = keyof typeof blocks;
const anyBlock = fc.constantFrom(...(Object.keys(blocks) as BlockName[]));
const anyDestination = fc.constantFrom<BlockName>(
  "half",
  "v0",
  "v1",
  "both",
  "partOfS1",
  "s3",
  "partOfS3",
  "s0",
  "v1six",
  "v0six",
  "s3six",
  "s0six",
);

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
      acl: fc.constantFrom("n0", "n1"),
      out: fc.boolean(),
      allow: fc.constantFrom(true, true, false),
      transport: anyTransport,
      peer: anyBlock,
    }),
    { maxLength: 12 },
  ),
  aclOn: fc.tuple(...subnets.map(() => fc.constantFrom("default", "n0", "n1"))),
  tableOn: fc.tuple(...subnets.map(() => fc.boolean())),
  wears: fc.tuple(...homes.map(() => fc.uniqueArray(fc.constantFrom(0, 1, 2), { minLength: 1, maxLength: 2 }))),
  hosts: fc.tuple(...homes.map(() => fc.boolean())),
  peered: fc.constantFrom(true, true, true, false),
  routes: fc.array(
    fc.record({
      table: fc.constantFrom("v0-main", "t0", "v1-main", "t1"),
      destination: anyDestination,
      blackhole: fc.constantFrom(false, false, true),
    }),
    { maxLength: 6 },
  ),
  joined: fc.constantFrom(true, true, true, false),
  list: fc.uniqueArray(anyBlock, { minLength: 1, maxLength: 2 }),
});
export type Seed = typeof seed extends fc.Arbitrary<infer T> ? T : never;

/** @param turn - which addresses it has, 0–249 */
export function factsOf(s: Seed, turn: number): FactBase {
  const block = (name: BlockName): string => blocks[name](turn);
  const n = new Network().vpc("v0", block("v0"), block("v0six")).vpc("v1", block("v1"), block("v1six"));
  subnets.forEach((third, i) => {
    const [v4, v6] = [`10.${String(turn)}.${String(third)}.0/28`, six(turn, third, "/64")];
    n.subnet(`s${String(i)}`, i < 3 ? "v0" : "v1", [v4, v6]);
  });
  const own = (from: number, end: number): string[] =>
    subnets.flatMap((_, i) => (i >= from && i < end && s.tableOn[i] ? [`s${String(i)}`] : []));
  n.table("t0", "v0", ...own(0, 3)).table("t1", "v1", ...own(3, 5));
  n.acl("n0", "v0").acl("n1", "v1");
  s.aclOn.forEach((acl, i) => {
    if (acl === "default") return;
    n.lists.networkAclAssociations.push({
      ...n.base(`acl>${String(i)}`),
      acl: to(i < 3 ? "n0" : "n1"),
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
  for (const r of s.rules)
    n.rule(r.group, r.out ? "egress" : "ingress", r.transport, "named" in r.peer ? block(r.peer.named) : r.peer);
  homes.forEach((home, i) => {
    const names = [...new Set(s.wears[i]!.map((k) => (home < 3 ? `g${String(k)}` : `h${String(k % 2)}`)))];
    const last = 4 + i + (s.hosts[i] ? 4 : 0);
    n.face(`i${String(i)}`, `s${String(home)}`, names);
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
  n.peering("pcx", "v0", "v1", s.peered);
  const taken = new Set<string>();
  const route = (table: string, destination: string, blackhole: boolean): void => {
    if (taken.has(`${table} ${destination}`)) return;
    taken.add(`${table} ${destination}`);
    n.route(table, destination, ["peering", "pcx"]);
    n.lists.routes.push({ ...n.lists.routes.pop()!, blackhole: exactly(blackhole) });
  };
  for (const r of s.routes) route(r.table, block(r.destination), r.blackhole);
  if (s.joined)
    for (const [table, ...far] of [
      ["v0-main", "v1", "v1six"],
      ["t0", "v1", "v1six"],
      ["v1-main", "v0", "v0six"],
      ["t1", "v0", "v0six"],
    ] as const)
      for (const each of far) route(table, block(each), false);
  n.prefixList("pl", ...s.list.map(block));
  return n.facts();
}

function hex(value: number): string {
  return value.toString(16);
}

/** @param rest - `/64` for the subnet's block, or the last part of an address */
function six(turn: number, third: number, rest: string): string {
  const prefix = `2001:db8:${hex(turn)}:${hex(third < 128 ? third : 0x100 + third)}::`;
  return `${prefix}${rest}`;
}

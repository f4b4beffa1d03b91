/** The engine against the naive evaluator, on random small networks: every pair, many addresses, many transports. */
import * as fc from "fast-check";
import { AddressSet, Cidr, Transport } from "../../lib/model";
import type { RouteTableAssociation } from "../../lib/terraform";
import { checkCertificate, Proof, type CertifiedFilter, type Reason } from "../../lib/verify";
import { forgedBetween } from "./forged";
import { block, exactly, Network, tcp, to, udp, why } from "./network";
import { agree, seen } from "./second-opinion";

const subnets = ["10.0.1.0/28", "10.0.2.0/28", "10.0.3.0/28", "10.1.1.0/28", "10.1.2.0/28"] as const;
const vpcOf = (i: number): string => (i < 3 ? "v0" : "v1");
const peers = [
  "0.0.0.0/0",
  "10.0.0.0/16",
  "10.0.1.0/28",
  "10.0.2.8/29",
  "10.1.0.0/16",
  "10.1.1.4/30",
  "172.16.0.0/16",
  "8.8.0.0/16",
  "::/0",
] as const;
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
  Transport.protocol(47),
];
const groups = ["g0", "g1", "g2", "h0", "h1"] as const;
const groupVpc = (g: string): string => (g.startsWith("g") ? "v0" : "v1");
const tables = ["v0-main", "t0", "v1-main", "t1"] as const;
/** What is surely one of several: alike or not, there or not, known to be all there are or not. */
const choices = ["table", "twin", "twin-gone", "twin-or-none", "acl", "target", "gateway-subnet"] as const;

const seed = fc.record({
  rules: fc.array(
    fc.record({
      group: fc.constantFrom(...groups),
      out: fc.boolean(),
      transport: fc.constantFrom(...transports),
      peer: fc.oneof(
        fc.constantFrom(...peers),
        fc.constantFrom(...groups).map((group) => ({ group })),
        fc.constant({ list: "pl" }),
      ),
    }),
    { minLength: 4, maxLength: 14 },
  ),
  entries: fc.array(
    fc.record({
      acl: fc.constantFrom("n0", "n1"),
      out: fc.boolean(),
      number: fc.integer({ min: 1, max: 12 }),
      allow: fc.boolean(),
      transport: fc.constantFrom(...transports),
      peer: fc.constantFrom(...peers),
    }),
    { maxLength: 10 },
  ),
  aclOn: fc.array(fc.constantFrom("default", "n0", "n1"), { minLength: 5, maxLength: 5 }),
  tableOn: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
  faces: fc.array(
    fc.record({
      subnet: fc.integer({ min: 0, max: 4 }),
      a: fc.constantFrom(0, 1, 2),
      b: fc.constantFrom(0, 1, 2),
      isPublic: fc.boolean(),
      owner: fc.constantFrom("interface", "function", "classic-load-balancer"),
    }),
    { minLength: 2, maxLength: 4 },
  ),
  routes: fc.array(
    fc.record({
      table: fc.constantFrom(...tables),
      destination: fc.constantFrom(
        "0.0.0.0/0",
        "0.0.0.0/1",
        "10.0.0.0/16",
        "10.1.0.0/16",
        "10.1.1.0/28",
        "10.0.2.0/28",
        "172.16.0.0/16",
        "172.16.1.0/24",
      ),
      target: fc.constantFrom(
        ["internet-gateway", "igw"],
        ["nat-gateway", "nat"],
        ["peering", "pcx"],
        ["transit-gateway", "tgw"],
        ["vpn-gateway", "vgw"],
        ["firewall", "fw"],
        ["interface", "box"],
      ) as fc.Arbitrary<["peering", string]>,
      blackhole: fc.constantFrom(false, false, false, true),
    }),
    { maxLength: 8 },
  ),
  /** An appliance, with its address known or not, and perhaps another interface. */
  box: fc.record({
    checks: fc.constantFrom(false, true, true),
    isPublic: fc.boolean(),
    known: fc.boolean(),
    groups: fc.constantFrom(["gbox"], ["g1"], ["g1", "gbox"]),
    machine: fc.constantFrom("box", "box", "unknown"),
    arm: fc.constantFrom(undefined, "s0", "s2", "s4"),
    /** Whether its subnet is known, perhaps another one than is told, or not told at all. */
    subnet: fc.constantFrom("known", "known", "known", "one", "none"),
  }),
  propagate: fc.boolean(),
  /** How the far end tells its blocks, and whether a second connection leads there or elsewhere. */
  site: fc.record({
    told: fc.constantFrom("static", "bgp", "declared"),
    second: fc.constantFrom("none", "none", "same", "other"),
    narrow: fc.boolean(),
    onTransit: fc.boolean(),
  }),
  doors: fc.constantFrom(["s0"], ["s1"], ["s0", "s1"]),
  transitRoutes: fc.array(
    fc.record({
      destination: fc.constantFrom("10.0.0.0/16", "10.1.1.0/28", "0.0.0.0/0", "172.16.0.0/16"),
      hole: fc.boolean(),
      target: fc.constantFrom("tgw-v0", "tgw-v1"),
    }),
    { maxLength: 2 },
  ),
  references: fc.boolean(),
  active: fc.boolean(),
  natPrivate: fc.boolean(),
  prefixes: fc.constantFrom<readonly string[]>(["10.1.0.0/16"], ["0.0.0.0/1", "128.0.0.0/1"]),
  doubts: fc.array(
    fc.constantFrom(
      "route",
      "rule",
      "groups",
      "association",
      "transport",
      "number",
      "vpc",
      "either-vpc",
      "acl",
      "acl-subnet",
      "subnet-block",
      "interface-subnet",
      "interface-group",
      "peer",
      "target",
      "gateway",
      "peering",
    ),
    { maxLength: 2 },
  ),
  choices: fc.array(fc.constantFrom(...choices), { maxLength: 1 }),
  pass: fc.boolean(),
  clients: fc.record({
    authorised: fc.subarray(["10.0.0.0/16", "10.0.2.0/28", "10.1.1.4/30", "172.16.0.0/16", "0.0.0.0/0"]),
    routes: fc.array(
      fc.record({
        to: fc.constantFrom("10.1.0.0/16", "0.0.0.0/0", "10.0.2.0/28"),
        by: fc.constantFrom("s0", "s1"),
        known: fc.boolean(),
      }),
      { maxLength: 2 },
    ),
  }),
});

type Seed = typeof seed extends fc.Arbitrary<infer T> ? T : never;

function build(s: Seed): Network {
  const n = new Network().vpc("v0", "10.0.0.0/16").vpc("v1", "10.1.0.0/16");
  subnets.forEach((text, i) => n.subnet(`s${String(i)}`, vpcOf(i), text, i % 2 === 0 ? "a" : "b"));
  n.table("t0", "v0", ...[0, 1, 2].filter((i) => s.tableOn[i]).map((i) => `s${String(i)}`)).table(
    "t1",
    "v1",
    ...[3, 4].filter((i) => s.tableOn[i]).map((i) => `s${String(i)}`),
  );
  n.acl("n0", "v0").acl("n1", "v0");
  s.aclOn.forEach((acl, i) => {
    if (acl !== "default")
      n.lists.networkAclAssociations.push({
        ...n.base(`${acl}>${String(i)}`),
        acl: to(acl),
        subnet: to(`s${String(i)}`),
      });
  });
  for (const e of s.entries)
    n.entry(
      e.acl,
      e.out ? "egress" : "ingress",
      e.number * 10 + n.lists.networkAclEntries.length / 1000,
      e.allow ? "allow" : "deny",
      e.transport,
      e.peer,
    );
  for (const g of groups) n.group(g, groupVpc(g));
  for (const r of s.rules) n.rule(r.group, r.out ? "egress" : "ingress", r.transport, r.peer);
  s.faces.forEach((f, i) => {
    const prefix = vpcOf(f.subnet) === "v0" ? "g" : "h";
    const names = [...new Set([f.a, f.b])].map((k) => `${prefix}${String(prefix === "h" ? k % 2 : k)}`);
    n.face(`i${String(i)}`, `s${String(f.subnet)}`, [...new Set(names)], { public: f.isPublic, owner: f.owner });
  });
  const { checks, isPublic, known, groups: worn, arm, machine } = s.box;
  n.openGroup("gbox", "v0").face("box", "s1", worn, {
    check: checks,
    public: isPublic,
    machine,
    ...(known ? { address: "10.0.2.6" } : {}),
  });
  if (s.box.subnet !== "known") n.astray("box", s.box.subnet);
  if (arm !== undefined) n.face("arm", arm, vpcOf(Number(arm.slice(1))) === "v0" ? ["g0"] : ["h0"], { machine: "box" });
  n.clientVpn("cvpn", ["s0", "s1"], ["g2"], ...s.clients.authorised);
  s.clients.routes.forEach((r, i) =>
    n.lists.clientVpnRoutes.push({
      ...n.base(`cr${String(i)}`),
      endpoint: to("cvpn"),
      to: block(r.to),
      subnet: r.known ? to(r.by) : { how: "ambiguous", among: ["s0", "s1"], because: why },
    }),
  );
  n.gateway("igw", "internet", "v0")
    .gateway("vgw", "vpn", "v0")
    .nat("nat", "s2", s.natPrivate ? "private" : "public", "10.0.3.9")
    .peering("pcx", "v0", "v1", s.active);
  n.vpn("vpn", "vgw", "172.16.0.0/16");
  if (s.site.second !== "none") n.vpn("vpn-2", "vgw", ...(s.site.second === "other" ? ["172.17.0.0/24"] : []));
  n.lists.vpnConnections = n.lists.vpnConnections.map((each) => ({
    ...each,
    staticRoutesOnly: exactly(s.site.told === "static"),
    ...(s.site.narrow && each.id === "vpn-2" ? { awsSide: [block("10.0.0.0/16")] } : {}),
    ...(s.site.told === "declared"
      ? {
          site:
            each.id === "vpn" || s.site.second === "same"
              ? { name: "campus", announces: [Cidr.of("172.16.0.0/16")] }
              : { name: "clinic", announces: [Cidr.of("172.17.0.0/24")] },
        }
      : {}),
  }));
  if (s.propagate) n.propagate("t0", "vgw").propagate("v0-main", "vgw");
  n.transit("tgw", { v0: s.doors, v1: ["s4"] }, { references: s.references });
  s.transitRoutes.forEach((r, i) =>
    n.lists.transitRoutes.push({
      ...n.base(`tr${String(i)}`),
      table: to("tgw-table"),
      destination: { block: block(r.destination) },
      to: r.hole ? "blackhole" : { attachment: to(r.target) },
    }),
  );
  if (s.site.onTransit)
    for (const each of n.lists.vpnConnections.splice(0)) {
      n.lists.vpnConnections.push({ ...each, on: { transitGateway: to("tgw") } });
      const [off, on] = [exactly(false), exactly(true)];
      const attachment = to(`tgw-${each.id}`);
      n.lists.transitAttachments.push({
        ...n.base(`tgw-${each.id}`),
        kind: "vpn",
        transitGateway: to("tgw"),
        peer: { vpn: to(each.id) },
        applianceMode: off,
        ipv6: off,
        groupReferences: off,
        active: on,
      });
      n.lists.transitAssociations.push({ ...n.base(`${each.id}-in`), table: to("tgw-table"), attachment });
      if (s.propagate)
        n.lists.transitPropagations.push({ ...n.base(`${each.id}-out`), table: to("tgw-table"), attachment });
    }
  n.prefixList("pl", ...s.prefixes);
  n.lists.firewalls.push({ ...n.base("fw"), vpc: to("v0"), subnets: [to("s2")], policy: to("policy") });
  n.lists.firewallPolicies.push({
    ...n.base("policy"),
    statelessDefault: exactly(["aws:drop"]),
    statelessFragmentDefault: exactly(["aws:drop"]),
    statelessGroups: [{ priority: exactly(1), group: to("frg") }],
    statefulGroups: [],
    statefulDefault: exactly([]),
    statefulOrder: exactly("default-action"),
    variables: [],
  });
  n.lists.firewallRuleGroups.push({
    ...n.base("frg"),
    variables: [],
    rules: {
      kind: "stateless",
      rules: [
        {
          priority: exactly(1),
          actions: exactly([s.pass ? "aws:pass" : "aws:forward_to_sfe"]),
          sources: { exact: AddressSet.everythingV4 },
          destinations: { exact: AddressSet.everythingV4 },
          transport: { exact: Transport.protocol(6) },
          sourceTransport: { exact: Transport.protocol(6).union(Transport.protocol(17)) },
          matchesFlags: false,
        },
      ],
    },
  });
  for (const r of s.routes) {
    n.route(r.table, r.destination, r.target);
    if (r.blackhole) n.lists.routes.push({ ...n.lists.routes.pop()!, blackhole: exactly(true) });
  }
  for (const choice of s.choices) choose(n, choice);
  for (const doubt of s.doubts) {
    if (doubt === "route" && n.lists.routes.length > 0)
      n.lists.routes.push({ ...n.lists.routes.pop()!, presence: { is: "possible", many: false, because: why } });
    if (doubt === "rule")
      n.lists.securityGroupRules.push({
        ...n.lists.securityGroupRules.pop()!,
        presence: { is: "possible", many: false, because: why },
      });
    if (doubt === "association")
      n.lists.routeTableAssociations.push({
        ...n.base("maybe"),
        table: { how: "ambiguous", among: ["t0", "v0-main"], because: why },
        of: { subnet: to("s0") },
      });
    if (doubt === "transport" && n.lists.securityGroupRules[0] !== undefined)
      n.lists.securityGroupRules[0] = {
        ...n.lists.securityGroupRules[0],
        transport: { may: Transport.all, must: Transport.none, because: why },
      };
    const { lists } = n;
    const unknown = { how: "unknown", because: why } as const;
    if (doubt === "vpc") lists.subnets[0] = { ...lists.subnets[0]!, vpc: unknown };
    if (doubt === "either-vpc")
      lists.subnets[3] = { ...lists.subnets[3]!, vpc: { how: "ambiguous", among: ["v0", "v1"], because: why } };
    if (doubt === "acl") lists.networkAclAssociations.push({ ...n.base("which-acl"), acl: unknown, subnet: to("s1") });
    if (doubt === "acl-subnet")
      lists.networkAclAssociations.push({ ...n.base("which-subnet"), acl: to("n0"), subnet: unknown });
    if (doubt === "subnet-block")
      lists.subnets[1] = {
        ...lists.subnets[1]!,
        blocks: [{ within: AddressSet.of([Cidr.of("10.0.2.0/26")]), because: why }],
      };
    if (doubt === "interface-subnet")
      lists.interfaces[0] = {
        ...lists.interfaces[0]!,
        subnets: [{ how: "ambiguous", among: ["s0", "s3"], because: why }],
      };
    if (doubt === "interface-group") lists.interfaces[0] = { ...lists.interfaces[0]!, moreGroups: why };
    if (doubt === "peer" && lists.securityGroupRules[1] !== undefined)
      lists.securityGroupRules[1] = { ...lists.securityGroupRules[1], peers: [{ kind: "group", group: unknown }] };
    if (doubt === "target" && lists.routes.length > 0)
      lists.routes.push({
        ...lists.routes.pop()!,
        target: { kind: "unknown", among: [{ kind: "nat-gateway", to: to("nat") }], because: why },
      });
    if (doubt === "gateway") lists.gateways = lists.gateways.map((each) => ({ ...each, vpc: unknown }));
    if (doubt === "peering") lists.peerings = lists.peerings.map((each) => ({ ...each, accepter: unknown }));
    const [face] = lists.interfaces;
    if (doubt === "groups" && face !== undefined)
      lists.interfaces[0] = { ...face, groups: [{ how: "unknown", because: why }] };
    if (doubt === "number" && n.lists.networkAclEntries.length > 8)
      n.lists.networkAclEntries.push({ ...n.lists.networkAclEntries.pop()!, number: { unknown: why } });
  }
  return n;
}

function choose(n: Network, choice: (typeof choices)[number]): void {
  const oneOf = (...among: readonly string[]) => ({ how: "ambiguous", among, because: why, closed: true }) as const;
  const { lists } = n;
  const possible = { is: "possible", many: false, because: why } as const;
  const associate = (...links: readonly RouteTableAssociation["table"][]): void => {
    const isOf = ({ of }: RouteTableAssociation): boolean =>
      "subnet" in of && "to" in of.subnet && of.subnet.to === "s0";
    lists.routeTableAssociations = lists.routeTableAssociations.filter((each) => !isOf(each));
    for (const table of links)
      lists.routeTableAssociations.push({ ...n.base("either"), table, of: { subnet: to("s0") } });
  };
  switch (choice) {
    case "table":
      associate(oneOf("t0", "v0-main"));
      return;
    case "twin":
    case "twin-gone":
    case "twin-or-none": {
      const table = lists.routeTables.find(({ id }) => id === "t0")!;
      const routes = lists.routes.filter(({ table: of }) => "to" in of && of.to === "t0");
      const presence = choice === "twin-gone" ? possible : table.presence;
      lists.routeTables.push({ ...table, id: "twin", presence });
      for (const each of routes) lists.routes.push({ ...each, id: `twin ${each.id}`, table: to("twin") });
      const { closed: _, ...open } = oneOf("t0", "twin");
      associate(choice === "twin-or-none" ? open : oneOf("t0", "twin"));
      return;
    }
    case "acl":
      lists.networkAclAssociations = lists.networkAclAssociations.filter(
        ({ subnet }) => !("to" in subnet && subnet.to === "s1"),
      );
      lists.networkAclAssociations.push({ ...n.base("either-acl"), acl: oneOf("n0", "n1"), subnet: to("s1") });
      return;
    case "target": {
      lists.natGateways.push({ ...lists.natGateways[0]!, id: "nat-2", subnet: to("s0"), address: { unknown: why } });
      lists.routes = lists.routes.map((each) =>
        each.target.kind === "nat-gateway" ? { ...each, target: { ...each.target, to: oneOf("nat", "nat-2") } } : each,
      );
      return;
    }
    case "gateway-subnet":
      lists.natGateways = lists.natGateways.map((each) => ({
        ...each,
        subnet: oneOf("s0", "s2"),
        address: { unknown: why },
      }));
  }
}

/** What the matrix leaves out is what nothing passes between, asked pair by pair. */
function complete(network: Network): void {
  const proof = new Proof(network.facts());
  const shown = new Map(
    [...proof.matrix().entries()].map((each) => [`${each.from.id} to ${each.to.id}`, each] as const),
  );
  for (const from of proof.places)
    for (const to_ of proof.places) {
      if (from === to_ && from.type !== "interfaces") continue;
      const { must, may } = proof.between(from, to_);
      const each = shown.get(`${from.id} to ${to_.id}`);
      const found = each === undefined ? Transport.none : each.must.union(each.may);
      expect([from.id, to_.id, String(found), String(each?.must ?? Transport.none)]).toEqual([
        from.id,
        to_.id,
        String(may),
        String(must),
      ]);
    }
}

/** Nothing passes without a certificate that the checker accepts. */
function certified(network: Network): void {
  const facts = network.facts();
  const proof = new Proof(facts);
  for (const from of proof.places)
    for (const to_ of proof.places) {
      if (from.type !== "interfaces" && to_.type !== "interfaces") continue;
      const certificate = proof.certify(from, to_);
      if (certificate === undefined) continue;
      const { ok, why: reason } = checkCertificate(facts, certificate, from, to_);
      if (!ok) throw new Error(`${from.id} to ${to_.id}: ${reason}`);
      checked += 1;
    }
}
let checked = 0;

const closedGroup = (id: string, direction: "egress" | "ingress"): CertifiedFilter => ({
  kind: "groups",
  ids: [id],
  direction,
  role: "forward",
  looksAt: direction === "egress" ? "destination" : "source",
  groups: [],
  lets: Transport.none,
});

test("no certificate is accepted for a pair of a random network between which something passes", () => {
  const refusals: string[] = [];
  fc.assert(
    fc.property(seed, fc.constantFrom(...groups), fc.boolean(), (each, group, isOut) => {
      const network = build(each);
      const facts = network.facts();
      const proof = new Proof(facts);
      for (const { from, to } of proof.matrix().entries()) {
        if (from.type !== "interfaces" && to.type !== "interfaces") continue;
        const reasons: readonly Reason[] = [
          { kind: "route", at: "v0-main", why: "no route leads there" },
          { kind: "filters", filters: [closedGroup(group, isOut ? "egress" : "ingress")] },
          { kind: "filters", filters: [closedGroup("nobody", isOut ? "egress" : "ingress")] },
        ];
        for (const reason of reasons) {
          const { ok, why: said } = checkCertificate(facts, forgedBetween(from, to, reason), from, to);
          if (ok) throw new Error(`${from.id} to ${to.id}: ${JSON.stringify(reason)} is believed`);
          refusals.push(said);
        }
      }
    }),
    { numRuns: Number(process.env["CORDON_LAW_RUNS"] ?? 60) },
  );
  expect(refusals.length).toBeGreaterThan(20);
});

test("every isolated pair of a random network has a certificate that the checker accepts", () => {
  fc.assert(
    fc.property(seed, (each) => {
      certified(build({ ...each, doubts: [] }));
    }),
    { numRuns: Number(process.env["CORDON_LAW_RUNS"] ?? 30) },
  );
  expect(checked).toBeGreaterThan(100);
});

test("the matrix shows every pair between which anything passes", () => {
  fc.assert(
    fc.property(seed, (each) => {
      complete(build(each));
    }),
    { numRuns: Number(process.env["CORDON_LAW_RUNS"] ?? 60) },
  );
});

test("the engine and the naive evaluator agree on random small networks", () => {
  fc.assert(
    fc.property(seed, (each) => {
      agree(build(each));
    }),
    { numRuns: Number(process.env["CORDON_LAW_RUNS"] ?? 40) },
  );
  // The law would hold of two evaluators that refuse everything.
  expect(seen.yes).toBeGreaterThan(100);
  expect(seen.perhaps).toBeGreaterThan(10);
});

test("they agree on what is surely one of several, and what each of those does is sure", () => {
  const before = seen.yes;
  fc.assert(
    fc.property(seed, fc.subarray([...choices], { minLength: 1, maxLength: 2 }), (each, chosen) => {
      agree(build({ ...each, choices: chosen, doubts: each.doubts.slice(1) }));
    }),
    { numRuns: Number(process.env["CORDON_LAW_RUNS"] ?? 20) },
  );
  expect(seen.yes).toBeGreaterThan(before + 100);
});

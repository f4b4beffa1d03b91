import { Transport } from "../../lib/model";
import type { SecurityGroupRule } from "../../lib/terraform";
import { Proof, type Finding } from "../../lib/verify";
import { declared, hospital } from "./hospital";
import type { Network } from "./network";
import { addresses, block, exactly, tcp, to, why } from "./network";

const judge = (network: Network): readonly Finding[] => new Proof(network.facts(), declared).judge().findings;
const ids = (network: Network): string[] => judge(network).map(({ id }) => id);
const without = (rules: readonly SecurityGroupRule[], id: string): SecurityGroupRule[] =>
  rules.filter((rule) => rule.id !== id);

test("a network that is exactly what was declared has no finding", () => {
  const judgement = new Proof(hospital().facts(), declared).judge();
  expect(judgement).toEqual({ verdict: "holds", findings: [], assumptions: [] });
});

test("what is broken comes before what is undecided", () => {
  const network = hospital()
    .rule("pumps-sg", "ingress", "all", { group: "pumps-sg" })
    .rule("pumps-sg", "egress", "all", { group: "pumps-sg" });
  // Of a fact that is open nothing is told by a packet, so it is found before any question is asked.
  const facts = { ...network.facts(), unread: [{ address: "x.y", type: "x", why: "it is new", touches: [] }] };
  const verdicts = new Proof(facts, declared).judge().findings.map(({ verdict }) => verdict);
  expect(verdicts).toEqual(["broken", "broken", "undecided"]);
});

test("of traffic of every protocol the packet is one that a reader knows", () => {
  const flat = hospital()
    .rule("pumps-sg", "ingress", "all", { group: "pumps-sg" })
    .rule("pumps-sg", "egress", "all", { group: "pumps-sg" });
  const found = judge(flat).find(({ id }) => id === "excess:pumps>pumps");
  expect([String(found?.traffic), found?.witness?.transport]).toEqual(["all", "tcp 443"]);
});

describe("a planted fault is found, with the rule that makes it", () => {
  const openTo = (network: Network, acl: string): Network =>
    network
      .entry(acl, "ingress", 1, "allow", "all", "0.0.0.0/0", "::/0")
      .entry(acl, "egress", 1, "allow", "all", "0.0.0.0/0", "::/0");
  const faults: readonly (readonly [string, (network: Network) => Network, string, string])[] = [
    [
      "an opened port",
      (n) =>
        openTo(
          n
            .rule("server-sg", "ingress", tcp(22), { group: "pumps-sg" })
            .rule("pumps-sg", "egress", tcp(22), "0.0.0.0/0"),
          "pumps-acl",
        ).entry("server-acl", "ingress", 1, "allow", tcp(22), "10.0.0.0/23"),
      "excess:pumps>server",
      "server-sg-ingress-6",
    ],
    [
      "a wider port range",
      (n) => {
        n.lists.securityGroupRules = n.lists.securityGroupRules.map((r) =>
          r.id === "server-sg-ingress-3" || r.id === "server-sg-egress-4"
            ? { ...r, transport: { exact: tcp(7000, 7001) } }
            : r,
        );
        return n;
      },
      "excess:server>server",
      "server-sg-ingress-3",
    ],
    [
      "protocol -1 between devices",
      (n) =>
        n
          .rule("pumps-sg", "ingress", "all", { group: "pumps-sg" })
          .rule("pumps-sg", "egress", "all", { group: "pumps-sg" }),
      "excess:pumps>pumps",
      "pumps-sg-ingress-6",
    ],
    [
      "an extra group on an interface",
      (n) =>
        n
          .openGroup("wide", "vpc")
          .face("server-2", "server-a", ["server-sg", "wide"])
          .face("server-3", "server-a", ["wide"]),
      "excess:server>server",
      "wide-ingress-6",
    ],
    [
      "a stranger in the segment's subnet",
      (n) => n.openGroup("wide", "vpc").face("stray", "pumps-a", ["wide"]).face("stray-2", "pumps-a", ["wide"]),
      "excess:pumps>pumps",
      "wide-ingress-6",
    ],
    [
      "a default route to an internet gateway with an open group",
      (n) =>
        openTo(
          n
            .openGroup("wide", "vpc")
            .face("pump-2", "pumps-a", ["pumps-sg", "wide"], { public: true })
            .route("closed-rt", "0.0.0.0/0", ["internet-gateway", "igw"]),
          "pumps-acl",
        ),
      "excess:pumps>internet",
      "wide-egress-7",
    ],
    [
      "the internet in two halves",
      (n) =>
        openTo(
          n
            .rule("pumps-sg", "egress", tcp(443), "0.0.0.0/1")
            .rule("pumps-sg", "egress", tcp(443), "128.0.0.0/1")
            .route("closed-rt", "0.0.0.0/1", ["nat-gateway", "nat"])
            .route("closed-rt", "128.0.0.0/1", ["nat-gateway", "nat"]),
          "pumps-acl",
        ),
      "excess:pumps>internet",
      "pumps-sg-egress-6",
    ],
    [
      "a prefix list that covers the internet",
      (n) =>
        openTo(
          n
            .prefixList("pl", "0.0.0.0/1", "128.0.0.0/1")
            .rule("pumps-sg", "egress", tcp(443), { list: "pl" })
            .route("closed-rt", "0.0.0.0/0", ["nat-gateway", "nat"]),
          "pumps-acl",
        ),
      "excess:pumps>internet",
      "pumps-sg-egress-6",
    ],
    [
      "a route through a prefix list",
      (n) =>
        openTo(
          n
            .prefixList("pl", "0.0.0.0/0")
            .rule("pumps-sg", "egress", tcp(443), "0.0.0.0/0")
            .route("closed-rt", { list: "pl" }, ["nat-gateway", "nat"]),
          "pumps-acl",
        ),
      "excess:pumps>internet",
      "pumps-sg-egress-6",
    ],
    [
      "a propagation to devices with rules for the site",
      (n) => openTo(n.propagate("closed-rt", "vgw").rule("pumps-sg", "ingress", tcp(22), "172.20.8.0/22"), "pumps-acl"),
      "excess:ward>pumps",
      "pumps-sg-ingress-6",
    ],
    [
      "a peering",
      (n) =>
        openTo(
          n
            .vpc("other", "10.9.0.0/16")
            .subnet("o", "other", "10.9.0.0/24")
            .openGroup("og", "other")
            .face("spy", "o", ["og"])
            .peering("pcx", "vpc", "other")
            .route("closed-rt", "10.9.0.0/16", ["peering", "pcx"])
            .route("other-main", "10.0.0.0/16", ["peering", "pcx"])
            .rule("pumps-sg", "ingress", tcp(22), "10.9.0.0/16"),
          "pumps-acl",
        ),
      "excess:o × og>pumps",
      "pumps-sg-ingress-8",
    ],
    [
      "a transit gateway",
      (n) =>
        openTo(
          n
            .vpc("other", "10.9.0.0/16")
            .subnet("o", "other", "10.9.0.0/24")
            .openGroup("og", "other")
            .face("spy", "o", ["og"])
            .transit("tgw", { vpc: ["pumps-a", "pumps-b"], other: ["o"] })
            .route("closed-rt", "10.9.0.0/16", ["transit-gateway", "tgw"])
            .route("other-main", "10.0.0.0/16", ["transit-gateway", "tgw"])
            .rule("pumps-sg", "ingress", tcp(22), "10.9.0.0/16"),
          "pumps-acl",
        ),
      "excess:o × og>pumps",
      "pumps-sg-ingress-8",
    ],
    [
      "guests let in by address",
      (n) => openTo(openTo(n.rule("server-sg", "ingress", tcp(443), "10.0.3.0/24"), "guest-acl"), "server-acl"),
      "excess:guest>server",
      "server-sg-ingress-6",
    ],
    [
      "a table changed for another",
      (n) => {
        n.lists.routeTableAssociations = n.lists.routeTableAssociations.map((a) =>
          a.id === "closed-rt>pumps-a" ? { ...a, table: to("guest-rt") } : a,
        );
        return openTo(n.rule("pumps-sg", "egress", tcp(443), "0.0.0.0/0"), "pumps-acl");
      },
      "excess:pumps>internet",
      "pumps-sg-egress-6",
    ],
    [
      "an ACL taken off, with groups already open",
      (n) => {
        n.lists.networkAclAssociations = n.lists.networkAclAssociations.filter(
          ({ id }) => id !== "server-acl>server-a" && id !== "guest-acl>guest-a",
        );
        return n.rule("server-sg", "ingress", tcp(443), "10.0.0.0/16");
      },
      "excess:guest>server",
      "server-sg-ingress-6",
    ],
    [
      "an IPv6 rule and route",
      (n) => {
        n.lists.vpcs = n.lists.vpcs.map((vpc) => ({ ...vpc, blocks: [...vpc.blocks, block("2600:1f00::/56")] }));
        n.lists.subnets = n.lists.subnets.map((s) =>
          s.id === "pumps-a" ? { ...s, blocks: [...s.blocks, block("2600:1f00::/64")] } : s,
        );
        return openTo(
          n.rule("pumps-sg", "ingress", tcp(22), "::/0").route("closed-rt", "::/0", ["internet-gateway", "igw"]),
          "pumps-acl",
        );
      },
      "excess:internet>pumps",
      "pumps-sg-ingress-6",
    ],
    [
      "an egress-only gateway",
      (n) => {
        n.lists.vpcs = n.lists.vpcs.map((vpc) => ({ ...vpc, blocks: [...vpc.blocks, block("2600:1f00::/56")] }));
        n.lists.subnets = n.lists.subnets.map((s) =>
          s.id === "pumps-a" ? { ...s, blocks: [...s.blocks, block("2600:1f00::/64")] } : s,
        );
        return openTo(
          n
            .gateway("eigw", "egress-only", "vpc")
            .rule("pumps-sg", "egress", tcp(443), "::/0")
            .route("closed-rt", "::/0", ["egress-only-gateway", "eigw"]),
          "pumps-acl",
        );
      },
      "excess:pumps>internet",
      "pumps-sg-egress-6",
    ],
    [
      "ping",
      (n) =>
        n
          .rule("server-sg", "ingress", Transport.icmp("icmp", 8, 0), { group: "server-sg" })
          .rule("server-sg", "egress", Transport.icmp("icmp", 8, 0), { group: "server-sg" }),
      "excess:server>server",
      "server-sg-ingress-6",
    ],
    [
      "another protocol",
      (n) =>
        n
          .rule("server-sg", "ingress", Transport.protocol(47), { group: "server-sg" })
          .rule("server-sg", "egress", Transport.protocol(47), { group: "server-sg" }),
      "excess:server>server",
      "server-sg-ingress-6",
    ],
    [
      "more of the site than declared",
      (n) => {
        n.vpn("vpn-2", "vgw", "172.21.0.0/16");
        return openTo(n.rule("server-sg", "ingress", tcp(3613), "172.21.0.0/16"), "server-acl");
      },
      "excess:vpn-2>server",
      "server-sg-ingress-6",
    ],
    [
      "a public interface in a device segment",
      (n) =>
        openTo(
          n
            .face("pump-3", "pumps-a", ["pumps-sg"], { public: true })
            .rule("pumps-sg", "ingress", tcp(22), "0.0.0.0/0")
            .route("closed-rt", "0.0.0.0/0", ["internet-gateway", "igw"]),
          "pumps-acl",
        ),
      "excess:internet>pumps",
      "pumps-sg-ingress-6",
    ],
    [
      "a segment's group worn elsewhere",
      (n) => n.openGroup("wide", "vpc").face("imposter", "public", ["server-sg", "wide"]),
      "excess:server>server",
      "wide-egress-7",
    ],
  ];
  test.each(faults)("%s", (_, plant, id, rule) => {
    const finding = judge(plant(hospital())).find((each) => each.id === id);
    expect(finding).toMatchObject({ id, kind: "excess", verdict: "broken" });
    expect(finding?.rules).toContain(rule);
    expect(finding?.witness).toMatchObject({
      from: { address: expect.any(String) as string },
      to: { address: expect.any(String) as string },
    });
  });
});

describe("a missing way is found, with what stops it", () => {
  const losses: readonly (readonly [string, (network: Network) => Network, string, string])[] = [
    [
      "a rule taken away",
      (n) => {
        n.lists.securityGroupRules = without(n.lists.securityGroupRules, "server-sg-ingress-1");
        return n;
      },
      "missing:pumps>server:drug-library",
      "server-sg (ingress)",
    ],
    [
      "an ACL entry before it",
      (n) => n.entry("server-acl", "ingress", 5, "deny", tcp(3613), "10.0.0.0/24"),
      "missing:pumps>server:drug-library",
      "server-acl (ingress)",
    ],
    [
      "answers that are shut out",
      (n) => n.entry("pumps-acl", "ingress", 5, "deny", "all", "10.0.2.0/24"),
      "missing:pumps>server:drug-library",
      "pumps-acl (ingress)",
    ],
    [
      "a route for part of it",
      (n) => n.route("closed-rt", "10.0.2.0/24", ["interface", "server-1"]),
      "missing:pumps>server:drug-library",
      "server-1",
    ],
    [
      "a connection without its route",
      (n) => {
        n.lists.vpnRoutes = [];
        return n;
      },
      "missing:ward>server:drug-library",
      "vpc (no route)",
    ],
    [
      "a route to nowhere",
      (n) => {
        n.lists.routes = n.lists.routes.filter(({ table }) => !("to" in table && table.to === "guest-rt"));
        return n;
      },
      "missing:guest>internet:https",
      "vpc (no route)",
    ],
  ];
  test.each(losses)("%s", (_, plant, id, at) => {
    const finding = judge(plant(hospital())).find((each) => each.id === id);
    expect(finding).toMatchObject({ id, kind: "missing", verdict: "broken" });
    expect(finding?.blockers?.map((blocker) => blocker.at)).toContain(at);
  });
});

describe("a rewrite that changes nothing has no finding", () => {
  const rewrites: readonly (readonly [string, (network: Network) => void])[] = [
    [
      "rules in another order",
      (n) => {
        n.lists.securityGroupRules.reverse();
      },
    ],
    [
      "entries in another order",
      (n) => {
        n.lists.networkAclEntries.reverse();
      },
    ],
    [
      "routes and subnets in another order",
      (n) => {
        n.lists.routes.reverse();
        n.lists.subnets.reverse();
        n.lists.routeTables.reverse();
      },
    ],
    [
      "a rule twice",
      (n) => {
        n.rule("server-sg", "ingress", tcp(3613), { group: "pumps-sg" });
      },
    ],
    [
      "a group for a block",
      (n) => {
        n.lists.securityGroupRules = without(n.lists.securityGroupRules, "pumps-sg-egress-0");
        n.rule("pumps-sg", "egress", tcp(3613), "10.0.2.0/24");
      },
    ],
    [
      "a split block",
      (n) => {
        n.lists.securityGroupRules = without(n.lists.securityGroupRules, "server-sg-ingress-2");
        n.rule("server-sg", "ingress", tcp(3613), "172.20.8.0/23", "172.20.10.0/23");
      },
    ],
    [
      "a split port range",
      (n) => {
        n.lists.networkAclEntries = n.lists.networkAclEntries.filter(({ id }) => id !== "server-acl-egress-100");
        n.entry("server-acl", "egress", 100, "allow", tcp(32_768, 40_000), "10.0.0.0/23").entry(
          "server-acl",
          "egress",
          101,
          "allow",
          tcp(40_001, 61_000),
          "10.0.0.0/23",
        );
      },
    ],
    [
      "a prefix list for blocks",
      (n) => {
        n.lists.securityGroupRules = without(n.lists.securityGroupRules, "server-sg-ingress-2");
        n.prefixList("site", "172.20.8.0/22").rule("server-sg", "ingress", tcp(3613), { list: "site" });
      },
    ],
    [
      "a deny that is never reached",
      (n) => {
        n.entry("pumps-acl", "egress", 30_000, "deny", "all", "0.0.0.0/0");
      },
    ],
    [
      "other numbers in the same order",
      (n) => {
        n.lists.networkAclEntries = n.lists.networkAclEntries.map((entry) =>
          "exact" in entry.number ? { ...entry, number: exactly(entry.number.exact * 7) } : entry,
        );
      },
    ],
    [
      "an unused group",
      (n) => {
        n.openGroup("unused", "vpc");
      },
    ],
    [
      "a default route in halves",
      (n) => {
        n.lists.routes = n.lists.routes.filter(({ table }) => !("to" in table && table.to === "guest-rt"));
        n.route("guest-rt", "0.0.0.0/1", ["nat-gateway", "nat"]).route("guest-rt", "128.0.0.0/1", [
          "nat-gateway",
          "nat",
        ]);
      },
    ],
  ];
  test.each(rewrites)("%s", (_, rewrite) => {
    const network = hospital();
    rewrite(network);
    expect(ids(network)).toEqual([]);
  });
});

describe("what cannot be decided", () => {
  test("a resource without a reader is undecided by name", () => {
    const facts = hospital().facts({
      unread: [{ address: "aws_odd.x", type: "aws_odd", why: "it has no reader", touches: ["server-a"] }],
    });
    const { verdict, findings } = new Proof(facts, declared).judge();
    expect([verdict, findings.map(({ id, from }) => [id, from])]).toEqual([
      "undecided",
      [["unread:aws_odd.x", "server"]],
    ]);
  });

  test("an input that does not tell everything is undecided", () => {
    expect(
      new Proof(
        hospital().facts({
          complete: false,
          incomplete: [{ kind: "deferred", at: "plan", detail: "changes were deferred" }],
        }),
        declared,
      ).judge().verdict,
    ).toBe("undecided");
  });

  test("an unknown block is undecided, with what is not known", () => {
    const network = hospital().rule("server-sg", "ingress", tcp(7000), "10.0.0.0/8");
    const rule = network.lists.securityGroupRules.pop()!;
    network.lists.securityGroupRules.push(
      {
        ...rule,
        transport: { may: tcp(7000, 7001), must: tcp(7000), because: why },
        peers: [{ kind: "group", group: to("server-sg") }],
      },
      {
        ...rule,
        id: "out",
        direction: "egress",
        transport: { exact: tcp(7001) },
        peers: [{ kind: "addresses", addresses: { exact: addresses("10.0.2.0/24") } }],
      },
    );
    expect(judge(network).map(({ id, verdict, rules }) => [id, verdict, rules])).toEqual([
      ["perhaps-excess:server>server", "undecided", ["out", "server-sg-ingress-6"]],
    ]);
  });
});

describe("questions that need no conduits", () => {
  test("devices of one segment that reach each other are named", () => {
    const network = hospital()
      .rule("pumps-sg", "ingress", tcp(80), { group: "pumps-sg" })
      .rule("pumps-sg", "egress", tcp(80), { group: "pumps-sg" });
    expect(ids(network)).toContain("flat-device-segment:pumps>pumps");
  });
});

test.each([
  ["subnet", { subnets: ["elsewhere"] }],
  ["group", { groups: ["elsewhere"] }],
])("a segment whose %s is not among the facts is not proved", (what, part) => {
  const segments = declared.segments.map((one) => (one.name === "guest" ? { ...one, ...part } : one));
  const conduits = declared.conduits.filter(({ from }) => from !== "guest");
  const { verdict, findings } = new Proof(hospital().facts(), { segments, conduits }).judge();
  expect(verdict).toBe("undecided");
  expect(findings[0]).toMatchObject({
    id: `unplaced:guest:${what} elsewhere`,
    text: `${what} elsewhere of segment guest is not among the inputs`,
  });
});

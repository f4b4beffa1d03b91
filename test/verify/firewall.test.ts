/** The stateful engine of AWS Network Firewall: what its rules pass for sure, perhaps and never. */
import * as fc from "fast-check";
import { AddressSet, Transport } from "../../lib/model";
import type { FirewallRuleGroup, FirewallRules, StatefulTuple } from "../../lib/terraform";
import { Proof, type DeclaredIntent } from "../../lib/verify";
import { addresses, exactly, Network, tcp, to, udp } from "./network";
import { agree, seen } from "./second-opinion";

/** `PASS TCP $HOME_NET any -> any 443`. */
const tuple = (text: string, keywords: readonly string[] = ["sid:1"]): StatefulTuple => {
  const [action = "", protocol = "", source = "", sourcePort = "", arrow, destination = "", destinationPort = ""] =
    text.split(" ");
  return {
    action: exactly(action),
    protocol: exactly(protocol),
    source: exactly(source),
    sourcePort: exactly(sourcePort),
    destination: exactly(destination),
    destinationPort: exactly(destinationPort),
    direction: exactly(arrow === "<>" ? "ANY" : "FORWARD"),
    keywords: exactly(keywords),
  };
};
const tuples = (...texts: readonly string[]): FirewallRules => ({
  kind: "tuples",
  rules: texts.map((text) => tuple(text)),
});
const domains = (action: "allow" | "deny", ...targets: readonly string[]): FirewallRules => ({
  kind: "domains",
  action: exactly(action),
  targets: exactly(targets),
  inspects: exactly(["TLS_SNI"]),
});

interface Policy {
  readonly order?: "strict" | "default-action";
  readonly otherwise?: readonly string[];
  readonly home?: string;
  readonly fragments?: string;
  readonly stateless?: readonly string[];
}

/** A firewall in `f` with these stateful groups. */
function firewall(network: Network, groups: readonly FirewallRules[], policy: Policy = {}): Network {
  const { order = "strict", otherwise = ["aws:drop_strict"], home, fragments = "aws:drop" } = policy;
  const { lists } = network;
  lists.firewalls.push({ ...network.base("fw"), vpc: to("vpc"), subnets: [to("f")], policy: to("policy") });
  lists.firewallPolicies.push({
    ...network.base("policy"),
    statelessDefault: exactly(policy.stateless ?? ["aws:forward_to_sfe"]),
    statelessFragmentDefault: exactly([fragments]),
    statelessGroups: [],
    statefulGroups: groups.map((_, i) => ({ priority: exactly(i + 1), group: to(`group-${String(i + 1)}`) })),
    statefulDefault: exactly(order === "strict" ? otherwise : []),
    statefulOrder: exactly(order),
    variables: home === undefined ? [] : [{ name: "HOME_NET", addresses: { exact: addresses(home) } }],
  });
  groups.forEach((rules, i) => {
    const group: FirewallRuleGroup = { ...network.base(`group-${String(i + 1)}`), variables: [], rules };
    lists.firewallRuleGroups.push(group);
  });
  return network;
}

/** `ia` in `a` and `ib` in `b` of one VPC, all between them through a firewall. */
const between = (): Network =>
  new Network()
    .vpc("vpc", "10.0.0.0/16")
    .subnet("a", "vpc", "10.0.1.0/24")
    .subnet("b", "vpc", "10.0.2.0/24")
    .subnet("f", "vpc", "10.0.8.0/28")
    .openGroup("ga", "vpc")
    .openGroup("gb", "vpc")
    .face("ia", "a", ["ga"])
    .face("ib", "b", ["gb"])
    .table("ta", "vpc", "a")
    .table("tb", "vpc", "b")
    .route("ta", "10.0.2.0/24", ["firewall", "fw"])
    .route("tb", "10.0.1.0/24", ["firewall", "fw"]);

const reach = (network: Network, from = "ia", target = "ib"): string => {
  const proof = new Proof(network.facts());
  const { must, may } = proof.between(proof.tryFindPlaceOf(from)!, proof.tryFindPlaceOf(target)!);
  return may.equals(must) ? String(must) : `${String(must)}; perhaps ${String(may.subtract(must))}`;
};
const passed = (groups: readonly FirewallRules[], policy?: Policy): string =>
  reach(firewall(between(), groups, policy));

/** A firewall that passes by its header what these say, and drops the rest: from, to, ports, as `10.0.1.0/24 10.0.2.0/24 443`. */
function stateless(...passing: readonly string[]): Network {
  const network = firewall(between(), [], { stateless: ["aws:drop"], otherwise: [] });
  const { lists } = network;
  lists.firewallPolicies = lists.firewallPolicies.map((each) => ({
    ...each,
    statelessGroups: [{ priority: exactly(1), group: to("headers") }],
  }));
  const rules = passing.map((text, index) => {
    const [source = "", target = "", first = "", last = first] = text.split(" ");
    return {
      priority: exactly(index + 1),
      actions: exactly(["aws:pass"]),
      sources: { exact: addresses(source) },
      destinations: { exact: addresses(target) },
      transport: { exact: tcp(Number(first), Number(last)) },
      sourceTransport: { exact: tcp(0, 65_535) },
      matchesFlags: false,
    };
  });
  lists.firewallRuleGroups.push({ ...network.base("headers"), variables: [], rules: { kind: "stateless", rules } });
  return network;
}

describe("what a firewall makes of answers is told", () => {
  const explain = (network: Network) => {
    const proof = new Proof(network.facts());
    return proof.explain(proof.tryFindPlaceOf("ia")!, proof.tryFindPlaceOf("ib")!, tcp(443));
  };
  const there = "10.0.1.0/24 10.0.2.0/24 443";

  test("by the client ports that it passes them to", () => {
    const { verdict, witness } = explain(stateless(there, "10.0.2.0/24 10.0.1.0/24 1024 2000"));
    expect([verdict, witness?.clientPorts, witness?.from.port]).toEqual(["allowed", [[1024, 2000]], 1024]);
  });

  test("by its rule where it drops them", () => {
    expect(explain(stateless(there))).toMatchObject({
      verdict: "blocked",
      blockers: [{ at: "fw", rule: "stateless default", reason: "its stateless rules do not pass the answer" }],
    });
    const network = stateless(there, "10.0.2.0/24 10.0.1.0/24 1024 2000")
      .acl("n", "vpc", "a")
      .entry("n", "egress", 1, "allow", tcp(443), "0.0.0.0/0")
      .entry("n", "ingress", 1, "allow", tcp(3000, 4000), "0.0.0.0/0");
    expect(explain(network).blockers).toHaveLength(1);
  });

  test("by a doubt where its stateful rules may end the connection", () => {
    const network = firewall(between(), [tuples("DROP TCP 10.0.2.0/24 ANY -> ANY ANY")], { order: "default-action" });
    const { verdict, doubts } = explain(network);
    expect([verdict, doubts]).toEqual(["undecided", ["whether the rules of fw pass it and its answers"]]);
  });
});

describe("five-tuples", () => {
  test("pass exactly what they name when the rest is dropped (Network Firewall guide, Strict evaluation order)", () => {
    expect(passed([tuples("PASS TCP 10.0.1.0/24 ANY -> 10.0.2.0/24 443")])).toBe("tcp 443");
    expect(passed([tuples("PASS UDP ANY ANY -> ANY 53", "PASS ICMP ANY ANY -> ANY ANY")])).toBe("icmp, udp 53");
    expect(passed([tuples("PASS TCP 10.0.9.0/24 ANY -> ANY 443")])).toBe("nothing");
  });

  test("are tried in the order of their groups and of the list (Network Firewall guide, Strict evaluation order)", () => {
    const [pass, drop] = ["PASS TCP ANY ANY -> ANY ANY", "DROP TCP 10.0.1.0/24 ANY -> ANY 22"];
    expect(passed([tuples(drop, pass)])).toBe(String(Transport.protocol(6).subtract(tcp(22))));
    expect(passed([tuples(pass, drop)])).toBe("tcp");
    expect(passed([tuples(drop), tuples(pass)])).toBe(String(Transport.protocol(6).subtract(tcp(22))));
  });

  test("pass before they drop in action order, and what none names passes (Network Firewall guide, Action order)", () => {
    const rules = [tuples("DROP TCP 10.0.1.0/24 ANY -> ANY ANY", "PASS TCP 10.0.1.0/24 ANY -> ANY 443")];
    const expected = Transport.all.subtract(Transport.protocol(6)).union(tcp(443));
    expect(passed(rules, { order: "default-action" })).toBe(String(expected));
  });

  test("an alert decides nothing", () => {
    expect(passed([tuples("ALERT TCP ANY ANY -> ANY ANY", "PASS TCP ANY ANY -> ANY 443")])).toBe("tcp 443");
  });

  test("a keyword narrows a rule: it need not pass, and need not drop", () => {
    const flow = (text: string): FirewallRules => ({ kind: "tuples", rules: [tuple(text, ["sid:1", "flow"])] });
    expect(passed([flow("PASS TCP ANY ANY -> ANY 443")])).toBe("nothing; perhaps tcp 443");
    expect(passed([flow("DROP TCP 10.0.1.0/24 ANY -> ANY 443"), tuples("PASS TCP ANY ANY -> ANY ANY")])).toBe(
      `${String(Transport.protocol(6).subtract(tcp(443)))}; perhaps tcp 443`,
    );
  });

  test("a rule that drops answers by their port ends what no rule passed by its own", () => {
    // To the client's own port: 49152 is in this range, too.
    const drop = tuples("DROP TCP ANY ANY -> ANY 444:65535");
    const open = { otherwise: ["aws:alert_strict"] };
    const rest = Transport.all.subtract(Transport.protocol(6));
    expect(passed([drop], open)).toBe(`${String(rest)}; perhaps tcp 0-443`);
    expect(passed([tuples("PASS TCP ANY ANY -> ANY 443"), drop], open)).toBe(
      `${String(rest.union(tcp(443)))}; perhaps tcp 0-442`,
    );
  });

  test("words that are not known decide nothing", () => {
    expect(passed([tuples("PASS TCP $UNHEARD ANY -> ANY 443")])).toBe("nothing; perhaps tcp 443");
    expect(passed([tuples("PASS GOPHER ANY ANY -> ANY 70")])).toBe("nothing; perhaps all");
  });
});

describe("what is not read", () => {
  test("Suricata text may pass and may drop anything from where it stands", () => {
    const text: FirewallRules = { kind: "suricata", text: exactly("pass tcp any any -> any 443 (sid:1;)") };
    expect(passed([text])).toBe("nothing; perhaps all");
    expect(passed([tuples("PASS TCP ANY ANY -> ANY 443"), text])).toBe(
      `tcp 443; perhaps ${String(Transport.all.subtract(tcp(443)))}`,
    );
    expect(passed([tuples("DROP IP 10.0.1.0/24 ANY -> ANY ANY"), text])).toBe("nothing");
  });

  test("a group that is not among the inputs is one of these", () => {
    const network = firewall(between(), []);
    const [policy] = network.lists.firewallPolicies;
    const managed = {
      how: "outside",
      id: "arn:aws:network-firewall:us-east-1:aws-managed:stateful-rulegroup/x",
    } as const;
    network.lists.firewallPolicies = [{ ...policy!, statefulGroups: [{ priority: exactly(1), group: managed }] }];
    expect(reach(network)).toBe("nothing; perhaps all");
  });
});

describe("default actions", () => {
  test("drop_established lets the handshake of TCP through, to anywhere (Network Firewall guide, Strict evaluation order)", () => {
    expect(passed([], { otherwise: ["aws:drop_established"] })).toBe("nothing; perhaps tcp");
    expect(passed([], { otherwise: ["aws:drop_established_app_layer"] })).toBe("nothing; perhaps tcp");
  });

  test("drop_strict drops it too, and an alert drops nothing", () => {
    expect(passed([], { otherwise: ["aws:drop_strict", "aws:alert_strict"] })).toBe("nothing");
    expect(passed([], { otherwise: ["aws:alert_strict"] })).toBe("all");
  });

  test("no handshake goes before UDP: what its first packet carries may pass under either default", () => {
    for (const otherwise of ["aws:drop_strict", "aws:drop_established"]) {
      const tcpToo = otherwise === "aws:drop_strict" ? "" : "tcp, ";
      expect(passed([tuples("PASS NTP ANY ANY -> ANY 123")], { otherwise: [otherwise] })).toBe(
        `nothing; perhaps ${tcpToo}udp 123`,
      );
    }
  });

  test("fragments of UDP have an action of their own (Network Firewall guide, Stateless default actions)", () => {
    expect(passed([], { stateless: ["aws:drop"], fragments: "aws:pass" })).toBe("nothing; perhaps udp");
    expect(passed([], { stateless: ["aws:drop"], fragments: "aws:drop" })).toBe("nothing");
  });
});

describe("a list of domains", () => {
  /** Machines in `a` ask for the internet through a firewall and then a NAT gateway. */
  const outward = (): Network =>
    new Network()
      .vpc("vpc", "10.0.0.0/16")
      .subnet("a", "vpc", "10.0.1.0/24")
      .subnet("f", "vpc", "10.0.8.0/28")
      .subnet("n", "vpc", "10.0.9.0/28")
      .openGroup("ga", "vpc")
      .face("ia", "a", ["ga"])
      .gateway("igw", "internet", "vpc")
      .nat("nat", "n")
      .table("ta", "vpc", "a")
      .route("ta", "0.0.0.0/0", ["firewall", "fw"])
      .table("tf", "vpc", "f")
      .route("tf", "0.0.0.0/0", ["nat-gateway", "nat"])
      .table("tn", "vpc", "n")
      .route("tn", "0.0.0.0/0", ["internet-gateway", "igw"])
      .route("tn", "10.0.1.0/24", ["firewall", "fw"]);
  const updates = domains("allow", ".updates.example.com");
  /** What a domain list alone leaves open: a handshake to any other port. */
  const onlyTls = tuples(
    "DROP TCP $HOME_NET ANY -> $EXTERNAL_NET 0:442",
    "DROP TCP $HOME_NET ANY -> $EXTERNAL_NET 444:65535",
  );
  const established = { otherwise: ["aws:drop_established"] };

  test("passes TLS to its names on any port, so to any address (Network Firewall guide, Stateful domain list rule groups)", () => {
    expect(reach(firewall(outward(), [updates], established), "ia", "internet")).toBe("tcp");
    expect(reach(firewall(outward(), [onlyTls, updates], established), "ia", "internet")).toBe("tcp 443");
  });

  test("passes nothing where the handshake is dropped (Network Firewall guide, Strict evaluation order)", () => {
    expect(reach(firewall(outward(), [updates]), "ia", "internet")).toBe("nothing");
  });

  test("is about the firewall's own VPC unless HOME_NET says more (Network Firewall guide, Domain list inspection)", () => {
    const elsewhere = firewall(outward(), [updates], { ...established, home: "10.9.0.0/16" });
    expect(reach(elsewhere, "ia", "internet")).toBe("nothing; perhaps tcp");
  });

  test("in action order lets everything pass that is not TLS (Network Firewall guide, Stateful domain list rule groups)", () => {
    const network = firewall(outward(), [updates], { order: "default-action" });
    expect(reach(network, "ia", "internet")).toBe("all");
  });

  test("a deny list keeps what passes from being sure", () => {
    const network = firewall(outward(), [domains("deny", "evil.example.com")], { otherwise: ["aws:alert_strict"] });
    expect(reach(network, "ia", "internet")).toBe(
      `${String(Transport.all.subtract(Transport.protocol(6)))}; perhaps tcp`,
    );
  });

  const intent: DeclaredIntent = {
    segments: [{ name: "patched", kind: "shared-services", subnets: ["a"], groups: ["ga"], blocks: ["10.0.1.0/24"] }],
    conduits: [{ id: "patched>internet:https", from: "patched", to: "internet", transport: tcp(443) }],
  };

  test("makes a segment that may ask for updates hold, and nothing else of the internet", () => {
    const { lists } = outward();
    const network = firewall(outward(), [onlyTls, updates], established);
    network.lists.securityGroupRules = lists.securityGroupRules.filter(({ direction }) => direction === "egress");
    expect(new Proof(network.facts(), intent).judge()).toEqual({ verdict: "holds", findings: [], assumptions: [] });
  });

  test("without the rules for other ports the segment is found to shake hands with anyone", () => {
    const network = firewall(outward(), [updates], established);
    network.lists.securityGroupRules = network.lists.securityGroupRules.filter(
      ({ direction }) => direction === "egress",
    );
    const { findings } = new Proof(network.facts(), intent).judge();
    expect(findings.map(({ id, traffic }) => [id, String(traffic)])).toEqual([
      ["excess:patched>internet", String(Transport.protocol(6).subtract(tcp(443)))],
    ]);
  });

  test("says what a connection has to carry, and what stops one", () => {
    const network = firewall(outward(), [onlyTls, updates], established);
    const proof = new Proof(network.facts());
    const [from, internet] = [proof.tryFindPlaceOf("ia")!, proof.findPlace("internet")];
    const open = proof.explain(from, internet, tcp(443));
    expect(open.verdict).toBe("allowed");
    expect(open.witness?.content).toEqual(["TLS to .updates.example.com"]);
    expect(proof.explain(from, internet, tcp(22)).blockers).toEqual([
      { at: "fw", rule: "group-1", reason: "its stateful rules do not pass it" },
    ]);
    expect(proof.explain(from, internet, udp(53)).blockers).toEqual([
      { at: "fw", rule: "aws:drop_established", reason: "its stateful rules do not pass it" },
    ]);
  });
});

test("the engine and the naive evaluator agree about random policies", () => {
  const word = fc.constantFrom(
    "ANY",
    "$HOME_NET",
    "10.0.1.0/24",
    "!10.0.1.0/24",
    "[10.0.0.0/16,!10.0.2.0/25]",
    "$OTHER",
    "$EXTERNAL_NET",
  );
  const port = fc.constantFrom("ANY", "ANY", "443", "0:442", "!443", "[80,1024:65535]");
  const rule = fc
    .tuple(
      fc.constantFrom("PASS", "DROP", "REJECT", "ALERT"),
      fc.constantFrom("TCP", "TCP", "UDP", "IP", "ICMP", "TLS", "DNS"),
      word,
      fc.constantFrom("ANY", "ANY", "ANY", "1024:65535"),
      fc.constantFrom("->", "->", "<>"),
      word,
      port,
    )
    .map((parts) => parts.join(" "));
  const groups = fc.array(
    fc.oneof(
      { weight: 4, arbitrary: fc.array(rule, { minLength: 1, maxLength: 4 }).map((texts) => tuples(...texts)) },
      fc.constantFrom(domains("allow", "x.example.com"), domains("deny", "x.example.com"), domains("allow")),
      fc.constant<FirewallRules>({ kind: "suricata", text: exactly("") }),
    ),
    { maxLength: 3 },
  );
  const policy = fc.record({
    order: fc.constantFrom("strict", "strict", "default-action"),
    otherwise: fc.constantFrom([], ["aws:drop_strict"], ["aws:drop_established"], ["aws:alert_strict"], ["aws:new"]),
    fragments: fc.constantFrom("aws:drop", "aws:drop", "aws:forward_to_sfe"),
    home: fc.constantFrom("10.0.0.0/8", "10.0.1.0/24", "192.168.0.0/16"),
    keepHome: fc.boolean(),
    keyword: fc.boolean(),
    stateless: fc.boolean(),
  });
  fc.assert(
    fc.property(groups, policy, (rules, { home, keepHome, keyword, stateless, ...rest }) => {
      const marked = keyword
        ? rules.map((each) =>
            each.kind === "tuples"
              ? { ...each, rules: each.rules.map((one) => ({ ...one, keywords: exactly(["flow"]) })) }
              : each,
          )
        : rules;
      const network = firewall(between(), marked, keepHome ? rest : { ...rest, home });
      if (stateless) withStateless(network);
      agree(network);
    }),
    { numRuns: Number(process.env["CORDON_LAW_RUNS"] ?? 60) },
  );
  expect(seen.yes).toBeGreaterThan(100);
  expect(seen.perhaps).toBeGreaterThan(10);
});

/** A stateless rule that passes HTTPS by itself. */
function withStateless(network: Network): void {
  const [policy] = network.lists.firewallPolicies.splice(0);
  network.lists.firewallPolicies.push({ ...policy!, statelessGroups: [{ priority: exactly(1), group: to("quick") }] });
  network.lists.firewallRuleGroups.push({
    ...network.base("quick"),
    variables: [],
    rules: {
      kind: "stateless",
      rules: [
        {
          priority: exactly(1),
          actions: exactly(["aws:pass"]),
          sources: { exact: AddressSet.everything },
          destinations: { exact: AddressSet.everything },
          transport: { exact: tcp(443) },
          sourceTransport: { exact: Transport.all },
          matchesFlags: false,
        },
      ],
    },
  });
}

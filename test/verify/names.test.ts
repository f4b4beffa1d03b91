/** Names that a firewall passes against names that conduits declare. */
import * as fc from "fast-check";
import { Proof, type DeclaredConduit, type DeclaredIntent, type Judgement } from "../../lib/verify";
import { firewallFilter } from "../../lib/verify/filters/firewall/firewall";
import { includesName } from "../../lib/verify/filters/firewall/names";
import { firewallPasses } from "../../lib/verify/naive/firewall";
import { World } from "../../lib/verify/world/world";
import { hub } from "./hub";
import { addresses, exactly, Network, tcp, to, why } from "./network";

const list = ".updates.example.com";

function network(targets: readonly string[]): Network {
  const n = hub({ appliance: true, zones: ["a", "b"] });
  n.lists.securityGroupRules = n.lists.securityGroupRules.filter(
    ({ direction, group }) => direction === "egress" && "to" in group && group.to === "ga",
  );
  n.lists.firewallRuleGroups = n.lists.firewallRuleGroups.map((group) =>
    group.rules.kind === "domains" ? { ...group, rules: { ...group.rules, targets: exactly(targets) } } : group,
  );
  return n;
}

function intent(domains: readonly string[], ...more: readonly DeclaredConduit[]): DeclaredIntent {
  return {
    segments: [{ name: "mirror", kind: "shared-services", subnets: ["sa"], groups: ["ga"], blocks: ["10.1.1.0/24"] }],
    conduits: [{ id: "mirror>internet:https", from: "mirror", to: "internet", transport: tcp(443), domains }, ...more],
  };
}

const judged = (n: Network, declared: DeclaredIntent): Judgement => new Proof(n.facts(), declared).judge();
const shown = ({ findings }: Judgement): string[] =>
  findings.map(({ id, verdict, text }) => `${verdict} ${id} ${text.split(", to ").at(-1) ?? ""}`);

test("holds when the list has the conduit's names", () => {
  expect(judged(network([list]), intent([list])).verdict).toBe("holds");
});

test("a name on the list that nobody declared is found, with one connection that shows it", () => {
  expect(judged(network([list, "evil.example"]), intent([list])).findings).toMatchObject([
    {
      id: "excess-name:mirror>internet:https",
      verdict: "broken",
      text: "a name that no conduit of the segment declares passes: 10.1.1.4 to 1.0.0.0, tcp 443, to evil.example",
      next: "take the name off the firewall's lists, or declare it",
    },
  ]);
});

test("a list for every name under one that is declared by itself is too wide", () => {
  expect(shown(judged(network([list]), intent(["updates.example.com"])))).toEqual([
    "broken excess-name:mirror>internet:https not-declared.updates.example.com",
  ]);
});

test("a declared name that is on no list does not pass", () => {
  expect(shown(judged(network([list]), intent([list, "images.example.org"])))).toEqual([
    "broken missing-name:mirror>internet:https:images.example.org images.example.org",
  ]);
});

test("a name that another conduit of the segment declares is declared", () => {
  const http = { id: "mirror>internet:http", from: "mirror", to: "internet", transport: tcp(80) };
  const names = judged(network([list, "other.example"]), intent([list], { ...http, domains: ["other.example"] }));
  expect(names.findings.filter(({ id }) => id.includes("name"))).toEqual([]);
});

test("a policy that only alerts passes any name", () => {
  const n = network([list]);
  const alert = { statefulDefault: exactly(["aws:alert_established"]), statefulGroups: [] };
  n.lists.firewallPolicies = n.lists.firewallPolicies.map((each) => ({ ...each, ...alert }));
  const names = judged(n, intent([list]));
  expect(shown(names).filter((text) => text.includes("name:"))).toEqual([
    "broken excess-name:mirror>internet:https not-declared.example",
  ]);
  const declared = {
    ...intent([list]),
    alerting: [{ firewall: "fw", conduits: ["mirror>internet:https"], until: "2026-12-31" }],
  };
  const { findings, assumptions } = judged(n, declared);
  expect(findings.filter(({ id }) => id.includes("name:"))).toEqual([]);
  expect(assumptions).toContain(
    "fw only alerts until 2026-12-31, as declared: any name passes for mirror>internet:https",
  );
});

test("a way to the internet without a firewall passes any name", () => {
  const n = new Network()
    .vpc("va", "10.1.0.0/16")
    .subnet("sa", "va", "10.1.1.0/24")
    .subnet("public", "va", "10.1.2.0/24")
    .openGroup("ga", "va")
    .face("ia", "sa", ["ga"])
    .gateway("igw", "internet", "va")
    .nat("nat", "public")
    .table("out", "va", "public")
    .route("out", "0.0.0.0/0", ["internet-gateway", "igw"])
    .route("va-main", "0.0.0.0/0", ["nat-gateway", "nat"]);
  expect(shown(judged(n, intent([list]))).filter((text) => text.includes("name:"))).toEqual([
    "broken excess-name:mirror>internet:https not-declared.example",
  ]);
});

test("rules that nobody can read leave all of it open, and are told once", () => {
  const n = network([list]);
  n.lists.firewallRuleGroups = n.lists.firewallRuleGroups.map((group) =>
    group.rules.kind === "domains" ? { ...group, rules: { kind: "unknown", because: why } } : group,
  );
  expect(judged(n, intent([list])).findings.map(({ id, verdict }) => `${verdict} ${id}`)).toEqual([
    "undecided missing:mirror>internet:https",
    "undecided perhaps-excess:mirror>internet",
  ]);
});

test("the engine and the naive evaluator agree about names, whatever the lists and their order", () => {
  const names = ["a.example", ".a.example", "b.a.example", ".b.a.example", "c.example"] as const;
  const asked = ["a.example", "b.a.example", "x.b.a.example", "x.a.example", "c.example", "d.example"];
  const group = fc.record({
    action: fc.constantFrom("allow" as const, "deny" as const, "alert" as const),
    targets: fc.subarray([...names]),
    home: fc.constantFrom("10.1.0.0/16", "10.2.0.0/16"),
    tuple: fc.constantFrom("none", "PASS", "DROP"),
  });
  const policy = fc.record({
    groups: fc.array(group, { maxLength: 3 }),
    strict: fc.boolean(),
    rest: fc.constantFrom(["aws:drop_established"], ["aws:alert_established"], ["aws:drop_strict"], []),
  });
  let [passed, stopped] = [0, 0];
  fc.assert(
    fc.property(policy, ({ groups, strict, rest }) => {
      const n = hub({ appliance: true, zones: ["a"] });
      n.lists.firewallRuleGroups = groups.flatMap(({ action, targets, home, tuple }, at) => [
        {
          ...n.base(`list-${String(at)}`),
          variables: [{ name: "HOME_NET", addresses: { exact: addresses(home) } }],
          rules: {
            kind: "domains",
            action: exactly(action),
            targets: exactly(targets),
            inspects: exactly(["TLS_SNI"]),
          },
        } as const,
        ...(tuple === "none" ? [] : [tupleGroup(n, at, tuple)]),
      ]);
      n.lists.firewallPolicies = n.lists.firewallPolicies.map((each) => ({
        ...each,
        statefulOrder: exactly(strict ? "strict" : "default-action"),
        statefulDefault: exactly(strict ? rest : []),
        statefulGroups: n.lists.firewallRuleGroups.map(({ id }, at) => ({
          priority: strict ? exactly(at + 1) : "none",
          group: to(id),
        })),
      }));
      const facts = n.facts();
      const source = addresses("10.1.1.4/32");
      const destination = addresses("8.8.8.8/32");
      const point = 6 * 65_536 + 443;
      const world = new World(facts, [source, destination]);
      const filter = firewallFilter(world, facts.firewalls[0]!);
      const at = (set: typeof source): number => world.atoms.ranges(set)[0]![0];
      const { surely, perhaps } = filter.names(at(source), at(destination), point);
      for (const name of asked) {
        const packet = {
          family: 4 as const,
          source: source.toCidrs()[0]!.first,
          destination: destination.toCidrs()[0]!.first,
          point,
          sourcePort: 49_152,
          name,
        };
        const answer = firewallPasses(facts, facts.firewalls[0]!, packet);
        if (includesName(surely, name)) expect([name, answer]).toEqual([name, "yes"]);
        if (!includesName(perhaps, name)) expect([name, answer]).toEqual([name, "no"]);
        if (answer === "yes") passed += 1;
        if (answer === "no") stopped += 1;
      }
    }),
    { numRuns: Number(process.env["CORDON_LAW_RUNS"] ?? 200) },
  );
  expect(Math.min(passed, stopped)).toBeGreaterThan(20);
});

function tupleGroup(n: Network, at: number, action: string): Network["lists"]["firewallRuleGroups"][number] {
  return {
    ...n.base(`tuple-${String(at)}`),
    variables: [],
    rules: {
      kind: "tuples",
      rules: [
        {
          action: exactly(action),
          protocol: exactly("TCP"),
          source: exactly("10.1.1.0/28"),
          sourcePort: exactly("ANY"),
          destination: exactly("8.0.0.0/8"),
          destinationPort: exactly("443"),
          direction: exactly("FORWARD"),
          keywords: exactly(["sid"]),
        },
      ],
    },
  };
}

/** What `cordon check` says as text. */
import { Transport } from "../../lib/model";
import type { Finding } from "../../lib/verify";
import { checkReport } from "../../lib/report";

const base: Finding = {
  id: "internet-to-anything:internet>web",
  kind: "question",
  verdict: "broken",
  from: "internet",
  to: "web",
  traffic: Transport.ports("tcp", 443, 443),
  text: "the internet reaches this",
  rules: ["open.ingress[0]"],
  doubts: [],
  next: "close the rules named here",
};

const full = { vpcs: 1, subnets: 1, interfaces: 1 };

function said(findings: readonly Finding[], shown = full): string {
  const verdict = findings.some((one) => one.verdict === "broken") ? "broken" : "undecided";
  const result = {
    judgement: { verdict: findings.length === 0 ? "holds" : verdict, findings, assumptions: [] },
    links: { exact: 1, symbolic: 0, ambiguous: 0, unknown: 0 },
    intents: [],
    places: 2,
    shown,
    empty: [],
    exemptions: [],
    assumed: [],
    disagreements: [],
  } as const;
  return checkReport(result, "text", { colour: false, width: 110 }).output;
}

const packet = (to: string, address: string): Finding => ({
  ...base,
  id: `internet-to-anything:internet>${to}`,
  to,
  witness: {
    from: { place: "internet", address: "1.0.0.0", port: 49_152 },
    to: { place: to, address, port: 22 },
    transport: "tcp 22",
    hops: [],
    rules: base.rules,
  },
});

test("what several questions find by one packet stands together, with what each says and all of its traffic", () => {
  const web = packet("web", "10.0.0.4");
  const ssh = Transport.ports("tcp", 22, 22);
  const managed = { ...web, id: "management-from-outside:internet>web", text: "management is open", traffic: ssh };
  const output = said([web, managed]);
  expect(output).toMatch(/^broken {2}2 broken, 0 undecided\n/);
  expect(output.slice(output.indexOf("  ✗"), output.indexOf("\nPlaces")).trimEnd().split("\n")).toEqual([
    "  ✗ internet → web  tcp 22, tcp 443",
    "    what      the internet reaches this",
    "    and       management is open",
    "    packet    1.0.0.0:49152 → 10.0.0.4:22  tcp 22",
    "    rules     open.ingress[0]",
    "    next      close the rules named here",
    "    ids       internet-to-anything, management-from-outside",
  ]);
});

test("what one rule opens in several places is shown once, and the others are named", () => {
  const other = { ...packet("c", "10.0.2.4"), rules: ["other.ingress[0]"] };
  const output = said([packet("a", "10.0.0.4"), packet("b", "10.0.1.4"), other]);
  expect(output.match(/✗/g)).toHaveLength(2);
  expect(output).toContain("\n    likewise  internet → b\n    id        internet-to-anything\n");
});

test("a long answer ends with its verdict as it began with it, so that it does not scroll away", () => {
  const many = ["a", "b", "c", "d", "e"].map((to) => ({ ...base, id: `x:internet>${to}`, to, rules: [to] }));
  const [first, ...lines] = said(many).trimEnd().split("\n");
  expect([first, lines.at(-1)]).toEqual(["broken  5 broken, 0 undecided", first]);
  expect(said([base]).match(/1 broken/g)).toHaveLength(1);
});

test("what holds of no interface says so below its verdict", () => {
  const second = (vpcs: number, subnets: number, interfaces: number): string =>
    said([], { vpcs, subnets, interfaces }).split("\n")[1] ?? "";
  expect([second(1, 1, 0), second(2, 0, 0), second(0, 0, 0), second(1, 1, 1)]).toEqual([
    "       no input shows an interface (1 subnet, all empty): nothing is proved of what will be there",
    "       no input shows an interface (2 VPCs without a subnet): nothing is proved of what will be there",
    "       nothing is left: the plan destroys all that it manages",
    "",
  ]);
});

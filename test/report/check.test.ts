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

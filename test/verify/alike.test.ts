import { merged } from "../../lib/verify/routing/alike";
import type { Gate, Outcome } from "../../lib/verify/routing/outcome";
import { fresh } from "../../lib/verify/routing/trip";

const [here, there] = [
  { filter: {}, remote: "source" },
  { filter: {}, remote: "source" },
] as unknown as [Gate, Gate];
const { visited: _, ...state } = fresh;
const base: Outcome = {
  ...state,
  end: { kind: "subnet", subnet: "aws_subnet.a" },
  gates: [here],
  hops: [{ at: "aws_route_table.a", rule: "local" }],
  sure: false,
  doubts: ["which table"],
  translation: { id: "aws_nat_gateway.a", subnet: "aws_subnet.b", ranges: [[1, 2]] },
  firewalls: ["f in a"],
  kept: [{ attachment: "t", subnet: "aws_subnet.a" }],
};

test("outcomes that differ in the way alone are one, with the doubts of all", () => {
  const other: Outcome = { ...base, hops: [{ at: "aws_route_table.b", rule: "local" }], doubts: ["which route"] };
  expect(merged([base, { ...other }, base])).toEqual([{ ...base, doubts: ["which table", "which route"] }]);
});

test.each<[string, Partial<Outcome>]>([
  ["another subnet", { end: { kind: "subnet", subnet: "aws_subnet.b" } }],
  ["another end", { end: { kind: "unknown" } }],
  ["the internet", { end: { kind: "internet", vpc: "aws_vpc.v" } }],
  ["a filter more", { gates: [here, there] }],
  ["another filter", { gates: [there] }],
  ["another remote", { gates: [{ ...here, remote: [[1, 2]] }] }],
  ["no doubt about it", { sure: true }],
  ["the choice of a host", { optional: true }],
  ["a public address", { needsPublic: true }],
  ["connections outward alone", { outwardOnly: true }],
  ["no groups on the way in", { groupsIn: "no" }],
  ["no groups on the way out", { groupsOut: "maybe" }],
  ["no translation", { translation: undefined }],
  ["another gateway", { translation: { id: "aws_nat_gateway.b", subnet: "aws_subnet.b", ranges: [[1, 2]] } }],
  ["another firewall", { firewalls: ["f in b"] }],
  ["another zone", { kept: [{ attachment: "t", subnet: "aws_subnet.b" }] }],
])("%s makes another outcome", (_, change) => {
  const outcomes = [base, { ...base, ...change }];
  expect(merged(outcomes)).toBe(outcomes);
});

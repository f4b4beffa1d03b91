/** Two entries of one ACL with one number: AWS refuses the one that comes second, and nobody tells which that is. */
import { factsOf } from "./read";

const acl = "${aws_network_acl.a.id}";
const rule = (rule_action: string, also: object = {}) => ({
  network_acl_id: acl,
  rule_number: 100,
  egress: false,
  protocol: "-1",
  rule_action,
  cidr_block: "0.0.0.0/0",
  ...also,
});
const presences = (...rules: readonly object[]): readonly string[] =>
  factsOf({
    aws_network_acl: { a: { vpc_id: "vpc-0123" }, b: { vpc_id: "vpc-0123" } },
    aws_network_acl_rule: Object.fromEntries(rules.map((each, at) => [`r${String(at)}`, each])),
  }).networkAclEntries.map(({ presence }) => presence.is);

test("either may stand, in whichever order they are written", () => {
  expect(presences(rule("deny"), rule("allow"))).toEqual(["possible", "possible"]);
  expect(presences(rule("allow"), rule("deny"))).toEqual(["possible", "possible"]);
});

test.each<readonly [string, object]>([
  ["another number", { rule_number: 101 }],
  ["the other direction", { egress: true }],
  ["another ACL", { network_acl_id: "${aws_network_acl.b.id}" }],
])("%s is another entry", (_, also) => {
  expect(presences(rule("deny"), rule("allow", also))).toEqual(["certain", "certain"]);
});

test("two that say the same are as good as one, and what is not known may differ", () => {
  expect(presences(rule("deny"), rule("deny"))).toEqual(["certain", "certain"]);
  expect(presences(rule("deny"), rule("${var.action}"))).toEqual(["possible", "possible"]);
});

test("the reason names the entry", () => {
  const { networkAclEntries } = factsOf({
    aws_network_acl: { a: { vpc_id: "vpc-0123" } },
    aws_network_acl_rule: { r: rule("deny"), s: rule("allow") },
  });
  expect(networkAclEntries[0]?.presence).toMatchObject({
    because: { at: "aws_network_acl_rule.r", detail: expect.stringContaining("takes only one") as string },
  });
});

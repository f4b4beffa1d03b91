/** Attributes that are not set: null where the provider does not compute them, which nobody tells here. */
import { configuration, facts, factsOf } from "./read";
import { shown } from "./shown";

const resources = (peer: object, keys: readonly string[] = []) => ({
  aws_vpc: { v: { cidr_block: "10.0.0.0/16" } },
  aws_security_group: { g: { vpc_id: "${aws_vpc.v.id}" } },
  aws_security_group_rule: {
    bare: { type: "ingress", from_port: 22, to_port: 22, protocol: "tcp", self: true, security_group_id: group },
    r: { type: "ingress", from_port: 443, to_port: 443, protocol: "tcp", security_group_id: group, ...peer },
  },
  ...(keys.length === 0 ? {} : { aws_eip: { e: { for_each: Object.fromEntries(keys.map((key) => [key, key])) } } }),
});
const group = "${aws_security_group.g.id}";
const rule = (peer: object): string | undefined =>
  shown(factsOf(resources(peer)), "securityGroupRules").find((line) => line.startsWith("aws_security_group_rule.r "));

test("a choice by whether one is null may go either way, and by an id does not", () => {
  const by = (attribute: string) =>
    rule({ cidr_blocks: ["${" + attribute + ' == null ? "10.0.0.0/16" : "10.0.1.0/24"}'] });
  expect(by("aws_security_group_rule.bare.source_security_group_id")).toMatch(/may\(10\.0\.0\.0\/16\)/);
  expect(by("aws_vpc.v.dhcp_options_id")).toMatch(/may\(10\.0\.0\.0\/16\)/);
  expect(by("aws_vpc.v.id")).toMatch(/addresses=10\.0\.1\.0\/24/);
  expect(by("aws_vpc.v.default_security_group_id")).toMatch(/addresses=10\.0\.1\.0\/24/);
});

test("the first that is not null may come after one that is not set", () => {
  const unset = "aws_security_group_rule.bare.source_security_group_id";
  const by = (expression: string) => rule({ source_security_group_id: "${" + expression + "}" });
  expect(by(`coalesce(${unset}, aws_security_group.g.id)`)).toMatch(/group=\?/);
  expect(by(`compact([${unset}, aws_security_group.g.id])[0]`)).toMatch(/group=\?/);
  expect(by(`coalesce(aws_security_group.g.id, ${unset})`)).toMatch(/group=~aws_security_group\.g/);
});

test("keys with brackets keep two stacks apart", () => {
  const stack = (name: string) =>
    configuration({ resource: resources({ self: true }, ["a]", 'b"]c']) }, `stacks/${name}/cdk.tf.json`);
  const ids = facts(stack("one"), stack("two")).elasticIps.map(({ id }) => id);
  expect(new Set(ids).size).toBe(4);
  expect(ids.filter((id) => id.startsWith("one/"))).toEqual(['one/aws_eip.e["a]"]', 'one/aws_eip.e["b\\"]c"]']);
});

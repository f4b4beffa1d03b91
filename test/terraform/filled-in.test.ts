/** Attributes that AWS or the provider fills in: what they hold may be an object that the inputs describe. */
import { factsOf } from "./read";
import { shown } from "./shown";

const vpc = "${aws_vpc.v.id}";
const network = {
  aws_vpc: { v: { cidr_block: "10.0.0.0/16" } },
  aws_subnet: { a: { vpc_id: vpc, cidr_block: "10.0.1.0/24" } },
  aws_security_group: { g: { vpc_id: vpc }, other: { vpc_id: vpc } },
};
const machine = { ami: "ami-1", instance_type: "t3.micro", subnet_id: "${aws_subnet.a.id}" };
const ruleFrom = (source: string) => ({
  r: {
    type: "ingress",
    from_port: 443,
    to_port: 443,
    protocol: "tcp",
    security_group_id: "${aws_security_group.g.id}",
    source_security_group_id: source,
  },
});
const peers = (resource: object): string | undefined => {
  const [rule = ""] = shown(factsOf({ ...network, ...resource }), "securityGroupRules");
  return / peers=(.*)$/.exec(rule)?.[1];
};

test("the groups of an instance that names none may be any, such as the default group", () => {
  const aws_instance = { i: machine };
  const by = (source: string) => peers({ aws_instance, aws_security_group_rule: ruleFrom(source) });
  expect(by("${one(aws_instance.i.vpc_security_group_ids)}")).toBe("[{group=?(after-apply)}]");
  expect(by("${tolist(aws_instance.i.vpc_security_group_ids)[0]}")).toBe("[{group=?(after-apply)}]");
});

test("a list that AWS fills in may hold any number of them", () => {
  const base = factsOf({
    ...network,
    aws_instance: { i: machine, j: { ...machine, vpc_security_group_ids: "${aws_instance.i.vpc_security_group_ids}" } },
  });
  expect(shown(base, "interfaces")[1]).toMatch(/ groups=\[\] .*moreGroups=\(after-apply\)/);
});

test("the source group of a Classic Load Balancer is its own, and of several nobody knows which", () => {
  const by = (...names: readonly string[]) => {
    const groups = names.map((name) => "${aws_security_group." + name + ".id}");
    return peers({
      aws_elb: { l: { subnets: ["${aws_subnet.a.id}"], security_groups: groups, listener: [] } },
      aws_security_group_rule: ruleFrom("${aws_elb.l.source_security_group_id}"),
    });
  };
  expect(by("other")).toBe("[{group=~aws_security_group.other}]");
  expect(by("other", "g")).toBe("[{group=?(malformed)}]");
});

test("a VPC that another resource reads back, and a table that an association replaced, may be any", () => {
  const base = factsOf({
    ...network,
    aws_db_subnet_group: { d: { subnet_ids: ["${aws_subnet.a.id}"] } },
    aws_internet_gateway: { i: { vpc_id: "${aws_db_subnet_group.d.vpc_id}" } },
    aws_main_route_table_association: { m: { vpc_id: vpc, route_table_id: "${aws_route_table.t.id}" } },
    aws_route_table: { t: { vpc_id: vpc } },
    aws_route: {
      r: {
        route_table_id: "${aws_main_route_table_association.m.original_route_table_id}",
        destination_cidr_block: "0.0.0.0/0",
        gateway_id: "${aws_internet_gateway.i.id}",
      },
    },
  });
  expect(shown(base, "gateways")[0]).toMatch(/ vpc=\?\(after-apply\)/);
  expect(shown(base, "routes")[0]).toMatch(/ table=\?\(after-apply\)/);
});

test("of groups none of which may be left, those that AWS gives instead count as well", () => {
  const having = (groups: string) =>
    shown(
      factsOf(
        { ...network, aws_instance: { i: { ...machine, vpc_security_group_ids: groups } } },
        { variable: { on: {} } },
      ),
      "interfaces",
    )[0];
  const [g, other] = ["aws_security_group.g.id", "aws_security_group.other.id"];
  expect(having(`\${var.on ? [${g}] : []}`)).toContain("moreGroups=");
  expect(having(`\${var.on ? [${g}] : [${other}]}`)).not.toContain("moreGroups=");
});

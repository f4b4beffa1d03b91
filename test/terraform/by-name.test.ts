/** Subnet groups and launch templates go by names that another kind, another Region and another account have as well. */
import { one, state, type One } from "../verify/stated";
import { configuration, facts } from "./read";
import { shown } from "./shown";

type Body = Readonly<Record<string, unknown>>;

const net = {
  aws_vpc: { v: { cidr_block: "10.0.0.0/16" } },
  aws_subnet: Object.fromEntries(
    ["a", "b"].map((name, at) => [name, { vpc_id: "${aws_vpc.v.id}", cidr_block: `10.0.${String(at)}.0/24` }]),
  ),
  aws_security_group: { open: { vpc_id: "${aws_vpc.v.id}" }, shut: { vpc_id: "${aws_vpc.v.id}" } },
};
const provider = {
  aws: [{ region: "us-east-1" }, { alias: "eu", region: "eu-west-1" }, { alias: "same", region: "us-east-1" }],
};
const stack = (resource: Body, name = "cdk.tf.json", rest: Body = { provider }) =>
  configuration({ resource: { ...net, ...resource }, ...rest }, name);
const inA = { name: "main", subnet_ids: ["${aws_subnet.a.id}"] };
const inB = { name: "main", subnet_ids: ["${aws_subnet.b.id}"] };
const database = { aws_db_instance: { d: { db_subnet_group_name: "main" } } };

/** Where the database is. */
function where(...inputs: Parameters<typeof facts>): readonly string[] {
  return shown(facts(...inputs), "interfaces").map(
    (line) => /subnets=\[.*?\]( moreSubnets=\S+)?/.exec(line)?.[0] ?? "",
  );
}

const isIn = (subnet: string) => [`subnets=[~aws_subnet.${subnet}]`];
const anywhere = ["subnets=[] moreSubnets=(outside)"];

test.each<[string, Body, readonly string[]]>([
  ["its own kind", { aws_db_subnet_group: { m: inA }, aws_elasticache_subnet_group: { m: inB } }, isIn("a")],
  ["its own kind alone", { aws_elasticache_subnet_group: { m: inB } }, anywhere],
  ["a kind that shares the names", { aws_docdb_subnet_group: { m: inA } }, isIn("a")],
  ["its own Region", { aws_db_subnet_group: { m: inA, n: { ...inB, provider: "aws.eu" } } }, isIn("a")],
  ["its own Region alone", { aws_db_subnet_group: { n: { ...inB, provider: "aws.eu" } } }, anywhere],
  ["the Region that it names itself", { aws_db_subnet_group: { m: { ...inA, region: "eu-west-1" } } }, anywhere],
  ["a Region that nobody knows", { aws_db_subnet_group: { m: { ...inA, region: "${var.r}" } } }, anywhere],
  ["its own provider", { aws_db_subnet_group: { m: inA, n: { ...inB, provider: "aws.same" } } }, isIn("a")],
  [
    "a provider of another account, perhaps",
    { aws_db_subnet_group: { n: { ...inB, provider: "aws.same" } } },
    anywhere,
  ],
  ["one that may not exist", { aws_db_subnet_group: { m: { ...inA, count: "${var.n}" } } }, anywhere],
  ["one of two", { aws_db_subnet_group: { m: inA, n: inB } }, anywhere],
])("a subnet group by its name is of %s", (_, groups, answer) => {
  const variables = { variable: { n: {}, r: {} } };
  expect(where(stack({ ...groups, ...database }, undefined, { provider, ...variables }))).toEqual(answer);
});

test("a subnet group by its name is of the one provider, whatever its Region", () => {
  expect(where(stack({ aws_db_subnet_group: { m: inA }, ...database }, undefined, {}))).toEqual(isIn("a"));
});

test("a subnet group by its name is of its own stack", () => {
  const one = stack({ aws_db_subnet_group: { m: inA }, ...database }, "one/cdk.tf.json");
  const two = stack({ aws_db_subnet_group: { m: inB }, ...database }, "two/cdk.tf.json");
  expect(where(one, two)).toEqual(["subnets=[~one/aws_subnet.a]", "subnets=[~two/aws_subnet.b]"]);
  expect(
    where(stack(database, "one/cdk.tf.json"), stack({ aws_db_subnet_group: { m: inB } }, "two/cdk.tf.json")),
  ).toEqual(anywhere);
});

test("a subnet group that is referred to is meant, whatever others are called", () => {
  const group = { aws_db_subnet_group: { m: { subnet_ids: inA.subnet_ids }, n: inB } };
  const resource = { ...group, aws_db_instance: { d: { db_subnet_group_name: "${aws_db_subnet_group.m.name}" } } };
  expect(where(stack(resource))).toEqual(isIn("a"));
});

describe("in a state", () => {
  const of = (place: string) => ({ arn: `arn:aws:rds:${place}:subgrp:main`, id: "main", name: "main" });
  const subnets = ["a", "b"].map((name) =>
    one("aws_subnet", name, { id: `subnet-0000000${name}`, vpc_id: "vpc-00000001" }),
  );
  const inSubnet = (place: string, name: string): One =>
    one("aws_db_subnet_group", name, { ...of(place), subnet_ids: [`subnet-0000000${name}`] });
  const told = one("aws_db_instance", "d", {
    arn: "arn:aws:rds:us-east-1:111122223333:db:d",
    db_subnet_group_name: "main",
    vpc_security_group_ids: [],
  });

  test.each([
    ["the Region and the account tell which is meant", "eu-west-1:111122223333", ["subnets=[=aws_subnet.a]"]],
    ["so does the account", "us-east-1:444455556666", ["subnets=[=aws_subnet.a]"]],
  ])("%s", (_, place, answer) => {
    const groups = [inSubnet("us-east-1:111122223333", "a"), inSubnet(place, "b")];
    expect(where(state("s.tfstate", [...subnets, ...groups, told]))).toEqual(answer);
    expect(where(state("s.tfstate", [...subnets, inSubnet(place, "b"), told]))).toEqual(anywhere);
  });
});

describe("a launch", () => {
  const groupsOf = (resource: Body): readonly string[] => {
    const group = { aws_autoscaling_group: { g: { vpc_zone_identifier: ["${aws_subnet.a.id}"], ...resource } } };
    const app = (name: string) => ({
      name: "app",
      [name]: [`\${aws_security_group.${name === "security_groups" ? "open" : "shut"}.id}`],
    });
    const both = {
      aws_launch_configuration: { app: app("security_groups") },
      aws_launch_template: { app: app("vpc_security_group_ids") },
    };
    const base = facts(stack({ ...both, ...group }));
    return shown(base, "interfaces").map((line) => /groups=\[.*?\]( moreGroups=\S+)?/.exec(line)?.[0] ?? "");
  };

  test.each<[string, Body, string]>([
    ["from a configuration by its name", { launch_configuration: "app" }, "groups=[~aws_security_group.open]"],
    ["from a template by its name", { launch_template: [{ name: "app" }] }, "groups=[~aws_security_group.shut]"],
    ["from a template by the name of another", { launch_template: [{ name: "no" }] }, "groups=[] moreGroups=(outside)"],
    [
      "from a template by an id that nobody has",
      { launch_template: [{ id: "lt-0123456789abcdef0", name: "app" }] },
      "groups=[] moreGroups=(outside)",
    ],
  ])("%s has its groups", (_, launch, groups) => {
    expect(groupsOf(launch)).toEqual([groups]);
  });
});

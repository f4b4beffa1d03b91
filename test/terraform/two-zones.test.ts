/** What AWS has in two zones at least, in a plan that does not tell which of its subnets it leaves out. */
import { created } from "./created";
import { facts } from "./read";
import { shown } from "./shown";

type Expressions = Readonly<Record<string, unknown>>;

interface Owner {
  readonly type: string;
  /** The attributes that are known, and those that are known after the apply only. */
  readonly after: object;
  readonly unknown: object;
  readonly expressions: Expressions;
}

const resource = (address: string, expressions: object) => {
  const [type = "", name = ""] = address.split(".");
  return { address, mode: "managed", type, name, expressions };
};
const of = (...ids: readonly string[]) => ({
  references: ids.flatMap((id) => [`aws_subnet.${id}.id`, `aws_subnet.${id}`]),
});

/** The subnets of what is made of a list of subnets, and of nothing else that is known before the apply. */
function subnetsOf(owner: Owner, subnet: object = { availability_zone: "us-east-1a" }, names = ["a", "b"]): string {
  const vpc = { references: ["aws_vpc.v.id", "aws_vpc.v"] };
  const group = { subnet_ids: of(...names) };
  const plan = {
    format_version: "1.2",
    planned_values: { root_module: {} },
    resource_changes: [
      created("aws_vpc.v", { cidr_block: "10.0.0.0/16" }, {}),
      ...names.map((name, at) =>
        created(`aws_subnet.${name}`, { cidr_block: `10.0.${String(at)}.0/24`, ...subnet }, { vpc_id: true }),
      ),
      created("aws_db_subnet_group.g", {}, { name: true, subnet_ids: true }),
      created("aws_elasticache_subnet_group.g", {}, { name: true, subnet_ids: true }),
      created(`${owner.type}.x`, owner.after, owner.unknown),
    ],
    configuration: {
      root_module: {
        resources: [
          resource("aws_vpc.v", {}),
          ...names.map((name) => resource(`aws_subnet.${name}`, { vpc_id: vpc })),
          resource("aws_db_subnet_group.g", group),
          resource("aws_elasticache_subnet_group.g", group),
          resource(`${owner.type}.x`, owner.expressions),
        ],
      },
    },
    complete: true,
  };
  const [line = ""] = shown(facts({ name: "plan.json", text: JSON.stringify(plan) }), "interfaces");
  return / subnets=\[(.*?)\]/.exec(line)?.[1] ?? line;
}

const balancer = (after: object = {}, ...ids: readonly string[]): Owner => ({
  type: "aws_lb",
  after,
  unknown: { subnets: true },
  expressions: { subnets: of(...(ids.length === 0 ? ["a", "b"] : ids)) },
});
const both = "~aws_subnet.a, ~aws_subnet.b";
const perhaps = "?aws_subnet.a, ?aws_subnet.b";

test("an Application Load Balancer that may be in two subnets only is in both", () => {
  expect(subnetsOf(balancer())).toBe(both);
  expect(subnetsOf(balancer({ load_balancer_type: "application" }))).toBe(both);
});

test("so are a database by its subnet group, and an EKS cluster", () => {
  const named = (name: string) => ({ references: [`${name}.name`, name] });
  const database: Owner = {
    type: "aws_db_instance",
    after: {},
    unknown: { db_subnet_group_name: true },
    expressions: { db_subnet_group_name: named("aws_db_subnet_group.g") },
  };
  const cluster: Owner = {
    type: "aws_eks_cluster",
    after: { vpc_config: [{}] },
    unknown: { vpc_config: [{ subnet_ids: true }] },
    expressions: { vpc_config: [{ subnet_ids: of("a", "b") }] },
  };
  expect(subnetsOf(database)).toBe(both);
  expect(subnetsOf(cluster)).toBe(both);
});

test("one in a single zone may be in one of them: a Network Load Balancer, a cache", () => {
  expect(subnetsOf(balancer({ load_balancer_type: "network" }))).toBe(perhaps);
  const cache: Owner = {
    type: "aws_elasticache_cluster",
    after: {},
    unknown: { subnet_group_name: true },
    expressions: {
      subnet_group_name: { references: ["aws_elasticache_subnet_group.g.name", "aws_elasticache_subnet_group.g"] },
    },
  };
  expect(subnetsOf(cache)).toBe(perhaps);
});

test("of three subnets any two may be meant", () => {
  const three = subnetsOf(balancer({}, "a", "b", "c"), undefined, ["a", "b", "c"]);
  expect(three).toBe("?aws_subnet.a, ?aws_subnet.b, ?aws_subnet.c");
});

test("in a Local Zone or on an Outpost one is enough, and a zone that is not known may be one", () => {
  expect(subnetsOf(balancer(), { availability_zone: "us-west-2-lax-1a" })).toBe(perhaps);
  expect(subnetsOf(balancer(), { availability_zone: "us-east-1a", outpost_arn: "arn:aws:outposts:x" })).toBe(perhaps);
  expect(subnetsOf(balancer(), {})).toBe(perhaps);
});

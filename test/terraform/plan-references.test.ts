/** What a plan without text tells: what expressions refer to, and which attributes are relevant. */
import { facts } from "./read";

interface One {
  readonly type: string;
  readonly name: string;
  /** The module that it is in. */
  readonly module?: string;
  readonly indexes?: readonly (string | number)[];
  readonly refersTo?: Readonly<Record<string, readonly string[]>>;
  readonly forEach?: readonly string[];
  /** What is known of it. */
  readonly after?: object;
}

interface Plan {
  readonly of: readonly One[];
  readonly relevant?: readonly (readonly [resource: string, ...path: (string | number)[]])[];
  /** What the one module, `m`, is given. */
  readonly given?: Readonly<Record<string, readonly string[]>>;
  readonly variables?: Readonly<Record<string, string>>;
}

const chain = (reference: string): readonly string[] => {
  const parts = reference.split(".");
  return parts.length < 3 ? [reference] : [reference, parts.slice(0, -1).join(".")];
};
const references = (of: Readonly<Record<string, readonly string[]>> = {}) =>
  Object.fromEntries(Object.entries(of).map(([key, each]) => [key, { references: each.flatMap(chain) }]));

function plan({ of, relevant, given = {}, variables = {} }: Plan): string {
  const changes = of.flatMap(({ type, name, module, indexes, refersTo = {}, after = {} }) =>
    (indexes ?? [undefined]).map((index) => {
      const local = `${type}.${name}${index === undefined ? "" : `[${JSON.stringify(index)}]`}`;
      const unknown = Object.fromEntries(["id", ...Object.keys(refersTo)].map((key) => [key, true]));
      return {
        address: module === undefined ? local : `module.${module}.${local}`,
        ...(module === undefined ? {} : { module_address: `module.${module}` }),
        ...(index === undefined ? {} : { index }),
        ...{ mode: "managed", type, name },
        change: { actions: ["create"], before: null, after, after_unknown: unknown },
      };
    }),
  );
  const configured = (within: string | undefined) =>
    of
      .filter(({ module }) => module === within)
      .map(({ type, name, indexes, refersTo, forEach }) => ({
        ...{ address: `${type}.${name}`, mode: "managed", type, name, expressions: references(refersTo) },
        ...(indexes === undefined || forEach !== undefined ? {} : { count_expression: { references: ["var.n"] } }),
        ...(forEach === undefined ? {} : { for_each_expression: { references: forEach.flatMap(chain) } }),
      }));
  const m = { expressions: references(given), module: { resources: configured("m") } };
  return JSON.stringify({
    format_version: "1.2",
    variables: Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, { value }])),
    planned_values: { root_module: {} },
    resource_changes: changes,
    configuration: { root_module: { resources: configured(undefined), module_calls: { m } } },
    ...(relevant === undefined
      ? {}
      : { relevant_attributes: relevant.map(([resource, ...attribute]) => ({ resource, attribute })) }),
  });
}

const told = (of: Plan) => facts({ name: "plan.json", text: plan(of) });
/** The subnets' VPCs, as `=` one of them, `?` some of them, or unknown. */
const vpcsOf = (of: Plan): readonly string[] =>
  told(of).subnets.map(({ vpc }) =>
    vpc.how === "symbol" ? `=${vpc.to}` : vpc.how === "ambiguous" ? `?${vpc.among.join(",")}` : vpc.how,
  );

describe("a local value", () => {
  const subnet: One = { type: "aws_subnet", name: "s", refersTo: { vpc_id: ["local.vpc_id"] } };
  const vpc = (name: string, module?: string): One => ({
    type: "aws_vpc",
    name,
    ...(module === undefined ? {} : { module }),
  });

  test("hands on the one that is relevant", () => {
    const relevant = [["aws_vpc.a", "id"], ["aws_vpc.a", "cidr_block"], ["aws_eip.e"]] as const;
    const of = [subnet, vpc("a"), vpc("b"), { type: "aws_eip", name: "e", refersTo: {} }];
    expect(vpcsOf({ of, relevant })).toEqual(["=aws_vpc.a"]);
  });

  test("may hand on any of several", () => {
    const relevant = [
      ["aws_vpc.a", "id"],
      ["aws_vpc.b", "id"],
    ] as const;
    expect(vpcsOf({ of: [subnet, vpc("a"), vpc("b")], relevant })).toEqual(["?aws_vpc.a,aws_vpc.b"]);
  });

  test.each<readonly [string, Plan["relevant"]]>([
    ["the plan lists nothing", undefined],
    ["nothing relevant has such an id", [["aws_vpc.a", "cidr_block"]]],
    [
      "something may hold any id",
      [
        ["aws_vpc.a", "id"],
        ["aws_cloudformation_stack.c", "outputs"],
      ],
    ],
    [
      "something of another provider is relevant",
      [
        ["aws_vpc.a", "id"],
        ["terraform_data.c", "output"],
      ],
    ],
    [
      "AWS gives something such an id",
      [
        ["aws_vpc.a", "id"],
        ["aws_db_subnet_group.c", "vpc_id"],
      ],
    ],
  ])("is not known where %s", (_, relevant) => {
    const others = ["aws_cloudformation_stack", "terraform_data", "aws_db_subnet_group"].map((type) => ({
      type,
      name: "c",
    }));
    expect(vpcsOf({ of: [subnet, vpc("a"), ...others], ...(relevant === undefined ? {} : { relevant }) })).toEqual([
      "unknown",
    ]);
  });

  test("of a module hands on what is in it, and what it is given", () => {
    const inside = { ...subnet, module: "m" };
    const relevant = [
      ["aws_vpc.a", "id"],
      ["aws_vpc.b", "id"],
      ["module.m.aws_vpc.c", "id"],
    ] as const;
    const of = [inside, vpc("a"), vpc("b"), vpc("c", "m")];
    expect(vpcsOf({ of, relevant })).toEqual(["=module.m.aws_vpc.c"]);
    expect(vpcsOf({ of, relevant, given: { vpc_id: ["aws_vpc.a.id"] } })).toEqual(["?aws_vpc.a,module.m.aws_vpc.c"]);
    expect(vpcsOf({ of, relevant, given: { vpc_id: ["local.vpc"] } })).toEqual([
      "?aws_vpc.a,aws_vpc.b,module.m.aws_vpc.c",
    ]);
  });

  test("gives a list the one group that it can have", () => {
    const machine: One = { type: "aws_instance", name: "i", refersTo: { vpc_security_group_ids: ["local.groups"] } };
    const group = (name: string): One => ({ type: "aws_security_group", name });
    const groupsOf = (...names: readonly string[]) =>
      told({
        of: [machine, ...names.map(group)],
        relevant: names.map((name) => [`aws_security_group.${name}`, "id"] as const),
      }).interfaces.map(({ groups, moreGroups }) => [groups, moreGroups?.kind]);
    expect(groupsOf("a")).toEqual([[[{ how: "symbol", to: "aws_security_group.a" }], undefined]]);
    expect(groupsOf("a", "b")).toMatchObject([
      [[{ among: ["aws_security_group.a"] }, { among: ["aws_security_group.b"] }], undefined],
    ]);
  });
});

describe("an id by way of a local value", () => {
  const machine: One = { type: "aws_instance", name: "i", refersTo: { vpc_security_group_ids: ["local.groups"] } };
  const group: One = { type: "aws_security_group", name: "a" };
  const groupsOf = (relevant: Plan["relevant"], also: Partial<Plan> = {}, ...others: readonly One[]) =>
    told({
      of: [machine, group, ...others],
      relevant: [["aws_security_group.a", "id"], ...(relevant ?? [])],
      ...also,
    }).interfaces.flatMap(({ groups, moreGroups }) => [
      groups === "unfiltered" ? groups : groups.map(({ how }) => how),
      moreGroups !== undefined,
    ]);
  const cluster: One = { type: "aws_eks_cluster", name: "c", after: { vpc_config: [{ subnet_ids: ["subnet-0123"] }] } };

  test("is surely the only one there is", () => {
    expect(groupsOf([])).toEqual([["symbol"], false]);
  });

  test("may be that of a group that AWS makes inside a block", () => {
    const blocks = [["aws_eks_cluster.c", "vpc_config"]] as const;
    const open: One = { ...cluster, refersTo: { vpc_config: ["aws_security_group.a.id"] } };
    expect(groupsOf(blocks, {}, { ...open, after: {} })).not.toEqual([["symbol"], false]);
    expect(groupsOf([["aws_eks_cluster.c"]], {}, open)).not.toEqual([["symbol"], false]);
  });

  test("may be one that the plan is given", () => {
    expect(groupsOf([], { variables: { existing: "sg-0123456789abcdef0" } })).toEqual([
      ["ambiguous", "unknown"],
      false,
    ]);
  });

  test("may be one that something that is there already names", () => {
    const rule: One = {
      ...{ type: "aws_security_group_rule", name: "r" },
      after: { security_group_id: "sg-0123456789abcdef0" },
    };
    expect(groupsOf([["aws_security_group_rule.r", "security_group_id"]], {}, rule)).not.toEqual([["symbol"], false]);
  });

  test("may be left out by what is not known", () => {
    const eip: One = { type: "aws_eip", name: "e", refersTo: { public_ip: [] } };
    expect(groupsOf([["aws_eip.e", "public_ip"]], {}, eip)).toEqual([["ambiguous"], true]);
    const subnet: One = { type: "aws_subnet", name: "s", refersTo: { vpc_id: ["local.vpc_id"] } };
    const vpc: One = { type: "aws_vpc", name: "v" };
    const relevant = [
      ["aws_vpc.v", "id"],
      ["aws_eip.e", "public_ip"],
    ] as const;
    // Nothing is a subnet without a VPC.
    expect(vpcsOf({ of: [subnet, vpc, eip], relevant })).toEqual(["=aws_vpc.v"]);
  });
});

describe("a reference", () => {
  const group = (name: string, indexes: readonly number[]): One => ({ type: "aws_security_group", name, indexes });
  const groupsOf = (refersTo: readonly string[], ...groups: readonly One[]) =>
    told({
      of: [{ type: "aws_instance", name: "i", refersTo: { vpc_security_group_ids: refersTo } }, ...groups],
    }).interfaces.map(({ groups: links }) => links);

  test("to a resource of which there is none gives nothing", () => {
    const given = ["aws_security_group.p[0].id", "aws_security_group.q[0].id"];
    expect(groupsOf(given, group("p", []), group("q", [0]))).toEqual([
      [{ how: "symbol", to: "aws_security_group.q[0]" }],
    ]);
    expect(groupsOf(given, group("p", [0]), group("q", [0]))).toMatchObject([
      [{ how: "ambiguous" }, { how: "ambiguous" }],
    ]);
  });

  test("to all instances is to the one that there is", () => {
    expect(groupsOf(["aws_security_group.q"], group("q", [0]))).toEqual([
      [{ how: "symbol", to: "aws_security_group.q[0]" }],
    ]);
  });
});

test("each.value is one of what for_each refers to", () => {
  const subnet = (name: string): One => ({ type: "aws_subnet", name });
  const machine: One = {
    ...{ type: "aws_instance", name: "i", indexes: ["x", "y"] },
    refersTo: { subnet_id: ["each.value"] },
    forEach: ["aws_subnet.a.id", "aws_subnet.b.id"],
  };
  const { interfaces } = told({ of: [machine, subnet("a"), subnet("b")] });
  expect(interfaces.map(({ subnets, moreSubnets }) => [subnets, moreSubnets])).toMatchObject(
    ["x", "y"].map(() => [[{ among: ["aws_subnet.a"] }, { among: ["aws_subnet.b"] }], undefined]),
  );
});

test("a for_each of references is known by its configuration, plan or none", () => {
  const subnet = { vpc_id: "${aws_vpc.v.id}" };
  const config = {
    resource: {
      aws_vpc: { v: {} },
      aws_subnet: { a: subnet, b: subnet },
      aws_efs_mount_target: {
        m: { for_each: { a: "${aws_subnet.a.id}", b: "${aws_subnet.b.id}" }, subnet_id: "${each.value}" },
      },
    },
  };
  const vpc: One = { type: "aws_vpc", name: "v" };
  const subnets = ["a", "b"].map((name): One => ({ type: "aws_subnet", name, refersTo: { vpc_id: ["aws_vpc.v.id"] } }));
  const targets: One = {
    ...{ type: "aws_efs_mount_target", name: "m", indexes: ["a", "b"] },
    refersTo: { subnet_id: ["each.value"] },
    forEach: ["aws_subnet.a.id", "aws_subnet.b.id"],
  };
  const { interfaces } = facts(
    { name: "cdk.tf.json", text: JSON.stringify(config) },
    { name: "plan.json", text: plan({ of: [vpc, ...subnets, targets] }) },
  );
  expect(interfaces.map(({ subnets: links }) => links)).toEqual(
    ["a", "b"].map((name) => [{ how: "symbol", to: `aws_subnet.${name}` }]),
  );
});

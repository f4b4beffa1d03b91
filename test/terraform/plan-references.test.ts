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
}

interface Plan {
  readonly of: readonly One[];
  readonly relevant?: readonly (readonly [resource: string, ...path: (string | number)[]])[];
  /** What the one module, `m`, is given. */
  readonly given?: Readonly<Record<string, readonly string[]>>;
}

const chain = (reference: string): readonly string[] => {
  const parts = reference.split(".");
  return parts.length < 3 ? [reference] : [reference, parts.slice(0, -1).join(".")];
};
const references = (of: Readonly<Record<string, readonly string[]>> = {}) =>
  Object.fromEntries(Object.entries(of).map(([key, each]) => [key, { references: each.flatMap(chain) }]));

function plan({ of, relevant, given = {} }: Plan): string {
  const changes = of.flatMap(({ type, name, module, indexes, refersTo = {} }) =>
    (indexes ?? [undefined]).map((index) => {
      const local = `${type}.${name}${index === undefined ? "" : `[${JSON.stringify(index)}]`}`;
      const unknown = Object.fromEntries(["id", ...Object.keys(refersTo)].map((key) => [key, true]));
      return {
        address: module === undefined ? local : `module.${module}.${local}`,
        ...(module === undefined ? {} : { module_address: `module.${module}` }),
        ...(index === undefined ? {} : { index }),
        ...{ mode: "managed", type, name },
        change: { actions: ["create"], before: null, after: {}, after_unknown: unknown },
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

/** A configuration that does not know how many instances there are, beside a plan that does. */
import { facts } from "./read";
import { shown } from "./shown";

const created = (address: string, type: string, name: string, index: string | number | undefined, after: object) => ({
  address,
  mode: "managed",
  type,
  name,
  ...(index === undefined ? {} : { index }),
  change: { actions: ["create"], before: null, after, after_unknown: { id: true, vpc_id: true } },
});

const subnet = { vpc_id: "${aws_vpc.v.id}", cidr_block: "${cidrsubnet(aws_vpc.v.cidr_block, 8, count.index)}" };
const zones = "${length(data.aws_availability_zones.z.names)}";
const config = (body: object) => ({
  name: "cdk.tf.json",
  text: JSON.stringify({
    data: { aws_availability_zones: { z: {} } },
    resource: { aws_vpc: { v: { cidr_block: "10.0.0.0/16" } }, aws_subnet: { s: body } },
  }),
});
const plan = (complete: boolean | undefined, indexes: readonly (string | number)[]) => {
  const indexed = indexes.map((at, i) => {
    const address = `aws_subnet.s[${JSON.stringify(at)}]`;
    return created(address, "aws_subnet", "s", at, { cidr_block: `10.0.${String(i)}.0/24` });
  });
  const changes = [created("aws_vpc.v", "aws_vpc", "v", undefined, { cidr_block: "10.0.0.0/16" }), ...indexed];
  const named = (name: string, type: string) => ({ address: `${type}.${name}`, mode: "managed", type, name });
  const resources = [
    { ...named("v", "aws_vpc"), expressions: {} },
    { ...named("s", "aws_subnet"), expressions: { vpc_id: { references: ["aws_vpc.v.id", "aws_vpc.v"] } } },
  ];
  const json = {
    format_version: "1.2",
    planned_values: { root_module: {} },
    resource_changes: changes,
    configuration: { root_module: { resources } },
    ...(complete === undefined ? {} : { complete }),
  };
  return { name: "plan.json", text: JSON.stringify(json) };
};
const read = (body: object, complete: boolean | undefined, indexes: readonly (string | number)[]) => {
  const base = facts(config(body), plan(complete, indexes));
  return [
    shown(base, "subnets").map((line) => line.replace(/ zone=.*/, "")),
    base.notes.filter(({ kind }) => kind === "disagreement").map(({ at, text }) => `${at.address}: ${text}`),
  ];
};

test("what the plan has is what the configuration stands for", () => {
  expect(read({ ...subnet, count: zones }, true, [0, 1])).toEqual([
    ["aws_subnet.s[0] vpc=~aws_vpc.v blocks=[10.0.0.0/24]", "aws_subnet.s[1] vpc=~aws_vpc.v blocks=[10.0.1.0/24]"],
    [],
  ]);
  const each = { ...subnet, cidr_block: "10.0.0.0/24", for_each: "${toset(data.aws_availability_zones.z.names)}" };
  expect(read(each, true, ["a"])).toEqual([['aws_subnet.s["a"] vpc=~aws_vpc.v blocks=[10.0.0.0/24]'], []]);
  expect(read({ ...subnet, count: zones }, true, [])).toEqual([[], []]);
});

test("what the configuration says of each is held against the plan", () => {
  const [, notes] = read({ ...subnet, cidr_block: "10.0.0.0/24", count: zones }, true, [0, 1]);
  expect(notes).toEqual(["aws_subnet.s[1]: The plan and the configuration say different things."]);
});

test("of a plan that does not say that it is whole there may be more", () => {
  const [subnets, notes] = read({ ...subnet, count: zones }, undefined, [0]);
  expect(subnets).toEqual([
    expect.stringContaining("aws_subnet.s[*] maybe? "),
    "aws_subnet.s[0] vpc=~aws_vpc.v blocks=[10.0.0.0/24]",
  ]);
  expect(notes).toEqual(["aws_subnet.s[*]: The configuration has the resource and the plan has not."]);
});

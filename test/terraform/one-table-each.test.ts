/** Route tables of counted subnets, in a plan that does not show which association means which. */
import { facts } from "./read";

interface Counted {
  readonly subnets: number;
  readonly associations: number;
  /** Of how many tables: with one, it is named without an index. */
  readonly tables: number;
}

const created = (type: string, name: string, index: number | undefined, after: object, unknown: object) => ({
  address: `${type}.${name}${index === undefined ? "" : `[${String(index)}]`}`,
  mode: "managed",
  type,
  name,
  ...(index === undefined ? {} : { index }),
  change: { actions: ["create"], before: null, after, after_unknown: { id: true, ...unknown } },
});
const many = <T>(count: number, each: (at: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, at) => each(at));
const counted = (name: string) => ({ references: [name, "count.index"] });

function plan({ subnets, associations, tables }: Counted): string {
  const isOne = tables === 1;
  const expressions = {
    aws_vpc: {},
    aws_subnet: { vpc_id: { references: ["aws_vpc.v.id", "aws_vpc.v"] } },
    aws_route_table: { vpc_id: { references: ["aws_vpc.v.id", "aws_vpc.v"] } },
    aws_route_table_association: {
      subnet_id: counted("aws_subnet.s"),
      route_table_id: isOne
        ? { references: ["aws_route_table.t.id", "aws_route_table.t"] }
        : counted("aws_route_table.t"),
    },
  };
  const names = { aws_vpc: "v", aws_subnet: "s", aws_route_table: "t", aws_route_table_association: "a" };
  return JSON.stringify({
    format_version: "1.2",
    planned_values: { root_module: {} },
    resource_changes: [
      created("aws_vpc", "v", undefined, { cidr_block: "10.0.0.0/16" }, {}),
      ...many(subnets, (at) =>
        created("aws_subnet", "s", at, { cidr_block: `10.0.${String(at)}.0/24` }, { vpc_id: true }),
      ),
      ...many(tables, (at) =>
        created("aws_route_table", "t", isOne ? undefined : at, {}, { vpc_id: true, route: true }),
      ),
      ...many(associations, (at) =>
        created("aws_route_table_association", "a", at, {}, { subnet_id: true, route_table_id: true }),
      ),
    ],
    configuration: {
      root_module: {
        resources: Object.entries(expressions).map(([type, of]) => ({
          address: `${type}.${names[type as keyof typeof names]}`,
          mode: "managed",
          type,
          name: names[type as keyof typeof names],
          expressions: of,
        })),
      },
    },
    complete: true,
  });
}

const told = (network: Counted) =>
  facts({ name: "plan.json", text: plan(network) }).routeTableAssociations.map(({ table, of }) => [
    "subnet" in of ? ("to" in of.subnet ? of.subnet.to : of.subnet.how) : "gateway",
    "to" in table ? table.to : table.how === "ambiguous" ? table.among : table.how,
  ]);

test("as many associations of one table as there are subnets give it to each of them", () => {
  expect(told({ subnets: 2, associations: 2, tables: 1 })).toEqual([
    ["aws_subnet.s[0]", "aws_route_table.t"],
    ["aws_subnet.s[1]", "aws_route_table.t"],
  ]);
});

test("of as many tables each subnet has one, and which is not known", () => {
  const either = ["aws_route_table.t[0]", "aws_route_table.t[1]"];
  expect(told({ subnets: 2, associations: 2, tables: 2 })).toEqual([
    ["aws_subnet.s[0]", either],
    ["aws_subnet.s[1]", either],
  ]);
});

test("it may be none of them: of two associations that say the same, AWS may take the second for the first", () => {
  const { routeTableAssociations } = facts({
    name: "plan.json",
    text: plan({ subnets: 2, associations: 2, tables: 2 }),
  });
  expect(routeTableAssociations.map(({ table }) => "closed" in table)).toEqual([false, false]);
});

test("fewer leave open which subnet has the main table", () => {
  expect(told({ subnets: 3, associations: 2, tables: 1 })).toEqual([
    ["ambiguous", "aws_route_table.t"],
    ["ambiguous", "aws_route_table.t"],
  ]);
});

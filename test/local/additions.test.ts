import type { Drift } from "../../bin/local/emulator-gaps";
import type { Plan, ResourceChange } from "../../bin/local/plan";
import { createdBy, otherThanAdditions } from "../e2e/additions";

const gaps: readonly Drift[] = [
  { type: "aws_vpc_security_group_ingress_rule", attribute: "description", reason: "forgotten" },
];
const entry = (number: number, port = 443) => ({ rule_no: number, action: "allow", from_port: port, to_port: port });

function change(
  actions: string[],
  before: unknown,
  after: unknown,
  type = "aws_network_acl",
  unknown: unknown = {},
): ResourceChange {
  return { address: `${type}.x`, type, mode: "managed", change: { actions, before, after, after_unknown: unknown } };
}
const acl = (before: unknown, after: unknown, unknown: unknown = {}): Plan => ({
  resource_changes: [change(["update"], before, after, "aws_network_acl", unknown)],
});
const refused = (plan: Plan) => otherThanAdditions(plan, gaps).map(({ action, path }) => `${action} ${path}`.trim());

describe("a plan that only adds", () => {
  test("creates, leaves alone, and reads", () => {
    const plan = {
      resource_changes: [
        change(["create"], null, {}),
        change(["no-op"], {}, {}),
        change(["read"], null, {}, "aws_region"),
      ],
    };
    expect(refused(plan)).toEqual([]);
    expect(createdBy(plan)).toEqual(["aws_network_acl.x"]);
  });

  test("may add entries to a network ACL, and subnets that are not there yet", () => {
    expect(
      refused(acl({ ingress: [entry(100)], egress: [] }, { ingress: [entry(90), entry(100)], egress: [entry(100)] })),
    ).toEqual([]);
    expect(refused(acl({ subnet_ids: ["a"] }, {}, { subnet_ids: true }))).toEqual([]);
    expect(refused(acl({ subnet_ids: ["a"] }, { subnet_ids: ["a", "b"] }))).toEqual([]);
  });

  test("may add widgets to a dashboard, whatever order their keys are given back in", () => {
    const body = (...widgets: readonly object[]) => ({ dashboard_body: JSON.stringify({ widgets }) });
    const grows = (before: unknown, after: unknown) =>
      refused({ resource_changes: [change(["update"], before, after, "aws_cloudwatch_dashboard")] });
    const [one, same, other] = [
      { title: "a", width: 6 },
      { width: 6, title: "a" },
      { title: "b", width: 6 },
    ];
    expect(grows(body(one), body(other, same))).toEqual([]);
    expect(grows(body(one), body(other))).toEqual(["update dashboard_body"]);
    expect(grows({ dashboard_name: "a" }, { dashboard_name: "b" })).toEqual(["update dashboard_name"]);
  });

  test("may bring outputs and let them follow", () => {
    expect(refused({ output_changes: { a: { actions: ["create"] }, b: { actions: ["update"] } } })).toEqual([]);
  });

  test("may show what the emulator forgot", () => {
    const forgot = change(
      ["update"],
      { description: null },
      { description: "x" },
      "aws_vpc_security_group_ingress_rule",
    );
    expect(refused({ resource_changes: [forgot] })).toEqual([]);
  });
});

describe("a plan that does more than add", () => {
  test.each([
    [
      "refuses an entry whose port changes",
      acl({ ingress: [entry(100)] }, { ingress: [entry(100, 444)] }),
      ["update ingress[rule_no=100].from_port", "update ingress[rule_no=100].to_port"],
    ],
    [
      "refuses an entry that goes",
      acl({ ingress: [entry(100), entry(110)] }, { ingress: [entry(100)] }),
      ["update ingress[rule_no=110]"],
    ],
    [
      "refuses an entry that is given another number",
      acl({ egress: [entry(100)] }, { egress: [entry(101)] }),
      ["update egress[rule_no=100]"],
    ],
    [
      "refuses entries that are known only after apply",
      acl({ egress: [entry(100)] }, {}, { egress: true }),
      ["update egress"],
    ],
    ["refuses a subnet that leaves", acl({ subnet_ids: ["a", "b"] }, { subnet_ids: ["a"] }), ["update subnet_ids"]],
    ["refuses a tag that changes", acl({ tags: { a: "1" } }, { tags: { a: "2" } }), ["update tags.a"]],
    [
      "refuses an update of anything else",
      { resource_changes: [change(["update"], { a: 1 }, { a: 2 }, "aws_subnet")] },
      ["update a"],
    ],
    ["refuses a replacement", { resource_changes: [change(["create", "delete"], {}, {}, "aws_subnet")] }, ["replace"]],
    ["refuses a destruction", { resource_changes: [change(["delete"], {}, null)] }, ["delete"]],
    ["refuses an output that goes", { output_changes: { a: { actions: ["delete"] } } }, ["output"]],
    [
      "refuses a listed gap in a rule whose port changes too",
      {
        resource_changes: [
          change(
            ["update"],
            { description: null, to_port: 1 },
            { description: "x", to_port: 2 },
            "aws_vpc_security_group_ingress_rule",
          ),
        ],
      },
      ["update to_port"],
    ],
  ])("%s", (_title, plan, expected) => {
    expect(refused(plan)).toEqual(expected);
  });
});

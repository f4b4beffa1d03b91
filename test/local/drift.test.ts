import { describeDifference, judgeSecondPlan } from "../../bin/local/drift";
import { refuseDrift } from "../../bin/local/deploy";
import { driftsInEmulator, leftOutOfEmulator, type Drift } from "../../bin/local/emulator-gaps";
import type { Difference } from "../../bin/local/plan";

const gaps: readonly Drift[] = [{ type: "aws_network_acl", attribute: "ingress.icmp_type", reason: "not given back" }];

const difference = (more: Partial<Difference> = {}): Difference => ({
  address: "aws_network_acl.pumps",
  type: "aws_network_acl",
  action: "update",
  path: "ingress[rule_no=120].icmp_type",
  attribute: "ingress.icmp_type",
  before: 0,
  after: 3,
  ...more,
});

describe("a second plan", () => {
  test("is as good as empty when every difference is a listed gap", () => {
    const judged = judgeSecondPlan([difference()], gaps);
    expect(judged).toEqual({ explained: [{ difference: difference(), gap: gaps[0] }], unexplained: [] });
    expect(() => refuseDrift(judged)).not.toThrow();
  });

  test.each([
    ["another attribute of the same type", { attribute: "ingress.to_port", path: "ingress[rule_no=120].to_port" }],
    ["the same attribute of another type", { type: "aws_security_group" }],
    ["a replacement", { action: "replace" as const }],
    ["a resource that goes", { action: "delete" as const, attribute: "", path: "" }],
    ["an entry that comes", { attribute: "ingress", path: "ingress[rule_no=130]" }],
  ])("refuses %s", (_what, more) => {
    const odd = difference(more);
    const judged = judgeSecondPlan([difference(), odd], gaps);
    expect(judged.unexplained).toEqual([odd]);
    expect(() => refuseDrift(judged)).toThrow("A second plan shows changes");
  });

  test("names address, attribute and values of what it refuses", () => {
    expect(describeDifference(difference())).toBe(
      "aws_network_acl.pumps: ingress[rule_no=120].icmp_type is 0, would become 3",
    );
    expect(describeDifference(difference({ action: "replace" }))).toBe("aws_network_acl.pumps would be replaced");
  });
});

describe("a replacement in a second plan", () => {
  const replacing: readonly Drift[] = [
    { type: "aws_flow_log", attribute: "destination_options", replaces: true, reason: "not given back" },
  ];
  const replaced = (differing: readonly string[], type = "aws_flow_log") =>
    difference({ type, action: "replace", attribute: "", path: "", differing });

  test("is explained when it is listed as one and nothing but its attribute differs", () => {
    const whole = replaced(["destination_options", "destination_options.file_format"]);
    expect(judgeSecondPlan([whole], replacing).unexplained).toEqual([]);
  });

  test.each([
    ["when something else differs too", replaced(["destination_options", "log_format"])],
    ["when nobody knows what differs", replaced([])],
    ["of another type", replaced(["destination_options"], "aws_subnet")],
    ["that is an update in place", difference({ type: "aws_flow_log", attribute: "destination_options" })],
  ])("refuses one %s", (_what, odd) => {
    expect(judgeSecondPlan([odd], replacing).unexplained).toEqual([odd]);
  });

  test("refuses one that is listed as an update alone", () => {
    const odd = replaced(["ingress.icmp_type"], "aws_network_acl");
    expect(judgeSecondPlan([odd], gaps).unexplained).toEqual([odd]);
  });
});

describe("the list of gaps", () => {
  test("is complete: type, attribute, and a reason for each, none twice", () => {
    const keys = driftsInEmulator.map(({ type, attribute }) => `${type}.${attribute}`);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { reason } of [...driftsInEmulator, ...leftOutOfEmulator]) expect(reason.length).toBeGreaterThan(20);
  });

  test("explains no attribute that opens or closes anything, but for the selectors, which the emulator does not tell", () => {
    const opening = /cidr|port|protocol|action|rule_no|security_group_id|route|gateway|subnet_ids$/;
    const found = driftsInEmulator.filter(({ attribute }) => opening.test(attribute));
    expect(found.map(({ type, attribute }) => `${type}.${attribute}`)).toEqual([
      "aws_vpn_connection.local_ipv4_network_cidr",
      "aws_vpn_connection.remote_ipv4_network_cidr",
    ]);
  });
});

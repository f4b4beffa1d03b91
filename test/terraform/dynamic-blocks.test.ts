/** Dynamic blocks of which a plan does not know how often they stand: it calls their name unknown, and shows nothing as written. */
import { configuration, facts } from "./read";
import { shown } from "./shown";

interface Planned {
  readonly after?: object;
  /** What `after_unknown` says, beside the id. */
  readonly unknown?: object;
  readonly written?: Readonly<Record<string, unknown>>;
}

const to = (...references: readonly string[]) => ({ references: references.flatMap((one) => [one, one.slice(0, -3)]) });

/** A plan that makes these, as Terraform 1.11.4 prints it with provider 5.100. */
function plan(resources: Readonly<Record<string, Planned>>) {
  const each = Object.entries(resources).map(([address, planned]) => {
    const [type = "", name = ""] = address.split(".");
    return { address, mode: "managed", type, name, planned };
  });
  const changes = each.map(({ planned: { after = {}, unknown = {} }, ...rest }) => ({
    ...rest,
    change: { actions: ["create"], before: null, after, after_unknown: { id: true, ...unknown } },
  }));
  const written = each.map(({ planned, ...rest }) => ({ ...rest, expressions: planned.written ?? {} }));
  const json = {
    format_version: "1.2",
    planned_values: { root_module: {} },
    resource_changes: changes,
    configuration: { root_module: { resources: written } },
  };
  return { name: "plan.json", text: JSON.stringify(json) };
}

const planned = (resources: Readonly<Record<string, Planned>>) => facts(plan(resources));

/** Where the interface of one resource is, and in which groups. */
const interfaces = (address: string, one: Planned) =>
  shown(planned({ [address]: one }), "interfaces").map((line) =>
    line.split(" ").filter((word) => /^(aws_|subnets=|moreSubnets=|groups=|moreGroups=)/.test(word)),
  );

const open = (address: string) => [
  [address, "subnets=[]", "moreSubnets=(after-apply)", "groups=[]", "moreGroups=(after-apply)"],
];

test.each([
  ["aws_lambda_function.f", "vpc_config"],
  ["aws_ecs_service.s", "network_configuration"],
  ["aws_opensearch_domain.o", "vpc_options"],
  ["aws_codebuild_project.p", "vpc_config"],
  ["aws_kinesis_firehose_delivery_stream.s", "opensearch_configuration"],
  ["aws_cloudwatch_event_target.t", "ecs_target"],
])("%s, whose %s is unknown, has an interface that may be anywhere, in any groups", (address, block) => {
  expect(interfaces(address, { unknown: { [block]: true } })).toEqual(open(address));
  expect(interfaces(address, { after: { [block]: [] } })).toEqual([]);
});

test("an attribute that is left out stays what AWS fills in", () => {
  const unknown = { subnet_id: true, vpc_security_group_ids: true, network_interface: true };
  const written = { subnet_id: to("aws_subnet.a.id") };
  const base = planned({
    "aws_subnet.a": { after: { cidr_block: "10.0.0.0/24" }, unknown: { vpc_id: true } },
    "aws_instance.i": { unknown, written },
  });
  expect(shown(base, "interfaces")[0]).toMatch(/ subnets=\[~aws_subnet.a\] groups=\[\?\(outside\)\] /);
});

test("an Auto Scaling group may be in the groups of interfaces that its template does not show", () => {
  const group = {
    after: { launch_template: [{}] },
    unknown: { launch_template: [{ id: true, version: true }] },
    written: { launch_template: [{ id: to("aws_launch_template.t.id"), version: { constant_value: "$Latest" } }] },
  };
  const groups = (template: Planned) =>
    shown(planned({ "aws_launch_template.t": template, "aws_autoscaling_group.g": group }), "interfaces").map(
      (line) => / groups=\S*( moreGroups=\S+)?/.exec(line)?.[0],
    );
  expect(groups({ unknown: { network_interfaces: true } })).toEqual([" groups=[] moreGroups=(after-apply)"]);
  expect(groups({ after: { network_interfaces: [] } })).toEqual([" groups=[] moreGroups=(outside)"]);
});

test("the default ACL may have entries that a dynamic block writes", () => {
  const acl = (unknown: object) =>
    shown(planned({ "aws_default_network_acl.d": { after: { egress: [] }, unknown } }), "networkAcls");
  expect(acl({ ingress: true })[0]).toContain(" more=(after-apply) moreOnly=ingress ");
});

describe("a prefix list of which the entries are unknown", () => {
  const list = { after: { address_family: "IPv4", max_entries: 5 }, unknown: { entry: true } };
  const entry = {
    after: { cidr: "192.0.2.0/24" },
    unknown: { prefix_list_id: true },
    written: { prefix_list_id: to("aws_ec2_managed_prefix_list.p.id") },
  };
  const entries = (...inputs: { name: string; text: string }[]) =>
    shown(facts(...inputs), "prefixLists").map((line) =>
      line
        .match(/\b(more|entries)=\S+/g)
        ?.sort()
        .join(" "),
    );

  test("may have any", () => {
    expect(entries(plan({ "aws_ec2_managed_prefix_list.p": list }))).toEqual(["entries=[] more=(after-apply)"]);
  });

  test("has no others where they are resources of their own", () => {
    expect(
      entries(plan({ "aws_ec2_managed_prefix_list.p": list, "aws_ec2_managed_prefix_list_entry.e": entry })),
    ).toEqual(["entries=[192.0.2.0/24]"]);
  });

  test("has none where the configuration beside the plan writes none", () => {
    const written = { address_family: "IPv4", max_entries: 5 };
    expect(
      entries(
        configuration({ resource: { aws_ec2_managed_prefix_list: { p: written } } }),
        plan({ "aws_ec2_managed_prefix_list.p": list }),
      ),
    ).toEqual(["entries=[]"]);
  });

  test("may have more than those that are shown as written", () => {
    const written = { entry: [{ cidr: { constant_value: "192.0.2.0/24" } }] };
    expect(entries(plan({ "aws_ec2_managed_prefix_list.p": { ...list, written } }))).toEqual([
      "entries=[] more=(after-apply)",
    ]);
  });
});

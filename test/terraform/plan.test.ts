/**
 * Plans printed by real Terraform 1.11.4 with provider 5.100, trimmed of time stamps and sensitivity marks.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { facts } from "./read";
import { everything, shown } from "./shown";

function fixture(name: string): { name: string; text: string } {
  return { name, text: readFileSync(join(__dirname, "fixtures", name), "utf8") };
}

/** The plan with `change` made to its JSON. */
function changed(name: string, change: (plan: Plan) => void): { name: string; text: string } {
  const plan = JSON.parse(fixture(name).text) as Plan;
  change(plan);
  return { name, text: JSON.stringify(plan) };
}

interface Plan {
  complete?: boolean;
  errored?: boolean;
  format_version: string;
  resource_changes: {
    address: string;
    deposed?: string;
    change: {
      actions: string[];
      before: object | null;
      after: Record<string, unknown> | null;
      after_unknown: Record<string, unknown>;
    };
  }[];
}

const route = (target: string) => `destination={block=0.0.0.0/0} target=${target} origin=static blackhole=false`;

describe("a plan of hand-written Terraform", () => {
  const base = facts(fixture("hand-written.plan.json"));

  test("resolves links by what the expressions refer to, through count, for_each and modules", () => {
    expect(shown(base, "subnets").map((line) => line.split(" zone")[0])).toEqual([
      'aws_subnet.each["a"] vpc=~aws_vpc.main blocks=[10.0.10.0/24]',
      'aws_subnet.each["b"] vpc=~aws_vpc.main blocks=[10.0.11.0/24]',
      "aws_subnet.public[0] vpc=~aws_vpc.main blocks=[10.0.0.0/24, 3fff:0:0:fd::/64]",
      "aws_subnet.public[1] vpc=~aws_vpc.main blocks=[10.0.1.0/24, 3fff:0:0:fc::/64]",
    ]);
    // A plan does not tell `s[count.index]` from `element(s[*], count.index + 1)`.
    const eitherTable = '?aws_route_table.private["a"]|aws_route_table.private["b"]';
    expect(shown(base, "routeTableAssociations")).toEqual([
      `aws_route_table_association.private["a"] table=${eitherTable} of={subnet=~aws_subnet.each["a"]}`,
      `aws_route_table_association.private["b"] table=${eitherTable} of={subnet=~aws_subnet.each["b"]}`,
      "aws_route_table_association.public[0] table=~aws_route_table.public of={subnet=~aws_subnet.public[0]}",
      "aws_route_table_association.public[1] table=~aws_route_table.public of={subnet=~aws_subnet.public[1]}",
    ]);
    expect(shown(base, "routeTables")).toEqual([
      "aws_default_route_table.d vpc==aws_vpc.main",
      'aws_route_table.private["a"] vpc=~aws_vpc.main',
      'aws_route_table.private["b"] vpc=~aws_vpc.main',
      "aws_route_table.public vpc=~aws_vpc.main",
      "module.m[0].aws_route_table.t vpc=~aws_vpc.main",
    ]);
    // Nor `[a, b]` from `slice([a, b], 0, 1)`.
    expect(shown(base, "endpoints")).toEqual([
      "aws_vpc_endpoint.s3 kind=gateway vpc=~aws_vpc.main service=com.amazonaws.us-east-1.s3 routeTables=[?aws_route_table.public, ?module.m[0].aws_route_table.t] list==aws_vpc_endpoint.s3.prefix_list_id",
    ]);
  });

  test("leaves a choice of instances ambiguous", () => {
    expect(base.notes.map((note) => `${note.at.address}: ${note.text}`)).toEqual([
      expect.stringMatching(
        /^hand-written\.plan\.json: What is known after the apply only is taken to be made of references/,
      ),
    ]);
    const either = "{kind=nat-gateway to=?aws_nat_gateway.nat[0]|aws_nat_gateway.nat[1]}";
    const eitherTable = '?aws_route_table.private["a"]|aws_route_table.private["b"]';
    expect(shown(base, "routes")).toEqual([
      `aws_route.out["a"] table=${eitherTable} ${route(either)}`,
      `aws_route.out["b"] table=${eitherTable} ${route(either)}`,
      `aws_route_table.public.route[0] table==aws_route_table.public ${route("{kind=internet-gateway to=~aws_internet_gateway.gw}")}`,
      `aws_route_table.public.route[1] table==aws_route_table.public ${route("{kind=nat-gateway to=~aws_nat_gateway.nat[0]}").replace("0.0.0.0/0", "10.9.0.0/16")}`,
    ]);
    expect(base.links).toEqual({ exact: 0, symbolic: 27, ambiguous: 22, unknown: 0 });
  });

  test("says that text beside a reference is not in a plan, and not where the configuration is there too", () => {
    const [plan, configuration] = ["cdktf.plan.json", "cdktf.tf.json"].map((name) => fixture(name).text);
    const read = (...names: readonly (readonly [string, string | undefined])[]): readonly string[] =>
      facts(...names.map(([name, text = ""]) => ({ name: `stacks/test/${name}`, text }))).notes.map(
        (note) => note.text,
      );
    expect(read(["plan.json", plan])).toEqual([expect.stringMatching(/text that is written beside one/)]);
    expect(read(["plan.json", plan], ["cdk.tf.json", configuration])).toEqual([]);
  });

  test("reads inline and standalone rules, and bounds what is not known yet", () => {
    expect(shown(base, "securityGroupRules")).toEqual([
      "aws_security_group.inline.egress[0] group==aws_security_group.inline direction=egress transport=all peers=[{addresses=0.0.0.0/0}]",
      "aws_security_group.inline.ingress[0] group==aws_security_group.inline direction=ingress transport=tcp 443 peers=[{addresses=may(10.0.0.0/24, 3fff:0:0:fd::/64) must(10.0.0.0/24) (after-apply)}]",
      "aws_security_group.inline.ingress[1] group==aws_security_group.inline direction=ingress transport=tcp 22 peers=[{group=~aws_security_group.bare}, {group==aws_security_group.inline}]",
      "aws_security_group_rule.old group=~aws_security_group.bare direction=ingress transport=tcp 80 peers=[{group=~aws_security_group.inline}]",
      "aws_vpc_security_group_ingress_rule.new group=~aws_security_group.bare direction=ingress transport=all peers=[{addresses=may(10.0.1.0/24) must(nothing) (after-apply)}]",
    ]);
  });

  test("takes rules that the provider computes for those that stand beside the group, and no others", () => {
    expect(base.securityGroups.map((one) => [one.id, one.more])).toEqual([
      ["aws_default_security_group.d", undefined],
      ["aws_security_group.bare", undefined],
      ["aws_security_group.inline", undefined],
      ["module.m[0].aws_security_group.lb", undefined],
    ]);
  });

  test("keeps an interface that a splat names possible in each of its subnets", () => {
    expect(shown(base, "interfaces")).toEqual([
      "aws_instance.web owner={kind=instance id=aws_instance.web} subnets=[~aws_subnet.public[1]] groups=[?aws_security_group.bare, ?aws_security_group.inline] addresses=?(after-apply) publicAddress=false ipv6=false sourceDestCheck=true",
      'module.m[0].aws_lb.lb owner={kind=load-balancer id=module.m[0].aws_lb.lb} subnets=[?aws_subnet.each["a"], ?aws_subnet.each["b"]] groups=[~module.m[0].aws_security_group.lb] addresses=?(after-apply) publicAddress=false ipv6=false sourceDestCheck=true',
    ]);
  });
});

describe("a plan that picks an instance", () => {
  const instances = (type: string, name: string, keys: readonly (string | number)[], values: readonly object[] = []) =>
    keys.map((index, at) => ({
      address: `${type}.${name}[${JSON.stringify(index)}]`,
      mode: "managed",
      type,
      name,
      index,
      change: {
        actions: ["create"],
        before: null,
        after: { ...(type === "aws_subnet" ? { cidr_block: `10.0.${String(at)}.0/24` } : {}), ...values[at] },
        after_unknown: values.length > 0 ? {} : { id: true, ...(type === "aws_instance" ? { subnet_id: true } : {}) },
      },
    }));
  const plan = (keys: readonly (string | number)[], written: object, values: readonly object[] = []) => ({
    name: "plan.json",
    text: JSON.stringify({
      format_version: "1.2",
      planned_values: { root_module: {} },
      resource_changes: [
        ...instances("aws_subnet", "s", keys, values),
        ...instances(
          "aws_instance",
          "i",
          keys,
          values.map((one) => ({ ...one, id: undefined })),
        ),
      ],
      configuration: {
        root_module: {
          resources: [
            { mode: "managed", type: "aws_subnet", name: "s", expressions: { cidr_block: {} } },
            { mode: "managed", type: "aws_instance", name: "i", ...written },
          ],
        },
      },
    }),
  });
  const subnetsOf = (...of: Parameters<typeof plan>) =>
    shown(facts(plan(...of)), "interfaces").map((line) => / subnets=(.*?) groups/.exec(line)?.[1]);
  const byIndex = { expressions: { subnet_id: { references: ["aws_subnet.s", "count.index"] } } };
  const byValue = (...over: readonly string[]) => ({
    expressions: { subnet_id: { references: ["each.value"] } },
    for_each_expression: { references: over },
  });

  test("may mean any of them, because `element(s[*].id, count.index + 1)` looks the same as `s[count.index].id`", () => {
    const any = "[?aws_subnet.s[0], ?aws_subnet.s[1]]";
    expect(subnetsOf([0, 1], byIndex)).toEqual([any, any]);
  });

  test("may mean any with `each.value`, because the keys that a `for` gives are not shown", () => {
    const any = '[?aws_subnet.s["a"], ?aws_subnet.s["b"]]';
    expect(subnetsOf(["a", "b"], byValue("aws_subnet.s"))).toEqual([any, any]);
    expect(subnetsOf(["a", "b"], byValue("aws_subnet.s", "local.x"))).toEqual([
      "[] moreSubnets=(after-apply)",
      "[] moreSubnets=(after-apply)",
    ]);
  });

  test("means the one whose id is known", () => {
    const values = ["0a", "0b"].map((at) => ({ id: `subnet-${at}`, subnet_id: `subnet-${at}` }));
    expect(subnetsOf([0, 1], byIndex, values)).toEqual(["[=aws_subnet.s[0]]", "[=aws_subnet.s[1]]"]);
  });

  test("says where the instance that is meant is shown", () => {
    const { interfaces } = facts(plan([0, 1], byIndex));
    expect(JSON.stringify(interfaces)).toMatch(/"ambiguous-instance".*the configuration in JSON/);
  });
});

describe("two plans, and two states, with the same addresses", () => {
  const network = (cidr: string) => ({ "aws_vpc.v": cidr, "module.m[0].aws_vpc.w": cidr });
  const plan = (name: string, cidr: string) => ({
    name,
    text: JSON.stringify({
      format_version: "1.2",
      planned_values: { root_module: {} },
      resource_changes: Object.entries(network(cidr)).map(([address, cidr_block]) => ({
        address,
        mode: "managed",
        type: "aws_vpc",
        name: address.slice(-1),
        ...(address.startsWith("module") ? { module_address: "module.m[0]" } : {}),
        change: { actions: ["create"], before: null, after: { cidr_block }, after_unknown: { id: true } },
      })),
    }),
  });
  const state = (name: string, cidr: string) => ({
    name,
    text: JSON.stringify({
      version: 4,
      serial: 1,
      lineage: name,
      resources: Object.keys(network(cidr)).map((address) => ({
        mode: "managed",
        type: "aws_vpc",
        name: address.slice(-1),
        ...(address.startsWith("module") ? { module: "module.m[0]" } : {}),
        instances: [{ attributes: { id: `vpc-${name}-${address}`, cidr_block: cidr } }],
      })),
    }),
  });

  test.each([
    ["plans", plan],
    ["states", state],
  ])("are kept apart: %s", (_, input) => {
    const base = facts(input("a/in.json", "10.0.0.0/16"), input("b/in.json", "10.1.0.0/16"));
    expect(shown(base, "vpcs").map((line) => line.split(" region")[0])).toEqual([
      "a/aws_vpc.v blocks=[10.0.0.0/16]",
      "a/module.m[0].aws_vpc.w blocks=[10.0.0.0/16]",
      "b/aws_vpc.v blocks=[10.1.0.0/16]",
      "b/module.m[0].aws_vpc.w blocks=[10.1.0.0/16]",
    ]);
  });
});

describe("what a plan says of itself", () => {
  const reasons = (change: (plan: Plan) => void) => {
    const base = facts(changed("cdktf.plan.json", change));
    return [base.complete, base.incomplete.map((one) => `${one.kind} ${one.at} ${one.detail}`)];
  };

  test("is reported when it is not complete", () => {
    expect(reasons(() => undefined)).toEqual([true, []]);
    expect(reasons((plan) => (plan.complete = false))).toEqual([
      false,
      ["deferred cdktf.plan.json the plan says that it is not complete"],
    ]);
    expect(reasons((plan) => (plan.errored = true))).toEqual([
      false,
      ["deferred cdktf.plan.json the plan ended with an error"],
    ]);
  });

  test.each(["0.1", "0.2", "1.0", "1.99"])("is read in format %s", (version) => {
    expect(facts(changed("cdktf.plan.json", (plan) => (plan.format_version = version))).vpcs).toHaveLength(1);
  });

  test("leaves out what is destroyed, and the deposed half of a replacement", () => {
    const base = facts(
      changed("cdktf.plan.json", (plan) => {
        for (const one of [...plan.resource_changes]) {
          if (one.address === "aws_vpc_security_group_ingress_rule.in") one.change.actions = ["delete"];
          if (one.address !== "aws_vpc_security_group_egress_rule.out") continue;
          const change = { ...one.change, actions: ["delete"], before: one.change.after, after: null };
          plan.resource_changes.push({ ...one, deposed: "abcdef01", change });
        }
      }),
    );
    expect(base.securityGroupRules.map(({ id }) => id)).toEqual(["aws_vpc_security_group_egress_rule.out"]);
  });

  test.each([
    ["create", "forget"],
    ["forget", "create"],
  ])("keeps what is replaced by %s and then %s, beside the new one", (...actions) => {
    const base = facts(
      changed("cdktf.plan.json", (plan) => {
        for (const one of plan.resource_changes)
          if (one.address === "aws_customer_gateway.cgw")
            one.change = {
              ...one.change,
              actions,
              before: { ip_address: "198.51.100.7", bgp_asn: "65001", id: "cgw-1" },
            };
      }),
    );
    expect(base.customerGateways.map(({ id }) => id)).toEqual([
      "aws_customer_gateway.cgw",
      "aws_customer_gateway.cgw (forgotten)",
    ]);
    expect(base.vpnConnections.map(({ customerGateway }) => customerGateway)).toEqual([
      { how: "symbol", to: "aws_customer_gateway.cgw" },
    ]);
  });

  test("keeps what was deposed and is forgotten", () => {
    const base = facts(
      changed("cdktf.plan.json", (plan) => {
        const one = plan.resource_changes.find(({ address }) => address === "aws_customer_gateway.cgw")!;
        const change = { ...one.change, actions: ["forget"], before: { id: "cgw-1" }, after: null };
        plan.resource_changes.push({ ...one, deposed: "abcdef01", change });
      }),
    );
    expect(base.customerGateways.map(({ id, presence }) => [id, presence.is])).toEqual([
      ["aws_customer_gateway.cgw", "certain"],
      ["aws_customer_gateway.cgw (deposed abcdef01)", "possible"],
    ]);
  });

  test("keeps what is forgotten, because it stays", () => {
    const base = facts(
      changed("cdktf.plan.json", (plan) => {
        for (const one of plan.resource_changes) {
          if (one.address !== "aws_customer_gateway.cgw") continue;
          one.change = {
            actions: ["forget"],
            before: { ip_address: "198.51.100.7", bgp_asn: "65001", id: "cgw-1" },
            after: null,
            after_unknown: {},
          };
        }
      }),
    );
    expect(shown(base, "customerGateways")).toEqual(["aws_customer_gateway.cgw address=198.51.100.7/32 asn=65001"]);
    expect(base.notes.map((note) => note.text)).toContain(
      "Terraform forgets the resource without destroying it: it stays as it is.",
    );
  });

  test("takes an unknown element of a list, null in its place, for an unknown element", () => {
    const base = facts(
      changed("hand-written.plan.json", (plan) => {
        const group = plan.resource_changes.find((one) => one.address === "aws_security_group.inline");
        if (group?.change.after == null) throw new Error("the fixture has changed");
        group.change.after["ingress"] = [
          {
            from_port: 1,
            to_port: 2,
            protocol: "tcp",
            cidr_blocks: ["10.1.0.0/16", null],
            ipv6_cidr_blocks: [],
            prefix_list_ids: [],
            security_groups: [],
            self: false,
          },
        ];
        group.change.after_unknown["ingress"] = [{ cidr_blocks: [false, true] }];
      }),
    );
    expect(shown(base, "securityGroupRules").filter((line) => line.includes("inline.ingress"))).toEqual([
      "aws_security_group.inline.ingress[0] group==aws_security_group.inline direction=ingress transport=tcp 1-2 peers=[{addresses=may(10.0.0.0/24, 10.1.0.0/16) must(10.1.0.0/16) (after-apply)}]",
    ]);
    const unmarked = facts(
      changed("hand-written.plan.json", (plan) => {
        const group = plan.resource_changes.find((one) => one.address === "aws_security_group.inline");
        if (group?.change.after == null) throw new Error("the fixture has changed");
        group.change.after["ingress"] = [
          { from_port: 1, to_port: 2, protocol: "tcp", cidr_blocks: ["10.1.0.0/16", null] },
        ];
        group.change.after_unknown = {};
      }),
    );
    expect(shown(unmarked, "securityGroupRules").filter((line) => line.includes("inline.ingress"))).toEqual([
      "aws_security_group.inline.ingress[0] group==aws_security_group.inline direction=ingress transport=tcp 1-2 peers=[{addresses=may(0.0.0.0/0) must(10.1.0.0/16) (malformed)}]",
    ]);
  });
});

describe("a plan that changes what is deployed", () => {
  const group = { id: "sg-00000001", vpc_id: "vpc-00000001", egress: [] as object[] };
  const inline = (port: number, blocks: string[]) => ({
    from_port: port,
    to_port: port,
    protocol: "tcp",
    cidr_blocks: blocks,
    ipv6_cidr_blocks: [],
    prefix_list_ids: [],
    security_groups: [],
    self: false,
  });
  const rule = (block: string) => ({
    id: "sgr-1",
    security_group_id: "sg-00000001",
    ip_protocol: "tcp",
    from_port: 22,
    to_port: 22,
    cidr_ipv4: block,
  });
  const planOf = (actions: string[], after: object | null) => {
    const change = (address: string, type: string, name: string, body: object) => ({
      address,
      mode: "managed",
      type,
      name,
      change: body,
    });
    const same = (values: object) => ({ actions: ["no-op"], before: values, after: values, after_unknown: {} });
    const seen = { ...group, ingress: [inline(22, ["203.0.113.0/24"]), inline(3389, ["198.51.100.0/24"])] };
    const resource = (type: string, name: string, expressions: object) => ({
      address: `${type}.${name}`,
      mode: "managed",
      type,
      name,
      provider_config_key: "aws",
      expressions,
    });
    return {
      name: "plan.json",
      text: JSON.stringify({
        format_version: "1.2",
        planned_values: { root_module: {} },
        resource_changes: [
          change("aws_security_group.g", "aws_security_group", "g", same(seen)),
          change("aws_vpc_security_group_ingress_rule.r", "aws_vpc_security_group_ingress_rule", "r", {
            actions,
            before: rule("203.0.113.0/24"),
            after,
            after_unknown: {},
          }),
        ],
        configuration: {
          root_module: {
            resources: [
              resource("aws_security_group", "g", { vpc_id: { constant_value: "vpc-00000001" } }),
              resource("aws_vpc_security_group_ingress_rule", "r", {}),
            ],
          },
        },
      }),
    };
  };
  const byHand =
    "aws_security_group.g.ingress[1] group==aws_security_group.g direction=ingress transport=tcp 3389 peers=[{addresses=198.51.100.0/24}]";

  test("drops a destroyed rule that the state still shows on its group, and keeps one that someone made by hand", () => {
    expect(shown(facts(planOf(["delete"], null)), "securityGroupRules")).toEqual([byHand]);
  });

  test("has a changed rule as it will be, once", () => {
    expect(shown(facts(planOf(["update"], rule("203.0.113.8/32"))), "securityGroupRules")).toEqual([
      byHand,
      "aws_vpc_security_group_ingress_rule.r group==aws_security_group.g direction=ingress transport=tcp 22 peers=[{addresses=203.0.113.8/32}]",
    ]);
  });
});

describe("a plan with the cdk.tf.json that it was made of", () => {
  const [plan, config] = [fixture("cdktf.plan.json"), fixture("cdktf.tf.json")];

  test("gives what cdk.tf.json alone gives, expressions and all", () => {
    const both = facts(plan, config);
    expect(everything(both)).toEqual(everything(facts(config)));
    expect([both.notes, both.links]).toEqual([[], { exact: 0, symbolic: 29, ambiguous: 0, unknown: 0 }]);
  });

  test("takes values from the plan: a variable's, where the configuration has a default only", () => {
    const json = JSON.parse(config.text) as {
      resource: { aws_subnet: { pumps: { cidr_block: string } } };
      variable?: object;
    };
    json.resource.aws_subnet.pumps.cidr_block = "${var.block}";
    json.variable = { block: { default: "10.0.1.0/24" } };
    const both = facts(plan, { ...config, text: JSON.stringify(json) });
    expect(everything(both)).toEqual(everything(facts(config)));
  });

  test("reports where the two disagree, and believes neither", () => {
    const both = facts(
      { ...config, text: config.text.replace('"cidr_block":"10.0.1.0/24"', '"cidr_block":"10.0.7.0/24"') },
      plan,
    );
    expect(both.notes.map((note) => `${note.kind} ${note.at.address} ${note.at.attribute ?? ""}`)).toEqual(
      expect.arrayContaining(["disagreement aws_subnet.pumps cidr_block"]),
    );
    expect(shown(both, "subnets")[0]).toBe(
      "aws_subnet.pumps vpc=~aws_vpc.vpc blocks=[within(10.0.1.0/24, 10.0.7.0/24) (disagreement), 3fff:0:0:1::/64] zone=us-east-1a mapsPublicAddress=false",
    );
  });

  test("reports a resource that only one of them has, and keeps it", () => {
    const without = changed("cdktf.plan.json", (one) => {
      one.resource_changes = one.resource_changes.filter(
        (each) => each.address !== "aws_vpc_security_group_ingress_rule.in",
      );
    });
    const both = facts(config, without);
    expect(both.notes.map((note) => `${note.at.address}: ${note.text}`)).toEqual([
      "aws_vpc_security_group_ingress_rule.in: The configuration has the resource and the plan has not.",
    ]);
    expect(shown(both, "securityGroupRules").filter((line) => line.includes("ingress_rule"))).toEqual([
      "aws_vpc_security_group_ingress_rule.in maybe? group=~aws_security_group.server-group direction=ingress transport=tcp 443 peers=[{addresses=3fff:0:0:1::/64}]",
    ]);
  });
});

describe("a plan of configuration written as JSON", () => {
  const created = (address: string, type: string, name: string, module: object, after: object, unknown: object) => ({
    address,
    mode: "managed",
    type,
    name,
    ...module,
    change: { actions: ["create"], before: null, after, after_unknown: { id: true, ...unknown } },
  });
  const planOf = (passed: object) => ({
    name: "plan.json",
    text: JSON.stringify({
      format_version: "1.2",
      planned_values: { root_module: {} },
      resource_changes: [
        created("aws_vpc.v", "aws_vpc", "v", {}, { cidr_block: "10.0.0.0/16" }, {}),
        created(
          "module.m.aws_security_group.g",
          "aws_security_group",
          "g",
          { module_address: "module.m" },
          {},
          { vpc_id: true },
        ),
      ],
      configuration: {
        root_module: {
          resources: [{ mode: "managed", type: "aws_vpc", name: "v", expressions: {} }],
          module_calls: {
            m: {
              expressions: { vpc: passed },
              module: {
                variables: { vpc: {} },
                resources: [
                  {
                    mode: "managed",
                    type: "aws_security_group",
                    name: "g",
                    expressions: { vpc_id: { references: ["var.vpc"] } },
                  },
                ],
              },
            },
          },
        },
      },
    }),
  });

  test("takes a template, which the plan shows as if it were a constant, for what it refers to", () => {
    const base = facts(planOf({ constant_value: "${aws_vpc.v.id}", references: ["aws_vpc.v.id", "aws_vpc.v"] }));
    expect(shown(base, "securityGroups").slice(1)).toEqual([
      "module.m.aws_security_group.g vpc=~aws_vpc.v isDefault=false",
    ]);
  });

  test("leaves a template that refers to nothing unknown", () => {
    const base = facts(planOf({ constant_value: '${format("%s-%s", "vpc", "1")}' }));
    expect(shown(base, "securityGroups").slice(1)).toEqual([
      "module.m.aws_security_group.g vpc=?(after-apply) isDefault=false",
    ]);
  });

  test("takes a text without a template for the constant that it is", () => {
    const base = facts(planOf({ constant_value: "vpc-00000001" }));
    expect(shown(base, "securityGroups").slice(1)).toEqual([
      "module.m.aws_security_group.g vpc=>vpc-00000001 isDefault=false",
    ]);
  });
});

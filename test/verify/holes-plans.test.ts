/** What a plan changes or destroys and AWS keeps, of which the proof once said that it is gone. */
import { facts } from "../terraform/read";
import { shown } from "../terraform/shown";
import { any, entering, group, home, machine, net, one, plan, type One, type Values } from "./stated";

type File = ReturnType<typeof plan>;

/** A plan that leaves all as it is, but for these. */
function planThat(all: readonly One[], ...changes: readonly Change[]): File {
  const { name: file, text } = plan("plan.json", all);
  const planned = JSON.parse(text) as { readonly resource_changes: { address: string }[] };
  for (const { of, actions, before, after } of changes) {
    const { type, name } = of;
    const address = `${type}.${name}`;
    const others = planned.resource_changes.filter((each) => each.address !== address);
    const change = { actions, before, after, after_unknown: {} };
    const changed = { address, mode: "managed", type, name, change };
    planned.resource_changes.splice(0, Infinity, ...others, changed);
  }
  return { name: file, text: JSON.stringify(planned) };
}
interface Change {
  readonly of: One;
  readonly actions: readonly string[];
  readonly before: Values | null;
  readonly after: Values | null;
}
const destroy = (of: One): Change => ({ of, actions: ["delete"], before: of.attributes, after: null });

describe("what AWS made along with a VPC stays as it is when a plan destroys the resource", () => {
  const [vpc, subnet, gateway, table] = net() as readonly [One, One, One, One];
  const told = one("aws_vpc", "v", { ...vpc.attributes, default_security_group_id: "sg-00000009" });
  const web = one("aws_instance", "1", { ...machine("1").attributes, vpc_security_group_ids: ["sg-00000009"] });
  const defaults = (ingress: readonly Values[]): One =>
    one("aws_default_security_group", "d", { ...home, id: "sg-00000009", ingress, egress: [any] });
  const acl = one("aws_default_network_acl", "d", {
    ...home,
    id: "acl-00000001",
    default_network_acl_id: "acl-00000001",
    subnet_ids: ["subnet-00000001"],
    ingress: [],
    egress: [],
  });
  const all = [told, subnet, gateway, table];

  test("its group keeps its rules", () => {
    expect(entering("aws_instance.1", planThat([...all, web], destroy(defaults([any]))))).toBe("yes");
    expect(entering("aws_instance.1", planThat([...all, web], destroy(defaults([]))))).toBe("no");
  });

  test("its table keeps its routes", () => {
    const rest = [told, subnet, gateway, group("1", [any]), machine("1")];
    expect(entering("aws_instance.1", planThat(rest, destroy(table)))).toBe("yes");
    expect(entering("aws_instance.1", plan("plan.json", rest))).toBe("no");
  });

  test("its ACL stays shut", () => {
    const rest = [...all, group("1", [any]), machine("1")];
    expect(entering("aws_instance.1", planThat(rest, destroy(acl)))).toBe("no");
    expect(entering("aws_instance.1", plan("plan.json", rest))).toBe("yes");
  });

  test("it is kept where the resource moves to another VPC, and not where it is made again for the same", () => {
    const before = defaults([any]);
    const again = (vpc_id: string): Change => ({
      of: before,
      actions: ["delete", "create"],
      before: before.attributes,
      after: { vpc_id, ingress: [], egress: [] },
    });
    expect(entering("aws_instance.1", planThat([...all, web], again("vpc-00000002")))).toBe("yes");
    const same = { ...again("vpc-00000001"), after: { ...home, id: "sg-00000009", ingress: [], egress: [any] } };
    expect(entering("aws_instance.1", planThat([...all, web], same))).toBe("no");
  });

  test("it goes with its VPC", () => {
    const base = facts(planThat([], destroy(told), destroy(defaults([any])), destroy(table), destroy(acl)));
    expect([base.securityGroups, base.routeTables, base.networkAcls]).toEqual([[], [], []]);
  });

  test("it is there, and no disagreement, beside a configuration that has it no more", () => {
    const planned = planThat([...all, web], destroy(defaults([any])));
    const names = [told, subnet, gateway, table, web].map(({ type, name }) => [type, { [name]: {} }] as const);
    const configuration = { name: "cdk.tf.json", text: JSON.stringify({ resource: Object.fromEntries(names) }) };
    const base = facts(planned, configuration);
    expect(base.notes.filter(({ kind }) => kind === "disagreement")).toEqual([]);
    expect(base.securityGroups.map(({ id, presence }) => [id, presence.is])).toEqual([
      ["aws_default_security_group.d", "certain"],
    ]);
  });
});

test("a function that its provider is told to leave is there when a plan destroyed it", () => {
  const vpc_config = [{ subnet_ids: ["subnet-00000001"], security_group_ids: ["sg-00000001"] }];
  const told = (skip_destroy: boolean): One =>
    one("aws_lambda_function", "f", { id: "f", function_name: "f", skip_destroy, vpc_config });
  const all = [...net(), group("1", [any])];
  const interfaces = (of: One): readonly string[] => facts(planThat(all, destroy(of))).interfaces.map(({ id }) => id);
  expect(interfaces(told(true))).toEqual(["aws_lambda_function.f"]);
  expect(interfaces(told(false))).toEqual([]);
});

describe("machines of an instance group run on as they were launched", () => {
  const template = (name: string, also: Values): One =>
    one("aws_launch_template", name, { id: `lt-${name}`, name, latest_version: 1, default_version: 1, ...also });
  const shut = template("t", { vpc_security_group_ids: ["sg-00000002"] });
  const open = template("t", { vpc_security_group_ids: ["sg-00000001"] });
  const asg = (also: Values = {}): One =>
    one("aws_autoscaling_group", "g", {
      id: "g",
      name: "g",
      vpc_zone_identifier: ["subnet-00000001"],
      launch_template: [{ id: "lt-t", name: "t", version: "$Latest" }],
      ...also,
    });
  const update = (before: One, after: One): Change => ({
    of: after,
    actions: ["update"],
    before: before.attributes,
    after: after.attributes,
  });
  const two = one("aws_subnet", "2", { ...home, id: "subnet-00000002", cidr_block: "10.0.2.0/24" });
  const all = [...net(), two, group("1", [any]), group("2", [])];
  const enters = (given: readonly One[], ...changes: readonly Change[]) =>
    entering("aws_autoscaling_group.g", planThat([...all, ...given], ...changes));
  const placed = (given: readonly One[], ...changes: readonly Change[]) => {
    const [only] = shown(facts(planThat([...all, ...given], ...changes)), "interfaces");
    return /subnets=\S+ .*?groups=\[.*?\]/.exec(only ?? "")?.[0];
  };

  test("where their template changes", () => {
    expect(enters([asg(), shut])).toBe("no");
    expect(enters([asg(), shut], update(open, shut))).toBe("perhaps");
    expect(placed([asg(), shut], update(open, shut))).toBe(
      "subnets=[=aws_subnet.s] groups=[?aws_security_group.2, ?aws_security_group.1]",
    );
  });

  test("where the group takes another template, or a launch configuration that is replaced", () => {
    const other = template("u", { vpc_security_group_ids: ["sg-00000001"] });
    const before = asg({ launch_template: [{ id: "lt-u", name: "u", version: "1" }] });
    expect(enters([asg(), shut, other], update(before, asg()))).toBe("perhaps");
    expect(enters([asg(), shut], update(before, asg()), destroy(other))).toBe("perhaps");
    const configuration = (name: string, security_groups: readonly string[]): One =>
      one("aws_launch_configuration", "c", { id: name, name, security_groups });
    const [old, fresh] = [configuration("c1", ["sg-00000001"]), configuration("c2", ["sg-00000002"])];
    const by = (name: string): One => asg({ launch_template: [], launch_configuration: name });
    const replace = { ...update(old, fresh), actions: ["create", "delete"] };
    expect(enters([by("c2"), fresh], update(by("c1"), by("c2")), replace)).toBe("perhaps");
    expect(enters([by("c2"), fresh])).toBe("no");
  });

  test("where the old template names no group", () => {
    const none = template("t", {});
    const adopted = one("aws_default_security_group", "d", {
      ...home,
      id: "sg-00000009",
      ingress: [any],
      egress: [any],
    });
    expect(enters([asg(), shut, adopted], update(none, shut))).toBe("perhaps");
  });

  test("where the group moves to another subnet", () => {
    const moved = asg({ vpc_zone_identifier: ["subnet-00000002"] });
    expect(placed([moved, shut], update(asg(), moved))).toBe(
      "subnets=[=aws_subnet.2, =aws_subnet.s] groups=[=aws_security_group.2]",
    );
  });

  test("where a plan with targets leaves the group alone", () => {
    const { name, text } = planThat([...all, asg(), shut], update(open, shut));
    const told = JSON.parse(text) as { resource_changes: { type: string }[] };
    const { type, name: called, attributes: values } = asg();
    const left = { address: `${type}.${called}`, mode: "managed", type, name: called, values };
    const targeted = {
      ...told,
      resource_changes: told.resource_changes.filter((each) => each.type !== type),
      prior_state: { values: { root_module: { resources: [left] } } },
    };
    expect(entering("aws_autoscaling_group.g", { name, text: JSON.stringify(targeted) })).toBe("perhaps");
  });

  test("and are as before where what they are launched from says the same, or gone with their group", () => {
    const bigger = template("t", { vpc_security_group_ids: ["sg-00000002"], instance_type: "m5.large" });
    expect(placed([asg(), bigger], update(shut, bigger), update(asg({ max_size: 1 }), asg()))).toBe(
      "subnets=[=aws_subnet.s] groups=[=aws_security_group.2]",
    );
    const replaced = { ...update(asg(), asg()), actions: ["delete", "create"] };
    expect(enters([asg(), shut], update(open, shut), replaced)).toBe("no");
  });
});

test.each([
  ["active", null, "true"],
  ["pending-acceptance", null, "false"],
  ["pending-acceptance", true, "?(after-apply)"],
  ["provisioning", null, "?(after-apply)"],
  ["rejected", true, "false"],
])("a peering that is %s, with auto_accept %s, is active: %s", (accept_status, auto_accept, active) => {
  const ends = { id: "pcx-00000001", vpc_id: "vpc-00000001", peer_vpc_id: "vpc-00000002" };
  const of = one("aws_vpc_peering_connection", "p", { ...ends, accept_status, auto_accept });
  const update: Change = {
    of,
    actions: ["update"],
    before: { ...of.attributes, auto_accept: null },
    after: of.attributes,
  };
  const [only] = shown(facts(planThat([...net(), of], update)), "peerings");
  expect(/ active=(\S+)/.exec(only ?? "")?.[1]).toBe(active);
});

describe("what a plan imports was joined and changed by someone else", () => {
  const [vpc, subnet, gateway] = net() as readonly [One, One, One];
  const told = one("aws_vpc", "v", { ...vpc.attributes, main_route_table_id: "rtb-00000001" });
  const rest = [gateway, group("1", [any]), machine("1")];
  const route = { cidr_block: "0.0.0.0/0", gateway_id: "igw-00000001" };
  const main = (...routes: readonly Values[]): One =>
    one("aws_default_route_table", "m", {
      ...home,
      id: "rtb-00000001",
      default_route_table_id: "rtb-00000001",
      route: routes,
    });
  const anything = { protocol: "-1", from_port: 0, to_port: 0, cidr_block: "0.0.0.0/0", rule_no: 100, action: "allow" };
  const acl = one("aws_default_network_acl", "d", {
    ...home,
    id: "acl-00000001",
    default_network_acl_id: "acl-00000001",
    subnet_ids: ["subnet-00000001"],
    ingress: [anything],
    egress: [anything],
  });
  const importing = (all: readonly One[], ...of: readonly One[]): File => {
    const { name: file, text } = plan("plan.json", all);
    const planned = JSON.parse(text) as { resource_changes: { type: string; change: object }[] };
    const kinds = of.map(({ type }) => type);
    const resource_changes = planned.resource_changes.map((each) =>
      kinds.includes(each.type) ? { ...each, change: { ...each.change, importing: { id: "x" } } } : each,
    );
    return { name: file, text: JSON.stringify({ ...planned, resource_changes }) };
  };
  const enters = (all: readonly One[], ...of: readonly One[]) => entering("aws_instance.1", importing(all, ...of));

  test("the main table of a VPC may lead anywhere, unless a resource adopts it", () => {
    expect(enters([told, subnet, ...rest])).toBe("no");
    expect(enters([told, subnet, ...rest], told)).toBe("perhaps");
    expect(enters([told, subnet, acl, main(), ...rest], told)).toBe("no");
    expect(enters([told, subnet, acl, main(route), ...rest], told)).toBe("yes");
  });

  test("a main table that is imported as one of its own says where it leads", () => {
    const own = one("aws_route_table", "m", { ...home, id: "rtb-00000001", route: [] });
    expect(enters([told, subnet, acl, own, ...rest], told, own)).toBe("no");
  });

  test("the default ACL of a VPC may let through less", () => {
    expect(enters([told, subnet, main(route), ...rest])).toBe("yes");
    expect(enters([told, subnet, main(route), ...rest], told)).toBe("perhaps");
    expect(enters([told, subnet, main(route), acl, ...rest], told)).toBe("yes");
  });

  test("the default group of a VPC may let in more", () => {
    const web = one("aws_instance", "1", { ...machine("1").attributes, vpc_security_group_ids: ["sg-00000009"] });
    const known = one("aws_vpc", "v", { ...told.attributes, default_security_group_id: "sg-00000009" });
    const shut = one("aws_default_security_group", "d", { ...home, id: "sg-00000009", ingress: [], egress: [any] });
    const all = [known, subnet, main(route), acl, gateway, web];
    expect(enters(all)).toBe("no");
    expect(enters(all, known)).toBe("perhaps");
    expect(enters([...all, shut], known)).toBe("no");
  });

  test("a subnet may have another table and another ACL, unless a resource joins it to one", () => {
    const table = one("aws_route_table", "t", { ...home, id: "rtb-00000003", route: [] });
    const join = one("aws_route_table_association", "t", {
      route_table_id: "rtb-00000003",
      subnet_id: "subnet-00000001",
    });
    const closed = one("aws_network_acl", "n", {
      ...home,
      id: "acl-00000003",
      subnet_ids: [],
      ingress: [],
      egress: [],
    });
    const bind = one("aws_network_acl_association", "n", {
      network_acl_id: "acl-00000003",
      subnet_id: "subnet-00000001",
    });
    const all = [told, subnet, ...rest];
    expect(enters([...all, main()], subnet)).toBe("perhaps");
    expect(enters([...all, main(route)], subnet)).toBe("perhaps");
    expect(enters([...all, main(route), table, join], subnet)).toBe("no");
    expect(enters([...all, main(route), closed, bind], subnet)).toBe("no");
  });

  test("a block that imports tells it, with the plan that was made of it or without", () => {
    const imports = { import: [{ to: "aws_vpc.v", id: "vpc-00000001" }] };
    const names = [told, subnet, ...rest].map(({ type, name }) => [type, { [name]: {} }] as const);
    const told2 = { ...imports, resource: Object.fromEntries(names) };
    const configuration = { name: "cdk.tf.json", text: JSON.stringify(told2) };
    expect(entering("aws_instance.1", plan("plan.json", [told, subnet, ...rest]), configuration)).toBe("perhaps");
    const resource = {
      aws_vpc: { v: { cidr_block: "10.0.0.0/16" } },
      aws_subnet: { s: { vpc_id: "${aws_vpc.v.id}", cidr_block: "10.0.0.0/24" } },
      aws_internet_gateway: { i: { vpc_id: "${aws_vpc.v.id}" } },
      aws_security_group: { g: { vpc_id: "${aws_vpc.v.id}", ingress: [any], egress: [any] } },
      aws_instance: {
        "1": {
          subnet_id: "${aws_subnet.s.id}",
          vpc_security_group_ids: ["${aws_security_group.g.id}"],
          associate_public_ip_address: true,
        },
      },
    };
    const alone = (also: object): File => ({ name: "cdk.tf.json", text: JSON.stringify({ resource, ...also }) });
    expect(entering("aws_instance.1", alone({}))).toBe("no");
    expect(entering("aws_instance.1", alone(imports))).toBe("perhaps");
  });
});

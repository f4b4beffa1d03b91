/** What a plan changes or destroys and AWS keeps, of which the proof once said that it is gone. */
import { facts } from "../terraform/read";
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

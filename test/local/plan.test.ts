import { actionOf, differencesOf, type Plan, type ResourceChange } from "../../bin/local/plan";

const entry = (number: number, more: object = {}) => ({
  rule_no: number,
  action: "allow",
  protocol: "6",
  cidr_block: "10.0.0.0/24",
  ipv6_cidr_block: "",
  from_port: 443,
  to_port: 443,
  icmp_type: 0,
  icmp_code: 0,
  ...more,
});

function changing(
  type: string,
  before: unknown,
  after: unknown,
  unknown: unknown = {},
  actions = ["update"],
): ResourceChange {
  return { address: `${type}.x`, type, mode: "managed", change: { actions, before, after, after_unknown: unknown } };
}

const paths = (plan: Plan) => differencesOf(plan).map(({ action, path }) => `${action} ${path}`.trim());

describe("differences of a plan", () => {
  test("are none when nothing changes, whatever data sources are read again", () => {
    const read = { ...changing("aws_region", null, {}, {}, ["read"]), mode: "data" as const };
    expect(
      differencesOf({
        resource_changes: [changing("aws_vpc", {}, {}, {}, ["no-op"]), read],
        output_changes: { id: { actions: ["no-op"] } },
      }),
    ).toEqual([]);
  });

  test("name each attribute that is updated, and its values", () => {
    expect(
      differencesOf({
        resource_changes: [changing("aws_vpc", { a: 1, tags: { x: "1", y: "2" } }, { a: 1, tags: { x: "3", y: "2" } })],
      }),
    ).toEqual([
      {
        address: "aws_vpc.x",
        type: "aws_vpc",
        action: "update",
        path: "tags.x",
        attribute: "tags.x",
        before: "1",
        after: "3",
      },
    ]);
  });

  test("pair the entries of a network ACL by number, in whatever order they stand", () => {
    const before = { ingress: [entry(100), entry(110)], egress: [] };
    const after = { ingress: [entry(120), entry(110, { to_port: 444 }), entry(100)], egress: [] };
    const found = differencesOf({ resource_changes: [changing("aws_network_acl", before, after)] });
    expect(found.map(({ path, attribute }) => [path, attribute])).toEqual([
      ["ingress[rule_no=110].to_port", "ingress.to_port"],
      ["ingress[rule_no=120]", "ingress"],
    ]);
  });

  test("take null in an entry for what the API answers in its place", () => {
    const before = { ingress: [entry(100)] };
    const after = { ingress: [entry(100, { ipv6_cidr_block: null, icmp_type: null, icmp_code: null })] };
    expect(paths({ resource_changes: [changing("aws_network_acl", before, after)] })).toEqual(["update"]);
  });

  test("tell what comes and goes in a list of ids", () => {
    const [found] = differencesOf({
      resource_changes: [changing("aws_network_acl", { subnet_ids: ["b", "a"] }, { subnet_ids: ["c", "a"] })],
    });
    expect([found?.path, found?.before, found?.after]).toEqual(["subnet_ids", ["b"], ["c"]]);
  });

  test("count a value known only after apply as a difference", () => {
    expect(
      paths({ resource_changes: [changing("aws_network_acl", { subnet_ids: ["a"] }, {}, { subnet_ids: true })] }),
    ).toContain("update subnet_ids");
  });

  test("say that a resource is replaced, destroyed or created as a whole", () => {
    const whole = (actions: string[]) => changing("aws_subnet", {}, {}, {}, actions);
    const plan = {
      resource_changes: [
        whole(["create", "delete"]),
        whole(["delete", "create"]),
        whole(["delete"]),
        whole(["create"]),
        whole(["forget"]),
      ],
    };
    expect(paths(plan)).toEqual(["replace", "replace", "delete", "create", "replace"]);
  });

  test("say what differs in a replacement, and not what was empty and is nothing", () => {
    const before = { options: [{ format: "plain-text" }], role: "", tags: {}, name: "a", id: "fl-1" };
    const after = { options: [{ format: "parquet" }], role: null, tags: null, name: "a" };
    const replaced = changing("aws_flow_log", before, after, { id: true }, ["delete", "create"]);
    const change = { ...replaced.change, replace_paths: [["options", 0, "format"]] };
    const [found] = differencesOf({ resource_changes: [{ ...replaced, change }] });
    expect(found?.differing).toEqual(["options", "options.format"]);
  });

  test("include outputs that change", () => {
    expect(
      differencesOf({ output_changes: { vpc: { actions: ["delete"] } } }).map(({ address, after }) => [address, after]),
    ).toEqual([["output.vpc", "delete"]]);
  });

  test("never take an unknown action for nothing", () => {
    expect([actionOf([]), actionOf(["move"]), actionOf(["no-op"])]).toEqual(["replace", "replace", "nothing"]);
  });
});

/** What one resource of a plan takes away in AWS while another says it still, of which the proof once said that it is so. */
import { facts } from "../terraform/read";
import { any, entering, group, home, machine, net, one, plan, type One, type Values } from "./stated";

/** What a plan does beside leaving all as it is. */
interface Doing {
  /** What objects were before the plan changes them, by their addresses. */
  readonly was?: Readonly<Record<string, Values>>;
  readonly destroyed?: readonly One[];
  /** Addresses of what it makes. */
  readonly made?: readonly string[];
  /** What the configuration sets, of owners that have it in themselves. */
  readonly written?: Readonly<Record<string, readonly string[]>>;
}

interface Change {
  readonly address: string;
  readonly change: { readonly after: Values };
}

function planned(all: readonly One[], { was = {}, destroyed = [], made = [], written = {} }: Doing) {
  const { name: file, text } = plan("plan.json", all);
  const document = JSON.parse(text) as {
    resource_changes: readonly Change[];
    configuration: { root_module: { resources: readonly { address: string }[] } };
  };
  const changes = document.resource_changes.map((each) => {
    const { after } = each.change;
    const before = was[each.address];
    if (before !== undefined)
      return { ...each, change: { actions: ["update"], before: { ...after, ...before }, after, after_unknown: {} } };
    if (!made.includes(each.address)) return each;
    const { id: _, ...rest } = after;
    return { ...each, change: { actions: ["create"], before: null, after: rest, after_unknown: { id: true } } };
  });
  const gone = destroyed.map(({ type, name, attributes: before }) => ({
    ...{ address: `${type}.${name}`, mode: "managed", type, name },
    change: { actions: ["delete"], before, after: null },
  }));
  const resources = document.configuration.root_module.resources.map((each) => ({
    ...each,
    expressions: Object.fromEntries((written[each.address] ?? []).map((set) => [set, { constant_value: null }])),
  }));
  const configuration = { root_module: { resources } };
  return {
    name: file,
    text: JSON.stringify({ ...document, resource_changes: [...changes, ...gone], configuration }),
  };
}

const ssh = { protocol: "tcp", from_port: 22, to_port: 22, cidr_blocks: ["0.0.0.0/0"] };
const https = { ...ssh, from_port: 443, to_port: 443 };
const entry = { protocol: "-1", from_port: 0, to_port: 0, cidr_block: "0.0.0.0/0" };
const allow = { ...entry, rule_no: 100, action: "allow" };
const deny = { ...entry, rule_no: 90, action: "deny" };
const acl = (ingress: readonly Values[], subnet_ids = ["subnet-00000001"]): One =>
  one("aws_network_acl", "n", { ...home, id: "acl-00000002", subnet_ids, ingress, egress: [allow] });
const denyBeside = one("aws_network_acl_rule", "r", {
  ...{ ...entry, id: "nacl-00000001", network_acl_id: "acl-00000002" },
  ...{ rule_number: 90, rule_action: "deny", egress: false },
});
const joinBeside = one("aws_network_acl_association", "n", {
  ...{ id: "aclassoc-00000001", network_acl_id: "acl-00000002", subnet_id: "subnet-00000001" },
});
const ruleBeside = one("aws_vpc_security_group_ingress_rule", "r", {
  ...{ id: "sgr-00000001", security_group_id: "sg-00000001", ip_protocol: "tcp", from_port: 22, to_port: 22 },
  cidr_ipv4: "0.0.0.0/0",
});
const toInternet = { gateway_id: "igw-00000001" };
const table = (...routes: readonly Values[]): readonly One[] => [
  one("aws_route_table", "t", { ...home, id: "rtb-00000003", route: routes }),
  one("aws_route_table_association", "t", {
    ...{ id: "rtbassoc-00000001", route_table_id: "rtb-00000003", subnet_id: "subnet-00000001" },
  }),
];
const gateway = { cidr_block: "0.0.0.0/0", ...toInternet };
const routeBeside = one("aws_route", "r", {
  ...{ id: "r-00000001", route_table_id: "rtb-00000003", destination_cidr_block: "0.0.0.0/0", ...toInternet },
});
const answer = (all: readonly One[], doing: Doing): string =>
  entering("aws_instance.1", planned([...net(), machine("1"), ...all], doing));
const inAcl = { "aws_network_acl.n": ["ingress", "egress", "subnet_ids"] };
const inGroup = { "aws_security_group.1": ["ingress", "egress"] };
const inTable = { "aws_route_table.t": ["route"] };

describe("what a plan takes from an owner is perhaps gone, although a resource beside it says it still", () => {
  test("an entry of an ACL", () => {
    const all = [group("1", [any]), acl([allow]), denyBeside];
    expect(answer(all, { written: inAcl })).toBe("no");
    expect(answer(all, { written: inAcl, was: { "aws_network_acl.n": { ingress: [deny, allow] } } })).toBe("perhaps");
    // Something else of it changes.
    expect(answer(all, { written: inAcl, was: { "aws_network_acl.n": { tags: {} } } })).toBe("no");
  });

  test("an entry of the default ACL, which is kept to what is written there", () => {
    const all = [
      group("1", [any]),
      one("aws_default_network_acl", "n", {
        ...{ ...home, id: "acl-00000001", default_network_acl_id: "acl-00000001" },
        ...{ ingress: [allow], egress: [allow] },
      }),
      { ...denyBeside, attributes: { ...denyBeside.attributes, network_acl_id: "acl-00000001" } },
    ];
    const was = { "aws_default_network_acl.n": { ingress: [deny, allow] } };
    expect(answer(all, {})).toBe("no");
    expect(answer(all, { was })).toBe("perhaps");
  });

  test("a subnet of an ACL", () => {
    const all = [group("1", [any]), acl([deny, allow], []), joinBeside];
    const was = { "aws_network_acl.n": { subnet_ids: ["subnet-00000001"] } };
    expect(answer(all, { written: inAcl })).toBe("no");
    expect(answer(all, { written: inAcl, was })).toBe("perhaps");
  });

  test("a rule of a group", () => {
    const all = [group("1", [https]), ruleBeside];
    expect(answer(all, { written: inGroup })).toBe("yes");
    expect(answer(all, { written: inGroup, was: { "aws_security_group.1": { ingress: [https, ssh] } } })).toBe(
      "perhaps",
    );
  });

  test("a route", () => {
    const all = [group("1", [any]), ...table(), routeBeside];
    expect(answer(all, { written: inTable })).toBe("yes");
    expect(answer(all, { written: inTable, was: { "aws_route_table.t": { route: [gateway] } } })).toBe("perhaps");
  });

  test("a route that propagates", () => {
    const beyond = { cidr_block: "203.0.113.0/24", ...toInternet };
    const propagating = (vgws: readonly string[]): readonly One[] => {
      const [first, ...rest] = table(beyond);
      return [{ ...first!, attributes: { ...first!.attributes, propagating_vgws: vgws } }, ...rest];
    };
    const all = [
      one("aws_vpn_gateway", "g", { ...home, id: "vgw-00000001" }),
      ...propagating([]),
      one("aws_vpn_gateway_route_propagation", "g", {
        ...{ id: "vgw-00000001_rtb-00000003", route_table_id: "rtb-00000003", vpn_gateway_id: "vgw-00000001" },
      }),
    ];
    const written = { "aws_route_table.t": ["propagating_vgws"] };
    const was = { "aws_route_table.t": { propagating_vgws: ["vgw-00000001"] } };
    const presences = (doing: Doing): readonly string[] =>
      facts(planned([...net(), ...all], doing)).routePropagations.map(({ presence }) => presence.is);
    expect(presences({ written })).toEqual(["certain"]);
    expect(presences({ written, was })).toEqual(["possible"]);
  });

  test("what is made anew is there, since its owner is changed first", () => {
    const was = { "aws_network_acl.n": { ingress: [deny, allow] } };
    const made = ["aws_network_acl_rule.r"];
    expect(answer([group("1", [any]), acl([allow]), denyBeside], { written: inAcl, was, made })).toBe("no");
  });

  test("what the resource was before its own change counts, too", () => {
    const was = {
      "aws_security_group.1": { ingress: [https, ssh] },
      "aws_vpc_security_group_ingress_rule.r": { cidr_ipv4: "0.0.0.0/0" },
    };
    const narrower = { ...ruleBeside, attributes: { ...ruleBeside.attributes, cidr_ipv4: "8.8.8.0/24" } };
    expect(answer([group("1", [https]), narrower], { written: inGroup })).toBe("yes");
    expect(answer([group("1", [https]), narrower], { written: inGroup, was })).toBe("perhaps");
  });

  test("what is not set of an owner is not taken away", () => {
    const was = { "aws_security_group.1": { tags: {} } };
    expect(answer([group("1", [ssh]), ruleBeside], { was })).toBe("yes");
  });

  test("what adopts a default takes all away that was there", () => {
    const adopting = one("aws_default_security_group", "1", { ...home, id: "sg-00000001", ingress: [], egress: [any] });
    const vpc = net().map((each) =>
      each.type === "aws_vpc"
        ? { ...each, attributes: { ...each.attributes, default_security_group_id: "sg-00000001" } }
        : each,
    );
    const entered = (doing: Doing): string =>
      entering("aws_instance.1", planned([...vpc, machine("1"), adopting, ruleBeside], doing));
    const first = "aws_default_security_group.1";
    expect(entered({})).toBe("yes");
    expect(entered({ made: [first] })).toBe("perhaps");
    expect(entered({ made: [first, "aws_vpc_security_group_ingress_rule.r"] })).toBe("yes");
  });
});

describe("what a plan destroys beside an owner is perhaps gone from it, although the owner has it in itself", () => {
  test("an entry of an ACL", () => {
    const all = [group("1", [any]), acl([deny, allow])];
    expect(answer(all, { written: inAcl })).toBe("no");
    expect(answer(all, { written: inAcl, destroyed: [denyBeside] })).toBe("perhaps");
  });

  test("a subnet of an ACL", () => {
    const all = [group("1", [any]), acl([deny, allow])];
    expect(answer(all, { written: inAcl, destroyed: [joinBeside] })).toBe("perhaps");
  });

  test("a rule of a group", () => {
    const all = [group("1", [https, ssh])];
    expect(answer(all, { written: inGroup })).toBe("yes");
    expect(answer(all, { written: inGroup, destroyed: [ruleBeside] })).toBe("perhaps");
  });

  test("a route", () => {
    const all = [group("1", [any]), ...table(gateway)];
    expect(answer(all, { written: inTable })).toBe("yes");
    expect(answer(all, { written: inTable, destroyed: [routeBeside] })).toBe("perhaps");
  });

  test("what another resource makes again is there", () => {
    const again = { ...denyBeside, name: "again" };
    const all = [group("1", [any]), acl([deny, allow]), again];
    expect(answer(all, { written: inAcl, destroyed: [denyBeside], made: ["aws_network_acl_rule.again"] })).toBe("no");
  });

  test("an owner that takes the place of another has what is written in it", () => {
    const was = { ...denyBeside, attributes: { ...denyBeside.attributes, network_acl_id: "acl-00000009" } };
    const all = [group("1", [any]), acl([deny, allow])];
    expect(answer(all, { written: inAcl, destroyed: [was] })).toBe("no");
  });
});

describe("a configuration alone that has the like in an owner and beside it", () => {
  const base = {
    aws_vpc: { v: { cidr_block: "10.0.0.0/16" } },
    aws_subnet: { s: { vpc_id: "${aws_vpc.v.id}", cidr_block: "10.0.0.0/24" } },
  };
  const rule = { network_acl_id: "${aws_network_acl.n.id}", egress: false, ...entry };
  const told = (nacl: object, also: object = {}, lifecycle?: object) => {
    const owner = { vpc_id: "${aws_vpc.v.id}", ...nacl, ...(lifecycle === undefined ? {} : { lifecycle }) };
    const beside = { r: { ...rule, rule_number: 90, rule_action: "deny" } };
    const resource = { ...base, aws_network_acl: { n: owner }, aws_network_acl_rule: beside, ...also };
    return facts({ name: "cdk.tf.json", text: JSON.stringify({ resource }) });
  };
  const presence = ({ networkAclEntries }: ReturnType<typeof told>): string | undefined =>
    networkAclEntries.find(({ id }) => id === "aws_network_acl_rule.r")?.presence.is;

  test("may have what is beside it or not, and says so", () => {
    const mixed = told({ ingress: [allow] });
    expect(presence(mixed)).toBe("possible");
    expect(mixed.notes.map(({ at, text }) => `${at.address}.${at.attribute ?? ""}: ${text}`)).toEqual([
      "aws_network_acl.n.ingress: What stands beside it may be there or not: the provider keeps its ingress to what is written in it, and makes the rest again at the next apply.",
    ]);
    expect(presence(told({ ingress: [] }))).toBe("possible");
  });

  test("has both where it writes the other direction, nothing, or leaves changes alone", () => {
    for (const fine of [
      told({}),
      told({ ingress: null }),
      told({ egress: [allow] }),
      told({ ingress: [allow] }, {}, { ignore_changes: ["ingress"] }),
    ]) {
      expect(presence(fine)).toBe("certain");
      expect(fine.notes).toEqual([]);
    }
  });

  test("is kept to nothing where it is the default ACL", () => {
    const adopted = {
      aws_default_network_acl: { n: { default_network_acl_id: "${aws_vpc.v.default_network_acl_id}" } },
    };
    const beside = {
      r: { ...rule, network_acl_id: "${aws_default_network_acl.n.id}", rule_number: 90, rule_action: "deny" },
    };
    expect(presence(told({}, { ...adopted, aws_network_acl_rule: beside }))).toBe("possible");
  });
});

describe("what an object shows still, and the plan undoes beside it", () => {
  const list = one("aws_ec2_managed_prefix_list", "l", {
    ...{ id: "pl-00000001", address_family: "IPv4", max_entries: 5, owner_id: "1" },
    entry: [{ cidr: "0.0.0.0/0" }],
  });
  const entryBeside = one("aws_ec2_managed_prefix_list_entry", "e", {
    ...{ id: "pl-00000001,0.0.0.0/0", prefix_list_id: "pl-00000001", cidr: "0.0.0.0/0" },
  });
  const listed = group("1", [{ protocol: "tcp", from_port: 22, to_port: 22, prefix_list_ids: ["pl-00000001"] }]);
  const inList = { "aws_ec2_managed_prefix_list.l": ["entry"] };
  const without = (one: One, key: string): One => ({ ...one, attributes: { ...one.attributes, [key]: [] } });

  test("is an entry of a prefix list", () => {
    expect(answer([list, listed], {})).toBe("yes");
    expect(answer([list, listed], { destroyed: [entryBeside] })).toBe("no");
    expect(answer([list, listed], { written: inList, destroyed: [entryBeside] })).toBe("perhaps");
    expect(answer([list, listed, { ...entryBeside, name: "again" }], { destroyed: [entryBeside] })).toBe("yes");
  });

  test("is not an entry that the list takes away itself: that one may be gone", () => {
    const all = [without(list, "entry"), listed, entryBeside];
    const was = { "aws_ec2_managed_prefix_list.l": { entry: [{ cidr: "0.0.0.0/0" }] } };
    expect(answer(all, { written: inList })).toBe("yes");
    expect(answer(all, { written: inList, was })).toBe("perhaps");
    expect(answer(all, { written: inList, was, made: ["aws_ec2_managed_prefix_list_entry.e"] })).toBe("yes");
  });

  test("is the VPC of a gateway", () => {
    const attachment = one("aws_internet_gateway_attachment", "i", {
      ...{ ...home, id: "igw-00000001:vpc-00000001", internet_gateway_id: "igw-00000001" },
    });
    expect(answer([group("1", [any])], {})).toBe("yes");
    expect(answer([group("1", [any])], { destroyed: [attachment] })).toBe("perhaps");
    expect(answer([group("1", [any]), { ...attachment, name: "again" }], { destroyed: [attachment] })).toBe("yes");
  });

  test("is the group of an endpoint, which may be in the default group again", () => {
    const endpoint = one("aws_vpc_endpoint", "e", {
      ...{ ...home, id: "vpce-00000001", vpc_endpoint_type: "Interface", service_name: "com.amazonaws.us-east-1.ssm" },
      ...{ subnet_ids: ["subnet-00000001"], security_group_ids: ["sg-00000001"] },
    });
    const association = (replaces: boolean): One =>
      one("aws_vpc_endpoint_security_group_association", "e", {
        ...{ id: "a-1", vpc_endpoint_id: "vpce-00000001", security_group_id: "sg-00000001" },
        replace_default_association: replaces,
      });
    const groups = (destroyed: readonly One[]) =>
      facts(planned([...net(), endpoint, group("1", [])], { destroyed })).interfaces.find(
        ({ id }) => id === "aws_vpc_endpoint.e",
      )?.groups;
    const maybe = (id: string) => expect.objectContaining({ how: "ambiguous", among: [id] }) as unknown;
    expect(groups([])).toEqual([{ how: "exact", to: "aws_security_group.1" }]);
    expect(groups([association(false)])).toEqual([maybe("aws_security_group.1")]);
    expect(groups([association(true)])).toEqual([
      maybe("aws_security_group.1"),
      maybe("aws_vpc.v.default_security_group_id"),
    ]);
  });

  test("is the main table: the one that was main before is so again, and leads where it leads", () => {
    const vpc = net().flatMap((each) =>
      each.type === "aws_default_route_table"
        ? []
        : each.type === "aws_vpc"
          ? [{ ...each, attributes: { ...each.attributes, main_route_table_id: "rtb-00000003" } }]
          : [each],
    );
    const main = one("aws_route_table", "m", { ...home, id: "rtb-00000003", route: [] });
    const original = one("aws_route_table", "o", { ...home, id: "rtb-00000004", route: [gateway] });
    const join = one("aws_main_route_table_association", "m", {
      ...{ ...home, id: "rtbassoc-00000002", route_table_id: "rtb-00000003", original_route_table_id: "rtb-00000004" },
    });
    const entered = (destroyed: readonly One[], ...also: readonly One[]): string =>
      entering("aws_instance.1", planned([...vpc, machine("1"), group("1", [any]), main, ...also], { destroyed }));
    expect(entered([], original)).toBe("no");
    expect(entered([join], original)).toBe("perhaps");
    // No input describes it.
    expect(entered([join])).toBe("perhaps");
  });
});

test("a resource that leaves a group no rules but those that it names revokes the others, wherever they are written", () => {
  const only = (...ingress_rule_ids: readonly string[]): One =>
    one("aws_vpc_security_group_rules_exclusive", "x", {
      ...{ security_group_id: "sg-00000001", ingress_rule_ids, egress_rule_ids: [] },
    });
  expect(answer([group("1", [ssh])], {})).toBe("yes");
  expect(answer([group("1", [ssh]), only()], {})).toBe("perhaps");
  expect(answer([group("1", []), ruleBeside, only()], {})).toBe("perhaps");
  expect(answer([group("1", [ssh]), ruleBeside, only("sgr-00000001")], {})).toBe("yes");
});

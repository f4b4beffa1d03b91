/** Plans and states as Terraform leaves them, of which the proof once said that nothing passes although AWS may let it. */
import { Proof, internetId } from "../../lib/verify";
import { facts } from "../terraform/read";
import { any, group, home, machine, mayEnter, net, one, plan, state, type One, type Values } from "./stated";

test("a machine that Terraform replaced and did not destroy is there still", () => {
  const all = [...net(), group("1", []), group("2", [any]), machine("1")];
  expect(mayEnter("aws_instance.1", ...all)).toBe("nothing");
  expect(mayEnter("aws_instance.2 (deposed 0badf00d)", ...all, machine("2", { deposed: "0badf00d" }))).toBe("all");
});

test("entries of an ACL that Terraform did not finish may not be there", () => {
  const entry = { protocol: "-1", from_port: 0, to_port: 0, cidr_block: "0.0.0.0/0" };
  const acl = (also?: Values): One =>
    one(
      "aws_network_acl",
      "n",
      {
        ...home,
        id: "acl-00000002",
        subnet_ids: ["subnet-00000001"],
        ingress: [{ ...entry, rule_no: 90, action: "deny" }],
        egress: [{ ...entry, rule_no: 90, action: "allow" }],
      },
      also,
    );
  const all = [...net(), group("1", [any]), machine("1")];
  expect(mayEnter("aws_instance.1", ...all, acl())).toBe("nothing");
  expect(mayEnter("aws_instance.1", ...all, acl({ status: "tainted" }))).toBe("all");
});

test("two inputs that describe one object leave it open which of them holds", () => {
  const shut = [...net(), group("1", []), machine("1")];
  const opened = [...net(), group("1", [any]), machine("1")];
  const both = facts(plan("z/plan.json", opened), state("a/s.tfstate", shut));
  expect(both.incomplete.map(({ detail }) => detail)).toEqual([
    "a/s.tfstate and z/plan.json both describe rtb-00000001: leave one of them out",
  ]);
  expect(facts(plan("z/plan.json", opened)).incomplete).toEqual([]);
});

test("what the plan alone has may be gone from the configuration, and so may what it closes", () => {
  const entry = { protocol: "-1", from_port: 0, to_port: 0, cidr_block: "0.0.0.0/0", rule_no: 90, action: "deny" };
  const acl = one("aws_network_acl", "n", {
    ...home,
    id: "acl-00000002",
    subnet_ids: ["subnet-00000001"],
    ingress: [entry],
    egress: [],
  });
  const all = [...net(), group("1", [any]), machine("1")];
  const answer = (...configured: readonly One[]): string => {
    const kinds = [...new Set(configured.map(({ type }) => type))];
    const resource = Object.fromEntries(
      kinds.map((kind) => [
        kind,
        Object.fromEntries(configured.flatMap(({ type, name }) => (type === kind ? [[name, {}]] : []))),
      ]),
    );
    const proof = new Proof(
      facts(plan("plan.json", [...all, acl]), { name: "cdk.tf.json", text: JSON.stringify({ resource }) }),
    );
    return String(proof.between(proof.findPlace(internetId), proof.tryFindPlaceOf("aws_instance.1")!).may);
  };
  expect(answer(...all, acl)).toBe("nothing");
  expect(answer(...all)).toBe("all");
});

describe("public access is blocked in one Region", () => {
  const block = (region: string): One =>
    one("aws_vpc_block_public_access_options", "b", {
      aws_region: region,
      internet_gateway_block_mode: "block-bidirectional",
    });
  const all = [...net("eu-west-1"), group("1", [any]), machine("1")];

  test("which a state tells", () => {
    expect(mayEnter("aws_instance.1", ...all, block("eu-west-1"))).toBe("nothing");
    expect(mayEnter("aws_instance.1", ...all, block("us-east-1"))).toBe("all");
  });

  test("and a state of several is in none for sure", () => {
    const { vpcs } = facts(
      state("s.tfstate", [
        ...all,
        one("aws_subnet", "x", { ...home, id: "subnet-00000009", availability_zone: "us-east-1a" }),
        one("aws_vpc", "w", { id: "vpc-00000009", cidr_block: "10.1.0.0/16" }),
      ]),
    );
    expect(
      vpcs.map(({ region }) => ("exact" in region ? region.exact : "unknown" in region ? region.unknown.detail : "")),
    ).toEqual(["eu-west-1", "the state has objects of several Regions"]);
  });

  test.each([
    ["the Region of another provider is not known", [{}, { alias: "west", region: "eu-west-1" }], "all"],
    ["neither is known", [{}, { alias: "west", region: "${var.west}" }], "all"],
    ["both are of one provider", [{}, { alias: "west" }], "nothing"],
  ])("%s", (told, aws, answer) => {
    const provider = told.startsWith("both") ? {} : { provider: "aws.west" };
    const vpc_id = "${aws_vpc.v.id}";
    const resource = {
      aws_vpc: { v: { ...provider, cidr_block: "10.0.0.0/16" } },
      aws_subnet: { s: { vpc_id, cidr_block: "10.0.0.0/24" } },
      aws_internet_gateway: { i: { vpc_id } },
      aws_default_route_table: {
        m: {
          default_route_table_id: "${aws_vpc.v.default_route_table_id}",
          route: [{ cidr_block: "0.0.0.0/0", gateway_id: "${aws_internet_gateway.i.id}" }],
        },
      },
      aws_security_group: { g: { vpc_id, ingress: [any], egress: [any] } },
      aws_instance: {
        i: {
          subnet_id: "${aws_subnet.s.id}",
          vpc_security_group_ids: ["${aws_security_group.g.id}"],
          associate_public_ip_address: true,
        },
      },
      aws_vpc_block_public_access_options: { b: { internet_gateway_block_mode: "block-bidirectional" } },
    };
    const text = JSON.stringify({ resource, provider: { aws }, variable: { west: {} } });
    const proof = new Proof(facts({ name: "cdk.tf.json", text }));
    expect(String(proof.between(proof.findPlace(internetId), proof.tryFindPlaceOf("aws_instance.i")!).may)).toBe(
      answer,
    );
  });
});

test("a transit gateway may propagate into another table than it associates with", () => {
  const tgw = { transit_gateway_id: "tgw-00000001" };
  const vpcOf = (at: number): readonly One[] => {
    const [n, block] = [String(at), `10.${String(at)}.0.0/16`];
    const there = { vpc_id: `vpc-0000000${n}` };
    return [
      one("aws_vpc", n, {
        id: there.vpc_id,
        cidr_block: block,
        default_route_table_id: `rtb-0000000${n}`,
        default_network_acl_id: `acl-0000000${n}`,
      }),
      one("aws_subnet", n, { ...there, id: `subnet-0000000${n}`, cidr_block: block }),
      one("aws_security_group", n, { ...there, id: `sg-0000000${n}`, ingress: [any], egress: [any] }),
      one("aws_instance", n, {
        id: `i-0000000${n}`,
        subnet_id: `subnet-0000000${n}`,
        vpc_security_group_ids: [`sg-0000000${n}`],
      }),
      one("aws_default_route_table", n, {
        ...there,
        id: `rtb-0000000${n}`,
        default_route_table_id: `rtb-0000000${n}`,
        route: [{ cidr_block: "10.0.0.0/8", ...tgw }],
      }),
      one("aws_ec2_transit_gateway_vpc_attachment", n, {
        ...tgw,
        ...there,
        id: `tgw-attach-0000000${n}`,
        subnet_ids: [`subnet-0000000${n}`],
        transit_gateway_default_route_table_association: true,
        transit_gateway_default_route_table_propagation: false,
      }),
      one("aws_ec2_transit_gateway_route", n, {
        destination_cidr_block: block,
        transit_gateway_attachment_id: `tgw-attach-0000000${n}`,
        transit_gateway_route_table_id: "tgw-rtb-00000001",
      }),
    ];
  };
  const defaults = {
    association_default_route_table_id: "tgw-rtb-00000001",
    propagation_default_route_table_id: "tgw-rtb-00000002",
  };
  const all = [
    ...vpcOf(1),
    ...vpcOf(2),
    one("aws_ec2_transit_gateway", "t", {
      id: tgw.transit_gateway_id,
      default_route_table_association: "enable",
      default_route_table_propagation: "enable",
      ...defaults,
    }),
    one("aws_ec2_transit_gateway_route_table", "a", { ...tgw, id: "tgw-rtb-00000001" }),
    one("aws_ec2_transit_gateway_route_table", "p", { ...tgw, id: "tgw-rtb-00000002" }),
  ];
  const proof = new Proof(facts(state("s.tfstate", all)));
  const [from, to] = ["aws_instance.1", "aws_instance.2"].map((name) => proof.tryFindPlaceOf(name)!);
  expect(String(proof.between(from!, to!).may)).toBe("all");
});

test.each<[string, Values]>([
  ["no id", { id: null }],
  ["an id that is no text", { id: [["sg"]] }],
])("a state is not complete with an object that has %s: a link may mean it", (_, id) => {
  const { type, name, attributes } = group("1", []);
  const told = facts(state("s.tfstate", [...net(), one(type, name, { ...attributes, ...id })]));
  expect(told.incomplete.map(({ at, detail }) => `${at}: ${detail}`)).toEqual([
    "aws_security_group.1.id: the id cannot be read, and links go by it",
  ]);
});

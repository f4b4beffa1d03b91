/** Interfaces that were in no place, or of which the proof knew less than it said. */
import { Transport } from "../../lib/model";
import { Proof } from "../../lib/verify";
import { facts } from "../terraform/read";
import { a, any, machine, mayEnter, open, proofWith, shut, vpc, type Body, type Kinds } from "./open-network";

const b = "${aws_subnet.b.id}";
const eni = "eni-0123456789abcdef0";
const template = (name: string, ...network_interfaces: readonly Body[]): Kinds => ({
  aws_launch_template: { [name]: { network_interfaces } },
});
const second = template(
  "t",
  { device_index: 0, security_groups: [shut] },
  { device_index: 1, subnet_id: b, security_groups: [open] },
);
const named = [{ id: "${aws_launch_template.t.id}" }];
const group = (launch_template: readonly Body[]): Kinds => ({
  aws_autoscaling_group: { c: { vpc_zone_identifier: [a], launch_template } },
});
const closed = { aws_launch_template: { t: { vpc_security_group_ids: [shut] } } };

test.each<[string, string, Kinds, Kinds?]>([
  [
    "an interface that no input describes",
    "aws_instance.a",
    { aws_instance: { a: { network_interface: [{ device_index: 0, network_interface_id: eni }] } } },
  ],
  [
    "an interface that is not known",
    "aws_instance.a.network_interface",
    { aws_instance: { a: { network_interface: [{ device_index: 0, network_interface_id: "${var.u}" }] } } },
  ],
  [
    "a first interface that is not known",
    "aws_instance.a.network_interface",
    { aws_instance: { a: { primary_network_interface: [{ network_interface_id: "${var.u}" }] } } },
  ],
  [
    "an interface that is attached and not described",
    "aws_network_interface_attachment.x",
    {
      aws_instance: { a: { ...machine, vpc_security_group_ids: [shut] } },
      aws_network_interface_attachment: {
        x: { device_index: 1, instance_id: "${aws_instance.a.id}", network_interface_id: eni },
      },
    },
  ],
  [
    "an instance that says itself what its first interface is like",
    "aws_instance.a",
    { aws_instance: { a: { ...machine, primary_network_interface: [{ network_interface_id: eni }] } } },
  ],
  [
    "an interface that is looked up may have an Elastic IP",
    "data.aws_network_interface.n",
    {},
    { aws_network_interface: { n: { id: eni } } },
  ],
  [
    "a template of a version that is told by its number",
    "aws_autoscaling_group.c",
    { ...closed, ...group([{ ...named[0], version: "3" }]) },
  ],
  [
    "a template whose default version is kept",
    "aws_autoscaling_group.c",
    {
      aws_launch_template: { t: { vpc_security_group_ids: [shut], default_version: 1 } },
      ...group([{ ...named[0], version: "$Default" }]),
    },
  ],
  [
    "a Multi-AZ DB cluster",
    "aws_rds_cluster.c",
    {
      aws_db_subnet_group: { g: { name: "g", subnet_ids: [a] } },
      aws_rds_cluster: {
        c: { db_cluster_instance_class: "db.m6gd.large", db_subnet_group_name: "g", vpc_security_group_ids: [open] },
      },
    },
  ],
  [
    "desktops, which AWS puts into a group of its own beside the one that is named",
    "aws_workspaces_directory.w",
    {
      aws_workspaces_directory: {
        w: { subnet_ids: [a], workspace_creation_properties: [{ custom_security_group_id: shut }] },
      },
    },
  ],
  [
    "machines of a compute environment whose template names their groups",
    "aws_batch_compute_environment.c",
    {
      ...closed,
      aws_batch_compute_environment: {
        c: { compute_resources: [{ subnets: [a], launch_template: [{ launch_template_id: named[0]!.id }] }] },
      },
    },
  ],
  [
    "spaces of a domain that have groups of their own",
    "aws_sagemaker_domain.d",
    {
      aws_sagemaker_domain: {
        d: {
          subnet_ids: [a],
          app_network_access_type: "VpcOnly",
          default_user_settings: [{ security_groups: [shut] }],
          default_space_settings: [{ security_groups: [open] }],
        },
      },
    },
  ],
  [
    "nodes of a cluster in auto mode",
    "aws_eks_cluster.c",
    { aws_eks_cluster: { c: { compute_config: [{ enabled: true }], vpc_config: [{ subnet_ids: [a] }] } } },
  ],
  [
    "managed instances of ECS",
    "aws_ecs_capacity_provider.c",
    {
      aws_ecs_capacity_provider: {
        c: {
          managed_instances_provider: [
            { instance_launch_template: [{ network_configuration: [{ subnets: [a], security_groups: [open] }] }] },
          ],
        },
      },
    },
  ],
])("%s", (_, ...[to, more, data]) => {
  expect(mayEnter(to, more, data)).toBe("all");
});

const database = (more: Body): Kinds => ({
  aws_db_subnet_group: { g: { name: "g", subnet_ids: [a] } },
  aws_db_option_group: {
    open: { name: "open", option: [{ option_name: "OEM", port: 5500, vpc_security_group_memberships: [open] }] },
    none: { name: "none", option: [{ option_name: "Timezone" }] },
  },
  aws_db_instance: {
    d: { db_subnet_group_name: "g", vpc_security_group_ids: [shut], publicly_accessible: true, ...more },
  },
});

test.each<[string, Body, string]>([
  ["an option group", { option_group_name: "${aws_db_option_group.open.name}" }, "all"],
  ["an option group by its name", { option_group_name: "open" }, "all"],
  ["an option group that is not known", { option_group_name: "${var.u}" }, "all"],
  ["an option group that no input describes", { option_group_name: "another" }, "all"],
  ["the option group of the database that it is a copy of", { replicate_source_db: "${aws_db_instance.s.id}" }, "all"],
  ["an option group without groups", { option_group_name: "${aws_db_option_group.none.name}" }, "nothing"],
  ["an option group of AWS", { option_group_name: "default:oracle-se2-19" }, "nothing"],
  ["no option group", {}, "nothing"],
])("a database of %s may be in the groups that its options use", (_, more, passes) => {
  expect(mayEnter("aws_db_instance.d", database(more))).toBe(passes);
  const { interfaces } = proofWith(database(more)).facts;
  expect(interfaces.find(({ id }) => id === "aws_db_instance.d")?.groups).toContainEqual({
    how: "symbol",
    to: "aws_security_group.shut",
  });
});

test.each(["aws_instance", "aws_spot_instance_request"])(
  "%s may send from an address that AWS picks beside the second ones that are written",
  (type) => {
    const low = { ...any, cidr_blocks: ["10.0.0.0/28"], ipv6_cidr_blocks: [] };
    const more: Kinds = {
      aws_security_group: { low: { ...vpc, ingress: [low], egress: [any] } },
      [type]: { c: { ...machine, secondary_private_ips: ["10.0.0.50"] } },
      aws_network_interface: { n: { subnet_id: b, security_groups: ["${aws_security_group.low.id}"] } },
    };
    const between = (resource: Kinds) => {
      const proof = proofWith(resource);
      const [from, to] = [`${type}.c`, "aws_network_interface.n"].map((name) => proof.tryFindPlaceOf(name)!);
      return String(proof.between(from!, to!).may);
    };
    expect(between(more)).toBe("all");
    const told = { ...machine, private_ip: "10.0.0.51", secondary_private_ips: ["10.0.0.50"] };
    expect(between({ ...more, [type]: { c: told } })).toBe("nothing");
  },
);

test.each<[string, Body]>([
  ["the latest version", { version: "$Latest" }],
  ["the latest version by its attribute", { version: "${aws_launch_template.t.latest_version}" }],
  ["the default version of a template that has one alone", {}],
])("a template of %s is what the inputs tell", (_, more) => {
  expect(mayEnter("aws_autoscaling_group.c", { ...closed, ...group([{ ...named[0], ...more }]) })).toBe("nothing");
});

test.each<[string, Kinds]>([
  ["a group", group(named)],
  ["an instance", { aws_instance: { a: { subnet_id: a, launch_template: named } } }],
])("%s may have an interface in each subnet that its template names", (_, more) => {
  const { places } = proofWith({ ...second, ...more });
  const found = places.filter(({ type }) => type === "interfaces").flatMap(({ spots }) => spots);
  expect(found.map(({ subnet }) => subnet?.id)).toEqual(["aws_subnet.a", "aws_subnet.b"]);
});

test("a state says which version is the default", () => {
  const state = (version: number) => {
    const one = (type: string, attributes: Body) => ({ mode: "managed", type, name: "x", instances: [{ attributes }] });
    const resources = [
      one("aws_vpc", { id: "vpc-00000001", cidr_block: "10.0.0.0/16" }),
      one("aws_subnet", { id: "subnet-00000001", vpc_id: "vpc-00000001", cidr_block: "10.0.0.0/24" }),
      one("aws_security_group", { id: "sg-00000001", vpc_id: "vpc-00000001", ingress: [], egress: [] }),
      one("aws_launch_template", {
        id: "lt-00000001",
        default_version: 1,
        latest_version: version,
        vpc_security_group_ids: ["sg-00000001"],
      }),
      one("aws_autoscaling_group", {
        id: "g",
        vpc_zone_identifier: ["subnet-00000001"],
        launch_template: [{ id: "lt-00000001", version: "$Default" }],
      }),
    ];
    const base = facts({ name: "s", text: JSON.stringify({ version: 4, lineage: "l", serial: 1, resources }) });
    return base.interfaces[0]?.moreGroups?.detail;
  };
  expect([state(1), state(2)]).toEqual([undefined, "which launch template an instance has is not known"]);
});

test("addresses that are delegated to an interface as a block are its own", () => {
  const one = (type: string, name: string, attributes: Body) => ({
    mode: "managed",
    type,
    name,
    instances: [{ attributes }],
  });
  const card = (name: string, more: Body) =>
    one("aws_network_interface", name, {
      id: `eni-0000000${name}`,
      subnet_id: "subnet-00000001",
      security_groups: ["sg-00000001"],
      ...more,
    });
  const rule = { protocol: "-1", from_port: 0, to_port: 0, cidr_blocks: ["10.0.0.16/28"] };
  const resources = [
    one("aws_vpc", "v", { id: "vpc-00000001", cidr_block: "10.0.0.0/16" }),
    one("aws_subnet", "s", { id: "subnet-00000001", vpc_id: "vpc-00000001", cidr_block: "10.0.0.0/24" }),
    one("aws_security_group", "g", {
      id: "sg-00000001",
      vpc_id: "vpc-00000001",
      ingress: [rule],
      egress: [{ ...rule, cidr_blocks: ["0.0.0.0/0"] }],
    }),
    card("1", {
      private_ips: ["10.0.0.5"],
      ipv4_prefixes: ["10.0.0.16/28"],
      ipv6_addresses: [],
      ipv6_prefixes: ["2600:1f00::/80"],
    }),
    card("2", { private_ips: ["10.0.0.9"], ipv4_prefixes: [] }),
  ];
  const base = facts({ name: "s", text: JSON.stringify({ version: 4, lineage: "l", serial: 1, resources }) });
  const proof = new Proof(base);
  const [from, to] = ["1", "2"].map((name) => proof.tryFindPlaceOf(`aws_network_interface.${name}`)!);
  expect(String(proof.between(from!, to!).may)).toBe("all");
  expect(base.interfaces[0]?.ipv6).toEqual({ exact: true });
});

test.each<[string, Kinds, boolean]>([
  ["a notebook", { aws_sagemaker_notebook_instance: { n: { subnet_id: a, security_groups: [shut] } } }, true],
  [
    "a notebook whose way to the internet is switched off",
    {
      aws_sagemaker_notebook_instance: {
        n: { subnet_id: a, security_groups: [shut], direct_internet_access: "Disabled" },
      },
    },
    false,
  ],
  ["a domain", { aws_sagemaker_domain: { n: { subnet_ids: [a] } } }, true],
  [
    "a domain for its VPC alone",
    { aws_sagemaker_domain: { n: { subnet_ids: [a], app_network_access_type: "VpcOnly" } } },
    false,
  ],
])("what SageMaker gives %s beside its interface in the VPC is named", (_, more, isThere) => {
  const { unread } = proofWith(more).facts;
  expect(unread.map(({ why }) => why.includes("SageMaker"))).toEqual(isThere ? [true] : []);
});

/** A database in subnets a and b, of which the ACL of b lets nothing through, and a machine that asks it. */
const inSome = (more: Body, type = "aws_db_instance", subnets: readonly string[] = [a, b]): Kinds => ({
  aws_subnet: {
    a: { ...vpc, cidr_block: "10.0.0.0/24", availability_zone: "us-east-1a" },
    b: { ...vpc, cidr_block: "10.0.1.0/24", availability_zone: "us-east-1b" },
    c: { ...vpc, cidr_block: "10.0.2.0/24" },
  },
  aws_network_acl: { b: { ...vpc, subnet_ids: [b] } },
  aws_db_subnet_group: { g: { name: "g", subnet_ids: subnets } },
  aws_instance: { m: { subnet_id: "${aws_subnet.c.id}", vpc_security_group_ids: [open] } },
  [type]: { d: { db_subnet_group_name: "g", vpc_security_group_ids: [open], ...more } },
});

function answer(resource: Kinds, to: string): string {
  const proof = proofWith(resource);
  const [from, at] = ["aws_instance.m", to].map((name) => proof.tryFindPlaceOf(name)!);
  const { must, may } = proof.between(from!, at!);
  const { verdict } = proof.explain(from!, at!, Transport.ports("tcp", 3306, 3306));
  return `${verdict}, ${String(must)}, ${String(may)}`;
}

test.each<[string, string, Kinds]>([
  ["is in one subnet of its group", "undecided, nothing, all", inSome({})],
  ["is in the zone of a shut subnet", "blocked, nothing, nothing", inSome({ availability_zone: "us-east-1b" })],
  ["is in the zone of an open subnet", "allowed, all, all", inSome({ availability_zone: "us-east-1a" })],
  ["is in a zone that is not known", "undecided, nothing, all", inSome({ availability_zone: "${var.u}" })],
  ["has a standby in the other subnet", "allowed, all, all", inSome({ multi_az: true })],
  ["may have a standby", "undecided, nothing, all", inSome({ multi_az: "${var.f}", availability_zone: "us-east-1b" })],
  ["is in one subnet of two that are both open", "allowed, all, all", inSome({}, undefined, [a, "${aws_subnet.c.id}"])],
])("a database that %s", (_, expected, resource) => {
  expect(answer(resource, "aws_db_instance.d")).toBe(expected);
});

test("a cluster is in some subnets of its group, and not surely in each", () => {
  expect(answer(inSome({}, "aws_rds_cluster"), "aws_rds_cluster.d")).toBe("undecided, nothing, all");
  const both = inSome({}, "aws_rds_cluster", [a, "${aws_subnet.c.id}"]);
  expect(answer(both, "aws_rds_cluster.d")).toBe("allowed, all, all");
});

test("what is in one subnet or another reaches what all of them reach, and claims of it are open where they differ", () => {
  const proof = proofWith(inSome({}));
  const [m, d] = ["aws_instance.m", "aws_db_instance.d"].map((name) => proof.tryFindPlaceOf(name)!);
  expect(proof.places.map(({ id }) => id)).toContain("aws_subnet.a × aws_security_group.open (or in aws_subnet.b)");
  expect(proof.claims.reaches(m!, d!).map(({ verdict }) => verdict)).toEqual(["undecided"]);
  expect(proof.claims.isolated(m!, d!).map(({ verdict }) => verdict)).toEqual(["undecided", "undecided"]);
  const both = proofWith(inSome({}, undefined, [a, "${aws_subnet.c.id}"]));
  const ends = ["aws_instance.m", "aws_db_instance.d"].map((name) => both.tryFindPlaceOf(name)!);
  expect(both.claims.reaches(ends[0]!, ends[1]!)).toEqual([]);
});

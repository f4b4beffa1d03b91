/** What a data source looks up may be what the inputs describe: what is done to the one is then done to the other. */
import { Proof, internetId } from "../../lib/verify";
import { configuration, facts, factsOf } from "../terraform/read";
import { a, any, base, machine, mayEnter, open, shut, vpc, type Body, type Kinds } from "./open-network";

const found = (type: string): string => `\${data.${type}.d.id}`;
const all = { protocol: "-1", from_port: 0, to_port: 0, cidr_blocks: ["0.0.0.0/0"] };
const rules = (security_group_id: string): Kinds => ({
  aws_security_group_rule: {
    in: { ...all, type: "ingress", security_group_id },
    out: { ...all, type: "egress", security_group_id },
  },
});
const way = { cidr_block: "0.0.0.0/0", gateway_id: "${aws_internet_gateway.i.id}" };
/** The machine's subnet has no way out, by a table that may be looked up. */
const wayless: Kinds = {
  aws_default_route_table: { m: { default_route_table_id: "${aws_vpc.v.default_route_table_id}", route: [] } },
  aws_route_table: { pub: { ...vpc, route: [way] } },
  aws_instance: { a: machine },
};
const associated: Kinds = {
  ...wayless,
  aws_route_table_association: { x: { route_table_id: "${aws_route_table.pub.id}", subnet_id: found("aws_subnet") } },
};
const routed = (route_table_id: string): Kinds => ({
  ...wayless,
  aws_route: { x: { destination_cidr_block: "0.0.0.0/0", gateway_id: way.gateway_id, route_table_id } },
});
const hidden = { ...machine, associate_public_ip_address: false };
const eip = (network_interface: string): Kinds => ({
  aws_network_interface: { n: { subnet_id: a, security_groups: [open], tags: { Name: "n" } } },
  aws_eip: { e: { network_interface } },
});
const closed = { aws_instance: { a: { ...machine, vpc_security_group_ids: ["${aws_security_group.x.id}"] } } };
const tagged = (Name: string) => ({ filter: [{ name: "tag:Name", values: [Name] }] });

test.each<[string, string, Kinds, Kinds]>([
  [
    "a group by its name",
    "aws_instance.a",
    { ...closed, aws_security_group: { x: { ...vpc, name: "x" } }, ...rules(found("aws_security_group")) },
    { aws_security_group: { d: { name: "x" } } },
  ],
  [
    "a group of a VPC that is described",
    "aws_instance.a",
    { ...closed, aws_security_group: { x: vpc }, ...rules(found("aws_security_group")) },
    { aws_security_group: { d: vpc } },
  ],
  [
    "a subnet by its tags",
    "aws_instance.a",
    { ...associated, aws_subnet: { a: { ...vpc, cidr_block: "10.0.0.0/24", tags: { Name: "a" } } } },
    { aws_subnet: { d: tagged("a") } },
  ],
  [
    "the table of a subnet",
    "aws_instance.a",
    routed(found("aws_route_table")),
    { aws_route_table: { d: { subnet_id: a } } },
  ],
  [
    "a table by its id",
    "aws_instance.a",
    routed(found("aws_route_table")),
    { aws_route_table: { d: { route_table_id: "${aws_vpc.v.default_route_table_id}" } } },
  ],
  [
    "the main table of a VPC",
    "aws_instance.a",
    routed("${data.aws_vpc.d.main_route_table_id}"),
    { aws_vpc: { d: { cidr_block: "10.0.0.0/16" } } },
  ],
  [
    "an interface by its tags",
    "aws_network_interface.n",
    eip(found("aws_network_interface")),
    { aws_network_interface: { d: tagged("n") } },
  ],
  [
    "an instance of a subnet",
    "aws_instance.a",
    { aws_instance: { a: hidden }, aws_eip: { e: { instance: found("aws_instance") } } },
    { aws_instance: { d: { filter: [{ name: "subnet-id", values: [a] }] } } },
  ],
  [
    "a prefix list by its name",
    "aws_instance.a",
    {
      ...closed,
      aws_ec2_managed_prefix_list: { l: { address_family: "IPv4", max_entries: 5, name: "l" } },
      aws_security_group: {
        x: {
          ...vpc,
          egress: [any],
          ingress: [
            { protocol: "-1", from_port: 0, to_port: 0, prefix_list_ids: ["${aws_ec2_managed_prefix_list.l.id}"] },
          ],
        },
      },
      aws_ec2_managed_prefix_list_entry: {
        e: { cidr: "0.0.0.0/0", prefix_list_id: found("aws_ec2_managed_prefix_list") },
      },
    },
    { aws_ec2_managed_prefix_list: { d: { name: "l" } } },
  ],
])("%s", (_, ...[to, more, data]) => {
  expect(mayEnter(to, more, data)).toBe("all");
});

const filtered = (name: string, ...values: string[]) => ({ filter: [{ name, values }] });

test.each<[string, Body, Body]>([
  ["by a name with a wildcard", { name: "app-1" }, { name: "app-*" }],
  ["by a tag with a wildcard", { name: "x", tags: { Name: "app-1" } }, { tags: { Name: "app-?" } }],
  ["by a tag in a filter with a wildcard", { name: "x", tags: { Name: "app-1" } }, tagged("a*1")],
  ["by the name in a filter", { name: "x" }, filtered("group-name", "x")],
  ["by one of two names", { name: "x" }, filtered("group-name", "y", "x")],
  ["by one of two tags", { name: "x", tags: { Tier: "app" } }, filtered("tag:Tier", "db", "app")],
  ["by the key of a tag", { name: "x", tags: { Tier: "app" } }, filtered("tag-key", "Tier")],
  ["by one block of a filter", { name: "x" }, { filter: { name: "group-name", values: ["x"] } }],
  ["by what is not compared", { name: "x" }, filtered("description", "y")],
  ["by a name that the provider gives", {}, { name: "terraform-1" }],
  ["by a name that begins as its own", { name_prefix: "app-" }, { name: "app-1" }],
])("a group of one's own stack may be found %s", (_, own, asked) => {
  const more = { ...closed, aws_security_group: { x: { ...vpc, ...own } }, ...rules(found("aws_security_group")) };
  expect(mayEnter("aws_instance.a", more, { aws_security_group: { d: asked } })).toBe("all");
});

test.each<[string, Body, Body]>([
  ["of another name", { name: "x" }, { ...vpc, name: "y" }],
  ["with another tag", { name: "x", tags: { Name: "x" } }, { ...vpc, tags: { Name: "y" } }],
  ["without the name that is asked for", { name: "x" }, { ...vpc, ...tagged("y") }],
  ["whose name the wildcards do not meet", { name: "app-10" }, { name: "app-?" }],
  ["whose wildcard is meant as it is", { name: "app-1" }, { name: "app-\\\\*" }],
  ["of none of the names", { name: "x" }, filtered("group-name", "y", "z*")],
  ["without the key of the tag", { name: "x", tags: { Tier: "app" } }, filtered("tag-key", "Name")],
  ["without any such tag", { name: "x" }, filtered("tag:Tier", "*")],
  ["whose name the provider gives", {}, { name: "bastion" }],
  ["that is not the default one", { name: "x" }, filtered("group-name", "default")],
  ["of another VPC by its id", { name: "x" }, { name: "x", vpc_id: "vpc-0123456789abcdef0" }],
  ["that its stack asks nothing about", { name: "x" }, { filter: [] }],
])("a group %s is another one", (_, own, asked) => {
  const more = { ...closed, aws_security_group: { x: { ...vpc, ...own } }, ...rules(found("aws_security_group")) };
  expect(mayEnter("aws_instance.a", more, { aws_security_group: { d: asked } })).toBe("nothing");
});

test("another stack may look up what this one makes", () => {
  const one = configuration(
    { resource: { ...base, aws_instance: { a: { ...machine, vpc_security_group_ids: [shut] } } } },
    "one/cdk.tf.json",
  );
  const answer = (data: Body): string => {
    const two = configuration(
      { resource: rules(found("aws_security_group")), data: { aws_security_group: { d: data } } },
      "two/cdk.tf.json",
    );
    const proof = new Proof(facts(one, two));
    return String(proof.between(proof.findPlace(internetId), proof.tryFindPlaceOf("aws_instance.a")!).may);
  };
  expect(answer({ filter: [] })).toBe("all");
  expect(answer(tagged("other"))).toBe("nothing");
});

test("what gives tags gives the name that is asked for", () => {
  const answer = (rest: object, resource: Body = {}): string => {
    const one = configuration(
      {
        ...rest,
        resource: { ...base, aws_instance: { a: { ...machine, vpc_security_group_ids: [shut] } }, ...resource },
      },
      "one/cdk.tf.json",
    );
    const two = configuration(
      { resource: rules(found("aws_security_group")), data: { aws_security_group: { d: tagged("app") } } },
      "two/cdk.tf.json",
    );
    const proof = new Proof(facts(one, two));
    return String(proof.between(proof.findPlace(internetId), proof.tryFindPlaceOf("aws_instance.a")!).may);
  };
  const tag = (resource_id: string, key: string, value: string) => ({
    aws_ec2_tag: { t: { resource_id, key, value } },
  });
  const given = (Name: string) => ({ provider: { aws: [{ default_tags: [{ tags: { Name } }] }] } });
  expect([answer(given("app")), answer(given("${var.name}")), answer(given("other"))]).toEqual([
    "all",
    "all",
    "nothing",
  ]);
  expect([answer({}, tag(shut, "Name", "app")), answer({}, tag("${var.id}", "Name", "app"))]).toEqual(["all", "all"]);
  expect([answer({}, tag(shut, "Name", "b")), answer({}, tag(shut, "Tier", "app"))]).toEqual(["nothing", "nothing"]);
  expect(answer({}, tag(a, "Name", "app"))).toBe("nothing");
});

test("a default VPC that is looked up may be that of another stack, and no other VPC", () => {
  const routes = (resource: object) => {
    const other = {
      data: { aws_vpc: { d: { default: true } } },
      resource: {
        aws_route: {
          r: {
            route_table_id: "${data.aws_vpc.d.main_route_table_id}",
            destination_cidr_block: "0.0.0.0/0",
            gateway_id: "igw-0123456789abcdef0",
          },
        },
      },
    };
    const { routes: all } = facts(
      configuration({ resource }, "one/cdk.tf.json"),
      configuration(other, "two/cdk.tf.json"),
    );
    return all.filter(({ id }) => id === "aws_route.r").map(({ table }) => table.how);
  };
  expect(routes({ aws_default_vpc: { v: {} } })).toEqual(["ambiguous"]);
  expect(routes({ aws_vpc: { v: { cidr_block: "10.0.0.0/16" } } })).toEqual(["symbol"]);
});

test("an attachment that is looked up may be any", () => {
  const attachment = (name: string) => ({
    transit_gateway_id: "${aws_ec2_transit_gateway.t.id}",
    vpc_id: "${aws_vpc.v.id}",
    subnet_ids: ["${aws_subnet.s.id}"],
    tags: { name },
  });
  const { transitPropagations } = factsOf(
    {
      aws_vpc: { v: { cidr_block: "10.0.0.0/16" } },
      aws_subnet: { s: { ...vpc, cidr_block: "10.0.0.0/24" } },
      aws_ec2_transit_gateway: {
        t: { default_route_table_association: "disable", default_route_table_propagation: "disable" },
      },
      aws_ec2_transit_gateway_route_table: { r: { transit_gateway_id: "${aws_ec2_transit_gateway.t.id}" } },
      aws_ec2_transit_gateway_vpc_attachment: { a: attachment("a"), b: attachment("b") },
      aws_ec2_transit_gateway_route_table_propagation: {
        p: {
          transit_gateway_route_table_id: "${aws_ec2_transit_gateway_route_table.r.id}",
          transit_gateway_attachment_id: found("aws_ec2_transit_gateway_attachment"),
        },
      },
    },
    { data: { aws_ec2_transit_gateway_attachment: { d: {} } } },
  );
  expect(transitPropagations.map(({ attachment: { how } }) => how)).toEqual(["unknown"]);
});

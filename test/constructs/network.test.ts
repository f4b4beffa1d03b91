import { services } from "../../lib";
import {
  countsOf,
  ofType,
  resourcesOf,
  synthesize,
  synthesizeNetwork,
  hospital,
  type Synthesized,
  type TerraformJson,
} from "./synth";

/** Two segments in two zones, and one conduit. */
let two: Synthesized;

beforeAll(() => {
  two = synthesizeNetwork((network) => {
    const server = network.addClinicalSegment("server");
    const engine = network.addIntegrationSegment("engine");
    server.allowTo(engine, services.hl7Mllp, { reason: "Results" });
  });
});

test("A two-zone segment costs 8 resources, a conduit 2, and the network 4.", () => {
  expect(countsOf(two.terraform)).toEqual({
    aws_vpc: 1,
    aws_default_security_group: 1,
    aws_default_network_acl: 1,
    aws_default_route_table: 1,
    aws_subnet: 4,
    aws_route_table: 4,
    aws_route_table_association: 4,
    aws_network_acl: 2,
    aws_security_group: 2,
    aws_vpc_security_group_egress_rule: 1,
    aws_vpc_security_group_ingress_rule: 1,
  });
  expect(two.terraform.data).toBeUndefined();
});

test("Each conduit and service costs two rules, and nothing else.", () => {
  const { terraform } = synthesizeNetwork((network) => {
    const server = network.addClinicalSegment("server");
    const time = network.addSharedServicesSegment("time");
    server.allowTo(time, [services.ntp, services.dns, services.dnsTcp], { reason: "Names and time" });
  });
  expect(countsOf(terraform)).toEqual({
    ...countsOf(two.terraform),
    aws_vpc_security_group_egress_rule: 3,
    aws_vpc_security_group_ingress_rule: 3,
  });
});

test("Terraform addresses are pinned: a change of one replaces what runs, so it needs a major version.", () => {
  expect([...resourcesOf(two.terraform).keys()].sort()).toEqual([
    "aws_default_network_acl.network_LockDown_NetworkAcl_DF5F760C",
    "aws_default_route_table.network_LockDown_RouteTable_50E73072",
    "aws_default_security_group.network_LockDown_SecurityGroup_7DA727D6",
    "aws_network_acl.network_engine_NetworkAcl_FCC312AC",
    "aws_network_acl.network_server_NetworkAcl_99D7A169",
    "aws_route_table.network_engine_Subnets_us-east-1a_RouteTable_397BBEEC",
    "aws_route_table.network_engine_Subnets_us-east-1b_RouteTable_95EB856B",
    "aws_route_table.network_server_Subnets_us-east-1a_RouteTable_2412E61D",
    "aws_route_table.network_server_Subnets_us-east-1b_RouteTable_6B69FA15",
    "aws_route_table_association.network_engine_Subnets_us-east-1a_RouteTableAssociation_00E00259",
    "aws_route_table_association.network_engine_Subnets_us-east-1b_RouteTableAssociation_02E7E2A6",
    "aws_route_table_association.network_server_Subnets_us-east-1a_RouteTableAssociation_B5F32F99",
    "aws_route_table_association.network_server_Subnets_us-east-1b_RouteTableAssociation_074B7288",
    "aws_security_group.network_engine_SecurityGroup_53259F79",
    "aws_security_group.network_server_SecurityGroup_759AFDD3",
    "aws_subnet.network_engine_Subnets_us-east-1a_Subnet_B58161E6",
    "aws_subnet.network_engine_Subnets_us-east-1b_Subnet_1AE6FD39",
    "aws_subnet.network_server_Subnets_us-east-1a_Subnet_841449B5",
    "aws_subnet.network_server_Subnets_us-east-1b_Subnet_E0B669D1",
    "aws_vpc.network_39EEAA36",
    "aws_vpc_security_group_egress_rule.network_server_SecurityGroup_to_engine_hl7-mllp_59833149",
    "aws_vpc_security_group_ingress_rule.network_engine_SecurityGroup_from_server_hl7-mllp_5C82C3A1",
  ]);
});

test("The subnets of a segment are private, in their zone, and carry its tags.", () => {
  const tags = {
    "cordon:network": "st-marys",
    "cordon:segment": "engine",
    "cordon:kind": "integration",
    "cordon:criticality": "high",
    "cordon:owner": "network team",
    "cordon:data-class": "phi",
  };
  const subnets = ofType(two.terraform, "aws_subnet");
  expect(Object.fromEntries(Object.entries(subnets).filter(([name]) => name.includes("engine")))).toEqual({
    "network_engine_Subnets_us-east-1a_Subnet": {
      vpc_id: "${aws_vpc.network_39EEAA36.id}",
      availability_zone: "us-east-1a",
      cidr_block: "10.40.0.0/26",
      map_public_ip_on_launch: false,
      tags: { ...tags, Name: "st-marys-engine-us-east-1a" },
    },
    "network_engine_Subnets_us-east-1b_Subnet": {
      vpc_id: "${aws_vpc.network_39EEAA36.id}",
      availability_zone: "us-east-1b",
      cidr_block: "10.40.0.64/26",
      map_public_ip_on_launch: false,
      tags: { ...tags, Name: "st-marys-engine-us-east-1b" },
    },
  });
});

test("The VPC's default security group, network ACL and main route table are closed.", () => {
  const tags = { Name: "st-marys-closed", "cordon:network": "st-marys" };
  expect([
    ofType(two.terraform, "aws_default_security_group"),
    ofType(two.terraform, "aws_default_network_acl"),
    ofType(two.terraform, "aws_default_route_table"),
  ]).toEqual([
    { network_LockDown_SecurityGroup: { vpc_id: "${aws_vpc.network_39EEAA36.id}", ingress: [], egress: [], tags } },
    {
      network_LockDown_NetworkAcl: {
        default_network_acl_id: "${aws_vpc.network_39EEAA36.default_network_acl_id}",
        lifecycle: { ignore_changes: ["subnet_ids"] },
        tags,
      },
    },
    {
      network_LockDown_RouteTable: {
        default_route_table_id: "${aws_vpc.network_39EEAA36.default_route_table_id}",
        route: [],
        tags,
      },
    },
  ]);
});

test("A security group has no inline rule and no default way out, and is replaced by a new one before it goes.", () => {
  expect(ofType(two.terraform, "aws_security_group")).toEqual({
    network_engine_SecurityGroup: {
      vpc_id: "${aws_vpc.network_39EEAA36.id}",
      name_prefix: "st-marys-engine-",
      description: "Segment engine (integration)",
      lifecycle: { create_before_destroy: true },
      tags: expect.objectContaining({ Name: "st-marys-engine" }) as unknown,
    },
    network_server_SecurityGroup: {
      vpc_id: "${aws_vpc.network_39EEAA36.id}",
      name_prefix: "st-marys-server-",
      description: "Segment server (clinical)",
      lifecycle: { create_before_destroy: true },
      tags: expect.objectContaining({ Name: "st-marys-server" }) as unknown,
    },
  });
});

test("Nothing routes anywhere, and a route table holds no route of its own.", () => {
  expect(Object.values(ofType(two.terraform, "aws_route_table")).filter((table) => "route" in table)).toEqual([]);
  expect(Object.keys(two.terraform.resource ?? {}).filter((type) => /route$|gateway|peering/.test(type))).toEqual([]);
});

test("A pair without a conduit has no ACL entry and no rule.", () => {
  const { terraform } = synthesizeNetwork((network) => {
    network.addClinicalSegment("one");
    network.addClinicalSegment("other");
  });
  const acls = Object.values(ofType(terraform, "aws_network_acl"));
  expect(acls.map(({ ingress, egress }) => ({ ingress, egress }))).toEqual([
    { ingress: [], egress: [] },
    { ingress: [], egress: [] },
  ]);
  expect(Object.keys(terraform.resource ?? {}).filter((type) => type.includes("rule"))).toEqual([]);
});

test("One output has the id of everything.", () => {
  const zone = (segment: string, name: string, hashes: readonly [string, string]) => ({
    subnet_id: `\${aws_subnet.network_${segment}_Subnets_${name}_Subnet_${hashes[0]}.id}`,
    route_table_id: `\${aws_route_table.network_${segment}_Subnets_${name}_RouteTable_${hashes[1]}.id}`,
  });
  expect(two.terraform.output).toEqual({
    "st-marys": {
      description: "Ids of network st-marys, by segment",
      value: {
        vpc_id: "${aws_vpc.network_39EEAA36.id}",
        segments: {
          engine: {
            cidr_block: "10.40.0.0/24",
            security_group_id: "${aws_security_group.network_engine_SecurityGroup_53259F79.id}",
            network_acl_id: "${aws_network_acl.network_engine_NetworkAcl_FCC312AC.id}",
            zones: {
              "us-east-1a": zone("engine", "us-east-1a", ["B58161E6", "397BBEEC"]),
              "us-east-1b": zone("engine", "us-east-1b", ["1AE6FD39", "95EB856B"]),
            },
          },
          server: {
            cidr_block: "10.40.1.0/24",
            security_group_id: "${aws_security_group.network_server_SecurityGroup_759AFDD3.id}",
            network_acl_id: "${aws_network_acl.network_server_NetworkAcl_99D7A169.id}",
            zones: {
              "us-east-1a": zone("server", "us-east-1a", ["841449B5", "2412E61D"]),
              "us-east-1b": zone("server", "us-east-1b", ["E0B669D1", "6B69FA15"]),
            },
          },
        },
      },
    },
  });
});

describe("With names of 40 characters", () => {
  const long = (start: string): string => start.padEnd(40, "x");
  let terraform: TerraformJson;

  beforeAll(() => {
    const build = synthesizeNetwork(
      (network) => {
        const from = network.addClinicalSegment(long("server-a"));
        const to = network.addIntegrationSegment(long("engine-a"));
        network.addIntegrationSegment(long("engine-b"));
        from.allowTo(to, services.hl7Mllp, { reason: "Ü & 'quoted' > 50 % – ".padEnd(200, "reason ") });
      },
      { name: long("sg-marys") },
    );
    terraform = build.terraform;
  });

  test("the name prefixes of security groups fit with the provider's 26 characters, differ, and do not start with sg-.", () => {
    const prefixes = Object.values(ofType(terraform, "aws_security_group")).map((group) =>
      String(group["name_prefix"]),
    );
    expect(prefixes.filter((prefix) => prefix.length > 74 || prefix.startsWith("sg-"))).toEqual([]);
    expect(new Set(prefixes).size).toBe(3);
  });

  test("tags fit AWS's 256 characters.", () => {
    const tags = [...resourcesOf(terraform).values()].flatMap((config) => Object.values(config["tags"] ?? {}));
    expect(tags.length).toBeGreaterThan(0);
    expect(tags.filter((tag) => String(tag).length > 256)).toEqual([]);
  });

  test("a rule's description is one that AWS takes, and names the conduit and the reason.", () => {
    const rules = [
      ...Object.values(ofType(terraform, "aws_vpc_security_group_egress_rule")),
      ...Object.values(ofType(terraform, "aws_vpc_security_group_ingress_rule")),
    ].map((rule) => String(rule["description"]));
    expect(rules).toHaveLength(2);
    expect(rules[0]).toBe(rules[1]);
    expect(rules[0]).toMatch(/^[A-Za-z0-9 ._\-:/()#,@[\]+=;!*]{1,255}$/);
    expect(rules[0]).toContain(
      `${long("server-a")} to ${long("engine-a")} hl7-mllp: U and quoted to 50 percent - reason`,
    );
  });
});

describe("Two networks in one stack", () => {
  test("are apart, and one intent.json has both.", () => {
    const { terraform, intent } = synthesize((stack) => {
      hospital(stack, { name: "one" }, "first").addClinicalSegment("server");
      hospital(stack, { name: "other" }, "second").addClinicalSegment("server");
    });
    expect(countsOf(terraform)).toMatchObject({ aws_vpc: 2, aws_security_group: 2, aws_network_acl: 2, aws_subnet: 4 });
    expect(intent.networks.map(({ name, resources }) => [name, resources])).toEqual([
      ["one", 12],
      ["other", 12],
    ]);
    expect(Object.keys(terraform.output ?? {})).toEqual(["one", "other"]);
  });
});

test("No ARN has a partition written into it.", () => {
  const { text } = synthesizeNetwork((network) => {
    const server = network.addClinicalSegment("server");
    network.addPrivateServices({ services: ["s3", "ssm"], principals: { organization: "o-abcdefghij" } });
    network.allowPrivateServices(server, ["s3", "ssm"], { reason: "Management" });
    const mirror = network.addDeviceManagementSegment("mirror");
    network.addInternetEgress();
    mirror.allowToInternet(services.https, { reason: "Updates" });
  });
  expect(text.terraform).not.toContain("arn:aws");
  expect(text.terraform).not.toContain("amazonaws");
});

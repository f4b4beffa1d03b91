/** Documents out of shape: a part that is not where it belongs is not passed over. */
import { readFacts } from "../../lib/terraform";
import { facts, factsOf } from "./read";
import { shown } from "./shown";

const refusal = (json: object): string => {
  const read = readFacts([{ name: "in.json", text: JSON.stringify(json) }]);
  if (read.ok) throw new Error("it is not refused");
  const { what, received, allowed } = read.issue;
  return `${what}; received ${received ?? "nothing"}; allowed ${allowed ?? "nothing"}`;
};

const change = { actions: ["create"], after: {}, after_unknown: {} };
const changed = { address: "aws_vpc.v", type: "aws_vpc", change };
const instances = [{ attributes: {} }];
const group = { GroupId: "sg-1", IpPermissions: [], IpPermissionsEgress: [] };
const ends = { RequesterVpcInfo: { VpcId: "vpc-1" }, AccepterVpcInfo: { VpcId: "vpc-2" } };
const peering = { VpcPeeringConnectionId: "pcx-1", Status: { Code: "active" }, ...ends };
const lists = { RouteTables: [], SecurityGroups: [] };

test.each<[string, object, string]>([
  [
    "a resource without a body",
    { resource: { aws_vpc: { v: "x" } } },
    "the configuration is damaged at resource.aws_vpc.v; received a string; allowed an object",
  ],
  [
    "a resource with two bodies",
    { resource: { aws_vpc: { v: [{}, {}] } } },
    "the configuration is damaged at resource.aws_vpc.v; received a list of 2; allowed one body",
  ],
  [
    "a type that is no map of names",
    { resource: { aws_vpc: 7 } },
    "the configuration is damaged at resource.aws_vpc; received a number; allowed an object",
  ],
  [
    "a list of resources with something else in it",
    { resource: [{ aws_vpc: {} }, null] },
    "the configuration is damaged at resource.1; received null; allowed an object",
  ],
  [
    "a change without actions",
    { format_version: "1.2", planned_values: {}, resource_changes: [{ ...changed, change: {} }] },
    "the plan is damaged at resource_changes.0.change.actions; received nothing; allowed a value",
  ],
  [
    "a change of nothing",
    { format_version: "1.2", planned_values: {}, resource_changes: [{ change }] },
    "the plan is damaged at resource_changes.0.address; received nothing; allowed a value",
  ],
  [
    "a module of a plan's configuration that is text",
    {
      format_version: "1.2",
      planned_values: {},
      configuration: { root_module: { module_calls: { m: { module: "x" } } } },
    },
    "the plan is damaged at configuration.root_module.module_calls.m.module; received a string; allowed an object",
  ],
  [
    "a resource of a shown state without values",
    { format_version: "1.0", values: { root_module: { resources: [{ address: "a.b", type: "a", values: [] }] } } },
    "the state is damaged at values.root_module.resources.0.values; received a list; allowed an object",
  ],
  [
    "a resource of a shown state that says nothing of it",
    { format_version: "1.0", values: { root_module: { resources: [{ address: "a.b", type: "a" }] } } },
    "the state is damaged at values.root_module.resources.0.values; received nothing; allowed a value",
  ],
  [
    "a change after which nothing is told of what is there",
    {
      format_version: "1.2",
      planned_values: {},
      resource_changes: [{ ...changed, change: { actions: ["delete", "create"] } }],
    },
    "the plan is damaged at resource_changes.0.change.after; received nothing; allowed a value",
  ],
  [
    "a resource of a state file without a type",
    { version: 4, serial: 1, resources: [{ mode: "managed", name: "v", instances }] },
    "the state file is damaged at resources.0.type; received nothing; allowed a value",
  ],
  [
    "an instance of a state file without attributes",
    { version: 4, serial: 1, resources: [{ mode: "managed", type: "aws_vpc", name: "v", instances: [{}] }] },
    "the state file is damaged at resources.0.instances.0.attributes; received nothing; allowed a value",
  ],
  [
    "a permission without a protocol",
    { ...lists, SecurityGroups: [{ ...group, IpPermissions: [{ FromPort: 22 }] }] },
    "the snapshot is damaged at SecurityGroups.0.IpPermissions.0.IpProtocol; received nothing; allowed a value",
  ],
  [
    "an entry that says no direction",
    {
      ...lists,
      NetworkAcls: [
        {
          NetworkAclId: "acl-1",
          VpcId: "vpc-1",
          Associations: [],
          Entries: [{ RuleNumber: 1, RuleAction: "allow", Protocol: "-1" }],
        },
      ],
    },
    "the snapshot is damaged at NetworkAcls.0.Entries.0.Egress; received nothing; allowed a value",
  ],
  [
    "an attachment whose state is an object",
    { ...lists, InternetGateways: [{ InternetGatewayId: "igw-1", Attachments: [{ VpcId: "vpc-1", State: {} }] }] },
    "the snapshot is damaged at InternetGateways.0.Attachments.0.State; received an object; allowed text",
  ],
  [
    "a group without a list of its rules",
    { ...lists, SecurityGroups: [{ ...group, IpPermissions: undefined }] },
    "the snapshot is damaged at SecurityGroups.0.IpPermissions; received nothing; allowed a value",
  ],
  [
    "a gateway that does not say where it is attached",
    { ...lists, InternetGateways: [{ InternetGatewayId: "igw-1" }] },
    "the snapshot is damaged at InternetGateways.0.Attachments; received nothing; allowed a value",
  ],
  [
    "a subnet without a block",
    { ...lists, Subnets: [{ SubnetId: "subnet-1", VpcId: "vpc-1" }] },
    "the snapshot is damaged at Subnets.0.CidrBlock; received nothing; allowed a value",
  ],
  [
    "a peering that does not say whether it is active",
    { ...lists, VpcPeeringConnections: [{ ...peering, Status: {} }] },
    "the snapshot is damaged at VpcPeeringConnections.0.Status.Code; received nothing; allowed a value",
  ],
  [
    "a peering that does not say who asked for it",
    { ...lists, VpcPeeringConnections: [{ ...peering, RequesterVpcInfo: undefined }] },
    "the snapshot is damaged at VpcPeeringConnections.0.RequesterVpcInfo; received nothing; allowed a value",
  ],
])("refuses %s", (_, json, message) => {
  expect(refusal(json)).toBe(message);
});

test("takes a rule that names no other end for one that may name anybody", () => {
  const group = { aws_security_group: { g: { vpc_id: "vpc-0a1b2c3d4e5f60718", egress: [] } } };
  const bare = { security_group_id: "${aws_security_group.g.id}", ip_protocol: "-1" };
  const base = factsOf({ ...group, aws_vpc_security_group_ingress_rule: { r: bare } });
  expect(shown(base, "securityGroupRules").at(-1)).toBe(
    "aws_vpc_security_group_ingress_rule.r group=~aws_security_group.g direction=ingress transport=all peers=[{group=?(malformed)}]",
  );
});

test("takes a rule inside a group that names no other end for one that may name anybody", () => {
  const ingress = { not: "a value" };
  const base = factsOf({ aws_security_group: { g: { vpc_id: "vpc-0a1b2c3d4e5f60718", ingress, egress: [] } } });
  expect(shown(base, "securityGroupRules").at(-1)).toMatch(/direction=ingress .* peers=\[\{group=\?\(malformed\)\}\]$/);
});

test("takes an entry that names no block for one that may name any", () => {
  const acl = {
    vpc_id: "vpc-0a1b2c3d4e5f60718",
    ingress: [{ rule_no: 1, action: "allow", protocol: "-1", from_port: 0, to_port: 0 }],
  };
  const base = factsOf({ aws_network_acl: { n: acl } });
  expect(shown(base, "networkAclEntries").at(-1)).toBe(
    "aws_network_acl.n.ingress[1] acl==aws_network_acl.n direction=ingress number=1 action=allow addresses=may(everything) must(nothing) (malformed) transport=all",
  );
});

test("takes what stands where a block is needed for one of which nothing is known", () => {
  const base = factsOf({ aws_security_group: { g: { vpc_id: "vpc-0a1b2c3d4e5f60718", ingress: [7.5], egress: [] } } });
  expect(shown(base, "securityGroupRules").at(-1)).toMatch(/transport=may\(all\) .* peers=\[.*group=\?\(malformed\)/);
});

test("takes text that is no id of anything for a link that nobody knows", () => {
  const subnet = { cidr_block: "10.0.0.0/24", vpc_id: "not a value" };
  expect(shown(factsOf({ aws_subnet: { s: subnet } }), "subnets")[0]).toContain("vpc=?(malformed)");
  const outside = { ...subnet, vpc_id: "vpc-0a1b2c3d4e5f60718" };
  expect(shown(factsOf({ aws_subnet: { s: outside } }), "subnets")[0]).toContain("vpc=>vpc-0a1b2c3d4e5f60718");
});

const stored = (resources: Record<string, object>) =>
  facts({
    name: "s.json",
    text: JSON.stringify({
      format_version: "1.0",
      values: {
        root_module: {
          resources: Object.entries(resources).map(([address, values]) => ({
            address,
            mode: "managed",
            type: address.split(".")[0],
            name: "a",
            values,
          })),
        },
      },
    }),
  });

test.each<[string, string, object, "subnets" | "gateways" | "interfaces" | "securityGroups", RegExp]>([
  ["the block of a subnet", "aws_subnet.a", { vpc_id: "vpc-1" }, "subnets", /blocks=.*\(malformed\)/],
  ["the VPC of a gateway", "aws_internet_gateway.a", {}, "gateways", /vpc=\?\(malformed\)/],
  ["the groups of an instance", "aws_instance.a", { subnet_id: "subnet-1" }, "interfaces", /moreGroups=\(malformed\)/],
  [
    "the groups of a function",
    "aws_lambda_function.a",
    { vpc_config: [{ subnet_ids: ["subnet-1"] }] },
    "interfaces",
    /moreGroups=\(malformed\)/,
  ],
  ["the rules of a group", "aws_security_group.a", { vpc_id: "vpc-1", egress: [] }, "securityGroups", /more=/],
])("does not take %s for none where a state says nothing of it", (_, address, values, list, expected) => {
  expect(shown(stored({ [address]: { id: "x-1", ...values } }), list).at(-1)).toMatch(expected);
});

test("takes an attachment that says no state for one that is there", () => {
  const gateway = { InternetGatewayId: "igw-1", Attachments: [{ VpcId: "vpc-1" }] };
  const base = facts({
    name: "s.json",
    text: JSON.stringify({ Vpcs: [{ VpcId: "vpc-1", CidrBlock: "10.0.0.0/16" }], InternetGateways: [gateway] }),
  });
  expect(shown(base, "gateways")).toEqual(["igw-1 kind=internet vpc==vpc-1"]);
});

test("a dynamic block that does not say over what is refused, and one over nothing known may make any block", () => {
  const group = (block: object): object => ({
    resource: { aws_security_group: { g: { vpc_id: "vpc-0a1b2c3d4e5f60718", dynamic: { ingress: [block] } } } },
  });
  expect(refusal(group({ not: "a value" }))).toContain("for_each");
  const base = facts({
    name: "in.json",
    text: JSON.stringify(group({ for_each: "${null}", content: { protocol: "-1" } })),
  });
  expect(shown(base, "securityGroups")[0]).toContain("more=");
});

import { parseXml, childrenAt, textAt } from "../../bin/local/ec2";
import { countByType, disagreements, resourcesIn, type VpcFacts } from "../../bin/local/inventory";
import { factsTable, typesTable } from "../../bin/local/tables";

describe("the emulator's XML", () => {
  test("is read as elements and text", () => {
    const answer = parseXml(
      '<?xml version="1.0"?>\n<R xmlns="http://ec2/"><vpcSet><item><vpcId>vpc-1</vpcId><name>a &amp; b &lt;c&gt;</name><none/></item></vpcSet></R>',
    );
    const [item] = childrenAt(answer, "vpcSet");
    expect(answer.name).toBe("R");
    expect([textAt(item!, "vpcId"), textAt(item!, "name"), textAt(item!, "none"), textAt(item!, "other")]).toEqual([
      "vpc-1",
      "a & b <c>",
      "",
      undefined,
    ]);
  });

  test.each(["<a><b></a>", "<a>", "nothing", "<a></a></b>"])("refuses %s", (text) => {
    expect(() => parseXml(text)).toThrow("The emulator's answer is not");
  });
});

const one = (type: string, values: object, mode = "managed") => ({
  address: `${type}.x`,
  mode,
  type,
  values: { vpc_id: "vpc-1", ...values },
});
const state = [
  one("aws_vpc", { id: "vpc-1", vpc_id: undefined }),
  one("aws_subnet", { id: "subnet-1", cidr_block: "10.0.0.0/26" }),
  one("aws_security_group", { id: "sg-1" }),
  one("aws_network_acl", { id: "acl-1" }),
  one("aws_route_table", { id: "rtb-1" }),
  one("aws_vpc_security_group_ingress_rule", { id: "sgr-1", security_group_id: "sg-1", vpc_id: undefined }),
];
const vpc: VpcFacts = {
  id: "vpc-1",
  block: "10.0.0.0/16",
  subnets: [{ zone: "a", count: 1, blocks: ["10.0.0.0/26"] }],
  securityGroups: 2,
  securityGroupRules: 1,
  networkAcls: 2,
  networkAclEntries: 0,
  routeTables: 2,
  defaultGroupRules: 0,
};

describe("what exists", () => {
  test("is read from the state without data sources, nested modules included", () => {
    const text = JSON.stringify({
      values: {
        root_module: {
          resources: [state[0], one("aws_region", {}, "data")],
          child_modules: [{ resources: [state[1]] }],
        },
      },
    });
    expect(resourcesIn(text).map(({ type }) => type)).toEqual(["aws_vpc", "aws_subnet"]);
    expect(resourcesIn("{}")).toEqual([]);
  });

  test("is counted by type, most first", () => {
    expect(countByType([...state, state[1]!]).slice(0, 2)).toEqual([
      ["aws_subnet", 2],
      ["aws_network_acl", 1],
    ]);
    expect(typesTable(state)).toMatch(/all +│ +6/);
  });

  test("agrees with the emulator when it has just that", () => {
    expect(disagreements(state, [vpc])).toEqual([]);
    expect(factsTable([vpc])).toContain("closed, no rule");
  });

  test.each([
    [
      "another subnet",
      { subnets: [{ zone: "a", count: 1, blocks: ["10.0.9.0/26"] }] },
      "the emulator has subnets 10.0.9.0/26; the state 10.0.0.0/26",
    ],
    ["a foreign group", { securityGroups: 3 }, "the emulator has 3 security groups, Terraform made 2"],
    ["a rule too many", { securityGroupRules: 2 }, "the emulator has 2 security group rules, Terraform made 1"],
    ["an ACL too few", { networkAcls: 1 }, "the emulator has 1 network ACLs, Terraform made 2"],
    ["a route table too many", { routeTables: 3 }, "the emulator has 3 route tables, Terraform made 2"],
  ])("disagrees when the emulator has %s", (_what, more, expected) => {
    const found = disagreements(state, [{ ...vpc, ...more }]);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(expected);
  });
});

/** Resources that say something of an object, where it is not sure of which, or whether the resource exists: it may be of any. */
import { factsOf } from "./read";
import { shown } from "./shown";

const vpc = {
  aws_vpc: { v: { cidr_block: "10.0.0.0/16" } },
  aws_subnet: { a: { vpc_id: "${aws_vpc.v.id}", cidr_block: "10.0.0.0/24" } },
};
const variables = { variable: { which: {}, number: {} } };

describe("an Elastic IP", () => {
  const publicOf = (resource: object, rest: object = variables): readonly string[] => {
    const faces = Object.fromEntries(["a", "b"].map((name) => [name, { subnet_id: "${aws_subnet.a.id}" }]));
    const base = factsOf({ ...vpc, aws_network_interface: faces, ...resource }, rest);
    return shown(base, "interfaces").map((line) => /publicAddress=(\S+)/.exec(line)?.[1] ?? "");
  };
  const either = '${var.which == "a" ? aws_network_interface.a.id : aws_network_interface.b.id}';

  test.each([
    ["of one interface", { network_interface: "${aws_network_interface.a.id}" }, ["true", "false"]],
    ["of nobody", {}, ["false", "false"]],
    ["of one of two", { network_interface: either }, ["?(variable)", "?(variable)"]],
    ["of nobody knows whom", { network_interface: "${var.which}" }, ["?(variable)", "?(variable)"]],
    ["of something that is no id", { network_interface: [{ not: "a value" }, 7] }, ["?(malformed)", "?(malformed)"]],
    [
      "that may not exist",
      { count: "${var.number}", network_interface: "${aws_network_interface.a.id}" },
      ["?(variable)", "false"],
    ],
  ])("%s", (_, eip, answers) => {
    expect(publicOf({ aws_eip: { e: eip } })).toEqual(answers);
  });

  test("that no input describes is its holder's by the association", () => {
    const association = {
      allocation_id: "eipalloc-0123456789abcdef0",
      network_interface_id: "${aws_network_interface.b.id}",
    };
    expect(publicOf({ aws_eip_association: { e: association } })).toEqual(["false", "true"]);
  });

  test("that is looked up may be anybody's", () => {
    const data = { data: { aws_eip: { e: { id: "eipalloc-0123456789abcdef0" } } } };
    expect(publicOf({}, data)).toEqual(["?(data-source)", "?(data-source)"]);
  });
});

describe("a resource that adopts a default of a VPC", () => {
  const tables = {
    aws_default_route_table: ["routeTables", "default_route_table_id"],
    aws_default_network_acl: ["networkAcls", "default_network_acl_id"],
    aws_default_security_group: ["securityGroups", "default_security_group_id"],
  } as const;
  /** The default that AWS made, as it is told. */
  const defaults = (type: keyof typeof tables, body: object): readonly string[] => {
    const [list, attribute] = tables[type];
    const base = factsOf({ ...vpc, [type]: { d: body } }, variables);
    return shown(base, list).filter((line) => line.startsWith(`aws_vpc.v.${attribute}`));
  };
  const of = (type: keyof typeof tables, value: unknown): object =>
    type === "aws_default_security_group" ? { vpc_id: value } : { [tables[type][1]]: value };
  const own = (type: keyof typeof tables): string =>
    type === "aws_default_security_group" ? "${aws_vpc.v.id}" : `\${aws_vpc.v.${tables[type][1]}}`;

  test.each(Object.keys(tables) as (keyof typeof tables)[])("%s", (type) => {
    expect(defaults(type, of(type, own(type)))).toEqual([]);
    expect(defaults(type, of(type, "${var.which}"))).toEqual([expect.stringContaining("more=(variable)")]);
    expect(defaults(type, of(type, { not: "a value" }))).toEqual([expect.stringContaining("more=")]);
    expect(defaults(type, { count: "${var.number}", ...of(type, own(type)) })).toEqual([
      expect.stringContaining("more=(variable)"),
    ]);
  });
});

test("what AWS wrote into a default may be gone where a resource may have adopted it", () => {
  const adopt = (count: object): readonly string[] =>
    shown(
      factsOf({ ...vpc, aws_default_security_group: { d: { ...count, vpc_id: "${aws_vpc.v.id}" } } }, variables),
      "securityGroupRules",
    );
  expect(adopt({})).toEqual([]);
  expect(adopt({ count: "${var.number}" })).toEqual([
    expect.stringContaining(" maybe? "),
    expect.stringContaining(" maybe? "),
  ]);
});

describe("a resource that changes another and may not exist", () => {
  const perhaps = (resource: object, list: Parameters<typeof shown>[1]): string =>
    shown(factsOf({ ...vpc, ...resource }, variables), list).join("\n");
  const count = "${var.number}";
  const table = { aws_route_table: { t: { vpc_id: "${aws_vpc.v.id}" } } };
  const face = { aws_network_interface: { a: { subnet_id: "${aws_subnet.a.id}", security_groups: [] } } };
  const group = { aws_security_group: { g: { vpc_id: "${aws_vpc.v.id}" } } };
  const attached = {
    aws_ec2_transit_gateway: { t: {} },
    aws_ec2_transit_gateway_vpc_attachment: {
      a: {
        transit_gateway_id: "${aws_ec2_transit_gateway.t.id}",
        vpc_id: "${aws_vpc.v.id}",
        subnet_ids: ["${aws_subnet.a.id}"],
      },
    },
  };

  test("a main table", () => {
    const main = { vpc_id: "${aws_vpc.v.id}", route_table_id: "${aws_route_table.t.id}" };
    const of = (more: object): string =>
      perhaps({ ...table, aws_main_route_table_association: { m: { ...more, ...main } } }, "vpcs");
    expect(of({})).toContain("mainRouteTable=~aws_route_table.t");
    expect(of({ count })).toContain("mainRouteTable=?(variable)");
  });

  test("an attachment of a gateway", () => {
    const attachment = { vpc_id: "${aws_vpc.v.id}", internet_gateway_id: "${aws_internet_gateway.i.id}" };
    const of = (more: object): string =>
      perhaps(
        { aws_internet_gateway: { i: {} }, aws_internet_gateway_attachment: { a: { ...more, ...attachment } } },
        "gateways",
      );
    expect(of({})).toContain("vpc=~aws_vpc.v");
    expect(of({ count })).toContain("vpc=?(variable)");
  });

  test("a group of an interface", () => {
    const attachment = {
      network_interface_id: "${aws_network_interface.a.id}",
      security_group_id: "${aws_security_group.g.id}",
    };
    const of = (more: object): string =>
      perhaps(
        { ...face, ...group, aws_network_interface_sg_attachment: { a: { ...more, ...attachment } } },
        "interfaces",
      );
    expect(of({})).toContain("~aws_security_group.g");
    expect(of({ count })).toContain("moreGroups=(variable)");
  });

  test("an association that takes the place of a transit gateway's default one", () => {
    const hub = {
      ...attached,
      aws_ec2_transit_gateway_route_table: { own: { transit_gateway_id: "${aws_ec2_transit_gateway.t.id}" } },
    };
    const own = {
      transit_gateway_attachment_id: "${aws_ec2_transit_gateway_vpc_attachment.a.id}",
      transit_gateway_route_table_id: "${aws_ec2_transit_gateway_route_table.own.id}",
    };
    const of = (more: object): readonly string[] =>
      perhaps(
        { ...hub, aws_ec2_transit_gateway_route_table_association: { o: { ...own, ...more } } },
        "transitAssociations",
      )
        .split("\n")
        .filter((line) => line.includes("default_route_table_association"));
    expect(of({})).toEqual([]);
    expect(of({ count })).toEqual([expect.stringContaining(" maybe? ")]);
    expect(of({ transit_gateway_attachment_id: "${var.which}" })).toEqual([expect.stringContaining(" maybe? ")]);
  });

  test("an accepter of another transit gateway", () => {
    const peering = {
      aws_ec2_transit_gateway_peering_attachment: { p: { transit_gateway_id: "tgw-0123456789abcdef0" } },
    };
    const accepter = { transit_gateway_attachment_id: "${aws_ec2_transit_gateway_peering_attachment.p.id}" };
    const of = (more: object): string =>
      perhaps(
        { ...peering, aws_ec2_transit_gateway_peering_attachment_accepter: { a: { ...more, ...accepter } } },
        "transitAttachments",
      );
    expect(of({})).toContain("active=true");
    expect(of({ count })).toContain("active=?(variable)");
  });

  test("an accepter keeps an attachment out of the default tables", () => {
    const of = (switches: object): string => {
      const a = { transit_gateway_attachment_id: "${aws_ec2_transit_gateway_vpc_attachment.a.id}", ...switches };
      const resource = { ...attached, aws_ec2_transit_gateway_vpc_attachment_accepter: { a } };
      return perhaps(resource, "transitAssociations") + perhaps(resource, "transitPropagations");
    };
    expect(of({})).toContain("default_route_table_association");
    expect(
      of({
        transit_gateway_default_route_table_association: false,
        transit_gateway_default_route_table_propagation: false,
      }),
    ).toBe("");
  });
});

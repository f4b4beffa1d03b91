/** Lists of a plan that are not known before the apply: it shows what they are made of, and not what was left out of them. */
import { created } from "./created";
import { facts } from "./read";
import { shown } from "./shown";

type Expression = Readonly<Record<string, unknown>>;

const resource = (address: string, expressions: object) => {
  const [type = "", name = ""] = address.split(".");
  return { mode: "managed", type, name, expressions };
};

/** Three subnets, and an ACL of those that the expression gives. */
function subnetsOfAcl(subnets: Expression): readonly string[] {
  const names = ["a", "b", "c"];
  const plan = {
    format_version: "1.2",
    planned_values: { root_module: {} },
    variables: { first: { value: true }, ids: { value: ["subnet-0a1b2c3d"] } },
    resource_changes: [
      created("aws_vpc.v", { cidr_block: "10.0.0.0/16" }, {}),
      ...names.map((name, at) =>
        created(`aws_subnet.${name}`, { cidr_block: `10.0.${String(at)}.0/24` }, { vpc_id: true }),
      ),
      created("aws_network_interface.i", {}, { subnet_id: true, private_ip: true }),
      created("aws_network_acl.shut", { ingress: [], egress: [] }, { vpc_id: true, subnet_ids: true }),
    ],
    configuration: {
      root_module: {
        resources: [
          resource("aws_vpc.v", {}),
          ...names.map((name) => resource(`aws_subnet.${name}`, { vpc_id: to("aws_vpc.v.id") })),
          resource("aws_network_interface.i", { subnet_id: to("aws_subnet.a.id") }),
          resource("aws_network_acl.shut", { vpc_id: to("aws_vpc.v.id"), subnet_ids: subnets }),
        ],
      },
    },
  };
  const base = facts({ name: "plan.json", text: JSON.stringify(plan) });
  return shown(base, "networkAclAssociations").map((line) => / subnet=(\S+)/.exec(line)?.[1] ?? line);
}

/** As Terraform lists them: each is followed by what it is of. */
const to = (...references: readonly string[]): Expression => ({
  references: references.flatMap((one) => (one.startsWith("var.") ? [one] : [one, one.slice(0, one.lastIndexOf("."))])),
});

test("of two references each is perhaps in the list, because `slice([a, b], 0, 1)` looks as `[a, b]` does", () => {
  expect(subnetsOfAcl(to("aws_subnet.a.id", "aws_subnet.b.id"))).toEqual(["?aws_subnet.a", "?aws_subnet.b"]);
});

test("a single one is surely in it, whatever is known beside it", () => {
  expect(subnetsOfAcl(to("aws_subnet.a.id"))).toEqual(["~aws_subnet.a"]);
  expect(subnetsOfAcl(to("var.first", "aws_subnet.a.id"))).toEqual(["~aws_subnet.a"]);
});

test("it is perhaps not where an address that is not known yet may have decided", () => {
  expect(subnetsOfAcl(to("aws_network_interface.i.private_ip", "aws_subnet.b.id"))).toEqual(["?aws_subnet.b"]);
});

test("of configuration in JSON the plan shows the text, which is read", () => {
  const both = to("aws_subnet.a.id", "aws_subnet.b.id");
  const [a, b] = ["${aws_subnet.a.id}", "${aws_subnet.b.id}"];
  expect(subnetsOfAcl({ ...both, constant_value: [a, b] })).toEqual(["~aws_subnet.a", "~aws_subnet.b"]);
  const second = "${slice([aws_subnet.a.id, aws_subnet.b.id], 1, 2)}";
  expect(subnetsOfAcl({ ...both, constant_value: second })).toEqual(["~aws_subnet.b"]);
});

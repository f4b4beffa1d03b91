/** Blocks that a VPC may have beside its first: what is in them is reached by the local route. */
import { Proof } from "../../lib/verify";
import { factsOf } from "../terraform/read";
import { both, type Body } from "./open-network";

const vpc = { vpc_id: "${aws_vpc.v.id}" };
const group = "${aws_security_group.o.id}";
const in_ = (name: string) => `\${aws_subnet.${name}.id}`;

/** What passes between two subnets with a table that has the local routes alone; the second is in a block of its own. */
function passes(association: Body | undefined): string {
  const resource = {
    aws_vpc: { v: { cidr_block: "10.0.0.0/16" } },
    aws_subnet: { a: { ...vpc, cidr_block: "10.0.0.0/24" }, b: { ...vpc, cidr_block: "10.1.0.0/24" } },
    aws_route_table: { t: { ...vpc, route: [] } },
    aws_route_table_association: Object.fromEntries(
      ["a", "b"].map((one) => [one, { route_table_id: "${aws_route_table.t.id}", subnet_id: in_(one) }]),
    ),
    aws_security_group: { o: { ...vpc, ...both } },
    aws_instance: Object.fromEntries(
      ["a", "b"].map((one) => [one, { subnet_id: in_(one), vpc_security_group_ids: [group] }]),
    ),
    ...(association === undefined ? {} : { aws_vpc_ipv4_cidr_block_association: { s: association } }),
  };
  const proof = new Proof(factsOf(resource, { variable: { n: {} } }));
  const { must, may } = proof.between(proof.tryFindPlaceOf("aws_instance.a")!, proof.tryFindPlaceOf("aws_instance.b")!);
  return `${must.toString()}, perhaps ${may.toString()}`;
}

const own = { ...vpc, cidr_block: "10.1.0.0/16" };

test.each<[string, Body | undefined, string]>([
  ["that it surely has", own, "all, perhaps all"],
  ["that it may have", { ...own, count: "${var.n}" }, "nothing, perhaps all"],
  ["that another VPC may have", { ...own, vpc_id: "${var.n}" }, "nothing, perhaps all"],
  [
    "that only AWS knows",
    { ...vpc, ipv4_ipam_pool_id: "ipam-pool-1", ipv4_netmask_length: 24 },
    "nothing, perhaps all",
  ],
  ["that no input gives it, although a subnet has one", undefined, "nothing, perhaps all"],
])("a block %s", (_, association, expected) => {
  expect(passes(association)).toBe(expected);
});

/** Machines of which the proof once could not say anything: behind a NAT gateway, and with interfaces declared beside them. */
import { Transport } from "../../lib/model";
import { Proof, internetId } from "../../lib/verify";
import { factsOf } from "../terraform/read";

const any = { from_port: 0, to_port: 0, protocol: "-1", cidr_blocks: ["0.0.0.0/0"] };
const group = (ingress: readonly object[]) => ({ vpc_id: "${aws_vpc.v.id}", ingress, egress: [any] });
const subnet = (cidr_block: string) => ({ vpc_id: "${aws_vpc.v.id}", cidr_block });
const base = {
  aws_vpc: { v: { cidr_block: "10.0.0.0/16" } },
  aws_subnet: { a: subnet("10.0.1.0/24"), b: subnet("10.0.2.0/24") },
};

test("an instance is the place of the interfaces that are declared beside it", () => {
  const card = { subnet_id: "${aws_subnet.a.id}", security_groups: ["${aws_security_group.g.id}"] };
  const on = (name: string, device_index: number) => ({
    device_index,
    network_interface_id: `\${aws_network_interface.${name}.id}`,
  });
  const proof = new Proof(
    factsOf({
      ...base,
      aws_security_group: { g: group([any]) },
      aws_network_interface: { e: card, f: { ...card, subnet_id: "${aws_subnet.b.id}" } },
      aws_instance: { m: { network_interface: [on("e", 0), on("f", 1)] } },
    }),
  );
  const place = proof.tryFindPlaceOf("aws_instance.m");
  expect(place?.spots.map(({ subnet: of }) => of?.id)).toEqual(["aws_subnet.a", "aws_subnet.b"]);
  expect(proof.between(proof.findPlace(internetId), place!).may.isEmpty()).toBe(true);
});

test("a NAT gateway whose address is not known may have any of its subnet, to the second opinion as well", () => {
  const facts = factsOf({
    ...base,
    aws_security_group: { a: group([]), b: group([{ ...any, cidr_blocks: ["10.0.1.128/25"] }]) },
    aws_network_interface: {
      a: { subnet_id: "${aws_subnet.a.id}", security_groups: ["${aws_security_group.a.id}"] },
      b: { subnet_id: "${aws_subnet.b.id}", security_groups: ["${aws_security_group.b.id}"] },
    },
    aws_nat_gateway: { n: { subnet_id: "${aws_subnet.a.id}", connectivity_type: "private" } },
    aws_subnet: { ...base.aws_subnet, c: subnet("10.0.3.0/24") },
    aws_route_table: {
      c: {
        vpc_id: "${aws_vpc.v.id}",
        route: [{ cidr_block: "10.0.2.0/24", nat_gateway_id: "${aws_nat_gateway.n.id}" }],
      },
    },
    aws_route_table_association: { c: { subnet_id: "${aws_subnet.c.id}", route_table_id: "${aws_route_table.c.id}" } },
    aws_instance: { c: { subnet_id: "${aws_subnet.c.id}", vpc_security_group_ids: ["${aws_security_group.a.id}"] } },
  });
  const proof = new Proof(facts);
  const [from, to] = ["aws_instance.c", "aws_network_interface.b"].map((name) => proof.tryFindPlaceOf(name)!);
  expect(proof.explain(from!, to!, Transport.ports("tcp", 22, 22)).verdict).toBe("undecided");
});

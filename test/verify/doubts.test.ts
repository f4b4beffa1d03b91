/** What an undecided answer hangs on is said, whichever of the two ends it is about. */
import { internetId } from "../../lib/verify";
import { Transport } from "../../lib/model";
import { a, machine, open, proofWith, type Kinds } from "./open-network";

function doubts(more: Kinds, name: string, outward = false): readonly string[] {
  const proof = proofWith(more);
  const [far, near] = [proof.findPlace(internetId), proof.tryFindPlaceOf(name)!];
  const [from, to] = outward ? [near, far] : [far, near];
  const { verdict, doubts: told } = proof.explain(from, to, Transport.ports("tcp", 443, 443));
  return [verdict, ...told];
}

const unsure = { aws_instance: { i: { ...machine, associate_public_ip_address: "${var.u}" } } };

test.each([true, false])("whether it has a public address (outward: %p)", (outward) => {
  expect(doubts(unsure, "aws_instance.i", outward)).toEqual([
    "undecided",
    "whether aws_subnet.a × aws_security_group.open (perhaps public) has a public address",
  ]);
});

test("whether it is there, and in which subnet", () => {
  const subnet_id = `\${var.u ? aws_subnet.a.id : aws_subnet.b.id}`;
  const [verdict, ...told] = doubts({ aws_instance: { i: { ...machine, subnet_id } } }, "aws_instance.i");
  expect(verdict).toBe("undecided");
  expect(told).toEqual([expect.stringMatching(/^whether aws_subnet\.a × .* is in aws_subnet\.a$/)]);
});

test("what is known leaves no doubt", () => {
  const aws_network_interface = { n: { subnet_id: a, security_groups: [open] } };
  expect(doubts({ aws_instance: { i: machine }, aws_network_interface }, "aws_instance.i")).toEqual(["allowed"]);
});

/** What a reader sees of places, hops and packets where little is known of them. */
import { AddressSet } from "../../lib/model";
import { Proof } from "../../lib/verify";
import { Network, tcp, why } from "./network";
import { a, proofWith } from "./open-network";

const machine = (groups: unknown) =>
  proofWith({
    aws_instance: { m: { subnet_id: a, vpc_security_group_ids: groups, associate_public_ip_address: true } },
  });

test("a place of which no group is known says so", () => {
  expect(machine("${var.u}").places.map(({ id }) => id)).toContain("aws_subnet.a × groups that are not known (public)");
});

test("a hop through groups that are not known has a name", () => {
  const proof = machine("${var.u}");
  const { hops } = proof.explain(proof.tryFindPlaceOf("aws_instance.m")!, proof.findPlace("internet"), tcp(443));
  expect(hops.map(({ at }) => at)[0]).toBe("security groups that are not known (egress)");
});

const public6 = (): Network =>
  new Network()
    .vpc("vpc", "10.0.0.0/16", "2600:1f00::/56")
    .subnet("a", "vpc", ["10.0.0.0/24", "2600:1f00::/64"])
    .table("rt", "vpc", "a")
    .gateway("igw", "internet", "vpc")
    .nat("nat", "a")
    .route("rt", "::/0", ["internet-gateway", "igw"])
    .group("sg", "vpc")
    .rule("sg", "ingress", tcp(443), "::/0")
    .face("web", "a", ["sg"]);

test("a packet of the internet has an ordinary address, though a NAT gateway makes others its own, too", () => {
  const proof = new Proof(public6().facts());
  const { verdict, witness } = proof.explain(proof.findPlace("internet"), proof.findPlace("a × sg"), tcp(443));
  expect([verdict, witness?.from.address]).toEqual(["allowed", "2000::"]);
});

test("a packet to a subnet that may have any address is one to a private address", () => {
  const blocks = [{ within: AddressSet.everythingV4, because: why }];
  const network = public6()
    .route("rt", "0.0.0.0/0", ["internet-gateway", "igw"])
    .rule("sg", "ingress", tcp(22), "0.0.0.0/0")
    .face("ssh", "a", ["sg"], { public: true });
  network.lists.vpcs = network.lists.vpcs.map((each) => ({ ...each, blocks }));
  network.lists.subnets = network.lists.subnets.map((each) => ({ ...each, blocks }));
  const proof = new Proof(network.facts());
  const { witness } = proof.explain(proof.findPlace("internet"), proof.findPlace("a × sg (public)"), tcp(22));
  expect(witness?.to.address).toBe("10.0.0.0");
});

/** Attachments and firewalls of which some subnets are known and others are not: a packet may go by those others. */
import { Proof } from "../../lib/verify";
import { factsOf } from "../terraform/read";
import { hub } from "./hub";
import { to, type Network } from "./network";
import { any } from "./open-network";
import { agree } from "./second-opinion";

const because = { kind: "variable", at: "var.subnets", detail: "its value is not known" } as const;

const mayLeave = (network: Network, from: string): string => {
  const proof = new Proof(network.facts());
  return String(proof.between(proof.tryFindPlaceOf(from)!, proof.findPlace("internet")).may);
};

/** The routes of one subnet's table lead nowhere. */
const closed = (network: Network, table: string): Network => {
  network.lists.routes = network.lists.routes.filter((route) => !("to" in route.table && route.table.to === table));
  return network;
};

const attached = (network: Network, id: string, ...subnets: readonly string[]): Network => {
  network.lists.transitAttachments = network.lists.transitAttachments.map((each) =>
    each.id === id && "vpc" in each.peer
      ? { ...each, peer: { ...each.peer, subnets: subnets.map((one) => to(one)), moreSubnets: because } }
      : each,
  );
  return network;
};

const shape = { appliance: true, zones: ["a", "b"] };

test("the known subnet of an attachment leads nowhere, another that it may have leads anywhere", () => {
  const network = closed(closed(hub(shape), "door-rt-a"), "door-rt-b");
  expect(mayLeave(network, "ia")).toBe("nothing");
  expect(mayLeave(attached(network, "tgw-vi", "door-a"), "ia")).toBe("all");
  agree(network);
});

test("an attachment has no known subnet in the zone of the source, and may have another there", () => {
  const network = attached(hub(shape), "tgw-vb", "vb-door-a");
  expect(mayLeave(network, "ib")).toBe("all");
  expect(mayLeave(network, "ia")).toBe("tcp 443");
  agree(network);
});

test("the known endpoint of a firewall leads nowhere, another that it may have leads anywhere", () => {
  const network = closed(hub(shape), "wall-rt-a");
  // Its routes do not tell which of its endpoints they name.
  network.lists.routes = network.lists.routes.map((each) =>
    each.target.kind === "firewall" ? { ...each, target: { kind: "firewall", to: to("fw") } } : each,
  );
  network.lists.firewalls = network.lists.firewalls.map((each) => ({ ...each, subnets: [to("wall-a")] }));
  expect(mayLeave(network, "ib")).toBe("nothing");
  network.lists.firewalls = network.lists.firewalls.map((each) => ({ ...each, moreSubnets: because }));
  expect(mayLeave(network, "ib")).not.toBe("nothing");
  agree(network);
});

test("a subnet whose VPC is not known is in none that does not have its block", () => {
  const vpc_id = "${var.elsewhere}";
  const facts = factsOf(
    {
      aws_vpc: { v: { cidr_block: "10.0.0.0/16" } },
      aws_vpc_peering_connection: { p: { vpc_id: "${aws_vpc.v.id}", peer_vpc_id: vpc_id, auto_accept: true } },
      aws_subnet: { other: { vpc_id, cidr_block: "10.99.1.0/24" } },
      aws_security_group: { open: { vpc_id, ingress: [any], egress: [any] } },
      aws_network_interface: {
        e: { subnet_id: "${aws_subnet.other.id}", security_groups: ["${aws_security_group.open.id}"] },
      },
    },
    { variable: { elsewhere: {} } },
  );
  const proof = new Proof(facts);
  const behind = proof.findPlace("aws_vpc_peering_connection.p");
  expect(String(proof.between(behind, proof.tryFindPlaceOf("aws_network_interface.e")!).may)).toBe("nothing");
  agree({ facts: () => facts });
});

/** Transit gateways: two that peer, and zones that are told by name here and by id there. */
import { Proof } from "../../lib/verify";
import type { FactBase } from "../../lib/terraform";
import { factsOf } from "../terraform/read";
import { agree } from "./second-opinion";

type Body = Readonly<Record<string, unknown>>;
type Kinds = Record<string, Record<string, Body>>;

const everything = [{ protocol: "-1", from_port: 0, to_port: 0, cidr_blocks: ["0.0.0.0/0"] }];
const tableOf = (gateway: string): string =>
  `\${aws_ec2_transit_gateway.${gateway}.association_default_route_table_id}`;
const peering = "${aws_ec2_transit_gateway_peering_attachment.p.id}";

/** A machine in each of two VPCs, each attached by one subnet to its gateway. */
function two(gateways: Readonly<Record<"a" | "b", string>>, door: Body, more: Kinds): FactBase {
  const kinds: Kinds = { aws_ec2_transit_gateway: { [gateways.a]: {}, [gateways.b]: {} }, ...more };
  const add = (type: string, name: string, body: Body): void => {
    kinds[type] = { ...kinds[type], [name]: body };
  };
  for (const [name, own, other] of [
    ["a", "10.0", "10.1"],
    ["b", "10.1", "10.0"],
  ] as const) {
    const vpc_id = `\${aws_vpc.${name}.id}`;
    const transit_gateway_id = `\${aws_ec2_transit_gateway.${gateways[name]}.id}`;
    const zone = { availability_zone: "us-east-1a" };
    add("aws_vpc", name, { cidr_block: `${own}.0.0/16` });
    add("aws_subnet", name, { vpc_id, cidr_block: `${own}.1.0/24`, ...zone });
    add("aws_subnet", `${name}door`, { vpc_id, cidr_block: `${own}.2.0/24`, ...zone, ...door });
    add("aws_security_group", name, { vpc_id, ingress: everything, egress: everything });
    add("aws_network_interface", name, {
      subnet_id: `\${aws_subnet.${name}.id}`,
      security_groups: [`\${aws_security_group.${name}.id}`],
    });
    add("aws_default_route_table", name, {
      default_route_table_id: `\${aws_vpc.${name}.default_route_table_id}`,
      route: [{ cidr_block: `${other}.0.0/16`, transit_gateway_id }],
    });
    add("aws_ec2_transit_gateway_vpc_attachment", name, {
      transit_gateway_id,
      vpc_id,
      subnet_ids: [`\${aws_subnet.${name}door.id}`],
    });
  }
  return factsOf(kinds);
}

const accepted: Kinds = {
  aws_ec2_transit_gateway_peering_attachment_accepter: { q: { transit_gateway_attachment_id: peering } },
};
const associated: Kinds = {
  aws_ec2_transit_gateway_route_table_association: {
    one: { transit_gateway_route_table_id: tableOf("one"), transit_gateway_attachment_id: peering },
    two: { transit_gateway_route_table_id: tableOf("two"), transit_gateway_attachment_id: peering },
  },
};

function peered(more: Kinds): FactBase {
  return two(
    { a: "one", b: "two" },
    {},
    {
      aws_ec2_transit_gateway_peering_attachment: {
        p: {
          transit_gateway_id: "${aws_ec2_transit_gateway.one.id}",
          peer_transit_gateway_id: "${aws_ec2_transit_gateway.two.id}",
          peer_region: "us-east-1",
        },
      },
      aws_ec2_transit_gateway_route: {
        there: {
          transit_gateway_route_table_id: tableOf("one"),
          destination_cidr_block: "10.1.0.0/16",
          transit_gateway_attachment_id: peering,
        },
        back: {
          transit_gateway_route_table_id: tableOf("two"),
          destination_cidr_block: "10.0.0.0/16",
          transit_gateway_attachment_id: peering,
        },
      },
      ...more,
    },
  );
}

function reach(facts: FactBase, from: "a" | "b", to: "a" | "b"): string {
  agree({ facts: () => facts });
  const proof = new Proof(facts);
  const place = (name: string) => proof.tryFindPlaceOf(`aws_network_interface.${name}`)!;
  const { must, may } = proof.between(place(from), place(to));
  return may.equals(must) ? String(must) : `${String(must)}; perhaps ${String(may.subtract(must))}`;
}

test("a peering of two gateways is one attachment, which leads to the table that the other gateway gave it", () => {
  const facts = peered({ ...accepted, ...associated });
  expect([reach(facts, "a", "b"), reach(facts, "b", "a")]).toEqual(["all", "all"]);
});

test("a peering that nobody accepts here may be accepted, and one without an association may have a default one", () => {
  expect(reach(peered(associated), "a", "b")).toBe("nothing; perhaps all");
  expect(reach(peered(accepted), "a", "b")).toBe("nothing; perhaps all");
});

test("two inputs tell of one peering, each from its side", () => {
  const facts = peered({ ...accepted, ...associated });
  const [first] = facts.transitAttachments.filter(({ kind }) => kind === "peering");
  const { transitGateway: near, peer } = first!;
  const far = "transitGateway" in peer ? peer.transitGateway : near;
  const second = { ...first!, id: "from-there", transitGateway: far, peer: { ...peer, transitGateway: near } };
  const [one, other] = facts.transitAssociations.filter(
    ({ attachment }) => "to" in attachment && attachment.to === first!.id,
  );
  const rest = facts.transitAssociations.filter((each) => each !== one && each !== other);
  const moved = { ...other!, attachment: { how: "exact", to: second.id } as const };
  const both = {
    ...facts,
    transitAttachments: [...facts.transitAttachments, second],
    transitAssociations: [...rest, one!, moved],
  };
  expect([reach(both, "a", "b"), reach(both, "b", "a")]).toEqual(["all", "all"]);
});

test("which zone has which id differs by account: one told by its id may be, and need not be, the one of a name", () => {
  const same = { a: "one", b: "one" };
  expect(reach(two(same, {}, {}), "a", "b")).toBe("all");
  expect(reach(two(same, { availability_zone: "us-east-1b" }, {}), "a", "b")).toBe("nothing");
  const byId = { availability_zone: undefined, availability_zone_id: "use1-az1" };
  expect(reach(two(same, byId, {}), "a", "b")).toBe("nothing; perhaps all");
});

test("where nobody tells the zone of an attachment's subnet, AWS picks one: it may be another", () => {
  expect(reach(two({ a: "one", b: "one" }, { availability_zone: undefined }, {}), "a", "b")).toBe(
    "nothing; perhaps all",
  );
});

/** Routes to a firewall with an endpoint in each of two zones lead to the endpoint that they name. */
import { Proof, internetId } from "../../lib/verify";
import { factsOf } from "../terraform/read";
import { agree } from "./second-opinion";

const vpc_id = "${aws_vpc.v.id}";
const states = "aws_networkfirewall_firewall.f.firewall_status[0].sync_states";
const everything = [{ protocol: "-1", from_port: 0, to_port: 0, cidr_blocks: ["0.0.0.0/0"] }];

/** What leaves a machine in zone a, where only the firewall's subnet in zone b has a way out. */
function leaves(endpoint: string): string {
  const vpc_endpoint_id = `\${${endpoint}}`;
  const subnet = (cidr_block: string, zone: string) => ({ vpc_id, cidr_block, availability_zone: `us-east-1${zone}` });
  const table = (...route: readonly object[]) => ({ vpc_id, route });
  const use = (of: object, name: string) => ({ ...of, route_table_id: `\${aws_route_table.${name}.id}` });
  const gateway_id = "${aws_internet_gateway.i.id}";
  const facts = factsOf({
    aws_vpc: { v: { cidr_block: "10.0.0.0/16" } },
    aws_subnet: {
      m: subnet("10.0.1.0/24", "a"),
      fa: subnet("10.0.11.0/24", "a"),
      fb: subnet("10.0.12.0/24", "b"),
    },
    aws_internet_gateway: { i: { vpc_id } },
    aws_security_group: { g: { vpc_id, ingress: everything, egress: everything } },
    aws_network_interface: {
      n: {
        subnet_id: "${aws_subnet.m.id}",
        security_groups: ["${aws_security_group.g.id}"],
        private_ips: ["10.0.1.9"],
      },
    },
    aws_eip: { e: { network_interface: "${aws_network_interface.n.id}" } },
    aws_networkfirewall_firewall: {
      f: {
        vpc_id,
        firewall_policy_arn: "${aws_networkfirewall_firewall_policy.p.arn}",
        subnet_mapping: [{ subnet_id: "${aws_subnet.fa.id}" }, { subnet_id: "${aws_subnet.fb.id}" }],
      },
    },
    aws_networkfirewall_firewall_policy: {
      p: {
        firewall_policy: {
          stateless_default_actions: ["aws:pass"],
          stateless_fragment_default_actions: ["aws:pass"],
        },
      },
    },
    aws_route_table: {
      m: table({ cidr_block: "0.0.0.0/0", vpc_endpoint_id }),
      fa: table(),
      fb: table({ cidr_block: "0.0.0.0/0", gateway_id }),
      edge: table({ cidr_block: "10.0.1.0/24", vpc_endpoint_id }),
    },
    aws_route_table_association: {
      ...Object.fromEntries(
        ["m", "fa", "fb"].map((name) => [name, use({ subnet_id: `\${aws_subnet.${name}.id}` }, name)]),
      ),
      edge: use({ gateway_id }, "edge"),
    },
  });
  agree({ facts: () => facts });
  const proof = new Proof(facts);
  const { must, may } = proof.between(proof.tryFindPlaceOf("aws_network_interface.n")!, proof.findPlace(internetId));
  return may.equals(must) ? String(must) : `${String(must)}; perhaps ${String(may.subtract(must))}`;
}

const where = (condition: string): string => `[for s in ${states} : s.attachment[0].endpoint_id if ${condition}]`;

test.each([
  ["a zone", `one(${where('s.availability_zone == "us-east-1b"')})`],
  ["a zone, of a list", `${where('s.availability_zone == "us-east-1b"').replace(states, `tolist(${states})`)}[0]`],
  ["a subnet", `${where("s.attachment[0].subnet_id == aws_subnet.fb.id")}[0]`],
  ["a map", `{for s in ${states} : s.availability_zone => s.attachment[0].endpoint_id}["us-east-1b"]`],
])("the endpoint that %s tells, in another zone than the source", (_, endpoint) => {
  expect(leaves(endpoint)).toBe("all");
  expect(leaves(endpoint.replace("1b", "1a").replace("subnet.fb", "subnet.fa"))).toBe("nothing");
});

test.each([
  ["the first of a set", `tolist(${states})[0].attachment[0].endpoint_id`],
  ["the first of all", `[for s in ${states} : s.attachment[0].endpoint_id][0]`],
  ["what else is asked of it", `try(${where('s.sync_status == "READY"')}[0], null)`],
])("any endpoint where the expression does not tell which: %s", (_, endpoint) => {
  expect(leaves(endpoint)).toBe("nothing; perhaps all");
});

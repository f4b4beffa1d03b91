/** IPv6 where AWS treats it unlike IPv4: addresses that no one routes, load balancers that refuse the internet, and endpoints. */
import { Cidr, Transport } from "../../lib/model";
import { checkCertificate, Proof, internetId } from "../../lib/verify";
import { evaluate } from "../../lib/verify/naive/evaluate";
import type { Answer, NaiveEnd } from "../../lib/verify/naive/packet";
import { factsOf } from "../terraform/read";
import { any, both, open, vpc, way, type Body, type Kinds } from "./open-network";

const blockOf = (prefix: string): Kinds => ({
  aws_vpc: { v: { cidr_block: "10.0.0.0/16", ipv6_cidr_block: `${prefix}::/56`, ipv6_ipam_pool_id: "ipam-pool-1" } },
  aws_subnet: {
    a: { ...vpc, cidr_block: "10.0.0.0/24", ipv6_cidr_block: `${prefix}::/64` },
    b: { ...vpc, cidr_block: "10.0.1.0/24", ipv6_cidr_block: `${prefix}:0:1::/64` },
  },
  aws_internet_gateway: { i: vpc },
  aws_security_group: { open: { ...vpc, ...both } },
  ...way({ ipv6_cidr_block: "::/0", gateway_id: "${aws_internet_gateway.i.id}" }),
});
const a = "${aws_subnet.a.id}";
const global = "2600:1f00";
const card = (prefix: string): Body => ({ subnet_id: a, security_groups: [open], ipv6_addresses: [`${prefix}::10`] });

const bounds = (proof: Proof, from: string, to: string): string => {
  const find = (name: string) => proof.tryFindPlaceOf(name) ?? proof.findPlace(name);
  const { must, may } = proof.between(find(from), find(to));
  return `${String(must)} | ${String(may)}`;
};
const far = Cidr.ofAddress("2a00::1").first;
const asked = (proof: Proof, from: NaiveEnd, source: string, to: NaiveEnd, target: string): Answer =>
  evaluate(proof.facts, {
    family: 6,
    from,
    source: source === "far" ? far : Cidr.ofAddress(source).first,
    to,
    destination: target === "far" ? far : Cidr.ofAddress(target).first,
    point: 6 * 65_536 + 443,
    clientPort: 40_000,
  });
const internet: NaiveEnd = { kind: "internet" };
const inside = (more: object = {}): NaiveEnd => ({
  kind: "interface",
  subnet: "aws_subnet.a",
  groups: [{ id: "aws_security_group.open", sure: true }],
  moreGroups: false,
  anyGroup: false,
  publicAddress: "no",
  exists: "yes",
  ...more,
});

describe("unique local addresses (VPC user guide, Private IPv6 addresses)", () => {
  const proofOf = (prefix: string, more: Kinds = {}): Proof =>
    new Proof(factsOf({ ...blockOf(prefix), aws_network_interface: { e: card(prefix) }, ...more }));

  test("neither come from the internet nor go to it by an internet gateway", () => {
    const proof = proofOf("fd00:1");
    expect(bounds(proof, internetId, "aws_network_interface.e")).toBe("nothing | nothing");
    expect(bounds(proof, "aws_network_interface.e", internetId)).toBe("nothing | nothing");
    expect(asked(proof, internet, "far", inside(), "fd00:1::10")).toBe("no");
    expect(asked(proof, inside(), "fd00:1::10", internet, "far")).toBe("no");
    const [from, to] = [proof.tryFindPlaceOf("aws_network_interface.e")!, proof.findPlace(internetId)];
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const)
      expect(checkCertificate(proof.facts, proof.certify(one, other)!, one, other).ok).toBe(true);
  });

  test("nor by an egress-only one, which asks for no answer", () => {
    const proof = proofOf("fd00:1", {
      aws_egress_only_internet_gateway: { o: vpc },
      ...way({ ipv6_cidr_block: "::/0", egress_only_gateway_id: "${aws_egress_only_internet_gateway.o.id}" }),
    });
    expect(bounds(proof, "aws_network_interface.e", internetId)).toBe("nothing | nothing");
  });

  test("are told apart from others of one interface", () => {
    const proof = proofOf(global);
    expect(bounds(proof, internetId, "aws_network_interface.e")).toBe("all | all");
    expect(asked(proof, internet, "far", inside(), `${global}::10`)).toBe("yes");
  });
});

describe("an internal load balancer (Application Load Balancers, ipv6.deny_all_igw_traffic)", () => {
  const balanced = (more: Body): Proof =>
    new Proof(
      factsOf({
        ...blockOf(global),
        aws_lb: {
          l: {
            load_balancer_type: "network",
            subnets: [a],
            security_groups: [open],
            ip_address_type: "dualstack",
            ...more,
          },
        },
      }),
    );

  test.each([
    ["is internal", { internal: true }, "nothing | all"],
    ["may be internal", { internal: "${var.internal}" }, "nothing | all"],
    ["faces the internet", { internal: false }, "all | all"],
    ["is a Gateway Load Balancer, which has no scheme", { load_balancer_type: "gateway" }, "nothing | all"],
    ["has IPv4 alone", { internal: true, ip_address_type: "ipv4" }, "nothing | nothing"],
  ])("that %s", (_, more, expected) => {
    expect(bounds(balanced(more), internetId, "aws_lb.l")).toBe(expected);
  });

  test("is left open by the second opinion, too", () => {
    const proof = balanced({ internal: true });
    const closed = inside({ internetV6: "perhaps" });
    expect(asked(proof, internet, "far", closed, `${global}::10`)).toBe("perhaps");
    expect(asked(proof, closed, `${global}::10`, internet, "far")).toBe("perhaps");
  });

  test("shows in a snapshot as an interface of its own", () => {
    const card_ = (more: Body) => factsOf({ aws_network_interface: { e: { ...card(global), ...more } } }).interfaces[0];
    expect(card_({ description: "ELB app/ward/1" })?.internetV6).toHaveProperty("unknown");
    expect(card_({ description: "ELB app/ward/1", public_ip: "52.0.0.1" })?.internetV6).toBeUndefined();
    expect(card_({ description: "of a server" })?.internetV6).toBeUndefined();
  });
});

describe("a gateway endpoint carries IPv6 where it is told to", () => {
  const endpoint = (more: Body): Proof =>
    new Proof(
      factsOf({
        ...blockOf(global),
        aws_network_interface: { e: card(global) },
        // Of IPv4 nothing leaves.
        aws_security_group: { open: { ...vpc, egress: [{ ...any, cidr_blocks: [] }] } },
        aws_vpc_endpoint: {
          s3: {
            ...vpc,
            service_name: "com.amazonaws.us-east-1.s3",
            route_table_ids: ["${aws_vpc.v.default_route_table_id}"],
            ...more,
          },
        },
      }),
    );

  test.each<[string | undefined, string, Answer]>([
    [undefined, "nothing | nothing", "no"],
    ["ipv4", "nothing | nothing", "no"],
    ["dualstack", "nothing | all", "perhaps"],
    ["ipv6", "nothing | all", "perhaps"],
    ["${var.type}", "nothing | all", "perhaps"],
  ])("%s", (type, expected, second) => {
    const proof = endpoint(type === undefined ? {} : { ip_address_type: type });
    expect(bounds(proof, "aws_network_interface.e", "aws_vpc_endpoint.s3")).toBe(expected);
    const service: NaiveEnd = { kind: "service", endpoint: "aws_vpc_endpoint.s3" };
    expect(asked(proof, inside(), `${global}::10`, service, "far")).toBe(second);
  });
});

describe("a Client VPN carries IPv6 where it is told to", () => {
  const vpn = (more: Body, rule: Body = any): Proof => {
    const client_vpn_endpoint_id = "${aws_ec2_client_vpn_endpoint.c.id}";
    return new Proof(
      factsOf({
        ...blockOf(global),
        aws_security_group: { open: { ...vpc, ...both }, narrow: { ...vpc, ingress: [rule] } },
        aws_network_interface: { e: { ...card(global), security_groups: ["${aws_security_group.narrow.id}"] } },
        aws_ec2_client_vpn_endpoint: {
          c: { client_cidr_block: "172.16.0.0/16", security_group_ids: [open], ...vpc, ...more },
        },
        aws_ec2_client_vpn_network_association: { n: { client_vpn_endpoint_id, subnet_id: "${aws_subnet.b.id}" } },
        aws_ec2_client_vpn_authorization_rule: {
          four: { client_vpn_endpoint_id, target_network_cidr: "0.0.0.0/0" },
          six: { client_vpn_endpoint_id, target_network_cidr: "::/0" },
        },
      }),
    );
  };
  const overV6 = { ...any, cidr_blocks: [] };
  const overV4 = { ...any, ipv6_cidr_blocks: [] };

  test.each<[string | undefined, string, string]>([
    [undefined, "nothing | nothing", "all | all"],
    ["ipv4", "nothing | nothing", "all | all"],
    ["dual-stack", "nothing | all", "all | all"],
    ["ipv6", "nothing | all", "nothing | all"],
    ["${var.type}", "nothing | all", "nothing | all"],
  ])("%s", (type, six, four) => {
    const more = type === undefined ? {} : { traffic_ip_address_type: type };
    const from = "aws_ec2_client_vpn_network_association.n";
    expect(bounds(vpn(more, overV6), from, "aws_network_interface.e")).toBe(six);
    expect(bounds(vpn(more, overV4), from, "aws_network_interface.e")).toBe(four);
  });

  test("to the second opinion as well", () => {
    const client = (proof: Proof): NaiveEnd =>
      inside({ subnet: "aws_subnet.b", clientVpn: proof.facts.interfaces.find((one) => one.clientVpn)?.clientVpn });
    const said = (more: Body): Answer => {
      const proof = vpn(more, overV6);
      return asked(proof, client(proof), `${global}:0:1::10`, inside(), `${global}::10`);
    };
    expect([said({}), said({ traffic_ip_address_type: "dual-stack" })]).toEqual(["no", "perhaps"]);
  });
});

describe("addresses that nobody tells", () => {
  const dual = (assigns: unknown): Kinds => {
    const network = blockOf(global);
    const subnets = network["aws_subnet"] as Record<"a" | "b", Body>;
    return { ...network, aws_subnet: { ...subnets, a: { ...subnets.a, assign_ipv6_address_on_creation: assigns } } };
  };
  const quiet = { subnet_id: a, associate_public_ip_address: false };
  const groups = { security_groups: [open] };
  const many = { security_group_ids: [open] };
  const database = { aws_db_subnet_group: { g: { name: "g", subnet_ids: [a] } } };
  const cases: [string, string, Kinds, string][] = [
    ["an interface", "aws_network_interface", { n: { subnet_id: a, ...groups } }, "none"],
    ["an instance", "aws_instance", { n: { ...quiet, vpc_security_group_ids: [open] } }, "none"],
    ["a function", "aws_lambda_function", { n: { vpc_config: [{ subnet_ids: [a], ...many }] } }, "none"],
    [
      "a function that is allowed to",
      "aws_lambda_function",
      { n: { vpc_config: [{ subnet_ids: [a], ...many, ipv6_allowed_for_dual_stack: true }] } },
      "one",
    ],
    ["a mount target", "aws_efs_mount_target", { n: { subnet_id: a, ...groups } }, "none"],
    [
      "a mount target of both",
      "aws_efs_mount_target",
      { n: { subnet_id: a, ...groups, ip_address_type: "DUAL_STACK" } },
      "one",
    ],
    ["a database of IPv4", "aws_db_instance", { n: { network_type: "IPV4" } }, "none"],
    ["a database of both", "aws_db_instance", { n: { network_type: "DUAL" } }, "one"],
    ["a database that does not say", "aws_db_instance", { n: {} }, "perhaps one"],
    [
      "an endpoint of IPv4",
      "aws_vpc_endpoint",
      { n: { ...vpc, vpc_endpoint_type: "Interface", subnet_ids: [a], ...many, ip_address_type: "ipv4" } },
      "none",
    ],
    [
      "tasks, as the settings of the account say",
      "aws_ecs_service",
      { n: { network_configuration: [{ subnets: [a], ...groups }] } },
      "perhaps one",
    ],
  ];

  test.each(cases)("%s: %s", (_, type, bodies, has) => {
    const named = { db_subnet_group_name: "g", vpc_security_group_ids: [open] };
    const body = { ...(type === "aws_db_instance" ? named : {}), ...(bodies["n"] as Body) };
    const proof = new Proof(factsOf({ ...dual(false), ...database, [type]: { n: body } }));
    const expected = { none: "nothing | nothing", one: "all | nothing", "perhaps one": "nothing | all" }[has];
    const { must, may } = proof.between(proof.findPlace(internetId), proof.tryFindPlaceOf(`${type}.n`)!);
    expect(`${String(must)} | ${String(may.subtract(must))}`).toBe(expected);
  });

  test.each<[unknown, string]>([
    [true, "all | all"],
    [false, "nothing | nothing"],
    ["${var.assigns}", "nothing | all"],
  ])("an instance has what its subnet assigns: %s", (assigns, expected) => {
    const instance = { aws_instance: { n: { ...quiet, vpc_security_group_ids: [open] } } };
    const proof = new Proof(factsOf({ ...dual(assigns), ...instance }, { variable: { assigns: {} } }));
    expect(bounds(proof, internetId, "aws_instance.n")).toBe(expected);
  });

  test("what may have no IPv6 is sure of what passes over IPv4, and a claim is not lost by what IPv6 lacks", () => {
    const four = { ...any, ipv6_cidr_blocks: [] };
    const proof = new Proof(
      factsOf({
        ...dual(true),
        ...database,
        aws_security_group: { open: { ...vpc, ...both }, four: { ...vpc, ingress: [four] } },
        aws_instance: { m: { subnet_id: a, vpc_security_group_ids: [open] } },
        aws_db_instance: {
          n: { db_subnet_group_name: "g", vpc_security_group_ids: ["${aws_security_group.four.id}"] },
        },
      }),
    );
    const [m, n] = ["aws_instance.m", "aws_db_instance.n"].map((name) => proof.tryFindPlaceOf(name)!);
    const https = Transport.ports("tcp", 443, 443);
    expect(proof.explain(m!, n!, https).verdict).toBe("allowed");
    expect(proof.claims.reaches(m!, n!, https).map(({ verdict }) => verdict)).toEqual(["undecided"]);
  });
});

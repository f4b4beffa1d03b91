/** What a state keeps of before the last apply, of which the proof once said that it is so. */
import { Transport } from "../../lib/model";
import { Proof } from "../../lib/verify";
import { facts } from "../terraform/read";
import { any, entering, group, home, machine, net, one, plan, state, type One, type Values } from "./stated";

const toInternet = { gateway_id: "igw-00000001" };
const gateway = { cidr_block: "0.0.0.0/0", ...toInternet };

/** A plan that leaves all as it is, and destroys one more. */
function planWithout(all: readonly One[], { type, name, attributes: before }: One): ReturnType<typeof plan> {
  const { name: file, text } = plan("plan.json", all);
  const planned = JSON.parse(text) as { readonly resource_changes: object[] };
  const change = { actions: ["delete"], before, after: null };
  planned.resource_changes.push({ address: `${type}.${name}`, mode: "managed", type, name, change });
  return { name: file, text: JSON.stringify(planned) };
}

describe("a table that somebody made main", () => {
  const ids = (own: string, main: string): Values => ({ default_route_table_id: own, main_route_table_id: main });
  const table = one("aws_route_table", "b", { ...home, id: "rtb-00000002", route: [gateway] });
  // What resources of their own make is sure in a state.
  const beside = [
    one("aws_route", "b", { route_table_id: "rtb-00000002", destination_cidr_block: "0.0.0.0/0", ...toInternet }),
    one("aws_vpc_security_group_ingress_rule", "b", {
      security_group_id: "sg-00000001",
      ip_protocol: "-1",
      cidr_ipv4: "0.0.0.0/0",
    }),
  ];
  const join = one("aws_main_route_table_association", "b", { ...home, route_table_id: "rtb-00000002" });
  const withMain = (told: Values, ...beside: readonly One[]): readonly One[] => [
    ...net().flatMap((each) =>
      each.type === "aws_default_route_table"
        ? []
        : each.type === "aws_vpc"
          ? [{ ...each, attributes: { ...each.attributes, ...told } }]
          : [each],
    ),
    group("1", [any]),
    machine("1"),
    ...beside,
  ];
  const byState = (...all: readonly One[]) => entering("aws_instance.1", state("s.tfstate", all));
  const byPlan = (...all: readonly One[]) => entering("aws_instance.1", plan("plan.json", all));
  const emptied = one("aws_default_route_table", "m", {
    ...home,
    id: "rtb-00000001",
    default_route_table_id: "rtb-00000001",
    route: [],
  });

  test.each([
    ["is told by the id that a newer provider says of both", ids("rtb-00000002", "rtb-00000002")],
    ["is told by its id alone", ids("rtb-00000001", "rtb-00000002")],
  ])("%s: in a state it may be main no more, in a plan it is", (_, told) => {
    expect(byState(...withMain(told, table))).toBe("perhaps");
    expect(byState(...withMain(told, table, emptied))).toBe("perhaps");
    expect(byPlan(...withMain(told, table))).toBe("yes");
  });

  test("is main as long as a resource makes it so", () => {
    expect(byState(...withMain(ids("rtb-00000001", "rtb-00000001"), table, join, ...beside))).toBe("yes");
    expect(byState(...withMain(ids("rtb-00000002", "rtb-00000002"), table, join, ...beside))).toBe("yes");
  });

  test("may be main no more after a plan that takes that resource away", () => {
    const told = withMain(ids("rtb-00000002", "rtb-00000002"), table);
    expect(entering("aws_instance.1", planWithout(told, join))).toBe("perhaps");
  });

  test("may lead anywhere where nobody describes it", () => {
    expect(byState(...withMain(ids("rtb-00000001", "rtb-00000002")))).toBe("perhaps");
    expect(byState(...withMain(ids("rtb-00000002", "rtb-00000002"), emptied))).toBe("perhaps");
  });

  test("is the one that AWS made where both ids are its own", () => {
    const own = ids("rtb-00000001", "rtb-00000001");
    expect(byState(...withMain(own, table))).toBe("no");
    expect(byState(...withMain(own, table, emptied))).toBe("no");
  });
});

/** Terraform destroyed what one resource had made, and the state shows it on its owner as if it were there. */
describe("what only its owner shows in a state", () => {
  const open = { ip_protocol: "-1", cidr_ipv4: "0.0.0.0/0", security_group_id: "sg-00000001" };
  const rule = one("aws_vpc_security_group_ingress_rule", "r", open);
  const entry = { protocol: "-1", from_port: 0, to_port: 0, cidr_block: "0.0.0.0/0" };
  const beside = (number: number, action: string, egress: boolean): One =>
    one("aws_network_acl_rule", `${action}-${String(egress)}`, {
      network_acl_id: "acl-00000002",
      rule_number: number,
      rule_action: action,
      egress,
      ...entry,
    });
  const acl = (entries: Values, also: Values = {}): One =>
    one("aws_network_acl", "n", { ...home, id: "acl-00000002", subnet_ids: ["subnet-00000001"], ...entries, ...also });
  const allow = { ...entry, rule_no: 100, action: "allow" };
  const deny = { ...entry, rule_no: 90, action: "deny" };
  const table = (...routes: readonly Values[]): One =>
    one("aws_route_table", "t", { ...home, id: "rtb-00000003", route: routes });
  const route = one("aws_route", "t", {
    route_table_id: "rtb-00000003",
    destination_cidr_block: "0.0.0.0/0",
    ...toInternet,
  });
  const join = one("aws_route_table_association", "t", {
    route_table_id: "rtb-00000003",
    subnet_id: "subnet-00000001",
  });
  const sure = [...net(), table(gateway), route, join, machine("1")];
  const byState = (...all: readonly One[]) => entering("aws_instance.1", state("s.tfstate", [...sure, ...all]));
  const byPlan = (...all: readonly One[]) => entering("aws_instance.1", plan("plan.json", [...sure, ...all]));

  test("may let in no more, in a group", () => {
    expect(byState(group("1", [any]), rule)).toBe("yes");
    expect(byState(group("1", [any]))).toBe("perhaps");
    expect(byState(group("1", []))).toBe("no");
    expect(byPlan(group("1", [any]))).toBe("yes");
  });

  test("may stop nothing, in an ACL", () => {
    const closed = { ingress: [deny, allow], egress: [allow] };
    const [way, back] = [beside(100, "allow", false), beside(100, "allow", true)];
    const all = [group("1", [any]), rule];
    expect(byState(...all, acl(closed), way, back)).toBe("perhaps");
    expect(byState(...all, acl(closed))).toBe("perhaps");
    expect(byState(...all, acl(closed), way, back, beside(90, "deny", false))).toBe("no");
    expect(byPlan(...all, acl(closed), way, back)).toBe("no");
  });

  test("is sure in an ACL of Cordon's, which has its entries in itself", () => {
    const tags = { tags: { "cordon:network": "hospital" } };
    const all = [group("1", [any]), rule];
    expect(byState(...all, acl({ ingress: [deny, allow], egress: [allow] }, tags))).toBe("no");
    expect(byState(...all, acl({ ingress: [allow], egress: [allow] }, tags))).toBe("yes");
  });

  test("may lead elsewhere no more, in a table", () => {
    const elsewhere = { cidr_block: "0.0.0.0/1", network_interface_id: "eni-00000009" };
    const rest = { cidr_block: "128.0.0.0/1", network_interface_id: "eni-00000009" };
    // It takes nothing that is meant for others.
    const host = one("aws_network_interface", "h", {
      id: "eni-00000009",
      subnet_id: "subnet-00000001",
      security_groups: ["sg-00000001"],
      source_dest_check: true,
    });
    const all = [...net(), route, join, machine("1"), group("1", [any]), rule, host];
    const seen = [...all, table(gateway, elsewhere, rest)];
    const made = [elsewhere, rest].map(({ cidr_block, ...to }, at) =>
      one("aws_route", String(at), { route_table_id: "rtb-00000003", destination_cidr_block: cidr_block, ...to }),
    );
    expect(entering("aws_instance.1", state("s.tfstate", seen))).toBe("perhaps");
    expect(entering("aws_instance.1", state("s.tfstate", [...seen, ...made]))).toBe("no");
    expect(entering("aws_instance.1", state("s.tfstate", [...all, table(gateway)]))).toBe("yes");
  });

  test("may be another's by now: a subnet that a resource joins to an ACL, or joined", () => {
    const other = one("aws_network_acl", "o", {
      ...home,
      id: "acl-00000003",
      subnet_ids: [],
      ingress: [allow],
      egress: [allow],
      tags: { "cordon:network": "hospital" },
    });
    const joined = (subnet: string): One =>
      one("aws_network_acl_association", "o", { network_acl_id: "acl-00000003", subnet_id: subnet });
    const all = [group("1", [any]), rule, acl({ ingress: [], egress: [] }), other];
    expect(byState(...all)).toBe("no");
    expect(byState(...all, joined("subnet-00000001"))).toBe("yes");
    expect(byState(...all, joined("subnet-00000002"))).toBe("perhaps");
  });

  test("is no more what the plan destroys", () => {
    const shut = acl({ ingress: [], egress: [] });
    const joined = one("aws_network_acl_association", "n", {
      network_acl_id: "acl-00000002",
      subnet_id: "subnet-00000001",
    });
    const all = [...sure, group("1", [any]), shut];
    expect(entering("aws_instance.1", plan("plan.json", all))).toBe("no");
    expect(entering("aws_instance.1", planWithout(all, joined))).toBe("yes");
  });
});

describe("what somebody else changed shows", () => {
  const passes = (from: string, to: string, all: readonly One[]) => {
    const proof = new Proof(facts(state("s.tfstate", all)));
    const place = (address: string) => proof.tryFindPlaceOf(address) ?? proof.findPlace(address);
    const { may, must } = proof.between(place(from), place(to));
    const ssh = Transport.ports("tcp", 22, 22);
    return must.overlaps(ssh) ? "yes" : may.overlaps(ssh) ? "perhaps" : "no";
  };
  const open = (name: string): One =>
    one("aws_vpc_security_group_ingress_rule", name, {
      ip_protocol: "-1",
      cidr_ipv4: "0.0.0.0/0",
      security_group_id: `sg-0000000${name}`,
    });
  const letOut = (name: string): One => ({ ...open(name), type: "aws_vpc_security_group_egress_rule" });

  test.each([
    ["null", null],
    ["false", false],
    ["true", true],
  ])(
    "a peering that its accepter says is active, when who asked for it was told before (auto_accept %s)",
    (_, accept) => {
      const side = (name: string, block: string, other: string): readonly One[] => [
        one("aws_vpc", name, {
          id: `vpc-0000000${name}`,
          cidr_block: block,
          default_network_acl_id: `acl-0000000${name}`,
          default_route_table_id: `rtb-0000000${name}`,
          default_security_group_id: `sg-000000d${name}`,
        }),
        one("aws_subnet", name, { id: `subnet-0000000${name}`, vpc_id: `vpc-0000000${name}`, cidr_block: block }),
        one("aws_security_group", name, {
          id: `sg-0000000${name}`,
          vpc_id: `vpc-0000000${name}`,
          ingress: [],
          egress: [],
        }),
        open(name),
        letOut(name),
        one("aws_instance", name, {
          id: `i-0000000${name}`,
          subnet_id: `subnet-0000000${name}`,
          vpc_security_group_ids: [`sg-0000000${name}`],
        }),
        one("aws_route", name, {
          route_table_id: `rtb-0000000${name}`,
          destination_cidr_block: other,
          vpc_peering_connection_id: "pcx-00000001",
        }),
      ];
      const asked = { id: "pcx-00000001", vpc_id: "vpc-00000001", peer_vpc_id: "vpc-00000002" };
      const between = [
        ...side("1", "10.0.0.0/24", "10.1.0.0/24"),
        ...side("2", "10.1.0.0/24", "10.0.0.0/24"),
        one("aws_vpc_peering_connection", "p", { ...asked, accept_status: "pending-acceptance", auto_accept: null }),
      ];
      const accepter = (accept_status: string): One =>
        one("aws_vpc_peering_connection_accepter", "p", {
          id: "pcx-00000001",
          vpc_peering_connection_id: "pcx-00000001",
          accept_status,
          auto_accept: accept,
        });
      expect(passes("aws_instance.1", "aws_instance.2", between)).toBe("no");
      expect(passes("aws_instance.1", "aws_instance.2", [...between, accepter("active")])).toBe("yes");
    },
  );

  test("a static route of a VPN, on its connection", () => {
    const shown = { destination_cidr_block: "192.168.0.0/16", source: "Static", state: "available" };
    const vpn = (...routes: readonly Values[]): readonly One[] => [
      ...net().filter(({ type }) => type !== "aws_default_route_table"),
      one("aws_vpn_gateway", "g", { ...home, id: "vgw-00000001" }),
      one("aws_customer_gateway", "c", { id: "cgw-00000001", ip_address: "198.51.100.7", bgp_asn: "65000" }),
      one("aws_vpn_connection", "c", {
        id: "vpn-00000001",
        customer_gateway_id: "cgw-00000001",
        vpn_gateway_id: "vgw-00000001",
        static_routes_only: true,
        routes,
      }),
      one("aws_vpn_gateway_route_propagation", "g", { route_table_id: "rtb-00000001", vpn_gateway_id: "vgw-00000001" }),
      group("1", []),
      open("1"),
      machine("1"),
    ];
    const made = one("aws_vpn_connection_route", "r", {
      vpn_connection_id: "vpn-00000001",
      destination_cidr_block: "192.168.0.0/16",
    });
    const answer = (...all: readonly One[]): string => passes("aws_vpn_connection.c", "aws_instance.1", all);
    expect(answer(...vpn())).toBe("no");
    expect(answer(...vpn({ ...shown, state: "deleted" }))).toBe("no");
    expect(answer(...vpn(shown))).toBe("perhaps");
    expect(answer(...vpn(shown), made)).toBe("yes");
  });
});

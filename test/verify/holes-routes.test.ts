/** Where routes lead that no input describes, and what machines do with what is not addressed to them. */
import { AddressSet } from "../../lib/model";
import type { RouteTarget } from "../../lib/terraform";
import { Proof, type DeclaredIntent } from "../../lib/verify";
import { declared, hospital } from "./hospital";
import { addresses, block, exactly, Network, tcp, to, why } from "./network";
import { agree } from "./second-opinion";

const judged = (network: Network, intent: DeclaredIntent): readonly string[] =>
  new Proof(network.facts(), intent).judge().findings.map(({ id }) => id);
const may = (network: Network, from: string, target: string): string => {
  const proof = new Proof(network.facts());
  return String(proof.between(proof.tryFindPlaceOf(from)!, proof.tryFindPlaceOf(target)!).may);
};

/** Numbers of addresses as text, and sets as their blocks. */
const replace = (_: string, value: unknown): unknown =>
  value instanceof AddressSet ? value.toString() : typeof value === "bigint" ? String(value) : value;

describe("a route to what no input describes", () => {
  // Nothing outside is declared, and the inputs join to no network: nobody has these addresses.
  const intent: DeclaredIntent = {
    ...declared,
    segments: declared.segments.filter(({ name }) => name !== "ward"),
    conduits: declared.conduits.filter(({ from }) => from !== "ward"),
  };
  const network = (target: RouteTarget | undefined, peer = "192.168.200.10/32"): Network => {
    const n = hospital()
      .rule("server-sg", "egress", tcp(443), peer)
      .entry("server-acl", "egress", 50, "allow", tcp(443), peer);
    n.lists.vpnConnections = [];
    n.lists.vpnRoutes = [];
    n.lists.routePropagations = [];
    return target === undefined ? n : n.route("server-rt", "192.168.200.0/24", target);
  };
  const outside = { how: "outside", id: "x-0123456789abcdef0" } as const;

  test.each([
    "core-network",
    "local-gateway",
    "odb-network",
    "carrier-gateway",
    "transit-gateway",
    "vpn-gateway",
    "peering",
    "endpoint",
    "nat-gateway",
    "interface",
  ] as const)("of kind %s may lead to anything", (kind) => {
    expect(judged(network({ kind, to: outside }), intent)).toEqual(["behind-route:server"]);
  });

  test("that is not known may lead to anything", () => {
    expect(judged(network({ kind: "unknown", among: [], because: why }), intent)).toEqual(["behind-route:server"]);
  });

  test("matters to nobody whose groups and ACL keep to what is declared", () => {
    expect(judged(network(undefined), intent)).toEqual([]);
    expect(judged(network({ kind: "core-network", to: outside }, "192.168.100.10/32"), intent)).toEqual([]);
  });

  test("matters beside what is declared behind it", () => {
    const n = network({ kind: "core-network", to: outside }, "192.168.200.0/24");
    const lab = { ...declared.segments[3]!, name: "lab", blocks: ["192.168.200.0/28"] };
    const conduit = { id: "lab", from: "server", to: "lab", transport: tcp(443) };
    // The inputs join to another network, so that the declared one is behind that or this.
    n.gateway("vgw-2", "vpn", "vpc").vpn("vpn-2", "vgw-2", "192.168.200.0/28");
    const both = { ...intent, segments: [...intent.segments, lab], conduits: [...intent.conduits, conduit] };
    expect(judged(n, both)).toContain("behind-route:server");
    n.lists.securityGroupRules = n.lists.securityGroupRules.map((rule) =>
      rule.peers.some((peer) => JSON.stringify(peer, replace).includes("192.168.200.0/24"))
        ? { ...rule, peers: [{ kind: "addresses", addresses: { exact: addresses("192.168.200.0/28") } }] }
        : rule,
    );
    expect(judged(n, both)).not.toContain("behind-route:server");
  });

  test("matters where it lets something in, too", () => {
    const n = network({ kind: "core-network", to: outside }, "192.168.100.10/32")
      .rule("server-sg", "ingress", tcp(22), "192.168.200.0/24")
      .entry("server-acl", "ingress", 50, "allow", tcp(22), "192.168.200.0/24");
    expect(judged(n, intent)).toEqual(["behind-route:server"]);
  });
});

describe("a route to what no input describes, where nothing is declared", () => {
  const network = (port: number, peer = "192.168.200.0/24"): Proof =>
    new Proof(
      new Network()
        .vpc("vpc", "10.0.0.0/16")
        .subnet("a", "vpc", "10.0.1.0/24")
        .group("sg", "vpc")
        .rule("sg", "ingress", tcp(port), peer)
        .face("ia", "a", ["sg"])
        .route("vpc-main", "192.168.200.0/24", { kind: "peering", to: { how: "outside", id: "pcx-0123456789abcdef0" } })
        .facts(),
    );
  const findings = (proof: Proof): readonly string[] => proof.judge().findings.map(({ id }) => id);
  const beyond = (proof: Proof): readonly string[] => proof.beyond.map(({ id }) => id);

  test("may be the way to manage what lets that in", () => {
    const proof = network(22);
    expect([findings(proof), beyond(proof)]).toEqual([["behind-route:a × sg"], ["behind-route:a × sg"]]);
    expect(proof.judge().verdict).toBe("undecided");
  });

  test("is no question of everybody's where other ports are open, and is told beside the pairs", () => {
    const proof = network(443);
    expect([findings(proof), beyond(proof)]).toEqual([[], ["behind-route:a × sg"]]);
  });

  test("is nobody's matter where the groups let nothing of it in", () => {
    const proof = network(22, "192.168.201.0/24");
    expect([findings(proof), beyond(proof)]).toEqual([[], []]);
  });
});

test("an appliance may have something behind it for who comes over a transit gateway as well", () => {
  const hub = hospital()
    .rule("server-sg", "egress", tcp(443), "192.168.200.10/32")
    .entry("server-acl", "egress", 50, "allow", tcp(443), "192.168.200.10/32")
    .vpc("far", "10.9.0.0/16")
    .subnet("far-a", "far", "10.9.0.0/24")
    .openGroup("far-sg", "far")
    .face("box", "far-a", ["far-sg"], { check: false })
    .route("far-main", "192.168.200.0/24", ["interface", "box"])
    .subnet("door", "vpc", "10.0.5.0/28")
    .transit("tgw", { vpc: ["door"], far: ["far-a"] })
    .route("server-rt", "192.168.200.0/24", ["transit-gateway", "tgw"]);
  expect(judged(hub, declared)).not.toContain("behind-appliance:server");
  hub.lists.transitRoutes.push({
    ...hub.base("hub-route"),
    table: to("tgw-table"),
    destination: { block: block("192.168.200.0/24") },
    to: { attachment: to("tgw-far") },
  });
  expect(judged(hub, declared)).toContain("behind-appliance:server");
});

describe("a machine with interfaces in two subnets", () => {
  const network = (machine: string): Network =>
    new Network()
      .vpc("vpc", "10.0.0.0/16")
      .subnet("a", "vpc", "10.0.1.0/24")
      .subnet("trust", "vpc", "10.0.2.0/24")
      .subnet("untrust", "vpc", "10.0.3.0/24")
      .openGroup("g", "vpc")
      .group("shut", "vpc")
      .face("ia", "a", ["g"])
      .face("inner", "trust", ["g"], { check: false, machine })
      .face("outer", "untrust", ["g"], { check: false, machine: "box" })
      .gateway("vgw", "vpn", "vpc")
      .vpn("vpn", "vgw", "172.16.0.0/16")
      .table("ta", "vpc", "a")
      .route("ta", "172.16.0.0/16", ["interface", "inner"])
      .table("tt", "vpc", "trust")
      .table("tu", "vpc", "untrust")
      .route("tu", "172.16.0.0/16", ["vpn-gateway", "vgw"]);

  test("passes on by one what came in by the other", () => {
    expect(may(network("box"), "ia", "vpn")).toBe("all");
    expect(may(network("inner"), "ia", "vpn")).toBe("nothing");
    expect(may(network("unknown"), "ia", "vpn")).toBe("all");
    for (const each of ["box", "inner", "unknown"]) agree(network(each));
  });

  test("by the groups of the one that it leaves by", () => {
    const shut = network("box");
    shut.lists.interfaces = shut.lists.interfaces.map((each) =>
      each.id === "outer" ? { ...each, groups: [to("shut")] } : each,
    );
    expect(may(shut, "ia", "vpn")).toBe("nothing");
    agree(shut);
  });
});

describe("a machine that puts its own address in", () => {
  const base = (): Network =>
    new Network()
      .vpc("vpc", "10.0.0.0/16")
      .subnet("a", "vpc", "10.0.1.0/24")
      .subnet("pub", "vpc", "10.0.2.0/24")
      .openGroup("g", "vpc")
      .group("ga", "vpc")
      .rule("ga", "egress", "all", "0.0.0.0/0")
      .face("ia", "a", ["ga"])
      .table("ta", "vpc", "a");
  const instance = (isPublic: boolean): Network =>
    base()
      .gateway("igw", "internet", "vpc")
      .face("box", "pub", ["g"], { check: false, public: isPublic })
      .table("tp", "vpc", "pub")
      .route("tp", "0.0.0.0/0", ["internet-gateway", "igw"])
      .route("ta", "0.0.0.0/0", ["interface", "box"]);

  test("is a NAT instance: the internet answers its public address, not the sender's", () => {
    expect(may(instance(true), "ia", "internet")).toBe("all");
    expect(may(instance(false), "ia", "internet")).toBe("nothing");
    for (const each of [true, false]) agree(instance(each));
  });

  test("has the address that it is said to have, even one that AWS keeps", () => {
    const network = instance(true);
    network.lists.interfaces = network.lists.interfaces.map((each) =>
      each.id === "box" ? { ...each, addresses: { exact: addresses("10.0.2.1/32") } } : each,
    );
    expect(may(network, "ia", "internet")).toBe("all");
    agree(network);
  });

  test("gets past groups and ACLs that know its address, or its group", () => {
    const far = (peer: string | { readonly group: string }): Network =>
      base()
        .subnet("b", "vpc", "10.0.3.0/24")
        .group("gb", "vpc")
        .rule("gb", "ingress", tcp(443), peer)
        .face("ib", "b", ["gb"])
        .face("box", "pub", ["g"], { check: false })
        .route("ta", "10.0.3.0/24", ["interface", "box"]);
    expect(may(far("10.0.2.128/25"), "ia", "ib")).toBe("tcp 443");
    expect(may(far({ group: "g" }), "ia", "ib")).toBe("tcp 443");
    expect(may(far("10.0.9.0/24"), "ia", "ib")).toBe("nothing");
    // A member of the group that is behind the machine is not seen as one (VPC user guide, "Security group rules").
    expect(may(far({ group: "ga" }), "ia", "ib")).toBe("nothing");
    for (const each of ["10.0.2.128/25", "10.0.9.0/24", { group: "g" }, { group: "ga" }]) agree(far(each));
  });
});

test("a host may send past its table to a machine in its subnet that passes things on (VPC user guide, Subnet route tables)", () => {
  const network = (check: boolean): Network =>
    new Network()
      .vpc("vpc", "10.0.0.0/16")
      .subnet("a", "vpc", "10.0.1.0/24")
      .subnet("pub", "vpc", "10.0.2.0/24")
      .openGroup("g", "vpc")
      .face("ia", "a", ["g"])
      .face("inner", "a", ["g"], { check, machine: "box" })
      .face("outer", "pub", ["g"], { public: true, machine: "box" })
      .gateway("igw", "internet", "vpc")
      .table("ta", "vpc", "a")
      .table("tp", "vpc", "pub")
      .route("tp", "0.0.0.0/0", ["internet-gateway", "igw"]);
  expect([may(network(false), "ia", "internet"), may(network(true), "ia", "internet")]).toEqual(["all", "nothing"]);
  for (const check of [true, false]) agree(network(check));
});

test("a host may send past its table to a machine that nobody knows the subnet of", () => {
  const network = (check: boolean, told: "one" | "none"): Network =>
    new Network()
      .vpc("vpc", "10.0.0.0/16")
      .subnet("a", "vpc", "10.0.1.0/24")
      .subnet("b", "vpc", "10.0.2.0/24")
      .openGroup("g", "vpc")
      .face("ia", "a", ["g"])
      .face("box", "b", ["g"], { check })
      .astray("box", told)
      .table("ta", "vpc", "a")
      .table("tb", "vpc", "b");
  for (const told of ["one", "none"] as const) {
    expect(may(network(false, told), "ia", "internet")).toBe("all");
    expect(may(network(true, told), "ia", "internet")).toBe("nothing");
    for (const check of [true, false]) agree(network(check, told));
  }
});

test("appliances behind a Gateway Load Balancer may have ways out of their own", () => {
  const network = new Network()
    .vpc("vpc", "10.0.0.0/16")
    .subnet("a", "vpc", "10.0.1.0/24")
    .subnet("e", "vpc", "10.0.2.0/24")
    .openGroup("g", "vpc")
    .face("ia", "a", ["g"])
    .table("ta", "vpc", "a")
    .table("te", "vpc", "e")
    .route("ta", "0.0.0.0/0", ["endpoint", "gwlbe"]);
  network.lists.endpoints.push({
    ...network.base("gwlbe"),
    kind: exactly("gateway-load-balancer"),
    vpc: to("vpc"),
    service: { unknown: why },
    routeTables: [],
  });
  network.face("eni", "e", [], { owner: "endpoint" });
  network.lists.interfaces = network.lists.interfaces.map((each) =>
    each.id === "eni" ? { ...each, owner: { kind: "endpoint", id: "gwlbe" }, groups: "unfiltered" } : each,
  );
  expect(may(network, "ia", "internet")).toBe("all");
  agree(network);
});

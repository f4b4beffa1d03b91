/** One fixture for each rule of AWS that reachability tools are known to get wrong, with its source. */
import { AddressSet, Cidr, Transport } from "../../lib/model";
import type { FactBase } from "../../lib/terraform";
import { Proof, checkCertificate } from "../../lib/verify";
import { factsOf } from "../terraform/read";
import { addresses, block, exactly, Network, tcp, to, udp, why } from "./network";

const reach = (network: Network, from = "ia", target = "ib", more: Partial<FactBase> = {}): string => {
  const proof = new Proof(network.facts(more));
  const { must, may } = proof.between(proof.tryFindPlaceOf(from)!, proof.tryFindPlaceOf(target)!);
  return may.equals(must) ? String(must) : `${String(must)}; perhaps ${String(may.subtract(must))}`;
};

/** Two interfaces with open groups, in subnets `a` and `b` of one VPC. */
const pair = (): Network =>
  new Network()
    .vpc("vpc", "10.0.0.0/16")
    .subnet("a", "vpc", "10.0.1.0/24")
    .subnet("b", "vpc", "10.0.2.0/24")
    .openGroup("ga", "vpc")
    .openGroup("gb", "vpc")
    .face("ia", "a", ["ga"])
    .face("ib", "b", ["gb"]);

/** Two VPCs, an interface with an open group in each. */
const two = (groupsB = ["gb"]): Network =>
  new Network()
    .vpc("va", "10.0.0.0/16")
    .vpc("vb", "10.1.0.0/16")
    .subnet("a", "va", "10.0.1.0/24")
    .subnet("b", "vb", "10.1.1.0/24")
    .openGroup("ga", "va")
    .openGroup("gb", "vb")
    .face("ia", "a", ["ga"])
    .face("ib", "b", groupsB);

const peered = (network: Network): Network =>
  network
    .peering("pcx", "va", "vb")
    .route("va-main", "10.1.0.0/16", ["peering", "pcx"])
    .route("vb-main", "10.0.0.0/16", ["peering", "pcx"]);

/** Two VPCs on a transit gateway, with its attachments in subnets of their own. */
const transit = (network = two(), references = false): Network =>
  network
    .subnet("ta", "va", "10.0.9.0/28")
    .subnet("tb", "vb", "10.1.9.0/28")
    .transit("tgw", { va: ["ta"], vb: ["tb"] }, { references })
    .route("va-main", "10.1.0.0/16", ["transit-gateway", "tgw"])
    .route("vb-main", "10.0.0.0/16", ["transit-gateway", "tgw"]);

/** An ACL on one subnet that lets everything through, for a test to add to. */
const open = (network: Network, id: string, subnet: string, vpc = "vpc", except?: "ingress" | "egress"): Network => {
  network.acl(id, vpc, subnet);
  for (const direction of ["ingress", "egress"] as const)
    if (direction !== except) network.entry(id, direction, 1000, "allow", "all", "0.0.0.0/0");
  return network;
};

describe("network ACLs", () => {
  test("the lowest number decides, not the order in the file (VPC user guide, Network ACLs)", () => {
    const network = open(pair(), "acl", "b")
      .entry("acl", "ingress", 20, "allow", tcp(443), "0.0.0.0/0")
      .entry("acl", "ingress", 10, "deny", tcp(443), "0.0.0.0/0");
    expect(reach(network)).toBe(String(Transport.all.subtract(tcp(443))));
    const proof = new Proof(network.facts());
    expect(proof.explain(proof.tryFindPlaceOf("ia")!, proof.tryFindPlaceOf("ib")!, tcp(443)).blockers).toEqual([
      { at: "acl (ingress)", rule: "acl-ingress-10", reason: "denies tcp 443" },
    ]);
  });

  test("they do not apply inside a subnet (VPC user guide, Network ACLs)", () => {
    const network = pair().acl("acl", "vpc", "a").face("ic", "a", ["gb"]);
    expect(reach(network, "ia", "ib")).toBe("nothing");
    expect(reach(network, "ia", "ic")).toBe("all");
  });

  test("but for a Classic Load Balancer's outbound traffic (Reachability Analyzer, ELB_ACL_RESTRICTION)", () => {
    const network = (owner: "classic-load-balancer" | "load-balancer", egress: Transport | "all"): Network =>
      pair()
        .face("lb", "a", ["ga"], { owner })
        .acl("acl", "vpc", "a")
        .entry("acl", "egress", 10, "allow", egress, "10.0.1.0/24");
    expect(reach(network("load-balancer", tcp(443)), "lb", "ia")).toBe("all");
    expect(reach(network("classic-load-balancer", tcp(443)), "lb", "ia")).toBe("tcp 443");
    // Its answers go out, too: here to none of the ports that a client surely has.
    expect(reach(network("classic-load-balancer", tcp(443)), "ia", "lb")).toMatch(/; perhaps tcp$/);
    expect(reach(network("classic-load-balancer", "all"), "ia", "lb")).toBe("all");
  });

  test("an instance in the transit gateway's own subnet is filtered both ways on its way out and not at all on its way in (Transit gateway guide, Network ACLs)", () => {
    const network = (except: "ingress" | "egress"): Network => {
      const base = two()
        .transit("tgw", { va: ["a"], vb: ["b"] })
        .route("va-main", "10.1.0.0/16", ["transit-gateway", "tgw"])
        .route("vb-main", "10.0.0.0/16", ["transit-gateway", "tgw"]);
      return open(base, "acl", "a", "va", except);
    };
    // A question from `ia`: both directions of its ACL are evaluated, on the packet out.
    expect(reach(network("ingress"))).toBe("nothing");
    expect(reach(network("egress"))).toBe("nothing");
    // A question to `ia` is not filtered; its answer is, by both. What needs no answer therefore gets in.
    expect(reach(network("ingress"), "ib", "ia")).toBe(reach(network("egress"), "ib", "ia"));
    const explained = new Proof(network("egress").facts());
    const { blockers } = explained.explain(explained.tryFindPlaceOf("ib")!, explained.tryFindPlaceOf("ia")!, tcp(443));
    expect(blockers).toEqual([{ at: "acl (egress)", rule: "none", reason: "nothing allows the answer" }]);
  });

  test("a transit gateway's own subnet filters inward for what leaves the VPC and outward for what enters (Transit gateway guide, Network ACLs)", () => {
    const blocker = (except: "ingress" | "egress", from: string, target: string): string[] => {
      const proof = new Proof(open(transit(), "acl", "ta", "va", except).facts());
      return proof
        .explain(proof.tryFindPlaceOf(from)!, proof.tryFindPlaceOf(target)!, tcp(443))
        .blockers.map(({ reason }) => reason);
    };
    expect(reach(transit())).toBe("all");
    expect(blocker("ingress", "ia", "ib")).toEqual(["nothing allows tcp 443"]);
    expect(blocker("egress", "ia", "ib")).toEqual(["nothing allows the answer"]);
    expect(blocker("egress", "ib", "ia")).toEqual(["nothing allows tcp 443"]);
    expect(blocker("ingress", "ib", "ia")).toEqual(["nothing allows the answer"]);
  });

  test("answers need an ephemeral port both ways (VPC user guide, Ephemeral ports)", () => {
    const network = pair().acl("acl", "vpc", "b").entry("acl", "ingress", 10, "allow", tcp(443), "0.0.0.0/0");
    expect(reach(network)).toBe("nothing");
    const answered = network.entry("acl", "egress", 10, "allow", tcp(32_768, 61_000), "10.0.1.0/24");
    expect(reach(answered)).toBe("tcp 443");
    const proof = new Proof(answered.facts());
    expect(
      proof.explain(proof.tryFindPlaceOf("ia")!, proof.tryFindPlaceOf("ib")!, tcp(443)).witness?.clientPorts,
    ).toEqual([[32_768, 61_000]]);
  });

  test("the ports that serve a client are shown: Linux, Windows, old Windows (VPC user guide, Ephemeral ports)", () => {
    for (const range of [
      [32_768, 61_000],
      [49_152, 65_535],
      [1025, 5000],
    ] as const) {
      const network = pair()
        .acl("acl", "vpc", "b")
        .entry("acl", "ingress", 10, "allow", tcp(443), "0.0.0.0/0")
        .entry("acl", "egress", 10, "allow", tcp(range[0], range[1]), "0.0.0.0/0");
      const proof = new Proof(network.facts());
      const { witness } = proof.explain(proof.tryFindPlaceOf("ia")!, proof.tryFindPlaceOf("ib")!, tcp(443));
      expect(witness?.clientPorts).toEqual([range]);
      expect(range[0] <= witness!.from.port! && witness!.from.port! <= range[1]).toBe(true);
    }
  });

  test("functions, load balancers and NAT gateways use every port from 1024 up (VPC user guide, Ephemeral ports)", () => {
    const network = (owner: "function" | "load-balancer" | "instance", from: number): Network =>
      pair()
        .face("client", "a", ["ga"], { owner })
        .acl("acl", "vpc", "b")
        .entry("acl", "ingress", 10, "allow", tcp(443), "0.0.0.0/0")
        .entry("acl", "egress", 10, "allow", tcp(from, 65_535), "0.0.0.0/0");
    expect(reach(network("instance", 32_768), "client", "ib")).toBe("tcp 443");
    for (const owner of ["function", "load-balancer"] as const) {
      expect(reach(network(owner, 32_768), "client", "ib")).toBe("nothing; perhaps tcp 443");
      expect(reach(network(owner, 1024), "client", "ib")).toBe("tcp 443");
    }
  });

  test("answers on ports below 1024 alone do not surely count (VPC user guide, Ephemeral ports)", () => {
    expect(
      reach(
        pair()
          .acl("acl", "vpc", "b")
          .entry("acl", "ingress", 10, "allow", tcp(443), "0.0.0.0/0")
          .entry("acl", "egress", 10, "allow", tcp(0, 1023), "0.0.0.0/0"),
      ),
    ).toBe("nothing; perhaps tcp 443");
  });

  test("an ACL without entries denies everything (VPC user guide, Network ACLs)", () => {
    expect(reach(pair().acl("acl", "vpc", "b"))).toBe("nothing");
  });
});

describe("security groups", () => {
  const closed = (): Network =>
    new Network()
      .vpc("vpc", "10.0.0.0/16")
      .subnet("a", "vpc", "10.0.1.0/24")
      .subnet("b", "vpc", "10.0.2.0/24")
      .openGroup("ga", "vpc")
      .group("gb", "vpc")
      .face("ia", "a", ["ga"])
      .face("ib", "b", ["gb"]);

  test("a group that refers to itself lets its members talk, and no one else (VPC user guide, Default security groups)", () => {
    const network = closed()
      .rule("gb", "ingress", "all", { group: "gb" })
      .rule("gb", "egress", "all", "0.0.0.0/0")
      .face("ic", "a", ["gb"]);
    expect(reach(network, "ic", "ib")).toBe("all");
    expect(reach(network, "ia", "ib")).toBe("nothing");
  });

  test("no egress rule means nothing goes out (VPC user guide, Security groups)", () => {
    expect(reach(closed(), "ib", "ia")).toBe("nothing");
    expect(reach(closed().rule("gb", "egress", tcp(443), "0.0.0.0/0"), "ib", "ia")).toBe("tcp 443");
  });

  test("a self rule before 0.0.0.0/0 does not hide it (known miss of static scanners)", () => {
    const network = closed().rule("gb", "ingress", "all", { group: "gb" }).rule("gb", "ingress", tcp(22), "0.0.0.0/0");
    expect(reach(network)).toBe("tcp 22");
  });

  test("two halves of the internet are the internet (known miss of static scanners)", () => {
    const network = closed()
      .rule("gb", "ingress", tcp(22), "0.0.0.0/1")
      .rule("gb", "ingress", tcp(22), "128.0.0.0/1")
      .gateway("igw", "internet", "vpc")
      .route("vpc-main", "0.0.0.0/0", ["internet-gateway", "igw"])
      .face("pub", "b", ["gb"], { public: true });
    expect(reach(network, "internet", "pub")).toBe("tcp 22");
    expect(
      new Proof(network.facts()).questions().map(({ id, verdict, rules }) => [id.split(":")[0], verdict, rules]),
    ).toEqual([
      ["internet-to-anything", "broken", ["gb-ingress-2", "vpc-acl-ingress-100"]],
      ["management-from-outside", "broken", ["gb-ingress-2", "vpc-acl-ingress-100"]],
    ]);
  });

  test("protocol -1 is every protocol and differs from TCP with UDP with ICMP (API_IpPermission)", () => {
    expect(reach(closed().rule("gb", "ingress", "all", "10.0.1.0/24"))).toBe("all");
    const three = [Transport.protocol(6), Transport.protocol(17), Transport.protocol(1)];
    expect(reach(three.reduce((network, each) => network.rule("gb", "ingress", each, "10.0.1.0/24"), closed()))).toBe(
      "icmp, tcp, udp",
    );
  });

  test("ICMP 8/0 is type 8 code 0, and its answer is 0/0 (API_IpPermission)", () => {
    const network = closed().rule("gb", "ingress", Transport.icmp("icmp", 8, 0), "10.0.1.0/24");
    expect(reach(network)).toBe("icmp 8/0");
    const filtered = network
      .acl("acl", "vpc", "b")
      .entry("acl", "ingress", 10, "allow", "all", "0.0.0.0/0")
      .entry("acl", "egress", 10, "allow", tcp(0, 65_535), "0.0.0.0/0");
    expect(reach(filtered)).toBe("nothing");
    expect(reach(filtered.entry("acl", "egress", 20, "allow", Transport.icmp("icmp", 0, 0), "0.0.0.0/0"))).toBe(
      "icmp 8/0",
    );
  });

  test("other protocols are answered by the same protocol (EC2 user guide, Connection tracking)", () => {
    const network = closed().rule("gb", "ingress", Transport.protocol(47), "10.0.1.0/24");
    expect(reach(network)).toBe("protocol 47");
    expect(
      reach(
        open(network, "acl", "b", "vpc", "egress").entry("acl", "egress", 10, "allow", tcp(0, 65_535), "0.0.0.0/0"),
      ),
    ).toBe("nothing");
  });

  test("a reference means the private addresses of its members, not public ones (VPC user guide, Security group rules)", () => {
    const network = closed()
      .rule("gb", "ingress", tcp(443), { group: "ga" })
      .gateway("igw", "internet", "vpc")
      .route("vpc-main", "0.0.0.0/0", ["internet-gateway", "igw"])
      .face("pub", "b", ["gb"], { public: true });
    expect(reach(network, "ia", "ib")).toBe("tcp 443");
    expect(reach(network, "internet", "pub")).toBe("nothing");
  });

  test("a reference does not count through a middlebox (VPC user guide, Security group rules)", () => {
    const network = (peer: string | { group: string }): Network =>
      closed()
        .rule("gb", "ingress", tcp(443), peer)
        .subnet("m", "vpc", "10.0.3.0/24")
        .openGroup("gm", "vpc")
        .face("box", "m", ["gm"], { check: false })
        .table("ta", "vpc", "a")
        .route("ta", "10.0.2.0/24", ["interface", "box"]);
    expect(reach(network({ group: "ga" }))).toBe("nothing");
    expect(reach(network("10.0.1.0/24"))).toBe("nothing; perhaps tcp 443");
  });

  test("a reference counts across a peering of one Region that is active (VPC peering guide, Security groups)", () => {
    const network = (): Network =>
      peered(two(["gc"]))
        .group("gc", "vb")
        .rule("gc", "ingress", tcp(443), { group: "ga" });
    expect(reach(network())).toBe("tcp 443");
    const far = network();
    far.lists.vpcs = far.lists.vpcs.map((vpc) => (vpc.id === "vb" ? { ...vpc, region: exactly("eu-west-1") } : vpc));
    expect(reach(far)).toBe("nothing");
    const pending = network();
    pending.lists.peerings = pending.lists.peerings.map((each) => ({ ...each, active: exactly(false) }));
    expect(reach(pending)).toBe("nothing");
  });

  test("a reference counts across a transit gateway inward only, when both it and the attachments allow it (Transit gateway guide, Security group referencing)", () => {
    const inward = (references: boolean): Network =>
      transit(two(["gc"]), references)
        .group("gc", "vb")
        .rule("gc", "ingress", tcp(443), { group: "ga" });
    expect(reach(inward(true))).toBe("tcp 443");
    expect(reach(inward(false))).toBe("nothing");
    expect(
      reach(
        transit(two(["gc"]), true)
          .group("gc", "vb")
          .rule("gc", "egress", tcp(443), { group: "ga" }),
        "ib",
        "ia",
      ),
    ).toBe("nothing");
  });

  test("a stale reference stays in the group and matches no one (VPC user guide, Stale security group rules)", () => {
    const network = closed().rule("gb", "ingress", tcp(443), { group: "gone" });
    expect(reach(network)).toBe("nothing");
  });

  test("a load balancer without a group is filtered by none (Network Load Balancer guide, Security groups)", () => {
    const network = closed();
    network.lists.interfaces = network.lists.interfaces.map((face) =>
      face.id === "ib" ? { ...face, groups: "unfiltered" } : face,
    );
    expect(reach(network)).toBe("all");
  });
});

describe("routes", () => {
  test("a propagated route never beats the local one, even if more specific (Site-to-Site VPN guide, Route priority)", () => {
    const network = pair().gateway("vgw", "vpn", "vpc").vpn("vpn", "vgw", "10.0.2.0/25").propagate("vpc-main", "vgw");
    expect(reach(network)).toBe("all");
    expect(
      reach(
        pair().gateway("vgw", "vpn", "vpc").vpn("vpn", "vgw", "172.16.0.0/16").propagate("vpc-main", "vgw"),
        "ia",
        "vpn",
      ),
    ).toBe("all");
  });

  test("a static route to a whole subnet beats the local one (VPC user guide, Middlebox routing)", () => {
    const network = pair()
      .subnet("m", "vpc", "10.0.3.0/24")
      .openGroup("gm", "vpc")
      .face("box", "m", ["gm"])
      .table("ta", "vpc", "a")
      .route("ta", "10.0.2.0/24", ["interface", "box"]);
    // The appliance still checks source and destination, and drops it: no fall-through to the local route.
    expect(reach(network)).toBe("nothing");
  });

  test("static beats prefix list beats propagated (VPC user guide, Route priority)", () => {
    const network = (): Network =>
      peered(two()).gateway("vgw", "vpn", "va").vpn("vpn", "vgw", "10.1.0.0/16").propagate("va-main", "vgw");
    expect(reach(network())).toBe("all");
    const listed = two()
      .peering("pcx", "va", "vb")
      .prefixList("pl", "10.1.0.0/16")
      .route("va-main", { list: "pl" }, ["peering", "pcx"])
      .route("vb-main", "10.0.0.0/16", ["peering", "pcx"])
      .gateway("vgw", "vpn", "va")
      .vpn("vpn", "vgw", "10.1.0.0/16")
      .propagate("va-main", "vgw");
    expect(reach(listed)).toBe("all");
    // The same block by a list that leads nowhere: the static route carries it, and without it the list does.
    const both = (withStatic: boolean): Network => {
      const one = two().peering("pcx", "va", "vb").prefixList("pl", "10.1.0.0/16").gateway("vgw", "vpn", "va");
      one.route("va-main", { list: "pl" }, ["vpn-gateway", "vgw"]).route("vb-main", "10.0.0.0/16", ["peering", "pcx"]);
      return withStatic ? one.route("va-main", "10.1.0.0/16", ["peering", "pcx"]) : one;
    };
    expect(reach(both(true))).toBe("all");
    expect(reach(both(false))).toBe("nothing");
  });

  test("overlapping prefix lists to different targets are chosen at random (VPC user guide, Route priority)", () => {
    const network = peered(two())
      .prefixList("one", "10.1.0.0/16")
      .prefixList("two", "10.1.0.0/16")
      .gateway("vgw", "vpn", "va")
      .vpn("vpn", "vgw", "10.1.0.0/16");
    network.lists.routes = network.lists.routes.filter(({ table }) => "to" in table && table.to !== "va-main");
    expect(
      reach(
        network
          .route("va-main", { list: "one" }, ["peering", "pcx"])
          .route("va-main", { list: "two" }, ["vpn-gateway", "vgw"]),
      ),
    ).toBe("nothing; perhaps all");
  });

  test("an edge table sends what enters to an appliance, not past it (VPC user guide, Gateway route tables)", () => {
    const network = pair()
      .gateway("igw", "internet", "vpc")
      .route("vpc-main", "0.0.0.0/0", ["internet-gateway", "igw"])
      .face("pub", "b", ["gb"], { public: true });
    expect(reach(network, "internet", "pub")).toBe("all");
    network
      .subnet("m", "vpc", "10.0.3.0/24")
      .openGroup("gm", "vpc")
      .face("box", "m", ["gm"])
      .table("edge", "vpc")
      .route("edge", "10.0.2.0/24", ["interface", "box"]);
    network.lists.routeTableAssociations.push({
      ...network.base("edge>igw"),
      table: to("edge"),
      of: { gateway: to("igw") },
    });
    expect(reach(network, "internet", "pub")).toBe("nothing");
  });

  test("tables do not apply inside a subnet (VPC user guide, Route tables)", () => {
    const network = pair()
      .face("ic", "a", ["gb"])
      .table("ta", "vpc", "a")
      .route("ta", "10.0.1.0/24", ["interface", "nowhere"]);
    expect(reach(network, "ia", "ic")).toBe("all");
  });

  test("nor to what is sent to another interface's MAC address: a NAT gateway in the subnet takes it (VPC user guide, Subnet route tables)", () => {
    const network = (natIn: string): Network =>
      pair()
        .subnet("n", "vpc", "10.0.9.0/28")
        .gateway("igw", "internet", "vpc")
        .nat("nat", natIn)
        .table("tn", "vpc", natIn)
        .route("tn", "0.0.0.0/0", ["internet-gateway", "igw"]);
    // No table of `a` leads to the gateway, and `ia` has no public address.
    expect(reach(network("n"), "ia", "internet")).toBe("nothing");
    expect(reach(network("a"), "ia", "internet")).toBe("nothing; perhaps all");
    // What its table carries stays sure: the detour is the host's own choice.
    expect(reach(network("a"), "ia", "ib")).toBe("all");
  });

  test("a NAT gateway translates 64:ff9b::/96 to IPv4, which is left open, and carries no other IPv6 (VPC user guide, DNS64 and NAT64)", () => {
    const network = (destination: string): Network =>
      new Network()
        .vpc("vpc", "10.0.0.0/16", "3fff::/56")
        .subnet("a", "vpc", ["10.0.1.0/24", "3fff::/64"])
        .subnet("n", "vpc", "10.0.9.0/28")
        .openGroup("g", "vpc")
        .face("ia", "a", ["g"])
        .gateway("igw", "internet", "vpc")
        .nat("nat", "n")
        .table("tn", "vpc", "n")
        .route("tn", "0.0.0.0/0", ["internet-gateway", "igw"])
        .table("ta", "vpc", "a")
        .route("ta", destination, ["nat-gateway", "nat"]);
    expect(reach(network("64:ff9b::/96"), "ia", "internet")).toBe("nothing; perhaps all");
    expect(reach(network("2000::/3"), "ia", "internet")).toBe("nothing");
    for (const destination of ["64:ff9b::/96", "::/0", "2000::/3"])
      expect(() => new Proof(network(destination).facts()).judge()).not.toThrow();
  });

  test("link-local services are never routed (VPC user guide, Route tables)", () => {
    const network = pair()
      .gateway("igw", "internet", "vpc")
      .route("vpc-main", "0.0.0.0/0", ["internet-gateway", "igw"]);
    network.gateway("vgw", "vpn", "vpc").vpn("vpn", "vgw");
    network.lists.vpnConnections = network.lists.vpnConnections.map((each) => ({
      ...each,
      staticRoutesOnly: exactly(false),
    }));
    const proof = new Proof(network.facts());
    for (const place of [proof.findPlace("internet"), proof.findPlace("vpn")])
      for (const block_ of ["169.254.168.0/22", "fd00:ec2::/32"])
        expect([place.id, block_, place.addresses.overlaps(addresses(block_))]).toEqual([place.id, block_, false]);
  });

  test("peering is not transitive and leads through no gateway (VPC peering guide, Unsupported configurations)", () => {
    const network = peered(two())
      .vpc("vc", "10.2.0.0/16")
      .subnet("c", "vc", "10.2.1.0/24")
      .openGroup("gc", "vc")
      .face("ic", "c", ["gc"])
      .peering("pcy", "vb", "vc")
      .route("va-main", "10.2.0.0/16", ["peering", "pcx"])
      .route("vb-main", "10.2.0.0/16", ["peering", "pcy"])
      .route("vc-main", "10.0.0.0/15", ["peering", "pcy"]);
    expect(reach(network, "ib", "ic")).toBe("all");
    expect(reach(network, "ia", "ic")).toBe("nothing");
    expect(
      reach(
        peered(two())
          .gateway("igw", "internet", "vb")
          .route("vb-main", "0.0.0.0/0", ["internet-gateway", "igw"])
          .route("va-main", "0.0.0.0/0", ["peering", "pcx"]),
        "ia",
        "internet",
      ),
    ).toBe("nothing");
  });

  test("a connection needs a route back (VPC peering guide, Route tables)", () => {
    expect(reach(two().peering("pcx", "va", "vb").route("va-main", "10.1.0.0/16", ["peering", "pcx"]))).not.toContain(
      "tcp",
    );
  });
});

describe("transit gateways", () => {
  test("no attachment in the zone means no way in (Transit gateway guide, VPC attachments)", () => {
    const network = transit();
    network.lists.subnets = network.lists.subnets.map((subnet) =>
      subnet.id === "ta" ? { ...subnet, zone: exactly("b") } : subnet,
    );
    expect(reach(network)).toBe("nothing");
  });

  test("the attachment subnet's own table must lead to the destination (Transit gateway guide, VPC attachments)", () => {
    const network = transit()
      .table("ttb", "vb", "tb")
      .route("ttb", "10.1.1.0/24", ["interface", "ix"])
      .openGroup("gx", "vb")
      .face("ix", "tb", ["gx"]);
    expect(reach(network)).toBe("nothing");
  });

  test("two VPCs with one block cannot both be propagated (Transit gateway guide, Route propagation)", () => {
    const network = new Network()
      .vpc("va", "10.0.0.0/16")
      .vpc("vb", "10.1.0.0/16")
      .vpc("vc", "10.1.0.0/16")
      .subnet("a", "va", "10.0.1.0/24")
      .subnet("b", "vb", "10.1.1.0/24")
      .subnet("c", "vc", "10.1.1.0/24")
      .openGroup("ga", "va")
      .openGroup("gb", "vb")
      .openGroup("gc", "vc")
      .face("ia", "a", ["ga"])
      .face("ib", "b", ["gb"])
      .face("ic", "c", ["gc"])
      .transit("tgw", { va: ["a"], vb: ["b"], vc: ["c"] })
      .route("va-main", "10.1.0.0/16", ["transit-gateway", "tgw"])
      .route("vb-main", "10.0.0.0/16", ["transit-gateway", "tgw"])
      .route("vc-main", "10.0.0.0/16", ["transit-gateway", "tgw"]);
    expect(reach(network, "ia", "ib")).toBe("nothing; perhaps all");
    expect(reach(network, "ia", "ic")).toBe("nothing; perhaps all");
  });

  test("a blackhole beats what is propagated (Transit gateway guide, Route evaluation order)", () => {
    const network = transit();
    network.lists.transitRoutes.push({
      ...network.base("hole"),
      table: to("tgw-table"),
      destination: { block: block("10.1.0.0/16") },
      to: "blackhole",
    });
    expect(reach(network)).toBe("nothing");
  });
});

describe("the internet", () => {
  const online = (isPublic: boolean): Network =>
    pair()
      .gateway("igw", "internet", "vpc")
      .route("vpc-main", "0.0.0.0/0", ["internet-gateway", "igw"])
      .face("web", "b", ["gb"], { public: isPublic });

  test("a subnet is public by its route, and an interface by its address (VPC user guide, Internet gateways)", () => {
    expect(reach(online(true), "internet", "web")).toBe("all");
    expect(reach(online(false), "internet", "web")).toBe("nothing");
    const unrouted = online(true);
    unrouted.lists.routes = [];
    // What needs no answer still gets in: the gateway delivers it.
    expect(reach(unrouted, "internet", "web")).not.toContain("tcp");
  });

  test("a NAT gateway lets out and not in, through the ACLs of both subnets (VPC user guide, NAT gateways)", () => {
    const network = (): Network =>
      pair()
        .subnet("n", "vpc", "10.0.9.0/28")
        .gateway("igw", "internet", "vpc")
        .nat("nat", "n")
        .table("tn", "vpc", "n")
        .route("tn", "0.0.0.0/0", ["internet-gateway", "igw"])
        .route("vpc-main", "0.0.0.0/0", ["nat-gateway", "nat"]);
    expect(reach(network(), "ia", "internet")).toBe("all");
    expect(reach(network(), "internet", "ia")).toBe("nothing");
    expect(reach(network().acl("closed", "vpc", "n"), "ia", "internet")).toBe("nothing");
    const privately = network();
    privately.lists.natGateways = privately.lists.natGateways.map((nat) => ({
      ...nat,
      connectivity: exactly("private"),
    }));
    expect(reach(privately, "ia", "internet")).toBe("nothing");
  });

  test("a NAT gateway picks its own port from 1024 up, whatever its client's is (VPC user guide, Network ACLs, ephemeral ports)", () => {
    const network = (answersTo: Transport): Network =>
      pair()
        .subnet("n", "vpc", "10.0.9.0/28")
        .gateway("igw", "internet", "vpc")
        .nat("nat", "n")
        .table("tn", "vpc", "n")
        .route("tn", "0.0.0.0/0", ["internet-gateway", "igw"])
        .route("vpc-main", "0.0.0.0/0", ["nat-gateway", "nat"])
        .acl("an", "vpc", "n")
        .entry("an", "egress", 10, "allow", "all", "0.0.0.0/0")
        .entry("an", "ingress", 10, "allow", "all", "10.0.0.0/16")
        .entry("an", "ingress", 20, "allow", answersTo, "0.0.0.0/0")
        .acl("aa", "vpc", "a")
        .entry("aa", "egress", 10, "allow", tcp(443), "0.0.0.0/0")
        .entry("aa", "ingress", 10, "allow", tcp(32_768, 61_000), "0.0.0.0/0");
    expect(reach(network(tcp(1024, 65_535)), "ia", "internet")).toBe("tcp 443");
    // It may pick another than these: nobody can promise that this works, nor that it does not.
    expect(reach(network(tcp(32_768, 61_000)), "ia", "internet")).toBe("nothing; perhaps tcp 443");
    // The client has none of these; the gateway may.
    expect(reach(network(tcp(2000, 3000)), "ia", "internet")).toBe("nothing; perhaps tcp 443");
    expect(reach(network(tcp(443)), "ia", "internet")).toBe("nothing");
    const proof = new Proof(network(tcp(2000, 3000)).facts());
    const { verdict, doubts } = proof.explain(proof.tryFindPlaceOf("ia")!, proof.findPlace("internet"), tcp(443));
    expect({ verdict, doubts }).toEqual({
      verdict: "undecided",
      doubts: ["which port nat picks: an (ingress) lets answers through to some of 1024-65535"],
    });
  });

  test("IPv6 has routes and rules of its own, and an egress-only gateway lets nothing in (VPC user guide, Egress-only internet gateways)", () => {
    const network = (): Network =>
      new Network()
        .vpc("vpc", "10.0.0.0/16", "2600:1f00::/56")
        .subnet("a", "vpc", ["10.0.1.0/24", "2600:1f00::/64"])
        .openGroup("ga", "vpc")
        .face("ia", "a", ["ga"]);
    expect(
      reach(
        network().gateway("igw", "internet", "vpc").route("vpc-main", "::/0", ["internet-gateway", "igw"]),
        "internet",
        "ia",
      ),
    ).toBe("all");
    const outward = network()
      .gateway("eigw", "egress-only", "vpc")
      .route("vpc-main", "::/0", ["egress-only-gateway", "eigw"]);
    expect(reach(outward, "ia", "internet")).toBe("all");
    expect(reach(outward, "internet", "ia")).toBe("nothing");
    const v4rules = network().gateway("igw", "internet", "vpc").route("vpc-main", "::/0", ["internet-gateway", "igw"]);
    v4rules.lists.securityGroupRules = [];
    expect(reach(v4rules.rule("ga", "ingress", "all", "0.0.0.0/0"), "internet", "ia")).toBe("nothing");
  });

  test("Block Public Access stops what routes and rules allow, but for its exclusions (VPC user guide, Block public access)", () => {
    const blocked = (mode: "block-bidirectional" | "block-ingress"): Network => {
      const network = online(true);
      network.lists.publicAccessBlocks.push({
        ...network.base("bpa"),
        region: exactly("us-east-1"),
        mode: exactly(mode),
      });
      return network;
    };
    expect(reach(blocked("block-bidirectional"), "internet", "web")).toBe("nothing");
    expect(reach(blocked("block-bidirectional"), "web", "internet")).toBe("nothing");
    const excluded = blocked("block-ingress");
    excluded.lists.publicAccessExclusions.push({
      ...excluded.base("except"),
      of: { subnet: to("b") },
      mode: exactly("allow-bidirectional"),
    });
    expect(reach(excluded, "internet", "web")).toBe("all");
  });
});

describe("Network Firewall", () => {
  const inspected = (actions: readonly string[], stateful = false): Network => {
    const network = pair()
      .subnet("f", "vpc", "10.0.8.0/28")
      .table("ta", "vpc", "a")
      .table("tb", "vpc", "b")
      .route("ta", "10.0.2.0/24", ["firewall", "fw"])
      .route("tb", "10.0.1.0/24", ["firewall", "fw"]);
    const any = AddressSet.everything;
    network.lists.firewalls.push({ ...network.base("fw"), vpc: to("vpc"), subnets: [to("f")], policy: to("policy") });
    network.lists.firewallPolicies.push({
      ...network.base("policy"),
      statelessDefault: exactly(actions),
      statelessFragmentDefault: exactly(actions),
      statelessGroups: [{ priority: exactly(1), group: to("rules") }],
      statefulGroups: stateful ? [{ priority: "none", group: to("domains") }] : [],
      statefulDefault: exactly([]),
      statefulOrder: exactly("default-action"),
      variables: [],
    });
    network.lists.firewallRuleGroups.push({
      ...network.base("rules"),
      variables: [],
      rules: {
        kind: "stateless",
        rules: [
          {
            priority: exactly(1),
            actions: exactly(["aws:drop"]),
            sources: { exact: any },
            destinations: { exact: any },
            transport: { exact: tcp(22) },
            sourceTransport: { exact: Transport.all },
            matchesFlags: false,
          },
        ],
      },
    });
    return network;
  };

  test("stateless rules are exact (Network Firewall guide, Stateless rule groups)", () => {
    expect(reach(inspected(["aws:drop"]))).toBe("nothing");
    expect(reach(inspected(["aws:pass"]))).toBe(String(Transport.all.subtract(tcp(22))));
  });

  test("stateful rules are never taken for a pass (Reachability Analyzer, Additional detail codes)", () => {
    expect(reach(inspected(["aws:forward_to_sfe"], true))).toBe(
      `nothing; perhaps ${String(Transport.all.subtract(tcp(22)))}`,
    );
  });
});

describe("what is not known", () => {
  test("an unknown block of an allow may be anything and need be nothing", () => {
    const network = pair();
    network.lists.securityGroupRules = network.lists.securityGroupRules.filter(
      ({ group, direction }) => !("to" in group && group.to === "gb" && direction === "ingress"),
    );
    network.rule("gb", "ingress", tcp(443), "10.0.0.0/8");
    const rule = network.lists.securityGroupRules.pop()!;
    network.lists.securityGroupRules.push({
      ...rule,
      peers: [
        { kind: "addresses", addresses: { may: addresses("10.0.0.0/16"), must: AddressSet.empty, because: why } },
      ],
    });
    expect(reach(network)).toBe("nothing; perhaps tcp 443");
  });

  test("an unknown block of a deny need deny nothing and may deny everything", () => {
    const network = open(pair(), "acl", "b").entry("acl", "ingress", 10, "deny", udp(53), "10.0.0.0/8");
    const entry = network.lists.networkAclEntries.pop()!;
    network.lists.networkAclEntries.push({
      ...entry,
      addresses: { may: AddressSet.everything, must: AddressSet.empty, because: why },
    });
    expect(reach(network)).toBe(`${String(Transport.all.subtract(udp(53)))}; perhaps udp 53`);
  });

  test("a list that may hold more lets more through perhaps, never surely", () => {
    const network = pair();
    network.lists.securityGroupRules = [];
    network.lists.securityGroups = network.lists.securityGroups.map((group) => ({ ...group, more: why }));
    expect(reach(network)).toBe("nothing; perhaps all");
  });

  test("one of several tables is perhaps each of them", () => {
    const network = peered(two()).table("empty", "va");
    network.lists.routeTableAssociations.push({
      ...network.base("some"),
      table: { how: "ambiguous", among: ["empty", "va-main"], because: why },
      of: { subnet: to("a") },
    });
    expect(reach(network)).toBe("nothing; perhaps all");
  });

  test("a subnet in which nothing has an interface is listed", () => {
    expect(
      new Proof(pair().subnet("c", "vpc", "10.0.3.0/24").facts()).empty.map(({ id, addresses: set }) => [
        id,
        String(set),
      ]),
    ).toEqual([["c", String(AddressSet.of([Cidr.of("10.0.3.0/24")]))]]);
  });
});

describe("what no filter stops", () => {
  test("the VPC's resolver and the instance metadata service are exempt from every isolation (VPC user guide, Network ACLs, Security groups)", () => {
    const network = pair().acl("acl", "vpc", "a", "b");
    network.lists.securityGroupRules = [];
    const proof = new Proof(network.facts());
    expect(reach(network)).toBe("nothing");
    expect(proof.exemptions.map(({ vpc, what, addresses: at }) => [vpc, what, at])).toEqual([
      ["vpc", "DNS resolver", ["10.0.0.2", "169.254.169.253", "fd00:ec2::253"]],
      [undefined, "instance and task metadata", ["169.254.169.254", "fd00:ec2::254", "169.254.170.2"]],
      [undefined, "time", ["169.254.169.123", "fd00:ec2::123"]],
      [undefined, "Windows activation", ["169.254.169.250", "169.254.169.251"]],
      [undefined, "DHCP and subnet routers", []],
      [undefined, "connections tracked since before a rule was removed", []],
    ]);
    // They are no place that anything is judged against.
    expect(proof.tryFindPlaceOf("10.0.0.2")).toBeUndefined();
  });

  test("ways that lead out and in again are exempt where there may be one: by the internet, and by a network outside", () => {
    const whats = (network: Network): readonly string[] =>
      new Proof(network.facts()).exemptions.map(({ what }) => what).slice(6);
    expect(whats(pair())).toEqual([]);
    expect(whats(pair().face("web", "a", ["ga"], { public: true }))).toEqual([
      "public addresses of these networks, by way of the internet",
    ]);
    expect(whats(pair().gateway("vgw", "vpn", "vpc").vpn("vpn", "vgw", "172.16.0.0/16"))).toEqual([
      "what a network outside that is joined to several places passes on",
    ]);
  });

  test("a tracked connection outlives its rule, so that the proof is about those that start afterwards (EC2 user guide, Connection tracking)", () => {
    const before = pair();
    const after = pair();
    after.lists.securityGroupRules = after.lists.securityGroupRules.filter(
      ({ group, direction }) => !("to" in group && group.to === "gb" && direction === "ingress"),
    );
    expect([reach(before), reach(after)]).toEqual(["all", "nothing"]);
    expect(new Proof(after.facts()).exemptions.at(-1)?.what).toBe(
      "connections tracked since before a rule was removed",
    );
  });
});

describe("IPv6 has rules and routes of its own", () => {
  /** Two interfaces with both families in subnets `a` and `b`, and groups for a test to fill. */
  const dual = (): Network =>
    new Network()
      .vpc("vpc", "10.0.0.0/16", "2600:1f00::/56")
      .subnet("a", "vpc", ["10.0.1.0/24", "2600:1f00:0:1::/64"])
      .subnet("b", "vpc", ["10.0.2.0/24", "2600:1f00:0:2::/64"])
      .openGroup("ga", "vpc")
      .group("gb", "vpc")
      .face("ia", "a", ["ga"])
      .face("ib", "b", ["gb"]);
  const v6only = "2600:1f00:0:1::/64";

  test("a rule of one family says nothing of the other (VPC user guide, Security group rules)", () => {
    const from = (network: Network): string | undefined => {
      const proof = new Proof(network.facts());
      return proof.explain(proof.tryFindPlaceOf("ia")!, proof.tryFindPlaceOf("ib")!, tcp(443)).witness?.from.address;
    };
    expect(from(dual().rule("gb", "ingress", tcp(443), v6only))).toBe("2600:1f00:0:1::4");
    expect(from(dual().rule("gb", "ingress", tcp(443), "10.0.1.0/24"))).toBe("10.0.1.4");
    expect(from(dual().rule("gb", "ingress", tcp(443), "10.0.9.0/24"))).toBeUndefined();
  });

  test("two halves of ::/0 are all of it (known miss of static scanners)", () => {
    const network = dual()
      .rule("gb", "ingress", tcp(22), "::/1", "8000::/1")
      .gateway("igw", "internet", "vpc")
      .route("vpc-main", "::/0", ["internet-gateway", "igw"]);
    expect(reach(network, "internet", "ib")).toBe("tcp 22");
  });

  test("an ACL denies what it does not name, in each family (VPC user guide, Network ACLs)", () => {
    const network = (...blocks: readonly string[]): Network =>
      dual()
        .rule("gb", "ingress", "all", "10.0.1.0/24", v6only)
        .acl("acl", "vpc", "b")
        .entry("acl", "ingress", 20, "allow", tcp(443), ...blocks)
        .entry("acl", "ingress", 10, "deny", tcp(443), "10.0.0.0/8")
        .entry("acl", "egress", 10, "allow", "all", "0.0.0.0/0", "::/0");
    expect(reach(network("0.0.0.0/0"))).toBe("nothing");
    expect(reach(network("::/0"))).toBe("tcp 443");
  });

  test("an answer needs an entry of its own family (VPC user guide, Ephemeral ports)", () => {
    const network = (back: string): Network =>
      dual()
        .rule("gb", "ingress", "all", v6only)
        .acl("acl", "vpc", "b")
        .entry("acl", "ingress", 10, "allow", tcp(443), "::/0")
        .entry("acl", "egress", 10, "allow", tcp(1024, 65_535), back);
    expect(reach(network("0.0.0.0/0"))).toBe("nothing");
    expect(reach(network("::/0"))).toBe("tcp 443");
  });

  test("a reference means the IPv6 addresses of its members, too (VPC user guide, Security group rules)", () => {
    const network = dual().rule("gb", "ingress", tcp(443), { group: "ga" });
    const proof = new Proof(network.facts(), {
      segments: [{ name: "b", kind: "clinical", subnets: ["b"], groups: ["gb"], blocks: ["10.0.2.0/24"] }],
      conduits: [],
    });
    expect(reach(network)).toBe("tcp 443");
    expect(proof.judge().findings.map(({ id }) => id)).toContain("excess:a × ga>b");
  });

  test("ICMP is not of IPv6, and ICMPv6 128 is answered by 129 (RFC 4443)", () => {
    const ping = (filtered: boolean): Network => {
      const network = dual().rule("gb", "ingress", Transport.icmp("icmpv6", 128, 0), v6only);
      return filtered
        ? network
            .acl("acl", "vpc", "b")
            .entry("acl", "ingress", 10, "allow", "all", "::/0")
            .entry("acl", "egress", 10, "allow", Transport.icmp("icmpv6", 128, 0), "::/0")
        : network;
    };
    expect(reach(ping(false))).toBe("icmpv6 128/0");
    expect(reach(ping(true))).toBe("nothing");
  });

  test("a transit gateway carries it only where its attachment does (Transit gateway guide, VPC attachments)", () => {
    const across = (on: boolean): Network => {
      const n = new Network()
        .vpc("va", "2600:1f00::/56")
        .vpc("vb", "2600:1f00:0:100::/56")
        .subnet("a", "va", "2600:1f00:0:1::/64")
        .subnet("b", "vb", "2600:1f00:0:101::/64")
        .openGroup("ga", "va")
        .openGroup("gb", "vb")
        .face("ia", "a", ["ga"])
        .face("ib", "b", ["gb"])
        .transit("tgw", { va: ["a"], vb: ["b"] })
        .route("va-main", "2600:1f00:0:100::/56", ["transit-gateway", "tgw"])
        .route("vb-main", "2600:1f00::/56", ["transit-gateway", "tgw"]);
      n.lists.transitAttachments = n.lists.transitAttachments.map((each) => ({ ...each, ipv6: exactly(on) }));
      return n;
    };
    expect(reach(across(true))).toBe("all");
    expect(reach(across(false))).toBe("nothing");
  });

  test("a peering and a propagated route treat it like IPv4 (VPC peering guide; Site-to-Site VPN guide, Route priority)", () => {
    const n = new Network()
      .vpc("va", "2600:1f00::/56")
      .vpc("vb", "2600:1f00:0:100::/56")
      .subnet("a", "va", "2600:1f00:0:1::/64")
      .subnet("b", "vb", "2600:1f00:0:101::/64")
      .openGroup("ga", "va")
      .openGroup("gb", "vb")
      .face("ia", "a", ["ga"])
      .face("ib", "b", ["gb"])
      .peering("pcx", "va", "vb")
      .route("va-main", "2600:1f00:0:100::/56", ["peering", "pcx"])
      .route("vb-main", "2600:1f00::/56", ["peering", "pcx"]);
    expect(reach(n)).toBe("all");
    const local = dual().rule("gb", "ingress", "all", v6only).gateway("vgw", "vpn", "vpc");
    local.vpn("vpn", "vgw", "2600:1f00:0:2::/65").propagate("vpc-main", "vgw");
    expect(reach(local)).toBe("all");
    local.route("vpc-main", "2600:1f00:0:2::/64", ["vpn-gateway", "vgw"]);
    expect(reach(local)).toBe("nothing");
  });
});

describe("as Terraform writes it", () => {
  const vpc = {
    aws_vpc: { v: { cidr_block: "10.0.0.0/16" } },
    aws_subnet: {
      a: { vpc_id: "${aws_vpc.v.id}", cidr_block: "10.0.1.0/24", availability_zone: "us-east-1a" },
      b: { vpc_id: "${aws_vpc.v.id}", cidr_block: "10.0.2.0/24", availability_zone: "us-east-1a" },
    },
  };
  const instance = (subnet: string, ...groups: string[]) => ({
    subnet_id: `\${aws_subnet.${subnet}.id}`,
    associate_public_ip_address: false,
    ...(groups.length > 0
      ? { vpc_security_group_ids: groups.map((group) => `\${aws_security_group.${group}.id}`) }
      : {}),
  });
  const group = (more: object = {}) => ({ vpc_id: "${aws_vpc.v.id}", ...more });
  const everything = { from_port: 0, to_port: 0, protocol: "-1", cidr_blocks: ["0.0.0.0/0"] };
  const passes = (resource: object, from = "aws_instance.a", target = "aws_instance.b"): string => {
    const proof = new Proof(factsOf({ ...vpc, ...resource }));
    const { must, may } = proof.between(proof.tryFindPlaceOf(from)!, proof.tryFindPlaceOf(target)!);
    return may.equals(must) ? String(must) : `${String(must)}; perhaps ${String(may.subtract(must))}`;
  };

  test("an interface without a group is in the default one, whose members talk (VPC user guide, Default security groups)", () => {
    expect(passes({ aws_instance: { a: instance("a"), b: instance("b") } })).toBe("all");
    expect(
      passes({ aws_instance: { a: instance("a"), b: instance("b") }, aws_default_security_group: { d: group() } }),
    ).toBe("nothing");
  });

  test("a group without egress lets nothing out: Terraform takes AWS's own rule away (AWS provider, aws_security_group)", () => {
    const made = (egress: object): string =>
      passes({
        aws_instance: { a: instance("a", "g"), b: instance("b", "open") },
        aws_security_group: { g: group(egress), open: group({ ingress: [everything] }) },
      });
    expect(made({})).toBe("nothing");
    expect(made({ egress: [everything] })).toBe("all");
  });

  const rule = (more: object) => ({
    aws_instance: { a: instance("a", "open"), b: instance("b", "g") },
    aws_security_group: { g: group(), open: group({ egress: [everything] }) },
    aws_vpc_security_group_ingress_rule: {
      r: { security_group_id: "${aws_security_group.g.id}", cidr_ipv4: "10.0.1.0/24", ...more },
    },
  });

  test("protocol -1 and other numbers take no ports, whatever is written (API_IpPermission)", () => {
    expect(passes(rule({ ip_protocol: "-1", from_port: 443, to_port: 443 }))).toBe("all");
    expect(passes(rule({ ip_protocol: "47", from_port: 443, to_port: 443 }))).toBe("protocol 47");
  });

  test("ICMP has its type in from_port and its code in to_port (API_IpPermission)", () => {
    expect(passes(rule({ ip_protocol: "icmp", from_port: 8, to_port: 0 }))).toBe("icmp 8/0");
    expect(passes(rule({ ip_protocol: "icmp", from_port: -1, to_port: -1 }))).toBe("icmp");
  });

  test("there is no ICMPv6 over IPv4 and no ICMP over IPv6, whatever the rules say (RFC 4443, RFC 792)", () => {
    const icmp = (protocol: "icmp" | "icmpv6") => Transport.icmp(protocol, protocol === "icmp" ? 8 : 128, 0);
    const hosts = pair();
    const proof = new Proof(hosts.facts());
    const [a, b] = [proof.tryFindPlaceOf("ia")!, proof.tryFindPlaceOf("ib")!];
    expect(reach(hosts)).toBe("all");
    expect(proof.explain(a, b, icmp("icmp")).verdict).toBe("allowed");
    expect(proof.explain(a, b, icmp("icmpv6"))).toMatchObject({
      verdict: "blocked",
      blockers: [{ reason: "no interface is there, or the two share no address family that has such packets" }],
    });
    expect(proof.claims.reaches(a, b, Transport.all)).toEqual([]);
    expect(proof.claims.reachesNot(a, b, icmp("icmpv6"))).toEqual([]);
    expect(proof.claims.reaches(a, b, icmp("icmpv6"))).toMatchObject([{ verdict: "broken" }]);
  });

  test("a rule for ICMPv6 from a block of IPv4 lets nothing through, and a checker agrees", () => {
    const facts = factsOf({ ...vpc, ...rule({ ip_protocol: "icmpv6", from_port: -1, to_port: -1 }) });
    const proof = new Proof(facts);
    const [a, b] = ["aws_instance.a", "aws_instance.b"].map((id) => proof.tryFindPlaceOf(id)!);
    expect(String(proof.between(a!, b!).may)).toBe("nothing");
    const certificate = proof.certify(a!, b!);
    expect(certificate && checkCertificate(facts, certificate, a!, b!)).toMatchObject({ ok: true });
  });

  test("an ACL entry of another protocol ignores ports and types (API_CreateNetworkAclEntry)", () => {
    const entry = (more: object) => ({ rule_no: 10, action: "allow", cidr_block: "0.0.0.0/0", ...more });
    const acl = (ingress: object): string =>
      passes({
        aws_instance: { a: instance("a", "open"), b: instance("b", "open") },
        aws_security_group: { open: group({ ingress: [everything], egress: [everything] }) },
        aws_network_acl: {
          n: {
            vpc_id: "${aws_vpc.v.id}",
            subnet_ids: ["${aws_subnet.b.id}"],
            ingress: [ingress],
            egress: [entry({ protocol: "-1", from_port: 0, to_port: 0 })],
          },
        },
      });
    expect(acl(entry({ protocol: "-1", from_port: 443, to_port: 443 }))).toBe("all");
    expect(acl(entry({ protocol: "47", from_port: 443, to_port: 443 }))).toBe("protocol 47");
    expect(acl(entry({ protocol: "tcp", from_port: 443, to_port: 443 }))).toBe("tcp 443");
    expect(acl(entry({ protocol: "icmp", from_port: 0, to_port: 0, icmp_type: 8, icmp_code: 0 }))).toBe("icmp 8/0");
  });

  test("an ACL rule beside its ACL that leaves its ports out is surely of no port (provider, resourceNetworkACLRuleCreate)", () => {
    const beside = (rule_action: "allow" | "deny"): string => {
      const rule = (egress: boolean, rule_number: number, more: object) => ({
        network_acl_id: "${aws_network_acl.n.id}",
        egress,
        rule_number,
        cidr_block: "0.0.0.0/0",
        ...more,
      });
      return passes({
        aws_instance: { a: instance("a", "open"), b: instance("b", "open") },
        aws_security_group: { open: group({ ingress: [everything], egress: [everything] }) },
        aws_network_acl: { n: { vpc_id: "${aws_vpc.v.id}", subnet_ids: ["${aws_subnet.b.id}"] } },
        aws_network_acl_rule: {
          one: rule(false, 10, { rule_action, protocol: "tcp", from_port: null, to_port: null }),
          other: rule(false, 20, { rule_action: "allow", protocol: "47" }),
          back: rule(true, 10, { rule_action: "allow", protocol: "-1" }),
          ...(rule_action === "allow"
            ? {}
            : { rest: rule(false, 30, { rule_action: "allow", protocol: "tcp", from_port: 22, to_port: 22 }) }),
        },
      });
    };
    expect(beside("allow")).toBe("protocol 47; perhaps tcp");
    expect(beside("deny")).toBe("protocol 47; perhaps tcp 22");
  });

  test("a function in a VPC has an interface with its groups in each of its subnets (Lambda guide, VPC networking)", () => {
    const called = (groups: string): string =>
      passes(
        {
          aws_instance: { b: instance("b", "g") },
          aws_security_group: {
            f: group({ egress: [everything] }),
            g: group({
              ingress: [{ ...everything, cidr_blocks: [], security_groups: ["${aws_security_group.f.id}"] }],
            }),
            other: group({ egress: [everything] }),
          },
          aws_lambda_function: {
            f: {
              function_name: "f",
              role: "r",
              vpc_config: [
                { subnet_ids: ["${aws_subnet.a.id}"], security_group_ids: [`\${aws_security_group.${groups}.id}`] },
              ],
            },
          },
        },
        "aws_lambda_function.f",
      );
    expect(called("f")).toBe("all");
    expect(called("other")).toBe("nothing");
  });

  test("an interface endpoint is reached by its groups, and has nobody's address but its own (PrivateLink guide, Security groups)", () => {
    const resource = {
      aws_instance: { a: instance("a", "open") },
      aws_security_group: { open: group({ egress: [everything] }), e: group() },
      aws_vpc_endpoint: {
        e: {
          vpc_id: "${aws_vpc.v.id}",
          service_name: "com.amazonaws.us-east-1.kms",
          vpc_endpoint_type: "Interface",
          subnet_ids: ["${aws_subnet.b.id}"],
          security_group_ids: ["${aws_security_group.e.id}"],
        },
      },
    };
    expect(passes(resource, "aws_instance.a", "aws_vpc_endpoint.e")).toBe("nothing");
    const opened = {
      ...resource,
      aws_vpc_security_group_ingress_rule: {
        r: {
          security_group_id: "${aws_security_group.e.id}",
          cidr_ipv4: "10.0.1.0/24",
          ip_protocol: "tcp",
          from_port: 443,
          to_port: 443,
        },
      },
    };
    expect(passes(opened, "aws_instance.a", "aws_vpc_endpoint.e")).toBe("tcp 443");
  });

  test("a network load balancer made without groups is filtered by none, and an application one by the default group (Network Load Balancer guide, Security groups)", () => {
    const balanced = (load_balancer_type: string): string =>
      passes(
        {
          aws_instance: { a: instance("a", "open") },
          aws_security_group: { open: group({ egress: [everything] }) },
          aws_lb: { l: { load_balancer_type, internal: true, subnets: ["${aws_subnet.b.id}"] } },
        },
        "aws_instance.a",
        "aws_lb.l",
      );
    expect(balanced("network")).toBe("all");
    expect(balanced("application")).toBe("nothing");
  });
});

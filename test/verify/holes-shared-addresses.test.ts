/** Addresses that a place outside AWS and a described VPC, or two places outside, both have: the routes say whose they are. */
import { checkCertificate, internetId, Proof, type DeclaredIntent } from "../../lib/verify";
import { declared, hospital } from "./hospital";
import { Network, tcp, udp, to } from "./network";
import { agree } from "./second-opinion";

const bounds = (proof: Proof, from: string, target: string): string => {
  const find = (name: string) => proof.tryFindPlaceOf(name) ?? proof.findPlace(name);
  const { must, may } = proof.between(find(from), find(target));
  return `${String(must)} | ${String(may)}`;
};
/** What is isolated, as the separate checker sees it too. */
const certified = (proof: Proof, from: string, target: string): boolean | undefined => {
  const find = (name: string) => proof.tryFindPlaceOf(name) ?? proof.findPlace(name);
  const certificate = proof.certify(find(from), find(target));
  return certificate && checkCertificate(proof.facts, certificate, find(from), find(target)).ok;
};
const questions = (network: Network, intent?: DeclaredIntent): string[] =>
  new Proof(network.facts(), intent).judge().findings.map(({ id, verdict }) => `${verdict} ${id.split(":")[0] ?? ""}`);

describe("a public block of a VPC", () => {
  /** A web server that is open to 52.10.0.0/16 over SSH. */
  const online = (): Network =>
    new Network()
      .vpc("v", "10.0.0.0/16")
      .subnet("a", "v", "10.0.1.0/24")
      .gateway("igw", "internet", "v")
      .table("out", "v", "a")
      .route("out", "0.0.0.0/0", { kind: "internet-gateway", to: to("igw") })
      .group("g", "v")
      .rule("g", "ingress", tcp(22), "52.10.0.0/16")
      .rule("g", "ingress", "all", "52.10.9.0/24")
      .rule("g", "egress", tcp(443), "52.10.0.0/16")
      .face("i", "a", ["g"], { public: true });
  const other = (n: Network): Network =>
    n.vpc("w", "52.10.0.0/16").subnet("b", "w", "52.10.1.0/24").group("h", "w").face("j", "b", ["h"]);

  test("is the internet's, as seen from a VPC that is not joined", () => {
    for (const network of [online(), other(online())]) {
      const proof = new Proof(network.facts());
      expect(bounds(proof, internetId, "i")).toBe("all | all");
      expect(bounds(proof, "i", internetId)).toBe("tcp 443 | tcp 443");
      expect(certified(proof, "i", internetId)).toBeUndefined();
      expect(questions(network)).toEqual(["broken internet-to-anything", "broken management-from-outside"]);
    }
    agree(other(online()));
  });

  test("is the other VPC's where a route leads to a peering", () => {
    const joined = other(online())
      .peering("pcx", "v", "w")
      .route("out", "52.10.0.0/16", { kind: "peering", to: to("pcx") });
    const proof = new Proof(joined.facts());
    expect(bounds(proof, internetId, "i")).toBe("nothing | nothing");
    expect(bounds(proof, "i", internetId)).toBe("nothing | nothing");
    expect(certified(proof, internetId, "i")).toBe(true);
    expect(certified(proof, "i", internetId)).toBe(true);
    expect(questions(joined)).toEqual([]);
    agree(joined);
  });

  test("is its own in the VPC that has it, whichever others there are", () => {
    const network = other(online())
      .gateway("igw-w", "internet", "w")
      .table("out-w", "w", "b")
      .route("out-w", "0.0.0.0/0", { kind: "internet-gateway", to: to("igw-w") })
      .rule("h", "ingress", "all", "52.10.0.0/16")
      .rule("h", "egress", "all", "52.10.0.0/16")
      .face("k", "b", ["h"], { public: true });
    const proof = new Proof(network.facts());
    expect(bounds(proof, internetId, "k")).toBe("nothing | nothing");
    expect(bounds(proof, "k", internetId)).toBe("nothing | nothing");
    expect(certified(proof, internetId, "k")).toBe(true);
    expect(bounds(proof, "j", "k")).toBe("all | all");
    agree(network);
  });

  test("counts for no conduit with the internet where it is not the internet's", () => {
    const open = online().rule("g", "ingress", tcp(443), "0.0.0.0/0").rule("g", "egress", tcp(443), "0.0.0.0/0");
    const joined = other(open)
      .peering("pcx", "v", "w")
      .route("out", "52.10.0.0/16", { kind: "peering", to: to("pcx") });
    const whole = new Proof(joined.facts());
    const [near, far] = [whole.tryFindPlaceOf("i")!, whole.tryFindPlaceOf(internetId)!];
    expect(whole.claims.reaches(far, near, tcp(443))).toEqual([]);
    expect(whole.claims.reaches(near, far, tcp(443))).toEqual([]);
  });
});

describe("a block behind a connection", () => {
  const joinedTo = (peer: "vpn" | "peering"): Network => {
    const n = new Network().vpc("v", "10.0.0.0/16").subnet("a", "v", "10.0.1.0/24").table("on", "v", "a");
    if (peer === "vpn")
      n.gateway("vgw", "vpn", "v")
        .vpn("c", "vgw", "10.50.0.0/16")
        .route("on", "10.50.0.0/16", { kind: "vpn-gateway", to: to("vgw") });
    else {
      n.peering("c", "v", "v").route("on", "10.50.0.0/16", { kind: "peering", to: to("c") });
      n.lists.peerings = n.lists.peerings.map((each) => ({ ...each, accepter: { how: "outside", id: "vpc-0" } }));
    }
    return n
      .group("g", "v")
      .rule("g", "ingress", tcp(22), "10.50.0.0/16")
      .rule("g", "egress", tcp(443), "10.50.0.0/16")
      .face("i", "a", ["g"]);
  };
  const besides = (n: Network): Network =>
    n.vpc("w", "10.50.0.0/16").subnet("b", "w", "10.50.1.0/24").group("h", "w").face("j", "b", ["h"]);

  test.each(["vpn", "peering"] as const)("is there, over a %s, whatever VPC has the same and is not joined", (kind) => {
    for (const network of [joinedTo(kind), besides(joinedTo(kind))]) {
      const proof = new Proof(network.facts());
      expect(bounds(proof, "c", "i")).toBe("tcp 22 | tcp 22");
      expect(bounds(proof, "i", "c")).toBe("tcp 443 | tcp 443");
      expect(certified(proof, "i", "c")).toBeUndefined();
      expect(questions(network)).toEqual(["broken management-from-outside"]);
    }
    agree(besides(joinedTo(kind)));
  });

  test("is not there for the VPC that has it, nor for one that is joined to that", () => {
    const network = besides(joinedTo("vpn")).peering("pcx", "v", "w");
    network.lists.routes = [];
    network.route("on", "10.50.0.0/16", { kind: "peering", to: to("pcx") }).rule("g", "ingress", "all", "10.50.0.0/16");
    const proof = new Proof(network.facts());
    expect(bounds(proof, "c", "i")).toBe("nothing | nothing");
    expect(certified(proof, "c", "i")).toBe(true);
    expect(questions(network)).toEqual([]);
    agree(network);
  });

  test("stands for what is there as well as for an interface, when it is asked about by its address", () => {
    const explained = (network: Network, name: string) => {
      const proof = new Proof(network.facts());
      return proof.explain(proof.tryFindPlaceOf(name)!, proof.tryFindPlaceOf("i")!, tcp(22)).verdict;
    };
    expect(explained(besides(joinedTo("vpn")), "10.50.1.7")).toBe("allowed");
    const proof = new Proof(besides(joinedTo("vpn")).facts());
    expect(proof.tryFindPlaceOf("10.0.1.7")!.spots.map(({ interfaces }) => interfaces)).toEqual([["i"]]);
  });
});

describe("a block of a declared segment", () => {
  /** The ward is at a campus; another VPC has a VPN of its own, to someone else with the same block. */
  const partner = (): Network =>
    hospital()
      .vpc("z", "10.9.0.0/16")
      .subnet("za", "z", "10.9.1.0/24")
      .gateway("zgw", "vpn", "z")
      .vpn("zc", "zgw", "172.20.8.0/22")
      .table("zt", "z", "za")
      .route("zt", "172.20.8.0/22", { kind: "vpn-gateway", to: to("zgw") })
      .group("zg", "z")
      .rule("zg", "ingress", tcp(22), "172.20.8.0/22")
      .rule("zg", "egress", tcp(443), "172.20.8.0/22")
      .face("zi", "za", ["zg"]);
  const intent: DeclaredIntent = {
    ...declared,
    segments: declared.segments.map((each) => (each.name === "ward" ? { ...each, site: "campus" } : each)),
    sites: [{ name: "campus", connections: ["vpn"] }],
  };

  test("at one site is no one else's at another only where routes lead to that site", () => {
    const facts = partner().facts();
    const proof = new Proof(facts, intent);
    expect(bounds(proof, "zc", "zi")).toBe("tcp 22 | tcp 22");
    expect(certified(proof, "zc", "zi")).toBeUndefined();
    expect(questions(partner(), intent)).toEqual(["broken management-from-outside"]);
    // The hospital itself is as it was declared: its routes lead to the campus.
    expect(bounds(proof, "zc", "server")).toBe("nothing | nothing");
    expect(certified(proof, "zc", "server")).toBe(true);
  });

  test("at one of two sites of a VPC is that site's where the routes lead there, and borrowed at the other", () => {
    const two = hospital()
      .vpn("other", "vgw", "192.168.77.0/24")
      .rule("server-sg", "ingress", udp(123), "172.20.8.0/22");
    const proof = new Proof(two.facts(), intent);
    expect(bounds(proof, "other", "server")).toBe("nothing | nothing");
    expect(certified(proof, "other", "server")).toBe(true);
  });
});

describe("a route to what no input describes", () => {
  /** A group that is open to 10.50.0.0/16, which a route sends away. */
  const sent = (target: "core-network" | "transit-gateway"): Network =>
    new Network()
      .vpc("v", "10.0.0.0/16")
      .subnet("a", "v", "10.0.1.0/24")
      .table("on", "v", "a")
      .route("on", "10.50.0.0/16", { kind: target, to: { how: "outside", id: "x-0123456789abcdef0" } })
      .group("g", "v")
      .rule("g", "ingress", tcp(22), "10.50.0.0/16")
      .face("i", "a", ["g"]);
  const besides = (n: Network): Network =>
    n.vpc("w", "10.50.0.0/16").subnet("b", "w", "10.50.0.0/17").subnet("c", "w", "10.50.128.0/17");

  test.each(["core-network", "transit-gateway"] as const)(
    "of kind %s is one, whatever VPC has the addresses",
    (kind) => {
      expect(questions(sent(kind))).toEqual(["undecided behind-route"]);
      expect(questions(besides(sent(kind)))).toEqual(["undecided behind-route"]);
    },
  );

  test("matters to nobody where a peering leads to the VPC that has them", () => {
    const joined = besides(sent("core-network")).peering("pcx", "v", "w");
    joined.lists.routes = [];
    joined.route("on", "10.50.0.0/16", { kind: "peering", to: to("pcx") });
    expect(questions(joined)).toEqual([]);
  });
});

describe("IPv6 between two VPCs that are not joined", () => {
  const blocks = { a: "2600:1f18:aaaa:aa00::/56", b: "2600:1f18:bbbb:bb00::/56" } as const;
  const two = (gatewayOfB: "internet" | "egress-only" | "none" = "internet"): Network => {
    const n = new Network();
    for (const [id, other] of [
      ["a", blocks.b],
      ["b", blocks.a],
    ] as const) {
      const kind = id === "a" ? "internet" : gatewayOfB;
      n.vpc(id, id === "a" ? "10.1.0.0/16" : "10.2.0.0/16", blocks[id])
        .subnet(`s${id}`, id, [id === "a" ? "10.1.1.0/24" : "10.2.1.0/24", blocks[id].replace("/56", "/64")])
        .table(`t${id}`, id, `s${id}`)
        .group(`g${id}`, id)
        .rule(`g${id}`, "ingress", tcp(22), other)
        .rule(`g${id}`, "egress", tcp(22), other)
        .face(`i${id}`, `s${id}`, [`g${id}`]);
      if (kind === "none") continue;
      n.gateway(`gw-${id}`, kind, id).route(`t${id}`, "::/0", {
        kind: kind === "internet" ? "internet-gateway" : "egress-only-gateway",
        to: to(`gw-${id}`),
      });
    }
    return n;
  };

  test("may pass from one internet gateway to the other, and nothing is certified", () => {
    const proof = new Proof(two().facts());
    for (const [from, target] of [
      ["ia", "ib"],
      ["ib", "ia"],
    ] as const) {
      expect(bounds(proof, from, target)).toBe("nothing | tcp 22");
      expect(certified(proof, from, target)).toBeUndefined();
      const { verdict, doubts } = proof.explain(proof.tryFindPlaceOf(from)!, proof.tryFindPlaceOf(target)!, tcp(22));
      expect([verdict, doubts[0]]).toEqual(["undecided", expect.stringContaining("whether the internet leads from")]);
    }
    expect(new Set(questions(two()))).toEqual(
      new Set(["undecided internet-to-anything", "undecided management-from-outside"]),
    );
  });

  test("goes out by an egress-only gateway, and does not come in by one", () => {
    const proof = new Proof(two("egress-only").facts());
    expect(bounds(proof, "ib", "ia")).toBe("nothing | tcp 22");
    expect(bounds(proof, "ia", "ib")).toBe("nothing | nothing");
    expect(certified(proof, "ia", "ib")).toBe(true);
  });

  test("is the same in the eyes of the naive evaluator", () => {
    agree(two());
    agree(two("egress-only"));
    agree(two("none"));
  });

  test("needs a gateway at both", () => {
    const proof = new Proof(two("none").facts());
    expect([bounds(proof, "ia", "ib"), bounds(proof, "ib", "ia")]).toEqual(["nothing | nothing", "nothing | nothing"]);
    expect([certified(proof, "ia", "ib"), certified(proof, "ib", "ia")]).toEqual([true, true]);
  });

  test("leaves what goes to the internet, and comes from it, as sure as it was", () => {
    const open = two().rule("ga", "ingress", tcp(443), "::/0").rule("ga", "egress", tcp(443), "::/0");
    const proof = new Proof(open.facts());
    expect(bounds(proof, internetId, "ia")).toBe("tcp 443 | tcp 22, tcp 443");
    const [near, far] = [proof.tryFindPlaceOf("ia")!, proof.tryFindPlaceOf(internetId)!];
    expect(proof.claims.reaches(near, far, tcp(443))).toEqual([]);
  });
});

/** Sites behind VPN connections: what is known of them, what is declared, and what is proved either way. */
import { declaredIntent, Proof, type DeclaredIntent, type Judgement } from "../../lib/verify";
import { realDocument } from "../app/real-intent";
import { hospital, declared as base } from "./hospital";
import { block, exactly, Network, tcp, to } from "./network";

/** A hospital whose ward is at a campus. */
const declared = (...connections: readonly string[]): DeclaredIntent => ({
  ...base,
  segments: base.segments.map((each) => (each.name === "ward" ? { ...each, site: "campus" } : each)),
  sites: [{ name: "campus", connections }],
});

/** The same connection, with routes told by the site itself. */
function dynamic(network: Network, ...ids: readonly string[]): Network {
  const { lists } = network;
  lists.vpnRoutes = lists.vpnRoutes.filter(({ connection }) => !("to" in connection && ids.includes(connection.to)));
  lists.vpnConnections = lists.vpnConnections.map((each) =>
    ids.includes(each.id) ? { ...each, staticRoutesOnly: exactly(false) } : each,
  );
  return network;
}

const judged = (network: Network, intent: DeclaredIntent): Judgement => new Proof(network.facts(), intent).judge();
const ids = ({ findings }: Judgement): string[] => findings.map(({ id }) => id);
const assumption = (...connections: string[]): string =>
  `site "campus" announces its declared blocks (172.20.8.0/22) over ${connections.join(", ")}, and nothing that these networks route elsewhere`;

describe("a site behind a virtual private gateway", () => {
  test("holds with static routes, and nothing is taken for granted", () => {
    expect(judged(hospital(), declared("vpn"))).toEqual({ verdict: "holds", findings: [], assumptions: [] });
  });

  test("holds with BGP once its blocks are declared, and says what is taken for granted", () => {
    const network = dynamic(hospital(), "vpn");
    expect(judged(network, declared("vpn"))).toEqual({
      verdict: "holds",
      findings: [],
      assumptions: [assumption("vpn")],
    });
    expect(ids(judged(network, base))).toEqual(["missing:ward>server:drug-library"]);
  });

  test("is one network behind two gateways of its own", () => {
    const network = dynamic(hospital().vpn("vpn-2", "vgw"), "vpn", "vpn-2");
    expect(judged(network, declared("vpn", "vpn-2"))).toEqual({
      verdict: "holds",
      findings: [],
      assumptions: [assumption("vpn", "vpn-2")],
    });
  });

  test("shows what passes too much over either gateway as broken, with its packet", () => {
    const network = dynamic(hospital().vpn("vpn-2", "vgw"), "vpn", "vpn-2")
      .rule("server-sg", "ingress", tcp(22), "172.20.9.0/24")
      .entry("server-acl", "ingress", 120, "allow", tcp(22), "172.20.9.0/24");
    const { findings } = judged(network, declared("vpn", "vpn-2"));
    expect(findings.map(({ id, verdict }) => [id, verdict])).toEqual([["excess:ward>server", "broken"]]);
    expect(findings[0]?.witness?.from.address).toBe("172.20.9.0");
  });

  test("is not held to be reached while another connection may announce its blocks", () => {
    const network = dynamic(hospital().vpn("stranger", "vgw"), "vpn", "stranger");
    const { verdict, findings } = judged(network, declared("vpn"));
    expect(verdict).toBe("undecided");
    const [missing] = findings.filter(({ kind }) => kind === "missing");
    expect(missing?.id).toBe("missing:ward>server:drug-library");
    expect(missing?.doubts).toContain("what is announced over stranger");
  });

  test("sends with any source address, whatever it announces: the filters decide", () => {
    const network = dynamic(hospital(), "vpn").rule("server-sg", "ingress", tcp(3613), "172.16.0.0/12");
    network
      .entry("server-acl", "ingress", 120, "allow", tcp(3613), "172.16.0.0/12")
      .entry("server-acl", "egress", 120, "allow", tcp(1024, 65_535), "172.16.0.0/12");
    expect(ids(judged(network, declared("vpn")))).toEqual(["perhaps-excess:site campus>server"]);
  });

  test("may take what no other route has, and never what one has", () => {
    const network = dynamic(hospital(), "vpn").propagate("guest-rt", "vgw");
    // What is propagated leads the guests to the ward, too.
    expect(ids(judged(network, declared("vpn")))).toEqual(["excess:guest>ward", "guest-to-clinical:guest>ward"]);
    network.entry("guest-acl", "egress", 60, "deny", "all", "172.20.8.0/22");
    // They ask for the internet through a NAT gateway: the site is believed not to announce the internet.
    expect(judged(network, declared("vpn")).verdict).toBe("holds");
    expect(ids(judged(network, base))).toContain("perhaps-excess:guest>vpn");
  });

  test("may beat a route of its own block with a part of it", () => {
    const network = dynamic(hospital(), "vpn")
      .face("spare", "public", ["server-sg"])
      .route("server-rt", "172.20.8.0/22", ["nat-gateway", "nat"]);
    const proof = new Proof(network.facts(), declared("vpn"));
    const explained = proof.explain(proof.findPlace("ward"), proof.findPlace("server"), tcp(3613));
    expect(explained.verdict).toBe("undecided");
    expect(explained.doubts).toContain("which route of server-rt carries this");
  });
});

test("a site of the intent document is its gateways' connections, and its segments say that they are at it", () => {
  const segment = { kind: "clinical", subnets: [], blocks: ["172.20.8.0/22"], site: "campus" } as const;
  const gateways = [{ connection: "aws_vpn_connection.a" }, { connection: "aws_vpn_connection.b" }];
  const { segments, sites } = declaredIntent({
    networks: [
      {
        segments: [{ ...realDocument().networks[0]!.segments[0]!, ...segment, name: "ward" }],
        conduits: [],
        sites: [{ name: "campus", gateways }],
      },
    ],
  });
  expect(segments.map(({ name, site }) => [name, site])).toEqual([["ward", "campus"]]);
  expect(sites).toEqual([{ name: "campus", connections: ["aws_vpn_connection.a", "aws_vpn_connection.b"] }]);
});

describe("two sites on one virtual private gateway", () => {
  const twoSites = (): Network => hospital().vpn("clinic", "vgw", "172.30.0.0/24");
  const intent: DeclaredIntent = {
    ...declared("vpn"),
    segments: [
      ...declared("vpn").segments,
      { name: "surgery", kind: "guest", subnets: [], groups: [], blocks: ["172.30.0.0/24"], site: "clinic" },
    ],
    sites: [
      { name: "campus", connections: ["vpn"] },
      { name: "clinic", connections: ["clinic"] },
    ],
  };

  test("may reach each other through it, past every filter in the VPC (Site-to-Site VPN guide, VPN CloudHub)", () => {
    const { verdict, findings } = judged(twoSites(), intent);
    expect(verdict).toBe("undecided");
    const guest = findings.find(({ id }) => id === "perhaps-excess:surgery>ward");
    expect(guest?.doubts).toEqual(["whether vgw passes traffic on between its connections"]);
    expect(guest?.witness?.hops).toEqual([
      { at: "site clinic", rule: "clinic" },
      { at: "vgw", rule: "vpn" },
    ]);
  });

  test("do not where a tunnel's selectors keep to the VPC", () => {
    const network = twoSites();
    network.lists.vpnConnections = network.lists.vpnConnections.map((each) =>
      each.id === "clinic" ? { ...each, awsSide: [block("10.0.0.0/16")], siteSide: [block("172.30.0.0/24")] } : each,
    );
    expect(judged(network, intent)).toEqual({ verdict: "holds", findings: [], assumptions: [] });
  });
});

describe("a site behind a transit gateway", () => {
  /** A server's VPC and a campus with two connections, whose tables are chosen by trust. */
  const onTransit = (propagate: boolean): Network => {
    const n = new Network()
      .vpc("vpc", "10.0.0.0/16")
      .subnet("server-a", "vpc", "10.0.2.0/24")
      .subnet("door", "vpc", "10.0.9.0/28")
      .group("server-sg", "vpc")
      .rule("server-sg", "ingress", tcp(3613), "172.20.8.0/22")
      .face("server-1", "server-a", ["server-sg"])
      .transit("tgw", { vpc: ["door"] })
      .table("server-rt", "vpc", "server-a")
      .route("server-rt", "172.20.8.0/22", ["transit-gateway", "tgw"]);
    for (const id of ["vpn-1", "vpn-2"]) {
      n.vpn(id, "none", ...[]);
      n.lists.vpnConnections.push({ ...n.lists.vpnConnections.pop()!, on: { transitGateway: to("tgw") } });
      n.lists.transitAttachments.push({
        ...n.base(`tgw-${id}`),
        kind: "vpn",
        transitGateway: to("tgw"),
        peer: { vpn: to(id) },
        applianceMode: exactly(false),
        ipv6: exactly(false),
        groupReferences: exactly(false),
        active: exactly(true),
      });
      n.lists.transitAssociations.push({
        ...n.base(`tgw-${id}-association`),
        table: to("tgw-table"),
        attachment: to(`tgw-${id}`),
      });
      if (propagate)
        n.lists.transitPropagations.push({
          ...n.base(`tgw-${id}-propagation`),
          table: to("tgw-table"),
          attachment: to(`tgw-${id}`),
        });
    }
    return dynamic(n, "vpn-1", "vpn-2");
  };
  const intent: DeclaredIntent = {
    segments: [
      { name: "server", kind: "clinical", subnets: ["server-a"], groups: ["server-sg"], blocks: ["10.0.2.0/24"] },
      { name: "ward", kind: "medical-device", subnets: [], groups: [], blocks: ["172.20.8.0/22"], site: "campus" },
    ],
    conduits: [{ id: "ward>server:drug-library", from: "ward", to: "server", transport: tcp(3613) }],
    sites: [{ name: "campus", connections: ["vpn-1", "vpn-2"] }],
  };

  test("holds with BGP over two connections, either of which may carry an answer", () => {
    expect(judged(onTransit(true), intent)).toEqual({
      verdict: "holds",
      findings: [],
      assumptions: [assumption("vpn-1", "vpn-2")],
    });
  });

  test("is missed where its blocks are not propagated", () => {
    expect(judged(onTransit(false), intent).findings.map(({ id, verdict }) => [id, verdict])).toEqual([
      ["missing:ward>server:drug-library", "broken"],
    ]);
  });

  test("does not divert what another VPC has", () => {
    const network = onTransit(true)
      .vpc("other", "10.1.0.0/16")
      .subnet("b", "other", "10.1.1.0/24")
      .openGroup("gb", "other")
      .face("ib", "b", ["gb"])
      .rule("server-sg", "ingress", tcp(443), "10.1.1.0/24");
    network.lists.transitAttachments.push({
      ...network.lists.transitAttachments[0]!,
      ...network.base("tgw-other"),
      peer: { vpc: to("other"), subnets: [to("b")] },
    });
    for (const list of ["transitAssociations", "transitPropagations"] as const)
      network.lists[list].push({
        ...network.base(`tgw-other-${list}`),
        table: to("tgw-table"),
        attachment: to("tgw-other"),
      });
    network
      .route("other-main", "10.0.0.0/16", ["transit-gateway", "tgw"])
      .route("server-rt", "10.1.0.0/16", ["transit-gateway", "tgw"]);
    const between = (declaredIntent?: DeclaredIntent): string => {
      const proof = new Proof(network.facts(), declaredIntent);
      const { must, may } = proof.between(proof.tryFindPlaceOf("ib")!, proof.tryFindPlaceOf("server-1")!);
      return `${String(must)} of ${String(may)}`;
    };
    expect(between(intent)).toBe("tcp 443 of tcp 443");
    expect(between()).toBe("nothing of tcp 443");
  });

  test("is no way from one of its own segments to another", () => {
    const guests = {
      name: "visitors",
      kind: "guest",
      subnets: [],
      groups: [],
      blocks: ["172.20.64.0/20"],
      site: "campus",
    } as const;
    const { verdict } = judged(onTransit(true), { ...intent, segments: [...intent.segments, guests] });
    expect(verdict).toBe("holds");
  });
});

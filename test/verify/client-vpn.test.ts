/** AWS Client VPN: whose address its clients have, where they may go, and that nothing reaches them. */
import { checkCertificate, Proof, type DeclaredIntent } from "../../lib/verify";
import { declared, hospital } from "./hospital";
import { block, Network, tcp, to } from "./network";

/** Clients come out in `v`; a pump in `p` and a server in `s` let anything in that comes from there. */
const vendors = (...authorised: string[]): Network =>
  new Network()
    .vpc("vpc", "10.0.0.0/16")
    .subnet("v", "vpc", "10.0.1.0/24")
    .subnet("p", "vpc", "10.0.2.0/24")
    .subnet("s", "vpc", "10.0.3.0/24")
    .openGroup("gv", "vpc")
    .group("gp", "vpc")
    .rule("gp", "ingress", tcp(443), { group: "gv" })
    .openGroup("gs", "vpc")
    .face("pump", "p", ["gp"])
    .face("server", "s", ["gs"])
    .clientVpn("cvpn", ["v"], ["gv"], ...authorised);

const reach = (network: Network, from: string, target: string): string => {
  const proof = new Proof(network.facts());
  const { must, may } = proof.between(proof.tryFindPlaceOf(from)!, proof.tryFindPlaceOf(target)!);
  return may.equals(must) ? String(must) : `${String(must)}; perhaps ${String(may.subtract(must))}`;
};

test("clients go where a rule authorises them, and nowhere else (Client VPN administrator guide, Authorization rules)", () => {
  expect(reach(vendors("10.0.2.0/24"), "cvpn>v", "pump")).toBe("tcp 443");
  expect(reach(vendors("10.0.2.0/24"), "cvpn>v", "server")).toBe("nothing");
  expect(reach(vendors("10.0.0.0/16"), "cvpn>v", "server")).toBe("all");
  expect(reach(vendors(), "cvpn>v", "pump")).toBe("nothing");
});

test("they have the address and the groups of the interface that they come out of (Client VPN administrator guide, Client authorization)", () => {
  const network = vendors("10.0.2.0/24");
  const proof = new Proof(network.facts());
  const explained = proof.explain(proof.tryFindPlaceOf("10.250.0.9")!, proof.tryFindPlaceOf("pump")!, tcp(443));
  expect(explained.verdict).toBe("allowed");
  expect(explained.witness?.from.address).toBe("10.0.1.4");
  expect(explained.witness?.rules).toContain("gp-ingress-2");
});

test("nothing starts a connection to them (Client VPN administrator guide, Rules and best practices)", () => {
  expect(reach(vendors("10.0.0.0/16"), "server", "cvpn>v")).toBe("nothing");
});

test("beyond the VPC they need a route of the endpoint by that subnet (Client VPN administrator guide, Routes)", () => {
  const beyond = (): Network =>
    vendors("172.16.0.0/16")
      .gateway("vgw", "vpn", "vpc")
      .vpn("vpn", "vgw", "172.16.0.0/16")
      .propagate("vpc-main", "vgw");
  expect(reach(beyond(), "cvpn>v", "vpn")).toBe("nothing");
  const routed = beyond();
  const route = { endpoint: to("cvpn"), to: block("172.16.0.0/16") };
  routed.lists.clientVpnRoutes.push({ ...routed.base("r"), ...route, subnet: to("v") });
  expect(reach(routed, "cvpn>v", "vpn")).toBe("all");
  const elsewhere = beyond();
  elsewhere.lists.clientVpnRoutes.push({ ...elsewhere.base("r"), ...route, subnet: to("s") });
  expect(reach(elsewhere, "cvpn>v", "vpn")).toBe("nothing");
  // One for each subnet: clients go by either, whichever they came in by.
  elsewhere.lists.clientVpnRoutes.push({ ...elsewhere.base("r2"), ...route, subnet: to("v") });
  expect(reach(elsewhere, "cvpn>v", "vpn")).toBe("all");
  const longer = { ...elsewhere.base("r3"), ...route, to: block("172.16.8.0/24"), subnet: to("s") };
  elsewhere.lists.clientVpnRoutes.push(longer);
  const ward = { name: "ward", kind: "clinical", subnets: [], groups: [], blocks: ["172.16.8.0/24"] } as const;
  const proof = new Proof(elsewhere.facts(), { segments: [ward], conduits: [] });
  const { must, may } = proof.between(proof.tryFindPlaceOf("cvpn>v")!, proof.findPlace("ward"));
  expect([String(must), String(may)]).toEqual(["nothing", "all"]);
});

test("what stops them is named", () => {
  const proof = new Proof(vendors("10.0.2.0/24").facts());
  const { blockers } = proof.explain(proof.tryFindPlaceOf("cvpn>v")!, proof.tryFindPlaceOf("server")!, tcp(443));
  expect(blockers).toEqual([{ at: "cvpn (authorization and routes)", rule: "none", reason: "nothing allows tcp 443" }]);
});

test("where they are not authorised there is a certificate, which the checker accepts", () => {
  const facts = vendors("10.0.2.0/24").facts();
  const proof = new Proof(facts);
  const [from, to] = [proof.tryFindPlaceOf("cvpn>v")!, proof.tryFindPlaceOf("server")!];
  const certificate = proof.certify(from, to);
  expect(certificate?.pairs[0]?.ranges.map(({ reason }) => reason)).toContainEqual({
    kind: "route",
    at: "cvpn (authorization and routes)",
    why: "it lets none of these addresses through",
  });
  expect(checkCertificate(facts, certificate!, from, to)).toEqual({ ok: true, why: "every range is stopped" });
});

describe("in a declared segment", () => {
  const withVendors = (...authorised: string[]): Network => {
    const n = hospital()
      .subnet("vendor-a", "vpc", "10.0.5.0/24")
      .group("vendor-sg", "vpc")
      .rule("vendor-sg", "egress", tcp(8443), { group: "pumps-sg" })
      .rule("pumps-sg", "ingress", tcp(8443), { group: "vendor-sg" })
      .table("vendor-rt", "vpc", "vendor-a")
      .clientVpn("cvpn", ["vendor-a"], ["vendor-sg"], ...authorised);
    n.acl("vendor-acl", "vpc", "vendor-a")
      .entry("vendor-acl", "egress", 100, "allow", tcp(8443), "10.0.0.0/23")
      .entry("vendor-acl", "ingress", 100, "allow", tcp(1024, 65_535), "10.0.0.0/23");
    return n
      .entry("pumps-acl", "ingress", 200, "allow", tcp(8443), "10.0.5.0/24")
      .entry("pumps-acl", "egress", 200, "allow", tcp(1024, 65_535), "10.0.5.0/24");
  };
  const intent: DeclaredIntent = {
    ...declared,
    segments: [
      ...declared.segments,
      { name: "vendor", kind: "vendor-access", subnets: ["vendor-a"], groups: ["vendor-sg"], blocks: ["10.0.5.0/24"] },
    ],
    conduits: [...declared.conduits, { id: "vendor>pumps:svc", from: "vendor", to: "pumps", transport: tcp(8443) }],
  };
  const ids = (network: Network, more = intent): string[] =>
    new Proof(network.facts(), more).judge().findings.map(({ id }) => id);

  test("its conduits hold for the clients that are authorised for the whole of the other end", () => {
    expect(ids(withVendors("10.0.0.0/23"))).toEqual([]);
    expect(ids(withVendors("10.0.0.0/24"))).toEqual(["missing:vendor>pumps:svc"]);
  });

  test("a conduit that no client is authorised for is for the segment's other machines", () => {
    expect(ids(withVendors())).toEqual([]);
  });

  test("what they reach beyond the conduits is found", () => {
    expect(ids(withVendors("10.0.0.0/23"), { ...intent, conduits: declared.conduits })).toEqual([
      "excess:vendor>pumps",
    ]);
  });
});

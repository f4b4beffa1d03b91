import { Transport } from "../../lib/model";
import { Proof, type Explanation } from "../../lib/verify";
import { declared, hospital } from "./hospital";
import { Network, tcp } from "./network";

const explain = (network: Network, from: string, to: string, transport: Transport): Explanation => {
  const proof = new Proof(network.facts(), declared);
  return proof.explain(proof.tryFindPlaceOf(from)!, proof.tryFindPlaceOf(to)!, transport);
};

test("an allowed packet is shown hop by hop, with the rule that decides at each", () => {
  expect(explain(hospital(), "pumps", "server", tcp(3613))).toEqual({
    verdict: "allowed",
    hops: [
      { at: "pumps-sg (egress)", rule: "pumps-sg-egress-0" },
      { at: "pumps-acl (egress)", rule: "pumps-acl-egress-100" },
      { at: "closed-rt", rule: "vpc (local route)" },
      { at: "server-acl (ingress)", rule: "server-acl-ingress-100" },
      { at: "server-sg (ingress)", rule: "server-sg-ingress-1" },
    ],
    back: [
      { at: "server-acl (egress)", rule: "server-acl-egress-100" },
      { at: "server-rt", rule: "vpc (local route)" },
      { at: "pumps-acl (ingress)", rule: "pumps-acl-ingress-100" },
    ],
    blockers: [],
    doubts: [],
    witness: {
      from: { place: "pumps-a × pumps-sg", address: "10.0.0.4", port: 49_152 },
      to: { place: "server-a × server-sg", address: "10.0.2.4", port: 3613 },
      transport: "tcp 3613",
      clientPorts: [[32_768, 61_000]],
      hops: [{ at: "closed-rt", rule: "vpc (local route)" }],
      rules: ["pumps-sg-egress-0", "pumps-acl-egress-100", "server-sg-ingress-1", "server-acl-ingress-100"],
    },
  });
});

test("filters between two routes stand between them", () => {
  expect(explain(hospital(), "guest", "internet", tcp(443)).hops.map(({ at }) => at)).toEqual([
    "guest-sg (egress)",
    "guest-acl (egress)",
    "guest-rt",
    "vpc-acl (ingress)",
    "nat",
    "vpc-acl (egress)",
    "public-rt",
    "igw",
  ]);
});

test("the way back is shown with the entry that lets the answer through at each", () => {
  const back = (network: Network, from: string, to: string, transport: Transport): readonly string[] =>
    explain(network, from, to, transport).back.map(({ at, rule }) => `${at}: ${rule}`);
  expect(back(hospital(), "guest", "internet", tcp(443))).toEqual([
    "igw: internet",
    "vpc-acl (ingress): vpc-acl-ingress-100",
    "vpc-acl (egress): vpc-acl-egress-100",
    "public-rt: vpc (local route)",
    "guest-acl (ingress): guest-acl-ingress-100",
  ]);
  const icmp = (type: number): Transport => Transport.icmp("icmp", type, 0);
  const asked = icmp(8).union(icmp(3));
  const pinged = hospital()
    .rule("pumps-sg", "egress", asked, "10.0.2.0/24")
    .rule("server-sg", "ingress", asked, "10.0.0.0/23")
    .entry("pumps-acl", "egress", 200, "allow", asked, "10.0.2.0/24")
    .entry("pumps-acl", "ingress", 200, "allow", icmp(0), "10.0.2.0/24")
    .entry("server-acl", "ingress", 200, "allow", asked, "10.0.0.0/23")
    .entry("server-acl", "egress", 200, "allow", icmp(0), "10.0.0.0/23");
  expect(back(pinged, "pumps", "server", icmp(8))).toEqual([
    "server-acl (egress): server-acl-egress-200",
    "server-rt: vpc (local route)",
    "pumps-acl (ingress): pumps-acl-ingress-200",
  ]);
  expect(explain(pinged, "pumps", "server", icmp(3)).back).toEqual([]);
});

test("an ACL that a packet meets twice stands on the way twice", () => {
  const network = hospital();
  network.lists.networkAclAssociations = network.lists.networkAclAssociations.filter(
    ({ id }) => id !== "guest-acl>guest-a",
  );
  const { hops, back } = explain(network, "guest", "internet", tcp(443));
  expect(hops.map(({ at }) => at)).toEqual([
    "guest-sg (egress)",
    "vpc-acl (egress)",
    "guest-rt",
    "vpc-acl (ingress)",
    "nat",
    "vpc-acl (egress)",
    "public-rt",
    "igw",
  ]);
  expect(back.map(({ at }) => at)).toEqual([
    "igw",
    "vpc-acl (ingress)",
    "vpc-acl (egress)",
    "public-rt",
    "vpc-acl (ingress)",
  ]);
});

test("a blocked packet is shown with everything that stops it", () => {
  expect(explain(hospital(), "guest", "server", tcp(443)).blockers).toEqual([
    { at: "guest-acl (egress)", rule: "guest-acl-egress-50", reason: "denies tcp 443" },
    { at: "guest-acl (ingress)", rule: "guest-acl-ingress-50", reason: "denies the answer" },
    { at: "server-sg (ingress)", rule: "none", reason: "nothing allows tcp 443" },
    { at: "server-acl (ingress)", rule: "none", reason: "nothing allows tcp 443" },
    { at: "server-acl (egress)", rule: "none", reason: "nothing allows the answer" },
  ]);
});

test("opening exactly the blockers of a packet opens it", () => {
  const network = hospital();
  network.lists.networkAclAssociations = network.lists.networkAclAssociations.filter(
    ({ id }) => !/^(guest|server)-acl/.test(id),
  );
  expect(
    explain(network.rule("server-sg", "ingress", tcp(443), "10.0.3.0/24"), "guest", "server", tcp(443)).verdict,
  ).toBe("allowed");
});

test("a packet that only one family of addresses has is explained between addresses of that", () => {
  const network = new Network()
    .vpc("vpc", "10.0.0.0/16", "2600:1f18:1:1::/64")
    .subnet("a", "vpc", ["10.0.1.0/24", "2600:1f18:1:1::/80"])
    .subnet("b", "vpc", ["10.0.2.0/24", "2600:1f18:1:1:1::/80"])
    .group("ga", "vpc")
    .openGroup("gb", "vpc")
    .rule("ga", "egress", "all", "::/0")
    .face("ia", "a", ["ga"])
    .face("ib", "b", ["gb"])
    .acl("n", "vpc", "b")
    .entry("n", "ingress", 1, "allow", "all", "0.0.0.0/0")
    .entry("n", "egress", 1, "allow", "all", "0.0.0.0/0", "::/0");
  const stops = (transport: Transport) =>
    explain(network, "ia", "ib", transport).blockers.map(({ at, reason }) => `${at}: ${reason}`);
  expect(stops(Transport.icmp("icmpv6", 128, 0))).toEqual(["n (ingress): nothing allows icmpv6 128/0"]);
  expect(stops(Transport.icmp("icmp", 8, 0))).toEqual(["ga (egress): nothing allows icmp 8/0"]);
});

test("a name stands for what has it, and for no more than that", () => {
  const proof = new Proof(hospital().facts(), declared);
  const meant = (name: string) =>
    proof.tryFindPlaceOf(name)?.spots.map(({ id, addresses }) => {
      const [first, ...more] = addresses.toCidrs();
      return `${id}: ${String(first)}${more.length > 0 ? " and more" : ""}`;
    });
  const names = {
    server: ["server-a × server-sg: 10.0.2.4/30 and more"],
    "pump-1": ["pumps-a × pumps-sg: 10.0.0.4/30 and more"],
    "guest-a": ["guest in guest-a: 10.0.3.4/30 and more"],
    "pumps-sg": ["pumps-a × pumps-sg: 10.0.0.4/30 and more", "pumps in pumps-b: 10.0.1.4/30 and more"],
    vpc: [
      "guest in guest-a: 10.0.3.4/30 and more",
      "pumps-a × pumps-sg: 10.0.0.4/30 and more",
      "pumps in pumps-b: 10.0.1.4/30 and more",
      "server-a × server-sg: 10.0.2.4/30 and more",
    ],
    "10.0.2.9": ["server-a × server-sg: 10.0.2.9/32"],
    "172.20.8.1": ["ward behind vpn: 172.20.8.1/32"],
    "8.8.8.8": ["vpn: 8.8.8.8/32", "internet: 8.8.8.8/32"],
    public: [],
    "10.0.4.5": [],
    "10.77.0.1": ["vpn: 10.77.0.1/32"],
    icu: undefined,
    "": undefined,
  };
  expect(Object.fromEntries(Object.keys(names).map((name) => [name, meant(name)]))).toEqual(names);
});

test("a packet is shown at the address that was asked about", () => {
  const { witness, verdict } = explain(hospital(), "10.0.1.77", "10.0.2.88", tcp(3613));
  expect([verdict, witness?.from.address, witness?.to.address]).toEqual(["allowed", "10.0.1.77", "10.0.2.88"]);
});

test("refuses a place that does not exist, naming those that do", () => {
  expect(() => new Proof(hospital().facts(), declared).findPlace("icu")).toThrow(/no such place.*"icu".*guest, pumps/);
});

test("coverage names the rules that nothing needs, the conduits without a rule and the shadowed entries", () => {
  const network = hospital()
    .rule("pumps-sg", "egress", tcp(25), "0.0.0.0/0")
    .entry("guest-acl", "egress", 200, "allow", tcp(443), "8.0.0.0/8")
    .entry("guest-acl", "egress", 210, "allow", tcp(80, 443), "8.0.0.0/8");
  network.lists.securityGroupRules = network.lists.securityGroupRules.filter(({ id }) => id !== "server-sg-ingress-2");
  expect(new Proof(network.facts(), declared).coverage()).toEqual({
    unneeded: ["pumps-sg-egress-6"],
    bare: [{ conduit: "ward>server:drug-library", side: "ingress" }],
    shadowed: ["guest-acl-egress-200"],
  });
});

test("what is never answered counts as reaching only for those who say so", () => {
  const network = hospital().entry("pumps-acl", "ingress", 5, "deny", "all", "10.0.2.0/24");
  const reach = (replies: "answered" | "one-way-counts"): string => {
    const proof = new Proof(network.facts(), { ...declared, replies });
    return String(proof.between(proof.findPlace("pumps"), proof.findPlace("server")).must);
  };
  expect([reach("answered"), reach("one-way-counts")]).toEqual(["nothing", "tcp 3613"]);
});

test("the matrix of a hospital is its conduits and nothing else", () => {
  const matrix = new Proof(hospital().facts(), declared).matrix();
  expect(
    [...matrix.entries()].map(({ from, to, must, may }) => `${from.id}>${to.id}: ${String(must)}; ${String(may)}`),
  ).toEqual([
    "guest>internet: tcp 443; nothing",
    "pumps>server: tcp 3613; nothing",
    "server>server: tcp 7000; nothing",
    "ward>server: tcp 3613; nothing",
  ]);
});

describe("within one place", () => {
  const one = (...at: readonly string[]): Proof => {
    const network = new Network().vpc("vpc", "10.0.0.0/16").subnet("a", "vpc", "10.0.1.0/24").openGroup("g", "vpc");
    if (at.length === 0) network.face("i0", "a", ["g"]);
    at.forEach((address, i) => network.face(`i${String(i)}`, "a", ["g"], { address }));
    return new Proof(network.facts());
  };
  const ends = (proof: Proof): string => {
    const [place] = proof.places;
    const { witness } = proof.explain(place!, place!, tcp(22));
    return `${witness?.from.address ?? ""} to ${witness?.to.address ?? ""}`;
  };

  test("a witness is a packet from one host to another", () => {
    expect(ends(one())).toBe("10.0.1.4 to 10.0.1.5");
    expect(ends(one("10.0.1.9", "10.0.1.7"))).toBe("10.0.1.9 to 10.0.1.7");
  });

  test("with one address there is no other host, and it says so", () => {
    const proof = one("10.0.1.9");
    const place = proof.tryFindPlaceOf("i0")!;
    expect(proof.explain(place, place, tcp(22))).toEqual({
      verdict: "blocked",
      hops: [],
      back: [],
      blockers: [
        { at: place.id, rule: "none", reason: "it has one address only, and nobody sends to itself over a network" },
      ],
      doubts: [],
    });
    expect([...proof.matrix().entries()]).toEqual([]);
  });
});

import { Proof, checkCertificate, type Claims, type NamedPlace, type Objections } from "../../lib/verify";
import type { Transport } from "../../lib/model";
import { declared, hospital } from "./hospital";
import { factsOf } from "../terraform/read";
import { tcp, why, type Network } from "./network";

interface Case {
  readonly claims: Claims;
  readonly at: (name: string) => NamedPlace;
}

function of(network: Network, more: Parameters<Network["facts"]>[0] = {}): Case {
  const proof = new Proof(network.facts(more), declared);
  return { claims: proof.claims, at: (name) => proof.tryFindPlaceOf(name)! };
}

/** Objections in short: verdict, ends, traffic. */
const short = (objections: Objections): readonly string[] =>
  objections.map(({ verdict, from, to, traffic }) => `${verdict} ${from}>${to} ${String(traffic)}`);

/** Guests are let into the server by HTTPS, both ways through every filter. */
const opened = (): Network =>
  hospital()
    .rule("server-sg", "ingress", tcp(443), "10.0.3.0/24")
    .entry("guest-acl", "egress", 40, "allow", tcp(443), "10.0.2.0/24")
    .entry("guest-acl", "ingress", 40, "allow", tcp(1024, 65_535), "10.0.2.0/24")
    .entry("server-acl", "ingress", 40, "allow", tcp(443), "10.0.3.0/24")
    .entry("server-acl", "egress", 40, "allow", tcp(1024, 65_535), "10.0.3.0/24");

/** The same, by a rule that perhaps exists. */
function perhapsOpened(): Network {
  const network = opened();
  const rules = network.lists.securityGroupRules;
  const last = rules.at(-1)!;
  rules[rules.length - 1] = { ...last, presence: { is: "possible", many: false, because: why } };
  return network;
}

const strange = { unread: [{ address: "aws_x.y", type: "aws_x", why: "no reader", touches: [], input: "test" }] };

describe("isolation", () => {
  test("holds where nothing passes, and its contrary does not", () => {
    const { claims, at } = of(hospital());
    expect(short(claims.isolated(at("guest"), at("server")))).toEqual([]);
    expect(short(claims.joined(at("guest"), at("server")))).toEqual(["broken guest>server all"]);
    const [objection] = claims.joined(at("guest"), at("server"));
    expect(objection?.text).toBe("nothing passes, either way; this stops tcp 443:");
    expect(objection?.blockers).toHaveLength(5);
  });

  test("is not told of two places outside AWS: what passes between them need not meet it", () => {
    const { claims, at } = of(hospital());
    const proof = new Proof(hospital().facts(), declared);
    const [ward, internet] = [proof.findPlace("ward"), proof.findPlace("internet")];
    expect(short(claims.isolated(at("ward"), at("internet")))).toEqual(["undecided ward>internet nothing"]);
    expect([proof.isUnseen(ward, internet), proof.isolates(ward, internet)]).toEqual([true, "undecided"]);
    const { verdict, doubts } = proof.explain(ward, internet, tcp(443));
    expect([verdict, doubts]).toEqual([
      "undecided",
      ["neither is in AWS, and what passes between them elsewhere is not seen"],
    ]);
    expect(proof.isUnseen(ward, proof.findPlace("server"))).toBe(false);
  });

  test("is broken by traffic in either direction, with its packet and rules", () => {
    const { claims, at } = of(opened());
    for (const [a, b] of [
      ["guest", "server"],
      ["server", "guest"],
    ] as const) {
      const found = claims.isolated(at(a), at(b));
      expect(short(found)).toEqual(["broken guest>server tcp 443"]);
      expect(found[0]?.witness?.to).toEqual({ place: "server-a × server-sg", address: "10.0.2.4", port: 443 });
      expect(found[0]?.rules).toEqual([
        "guest-sg-egress-5",
        "guest-acl-egress-40",
        "server-sg-ingress-6",
        "server-acl-ingress-40",
      ]);
      expect(short(claims.joined(at(a), at(b)))).toEqual([]);
    }
  });

  test("of a place from itself is about traffic inside it", () => {
    const { claims, at } = of(hospital());
    expect(short(claims.isolated(at("pumps"), at("pumps")))).toEqual([]);
    expect(short(claims.isolated(at("server"), at("server")))).toEqual(["broken server>server tcp 7000"]);
  });

  test("is neither claimed nor denied where something may pass", () => {
    const { claims, at } = of(perhapsOpened());
    expect(short(claims.isolated(at("guest"), at("server")))).toEqual(["undecided guest>server tcp 443"]);
    expect(short(claims.joined(at("guest"), at("server")))).toEqual(["undecided guest>server tcp 443"]);
  });

  test("is neither claimed nor denied where a resource is not modelled, or nothing is there", () => {
    const { claims, at } = of(hospital(), strange);
    expect(short(claims.isolated(at("guest"), at("server")))).toEqual(["undecided the network>anything nothing"]);
    const open = of(opened(), strange);
    expect(short(open.claims.joined(open.at("guest"), open.at("server")))).toEqual([
      "undecided the network>anything nothing",
    ]);
    expect(short(claims.joined(at("guest"), at("server")))).toEqual([
      "undecided guest>server all",
      "undecided the network>anything nothing",
    ]);
    const { claims: of_, at: there } = of(hospital());
    for (const found of [of_.isolated(there("public"), there("server")), of_.joined(there("public"), there("server"))])
      expect(short(found)).toEqual(["undecided public>anything nothing"]);
  });
});

describe("reach", () => {
  test("holds where all of the traffic passes, and its contrary does not", () => {
    const { claims, at } = of(hospital());
    expect(short(claims.reaches(at("pumps"), at("server"), tcp(3613)))).toEqual([]);
    expect(short(claims.reachesNot(at("pumps"), at("server"), tcp(3613)))).toEqual(["broken pumps>server tcp 3613"]);
    expect(short(claims.reaches(at("pumps"), at("server")))).toEqual([]);
    expect(short(claims.reaches(at("guest"), at("internet"), tcp(443)))).toEqual([]);
  });

  test("does not hold for more than passes, and says what stops the rest", () => {
    const { claims, at } = of(hospital());
    const found = claims.reaches(at("pumps"), at("server"), tcp(3613, 3614));
    expect(short(found)).toEqual(["broken pumps>server tcp 3614"]);
    expect(found[0]?.blockers?.map(({ at: where }) => where)).toEqual([
      "pumps-sg (egress)",
      "pumps-acl (egress)",
      "server-sg (ingress)",
      "server-acl (ingress)",
    ]);
    expect(short(claims.reachesNot(at("pumps"), at("server"), tcp(3614)))).toEqual([]);
    expect(short(claims.reachesNot(at("server"), at("pumps")))).toEqual([]);
    expect(short(claims.reaches(at("server"), at("pumps")))).toEqual(["broken server>pumps all"]);
  });

  test("neither holds nor is denied where only some addresses pass", () => {
    const network = hospital().entry("server-acl", "ingress", 90, "deny", tcp(3613), "10.0.1.0/24");
    const { claims, at } = of(network);
    const found = claims.reaches(at("pumps"), at("server"), tcp(3613));
    expect(short(found)).toEqual(["broken pumps>server tcp 3613"]);
    expect(found[0]?.text).toBe("it does not pass between some of their addresses");
    expect(found[0]?.blockers?.map(({ rule }) => rule)).toEqual(["server-acl-ingress-90"]);
    expect(short(claims.reachesNot(at("pumps"), at("server"), tcp(3613)))).toEqual(["broken pumps>server tcp 3613"]);
    expect(short(claims.reaches(at("10.0.0.9"), at("server"), tcp(3613)))).toEqual([]);
    expect(short(claims.reachesNot(at("10.0.1.9"), at("server"), tcp(3613)))).toEqual([]);
  });

  test("neither holds nor is denied where it may pass, a resource is not modelled, or nothing is there", () => {
    const { claims, at } = of(perhapsOpened());
    expect(short(claims.reaches(at("guest"), at("server"), tcp(443)))).toEqual(["undecided guest>server tcp 443"]);
    expect(short(claims.reachesNot(at("guest"), at("server"), tcp(443)))).toEqual(["undecided guest>server tcp 443"]);
    const unread = of(hospital(), strange);
    const [pumps, server, empty] = ["pumps", "server", "10.0.4.5"].map(unread.at) as [
      NamedPlace,
      NamedPlace,
      NamedPlace,
    ];
    const open = ["undecided the network>anything nothing"];
    expect(short(unread.claims.reaches(pumps, server, tcp(3613)))).toEqual(open);
    expect(short(unread.claims.reachesNot(pumps, server, tcp(22)))).toEqual(open);
    expect(short(unread.claims.reaches(pumps, server, tcp(22)))).toEqual(["undecided pumps>server tcp 22", ...open]);
    const none = ["undecided 10.0.4.5>anything nothing", ...open];
    expect(short(unread.claims.reaches(empty, server))).toEqual(none);
    expect(short(unread.claims.reachesNot(empty, server))).toEqual(none);
  });
});

describe("reach of nothing else", () => {
  const only = ({ claims, at }: Case, from: string, listed: Readonly<Record<string, Transport | undefined>>) =>
    short(
      claims.reachesOnly(
        at(from),
        Object.entries(listed).map(([name, traffic]) => ({ place: at(name), traffic })),
      ),
    );

  test("holds for exactly what passes, with the traffic or without", () => {
    expect(only(of(hospital()), "pumps", { server: tcp(3613) })).toEqual([]);
    expect(only(of(hospital()), "pumps", { server: undefined })).toEqual([]);
    expect(only(of(hospital()), "server", { server: tcp(7000) })).toEqual([]);
    expect(only(of(hospital()), "internet", {})).toEqual([]);
  });

  test("is broken by a place, by traffic and by addresses that are not listed", () => {
    expect(only(of(opened()), "guest", { internet: tcp(443) })).toEqual(["broken guest>server tcp 443"]);
    expect(only(of(hospital()), "server", {})).toEqual(["broken server>server tcp 7000"]);
    expect(
      only(of(hospital().rule("pumps-sg", "egress", tcp(22), "10.0.2.9/32")), "pumps", { server: tcp(22) }),
    ).toEqual(["broken pumps>server tcp 22", "broken pumps>server tcp 3613"]);
    expect(only(of(hospital()), "pumps", { "10.0.2.9": tcp(3613) })).toEqual(["broken pumps>server tcp 3613"]);
    expect(only(of(hospital()), "pumps", { "10.0.2.9": tcp(3613), "server-a": tcp(3613) })).toEqual([]);
  });

  test("is broken by what is listed and does not pass", () => {
    expect(only(of(hospital()), "pumps", { server: tcp(3613), internet: undefined })).toEqual([
      "broken pumps>internet all",
    ]);
    expect(only(of(hospital()), "pumps", { server: tcp(3613).union(tcp(22)) })).toEqual(["broken pumps>server tcp 22"]);
  });

  test("is undecided where more may pass, a resource is not modelled, or nothing is there", () => {
    expect(only(of(perhapsOpened()), "guest", { internet: tcp(443) })).toEqual(["undecided guest>server tcp 443"]);
    expect(only(of(hospital(), strange), "pumps", { server: tcp(3613) })).toEqual([
      "undecided the network>anything nothing",
    ]);
    expect(only(of(hospital()), "public", {})).toEqual(["undecided public>anything nothing"]);
  });
});

describe("all that is declared", () => {
  test("holds or breaks, never both, and neither when something is left open", () => {
    const both = ({ claims }: Case) => [short(claims.holds()), short(claims.breaks())];
    expect(both(of(hospital()))).toEqual([[], ["broken the network>anything nothing"]]);
    expect(both(of(opened()))).toEqual([["broken guest>server tcp 443", "broken guest>server tcp 443"], []]);
    const perhaps = ["undecided guest>server tcp 443", "undecided guest>server tcp 443"];
    expect(both(of(perhapsOpened()))).toEqual([perhaps, perhaps]);
    const open = ["undecided the network>anything nothing"];
    expect(both(of(hospital(), strange))).toEqual([open, open]);
    expect(both(of(opened(), strange))).toEqual([[expect.anything(), expect.anything(), ...open], open]);
  });
});

describe("one of several machines of a kind, and itself", () => {
  const instance = (private_ip: string) => ({
    private_ip,
    subnet_id: "${aws_subnet.a.id}",
    vpc_security_group_ids: ["${aws_security_group.g.id}"],
  });
  const itself = { from_port: 0, to_port: 0, protocol: "-1", self: true };
  const facts = factsOf({
    aws_vpc: { v: { cidr_block: "10.0.0.0/16" } },
    aws_subnet: { a: { vpc_id: "${aws_vpc.v.id}", cidr_block: "10.0.1.0/24" } },
    aws_security_group: { g: { vpc_id: "${aws_vpc.v.id}", ingress: [itself], egress: [itself] } },
    aws_instance: { one: instance("10.0.1.10"), other: instance("10.0.1.11") },
  });
  const proof = new Proof(facts);
  const at = (name: string): NamedPlace => proof.tryFindPlaceOf(name)!;

  test("are one end, by whichever name", () => {
    const [one, same] = [at("aws_instance.one"), at("10.0.1.10")];
    expect(proof.claims.isolated(one, same)).toEqual([]);
    expect(proof.explain(one, same, tcp(80)).blockers).toMatchObject([
      { reason: "it has one address only, and nobody sends to itself over a network" },
    ]);
    expect(checkCertificate(facts, proof.certify(one, same)!, one, same)).toMatchObject({ ok: true });
  });

  test("do not add to what it reaches", () => {
    const listed = [{ place: at("aws_instance.other"), traffic: undefined }];
    expect(proof.claims.reachesOnly(at("aws_instance.one"), listed)).toEqual([]);
    expect(proof.claims.reachesOnly(at("aws_instance.one"), [])).toMatchObject([{ verdict: "broken" }]);
  });
});

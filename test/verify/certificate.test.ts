import { AddressSet, Cidr, Transport } from "../../lib/model";
import {
  checkCertificate,
  Proof,
  type Certificate,
  type CertifiedFilter,
  type CertifiedPair,
  type CertifiedRange,
} from "../../lib/verify";
import { forgedBetween } from "./forged";
import { declared, hospital } from "./hospital";
import { Network, tcp, why } from "./network";

const certificate = (network: Network, from: string, to: string): Certificate | undefined => {
  const proof = new Proof(network.facts(), declared);
  return proof.certify(proof.findPlace(from), proof.findPlace(to));
};

const checked = (network: Network, found: Certificate, from = found.from, to = found.to) => {
  const facts = network.facts();
  const proof = new Proof(facts, declared);
  const place = (id: string) => proof.tryFindPlaceOf(id)!;
  return checkCertificate(facts, found, place(from), place(to));
};

test("every isolated pair of a hospital has a certificate that the checker accepts", () => {
  const facts = hospital().facts();
  const proof = new Proof(facts, declared);
  const open: string[] = [];
  for (const from of proof.places)
    for (const to of proof.places) {
      const found = proof.certify(from, to);
      if (found === undefined) open.push(`${from.id}>${to.id}`);
      else
        expect([from.id, to.id, checkCertificate(facts, found, from, to)]).toEqual([
          from.id,
          to.id,
          { ok: true, why: "every range is stopped" },
        ]);
    }
  expect(open).toEqual(["guest>internet", "pumps>server", "server>server", "ward>server"]);
});

test("what stops the internet from a site has a name", () => {
  const found = certificate(hospital(), "internet", "ward")!;
  const reasons = found.pairs.flatMap(({ ranges }) => ranges.map(({ reason }) => reason));
  expect([...new Set(reasons.map((reason) => JSON.stringify(reason)))]).toEqual([
    JSON.stringify({ kind: "route", at: "internet", why: "no internet gateway leads there" }),
  ]);
});

test("a pair that something passes between has none", () => {
  expect(certificate(hospital(), "pumps", "server")).toBeUndefined();
});

test("refuses a certificate for facts in which a rule was opened since", () => {
  const found = certificate(hospital(), "guest", "server");
  const later = hospital().rule("server-sg", "ingress", "all", "0.0.0.0/0");
  later.lists.networkAclAssociations = later.lists.networkAclAssociations.filter(
    ({ id }) => !id.startsWith("guest-acl") && !id.startsWith("server-acl"),
  );
  expect(checked(later, found!)).toMatchObject({ ok: false });
});

test("refuses a certificate that claims too much of a filter", () => {
  const found = certificate(hospital(), "pumps", "guest")!;
  const lies: Certificate = {
    ...found,
    pairs: found.pairs.map((pair) => ({
      ...pair,
      ranges: pair.ranges.map((range) => ({
        ...range,
        reason:
          range.reason.kind === "route"
            ? range.reason
            : {
                kind: "filters" as const,
                filters: range.reason.filters.map((filter) => ({ ...filter, lets: Transport.all })),
              },
      })),
    })),
  };
  expect(checked(hospital(), lies).ok).toBe(false);
});

test("refuses a certificate that leaves addresses out", () => {
  const found = certificate(hospital(), "pumps", "guest")!;
  const short: Certificate = {
    ...found,
    pairs: found.pairs.map((pair) => ({ ...pair, ranges: pair.ranges.slice(1) })),
  };
  expect(checked(hospital(), short)).toMatchObject({
    ok: false,
    why: expect.stringContaining("not all addresses") as string,
  });
});

/** Says of two places that something passes between that a reason stops it all. */
const forged = (network: Network, from: string, to: string, reason: CertifiedRange["reason"]): Certificate => {
  const proof = new Proof(network.facts(), declared);
  return forgedBetween(proof.tryFindPlaceOf(from)!, proof.tryFindPlaceOf(to)!, reason);
};
const nothing = { role: "forward", groups: [], lets: Transport.none } as const;
const closed = (kind: "groups" | "acls", id: string, direction: "egress" | "ingress"): CertifiedFilter => ({
  ...nothing,
  kind,
  ids: [id],
  direction,
  looksAt: direction === "egress" ? "destination" : "source",
});

describe("refuses a certificate", () => {
  const guests = (): Certificate => certificate(hospital(), "guest", "server")!;
  const filters = (...all: readonly CertifiedFilter[]) => ({ kind: "filters", filters: all }) as const;
  const route = { kind: "route", at: "closed-rt", why: "no route leads there" } as const;

  test("of which nothing is left, or not every pair of ends", () => {
    expect(checked(hospital(), { ...guests(), pairs: [] }).why).toMatch(/nothing is said of them$/);
    const pumps = certificate(hospital(), "pumps", "guest")!;
    expect(pumps.pairs.length).toBeGreaterThan(1);
    expect(checked(hospital(), { ...pumps, pairs: pumps.pairs.slice(1) }).ok).toBe(false);
    expect(checked(hospital(), { ...pumps, pairs: [...pumps.pairs, ...guests().pairs] }).why).toMatch(
      /they are not ends of these places$/,
    );
  });

  test("of other places, or of other addresses than they have", () => {
    expect(checked(hospital(), guests(), "pumps", "server").why).toBe(
      "it is about guest and server, not pumps and server",
    );
    expect(checked(hospital(), { ...guests(), from: "pumps" }, "pumps", "server").ok).toBe(false);
    const fewer = (pair: CertifiedPair): CertifiedPair => ({
      ...pair,
      sources: AddressSet.of([Cidr.of("10.0.3.4/32")]),
      ranges: pair.ranges.map((range) => ({ ...range, sources: [0x0a000304n, 0x0a000304n] })),
    });
    expect(checked(hospital(), { ...guests(), pairs: guests().pairs.map(fewer) }).ok).toBe(false);
  });

  test("of ends that are in other groups than these", () => {
    const tidy = (pair: CertifiedPair): CertifiedPair => {
      const { from, to } = pair.ends;
      return from.kind === "interface" ? { ...pair, ends: { from: { ...from, groups: [] }, to } } : pair;
    };
    expect(checked(hospital(), { ...guests(), pairs: guests().pairs.map(tidy) }).ok).toBe(false);
  });

  test.each<[string, CertifiedRange["reason"]]>([
    ["a route that does not stop it", route],
    ["no filter at all", filters()],
    ["a group of another", filters(closed("groups", "guest-sg", "ingress"))],
    ["a group that nobody has", filters(closed("groups", "gone-sg", "ingress"))],
    ["an ACL of another", filters(closed("acls", "guest-acl", "ingress"))],
    ["an ACL that there is not", filters(closed("acls", "gone-acl", "ingress"))],
    ["the other direction of its own group", filters(closed("groups", "pumps-sg", "ingress"))],
    ["its own group, of which it leaves out whom it names", filters(closed("groups", "pumps-sg", "egress"))],
    [
      "a filter of answers that stands on the way there alone",
      filters({ ...closed("acls", "server-acl", "ingress"), role: "reply" }),
    ],
    [
      "a filter of answers to a gateway that there is not",
      filters({ ...closed("acls", "guest-acl", "egress"), role: "reply-to-gateway" }),
    ],
  ])("that names %s, where something passes", (_, reason) => {
    expect(checked(hospital(), forged(hospital(), "pumps", "server", reason)).why).toMatch(
      /^pumps-a × pumps-sg to server-a × server-sg: (.* lets through more than certified|the filters have .* in common|the naive evaluator does not agree .*|.* is not on the way)$/,
    );
  });

  test("that takes an entry of which it is not known whose it is for a deny", () => {
    const network = hospital()
      .rule("guest-sg", "egress", tcp(443), "10.0.2.0/24")
      .rule("server-sg", "ingress", tcp(443), "10.0.3.0/24");
    network.lists.networkAclAssociations = network.lists.networkAclAssociations.filter(
      ({ id }) => !/^(guest|server)-acl/.test(id),
    );
    network.entry("vpc-acl", "egress", 10, "deny", "all", "10.0.2.0/24");
    const at = network.lists.networkAclEntries.findIndex(({ id }) => id === "vpc-acl-egress-10");
    network.lists.networkAclEntries[at] = {
      ...network.lists.networkAclEntries[at]!,
      acl: { how: "ambiguous", among: ["vpc-acl", "guest-acl"], because: why },
    };
    const reason = filters(closed("acls", "vpc-acl", "egress"));
    expect(checked(network, forged(network, "guest", "server", reason)).why).toMatch(
      /lets through more than certified$/,
    );
  });

  test("that calls a route closed because it is closed for the first of its addresses", () => {
    const network = new Network()
      .vpc("va", "10.0.0.0/16")
      .vpc("vb", "10.1.0.0/16")
      .subnet("a", "va", "10.0.1.0/24")
      .subnet("b", "vb", "10.1.1.0/24")
      .openGroup("ga", "va")
      .openGroup("gb", "vb")
      .face("ia", "a", ["ga"])
      .face("ib", "b", ["gb"])
      .peering("p", "va", "vb")
      .route("va-main", "10.1.1.128/25", ["peering", "p"])
      .route("vb-main", "10.0.0.0/16", ["peering", "p"]);
    const found = forged(network, "ia", "ib", route);
    expect(checked(network, found).why).toMatch(/the naive evaluator does not agree that nothing gets there$/);
  });
});

test("a route that leads nowhere is certified as such", () => {
  const network = new Network()
    .vpc("va", "10.0.0.0/16")
    .vpc("vb", "10.1.0.0/16")
    .subnet("a", "va", "10.0.1.0/24")
    .subnet("b", "vb", "10.1.1.0/24")
    .openGroup("ga", "va")
    .openGroup("gb", "vb")
    .face("ia", "a", ["ga"])
    .face("ib", "b", ["gb"]);
  const proof = new Proof(network.facts());
  const found = proof.certify(proof.tryFindPlaceOf("ia")!, proof.tryFindPlaceOf("ib")!)!;
  expect(found.pairs.flatMap(({ ranges }) => ranges.map(({ reason }) => reason))).toEqual([
    { kind: "route", at: "va (no route)", why: "no route leads there, or its target is gone" },
  ]);
});

test("an entry of which only a part is known stops what surely meets it", () => {
  const network = hospital();
  network.lists.networkAclEntries = network.lists.networkAclEntries.filter(
    ({ id }) => !id.startsWith("pumps-acl-egress"),
  );
  network
    .entry("pumps-acl", "egress", 90, "deny", "all", "10.0.3.0/24")
    .entry("pumps-acl", "egress", 100, "allow", "all", "0.0.0.0/0");
  const at = network.lists.networkAclEntries.findIndex(({ id }) => id === "pumps-acl-egress-90");
  const must = AddressSet.of([Cidr.of("10.0.3.0/24")]);
  const may = must.union(AddressSet.everythingV6);
  network.lists.networkAclEntries[at] = {
    ...network.lists.networkAclEntries[at]!,
    addresses: { may, must, because: why },
  };
  const found = certificate(network, "pumps", "guest")!;
  expect(checked(network, found)).toMatchObject({ ok: true });
});

test("a certificate is confirmed where the source's groups are shut, however many addresses other rules name", () => {
  const network = new Network()
    .vpc("v", "10.0.0.0/16")
    .subnet("a", "v", "10.0.1.0/24")
    .subnet("b", "v", "10.0.2.0/24")
    .gateway("igw", "internet", "v")
    .table("t", "v", "a", "b")
    .route("t", "0.0.0.0/0", { kind: "internet-gateway", to: { how: "exact", to: "igw" } })
    .group("closed", "v")
    .rule("closed", "egress", tcp(443), "10.0.2.0/24")
    .group("many", "v")
    .face("eni-a", "a", ["closed"], { public: true })
    .face("eni-b", "b", ["many"]);
  for (let i = 0; i < 320; i += 1)
    network.rule("many", "ingress", tcp(443), `10.0.${String(100 + (i >> 7))}.${String((i & 127) * 2)}/32`);
  const facts = network.facts();
  const proof = new Proof(facts);
  const [from, internet] = [proof.tryFindPlaceOf("eni-a")!, proof.findPlace("internet")];
  const found = proof.certify(from, internet)!;
  expect(checkCertificate(facts, found, from, internet)).toEqual({ ok: true, why: "every range is stopped" });
  // Its own rule that is open to the internet leaves nothing to confirm.
  const open = network.rule("closed", "egress", tcp(443), "0.0.0.0/0").facts();
  expect(checkCertificate(open, found, from, internet).ok).toBe(false);
});

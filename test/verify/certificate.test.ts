import { AddressSet, Cidr, Transport } from "../../lib/model";
import { checkCertificate, Proof, type Certificate } from "../../lib/verify";
import { declared, hospital } from "./hospital";
import { Network, why } from "./network";

const certificate = (network: Network, from: string, to: string): Certificate | undefined => {
  const proof = new Proof(network.facts(), declared);
  return proof.certify(proof.findPlace(from), proof.findPlace(to));
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
        expect([from.id, to.id, checkCertificate(facts, found)]).toEqual([
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
  expect(checkCertificate(later.facts(), found!)).toMatchObject({ ok: false });
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
  expect(checkCertificate(hospital().facts(), lies).ok).toBe(false);
});

test("refuses a certificate that leaves addresses out", () => {
  const found = certificate(hospital(), "pumps", "guest")!;
  const short: Certificate = {
    ...found,
    pairs: found.pairs.map((pair) => ({ ...pair, ranges: pair.ranges.slice(1) })),
  };
  expect(checkCertificate(hospital().facts(), short)).toMatchObject({
    ok: false,
    why: expect.stringContaining("not all addresses") as string,
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
  expect(checkCertificate(network.facts(), found)).toMatchObject({ ok: true });
});

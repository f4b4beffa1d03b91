/** An inspection VPC on a transit gateway: the only way out of the spokes, and the only way between them. */
import * as fc from "fast-check";
import { checkCertificate, Proof, type DeclaredIntent } from "../../lib/verify";
import { hub } from "./hub";
import { tcp, type Network } from "./network";
import { agree, seen } from "./second-opinion";

const reach = (network: Network, from: string, target: string): string => {
  const proof = new Proof(network.facts());
  const { must, may } = proof.between(proof.tryFindPlaceOf(from)!, proof.tryFindPlaceOf(target)!);
  return may.equals(must) ? String(must) : `${String(must)}; perhaps ${String(may.subtract(must))}`;
};

test("lets a spoke out for TLS to the listed names alone, whichever zone carries it", () => {
  for (const appliance of [true, false])
    expect(reach(hub({ appliance, zones: ["a", "b"] }), "ia", "internet")).toBe("tcp 443");
  expect(reach(hub({ appliance: true, zones: ["a"] }), "ib", "internet")).toBe("tcp 443");
});

test("lets nothing in, and no spoke to another but by its rules", () => {
  const network = hub({ appliance: true, zones: ["a", "b"] });
  expect(reach(network, "internet", "ia")).toBe("nothing");
  expect(reach(network, "ia", "ib")).toBe("tcp 8443");
  expect(reach(network, "ib", "ia")).toBe("nothing");
});

test("what its rules stop has a certificate, which the checker accepts", () => {
  const facts = hub({ appliance: true, zones: ["a", "b"] }).facts();
  const proof = new Proof(facts);
  const [from, to] = [proof.tryFindPlaceOf("ib")!, proof.tryFindPlaceOf("ia")!];
  const certificate = proof.certify(from, to);
  const reasons = new Set(
    certificate?.pairs.flatMap(({ ranges }) => ranges.map(({ reason }) => JSON.stringify(reason))),
  );
  expect([...reasons]).toEqual([
    JSON.stringify({ kind: "route", at: "fw", why: "its rules pass nothing that the filters let through" }),
  ]);
  expect(checkCertificate(facts, certificate!, from, to)).toEqual({ ok: true, why: "every range is stopped" });
});

test("without appliance mode an answer may meet the firewall of another zone, which did not see the question (Transit gateway guide, Appliance in a shared services VPC)", () => {
  const network = hub({ appliance: false, zones: ["a", "b"] });
  expect(reach(network, "ia", "ib")).toBe("nothing; perhaps tcp 8443");
  expect(reach(hub({ appliance: false, zones: ["a"] }), "ia", "ib")).toBe("tcp 8443");
});

test("a segment's conduit to the internet holds through it, and names what it has to carry", () => {
  const network = hub({ appliance: true, zones: ["a", "b"] });
  network.lists.securityGroupRules = network.lists.securityGroupRules.filter(
    ({ direction, group }) => direction === "egress" && "to" in group && group.to === "ga",
  );
  const intent: DeclaredIntent = {
    segments: [{ name: "updated", kind: "shared-services", subnets: ["sa"], groups: ["ga"], blocks: ["10.1.1.0/24"] }],
    conduits: [{ id: "updated>internet:https", from: "updated", to: "internet", transport: tcp(443) }],
  };
  const proof = new Proof(network.facts(), intent);
  expect(proof.judge()).toEqual({ verdict: "holds", findings: [], assumptions: [] });
  const { witness, verdict } = proof.explain(proof.findPlace("updated"), proof.findPlace("internet"), tcp(443));
  expect([verdict, witness?.content]).toEqual(["allowed", ["TLS or HTTP to .updates.example.com"]]);
});

test("a list without names passes nothing for sure", () => {
  expect(reach(hub({ appliance: true, zones: ["a"], listed: false }), "ia", "internet")).toBe(
    "nothing; perhaps tcp 443",
  );
});

test("the engine and the naive evaluator agree about inspection VPCs", () => {
  const shape = fc.record({
    appliance: fc.boolean(),
    zones: fc.constantFrom(["a"], ["a", "b"], ["b"]),
    listed: fc.boolean(),
    astray: fc.constantFrom("nothing", "door", "wall", "nat"),
  });
  fc.assert(
    fc.property(shape, ({ astray, ...rest }) => {
      const network = hub(rest);
      // One table of one zone that forgets its way back.
      const lost = `${astray}-rt-${rest.zones[0]}`;
      network.lists.routes = network.lists.routes.filter(
        ({ table, destination }) =>
          !(
            "to" in table &&
            table.to === lost &&
            "block" in destination &&
            "exact" in destination.block &&
            destination.block.exact.prefix === 8
          ),
      );
      agree(network);
    }),
    { numRuns: Number(process.env["CORDON_LAW_RUNS"] ?? 12) },
  );
  expect(seen.yes).toBeGreaterThan(10);
});

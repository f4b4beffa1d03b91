/** The engine, the naive evaluator and the checker on random networks in which a VPC has addresses of places outside. */
import * as fc from "fast-check";
import type { RouteTarget } from "../../lib/terraform";
import { checkCertificate, Proof } from "../../lib/verify";
import { block, Network, tcp, to } from "./network";
import { agree } from "./second-opinion";

const targets: Record<string, RouteTarget> = {
  igw: { kind: "internet-gateway", to: to("igw") },
  vgw: { kind: "vpn-gateway", to: to("vgw") },
  pcx: { kind: "peering", to: to("pcx") },
  tgw: { kind: "transit-gateway", to: to("tgw") },
  away: { kind: "core-network", to: { how: "outside", id: "core-0" } },
};
const blocks = ["10.50.0.0/16", "10.50.1.0/24", "52.10.0.0/16", "52.10.1.0/28", "0.0.0.0/0", "2600:2::/56", "::/0"];
const said = fc.record({
  peer: fc.constantFrom(...blocks),
  out: fc.boolean(),
  wide: fc.boolean(),
  group: fc.constantFrom("g", "h"),
});
const seed = fc.record({
  routes: fc.uniqueArray(
    fc.record({
      table: fc.constantFrom("tv", "tw"),
      destination: fc.constantFrom(...blocks),
      target: fc.constantFrom(...Object.keys(targets)),
    }),
    { maxLength: 5, selector: ({ table, destination }) => `${table} ${destination}` },
  ),
  rules: fc.array(said, { minLength: 2, maxLength: 6 }),
  online: fc.constantFrom("v", "both", "neither"),
  transit: fc.subarray(["10.50.0.0/16", "10.50.1.0/24", "52.10.0.0/16"]),
  back: fc.boolean(),
});
type Seed = typeof seed extends fc.Arbitrary<infer T> ? T : never;

function build({ routes, rules, online, transit, back }: Seed): Network {
  const n = new Network()
    .vpc("v", "10.0.0.0/16", "2600:1::/56")
    .vpc("w", "10.50.0.0/16", "52.10.0.0/16", "2600:2::/56")
    .subnet("sv", "v", ["10.0.1.0/28", "2600:1::/64"])
    .subnet("sw", "w", ["10.50.1.0/28", "2600:2::/64"])
    .subnet("sx", "w", "52.10.1.0/28")
    .table("tv", "v", "sv")
    .table("tw", "w", "sw", "sx")
    .gateway("vgw", "vpn", "v")
    .vpn("c", "vgw", "10.50.0.0/16", "52.10.0.0/16")
    .peering("pcx", "v", "w")
    .transit("tgw", { v: ["sv"], w: ["sw"] })
    .group("g", "v")
    .group("h", "w");
  if (online !== "neither") n.gateway("igw", "internet", "v");
  if (online === "both") n.gateway("igw-w", "internet", "w");
  const attached = back ? "tgw-v" : "tgw-w";
  for (const destination of transit)
    n.lists.transitRoutes.push({
      ...n.base(`tgw ${destination}`),
      table: to("tgw-table"),
      destination: { block: block(destination) },
      to: { attachment: to(attached) },
    });
  for (const { table, destination, target } of routes) {
    const own = table === "tw" ? "igw-w" : "igw";
    // A link to a gateway that is nowhere is no fact that a reader makes.
    if (target === "igw" && !n.lists.gateways.some(({ id }) => id === own)) continue;
    n.route(table, destination, target === "igw" ? { kind: "internet-gateway", to: to(own) } : targets[target]!);
  }
  for (const { peer, out, wide, group } of rules)
    n.rule(group, out ? "egress" : "ingress", wide ? "all" : tcp(443), peer);
  return n.face("i", "sv", ["g"], { public: true }).face("j", "sw", ["h"], { public: true }).face("k", "sx", ["h"]);
}

const runs = { numRuns: Number(process.env["CORDON_LAW_RUNS"] ?? 40) };

test("whatever leads where, the engine and the naive evaluator agree on whose an address is", () => {
  fc.assert(
    fc.property(seed, (each) => {
      agree(build(each));
    }),
    runs,
  );
});

test("what is isolated has a certificate that the checker accepts, and the matrix shows the rest", () => {
  fc.assert(
    fc.property(seed, (each) => {
      const facts = build(each).facts();
      const proof = new Proof(facts);
      proof.judge();
      for (const from of proof.places)
        for (const target of proof.places) {
          if (from.type !== "interfaces" && target.type !== "interfaces") continue;
          const certificate = proof.certify(from, target);
          if (certificate === undefined) continue;
          expect([from.id, target.id, checkCertificate(facts, certificate, from, target)]).toEqual([
            from.id,
            target.id,
            { ok: true, why: "every range is stopped" },
          ]);
        }
    }),
    runs,
  );
});

/** Everything that stops a packet: opening all of it, and no less, lets the packet through. */
import * as fc from "fast-check";
import { Transport } from "../../lib/model";
import { Proof, type Blocker, type Explanation } from "../../lib/verify";
import { Network, tcp, udp } from "./network";

const icmp = (type: number): Transport => Transport.icmp("icmp", type, 0);
const transports = [
  Transport.all,
  tcp(443),
  tcp(1, 1000),
  tcp(1024, 2000),
  tcp(3000, 4000),
  tcp(1024, 65_535),
  udp(53),
  udp(1024, 1500),
  udp(3000, 4000),
  icmp(8),
  Transport.icmp("icmp", "any", "any"),
];
const peers = ["0.0.0.0/0", "10.0.0.0/16", "10.0.1.0/28", "10.0.2.0/28", "10.0.1.4/32"];
const asked = [tcp(443), tcp(22), udp(53), icmp(8), icmp(3), Transport.protocol(47)];
const direction = fc.constantFrom("ingress" as const, "egress" as const);

const seed = fc.record({
  rules: fc.array(
    fc.tuple(fc.constantFrom("g0", "g1"), direction, fc.constantFrom(...transports), fc.constantFrom(...peers)),
    { maxLength: 6 },
  ),
  entries: fc.uniqueArray(
    fc.tuple(
      fc.constantFrom("n0", "n1"),
      direction,
      fc.integer({ min: 10, max: 15 }),
      fc.constantFrom("allow" as const, "deny" as const),
      fc.constantFrom(...transports),
      fc.constantFrom(...peers),
    ),
    { maxLength: 10, selector: ([acl, way, number]) => `${acl} ${way} ${String(number)}` },
  ),
  acls: fc.tuple(fc.constantFrom("n0", "n1"), fc.constantFrom("n0", "n1")),
});
const [source, destination] = ["10.0.1.4", "10.0.2.5"] as const;

function build({
  rules,
  entries,
  acls: [first, second],
}: typeof seed extends fc.Arbitrary<infer T> ? T : never): Network {
  const network = new Network()
    .vpc("v", "10.0.0.0/16")
    .subnet("s0", "v", "10.0.1.0/28")
    .subnet("s1", "v", "10.0.2.0/28")
    .group("g0", "v")
    .group("g1", "v")
    .face("i0", "s0", ["g0"], { address: source })
    .face("i1", "s1", ["g1"], { address: destination });
  for (const acl of ["n0", "n1"])
    network.acl(acl, "v", ...(first === acl ? ["s0"] : []), ...(second === acl ? ["s1"] : []));
  for (const rule of rules) network.rule(...rule);
  for (const entry of entries) network.entry(...entry);
  return network;
}

function explain(network: Network, transport: Transport): Explanation {
  const proof = new Proof(network.facts());
  return proof.explain(proof.tryFindPlaceOf("i0")!, proof.tryFindPlaceOf("i1")!, transport);
}

/** Opens what a blocker names for this packet alone, or for its answer. */
function open(network: Network, { at, reason }: Blocker, transport: Transport, number: number): void {
  const [, what = "", way = ""] = /^(\S+) \((egress|ingress)\)$/.exec(at) ?? [];
  const isAnswer = reason.includes("the answer");
  const remote = `${(way === "egress") === isAnswer ? source : destination}/32`;
  const lets = isAnswer ? answerOf(reason, transport) : transport;
  if (what.startsWith("n")) network.entry(what, way as "egress", number, "allow", lets, remote);
  else network.rule(what, way as "egress", transport, remote);
}

function answerOf(reason: string, transport: Transport): Transport {
  if (transport.equals(icmp(8))) return icmp(0);
  const protocol = /^(tcp|udp)/.exec(String(transport))?.[1] as "tcp" | "udp" | undefined;
  if (protocol === undefined) return transport;
  const said = /client ports (.*)$/.exec(reason)?.[1] ?? "1024-65535";
  const ranges = said.split(", ").map((range) => range.split("-").map(Number));
  return ranges.reduce((set, [from = 0, to = from]) => set.union(Transport.ports(protocol, from, to)), Transport.none);
}

/** Answers to client port 443 alone get through. */
const low: Parameters<typeof build>[0] = {
  rules: [],
  entries: [
    ["n1", "ingress", 10, "allow", Transport.all, "0.0.0.0/0"],
    ["n0", "egress", 10, "allow", tcp(443), "0.0.0.0/0"],
  ],
  acls: ["n1", "n0"],
};

test("opening all that stops a packet lets it through, and opening less does not", () => {
  let [blocked, several] = [0, 0];
  fc.assert(
    fc.property(seed, fc.constantFrom(...asked), (each, transport) => {
      const { verdict, blockers } = explain(build(each), transport);
      expect(blockers.length > 0).toBe(verdict === "blocked");
      if (verdict !== "blocked") return;
      const without = (left: number): Explanation => {
        const network = build(each);
        for (const [index, blocker] of blockers.entries())
          if (index !== left) open(network, blocker, transport, index + 1);
        return explain(network, transport);
      };
      expect(without(-1).verdict).toBe("allowed");
      for (const index of blockers.keys()) {
        const rest = without(index);
        // A client that takes a port below 1024 may be answered there, and nobody knows whether it does.
        expect(
          rest.verdict === "blocked" || (rest.verdict === "undecided" && rest.doubts.join().includes("below 1024")),
        ).toBe(true);
      }
      blocked += 1;
      if (blockers.length > 1) several += 1;
    }),
    {
      numRuns: Number(process.env["CORDON_LAW_RUNS"] ?? 100),
      examples: [[low, tcp(443)]],
    },
  );
  expect([blocked > 50, several > 30]).toEqual([true, true]);
});

test("answers that each filter lets through on ports of its own are stopped by the fewest of them", () => {
  const network = build({ rules: [], entries: [], acls: ["n0", "n1"] })
    .rule("g0", "egress", tcp(443), "10.0.2.0/28")
    .rule("g1", "ingress", tcp(443), "10.0.1.0/28")
    .entry("n0", "egress", 1, "allow", tcp(443), "10.0.2.0/28")
    .entry("n1", "ingress", 1, "allow", tcp(443), "10.0.1.0/28")
    .entry("n1", "egress", 1, "allow", tcp(1024, 2000), "10.0.1.0/28")
    .entry("n0", "ingress", 1, "allow", tcp(3000, 4000), "10.0.2.0/28");
  expect(explain(network, tcp(443))).toMatchObject({
    verdict: "blocked",
    blockers: [{ at: "n0 (ingress)", rule: "none", reason: "nothing allows the answer to client ports 1024-2000" }],
  });
});

test("where a route ends the way, what is beyond it is not said to be all", () => {
  const network = build({ rules: [], entries: [], acls: ["n0", "n1"] }).vpc("w", "10.1.0.0/16");
  network.subnet("far", "w", "10.1.0.0/28").group("h", "w").face("i2", "far", ["h"]);
  const proof = new Proof(network.facts());
  const found = proof.explain(proof.tryFindPlaceOf("i0")!, proof.tryFindPlaceOf("i2")!, tcp(443));
  expect([found.verdict, found.endsAtRoute]).toEqual(["blocked", true]);
  expect(explain(network, tcp(443)).endsAtRoute).toBeUndefined();
});

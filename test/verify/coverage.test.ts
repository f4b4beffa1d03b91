/** What of the rules is declared, and what of the entries decides: beside a brute force written apart. */
import * as fc from "fast-check";
import { AddressSet, Cidr, Transport } from "../../lib/model";
import { Proof, type DeclaredIntent } from "../../lib/verify";
import { declared, hospital } from "./hospital";
import { Network, tcp, udp } from "./network";

const coverage = (network: Network, intent: DeclaredIntent = declared) => new Proof(network.facts(), intent).coverage();

test("a rule of another group that machines of the segment wear is needed, and does not carry its conduit", () => {
  const network = hospital()
    .group("extra-sg", "vpc")
    .face("server-2", "server-a", ["server-sg", "extra-sg"])
    .rule("extra-sg", "ingress", tcp(3613), "10.0.0.0/23")
    .rule("extra-sg", "ingress", tcp(22), "10.0.0.0/23")
    .rule("pumps-sg", "egress", tcp(3613), { group: "extra-sg" });
  network.lists.securityGroupRules = network.lists.securityGroupRules.filter(({ id }) => id !== "server-sg-ingress-1");
  const { unneeded, bare } = coverage(network);
  expect(unneeded).toEqual(["extra-sg-ingress-7"]);
  expect(bare).toEqual([{ conduit: "pumps>server:drug-library", side: "ingress" }]);
});

test("a rule towards an end that only another intent declares may be needed for it", () => {
  const more = { id: "pumps>cardiac:hl7", from: "pumps", to: "cardiac", transport: tcp(2575) };
  const intent = { ...declared, conduits: [...declared.conduits, more] };
  expect(coverage(hospital(), intent).bare).toEqual([{ conduit: "pumps>cardiac:hl7", side: "egress" }]);
  const network = hospital().rule("pumps-sg", "egress", tcp(2575), "10.41.2.0/24");
  expect(coverage(network, intent)).toMatchObject({ unneeded: [], bare: [] });
});

const blocks = ["0.0.0.0/0", "10.0.0.0/8", "10.0.0.0/9", "10.128.0.0/9", "10.0.0.0/16", "8.0.0.0/8", "::/0"];
const transports = [
  Transport.all,
  tcp(0, 65_535),
  tcp(443),
  tcp(1, 442),
  tcp(443, 65_535),
  tcp(0, 0),
  udp(53),
  Transport.icmp("icmp", "any", "any"),
  Transport.icmp("icmp", 8, 0),
  Transport.protocol(47),
];

test("an entry is shadowed exactly when every packet that it matches meets one before it", () => {
  const probes = blocks.flatMap((text) => {
    const { family, first, last } = Cidr.of(text);
    return [first, last].map((address) => ({ family, address }));
  });
  const points = [
    ...new Set(transports.flatMap((each) => each.points.intervals.flatMap(([from, to]) => [from, to - 1]))),
  ];
  const entry = fc.record({
    number: fc.integer({ min: 1, max: 30 }),
    allow: fc.boolean(),
    block: fc.constantFrom(...blocks),
    transport: fc.constantFrom(...transports),
  });
  let found = 0;
  fc.assert(
    fc.property(fc.uniqueArray(entry, { maxLength: 7, selector: ({ number }) => number }), (entries) => {
      const network = new Network().vpc("v", "10.0.0.0/16").acl("n", "v");
      for (const { number, allow, block, transport } of entries)
        network.entry("n", "ingress", number, allow ? "allow" : "deny", transport, block);
      const matches = ({ block, transport }: (typeof entries)[number], at: (typeof probes)[number], point: number) =>
        AddressSet.of([Cidr.of(block)])
          .intervals(at.family)
          .some(([from, to]) => from <= at.address && at.address < to) && transport.points.has(point);
      const shadowed = entries
        .filter((each) =>
          probes.every((at) =>
            points.every(
              (point) =>
                !matches(each, at, point) ||
                entries.some((before) => before.number < each.number && matches(before, at, point)),
            ),
          ),
        )
        .map(({ number }) => `n-ingress-${String(number)}`);
      expect(coverage(network).shadowed).toEqual(shadowed.sort());
      found += shadowed.length;
    }),
    { numRuns: Number(process.env["CORDON_LAW_RUNS"] ?? 200) },
  );
  expect(found).toBeGreaterThan(20);
});

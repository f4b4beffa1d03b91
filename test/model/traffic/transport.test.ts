import fc from "fast-check";
import { InvalidInput } from "../../../lib/model/issue";
import { PortRange } from "../../../lib/model/traffic/port-range";
import { Transport, type TransportPart } from "../../../lib/model/traffic/transport";

/** A packet's transport, described without the encoding under test. */
interface Sample {
  readonly protocol: number;
  readonly port?: number;
  readonly type?: number;
  readonly code?: number;
}
interface Described {
  readonly set: Transport;
  readonly has: (sample: Sample) => boolean;
}

const ports = [0, 1, 22, 23, 80, 65_534, 65_535];
const octets = [0, 1, 8, 254, 255];
const samples: readonly Sample[] = [
  ...[6, 17].flatMap((protocol) => ports.map((port) => ({ protocol, port }))),
  ...[1, 58].flatMap((protocol) => octets.flatMap((type) => octets.map((code) => ({ protocol, type, code })))),
  ...[0, 2, 5, 7, 50, 57, 59, 255].map((protocol) => ({ protocol })),
];
const setOf = (sample: Sample): Transport => {
  if (sample.protocol === 6 || sample.protocol === 17) {
    return Transport.ports(sample.protocol === 6 ? "tcp" : "udp", sample.port ?? 0, sample.port ?? 0);
  }
  if (sample.protocol === 1 || sample.protocol === 58) {
    return Transport.icmp(sample.protocol === 1 ? "icmp" : "icmpv6", sample.type ?? 0, sample.code ?? 0);
  }
  return Transport.protocol(sample.protocol);
};

const simple: fc.Arbitrary<Described> = fc.oneof(
  fc
    .tuple(fc.constantFrom("tcp" as const, "udp" as const), fc.constantFrom(...ports), fc.constantFrom(...ports))
    .map(([protocol, a, b]) => {
      const [from, to] = [Math.min(a, b), Math.max(a, b)];
      return {
        set: Transport.ports(protocol, from, to),
        has: (s: Sample) =>
          s.protocol === (protocol === "tcp" ? 6 : 17) && (s.port ?? 0) >= from && (s.port ?? 0) <= to,
      };
    }),
  fc
    .tuple(
      fc.constantFrom("icmp" as const, "icmpv6" as const),
      fc.constantFrom<number | "any">(...octets, "any"),
      fc.constantFrom<number | "any">(...octets, "any"),
    )
    .map(([protocol, type, code]) => ({
      set: Transport.icmp(protocol, type, code),
      has: (s: Sample) =>
        s.protocol === (protocol === "icmp" ? 1 : 58) &&
        [s.type, "any"].includes(type) &&
        [s.code, "any"].includes(code),
    })),
  fc.constantFrom(0, 1, 2, 6, 17, 57, 58, 255).map((number) => ({
    set: Transport.protocol(number),
    has: (s: Sample) => s.protocol === number,
  })),
  fc.constant({ set: Transport.all, has: () => true }),
);
const described: fc.Arbitrary<Described> = fc.array(simple, { maxLength: 4 }).map((list) => ({
  set: list.reduce((sum, { set }) => sum.union(set), Transport.none),
  has: (s) => list.some(({ has }) => has(s)),
}));
const inSet = (set: Transport): boolean[] => samples.map((sample) => set.contains(setOf(sample)));

function fromPart(part: TransportPart): Transport {
  switch (part.kind) {
    case "all":
      return Transport.all;
    case "ports":
      return Transport.ports(part.protocol, part.from, part.to);
    case "icmp": {
      if (part.types === "any") return Transport.icmp(part.protocol, "any", "any");
      const { protocol, types, codes } = part;
      if (codes === "any") return Transport.icmp(protocol, types, "any");
      const each = Array.from({ length: codes[1] - codes[0] + 1 }, (_, index) => codes[0] + index);
      return each.reduce((sum, code) => sum.union(Transport.icmp(protocol, types, code)), Transport.none);
    }
    case "other": {
      const each = Array.from({ length: part.to - part.from + 1 }, (_, index) => part.from + index);
      return each.reduce((sum, number) => sum.union(Transport.protocol(number)), Transport.none);
    }
  }
}

describe("a transport", () => {
  test("agrees with sampled packets for every verb", () => {
    fc.assert(
      fc.property(described, described, (a, b) => {
        expect(inSet(a.set)).toEqual(samples.map(a.has));
        expect(inSet(a.set.union(b.set))).toEqual(samples.map((s) => a.has(s) || b.has(s)));
        expect(inSet(a.set.intersect(b.set))).toEqual(samples.map((s) => a.has(s) && b.has(s)));
        expect(inSet(a.set.subtract(b.set))).toEqual(samples.map((s) => a.has(s) && !b.has(s)));
        expect(a.set.isEmpty()).toBe(!samples.some(a.has));
        expect(a.set.overlaps(b.set)).toBe(samples.some((s) => a.has(s) && b.has(s)));
        expect(a.set.equals(b.set)).toBe(a.set.contains(b.set) && b.set.contains(a.set));
      }),
      { numRuns: 150 },
    );
  });

  test("is canonical, and its parts are exactly the set", () => {
    fc.assert(
      fc.property(described, described, (a, b) => {
        const set = a.set.subtract(b.set);
        expect(set.union(a.set.intersect(b.set))).toEqual(a.set);
        expect(set.parts().reduce((sum, part) => sum.union(fromPart(part)), Transport.none)).toEqual(set);
      }),
      { numRuns: 150 },
    );
  });

  const tcp = (from: number, to = from): Transport => Transport.ports("tcp", from, to);
  test.each([
    [Transport.none, "nothing"],
    [Transport.all, "all"],
    [Transport.ports("udp", 53, 53).union(tcp(443)), "tcp 443, udp 53"],
    [tcp(80).union(tcp(81)).union(tcp(443)), "tcp 80-81, tcp 443"],
    [tcp(0, 65_535), "tcp"],
    [Transport.icmp("icmp", "any", "any"), "icmp"],
    [Transport.icmp("icmpv6", 128, "any"), "icmpv6 128"],
    [Transport.icmp("icmp", 3, 4), "icmp 3/4"],
    [
      Transport.protocol(1)
        .subtract(Transport.icmp("icmp", 0, 0))
        .subtract(Transport.icmp("icmp", 9, "any")),
      "icmp 0/1-255, icmp 1-8, icmp 10-255",
    ],
    [Transport.icmp("icmp", 255, "any").union(Transport.icmp("icmpv6", 0, "any")), "icmp 255, icmpv6 0"],
    [Transport.icmp("icmp", 3, 0).union(Transport.icmp("icmp", 3, 1)), "icmp 3/0-1"],
    [Transport.protocol(50).union(Transport.protocol(51)), "protocol 50-51"],
    [tcp(65_535).union(Transport.protocol(7)), "tcp 65535, protocol 7"],
    [
      Transport.all.subtract(Transport.protocol(6)),
      "protocol 0, icmp, protocol 2-5, protocol 7-16, udp, protocol 18-57, icmpv6, protocol 59-255",
    ],
  ])("is written for people: %s", (set, text) => {
    expect(set.toString()).toBe(text);
  });

  test("of a service is its ports, its ICMP type or its protocol", () => {
    expect(Transport.ofService({ protocol: "tcp", ports: PortRange.of(8000, 8100) })).toEqual(tcp(8000, 8100));
    expect(Transport.ofService({ protocol: "icmp", type: 8, code: "any" })).toEqual(Transport.icmp("icmp", 8, "any"));
    expect(Transport.ofService({ protocol: "other", number: 50 })).toEqual(Transport.protocol(50));
  });

  test.each([
    ["ports above 65535", () => tcp(1, 65_536)],
    ["ports below 0", () => tcp(-1, -1)],
    ["reversed ports", () => tcp(90, 80)],
    ["half a port", () => tcp(80.5, 81)],
    ["an ICMP type above 255", () => Transport.icmp("icmp", 256, "any")],
    ["an ICMP type below 0", () => Transport.icmp("icmp", -1, "any")],
    ["an ICMP code above 255", () => Transport.icmp("icmpv6", "any", 256)],
    ["a protocol above 255", () => Transport.protocol(256)],
    ["a protocol below 0", () => Transport.protocol(-1)],
  ])("refuses %s", (_, make) => {
    expect(make).toThrow(InvalidInput);
  });
});

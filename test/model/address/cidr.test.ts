import fc from "fast-check";
import { Cidr, compareCidrs } from "../../../lib/model/address/cidr";
import { formatAddress } from "../../../lib/model/address/text";
import { InvalidInput } from "../../../lib/model/issue";

const small = fc
  .record({ prefix: fc.integer({ min: 27, max: 32 }), at: fc.bigInt({ min: 0n, max: 31n }) })
  .map(({ prefix, at }) => Cidr.fromNumber(4, (at >> BigInt(32 - prefix)) << BigInt(32 - prefix), prefix));
const pointsOf = (cidr: Cidr): bigint[] =>
  Array.from({ length: 32 }, (_, p) => BigInt(p)).filter(
    (p) => p >= cidr.first && p < cidr.first + 2n ** BigInt(32 - cidr.prefix),
  );

const blockRefusals: readonly (readonly [text: string, what: string])[] = [
  ["", "not an address block: it has characters that no address has"],
  ["10.0.0.0", "address block has no prefix length"],
  ["10.0.0.0/", "prefix length of an address block is not a number"],
  ["10.0.0.0/08", "prefix length of an address block is not a number"],
  ["10.0.0.0/+8", "prefix length of an address block is not a number"],
  ["10.0.0.0/8 ", "prefix length of an address block is not a number"],
  ["10.0.0.0/255.0.0.0", "prefix length of an address block is not a number"],
  ["10.0.0.0/33", "prefix length of an address block is out of range"],
  ["2001:db8::/129", "prefix length of an address block is out of range"],
  ["10.0.0.0/8/8", "address block has more than one slash"],
  ["10.0.0.5/24", "address block has host bits set"],
  ["2001:db8::1/64", "address block has host bits set"],
  [" 10.0.0.0/8", "not an address block: it has space around it"],
  ["010.0.0.0/8", 'not an address block: "010" has a leading zero, which some read as octal'],
  ["0x0a.0.0.0/8", "not an address block: it has characters that no address has"],
  ["10.0.0/24", "not an address block: IPv4 has four numbers with a dot between each two"],
  ["10/8", "not an address block: IPv4 has four numbers with a dot between each two"],
  ["10.0.0.0.0/8", "not an address block: IPv4 has four numbers with a dot between each two"],
  ["10..0.0/8", "not an address block: IPv4 has four numbers with a dot between each two"],
  ["256.0.0.0/8", "not an address block: 256 is more than 255"],
  ["-1.0.0.0/8", "not an address block: it has characters that no address has"],
  ["fe80::%eth0/64", "not an address block: it has a zone id, which means something on one machine only"],
  [
    "::ffff:10.0.0.1/128",
    "not an address block: it has IPv4 inside IPv6; write the IPv4 address alone, or the tail in hexadecimal",
  ],
  ["1::2::3/128", 'not an address block: it has "::" twice'],
  [":::/0", 'not an address block: "" is not a group of one to four hexadecimal digits'],
  [":1:2:3:4:5:6:7/128", 'not an address block: "" is not a group of one to four hexadecimal digits'],
  ["2001:db8:00000::/48", 'not an address block: "00000" is not a group of one to four hexadecimal digits'],
  ["2001:db8/32", 'not an address block: IPv6 has 8 groups, or "::" for those left out'],
  ["1:2:3:4:5:6:7:8::/128", "not an address block: it has too many groups"],
  ["2001:dg8::/32", "not an address block: it has characters that no address has"],
];

describe("a block", () => {
  test.each(blockRefusals)("refuses %j", (text, what) => {
    const parsed = Cidr.parse(text);
    expect(parsed).toMatchObject({ ok: false, issue: { what, received: JSON.stringify(text) } });
    if (!parsed.ok) expect(parsed.issue.allowed).toBeTruthy();
    expect(() => Cidr.of(text)).toThrow(InvalidInput);
  });

  test.each([undefined, null, 10, {}])("refuses %p, which is not text", (value) => {
    expect(Cidr.parse(value as string).ok).toBe(false);
    expect(Cidr.parseAddress(value as string).ok).toBe(false);
  });

  test("says which block was probably meant when it refuses host bits", () => {
    expect(() => Cidr.of("10.0.0.5/24")).toThrow('"10.0.0.0/24" for the block, "10.0.0.5/32" for the one address');
    expect(() => Cidr.of("10.0.0.5")).toThrow('"10.0.0.5/32" for one address');
  });

  test.each(["10.0.0.0/8", "10.0.0.256", "10.0.0", "fe80::1%1"])("refuses %j as a bare address", (text) => {
    expect(Cidr.parseAddress(text)).toMatchObject({ ok: false, issue: { received: JSON.stringify(text) } });
  });

  test.each([
    [4, 0n, 33],
    [4, 0n, -1],
    [4, 0n, 1.5],
    [6, 0n, 129],
    [4, 1n << 32n, 32],
    [6, 1n << 128n, 128],
    [4, -1n, 32],
    [4, 5n, 24],
  ] as const)("refuses family %p with number %p and prefix %p", (family, first, prefix) => {
    expect(() => Cidr.fromNumber(family, first, prefix)).toThrow(InvalidInput);
  });

  test.each([
    ["2001:DB8::/32", "2001:db8::/32"],
    ["2001:0db8:0:0:1:0:0:1/128", "2001:db8::1:0:0:1/128"],
    ["2001:db8:0:1:1:1:1:1/128", "2001:db8:0:1:1:1:1:1/128"],
    ["2001:db8::1:1:1:1:1/128", "2001:db8:0:1:1:1:1:1/128"],
    ["1:0:0:2:0:0:0:3/128", "1:0:0:2::3/128"],
    ["0:0:0:0:0:0:0:0/0", "::/0"],
    ["::1/128", "::1/128"],
    ["1::/16", "1::/16"],
    ["::ffff:a00:1/128", "::ffff:a00:1/128"],
    ["0.0.0.0/0", "0.0.0.0/0"],
    ["255.255.255.255/32", "255.255.255.255/32"],
  ])("writes %s as %s (RFC 5952)", (text, canonical) => {
    expect(Cidr.of(text).toString()).toBe(canonical);
  });

  test("reads back every address it writes", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(0n, 0n, 1n, 0xffffn, 0xabcn), { minLength: 8, maxLength: 8 }), (groups) => {
        const value = groups.reduce<bigint>((sum, group) => sum * 65_536n + group, 0n);
        expect(Cidr.ofAddress(formatAddress(6, value)).first).toBe(value);
        const low = value % 2n ** 32n;
        expect(Cidr.ofAddress(formatAddress(4, low))).toEqual(Cidr.fromNumber(4, low, 32));
      }),
      { numRuns: 300 },
    );
  });

  test("agrees with its addresses one by one", () => {
    fc.assert(
      fc.property(small, small, (a, b) => {
        const [inA, inB] = [pointsOf(a), pointsOf(b)];
        expect([a.size, a.last]).toEqual([BigInt(inA.length), inA.at(-1)]);
        expect(a.contains(b)).toBe(inB.every((p) => inA.includes(p)));
        expect(a.overlaps(b)).toBe(inB.some((p) => inA.includes(p)));
        expect(a.equals(b)).toBe(inA.join() === inB.join());
        expect(compareCidrs(a, b) === 0).toBe(a.equals(b));
        expect(Math.sign(compareCidrs(a, b))).toBe(-Math.sign(compareCidrs(b, a)) + 0);
      }),
      { numRuns: 300 },
    );
  });

  test("never mixes families", () => {
    const [v4, v6] = [Cidr.of("0.0.0.0/0"), Cidr.of("::/0")];
    expect([v4.contains(v6), v6.contains(v4), v4.overlaps(v6), v4.equals(v6)]).toEqual([false, false, false, false]);
    expect([v6, v4, Cidr.of("0.0.0.0/1")].sort(compareCidrs).join()).toBe("0.0.0.0/0,0.0.0.0/1,::/0");
  });
});

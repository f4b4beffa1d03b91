import fc from "fast-check";
import { Cidr } from "../../../lib/model/address";
import { describeIssue, orThrow } from "../../../lib/model/issue";
import { insideBlockFor, insideBlockIssues, type InsideBlock } from "../../../lib/model/tunnel";

const at = (about: string, block: string): InsideBlock => ({ about, block: Cidr.of(block) });
const blockOf = (site: string, gateway: string, tunnel: 1 | 2): Cidr =>
  orThrow(insideBlockFor(site, gateway, tunnel, []));

describe("the block inside a tunnel", () => {
  test.each(["169.254.0.4/30", "169.254.6.0/30", "169.254.169.248/30", "169.254.255.252/30"])("may be %s", (block) => {
    expect(insideBlockIssues([at("tunnel 1", block)])).toEqual([]);
  });

  test.each([0, 1, 2, 3, 4, 5].map((third) => `169.254.${String(third)}.0/30`).concat("169.254.169.252/30"))(
    "refuses %s, which AWS keeps for itself",
    (block) => {
      expect(insideBlockIssues([at("tunnel 1", block)]).map(({ what }) => what)).toEqual([
        "inside block of tunnel 1 is one that AWS keeps for itself",
      ]);
    },
  );

  test.each(["169.254.6.0/29", "169.254.6.0/31", "169.254.6.1/32", "169.254.0.0/16", "10.0.0.0/30", "fe80::/30"])(
    "refuses %s, which is no /30 of the range",
    (block) => {
      expect(insideBlockIssues([at("tunnel 1", block)]).map(({ what }) => what)).toEqual([
        "inside block of tunnel 1 is not one for a tunnel",
      ]);
    },
  );

  test("refuses one block in two tunnels, and says the same in any order", () => {
    const blocks = [
      at("tunnel 1", "169.254.6.0/30"),
      at("tunnel 2", "169.254.6.0/30"),
      at("tunnel 3", "169.254.7.0/30"),
    ];
    const told = [
      "inside block of tunnel 2 is also that of tunnel 1; received 169.254.6.0/30; allowed: a block of its own for every tunnel: name one (insideBlocks) for the newer of the two, and keep it for life",
    ];
    expect(insideBlockIssues(blocks).map(describeIssue)).toEqual(told);
    expect(insideBlockIssues([...blocks].reverse()).map(describeIssue)).toEqual(told);
  });
});

describe("the default block inside a tunnel", () => {
  // These are addresses of what is deployed: a change of one replaces a connection.
  test("is pinned for life", () => {
    const names = [
      ["main-campus", "primary"],
      ["main-campus", "secondary"],
      ["clinic", "primary"],
    ] as const;
    expect(names.map(([site, gateway]) => [blockOf(site, gateway, 1), blockOf(site, gateway, 2)].map(String))).toEqual([
      ["169.254.153.8/30", "169.254.153.12/30"],
      ["169.254.57.144/30", "169.254.57.148/30"],
      ["169.254.2.72/30", "169.254.2.76/30"],
    ]);
  });

  const names = fc.stringMatching(/^[a-z][a-z0-9-]{1,39}$/);
  test("is one that AWS takes, and different in the two tunnels", () => {
    fc.assert(
      fc.property(names, fc.constantFrom("primary", "secondary"), (site, gateway) => {
        const blocks = ([1, 2] as const).map((tunnel) =>
          at(`tunnel ${tunnel}`, blockOf(site, gateway, tunnel).toString()),
        );
        expect(insideBlockIssues(blocks)).toEqual([]);
        for (const { block } of blocks) {
          expect(Cidr.of("169.254.169.0/24").overlaps(block) || Cidr.of("169.254.170.0/24").overlaps(block)).toBe(
            false,
          );
        }
      }),
    );
  });

  test("does not depend on other tunnels: what is taken makes an issue, never another block", () => {
    const block = blockOf("clinic", "primary", 2);
    const free = insideBlockFor("clinic", "primary", 2, [at("another", blockOf("clinic", "primary", 1).toString())]);
    expect(free).toEqual({ ok: true, value: block });
    const taken = insideBlockFor("clinic", "primary", 2, [at("another", block.toString())]);
    expect(taken).toEqual({
      ok: false,
      issue: expect.objectContaining({ what: expect.stringContaining("is also that of another") }),
    });
  });

  test("falls evenly: a thousand sites share few blocks", () => {
    const firsts = new Set(
      Array.from({ length: 1000 }, (_, index) => blockOf(`site-${String(index)}`, "primary", 1).toString()),
    );
    // Of 1,000 in 8,122 pairs, 942 different ones are to be expected.
    expect(firsts.size).toBeGreaterThan(920);
  });
});

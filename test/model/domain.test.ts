/** Domain names of conduits, against a brute force over names. */
import * as fc from "fast-check";
import { domainIssues } from "../../lib/model/domain";
import { describeIssue } from "../../lib/model/issue";

const issuesOf = (...domains: readonly unknown[]): readonly string[] =>
  domainIssues("the list", domains as readonly string[]).map(describeIssue);

describe("a list of domains", () => {
  test("takes names, names with all that is under them, and the edges of what a name may be", () => {
    const label = "x".repeat(63);
    const longest = [label, label, label, "y".repeat(61)].join(".");
    expect(longest).toHaveLength(253);
    for (const name of ["a.b", ".a.b", "xn--bcher-kva.example", "0.example", "a-b.c1", longest, `.${longest}`])
      expect(issuesOf(name)).toEqual([]);
  });

  test.each([
    "",
    ".",
    "a",
    ".com",
    "..a.b",
    "a..b",
    "a.b.",
    "*.a.b",
    "a.*",
    "A.b",
    "a_b.c",
    "-a.b",
    "a-.b",
    "a b.c",
    "10.0.0.1",
    ".10.0.0.1",
    "1.2",
    "fd00::1",
    "a.b/24",
    "a.b:443",
    "https://a.b",
    "ä.example",
    "${a}.b",
    `${"x".repeat(64)}.b`,
    `${"x.".repeat(126)}xx`,
  ])("refuses %j", (name) => {
    const [first, ...more] = issuesOf(name);
    expect(first).toContain(`the list has something that is no domain name; received ${JSON.stringify(name)}`);
    expect(more).toEqual([]);
  });

  test("refuses what is no list of text", () => {
    expect(domainIssues("the list", undefined as unknown as []).map(describeIssue)[0]).toContain("the list is empty");
    expect(domainIssues("the list", "a.b" as unknown as []).map(describeIssue)[0]).toContain("the list is empty");
    expect(issuesOf(7)[0]).toContain("received 7");
  });

  test("refuses a name exactly when another one of the list stands for it too", () => {
    const label = fc.constantFrom("a", "b");
    const name = fc
      .tuple(fc.boolean(), fc.array(label, { minLength: 2, maxLength: 4 }))
      .map(([wide, labels]) => (wide ? "." : "") + labels.join("."));
    // Every name of up to six labels that a list could be asked about.
    const covered = (pattern: string, asked: string): boolean =>
      pattern.startsWith(".") ? `.${asked}`.endsWith(pattern) : asked === pattern;
    const all = Array.from({ length: 6 }, (_, length) => length + 1).flatMap((length) =>
      Array.from({ length: 2 ** length }, (_, bits) =>
        Array.from({ length }, (_label, at) => ((bits >> at) & 1 ? "a" : "b")).join("."),
      ),
    );
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 4 }), (names) => {
        const meanings = names.map((one) => all.filter((asked) => covered(one, asked)));
        const redundant = names.some((_, i) =>
          names.some((_other, j) => i !== j && meanings[i]?.every((asked) => meanings[j]?.includes(asked))),
        );
        expect(issuesOf(...names).length > 0).toBe(redundant);
      }),
    );
  });
});

import { InvalidInput, type Issue } from "../../../lib/model/issue";
import { siteService, type SiteService } from "../../../lib/model/services";
import { PortRange } from "../../../lib/model/traffic/port-range";

const good = {
  name: "glucose-results",
  title: "Glucose meters' results",
  protocol: "tcp",
  ports: 4010,
  citation: { source: "Interface register", at: "row 12" },
  encrypted: false,
} as const satisfies SiteService;

/** The issues of a refusal; `input` is untyped because JavaScript callers are. */
function issuesOf(input: unknown): readonly Issue[] {
  try {
    siteService(input as SiteService);
  } catch (error) {
    if (error instanceof InvalidInput) return error.issues;
    throw error;
  }
  throw new Error("was not refused");
}

describe("a service of the site", () => {
  test("has the basis site and everything that was said about it", () => {
    expect(siteService(good)).toEqual({
      name: "glucose-results",
      title: "Glucose meters' results",
      transport: { protocol: "tcp", ports: PortRange.of(4010) },
      basis: "site",
      citation: { source: "Interface register", at: "row 12" },
      reach: "routable",
      encrypted: false,
    });
  });

  test("takes a run of ports as first and last, or as a range", () => {
    const wanted = { protocol: "tcp", ports: PortRange.of(6000, 6010) };
    expect(siteService({ ...good, ports: [6000, 6010] }).transport).toEqual(wanted);
    expect(siteService({ ...good, ports: PortRange.of(6000, 6010) }).transport).toEqual(wanted);
  });

  test("takes the first and the last port that there is", () => {
    expect(siteService({ ...good, ports: [1, 65535] }).transport).toEqual({
      protocol: "tcp",
      ports: PortRange.of(1, 65535),
    });
  });

  test("takes ICMP by type and code, and any code when that is said", () => {
    const { ports: _, ...rest } = good;
    const ping = siteService({ ...rest, protocol: "icmp", type: 8, code: 0 });
    expect(ping.transport).toEqual({ protocol: "icmp", type: 8, code: 0 });
    const unreachable = siteService({ ...rest, protocol: "icmpv6", type: 1, code: "any" });
    expect(unreachable.transport).toEqual({ protocol: "icmpv6", type: 1, code: "any" });
  });

  test("takes another protocol by its number", () => {
    const { ports: _, ...rest } = good;
    expect(siteService({ ...rest, protocol: "other", number: 47 }).transport).toEqual({
      protocol: "other",
      number: 47,
    });
  });

  test("stays local when it says so", () => {
    expect(siteService({ ...good, reach: "local-only" }).reach).toBe("local-only");
  });

  test("refuses ports for ICMP, and ICMP types for ports, at compile time too", () => {
    const { ports: _, ...rest } = good;
    // @ts-expect-error ICMP has no ports
    expect(() => siteService({ ...rest, protocol: "icmp", type: 8, code: 0, ports: 80 })).toThrow(
      /service "glucose-results" is icmp, which has no ports; received 80; allowed: type and code/u,
    );
    // @ts-expect-error TCP has no type
    expect(() => siteService({ ...good, type: 8 })).toThrow(/is tcp, which has no type; received 8; allowed: ports/u);
    // @ts-expect-error the site must say whether it encrypts
    expect(() => siteService({ ...good, encrypted: undefined })).toThrow(InvalidInput);
  });

  test.each([
    ["an empty name", ""],
    ["a name of one letter", "a"],
    ["capital letters", "Glucose"],
    ["an underscore", "glucose_results"],
    ["two hyphens in a row", "glucose--results"],
    ["a hyphen at the end", "glucose-"],
    ["a digit at the start", "1glucose"],
    ["41 letters", "a".repeat(41)],
    ["a line end", "glucose\n"],
    ["no text", 7],
  ])("refuses %s in its name", (_, name) => {
    expect(issuesOf({ ...good, name }).map(({ what }) => what)).toEqual(["name of service is not well formed"]);
  });

  test("takes a name of 40 letters", () => {
    expect(siteService({ ...good, name: "a".repeat(40) }).name).toHaveLength(40);
  });

  test("refuses a name of the catalogue", () => {
    expect(() => siteService({ ...good, name: "dicom" })).toThrow(/"dicom" is in the catalogue already/u);
  });

  test.each([
    ["port 0", 0, "out of range"],
    ["port 65536", 65536, "out of range"],
    ["a negative port", -1, "out of range"],
    ["half a port", 80.5, "out of range"],
    ["no port", undefined, "out of range"],
    ["a port as text", "80", "out of range"],
    ["not a number", Number.NaN, "out of range"],
    ["no ports in a list", [], "out of range"],
    ["three ports in a list", [1, 2, 3], "out of range"],
    ["a range that ends beyond", [65000, 65536], "out of range"],
    ["a reversed range", [90, 80], "run backwards"],
  ])("refuses %s", (_, ports, why) => {
    const issues = issuesOf({ ...good, ports });
    expect(issues).toHaveLength(1);
    expect(issues[0]?.what).toContain(why);
    expect(issues[0]?.allowed).toBe("a port or [first, last], 1–65535");
  });

  test.each([
    ["type 256", { type: 256, code: 0 }, "ICMP type"],
    ["type -1", { type: -1, code: 0 }, "ICMP type"],
    ["any type", { type: "any", code: 0 }, "ICMP type"],
    ["code 256", { type: 8, code: 256 }, "ICMP code"],
    ["no code", { type: 8 }, "ICMP code"],
  ])("refuses ICMP with %s", (_, numbers, what) => {
    const { ports: _ports, ...rest } = good;
    const issues = issuesOf({ ...rest, protocol: "icmp", ...numbers });
    expect(issues).toHaveLength(1);
    expect(issues[0]?.what).toContain(what);
  });

  test.each([1, 6, 17, 58])("refuses protocol number %d, which has a form of its own", (number) => {
    const { ports: _, ...rest } = good;
    expect(issuesOf({ ...rest, protocol: "other", number }).map(({ what }) => what)).toEqual([
      'protocol number of service "glucose-results" has a form of its own',
    ]);
  });

  test.each([-1, 256, 1.5, undefined])("refuses protocol number %s", (number) => {
    const { ports: _, ...rest } = good;
    expect(issuesOf({ ...rest, protocol: "other", number })).toHaveLength(1);
  });

  test("refuses an unknown protocol and names those there are", () => {
    expect(issuesOf({ ...good, protocol: "sctp" })[0]?.allowed).toBe('"tcp" or "udp" or "icmp" or "icmpv6" or "other"');
    expect(issuesOf({ ...good, protocol: "toString" })).toHaveLength(1);
  });

  test.each([
    ["an empty title", { title: " " }, 'title of service "glucose-results" is empty'],
    ["an empty source", { citation: { source: "" } }, 'citation.source of service "glucose-results" is empty'],
    ["no citation", { citation: undefined }, 'citation.source of service "glucose-results" is empty'],
    ["an empty place", { citation: { source: "x", at: "" } }, 'citation.at of service "glucose-results" is empty'],
    ["encrypted as text", { encrypted: "yes" }, 'encrypted of service "glucose-results" is not a choice'],
    ["an unknown reach", { reach: "global" }, 'reach of service "glucose-results" is not a choice'],
    ["a mistyped property", { port: 80 }, 'service "glucose-results" has an unknown property'],
  ])("refuses %s", (_, change, what) => {
    expect(issuesOf({ ...good, ...change }).map((issue) => issue.what)).toEqual([what]);
  });

  test("refuses everything that is wrong at once", () => {
    const issues = issuesOf({
      name: "X",
      title: "",
      protocol: "tcp",
      ports: 0,
      citation: {},
      encrypted: 1,
      reach: "far",
    });
    expect(issues).toHaveLength(6);
  });

  test.each([undefined, null, 5, "text"])("refuses %s instead of a service", (input) => {
    expect(issuesOf(input).length).toBeGreaterThan(3);
  });
});

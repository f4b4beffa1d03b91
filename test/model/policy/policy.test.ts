import { CalendarDate } from "../../../lib/model/calendar-date";
import { judge, policyChecks } from "../../../lib/model/policy";
import { conduit, exception, later, network, outside, segment, service, today } from "../example-network";

const telnet = service("telnet", "tcp", 23);
const discovery = service("discovery", "udp", 3702, 3702, { reach: "local-only" });
const busy = network(
  [
    segment("pumps", "medical-device", {
      criticality: "life-critical",
      internet: "egress",
      profiles: ["infusion-pump"],
      traits: ["wireless", "temporary", "scanner", "mission-critical-network", "information-exchange-network"],
      placement: outside("172.20.0.0/22"),
    }),
    segment("guests", "guest"),
    segment("vendor", "vendor-access", { traits: ["scanner"] }),
  ],
  [
    conduit("guests", "pumps", telnet),
    conduit("vendor", "pumps", discovery, { owner: "" }),
    conduit("pumps", "pumps", telnet),
    conduit("pumps", "vendor", discovery),
  ],
  [exception("SEG-099", "pumps"), exception("SEG-001", "pumps")],
);

describe("policy checks", () => {
  test("are SEG-001 to SEG-015, each once, in order, with sources and limits", () => {
    const ids = Array.from({ length: 15 }, (_, index) => `SEG-${String(index + 1).padStart(3, "0")}`);
    expect(policyChecks.map(({ id }) => id)).toEqual(ids);
    for (const { title, limits, sources } of policyChecks) {
      expect(title).toMatch(/^[A-Z].*\.$/);
      expect(limits).toMatch(/^[A-Z].*\.$/);
      expect(sources.every(({ source }) => source.length > 0)).toBe(true);
    }
  });

  test("warn where the rule asks for a report, and fail otherwise", () => {
    const warning = policyChecks.filter(({ severity }) => severity === "warning").map(({ id }) => id);
    expect(warning).toEqual(["SEG-011", "SEG-013"]);
  });

  test("say at most one thing of one subject, and name it", () => {
    for (const { breaches } of policyChecks) {
      const found = breaches(busy, today);
      expect(new Set(found.map(({ subject }) => subject)).size).toBe(found.length);
      for (const { subject, message } of found) {
        expect(message).toContain(`"${subject}"`);
        expect(message).toMatch(/^[^"].*\.$/);
      }
    }
  });

  test("refuse to judge a conduit to a segment that is not there", () => {
    const dangling = network([segment("emr", "clinical")], [conduit("emr", "nowhere")]);
    expect(() => judge(dangling, today)).toThrow(
      'conduit "emr>nowhere:https" names a segment that is not in network "st-marys"; received "nowhere"',
    );
  });

  test("refuse to judge a conduit to the internet from a segment that is not there", () => {
    const dangling = network([], [conduit("nowhere", "internet")]);
    expect(() => judge(dangling, today)).toThrow('"nowhere>internet:https" names a segment that is not in network');
  });

  test("give the same judgement in whatever order things were declared", () => {
    const reversed = {
      ...busy,
      segments: [...busy.segments].reverse(),
      conduits: [...busy.conduits].reverse(),
      exceptions: [...busy.exceptions].reverse(),
    };
    expect(JSON.stringify(judge(reversed, today))).toBe(JSON.stringify(judge(busy, today)));
  });

  test("find every breach of a network that keeps no rule", () => {
    const { findings, acknowledged } = judge(busy, today);
    expect(findings.map(({ rule, severity, subject }) => `${rule} ${severity} ${subject}`)).toEqual([
      "EXCEPTION error SEG-099 for pumps",
      "SEG-002 error guests>pumps:telnet",
      "SEG-002 error pumps>pumps:telnet",
      "SEG-002 error pumps>vendor:discovery",
      "SEG-002 error vendor>pumps:discovery",
      "SEG-003 error guests>pumps:telnet",
      "SEG-004 error pumps>pumps:telnet",
      "SEG-005 error guests>pumps:telnet",
      "SEG-006 error vendor>pumps:discovery",
      "SEG-007 warning pumps",
      "SEG-008 error pumps",
      "SEG-009 error pumps",
      "SEG-010 error pumps",
      "SEG-010 error vendor>pumps:discovery",
      "SEG-011 warning guests>pumps:telnet",
      "SEG-011 warning pumps>vendor:discovery",
      "SEG-011 warning vendor>pumps:discovery",
      "SEG-012 error pumps>vendor:discovery",
      "SEG-012 error vendor>pumps:discovery",
      "SEG-013 warning pumps",
      "SEG-014 error vendor>pumps:discovery",
      "SEG-015 warning pumps",
    ]);
    expect(acknowledged.map(({ finding, exception: by }) => [finding.rule, finding.subject, by.ticket])).toEqual([
      ["SEG-001", "pumps", "CHG-1"],
    ]);
  });
});

describe("exceptions", () => {
  const breaching = network(
    [segment("analysers", "medical-device", { endOfSupport: later })],
    [conduit("analysers", "analysers")],
  );
  const subject = "analysers>analysers:https";
  const judged = (...exceptions: Parameters<typeof exception>[]) =>
    judge({ ...breaching, exceptions: exceptions.map((parts) => exception(...parts)) }, today);
  const breach = expect.objectContaining({ rule: "SEG-004", severity: "error", subject });

  test("hold on their last day", () => {
    expect(judged(["SEG-004", subject, { expires: today }]).findings).toEqual([]);
  });

  test("of several, the one that ends last answers, and the expired one is still an error", () => {
    const { findings, acknowledged } = judged(
      ["SEG-004", subject, { ticket: "OLD", expires: CalendarDate.of("2026-01-01") }],
      ["SEG-004", subject, { ticket: "SOON", expires: CalendarDate.of("2026-12-01") }],
      ["SEG-004", subject, { ticket: "LATE" }],
    );
    expect(acknowledged.map(({ exception: by }) => by.ticket)).toEqual(["LATE"]);
    expect(findings.map(({ rule, severity, message }) => [rule, severity, message])).toEqual([
      [
        "EXCEPTION",
        "error",
        `Exception "SEG-004 for ${subject}" (OLD) expired on 2026-01-01, 326 days ago. Mend the breach, or have the exception approved anew.`,
      ],
    ]);
  });

  test("of two that end together, the first ticket answers, in whatever order they were declared", () => {
    for (const tickets of [
      ["A", "B"],
      ["B", "A"],
    ] as const) {
      const { acknowledged } = judged(
        ...tickets.map((ticket) => ["SEG-004", subject, { ticket }] as [string, string, object]),
      );
      expect(acknowledged.map(({ exception: by }) => by.ticket)).toEqual(["A"]);
    }
  });

  test("that are no longer needed are told from those that name nothing, whatever else is in the network", () => {
    const wide = network(
      [segment("emr", "clinical"), segment("ris", "clinical")],
      [conduit("emr", "ris"), conduit("ris", "emr")],
      [exception("SEG-009", "emr"), exception("SEG-012", "emr>ris:https")],
    );
    const { findings } = judge(wide, today);
    expect(findings.map(({ message }) => message.includes("is no longer needed"))).toEqual([true, true]);
  });

  test.each(["reason", "approver", "ticket"] as const)("without a %s are an error and acknowledge nothing", (field) => {
    const { findings, acknowledged } = judged(["SEG-004", subject, { [field]: "  " }]);
    expect(acknowledged).toEqual([]);
    expect(findings).toEqual([
      {
        rule: "EXCEPTION",
        severity: "error",
        subject: `SEG-004 for ${subject}`,
        message: `Exception "SEG-004 for ${subject}" lacks: ${field}. Fill it in, or remove the exception.`,
      },
      breach,
    ]);
  });

  test("without an expiry are an error and acknowledge nothing", () => {
    const { expires: _, ...rest } = exception("SEG-004", subject);
    const { findings } = judge({ ...breaching, exceptions: [rest as ReturnType<typeof exception>] }, today);
    expect(findings.map(({ message }) => message)[0]).toContain("lacks: expires.");
    expect(findings[1]).toEqual(breach);
  });

  test("to a rule that does not exist are an error that lists the rules", () => {
    const { findings } = judged(["SEG-4", subject]);
    expect(findings).toEqual([
      {
        rule: "EXCEPTION",
        severity: "error",
        subject: `SEG-4 for ${subject}`,
        message: `Exception "SEG-4 for ${subject}" is to rule "SEG-4", which does not exist. Name one of ${policyChecks.map(({ id }) => id).join(", ")}.`,
      },
      breach,
    ]);
  });

  test("that match nothing are a warning, which says whether the subject exists", () => {
    const { findings } = judged(["SEG-004", subject], ["SEG-012", subject], ["SEG-009", "analyzers"]);
    expect(findings).toEqual([
      {
        rule: "EXCEPTION",
        severity: "warning",
        subject: "SEG-009 for analyzers",
        message:
          'Exception "SEG-009 for analyzers" (CHG-1) names no segment or conduit of network "st-marys". Correct the name, or remove the exception.',
      },
      {
        rule: "EXCEPTION",
        severity: "warning",
        subject: `SEG-012 for ${subject}`,
        message: `Exception "SEG-012 for ${subject}" (CHG-1) is no longer needed, as the rule is kept. Remove it.`,
      },
    ]);
  });

  test("acknowledge what they name and nothing near it", () => {
    const { acknowledged } = judged(
      ["SEG-004", "analysers"],
      ["SEG-003", subject],
      ["EXCEPTION", "SEG-004 for analysers"],
    );
    expect(acknowledged).toEqual([]);
  });
});

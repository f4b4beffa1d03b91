import { CalendarDate } from "../../lib/model/calendar-date";
import { conduitId, type ConduitDefinition } from "../../lib/model/conduit";
import { describeIssue } from "../../lib/model/issue";
import { kinds, mayReach } from "../../lib/model/kind";
import { validateNetwork } from "../../lib/model/network-rules";
import { conduit, exception, https, later, network, ntp, segment, service, today } from "./example-network";

const segments = [
  segment("pacs", "clinical"),
  segment("modalities", "medical-device", { profiles: ["imaging-modality"] }),
  segment("vents", "medical-device", { criticality: "life-critical" }),
  segment("vendor", "vendor-access"),
  segment("shared", "shared-services"),
];
const issuesOf = (
  conduits: readonly ConduitDefinition[],
  exceptions: Parameters<typeof network>[2] = [],
): readonly string[] => validateNetwork(network(segments, conduits, exceptions), today).map(describeIssue);
const issuesWith = (more: object): readonly string[] => issuesOf([{ ...conduit("modalities", "pacs"), ...more }]);
const id = "modalities>pacs:https";

describe("a conduit's definition", () => {
  test("has an identity made of both ends and the service", () => {
    expect(conduitId(conduit("modalities", "pacs"))).toBe(id);
  });

  test("is accepted at the edges of what is allowed", () => {
    expect(
      issuesOf([
        conduit("modalities", "pacs", https, {
          reason: "é".repeat(200),
          owner: "radiology & IT",
          expires: today,
          reviewBy: CalendarDate.of("2020-01-01"),
          profile: "imaging-modality",
        }),
        conduit("pacs", "modalities", ntp, { returns: id, approver: "head of radiology", ticket: "CHG-7" }),
        conduit("pacs", "vents", ntp, { failMode: "fail-closed" }),
        conduit("modalities", "modalities", service("discovery", "udp", 3702, 3702, { reach: "local-only" })),
        conduit("vendor", "shared", ntp),
        conduit("vendor", "pacs", https, { expires: later }),
      ]),
    ).toEqual([]);
  });

  test("refuses a segment that is not in the network, at either end", () => {
    expect(issuesOf([conduit("nowhere", "elsewhere"), conduit("gone", "gone")])).toEqual([
      'conduit "gone>gone:https" names a segment that is not in network "st-marys"; received "gone"; allowed: a segment of the same network, or of one on the same transit gateway',
      'conduit "nowhere>elsewhere:https" names a segment that is not in network "st-marys"; received "nowhere"; allowed: a segment of the same network, or of one on the same transit gateway',
      'conduit "nowhere>elsewhere:https" names a segment that is not in network "st-marys"; received "elsewhere"; allowed: a segment of the same network, or of one on the same transit gateway',
    ]);
  });

  test("refuses a conduit that is declared twice", () => {
    expect(
      issuesOf([conduit("modalities", "pacs"), conduit("modalities", "pacs", https, { reason: "other" })]),
    ).toEqual([`conduit "${id}" is declared more than once; received 2 times; allowed: once`]);
  });

  test("refuses a service name that means two things, and passes the same thing written twice", () => {
    const again = service("https", "tcp", 443, 443, { encrypted: true });
    const other = service("https", "tcp", 8443);
    expect(
      issuesOf([
        conduit("modalities", "pacs"),
        conduit("pacs", "shared", again),
        conduit("vents", "shared", other, { failMode: "fail-open" }),
      ]),
    ).toEqual([
      `service "https" means two things in one network; received tcp 8443 in conduit "vents>shared:https", tcp 443 in "${id}"; allowed: a name of its own for every service`,
    ]);
  });

  test.each([
    ["", "is empty", '""'],
    ["   ", "is empty", '"   "'],
    ["x".repeat(201), "is too long", "201 characters"],
    ["two\nlines", "has a character that does not print", '"two\\nlines"'],
    ["hidden\u202etxt", "has a character that does not print", '"hidden\u202etxt"'],
    [7, "is missing", "7"],
  ])("refuses the reason %j", (reason, what, received) => {
    expect(issuesWith({ reason })).toEqual([
      `reason of conduit "${id}" ${what}; received ${received}; allowed: one line of 1–200 characters`,
    ]);
  });

  test.each(["${aws_vpc.x.id}", "%{ if true }"])("refuses the reason %j, which Terraform would evaluate", (reason) => {
    expect(issuesWith({ reason })).toEqual([
      `reason of conduit "${id}" has "\${" or "%{", which Terraform would evaluate; received "${reason}"; allowed: plain text`,
    ]);
  });

  test("refuses an empty owner, source, approver and ticket, all at once", () => {
    const line = (limit: number): string => `; received " "; allowed: one line of 1–${String(limit)} characters`;
    expect(issuesWith({ owner: " ", source: { source: " ", at: " " }, approver: " ", ticket: " " })).toEqual([
      `owner of conduit "${id}" is empty${line(100)}`,
      `source of conduit "${id}" is empty${line(200)}`,
      `place in the source of conduit "${id}" is empty${line(200)}`,
      `approver of conduit "${id}" is empty${line(100)}`,
      `ticket of conduit "${id}" is empty${line(100)}`,
    ]);
  });

  test("refuses an expiry that has passed, and says how long ago", () => {
    expect(issuesWith({ expires: CalendarDate.of("2026-11-22") })).toEqual([
      `conduit "${id}" expired 1 day ago; received 2026-11-22; allowed: 2026-11-23 or later; otherwise remove the conduit`,
    ]);
    expect(issuesWith({ expires: CalendarDate.of("2025-11-23") })[0]).toContain("expired 365 days ago");
  });

  test("refuses a missing review date", () => {
    expect(issuesWith({ reviewBy: undefined })).toEqual([
      `conduit "${id}" has no review date; allowed: the day by which someone looks at it again`,
    ]);
  });

  test("refuses a life-critical end without a fail mode, at either end", () => {
    expect(issuesOf([conduit("vents", "pacs"), conduit("pacs", "vents")])).toEqual([
      'conduit "pacs>vents:https" has a life-critical end and no fail mode; allowed: fail-closed, fail-open',
      'conduit "vents>pacs:https" has a life-critical end and no fail mode; allowed: fail-closed, fail-open',
    ]);
    expect(issuesWith({ failMode: "open" })).toEqual([
      `fail mode of conduit "${id}" is not one of the choices; received "open"; allowed: fail-closed, fail-open`,
    ]);
  });

  test.each([
    ["one that does not exist", "pacs>modalities:dicom"],
    ["one in the same direction", "modalities>pacs:ntp"],
    ["itself", id],
    ["one between other segments", "pacs>shared:https"],
    ["another return association", "pacs>modalities:ntp"],
  ])("refuses to answer %s", (_, returns) => {
    const others = [
      conduit("modalities", "pacs", ntp),
      conduit("pacs", "shared"),
      conduit("pacs", "modalities", ntp, { returns: "modalities>pacs:ntp" }),
    ];
    expect(issuesOf([...others, conduit("modalities", "pacs", https, { returns })])).toEqual([
      `conduit "${id}" is a return association of something that it cannot answer; received "${returns}"; allowed: a conduit from "pacs" to "modalities" that is not itself a return association`,
    ]);
  });

  test("refuses a profile that neither end has", () => {
    expect(issuesWith({ profile: "infusion-pump" })).toEqual([
      `conduit "${id}" comes from a profile that neither end has; received "infusion-pump"; allowed: imaging-modality`,
    ]);
  });

  test("refuses a local-only service between segments, unless SEG-012 has an exception for it", () => {
    const discovery = service("discovery", "udp", 3702, 3702, { reach: "local-only" });
    const across = conduit("modalities", "pacs", discovery);
    expect(issuesOf([across])).toEqual([
      'conduit "modalities>pacs:discovery" carries a local-only service between segments, which no router passes on; received "discovery"; allowed: a routable service, or a gateway beside the devices',
    ]);
    expect(issuesOf([across], [exception("SEG-012", "modalities>pacs:discovery")])).toEqual([]);
    expect(issuesOf([across], [exception("SEG-012", "modalities")])).toHaveLength(1);
  });

  test("refuses vendor access that does not expire, unless SEG-006 has an exception for it", () => {
    expect(issuesOf([conduit("vendor", "pacs")])).toEqual([
      'vendor access "vendor>pacs:https" does not expire; allowed: an expiry date',
    ]);
    expect(issuesOf([conduit("vendor", "pacs")], [exception("SEG-006", "vendor>pacs:https")])).toEqual([]);
  });

  test("refuses exactly the pairs of kinds that the table does not have, one segment of devices apart", () => {
    for (const from of kinds) {
      for (const to of kinds) {
        const pair = [segment("from", from), segment("to", to)];
        const issues = validateNetwork(network(pair, [conduit("from", "to", https, { expires: later })]), today);
        expect(issues.map(({ what }) => what)).toEqual(
          mayReach(from, to)
            ? []
            : [`conduit "from>to:https": a ${from} segment may not start a conduit to a ${to} segment`],
        );
      }
      const within = validateNetwork(
        network([segment("here", from)], [conduit("here", "here", https, { expires: later })]),
        today,
      );
      expect(within.length === 0).toBe(from === "medical-device" || mayReach(from, from));
    }
  });

  test("refuses a conduit to the internet to every kind but three", () => {
    const refused = kinds.filter(
      (kind) => validateNetwork(network([segment("here", kind)], [conduit("here", "internet")]), today).length > 0,
    );
    expect(refused).toEqual(kinds.filter((kind) => !["corporate", "device-management", "guest"].includes(kind)));
    expect(issuesOf([conduit("pacs", "internet")])).toEqual([
      'conduit "pacs>internet:https": a clinical segment may not have a way out to the internet; received clinical to internet; allowed: segments of kind corporate, device-management, guest',
    ]);
  });

  test("refuses guests any conduit, and says so", () => {
    const pair = [segment("visitors", "guest"), segment("pumps", "medical-device")];
    expect(validateNetwork(network(pair, [conduit("visitors", "pumps")]), today).map(describeIssue)).toEqual([
      'conduit "visitors>pumps:https": a guest segment may not start a conduit to a medical-device segment; received guest to medical-device; allowed: guest to nothing',
    ]);
  });
});

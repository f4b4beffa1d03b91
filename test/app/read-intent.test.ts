import { parseIntent } from "../../lib/app";
import { describeIssue } from "../../lib/model";
import { realDocument, realIntent } from "./real-intent";

/* eslint-disable-next-line @typescript-eslint/no-explicit-any -- a document is damaged at any depth */
type Document = any;

/** What is said of a real intent after something in it was changed. */
function said(change: (document: Document) => void): string {
  const document: Document = realDocument();
  change(document);
  return saidOf(JSON.stringify(document));
}

function saidOf(text: string): string {
  const parsed = parseIntent(text, "intent.json");
  return parsed.ok ? "accepted" : describeIssue(parsed.issue);
}

describe("parseIntent", () => {
  test("reads an intent that the library wrote, whole and unchanged", () => {
    const text = realIntent();
    expect(parseIntent(text, "intent.json")).toEqual({ ok: true, value: JSON.parse(text) });
  });

  test("reads an intent without any network", () => {
    expect(said((document) => (document.networks = []))).toBe("accepted");
  });

  const notIntents: readonly (readonly [string, string, RegExp])[] = [
    ["text that is not JSON", "{]", /^intent\.json: the intent is not JSON; received .*position 1/],
    ["nothing", "", /^intent\.json: the intent is not JSON; received Unexpected end of JSON input$/],
    ...["null", "7", "[]", "{}"].map(
      (text) =>
        [
          `${text} as an intent`,
          text,
          /^intent\.json: the file is not an intent that this version of Cordon reads; received schema nothing; allowed: "cordon\/intent\/1"$/,
        ] as const,
    ),
    [
      "a newer version",
      '{"schema":"cordon/intent/2"}',
      /^intent\.json: the file is not an intent that this version of Cordon reads; received schema "cordon\/intent\/2"; allowed: "cordon\/intent\/1"$/,
    ],
  ];
  test.each(notIntents)("refuses %s", (_, text, expected) => {
    expect(saidOf(text)).toMatch(expected);
  });

  const damages: readonly [string, (document: Document) => void, string][] = [
    [
      "a missing key",
      (d) => delete d.networks[0].segments[0].owner,
      'damaged at networks.0.segments.0: key "owner" is missing',
    ],
    ["an unknown key", (d) => (d.networks[0].colour = "red"), 'damaged at networks.0: unknown key "colour"'],
    [
      "an unknown kind",
      (d) => (d.networks[0].segments[1].kind = "lobby"),
      'damaged at networks.0.segments.1.kind; received "lobby"; allowed: medical-device, clinical, integration, shared-services, device-management, vendor-access, facility, corporate, guest, quarantine',
    ],
    [
      "text for a number",
      (d) => (d.networks[0].resources = "9"),
      'damaged at networks.0.resources; received "9"; allowed: integer',
    ],
    [
      "empty text",
      (d) => (d.networks[0].conduits[0].reason = ""),
      'damaged at networks.0.conduits.0.reason: it must NOT have fewer than 1 characters; received ""',
    ],
    [
      "a date of another form",
      (d) => (d.networks[0].conduits[0].reviewBy = "30 June"),
      'damaged at networks.0.conduits.0.reviewBy: it must match pattern "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"; received "30 June"',
    ],
    [
      "a lock of another version",
      (d) => (d.networks[0].addressPlan.lockfileVersion = 2),
      "damaged at networks.0.addressPlan.lockfileVersion; received 2; allowed: 1",
    ],
    [
      "a segment in AWS without what carries it",
      (d) => delete d.networks[0].segments[0].carriers,
      'damaged at networks.0.segments.0: key "carriers" is missing',
    ],
    [
      "a service with the fields of another protocol",
      (d) => (d.networks[0].conduits[0].service.number = 50),
      "damaged at networks.0.conduits.0.service.number: this key does not go with the others; received 50",
    ],
    [
      "a VPC with both an address and an id",
      (d) => (d.networks[0].vpc.id = "vpc-1"),
      'damaged at networks.0.vpc: it must NOT have more than 1 properties; received {"address":',
    ],
  ];
  test.each(damages)("refuses %s and names the place", (_, change, expected) => {
    expect(said(change)).toContain(`intent.json: the intent is ${expected}`);
  });

  test("shows a long value only in part", () => {
    const line = said((document) => (document.stack = { long: "x".repeat(500) }));
    expect(line).toBe(
      `intent.json: the intent is damaged at stack; received {"long":"${"x".repeat(71)}…; allowed: string`,
    );
  });
});

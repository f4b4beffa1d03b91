import { readFileSync } from "node:fs";
import fc from "fast-check";
import { CalendarDate } from "../../../lib/model/calendar-date";
import {
  classifySiteEdits,
  describeSiteEdit,
  siteRules,
  unannouncedEdits,
  type Disruption,
  type MaintenanceWindow,
  type SitesIntent,
} from "../../../lib/model/edit";
import type { IntentGateway, IntentSite } from "../../../lib/model/intent";
import { describeIssue } from "../../../lib/model/issue";
import { tunnelFor, tunnelPolicies } from "../../../lib/model/tunnel";

const primary: IntentGateway = {
  name: "primary",
  address: "203.0.113.10",
  asn: 65_010,
  connection: "aws_vpn_connection.network_clinic_primary_1A2B3C4D",
  insideBlocks: ["169.254.10.0/30", "169.254.10.4/30"],
};
const secondary: IntentGateway = {
  ...primary,
  name: "secondary",
  address: "203.0.113.11",
  connection: "aws_vpn_connection.network_clinic_secondary_5E6F7A8B",
  insideBlocks: ["169.254.11.0/30", "169.254.11.4/30"],
};
const clinic: IntentSite = {
  name: "clinic",
  label: "site-0c77d2",
  owner: "clinic network team",
  routing: "static",
  awsAsn: 64_512,
  policy: "strict",
  tunnel: tunnelPolicies.strict,
  gateways: [primary, secondary],
  awsSelector: "0.0.0.0/0",
  awsBlocks: ["10.40.0.0/24"],
};
const sites = (...list: readonly IntentSite[]): SitesIntent => ({ siteEdge: "vpn-gateway", sites: list });
const edits = (site: Partial<IntentSite>) => classifySiteEdits(sites(clinic), sites({ ...clinic, ...site }));
const inFewWords = (list: ReturnType<typeof edits>) => list.map((one) => [describeSiteEdit(one), one.effect]);
const first = (gateway: Partial<IntentGateway>) => ({ gateways: [{ ...primary, ...gateway }, secondary] });

describe("an edit of a site", () => {
  test("is none when nothing changes, in any order", () => {
    const campus = { ...clinic, name: "campus" };
    expect(
      classifySiteEdits(sites(clinic, campus), sites(campus, { ...clinic, gateways: [secondary, primary] })),
    ).toEqual([]);
  });

  test.each<[string, Partial<IntentSite>, readonly (readonly [string, string])[]]>([
    [
      "address",
      first({ address: "203.0.113.12" }),
      [['site "clinic", gateway "primary": address 203.0.113.10 → 203.0.113.12', "replacement"]],
    ],
    [
      "ASN of a gateway",
      first({ asn: 65_011 }),
      [['site "clinic", gateway "primary": asn 65010 → 65011', "replacement"]],
    ],
    [
      "certificate",
      first({ certificateArn: "arn:aws:acm:us-east-1:111122223333:certificate/a" }),
      [
        [
          'site "clinic", gateway "primary": certificateArn none → arn:aws:acm:us-east-1:111122223333:certificate/a',
          "replacement",
        ],
      ],
    ],
    [
      "inside block",
      first({ insideBlocks: ["169.254.12.0/30", "169.254.10.4/30"] }),
      [
        [
          'site "clinic", gateway "primary": insideBlocks 169.254.10.0/30, 169.254.10.4/30 → 169.254.12.0/30, 169.254.10.4/30',
          "replacement",
        ],
      ],
    ],
    [
      "address in Terraform",
      first({ connection: "aws_vpn_connection.other" }),
      [
        [
          `site "clinic", gateway "primary": connection ${primary.connection} → aws_vpn_connection.other`,
          "replacement",
        ],
      ],
    ],
    ["routing", { routing: "bgp" }, [['site "clinic": routing static → bgp', "replacement"]]],
    ["ASN of the AWS side", { awsAsn: 64_513 }, [['site "clinic": awsAsn 64512 → 64513', "replacement"]]],
    [
      "tunnel option",
      { tunnel: tunnelFor("custom", { replayWindowSize: 64, phase1: { dhGroups: [20] } }) },
      [
        ['site "clinic", gateway "primary": tunnel.phase1.dhGroups 19, 20, 21 → 20', "tunnel-outage"],
        ['site "clinic", gateway "primary": tunnel.replayWindowSize 1024 → 64', "tunnel-outage"],
        ['site "clinic", gateway "secondary": tunnel.phase1.dhGroups 19, 20, 21 → 20', "tunnel-outage"],
        ['site "clinic", gateway "secondary": tunnel.replayWindowSize 1024 → 64', "tunnel-outage"],
      ],
    ],
    ["policy's name alone", { policy: "custom" }, [['site "clinic": policy strict → custom', "in-place"]]],
    ["owner", { owner: "it" }, [['site "clinic": owner clinic network team → it', "in-place"]]],
    ["label", { label: "site-1" }, [['site "clinic": label site-0c77d2 → site-1', "in-place"]]],
    [
      "block in AWS",
      { awsBlocks: ["10.40.0.0/24", "10.40.1.0/24"] },
      [['site "clinic": awsBlocks 10.40.0.0/24 → 10.40.0.0/24, 10.40.1.0/24', "in-place"]],
    ],
    ["gateway that goes", { gateways: [primary] }, [['site "clinic", gateway "secondary": removed', "removal"]]],
  ])("of its %s is told", (_title, change, expected) => {
    expect(inFewWords(edits(change))).toEqual(expected);
  });

  test("of what comes and goes is told", () => {
    const campus = { ...clinic, name: "campus" };
    expect(inFewWords(classifySiteEdits(sites(clinic), sites(campus)))).toEqual([
      ['site "campus": added', "addition"],
      ['site "clinic": removed', "removal"],
    ]);
    expect(inFewWords(classifySiteEdits(sites({ ...clinic, gateways: [primary] }), sites(clinic)))).toEqual([
      ['site "clinic", gateway "secondary": added', "addition"],
    ]);
  });

  test("of the gateway of AWS is told for each site", () => {
    const moved = { ...sites(clinic), siteEdge: "transit-gateway" } as const;
    expect(inFewWords(classifySiteEdits(sites(clinic), moved))).toEqual([
      ['site "clinic": siteEdge vpn-gateway → transit-gateway', "tunnel-outage"],
    ]);
  });

  test("that has AWS open tunnels to an address is told as what the tunnels then do", () => {
    const { address: _, ...unaddressed } = primary;
    const alone = (gateway: IntentGateway) => sites({ ...clinic, gateways: [gateway] });
    expect(inFewWords(classifySiteEdits(alone(unaddressed), alone(primary)))).toEqual([
      ['site "clinic", gateway "primary": address none → 203.0.113.10', "replacement"],
      ['site "clinic", gateway "primary": tunnel.dpdTimeoutAction clear → restart', "tunnel-outage"],
      ['site "clinic", gateway "primary": tunnel.startupAction add → start', "tunnel-outage"],
    ]);
  });

  test("changes nothing of another site", () => {
    const others = fc.uniqueArray(fc.constantFrom("a1", "b2", "c3", "d4"));
    fc.assert(
      fc.property(others, (names) => {
        const around = names.map((name) => ({ ...clinic, name }));
        const found = classifySiteEdits(sites(...around, clinic), sites(...around, { ...clinic, routing: "bgp" }));
        expect(found.map(({ site }) => site)).toEqual(["clinic"]);
      }),
    );
  });

  // A field without a rule could change without anyone being told.
  test.each(["IntentSite", "IntentGateway"])("has a rule for every field of %s", (type) => {
    const text = readFileSync("lib/model/intent/intent.ts", "utf8");
    const body = new RegExp(`export interface ${type} \\{([^}]*)\\}`).exec(text)?.[1] ?? "";
    const fields = [...body.matchAll(/readonly (\w+)\??:/g)].map(([, name]) => name!);
    expect(fields.length).toBeGreaterThan(5);
    expect(fields.filter((field) => !["name", "gateways"].includes(field) && !(field in siteRules))).toEqual([]);
  });
});

describe("a maintenance window", () => {
  const today = CalendarDate.of("2026-11-25");
  const window = (announces: Disruption, more: Partial<MaintenanceWindow> = {}): MaintenanceWindow => ({
    site: "clinic",
    announces,
    from: today,
    until: today,
    approver: "clinical safety officer",
    ticket: "CHG-1",
    reason: "New firewall",
    ...more,
  });
  const refused = (change: Partial<IntentSite>, ...windows: readonly MaintenanceWindow[]) =>
    unannouncedEdits(edits(change), windows, today).map(describeIssue);

  test("is not needed where no site feels the change", () => {
    expect(refused({ owner: "it", awsBlocks: [], policy: "custom", label: "site-1" })).toEqual([]);
    expect(unannouncedEdits(classifySiteEdits(sites(), sites(clinic)), [], today)).toEqual([]);
  });

  test("lets through what it announces, and what is milder", () => {
    const outage = { tunnel: tunnelFor("custom", { replayWindowSize: 64 }) };
    expect(refused(outage, window("tunnel-outage"))).toEqual([]);
    expect(refused(outage, window("removal"))).toEqual([]);
    expect(refused({ routing: "bgp" }, window("replacement"))).toEqual([]);
    expect(unannouncedEdits(classifySiteEdits(sites(clinic), sites()), [window("removal")], today)).toEqual([]);
  });

  test("refuses a replacement that nobody announced, with what would be lost and the way out", () => {
    expect(refused({ routing: "bgp" })).toEqual([
      'site "clinic": routing static → bgp: its VPN connection is replaced, since the sort of routing cannot be changed: both tunnels are down until the gateway has the new outside addresses and keys; received no maintenance window; allowed: a maintenance window of site "clinic" that announces "replacement" and is open on 2026-11-25',
    ]);
  });

  test.each<[string, MaintenanceWindow]>([
    ["of another site", window("replacement", { site: "campus" })],
    ["that announces less", window("tunnel-outage")],
    ["that is over", window("replacement", { from: today.plusDays(-2), until: today.plusDays(-1) })],
    ["that has not begun", window("replacement", { from: today.plusDays(1), until: today.plusDays(2) })],
  ])("refuses a replacement in a window %s", (_title, wrong) => {
    expect(refused({ routing: "bgp" }, wrong)).toHaveLength(1);
  });

  test("is named where it does not fit", () => {
    expect(refused({ routing: "bgp" }, window("tunnel-outage"))[0]).toContain(
      'received CHG-1 announces "tunnel-outage" 2026-11-25 to 2026-11-25',
    );
  });

  test.each<[string, MaintenanceWindow, string]>([
    ["that ends before it begins", window("removal", { until: today.plusDays(-1) }), "ends before it begins"],
    ["that stays open", window("removal", { until: today.plusDays(32) }), "is open for too long to announce anything"],
    ["without an approver", window("removal", { approver: " " }), "approver of the maintenance window"],
    ["without a ticket", window("removal", { ticket: "" }), "ticket of the maintenance window"],
    ["without a reason", window("removal", { reason: undefined as never }), "reason of the maintenance window"],
    ["that announces something else", window("reboot" as never), "allowed: tunnel-outage, replacement, removal"],
  ])("refuses one %s, which then announces nothing", (_title, wrong, expected) => {
    const [about, change] = refused({ routing: "bgp" }, wrong);
    expect(about).toContain(expected);
    expect(change).toContain("received no maintenance window");
  });

  test("may be open for 31 days", () => {
    expect(refused({ routing: "bgp" }, window("replacement", { until: today.plusDays(31) }))).toEqual([]);
  });
});

import { describeIssue } from "../../lib/model/issue";
import type { NetworkDefinition } from "../../lib/model/network";
import { validateNetwork } from "../../lib/model/network-rules";
import { network, outside, segment, today } from "./example-network";

const issuesOf = (definition: NetworkDefinition): readonly string[] =>
  validateNetwork(definition, today).map(describeIssue);
const issuesOfSegment = (more: object): readonly string[] =>
  issuesOf(network([{ ...segment("pacs", "clinical"), ...more }]));

const nameRule = "2–40 lower-case letters, digits and hyphens, starting with a letter";

describe("a segment's definition", () => {
  test("is accepted at the edges of what is allowed", () => {
    expect(
      issuesOf(
        network([
          segment("ab", "guest", { internet: "egress" }),
          segment("a".repeat(40), "clinical", { owner: "Ünit 7: a/b+c=d@e_f-g." }),
          segment("ward", "medical-device", {
            placement: outside("172.20.0.0/22", "fd00:1::/48"),
            profiles: ["infusion-pump"],
            traits: ["wireless"],
            redundancyGroup: "pumps",
          }),
        ]),
      ),
    ).toEqual([]);
  });

  test.each(["", "a", "a".repeat(41), "Pacs", "1pacs", "-pacs", "pa_cs", "pa cs", "pacs\n", "päcs"])(
    "refuses the name %j",
    (name) => {
      expect(issuesOf(network([segment(name, "clinical")]))).toEqual([
        `name of segment ${JSON.stringify(name)} is not a name; received ${JSON.stringify(name)}; allowed: ${nameRule}`,
      ]);
    },
  );

  test("refuses the name that stands for public addresses", () => {
    expect(issuesOf(network([segment("internet", "guest")]))).toEqual([
      'name of segment "internet" stands for public addresses; allowed: another name',
    ]);
  });

  test("refuses a name that two segments have", () => {
    expect(
      issuesOf(network([segment("pacs", "clinical"), segment("emr", "clinical"), segment("pacs", "guest")])),
    ).toEqual([
      'more than one segment is called "pacs"; received 2 segments; allowed: a name of its own for every segment',
    ]);
  });

  test.each([
    ["", 'owner of segment "pacs" is empty; received ""; allowed: one line of 1–100 characters'],
    [" \t ", 'owner of segment "pacs" is empty; received " \\t "; allowed: one line of 1–100 characters'],
    [undefined, 'owner of segment "pacs" is missing; received undefined; allowed: one line of 1–100 characters'],
    [
      "x".repeat(101),
      'owner of segment "pacs" is too long; received 101 characters; allowed: one line of 1–100 characters',
    ],
    [
      "a\nb",
      'owner of segment "pacs" has a character that does not print; received "a\\nb"; allowed: one line of 1–100 characters',
    ],
    [
      "a & b",
      'owner of segment "pacs" cannot be an AWS tag; received "a & b"; allowed: letters, digits, spaces and _.:/=+-@',
    ],
  ])("refuses the owner %j", (owner, issue) => {
    expect(issuesOfSegment({ owner })).toEqual([issue]);
  });

  test("refuses choices that do not exist, all at once", () => {
    expect(
      issuesOfSegment({
        kind: "device",
        criticality: "low",
        dataClass: "secret",
        clientSystem: "mac",
        internet: true,
        profiles: ["X", "x1", "x1"],
        traits: ["wired", "wireless", "wireless"],
        redundancyGroup: "",
        placement: { in: "space" },
      }),
    ).toEqual([
      'kind of segment "pacs" is not one of the choices; received "device"; allowed: medical-device, clinical, integration, shared-services, device-management, vendor-access, facility, corporate, guest, quarantine',
      'criticality of segment "pacs" is not one of the choices; received "low"; allowed: life-critical, high, medium, non-clinical',
      'data class of segment "pacs" is not one of the choices; received "secret"; allowed: phi, internal, none',
      'client system of segment "pacs" is not one of the choices; received "mac"; allowed: linux, windows, any',
      'internet of segment "pacs" is not one of the choices; received true; allowed: none, egress',
      `profile of segment "pacs" is not a name; received "X"; allowed: ${nameRule}`,
      'list of profiles of segment "pacs" says one thing twice; received "x1"',
      'trait of segment "pacs" is not one of the choices; received "wired"; allowed: wireless, temporary, external-network, scanner, mission-critical-network, information-exchange-network',
      'list of traits of segment "pacs" says one thing twice; received "wireless"',
      `redundancy group of segment "pacs" is not a name; received ""; allowed: ${nameRule}`,
      'placement of segment "pacs" is not one of the choices; received "space"; allowed: aws, outside',
    ]);
  });

  test("refuses a way out to the internet to every kind but three", () => {
    const kinds = [
      "medical-device",
      "clinical",
      "integration",
      "shared-services",
      "device-management",
      "vendor-access",
      "facility",
      "corporate",
      "guest",
      "quarantine",
    ] as const;
    const refused = kinds.filter(
      (kind) => issuesOf(network([segment("here", kind, { internet: "egress" })])).length > 0,
    );
    expect(refused).toEqual([
      "medical-device",
      "clinical",
      "integration",
      "shared-services",
      "vendor-access",
      "facility",
      "quarantine",
    ]);
    expect(issuesOfSegment({ internet: "egress" })).toEqual([
      'clinical segment "pacs" may not ask for a way out to the internet; received "egress"; allowed: "none", or a segment of kind corporate, device-management, guest',
    ]);
  });

  test("refuses zones that the network does not have, none, and one twice", () => {
    const zones = 'zones of network "st-marys": us-east-1a, us-east-1b';
    expect(issuesOfSegment({ placement: { in: "aws", zones: ["us-east-1z", "us-east-1a", "us-east-1a"] } })).toEqual([
      `segment "pacs" is in a zone that the network does not have; received "us-east-1z"; allowed: ${zones}`,
      'list of zones of segment "pacs" says one thing twice; received "us-east-1a"',
    ]);
    expect(issuesOfSegment({ placement: { in: "aws", zones: [] } })).toEqual([
      `segment "pacs" has no zone; allowed: ${zones}`,
    ]);
  });

  test("refuses a segment outside without a block", () => {
    expect(issuesOfSegment({ placement: outside() })).toEqual([
      'segment "pacs" is outside AWS and has no address block; allowed: one block or more',
    ]);
  });

  test("refuses blocks outside that overlap each other or the network, and passes neighbours", () => {
    expect(
      issuesOf(
        network([
          segment("ward", "clinical", { placement: outside("172.20.0.0/22", "172.20.3.0/24", "172.20.4.0/24") }),
          segment("lab", "clinical", { placement: outside("172.20.0.128/25", "10.40.9.0/24", "172.20.5.0/24") }),
        ]),
      ),
    ).toEqual([
      'block 10.40.9.0/24 of segment "lab" overlaps the block of network "st-marys"; received 10.40.0.0/16; allowed: blocks outside the network',
      'block 172.20.0.128/25 of segment "lab" overlaps block 172.20.0.0/22 of segment "ward"; allowed: blocks that share no address',
      'block 172.20.0.0/22 of segment "ward" overlaps block 172.20.3.0/24 of segment "ward"; allowed: blocks that share no address',
    ]);
  });
});

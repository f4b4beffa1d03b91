import type { TerraformStack } from "cdktf";
import {
  DnsFirewall,
  FlowAlarms,
  FlowLogFormat,
  FlowLogMonitoring,
  FlowQueries,
  LogArchive,
  RejectLog,
  ThreatDetection,
  recommendedFormat,
  recommendedTransitGatewayFormat,
  type FlowLogMonitoringProps,
  type NetworkFlowsProps,
  type ObjectLock,
} from "../../../lib";
import { neededFields } from "../../../lib/model";
import { recordedHospital, refusal } from "../synth";

const of = { vpcId: "vpc-0123456789abcdef0" };
const days = "1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653";

function refused(build: (stack: TerraformStack) => void): string {
  const { message, files } = refusal(build);
  expect(files).toEqual([]);
  return message;
}

const messageOf = (props: Partial<FlowLogMonitoringProps>): string =>
  refused((stack) => new FlowLogMonitoring(stack, "flows", { name: "there", of, ...props }));

describe("Flow logs", () => {
  test.each<[string, Partial<FlowLogMonitoringProps> | Readonly<Record<string, unknown>>, string]>([
    [
      "a name that is none",
      { name: "St. Mary's" },
      'flows: name of flow logs is not a name; received "St. Mary\'s"; allowed: 2–40 lower-case letters, digits and hyphens, starting with a letter',
    ],
    [
      "an id that is none",
      { of: { vpcId: "vpc-1" } },
      'flows: vpcId of flow logs is not the id of a VPC; received "vpc-1"; allowed: vpc- and 8 or 17 hexadecimal digits, or another resource\'s attribute',
    ],
    [
      "the id of something else",
      { of: { interfaceId: "subnet-01234567" } },
      'flows: interfaceId of flow logs is not the id of an interface; received "subnet-01234567"; allowed: eni- and 8 or 17 hexadecimal digits, or another resource\'s attribute',
    ],
    [
      "two things at once",
      { of: { vpcId: "vpc-01234567", subnetId: "subnet-01234567" } as never },
      "flows: flow logs need one thing that they are of; received vpcId, subnetId; allowed: one of vpcId, subnetId, interfaceId, transitGatewayId",
    ],
    [
      "nothing",
      { of: undefined as never },
      "flows: flow logs need one thing that they are of; received nothing; allowed: one of vpcId, subnetId, interfaceId, transitGatewayId",
    ],
    [
      "an id that is text alone",
      { of: "vpc-01234567" as never },
      'flows: flow logs need one thing that they are of; received "vpc-01234567"; allowed: one of vpcId, subnetId, interfaceId, transitGatewayId',
    ],
    [
      "what every object has",
      { of: { toString: "vpc-01234567" } as never },
      "flows: flow logs need one thing that they are of; received toString; allowed: one of vpcId, subnetId, interfaceId, transitGatewayId",
    ],
    [
      "a format without what every finding needs",
      { format: FlowLogFormat.of("version", "srcaddr", "dstaddr", "start", "end", "action") },
      'flows: format of flow logs of "there" is without fields that every finding needs; received a format without srcport, dstport, protocol, packets, bytes, log-status; allowed: a format with srcaddr, dstaddr, srcport, dstport, protocol, packets, bytes, start, end, action, log-status',
    ],
    [
      "a transit gateway's format for a VPC",
      { format: recommendedTransitGatewayFormat },
      'flows: format of flow logs of "there" is of another kind of log; received transit-gateway; allowed: FlowLogFormat.of(…)',
    ],
    [
      "an interval that AWS does not have",
      { interval: 300 as never },
      'flows: interval of flow logs, in seconds, is not one of the choices; received "300"; allowed: 60, 600',
    ],
    [
      "a slow log of a transit gateway",
      { of: { transitGatewayId: "tgw-01234567" }, interval: 600 },
      'flows: interval of flow logs, in seconds, is not one of the choices; received "600"; allowed: 60',
    ],
    [
      "a retention that is none",
      { retention: "six-years" as never },
      'flows: retention of the flow logs is not one of the choices; received "six-years"; allowed: operational, audit-six-years, or days with a reason',
    ],
    [
      "a retention that CloudWatch Logs does not have, and no reason for it",
      { retention: { days: 100 as never, reason: " " } },
      `flows: retention of the flow logs is not one that CloudWatch Logs has; received 100; allowed: days: ${days}\n` +
        `flows: reason of the flow logs' own retention is empty; received " "; allowed: one line of 1–200 characters`,
    ],
    [
      "a hot retention that CloudWatch Logs does not have",
      { hotRetentionInDays: 0 as never },
      `flows: retention of the log of rejects is not one that CloudWatch Logs has; received 0; allowed: days: ${days}`,
    ],
    [
      "a log of rejects of a transit gateway",
      { of: { transitGatewayId: "tgw-01234567" }, hotRetentionInDays: 14 },
      'flows: flow logs of "there" have no log of rejects to keep; received 14; allowed: no hotRetentionInDays',
    ],
    [
      "an archive with a prefix",
      { archive: { bucketArn: "arn:aws:s3:::central/logs" } },
      'flows: archive of flow logs of "there" is not a bucket; received "arn:aws:s3:::central/logs"; allowed: the ARN of a bucket, without a prefix',
    ],
    [
      "choices that are the archive's",
      {
        archive: { bucketArn: "arn:aws:s3:::central" },
        retention: "operational",
        irreversibleObjectLock: { mode: "governance", days: 1 },
      },
      'flows: flow logs of "there" name an archive that is there already, and a choice of its own; received retention; allowed: the archive\'s own retention\n' +
        'flows: flow logs of "there" name an archive that is there already, and a choice of its own; received irreversibleObjectLock; allowed: the archive\'s own irreversibleObjectLock',
    ],
    [
      "a retired format that is the one in use, without a reason",
      { retired: [{ format: recommendedFormat, reason: "" }] },
      'flows: reason of a retired format of flow logs of "there" is empty; received ""; allowed: one line of 1–200 characters\n' +
        `flows: a retired format of flow logs of "there" is the one in use; received ${recommendedFormat.toString()}`,
    ],
    [
      "a format that is retired twice",
      {
        retired: [
          { format: FlowLogFormat.of("version"), reason: "One" },
          { format: FlowLogFormat.of("version"), reason: "Two" },
        ],
      },
      'flows: a format of flow logs of "there" is retired twice; received ${version}',
    ],
    [
      "a format that is text",
      { format: "version srcaddr" as never },
      'flows: format of flow logs of "there" is not one; received "version srcaddr"; allowed: a FlowLogFormat: FlowLogFormat.of(…)',
    ],
    [
      "a format that is a list",
      { format: ["version", "srcaddr"] as never },
      'flows: format of flow logs of "there" is not one; received ["version", "srcaddr"]; allowed: a FlowLogFormat: FlowLogFormat.of(…)',
    ],
    [
      "a format that is null",
      { format: null as never },
      'flows: format of flow logs of "there" is not one; received null; allowed: a FlowLogFormat: FlowLogFormat.of(…)',
    ],
    [
      "retired formats that are no list",
      { retired: recommendedFormat as never },
      'flows: retired of flow logs of "there" is not one; received an object of another kind; allowed: a list of them: []',
    ],
    [
      "retired formats of which one is null, one undefined and one without a format",
      { retired: [null, undefined, { reason: "Until June" }] as never },
      ["null", "null", "an object of another kind"]
        .map(
          (received) =>
            `flows: a retired format of flow logs of "there" is not one; received ${received}; allowed: { format: FlowLogFormat.of(…), reason }`,
        )
        .join("\n"),
    ],
    [
      "an interval that is text",
      { interval: "60" as never },
      'flows: interval of flow logs, in seconds, is not a number; received "60"; allowed: 60, 600',
    ],
    [
      "a retention that is null",
      { retention: null as never },
      "flows: retention of the flow logs is not one of the choices; received null; allowed: operational, audit-six-years, or days with a reason",
    ],
    [
      "a retention that is a number",
      { retention: 2192 as never },
      "flows: retention of the flow logs is not one of the choices; received 2192; allowed: operational, audit-six-years, or days with a reason",
    ],
    [
      "an archive that is the text of an ARN",
      { archive: "arn:aws:s3:::central" as never },
      'flows: archive of flow logs of "there" is not a bucket; received "arn:aws:s3:::central"; allowed: a LogArchive, or { bucketArn }: the ARN of a bucket, without a prefix',
    ],
    [
      "an archive without an ARN",
      { archive: {} as never },
      'flows: archive of flow logs of "there" is not a bucket; received undefined; allowed: the ARN of a bucket, without a prefix',
    ],
    [
      "a lock that is null",
      { irreversibleObjectLock: null as never },
      "flows: the object lock is not one; received null; allowed: { mode, days }",
    ],
    [
      "a choice of destruction that is none",
      { destruction: "yes" as never },
      'flows: destruction of flow logs of "there" is not one of the choices; received "yes"; allowed: prevented, allowed',
    ],
  ])("refuses %s", (_what, props, message) => {
    expect(messageOf(props as Partial<FlowLogMonitoringProps>)).toBe(message.replaceAll(/^flows/gm, "test/flows"));
  });
});

describe("An archive", () => {
  test.each<[string, ObjectLock, string]>([
    [
      "a lock longer than records are kept",
      { mode: "compliance", days: 91 },
      "the object lock is longer than records are kept; received 91 days; allowed: up to 90 days",
    ],
    [
      "a lock of no days",
      { mode: "governance", days: 0 },
      "days of the object lock are out of range; received 0; allowed: 1 to 36500 days",
    ],
    [
      "a mode that is none",
      { mode: "COMPLIANCE" as never, days: 1 },
      'mode of the object lock is not one of the choices; received "COMPLIANCE"; allowed: governance, compliance',
    ],
    [
      "days that are text",
      { mode: "compliance", days: "30" as never },
      'days of the object lock are not a number; received "30"; allowed: 1 to 36500 days',
    ],
  ])("refuses %s", (_what, irreversibleObjectLock, message) => {
    expect(
      refused(
        (stack) => new LogArchive(stack, "a", { name: "central", retention: "operational", irreversibleObjectLock }),
      ),
    ).toBe(`test/a: ${message}`);
  });

  test("refuses what is no account", () => {
    const more = Array.from({ length: 20 }, (_, at) => String(111_122_220_000 + at));
    const accounts = ["111122223333", ...more] as const;
    expect(refused((stack) => new LogArchive(stack, "a", { name: "central", accounts }))).toContain("received 21");
    const twice = ["111122223333", "111122223333"] as const;
    expect(refused((stack) => new LogArchive(stack, "a", { name: "central", accounts: twice }))).toContain(
      "says one thing twice",
    );
    expect(refused((stack) => new LogArchive(stack, "a", { name: "central", accounts: ["12345"] }))).toBe(
      'test/a: account of the archive of flow logs is not the id of one; received "12345"; allowed: 12 digits',
    );
  });

  test("refuses no account, and accounts that are no list", () => {
    const of = (accounts: unknown) =>
      refused((stack) => new LogArchive(stack, "a", { name: "central", accounts: accounts as [string] }));
    expect([of([]), of("111122223333"), of(null)]).toEqual([
      "test/a: accounts of the archive of flow logs are none; received []; allowed: a list with at least one",
      'test/a: accounts of the archive of flow logs is not one; received "111122223333"; allowed: a list with at least one',
      "test/a: accounts of the archive of flow logs is not one; received null; allowed: a list with at least one",
    ]);
  });

  test("and logs and threat detection refuse a choice of destruction that is none", () => {
    const destruction = "yes" as never;
    expect([
      refused((stack) => new LogArchive(stack, "a", { name: "central", destruction })),
      refused((stack) => new RejectLog(stack, "a", { name: "central", destruction })),
      refused((stack) => new ThreatDetection(stack, "a", { destruction })),
    ]).toEqual(
      ["the archive of flow logs", "the log of rejects", "threat detection"].map(
        (what) =>
          `test/a: destruction of ${what} is not one of the choices; received "yes"; allowed: prevented, allowed`,
      ),
    );
  });
});

describe("A network", () => {
  const of = (props: Partial<NetworkFlowsProps>) => refused((stack) => recordedHospital(stack).monitorFlows(props));

  test("refuses to be told twice what is recorded, in either order", () => {
    const why = { reason: "Others record it", approver: "security" };
    const twice = [
      refused((stack) => {
        const network = recordedHospital(stack);
        network.monitorFlows();
        network.leaveFlowsUnrecorded(why);
      }),
      refused((stack) => {
        const network = recordedHospital(stack);
        network.leaveFlowsUnrecorded(why);
        network.monitorFlows();
      }),
    ];
    expect(twice).toEqual(
      ["monitorFlows", "leaveFlowsUnrecorded"].map(
        (received) =>
          `test/network: network "st-marys" has said already what is recorded of its traffic; received ${received}; allowed: once`,
      ),
    );
  });

  test("refuses to leave its flows unrecorded without saying why, and who agreed", () => {
    expect(
      refused((stack) => {
        recordedHospital(stack).leaveFlowsUnrecorded({ reason: "", approver: undefined as never });
      }),
    ).toBe(
      'test/network: reason of the unrecorded flows of network "st-marys" is empty; received ""; allowed: one line of 1–200 characters\n' +
        'test/network: approver of the unrecorded flows of network "st-marys" is missing; received undefined; allowed: one line of 1–200 characters',
    );
  });

  test("refuses a topic that is none, and a rate that is none", () => {
    expect(of({ topicArns: { radiology: "radiology-topic" } })).toBe(
      'test/network/Flows/Topics: topic of owner "radiology" is not an SNS topic; received "radiology-topic"; allowed: its ARN, or another resource\'s attribute',
    );
    expect(of({ rejectedFlows: 0.5 })).toBe(
      'test/network/Flows/Alarms: rejected flows above which "st-marys" is to be looked at are out of range; received 0.5; allowed: a whole number from 1 to 1000000, in five minutes',
    );
  });

  test("refuses another interval elsewhere than AWS has", () => {
    expect(of({ intervalElsewhere: 120 as never })).toContain('received "120"; allowed: 60, 600');
  });

  test("refuses a second log of queries, list of names or set of questions", () => {
    const twice = (use: (flows: ReturnType<ReturnType<typeof recordedHospital>["monitorFlows"]>) => void) =>
      refused((stack) => {
        const flows = recordedHospital(stack).monitorFlows();
        use(flows);
        use(flows);
      });
    expect([
      twice((flows) => flows.recordDnsQueries()),
      twice((flows) => flows.keepDnsTo({ allow: ["a.example"] })),
      twice((flows) => flows.addQueries()),
    ]).toEqual(
      ["a log of DNS queries", "a DNS firewall", "questions to its archive"].map(
        (what) => `test/network/Flows: network "st-marys" has ${what} already`,
      ),
    );
  });

  test("refuses questions to an archive that is in another account", () => {
    expect(
      refused((stack) => {
        const archive = { bucketArn: "arn:aws:s3:::central-flows-111122223333-us-east-1" };
        recordedHospital(stack).monitorFlows({ archive }).addQueries();
      }),
    ).toBe(
      'test/network/Flows: the archive of network "st-marys" is not its own; allowed: new FlowQueries(…) in the stack of the archive',
    );
  });

  test("refuses more alarms than a log group can have filters", () => {
    const message = refused((stack) => {
      const network = recordedHospital(stack, { availabilityZones: ["us-east-1a"] });
      for (let at = 0; at < 13; at += 1) {
        network.addOutsideSegment(`ward-${String(at)}`, {
          kind: "medical-device",
          cidrs: [`172.20.${String(at)}.0/25`],
        });
      }
      network.monitorFlows();
    });
    expect(message).toContain("metric filters of a log group");
    expect(message).toContain("105");
  });
});

test("refuses another format than the one that was deployed, unless the old one is retired", () => {
  const next = FlowLogFormat.of(...(recommendedFormat.names.filter((name) => name !== "traffic-path") as never[]));
  const build =
    (retired: NonNullable<NetworkFlowsProps["retired"]>, before = recommendedFormat) =>
    (stack: TerraformStack) => {
      const flows = { recorded: "all-traffic", format: before.names } as never;
      const network = recordedHospital(stack, {
        lastDeployed: { network: () => ({ siteEdge: "none", sites: [], flows }) },
      });
      network.monitorFlows({ format: next, retired });
    };
  expect(refused(build([]))).toContain(
    'flow logs of network "st-marys" get another format, and their old log would end before the new one begins; ' +
      `received ${next.names.join(" ")}; allowed: the old format under "retired", with a reason, until the new log has records: ` +
      recommendedFormat.names.join(" "),
  );
  expect(() => refusal(build([{ format: recommendedFormat, reason: "Until June" }]))).toThrow("was not refused");
  expect(() => refusal(build([], next))).toThrow("was not refused");
});

describe("A DNS firewall", () => {
  const vpcId = "vpc-0123456789abcdef0";
  const told = { reason: "Staging", approver: "security", ticket: "CHG-7", expires: "2026-11-30" };
  test.each<[string, object, string]>([
    [
      "no name, a wildcard and an address",
      { allow: ["*.example.com", "192.0.2.1"] },
      'names that DNS firewall "there" lets pass has something that is no domain name; received "*.example.com"; allowed: names in small letters like "updates.example.com", or ".example.com" for it and every name under it; no "*", no address',
    ],
    [
      "alerts alone without saying why and until when",
      { mode: "alert" },
      'mode of DNS firewall "there" is not one of the choices; received "alert"; allowed: "block", or { alert: { reason, approver, ticket, expires } }',
    ],
    [
      "alerts alone after their last day",
      { mode: { alert: told }, today: "2026-12-01" },
      'the alert mode of DNS firewall "there" has expired; received 2026-11-30; allowed: 2026-12-01 or later; otherwise mode: "block"',
    ],
  ])("refuses %s", (_what, more, message) => {
    const props = { name: "there", vpcId, allow: ["a.example.com"] as [string], today: "2026-11-23", ...more };
    expect(refused((stack) => new DnsFirewall(stack, "dns", props))).toContain(`test/dns: ${message}`);
  });
});

test("refuses questions that look back further than a month, or may read nothing", () => {
  expect(
    refused((stack) => {
      const archive = new LogArchive(stack, "archive", { name: "central" });
      const declared = () => ({ networks: [] });
      new FlowQueries(stack, "queries", {
        name: "central",
        archive,
        format: recommendedFormat,
        declared,
        days: 90,
        scanLimitGiB: 0,
      });
    }),
  ).toBe(
    "test/queries: days that questions to flow logs look back are out of range; received 90; allowed: a whole number from 2 to 28\n" +
      "test/queries: GiB that a question to flow logs may read are out of range; received 0; allowed: a whole number from 1 to 7168",
  );
});

describe("Questions to an archive", () => {
  const about = 'questions to flow logs of "central"';
  const of = (props: object) =>
    refused((stack) => {
      const archive = new LogArchive(stack, "archive", { name: "central" });
      const declared = () => ({ networks: [] });
      new FlowQueries(stack, "queries", { name: "central", archive, format: recommendedFormat, declared, ...props });
    });

  test.each<[string, object, string]>([
    [
      "a transit gateway's format: its table has no column that says whether traffic passed",
      { format: recommendedTransitGatewayFormat },
      `format of ${about} is of another kind of log; received transit-gateway; allowed: FlowLogFormat.of(…)\n` +
        `test/queries: format of ${about} is without fields that every finding needs; received a format without action; allowed: a format with ${neededFields.join(", ")}`,
    ],
    [
      "a format without what every finding needs",
      { format: FlowLogFormat.of("version", "srcaddr", "dstaddr", "start", "end", "action") },
      `format of ${about} is without fields that every finding needs; received a format without srcport, dstport, protocol, packets, bytes, log-status; allowed: a format with ${neededFields.join(", ")}`,
    ],
    [
      "a format that is text",
      { format: "version srcaddr" },
      'format of questions to flow logs "central" is not one; received "version srcaddr"; allowed: a FlowLogFormat: FlowLogFormat.of(…)',
    ],
    [
      "a retired format that is the one in use",
      { retired: [recommendedFormat] },
      `formats of the ${about} says one thing twice; received ${JSON.stringify(recommendedFormat.toString())}`,
    ],
    [
      "retired formats with their reasons",
      { retired: [{ format: recommendedFormat, reason: "Until June" }] },
      `a retired format of ${about} is not one; received an object of another kind; allowed: a FlowLogFormat: FlowLogFormat.of(…)`,
    ],
    [
      "an account and a Region that are none",
      { accounts: ["abc"], regions: ["nowhere"] },
      `one of the accounts of the ${about} is not the id of an account; received "abc"; allowed: 12 digits, or another resource's attribute\n` +
        `test/queries: one of the regions of the ${about} is not a Region; received "nowhere"; allowed: the name of one such as "us-east-1", or another resource's attribute`,
    ],
    [
      "no account and no Region: there would be no record",
      { accounts: [], regions: [] },
      `accounts of the ${about} are none; received []; allowed: a list with at least one\n` +
        `test/queries: regions of the ${about} are none; received []; allowed: a list with at least one`,
    ],
    [
      "an account twice, and Regions that are no list",
      { accounts: ["111122223333", "111122223333"], regions: "us-east-1" },
      `accounts of the ${about} says one thing twice; received "111122223333"\n` +
        `test/queries: regions of the ${about} is not one; received "us-east-1"; allowed: a list with at least one`,
    ],
    [
      "days that are text",
      { days: "7" },
      'days that questions to flow logs look back are out of range; received "7"; allowed: a whole number from 2 to 28',
    ],
    [
      "a choice of destruction that is none",
      { destruction: "yes" },
      `destruction of the ${about} is not one of the choices; received "yes"; allowed: prevented, allowed`,
    ],
  ])("refuse %s", (_what, props, message) => {
    expect(of(props)).toBe(`test/queries: ${message}`);
  });

  test.each([{}, undefined, { networks: "st-marys" }])(
    "refuse %j for what is declared, when it is asked for",
    (given) => {
      expect(of({ declared: () => given })).toContain(
        "test/queries: declared of the questions to flow logs gives no networks; received ",
      );
    },
  );

  test("take Regions of every partition", () => {
    for (const regions of [
      ["us-gov-west-1", "ap-southeast-7"],
      ["us-isof-south-1"],
      ["eusc-de-east-1"],
      ["cn-north-1"],
    ])
      expect(() => of({ regions, accounts: ["111122223333"] })).toThrow("was not refused");
  });
});

test("refuses a rate of alarms alone too", () => {
  expect(
    refused((stack) => new FlowAlarms(stack, "alarms", { name: "there", logGroupName: "group", rejectedFlows: 0 })),
  ).toContain('rejected flows above which "there" is to be looked at are out of range');
});

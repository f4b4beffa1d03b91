/** What alarms, dashboards and logs refuse when nobody but their author has looked at what they are told. */
import type { TerraformStack } from "cdktf";
import {
  Cidr,
  DeliveryAlarm,
  DnsFirewall,
  DnsQueryLog,
  FlowAlarms,
  FlowDashboard,
  LogArchive,
  type WatchedSegment,
} from "../../../lib";
import { ofType, recordedHospital, refusal, synthesize } from "../synth";

const topicArn = "arn:aws:sns:us-east-1:111122223333:radiology";
const imaging: WatchedSegment = {
  name: "imaging",
  owner: "radiology",
  topicArn,
  places: [{ key: "us-east-1a", subnetId: "subnet-01234567" }],
};
const alarmsIn = (stack: TerraformStack): FlowAlarms =>
  new FlowAlarms(stack, "alarms", { name: "there", logGroupName: "group" });
const refused = (build: (stack: TerraformStack) => unknown): string => refusal((stack) => void build(stack)).message;
const notAName = "allowed: 2–40 lower-case letters, digits and hyphens, starting with a letter";
const notATopic = "allowed: its ARN, or another resource's attribute";

describe("An alarm on rejects", () => {
  test.each<[string, object, string]>([
    [
      "a segment without places, of which nothing would be found",
      { places: [] },
      'places of segment "imaging" to look at are none: nothing would be found; received []; allowed: at least one',
    ],
    [
      "places that are no list",
      { places: "10.0.0.0/24" },
      'places of segment to look at "imaging" is not one; received "10.0.0.0/24"; allowed: its subnets in AWS, or its blocks elsewhere: at least one',
    ],
    [
      "a block of IPv6, which no filter can find",
      { places: [Cidr.of("172.20.8.0/24"), Cidr.of("fd00::/64")] },
      'place of segment "imaging" to look at is a block that no filter can find; received fd00::/64; allowed: blocks of IPv4, or subnets',
    ],
    [
      "a block that is text",
      { places: ["10.0.0.0/24"] },
      'place of segment "imaging" to look at is not one; received "10.0.0.0/24"; allowed: a subnet { key, subnetId }, or Cidr.of("172.20.8.0/22")',
    ],
    [
      "an id that would end its pattern, and a key that is no part of a name",
      { places: [{ key: "a:*", subnetId: 'subnet-1" || subnet_id = "*' }] },
      'key of a place of segment "imaging" to look at is not part of a name; received "a:*"; allowed: 1–64 letters, digits and _.-\n' +
        'test/alarms: subnetId of a place of segment "imaging" to look at is not the id of a subnet; received "subnet-1\\" || subnet_id = \\"*"; allowed: subnet- and 8 or 17 hexadecimal digits, or another resource\'s attribute',
    ],
    [
      "a place twice",
      { places: [Cidr.of("172.20.8.0/22"), Cidr.of("172.20.8.0/24")] },
      'places of segment "imaging" to look at says one thing twice; received "from-172-20-8"',
    ],
    [
      "a topic, a name and an owner that are none",
      { topicArn: "t", name: "X 1/", owner: " " },
      `name of a segment to look at is not a name; received "X 1/"; ${notAName}\n` +
        'test/alarms: owner of segment "X 1/" to look at is empty; received " "; allowed: one line of 1–100 characters\n' +
        `test/alarms: topic of segment "X 1/" to look at is not an SNS topic; received "t"; ${notATopic}`,
    ],
  ])("refuses %s", (_what, more, message) => {
    for (const which of ["rejectsOf", "undeclaredFrom"] as const)
      expect(refused((stack) => alarmsIn(stack)[which]({ ...imaging, ...more }))).toBe(`test/alarms: ${message}`);
  });

  test("refuses no segment at all, and one twice", () => {
    expect(refused((stack) => alarmsIn(stack).rejectsOf(undefined as never))).toContain(
      "test/alarms: name of segment to look at is missing",
    );
    const twice = (use: (alarms: FlowAlarms) => unknown) =>
      refused((stack) => {
        const alarms = alarmsIn(stack);
        use(alarms);
        use(alarms);
      });
    expect([
      twice((alarms) => alarms.rejectsOf(imaging)),
      twice((alarms) => alarms.undeclaredFrom(imaging)),
      twice((alarms) => alarms.skippedRecords("radiology", topicArn)),
    ]).toEqual([
      'test/alarms: an alarm of segment "imaging" is there already; received rejects-imaging; allowed: once',
      'test/alarms: an alarm of segment "imaging" is there already; received undeclared-imaging; allowed: once',
      "test/alarms: an alarm of skipped records is there already; received skipped; allowed: once",
    ]);
  });

  test("refuses a topic of skipped records that is none, and a name that is none", () => {
    expect(refused((stack) => alarmsIn(stack).skippedRecords("radiology", "t"))).toBe(
      `test/alarms: topic of skipped records is not an SNS topic; received "t"; ${notATopic}`,
    );
    expect(refused((stack) => new FlowAlarms(stack, "alarms", { name: "X 1/", logGroupName: "group" }))).toBe(
      `test/alarms: name of the alarms of flow logs is not a name; received "X 1/"; ${notAName}`,
    );
  });

  test("of a segment that is all there has a filter for each place.", () => {
    const { terraform } = synthesize((stack) => {
      recordedHospital(stack).leaveFlowsUnrecorded({ reason: "Not what this test is about", approver: "the test" });
      const alarms = alarmsIn(stack);
      alarms.rejectsOf(imaging);
      alarms.undeclaredFrom({ ...imaging, name: "ward", places: [Cidr.of("172.20.8.0/24")] });
    });
    const filters = Object.values(ofType(terraform, "aws_cloudwatch_log_metric_filter"));
    expect(filters.map(({ name }) => name).sort()).toEqual([
      "there-Rejects_imaging-us-east-1a",
      "there-Undeclared_ward-from-172-20-8",
    ]);
    expect(filters[0]?.["pattern"]).toContain(', subnet_id = "subnet-01234567", ');
  });
});

test("An alarm on delivery refuses a name, an owner and a topic that are none.", () => {
  expect(
    refused((stack) => {
      const archive = new LogArchive(stack, "archive", { name: "central" });
      return new DeliveryAlarm(stack, "delivery", { name: "X 1/", archive, owner: "", topicArn: "bad" });
    }),
  ).toBe(
    `test/delivery: name of the alarm of delivery is not a name; received "X 1/"; ${notAName}\n` +
      'test/delivery: owner of the alarm of delivery "X 1/" is empty; received ""; allowed: one line of 1–100 characters\n' +
      `test/delivery: topic of the alarm of delivery "X 1/" is not an SNS topic; received "bad"; ${notATopic}`,
  );
});

test("A dashboard refuses a name and a Region that are none.", () => {
  const props = { name: "X 1/", logGroupName: "group", region: "nowhere", segments: () => [] };
  expect(refused((stack) => new FlowDashboard(stack, "dashboard", props))).toBe(
    `test/dashboard: name of the dashboard of flow logs is not a name; received "X 1/"; ${notAName}\n` +
      'test/dashboard: region of the dashboard of flow logs "X 1/" is not a Region; received "nowhere"; allowed: the name of one such as "us-east-1", or another resource\'s attribute',
  );
});

test("What is of a VPC refuses an id that is none.", () => {
  const allowed = "allowed: vpc- and 8 or 17 hexadecimal digits, or another resource's attribute";
  expect(refused((stack) => new DnsQueryLog(stack, "dns", { name: "there", vpcId: "bad" }))).toBe(
    `test/dns: vpcId of the log of DNS queries is not the id of a VPC; received "bad"; ${allowed}`,
  );
  expect(refused((stack) => new DnsFirewall(stack, "dns", { name: "there", vpcId: "bad", allow: ["a.example"] }))).toBe(
    `test/dns: vpcId of DNS firewall "there" is not the id of a VPC; received "bad"; ${allowed}`,
  );
});

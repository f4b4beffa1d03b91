import fc from "fast-check";
import { beginnings, patternOf } from "../../../lib/constructs/monitoring/reject-filter";
import { Cidr, rejectFormat } from "../../../lib";
import { ofType } from "../synth";
import { monitored, theOne } from "./stack";

/** The fields of a pattern that ask for something, by their names. */
function askedOf(pattern: unknown): Readonly<Record<string, string>> {
  const fields = String(pattern).slice(1, -1).split(", ");
  expect(fields.map((field) => field.split(" ")[0])).toEqual(
    rejectFormat.names.map((name) => name.replaceAll("-", "_")),
  );
  return Object.fromEntries(fields.filter((field) => field.includes("=")).map((field) => [field.split(" ")[0], field]));
}

describe("The alarms of a network", () => {
  const { terraform } = monitored((network) => {
    network.addMedicalDeviceSegment("pumps", { owner: "clinical engineering", criticality: "life-critical" });
    network.addMedicalDeviceSegment("imaging", { owner: "radiology", criticality: "high" });
    network.addClinicalSegment("server", { owner: "clinical engineering", criticality: "life-critical" });
    network.addClinicalSegment("archive", { owner: "radiology" });
    network.addOutsideSegment("ward-pumps", {
      kind: "medical-device",
      cidrs: ["172.20.8.0/22"],
      owner: "clinical engineering",
      criticality: "life-critical",
    });
  });
  const filters = ofType(terraform, "aws_cloudwatch_log_metric_filter");
  const alarms = Object.values(ofType(terraform, "aws_cloudwatch_metric_alarm"));
  const alarm = (name: string) => alarms.find((one) => one["alarm_name"] === name);

  test("look at rejects of devices, at what life-critical segments send, at skipped records and at delivery, and at nothing else.", () => {
    expect(alarms.map((one) => one["alarm_name"]).sort()).toEqual([
      "st-marys-delivery-stopped",
      "st-marys-rejects-imaging",
      "st-marys-rejects-pumps",
      "st-marys-rejects-ward-pumps",
      "st-marys-skipped",
      "st-marys-undeclared-pumps",
      "st-marys-undeclared-server",
      "st-marys-undeclared-ward-pumps",
    ]);
  });

  test("find a segment in AWS by its subnets, zone by zone, and what it sends by the direction.", () => {
    const of = (name: string) => askedOf(filters[name]?.["pattern"]);
    expect(of("network_Flows_Alarms_Rejects_pumps_us-east-1a")).toEqual({
      action: 'action = "REJECT"',
      subnet_id: expect.stringMatching(/^subnet_id = "\$\{aws_subnet\..*pumps.*us-east-1a.*\.id\}"$/) as string,
    });
    expect(of("network_Flows_Alarms_Undeclared_server_us-east-1b")).toEqual({
      action: 'action = "REJECT"',
      subnet_id: expect.stringContaining("us-east-1b") as string,
      flow_direction: 'flow_direction = "egress"',
    });
  });

  test("find a segment elsewhere by what its addresses begin with.", () => {
    expect(askedOf(filters["network_Flows_Alarms_Undeclared_ward-pumps_from-172-20-8"]?.["pattern"])).toEqual({
      action: 'action = "REJECT"',
      srcaddr: "srcaddr = 172.20.8.* || srcaddr = 172.20.9.* || srcaddr = 172.20.10.* || srcaddr = 172.20.11.*",
    });
  });

  test("count a record as one, and nothing as nought, in a metric of the segment.", () => {
    for (const filter of Object.values(filters)) {
      expect(filter["metric_transformation"]).toMatchObject({
        namespace: "Cordon/st-marys",
        value: "1",
        default_value: "0",
      });
    }
    const metric = (name: string) => (filters[name]?.["metric_transformation"] as { readonly name: string }).name;
    expect(metric("network_Flows_Alarms_Rejects_pumps_us-east-1a")).toBe(
      metric("network_Flows_Alarms_Rejects_pumps_us-east-1b"),
    );
  });

  test("tell the owner: above a rate for rejects, at once for what is undeclared.", () => {
    const common = {
      namespace: "Cordon/st-marys",
      statistic: "Sum",
      period: 300,
      evaluation_periods: 1,
      comparison_operator: "GreaterThanOrEqualToThreshold",
      treat_missing_data: "notBreaching",
    };
    expect(alarm("st-marys-rejects-pumps")).toMatchObject({
      ...common,
      metric_name: "Rejects/pumps",
      threshold: 51,
      alarm_description:
        "st-marys: more than 50 flows to or from segment pumps were rejected in 5 minutes. Owner: clinical engineering",
    });
    expect(alarm("st-marys-undeclared-server")).toMatchObject({
      ...common,
      metric_name: "Undeclared/server",
      threshold: 1,
    });
    const told = (name: string) => String((alarm(name)?.["alarm_actions"] as readonly string[])[0]);
    expect(told("st-marys-rejects-pumps")).toContain("clinical-engineering-");
    expect(told("st-marys-rejects-imaging")).toContain("radiology-");
    expect(told("st-marys-undeclared-server")).toBe(told("st-marys-rejects-pumps"));
    expect(told("st-marys-delivery-stopped")).toContain("network-team-");
    for (const one of alarms) expect(one["ok_actions"]).toEqual(one["alarm_actions"]);
  });

  test("take silence of the archive for 15 minutes as stopped, and a metric that is not there too.", () => {
    expect(alarm("st-marys-delivery-stopped")).toMatchObject({
      namespace: "AWS/S3",
      metric_name: "PutRequests",
      dimensions: { FilterId: "flows-of-st-marys" },
      period: 300,
      evaluation_periods: 3,
      datapoints_to_alarm: 3,
      comparison_operator: "LessThanThreshold",
      threshold: 1,
      treat_missing_data: "breaching",
    });
    expect(theOne(terraform, "aws_s3_bucket_metric")).toMatchObject({
      name: "flows-of-st-marys",
      filter: { prefix: "st-marys/" },
    });
  });

  test("find records that AWS skipped, whatever they are of.", () => {
    expect(askedOf(filters["network_Flows_Alarms_Skipped_Filter"]?.["pattern"])).toEqual({
      log_status: 'log_status = "SKIPDATA"',
    });
  });

  test("tell a topic that was named, and make none for its owner.", () => {
    const topic = "arn:aws:sns:us-east-1:123456789012:radiology";
    const named = monitored(
      (network) => network.addMedicalDeviceSegment("imaging", { owner: "radiology", criticality: "high" }),
      {
        topicArns: { radiology: topic },
      },
    ).terraform;
    const found = Object.values(ofType(named, "aws_cloudwatch_metric_alarm")).find(
      (one) => one["alarm_name"] === "st-marys-rejects-imaging",
    );
    expect(found?.["alarm_actions"]).toEqual([topic]);
    expect(Object.values(ofType(named, "aws_sns_topic")).map((one) => one["name"])).toEqual([
      expect.stringMatching(/^st-marys-network-team-[0-9a-f]{6}-flows$/),
    ]);
  });
});

test("A dashboard has a widget for each segment, by its blocks, and what was rejected most.", () => {
  const { terraform } = monitored((network) => {
    network.addClinicalSegment("server", { cidr: "10.40.9.0/24" });
    network.addOutsideSegment("ward", { kind: "clinical", cidrs: ["172.20.8.0/22", "2001:db8::/64"] });
  });
  const { widgets } = JSON.parse(String(theOne(terraform, "aws_cloudwatch_dashboard")["dashboard_body"])) as {
    readonly widgets: readonly { readonly properties: { readonly title: string; readonly query: string } }[];
  };
  expect(widgets.map(({ properties: { title } }) => title)).toEqual([
    "st-marys: most rejected",
    "server (clinical)",
    "ward (clinical)",
  ]);
  const asked = widgets.map(({ properties: { query } }) => query.split("\n| ").at(-2));
  expect(asked.slice(1)).toEqual([
    'filter isIpv4InSubnet(srcaddr, "10.40.9.0/24") or isIpv4InSubnet(dstaddr, "10.40.9.0/24")',
    'filter isIpv4InSubnet(srcaddr, "172.20.8.0/22") or isIpv4InSubnet(dstaddr, "172.20.8.0/22") or ' +
      'isIpv6InSubnet(srcaddr, "2001:db8::/64") or isIpv6InSubnet(dstaddr, "2001:db8::/64")',
  ]);
  for (const widget of widgets) expect(widget).not.toHaveProperty("x");
});

describe("What the addresses of a block begin with", () => {
  const octet = fc.integer({ min: 0, max: 255 });
  const begins = (address: string, term: string) =>
    term.endsWith(".*") ? address.startsWith(term.slice(0, -1)) : address === term;

  test("is true of its addresses and of no other, for any block and any address", () => {
    fc.assert(
      fc.property(
        fc.tuple(octet, octet, octet, octet),
        fc.integer({ min: 8, max: 32 }),
        fc.tuple(octet, octet, octet, octet),
        fc.boolean(),
        (base, prefix, other, near) => {
          const value = base.reduce((sum, part) => sum * 256 + part, 0);
          const size = 2 ** (32 - prefix);
          const first = value - (value % size);
          const text = (number: number) =>
            [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join(".");
          const asked = near
            ? (first + size + 2 ** 32 - 1 + (other[3] % 3)) % 2 ** 32
            : other.reduce((sum, part) => sum * 256 + part, 0);
          const terms = beginnings(Cidr.of(`${text(first)}/${String(prefix)}`)).flat();
          expect(terms.some((term) => begins(text(asked), term))).toBe(asked >= first && asked < first + size);
          expect(terms.some((term) => begins(text(first), term))).toBe(true);
          expect(terms.some((term) => begins(text(first + size - 1), term))).toBe(true);
        },
      ),
    );
  });

  test("fits into patterns of up to 1,024 characters", () => {
    const groups = beginnings(Cidr.of("172.128.0.0/9"));
    expect(groups.flat()).toHaveLength(128);
    for (const terms of groups) {
      const pattern = patternOf(rejectFormat, { action: ["REJECT"], srcaddr: terms, "flow-direction": ["egress"] });
      expect(pattern.length).toBeLessThanOrEqual(1024);
    }
  });
});

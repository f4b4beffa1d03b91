import { type HospitalNetworkProps, type MaintenanceDetails, type SiteProps } from "../../../lib";
import { hospital, networkOf, ofType, refusal, synthesize, synthesizeNetwork } from "../synth";

const gateway = { ip: "203.0.113.10", asn: 65010 };
const clinic: SiteProps = { gateways: [gateway], routing: "static" };

/** What was deployed before: one clinic. */
function deployed(): NonNullable<HospitalNetworkProps["lastDeployed"]> {
  const before = networkOf(
    synthesizeNetwork((network) => {
      network.addVpnGateway({ asn: 64512 });
      network.addSite("clinic", clinic);
    }).intent,
  );
  return { network: (name) => (name === "st-marys" ? before : undefined) };
}

const window: MaintenanceDetails = {
  announces: "tunnel-outage",
  from: "2026-11-22",
  until: "2026-11-25",
  reason: "The clinic gets another cipher",
  approver: "A. Grant",
  ticket: "CHG-9",
};

function build(site: SiteProps | undefined, announced: MaintenanceDetails | undefined, lastDeployed = deployed()) {
  return (stack: Parameters<typeof hospital>[0]) => {
    const network = hospital(stack, { lastDeployed });
    network.addVpnGateway({ asn: 64512 });
    if (site !== undefined) network.addSite("clinic", site);
    if (announced !== undefined) network.announceMaintenance("clinic", announced);
  };
}

const baseline: SiteProps = { ...clinic, tunnelPolicy: "baseline" };
const moved: SiteProps = { ...clinic, gateways: [{ ...gateway, insideCidrs: ["169.254.20.0/30", "169.254.20.4/30"] }] };

test("A site that is as it was deployed, a new site, and a network that never was deployed, need no announcement.", () => {
  expect(() => synthesize(build(clinic, undefined))).not.toThrow();
  expect(() => synthesize(build(baseline, undefined, { network: () => undefined }))).not.toThrow();
  expect(() =>
    synthesize((stack) => {
      const network = hospital(stack, { lastDeployed: deployed() });
      network.addVpnGateway({ asn: 64512 });
      network.addSite("clinic", clinic);
      network.addSite("annex", { gateways: [{ ip: "203.0.113.30", asn: 65030 }], routing: "static" });
    }),
  ).not.toThrow();
});

test("A change that is announced for today is synthesized.", () => {
  expect(() => synthesize(build(baseline, window))).not.toThrow();
  expect(() => synthesize(build(moved, { ...window, announces: "replacement" }))).not.toThrow();
  expect(() => synthesize(build(undefined, { ...window, announces: "removal" }))).not.toThrow();
});

test.each<readonly [string, SiteProps | undefined, MaintenanceDetails | undefined, string]>([
  ["an outage of the tunnels that nobody announced", baseline, undefined, "no maintenance window"],
  ["a replacement that nobody announced", moved, undefined, "no maintenance window"],
  ["a removal that nobody announced", undefined, undefined, "no maintenance window"],
  ["a replacement in a window for an outage", moved, window, "tunnel-outage"],
  ["a change on a day after its window", baseline, { ...window, until: "2026-11-22" }, "2026-11-22"],
])("refuses %s, and writes nothing", (_, site, announced, received) => {
  const { message, files } = refusal(build(site, announced));
  expect(message).toContain('site "clinic"');
  expect(message).toContain(received);
  expect(files).toEqual([]);
});

test("refuses a window that is open for too long, ends before it begins, or has no approver", () => {
  const said = (details: Partial<MaintenanceDetails>) => refusal(build(clinic, { ...window, ...details })).message;
  expect(said({ until: "2027-11-25" })).toContain("is open for too long");
  expect(said({ until: "2026-11-01" })).toContain("ends before it begins");
  expect(said({ approver: "" })).toContain("approver of the maintenance window");
  expect(said({ from: "tomorrow" })).toContain("first day of the maintenance window");
});

test("Each site has its alarms, and a topic for its owners unless they have one.", () => {
  const { terraform } = synthesizeNetwork((network) => {
    network.addVpnGateway({ asn: 64512 });
    network.addSite("campus", { gateways: [gateway, { ip: "203.0.113.11", asn: 65010 }] });
    network.addSite("clinic", {
      gateways: [{ ip: "203.0.113.20", asn: 65020 }],
      routing: "static",
      alarmTopicArn: "arn:aws:sns:us-east-1:123456789012:clinic",
    });
  });
  const alarms = Object.values(ofType(terraform, "aws_cloudwatch_metric_alarm"));
  const named = alarms.map(({ alarm_name: name, alarm_actions: to }) => `${String(name)} ${JSON.stringify(to)}`);
  const own = '["${aws_sns_topic.network_campus_AlarmTopic_';
  expect(named.map((line) => line.replace(own, "own").replace(/ own.*/, " own")).sort()).toEqual([
    "st-marys-campus-bgp-down-primary own",
    "st-marys-campus-bgp-down-secondary own",
    "st-marys-campus-cut-off own",
    "st-marys-campus-redundancy-lost-primary own",
    "st-marys-campus-redundancy-lost-secondary own",
    'st-marys-clinic-cut-off ["arn:aws:sns:us-east-1:123456789012:clinic"]',
    'st-marys-clinic-redundancy-lost-primary ["arn:aws:sns:us-east-1:123456789012:clinic"]',
  ]);
  expect(Object.keys(ofType(terraform, "aws_sns_topic"))).toEqual(["network_campus_AlarmTopic"]);
});

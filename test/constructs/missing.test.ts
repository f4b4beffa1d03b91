/** What JavaScript lets an author leave out: each required property is named by its refusal. */
import type { Construct } from "constructs";
import type { TerraformStack } from "cdktf";
import * as cordon from "../../lib";
import { AddressPlan, services } from "../../lib";
import { inspectionProps } from "./inspection/estate";
import { hospital, refusal } from "./synth";

type Props = Readonly<Record<string, unknown>>;
interface Case {
  readonly props: (stack: TerraformStack) => Props;
  readonly build: (stack: TerraformStack, props: never) => unknown;
}

type Made = new (scope: Construct, id: string, props: Props) => unknown;
const made =
  (name: keyof typeof cordon) =>
  (stack: TerraformStack, props: Props): unknown =>
    new (cordon[name] as unknown as Made)(stack, "it", props);

const network = {
  name: "st-marys",
  cidr: "10.40.0.0/16",
  availabilityZones: ["us-east-1a"],
  addressPlan: AddressPlan.inMemory(),
  owner: "network team",
  reviewBy: "2027-06-30",
};
const plain = (name: keyof typeof cordon, props: Props): readonly [string, Case] => [
  name,
  { props: () => props, build: made(name) },
];
const ids = { vpcId: "vpc-0a1b2c3d4e5f60718" };
const gateways = [{ ip: "203.0.113.10", asn: 65010 }];
const withEdge = (stack: TerraformStack): cordon.HospitalNetwork => {
  const network = hospital(stack);
  network.addVpnGateway({ asn: 64512 });
  return network;
};
const { today: _today, ...inspection } = inspectionProps;
const onNetwork =
  (build: (network: cordon.HospitalNetwork, props: never) => unknown) => (stack: TerraformStack, props: never) =>
    build(hospital(stack), props);

const cases: readonly (readonly [string, Case])[] = [
  plain("HospitalNetwork", network),
  plain("AlarmTopicKey", { name: "pumps" }),
  [
    "AlarmTopic",
    {
      props: (stack) => ({ name: "pumps", key: new cordon.AlarmTopicKey(stack, "key", { name: "pumps" }) }),
      build: made("AlarmTopic"),
    },
  ],
  plain("BlockPublicAccess", { mode: "block-ingress" }),
  ["ClinicalSegment", { props: (stack) => ({ network: hospital(stack) }), build: made("ClinicalSegment") }],
  [
    "OutsideSegment",
    {
      props: () => ({ kind: "clinical", cidrs: ["172.20.0.0/24"] }),
      build: onNetwork((n, props) => n.addOutsideSegment("lab", props)),
    },
  ],
  [
    "DeliveryAlarm",
    {
      props: (stack) => ({
        name: "pumps",
        archive: new cordon.LogArchive(stack, "archive", { name: "archive" }),
        owner: "o",
        topicArn: "arn:aws:sns:us-east-1:123456789012:t",
      }),
      build: made("DeliveryAlarm"),
    },
  ],
  plain("DnsFirewall", { name: "pumps", ...ids, allow: ["example.com"] }),
  plain("DnsQueryLog", { name: "pumps", ...ids }),
  plain("FlowAlarms", { name: "pumps", logGroupName: "g" }),
  plain("FlowDashboard", { name: "pumps", logGroupName: "g", region: "us-east-1", segments: () => [] }),
  plain("FlowLogMonitoring", { name: "pumps", of: { ...ids } }),
  plain("FlowLogRole", { name: "pumps", logGroupArn: "arn:aws:logs:us-east-1:123456789012:log-group:x" }),
  [
    "FlowQueries",
    {
      props: (stack) => ({
        name: "pumps",
        archive: new cordon.LogArchive(stack, "archive", { name: "archive" }),
        format: cordon.recommendedFormat,
        declared: () => ({ networks: [] }),
      }),
      build: made("FlowQueries"),
    },
  ],
  plain("FirewallLogs", { name: "pumps" }),
  plain("VpnLogs", { name: "pumps" }),
  plain("LogArchive", { name: "pumps" }),
  plain("RejectLog", { name: "pumps" }),
  plain("LockDown", { ...ids, defaultNetworkAclId: "acl-1", defaultRouteTableId: "rtb-1", name: "pumps" }),
  ["HospitalSite", { props: (stack) => ({ network: withEdge(stack), gateways }), build: made("HospitalSite") }],
  ["addSite", { props: () => ({ gateways }), build: (stack, props) => withEdge(stack).addSite("campus", props) }],
  [
    "addInspection",
    {
      props: () => inspection,
      build: (stack, props) =>
        new cordon.TransitGateway(stack, "hub", { name: "hub", asn: 64512 }).addInspection(props),
    },
  ],
  [
    "InspectionVpc",
    {
      props: (stack) => ({ ...inspection, hub: new cordon.TransitGateway(stack, "hub", { name: "hub", asn: 64512 }) }),
      build: made("InspectionVpc"),
    },
  ],
  plain("TransitGateway", { name: "hub", asn: 64512 }),
  plain("VpnGateway", { name: "pumps", ...ids, asn: 64512 }),
  [
    "SiteToSiteVpn",
    {
      props: (stack) => ({
        name: "pumps",
        edge: new cordon.VpnGateway(stack, "edge", { name: "pumps", ...ids, asn: 64512 }).edge,
        gateway: {
          name: "primary",
          address: "203.0.113.10",
          asn: 65010,
          insideBlocks: [cordon.Cidr.of("169.254.10.0/30"), cordon.Cidr.of("169.254.10.4/30")],
        },
        routing: "bgp",
        logs: new cordon.VpnLogs(stack, "logs", { name: "pumps" }),
      }),
      build: made("SiteToSiteVpn"),
    },
  ],
  [
    "TunnelAlarms",
    {
      props: () => ({
        name: "pumps",
        owner: "o",
        routing: "bgp",
        vpns: [{ gatewayName: "gw", vpnConnectionId: "vpn-1", tunnels: ["203.0.113.1", "203.0.113.2"] }],
        topicArn: "arn:aws:sns:us-east-1:123456789012:t",
      }),
      build: made("TunnelAlarms"),
    },
  ],
  [
    "PrivateServices",
    {
      props: (stack) => ({ network: hospital(stack), services: ["s3"], principals: { account: "123456789012" } }),
      build: made("PrivateServices"),
    },
  ],
  [
    "addPrivateServices",
    {
      props: () => ({ services: ["s3"], principals: { account: "123456789012" } }),
      build: onNetwork((n, props) => n.addPrivateServices(props)),
    },
  ],
  plain("SegmentNetworkAcl", { ...ids, subnetIds: ["subnet-1"], name: "pumps", entries: () => [] }),
  plain("SegmentSecurityGroup", { ...ids, name: "pumps", description: "d" }),
  plain("SegmentSubnets", { ...ids, name: "pumps", subnets: [{ zone: "us-east-1a", block: "10.0.0.0/24" }] }),
  plain("Patching", {
    name: "pumps",
    network: "st-marys",
    system: "WINDOWS",
    window: { schedule: "cron(0 2 ? * SUN *)", timeZone: "Europe/Berlin", hours: 4, lastStartHours: 1 },
    approveAfterDays: 7,
  }),
  [
    "VendorVpn",
    {
      props: (stack) => ({
        segment: hospital(stack).addVendorAccessSegment("vendors"),
        clientCidr: "172.30.0.0/22",
        serverCertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000000",
        authentication: { kind: "saml", samlProviderArn: "arn:aws:iam::123456789012:saml-provider/x" },
        logs: new cordon.VpnLogs(stack, "logs", { name: "pumps" }),
      }),
      build: made("VendorVpn"),
    },
  ],
];

/** What is said when `left` is all that an author gives. */
function said({ props, build }: Case, left: (all: Props) => unknown): string {
  try {
    return refusal((stack) => {
      build(stack, left(props(stack)) as never);
    }).message;
  } catch (error) {
    return (error as Error).message;
  }
}

const built = "the stack was not refused";

test.each(cases)("refuses %s without any one of its required properties, naming it", (_, each) => {
  let keys: readonly string[] = [];
  expect(
    said(each, (all) => {
      keys = Object.keys(all);
      return all;
    }),
  ).toBe(built);
  for (const key of keys)
    expect(said(each, (all) => ({ ...all, [key]: undefined }))).toMatch(
      new RegExp(`^test/\\S+: (${key} of .* is missing; allowed: |flow logs need one thing that they are of)`),
    );
  for (const nothing of [() => undefined, () => ({})]) {
    expect(said(each, nothing)).toMatch(new RegExp(`^test/\\S+: (${keys.join("|")}) of .* is missing; allowed: `));
  }
});

const ofAnotherKind: readonly (readonly [string, Props, string])[] = [
  [
    "an address plan that is a file's name",
    { addressPlan: "address-plan.lock.json" },
    'test/it: addressPlan of network "st-marys" is not one; received "address-plan.lock.json"; allowed: AddressPlan.lockedIn("address-plan.lock.json"), or AddressPlan.inMemory() in tests',
  ],
  [
    "a zone that is not in a list",
    { availabilityZones: "us-east-1a" },
    'test/it: availabilityZones of network "st-marys" is not one; received "us-east-1a"; allowed: zones of one Region such as ["us-east-1a", "us-east-1b"]: at least one',
  ],
  [
    "a VPC without an id",
    { vpcId: undefined },
    "test/it: vpcId of network is missing; allowed: the id of a VPC: vpc.id",
  ],
];

test.each(ofAnotherKind)("refuses %s", (_, more, message) => {
  expect(refusal((stack) => made("HospitalNetwork")(stack, { ...network, ...more })).message).toBe(message);
});

test("refuses conduits, exceptions and the like without their details, naming what is missing", () => {
  const without = (use: (network: cordon.HospitalNetwork) => void): string =>
    refusal((stack) => use(hospital(stack))).message;
  expect(
    without((network) =>
      network.addClinicalSegment("emr").allowTo(network.addClinicalSegment("pacs"), services.https, undefined as never),
    ),
  ).toContain("reason of conduit");
  expect(without((network) => network.acknowledge("SEG-004", "pumps", undefined as never))).toContain(
    'reason of exception "SEG-004 for pumps" is missing',
  );
  expect(without((network) => network.announceMaintenance("campus", undefined as never))).toContain(
    'first day of the maintenance window of site "campus"',
  );
  expect(
    refusal((stack) =>
      new cordon.HospitalNetwork(stack, "it", network as never).leaveFlowsUnrecorded(undefined as never),
    ).message,
  ).toContain("reason of the unrecorded flows");
});

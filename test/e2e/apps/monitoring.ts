/** Everything that is built to monitor networks: one with every choice, one with every default, and constructs alone on what exists. */
import { resolve } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import {
  AddressPlan,
  DnsFirewall,
  DnsQueryLog,
  FlowLogFormat,
  FlowLogMonitoring,
  HospitalNetwork,
  LogArchive,
  Patching,
  ThreatDetection,
  interfaceFields,
  profiles,
} from "../../../lib";

const app = new App();
const plan = resolve("address-plan.lock.json");
const common = {
  availabilityZones: ["us-east-1a", "us-east-1b"],
  owner: "network operations",
  reviewBy: "2099-12-31",
} as const;

const alone = new TerraformStack(app, "alone");
new AwsProvider(alone, "aws", { region: "us-east-1" });
const vpcId = "vpc-0123456789abcdef0";
// The longest name there is: every name that Cordon makes of it still fits.
const name = `a${"-long".repeat(7)}-net`;
new FlowLogMonitoring(alone, "vpc", { name, of: { vpcId } });
new FlowLogMonitoring(alone, "subnet", { name: "subnet", of: { subnetId: "subnet-01234567" }, interval: 600 });
new FlowLogMonitoring(alone, "interface", {
  name: "interface",
  of: { interfaceId: "eni-0123456789abcdef0" },
  format: FlowLogFormat.of(...interfaceFields.map((field) => field.name)),
  archive: { bucketArn: "arn:aws:s3:::central-archive-111122223333-us-east-1" },
});
new FlowLogMonitoring(alone, "transit", { name: "transit", of: { transitGatewayId: "tgw-0123456789abcdef0" } });
new DnsQueryLog(alone, "dns", { name, vpcId });
new DnsFirewall(alone, "dns-firewall", { name, vpcId, allow: [".example.com", "time.example.org"] });

const archive = new TerraformStack(app, "archive");
new AwsProvider(archive, "aws", { region: "us-east-1" });
new LogArchive(archive, "archive", {
  name: "central",
  accounts: ["111122223333", "444455556666"],
  irreversibleObjectLock: { mode: "compliance", days: 365 },
});

const defaults = new TerraformStack(app, "defaults");
new AwsProvider(defaults, "aws", { region: "us-east-1" });
new HospitalNetwork(defaults, "network", {
  ...common,
  name: "defaults",
  cidr: "10.63.0.0/16",
  addressPlan: AddressPlan.inMemory(),
}).addClinicalSegment("server");

const whole = new TerraformStack(app, "whole");
new AwsProvider(whole, "aws", { region: "us-gov-west-1" });
const network = new HospitalNetwork(whole, "network", {
  ...common,
  name: "whole",
  cidr: "10.64.0.0/16",
  addressPlan: AddressPlan.lockedIn(plan),
});
network.addInternetEgress();
network.addVpnGateway({ asn: 64512 });
const campus = network.addSite("campus", { gateways: [{ ip: "203.0.113.10", asn: 65010 }] });
const server = network.addClinicalSegment("pump-server", { criticality: "life-critical" });
const time = network.addSharedServicesSegment("names-and-time");
const roles = { server, dns: time, ntp: time };
network.addMedicalDeviceSegment("pumps", { profile: profiles.infusionPump }).fulfil(roles, { failMode: "fail-closed" });
campus.addMedicalDeviceSegment("ward-pumps", { cidr: "172.20.8.0/21", moreCidrs: ["172.20.32.128/26"] });
const flows = network.monitorFlows({
  format: FlowLogFormat.of(...interfaceFields.map((field) => field.name)),
  retired: [{ format: FlowLogFormat.of("version", "srcaddr", "dstaddr"), reason: "Until the new table is trusted" }],
  retention: { days: 365, reason: "Hospital policy 17" },
  intervalElsewhere: 600,
  irreversibleObjectLock: { mode: "governance", days: 30 },
});
flows.recordDnsQueries();
flows.keepDnsTo({
  allow: [".st-marys.example"],
  mode: { alert: { reason: "Staging", approver: "security", ticket: "CHG-7", expires: "2099-12-31" } },
});
flows.addQueries();
const patching = new Patching(whole, "patching", {
  name: "clinical-servers",
  network: "whole",
  system: "WINDOWS",
  window: { schedule: "cron(0 2 ? * SUN *)", timeZone: "America/New_York", hours: 3, lastStartHours: 1 },
  approveAfterDays: 7,
});
patching.addSegment(server);
new ThreatDetection(whole, "threats");
app.synth();

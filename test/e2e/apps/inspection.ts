/** Two networks on a transit gateway, and the VPC that inspects what they send out. Never deployed: the emulator lacks it. */
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import { AddressPlan, HospitalNetwork, TransitGateway, services } from "../../../lib";

const app = new App();
const stack = new TerraformStack(app, "inspection");
new AwsProvider(stack, "aws", { region: "us-east-1" });

const common = {
  availabilityZones: ["us-east-1a", "us-east-1b"] as const,
  owner: "network team",
  reviewBy: "2027-06-30",
  today: "2026-11-23",
};
const network = (name: string, cidr: string): HospitalNetwork =>
  new HospitalNetwork(stack, name, {
    ...common,
    availabilityZones: [...common.availabilityZones],
    name,
    cidr,
    addressPlan: AddressPlan.inMemory(),
  });

const hub = new TransitGateway(stack, "hub", { name: "region", asn: 64_512 });
const general = network("st-marys", "10.40.0.0/16");
const heart = network("cardiac", "10.41.0.0/16");
general.attachTo(hub);
heart.attachTo(hub);
const updates = hub.addInspection({
  name: "updates",
  cidr: "10.250.0.0/24",
  availabilityZones: [...common.availabilityZones],
  addressPlan: AddressPlan.inMemory(),
  owner: common.owner,
  today: common.today,
});
general
  .addDeviceManagementSegment("patch-mirror")
  .allowToDomains(
    updates,
    { domains: ["updates.example.com", ".vendor.example"], services: services.https },
    { reason: "Updates of device software" },
  );
heart
  .addCorporateSegment("desks")
  .allowToDomains(
    updates,
    { domains: ["www.example.org"], services: services.https },
    { reason: "The trust's own site" },
  );
app.synth();

/** A network with everything that Cordon can build in one VPC, for `terraform validate`. Never deployed. */
import { resolve } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import { AddressPlan, BlockPublicAccess, HospitalNetwork, profiles, services } from "../../../lib";

const app = new App();
const stack = new TerraformStack(app, "whole");
new AwsProvider(stack, "aws", { region: "us-gov-west-1" });
new BlockPublicAccess(stack, "block-public-access", { mode: "block-ingress" });
const network = new HospitalNetwork(stack, "network", {
  name: "whole",
  cidr: "10.62.0.0/16",
  ipv6: "amazon-provided",
  availabilityZones: ["us-gov-west-1a", "us-gov-west-1b", "us-gov-west-1c"],
  addressPlan: AddressPlan.lockedIn(resolve("address-plan.lock.json")),
  owner: "network operations",
  reviewBy: "2099-12-31",
  tags: { project: "validation" },
});
network.addInternetEgress();
const cut = { failMode: "fail-closed" } as const;
const shared = network.addSharedServicesSegment("shared-services");
const clinical = network.addClinicalSegment("pump-server", { criticality: "life-critical" });
network
  .addMedicalDeviceSegment("infusion-pumps", { profile: profiles.infusionPump })
  .fulfil({ server: clinical, dns: shared, ntp: shared }, cut);
const integration = network.addIntegrationSegment("integration-engine");
const management = network.addDeviceManagementSegment("device-management");
const corporate = network.addCorporateSegment("virtual-desktops");
network.addFacilitySegment("facility").allowTo(shared, [services.dns, services.ntp], { reason: "Names and time" });
const guest = network.addGuestSegment("guest");
for (const segment of [management, corporate, guest]) segment.allowToInternet(services.https, { reason: "The web" });
network.addQuarantineSegment("quarantine").allowTo(management, services.https, { reason: "Updates" });
network.addVendorAccessSegment("vendor-access").allowTo(management, services.https, {
  reason: "Maintenance",
  approver: "security",
  ticket: "CHG-1",
  expires: "2099-12-31",
});
clinical.allowTo(integration, services.hl7Mllp, { reason: "Infusion records for charting", ...cut });
corporate.allowTo(clinical, services.https, { reason: "Drug library editor", ...cut });
management.allowTo(shared, services.ntp, { reason: "One clock for every record" });
network.addPrivateServices({
  services: ["s3", "ssm", "ssmmessages", "ec2messages", "logs", "kms", "sts", "secretsmanager", "ecr.api", "ecr.dkr"],
  principals: { organization: "o-exampleorgid" },
});
network.allowPrivateServices(integration, ["s3", "kms", "secretsmanager"], { reason: "Message archive and its keys" });
app.synth();

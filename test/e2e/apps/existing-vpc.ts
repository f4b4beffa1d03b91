/** Segments on a VPC that Cordon did not create, for `terraform validate`. Never deployed. */
import { resolve } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import { AddressPlan, HospitalNetwork, services } from "../../../lib";

const app = new App();
const stack = new TerraformStack(app, "existing");
new AwsProvider(stack, "aws", { region: "eu-central-1" });
const network = HospitalNetwork.fromVpcAttributes(stack, "network", {
  vpcId: "vpc-0123456789abcdef0",
  name: "existing",
  cidr: "10.63.0.0/16",
  takenCidrs: ["10.63.0.0/20"],
  availabilityZones: ["eu-central-1a"],
  addressPlan: AddressPlan.lockedIn(resolve("address-plan.lock.json")),
  owner: "network operations",
  reviewBy: "2099-12-31",
});
const shared = network.addSharedServicesSegment("shared-services");
network.addClinicalSegment("emr").allowTo(shared, services.ntp, { reason: "One clock for every record" });
network
  .addOutsideSegment("old-laboratory", { kind: "clinical", cidrs: ["172.20.8.0/22"] })
  .allowTo(shared, services.ntp, { reason: "One clock for every record" });
app.synth();

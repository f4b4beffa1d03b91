/** A hospital before and after it grows by a segment, a zone and conduits. CORDON_E2E_STAGE says which. */
import { resolve } from "node:path";
import { App, TerraformStack } from "cdktf";
import { AddressPlan, HospitalNetwork, LogArchive, profiles, services } from "../../../lib";
import { provideEmulatedAws } from "./emulated-aws";

const stage = process.env["CORDON_E2E_STAGE"];
if (stage !== "before" && stage !== "after")
  throw new Error(`CORDON_E2E_STAGE is "${String(stage)}"; allowed: before, after`);
const grown = stage === "after";

const app = new App();
const stack = new TerraformStack(app, "growing");
provideEmulatedAws(stack);
const network = new HospitalNetwork(stack, "network", {
  name: "growing",
  cidr: "10.60.0.0/16",
  availabilityZones: grown ? ["us-east-1a", "us-east-1b", "us-east-1c"] : ["us-east-1a", "us-east-1b"],
  addressPlan: AddressPlan.lockedIn(resolve("address-plan.lock.json")),
  owner: "network operations",
  reviewBy: "2099-12-31",
});
// An emulator has no metrics of buckets, which the alarm on an archive of the network's own reads, and takes a folder of a
// bucket for a bucket that is not there.
const archive = new LogArchive(stack, "archive", { name: "growing", destruction: "allowed" });
const { flowLogs } = network.monitorFlows({ archive, destruction: "allowed" });
for (const log of flowLogs) log.logDestination = archive.bucketArn;
const cut = { failMode: "fail-closed" } as const;
const shared = network.addSharedServicesSegment("shared-services");
const server = network.addClinicalSegment("pump-server", { criticality: "life-critical", clientSystem: "windows" });
const lims = network.addClinicalSegment("lims", { clientSystem: "linux" });
network
  .addMedicalDeviceSegment("infusion-pumps", { profile: profiles.infusionPump })
  .fulfil({ server, dns: shared, ntp: shared }, cut);
server.allowTo(shared, services.ntp, { reason: "One clock for every record", ...cut });
lims.allowTo(shared, services.ntp, { reason: "One clock for every record" });
// Two zones for good: an endpoint with an address in one more zone is an endpoint that changes.
network.addPrivateServices({
  services: ["s3", "logs"],
  principals: { account: "123456789012" },
  availabilityZones: ["us-east-1a", "us-east-1b"],
});
network.allowPrivateServices(lims, ["s3", "logs"], { reason: "Archive of results, and application logs" });

if (grown) {
  const emr = network.addClinicalSegment("emr", { clientSystem: "windows" });
  emr.allowTo(shared, services.ntp, { reason: "One clock for every record" });
  emr.allowTo(lims, services.https, { reason: "Laboratory results in the patient record" });
  lims.allowTo(shared, services.syslogTls, { reason: "Security logs to the collector" });
}
app.synth();

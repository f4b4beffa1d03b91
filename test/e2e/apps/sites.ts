/** Two networks on a transit gateway with sites, and a vendor's way in. Never deployed: the emulator lacks parts of it. */
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import { AddressPlan, HospitalNetwork, TransitGateway, VendorVpn, VpnLogs, services } from "../../../lib";

const app = new App();
const stack = new TerraformStack(app, "estate");
new AwsProvider(stack, "aws", { region: "us-east-1" });

const network = (name: string, cidr: string): HospitalNetwork =>
  new HospitalNetwork(stack, name, {
    name,
    cidr,
    availabilityZones: ["us-east-1a", "us-east-1b"],
    addressPlan: AddressPlan.inMemory(),
    owner: "network team",
    reviewBy: "2027-06-30",
    today: "2026-11-23",
  });

const hub = new TransitGateway(stack, "hub", { name: "region", asn: 64_512 });
const general = network("st-marys", "10.40.0.0/16");
const heart = network("cardiac", "10.41.0.0/16");
general.attachTo(hub);
heart.attachTo(hub);

const archive = general.addClinicalSegment("image-archive");
const pumpServer = general.addClinicalSegment("pump-server");
const images = heart.addClinicalSegment("heart-images");
images.allowTo(archive, services.dicomTls, { reason: "Images of the heart centre" });

const campus = general.addSite("main-campus", {
  gateways: [
    { ip: "203.0.113.10", asn: 65_010 },
    { ip: "203.0.113.11", asn: 65_010 },
  ],
});
campus
  .addMedicalDeviceSegment("scanners", { cidr: "172.20.8.0/22", vlan: 108 })
  .allowTo(archive, services.dicomTls, { reason: "Images to the archive", failMode: "fail-closed" });
campus.addGuestSegment("guests", { cidr: "172.20.128.0/20", vlan: 400 });

heart
  .addSite("harbour-clinic", { gateways: [{ ip: "203.0.113.20", asn: 65_020 }], routing: "static" })
  .addMedicalDeviceSegment("monitors", { cidr: "172.21.8.0/24", vlan: 20 })
  .allowTo(images, services.https, { reason: "Waveforms to the viewer", failMode: "fail-closed" });

const vendors = general.addVendorAccessSegment("vendor-access");
vendors.allowTo(pumpServer, services.https, {
  reason: "Maker's maintenance of the pump server",
  approver: "head of clinical engineering",
  ticket: "CHG-2041",
  expires: "2027-03-31",
});
new VendorVpn(general, "pump-maker", {
  segment: vendors,
  clientCidr: "172.30.0.0/22",
  serverCertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000000",
  authentication: { samlProviderArn: "arn:aws:iam::123456789012:saml-provider/hospital" },
  logs: new VpnLogs(stack, "logs", { name: "vendors" }),
}).authorise({ group: "pump-maker-engineers", to: pumpServer });

app.synth();

// expect: Property 'syslog' is missing
import { profiles, type HospitalNetwork } from "../../../lib";

declare const network: HospitalNetwork;

const time = network.addSharedServicesSegment("time");
const server = network.addClinicalSegment("server");
network
  .addMedicalDeviceSegment("mixed", { profile: [profiles.infusionPump, profiles.imagingModality] })
  .fulfil({ server, dns: time, ntp: time, pacs: server, ris: server });

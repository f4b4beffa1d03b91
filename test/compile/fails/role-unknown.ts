// expect: 'pacs' does not exist in type
import { profiles, type HospitalNetwork } from "../../../lib";

declare const network: HospitalNetwork;

const time = network.addSharedServicesSegment("time");
const server = network.addClinicalSegment("server");
network
  .addMedicalDeviceSegment("pumps", { profile: profiles.infusionPump })
  .fulfil({ server, dns: time, ntp: time, pacs: server });

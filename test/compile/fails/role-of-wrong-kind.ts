// expect: Type '"integration"' is not assignable to type '"clinical" | "device-management"'
import { profiles, type HospitalNetwork } from "../../../lib";

declare const network: HospitalNetwork;

const time = network.addSharedServicesSegment("time");
const server = network.addIntegrationSegment("engine");
network.addMedicalDeviceSegment("pumps", { profile: profiles.infusionPump }).fulfil({ server, dns: time, ntp: time });

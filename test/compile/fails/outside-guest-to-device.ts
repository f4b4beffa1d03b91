// expect: "a guest segment may not start a conduit to a medical-device segment"
import { services, type HospitalNetwork } from "../../../lib";

declare const network: HospitalNetwork;

const guests = network.addOutsideSegment("lan-9", { kind: "guest", cidrs: ["172.20.9.0/24"] });
guests.allowTo(network.addMedicalDeviceSegment("pumps"), services.https, { reason: "Needed" });

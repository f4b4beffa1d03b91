// expect: "a medical-device segment may not start a conduit to a medical-device segment"
import { services, type HospitalNetwork } from "../../../lib";

declare const network: HospitalNetwork;

network
  .addMedicalDeviceSegment("a")
  .allowTo(network.addMedicalDeviceSegment("b"), services.https, { reason: "Needed" });

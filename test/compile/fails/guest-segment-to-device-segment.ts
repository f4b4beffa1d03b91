// expect: "a guest segment may not start a conduit to a medical-device segment"
import { services, type HospitalNetwork } from "../../../lib";

declare const network: HospitalNetwork;

network
  .addGuestSegment("guest")
  .allowTo(network.addMedicalDeviceSegment("pumps"), services.https, { reason: "Needed" });

// expect: "a corporate segment may not start a conduit to a medical-device segment"
import { services, type HospitalNetwork } from "../../../lib";

declare const network: HospitalNetwork;

network
  .addCorporateSegment("desks")
  .allowTo(network.addMedicalDeviceSegment("pumps"), services.https, { reason: "Needed" });

// expect: Property 'allowToDomains' does not exist on type 'MedicalDeviceSegment<never>'
import { services, type HospitalNetwork, type InspectionVpc } from "../../../lib";

declare const network: HospitalNetwork;
declare const updates: InspectionVpc;

network
  .addMedicalDeviceSegment("pumps")
  .allowToDomains(updates, { domains: ["a.example"], services: services.https }, { reason: "Needed" });

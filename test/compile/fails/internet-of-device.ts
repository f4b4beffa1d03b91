// expect: Property 'allowToInternet' does not exist on type 'MedicalDeviceSegment<never>'
import { services, type HospitalNetwork } from "../../../lib";

declare const network: HospitalNetwork;

network.addMedicalDeviceSegment("pumps").allowToInternet(services.https, { reason: "Needed" });

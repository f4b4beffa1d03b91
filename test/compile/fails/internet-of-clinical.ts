// expect: Property 'allowToInternet' does not exist on type 'ClinicalSegment<never>'
import { services, type HospitalNetwork } from "../../../lib";

declare const network: HospitalNetwork;

network.addClinicalSegment("emr").allowToInternet(services.https, { reason: "Needed" });

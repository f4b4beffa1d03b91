// expect: Property 'reason' is missing
import { services, type HospitalNetwork } from "../../../lib";

declare const network: HospitalNetwork;

network.addClinicalSegment("a").allowTo(network.addClinicalSegment("b"), services.https, { owner: "network team" });

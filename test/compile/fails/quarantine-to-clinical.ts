// expect: "a quarantine segment may not start a conduit to a clinical segment"
import { services, type HospitalNetwork } from "../../../lib";

declare const network: HospitalNetwork;

network.addQuarantineSegment("q").allowTo(network.addClinicalSegment("emr"), services.https, { reason: "Needed" });

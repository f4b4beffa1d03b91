// expect: 'openToAll' does not exist in type
import { type HospitalNetwork } from "../../../lib";

declare const network: HospitalNetwork;

network.addClinicalSegment("emr", { openToAll: true });

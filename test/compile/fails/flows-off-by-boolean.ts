// expect: 'enabled' does not exist in type
import { type HospitalNetwork } from "../../../lib";

declare const network: HospitalNetwork;

network.monitorFlows({ enabled: false });

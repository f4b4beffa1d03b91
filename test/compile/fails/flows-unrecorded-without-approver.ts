// expect: Property 'approver' is missing in type
import { type HospitalNetwork } from "../../../lib";

declare const network: HospitalNetwork;

network.leaveFlowsUnrecorded({ reason: "The landing zone records every VPC" });

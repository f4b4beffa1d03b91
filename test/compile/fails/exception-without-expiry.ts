// expect: Property 'expires' is missing
import { type HospitalNetwork } from "../../../lib";

declare const network: HospitalNetwork;

network.acknowledge("SEG-004", "pumps", { reason: "Agreed", approver: "safety officer", ticket: "CHG-1" });

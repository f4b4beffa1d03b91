// expect: Property 'expires' is missing in type
import { type NetworkFlows } from "../../../lib";

declare const flows: NetworkFlows;

flows.keepDnsTo({ allow: ["a.example"], mode: { alert: { reason: "Staging", approver: "A", ticket: "CHG-1" } } });

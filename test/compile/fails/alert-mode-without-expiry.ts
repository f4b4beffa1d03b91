// expect: Property 'expires' is missing in type
import type { InspectionMode } from "../../../lib";

export const mode: InspectionMode = { alert: { reason: "Needed", approver: "A. Grant", ticket: "CHG-1" } };

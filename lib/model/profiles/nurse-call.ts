import { defineProfile } from "../profile";
import type { Service } from "../service";
import { roles, type ProfileWith } from "./roles";

/**
 * Nurse call controllers of any maker: none publishes its ports. `events` is what the gateway that passes calls on
 * listens on, with the place where the maker told the hospital.
 */
export function nurseCall(given: { readonly events: Service }): ProfileWith<"callGateway", "facility"> {
  return defineProfile({
    name: "nurse-call",
    title: "Nurse call controller",
    kind: "facility",
    criticality: "medium",
    notes: [
      {
        text: "Technology of the building on a clinical network is a way into it, so it has a segment of its own.",
        source: { source: "CISA ICSMA-21-215-01" },
      },
    ],
    citations: [given.events.citation],
    roles: { callGateway: roles.callGateway },
    needs: [
      {
        role: "callGateway",
        direction: "starts",
        service: given.events,
        reason: "Calls to the staff's handsets and displays",
        source: given.events.citation,
      },
    ],
  });
}

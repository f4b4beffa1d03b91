import { defineProfile } from "../profile";
import type { Service } from "../service";
import { documents } from "../services";
import { needsTime } from "./needs";
import { roles, type ProfileWith } from "./roles";

const manual = { source: documents.geB40, at: "p. 11, client/server connections" };

/** Bedside monitors that send IHE PCD-01: GE B40/B20. `hl7` is the port that the receiving feed listens on. */
export function patientMonitor(given: { readonly hl7: Service }): ProfileWith<"gateway" | "ntp"> {
  return defineProfile({
    name: "patient-monitor",
    title: "Patient monitor (GE B40/B20, HL7 outbound)",
    kind: "medical-device",
    criticality: "life-critical",
    notes: [
      { text: "The monitor is always the client: it connects to a configured address and port.", source: manual },
      { text: "Trends of the time without a network are lost, not sent later.", source: manual },
      {
        text: "CARESCAPE time and discovery are broadcasts and stay in the monitors' own network.",
        source: { source: documents.carescapeAdapter },
      },
    ],
    citations: [manual],
    roles: { gateway: roles.gateway, ntp: roles.ntp },
    needs: [
      {
        role: "gateway",
        direction: "starts",
        service: given.hl7,
        reason: "Vital signs to the record (IHE PCD-01)",
        source: manual,
      },
      needsTime(),
    ],
  });
}

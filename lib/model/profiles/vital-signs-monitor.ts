import { defineProfile } from "../profile";
import type { Service } from "../service";
import { documents, services } from "../services";
import { needsTime } from "./needs";
import { roles, type ProfileWith } from "./roles";

const ports = { source: documents.connexSpot, at: "p. 221, ports and computer requirements" };
const directory = { source: documents.connexSpot, at: "p. 221, Active Directory set-up" };

/** Spot-check monitors: Welch Allyn Connex Spot. `vitals` is the one port that the record's side listens on. */
export function vitalSignsMonitor(given: { readonly vitals: Service }): ProfileWith<"gateway" | "directory" | "ntp"> {
  return defineProfile({
    name: "vital-signs-monitor",
    title: "Vital signs monitor (Welch Allyn Connex Spot)",
    kind: "medical-device",
    // Spot checks, not continuous monitoring: its loss delays a record and raises no missed alarm.
    criticality: "high",
    notes: [
      { text: "All devices send to a single listening port at the record or its interface.", source: ports },
      { text: "Sign-in needs certificates on device and directory, so LDAP over TLS.", source: directory },
    ],
    citations: [ports, directory],
    roles: { gateway: roles.gateway, directory: roles.directory, ntp: roles.ntp },
    needs: [
      {
        role: "gateway",
        direction: "starts",
        service: given.vitals,
        reason: "Vital signs to the record, patient lookup",
        source: ports,
      },
      {
        role: "directory",
        direction: "starts",
        service: services.ldaps,
        reason: "Clinicians sign in at the monitor",
        source: directory,
      },
      needsTime(ports),
    ],
  });
}

import { defineProfile } from "../profile";
import type { Service } from "../service";
import { services } from "../services";
import { needsTime } from "./needs";
import { roles, type ProfileWith } from "./roles";

/** Controllers of heating, air and power. `supervision` is what the building management server listens on. */
export function buildingController(given: {
  readonly supervision: Service;
}): ProfileWith<"buildingServer" | "ntp", "facility"> {
  return defineProfile({
    name: "building-controller",
    title: "Building controller",
    kind: "facility",
    criticality: "medium",
    notes: [
      {
        text: "BACnet/IP finds its peers by broadcast: it stays among the controllers of one segment.",
        source: services.bacnet.citation,
      },
    ],
    citations: [given.supervision.citation],
    roles: { buildingServer: roles.buildingServer, ntp: roles.ntp },
    needs: [
      {
        role: "buildingServer",
        direction: "starts",
        service: given.supervision,
        reason: "States and alarms of the building to its server",
        source: given.supervision.citation,
      },
      needsTime(),
    ],
  });
}

import { defineProfile } from "../profile";
import { services } from "../services";
import { needsNames, needsTime } from "./needs";
import { roles } from "./roles";

const advisory = { source: "CISA ICSMA-23-194-01" };

/** Infusion pumps: the BD Alaris PC Unit 8015, as its maker wants it fenced in. */
export const infusionPump = defineProfile({
  name: "infusion-pump",
  title: "Infusion pump (BD Alaris PC Unit 8015)",
  kind: "medical-device",
  criticality: "life-critical",
  notes: [
    { text: "Nothing may open a connection to the pump: outbound only, no unsolicited inbound.", source: advisory },
    { text: "DHCP stays on the premises and is not a conduit.", source: advisory },
  ],
  citations: [advisory],
  roles: { server: roles.server, dns: roles.dns, ntp: roles.ntp },
  needs: [
    {
      role: "server",
      direction: "starts",
      service: services.alarisSystemsManager,
      reason: "Drug library, status and infusion records",
      source: advisory,
    },
    needsNames(advisory),
    needsTime(),
  ],
});

import { defineProfile } from "../profile";
import { services } from "../services";
import { roles } from "./roles";

const advisory = { source: "CISA ICSMA-21-355-01" };

/** Fresenius Kabi Agilia Link+: the rack that connects infusion pumps. */
export const agiliaLink = defineProfile({
  name: "agilia-link",
  title: "Infusion pump rack (Fresenius Kabi Agilia Link+)",
  kind: "medical-device",
  criticality: "life-critical",
  notes: [
    {
      text: "It also answers in clear on port 80 and does not redirect: only HTTPS is a need, so 80 stays closed.",
      source: advisory,
    },
  ],
  citations: [advisory],
  roles: { manager: roles.manager },
  needs: [
    {
      role: "manager",
      direction: "serves",
      service: services.https,
      reason: "Configuration of the rack",
      source: advisory,
    },
  ],
});

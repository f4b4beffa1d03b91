import { defineProfile } from "../profile";
import { services } from "../services";
import { needsTime } from "./needs";
import { roles } from "./roles";

const guide = services.intellivueDataExport.citation;

/** Philips IntelliVue monitors: the gateway asks, the monitor answers. */
export const intellivueMonitor = defineProfile({
  name: "intellivue-monitor",
  title: "Patient monitor (Philips IntelliVue, data export)",
  kind: "medical-device",
  criticality: "life-critical",
  notes: [
    {
      text: "The connect indication is a broadcast: the gateway must know the monitors' addresses, or stand beside them.",
      source: services.intellivueConnectIndication.citation,
    },
    {
      text: "The monitoring network is kept apart from the hospital's.",
      source: { source: "CISA ICSMA-20-254-01" },
    },
  ],
  citations: [guide],
  roles: { gateway: roles.gateway, ntp: roles.ntp },
  needs: [
    {
      role: "gateway",
      direction: "serves",
      service: services.intellivueDataExport,
      reason: "The gateway associates with the monitor and reads its measurements",
      source: guide,
    },
    needsTime(),
  ],
});

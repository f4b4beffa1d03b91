import { defineProfile } from "../profile";
import { documents, services } from "../services";
import { needsNames, needsTime } from "./needs";
import { roles } from "./roles";

const requirements = { source: documents.medserve, at: "firewall and internet egress enablement" };

/** Dispensing cabinets with a server outside the house: MedServe. */
export const medicationCabinet = defineProfile({
  name: "medication-cabinet",
  title: "Medication cabinet (MedServe)",
  kind: "medical-device",
  criticality: "high",
  notes: [
    {
      text: "It reaches the maker's portal by name: a device segment has no way out, so a proxy lets out those names only.",
      source: requirements,
    },
    { text: "It needs DHCP, which stays on the premises; a fixed address is not supported.", source: requirements },
    {
      text: "The page names TCP for time; NTP is UDP, and the house's own time servers serve it.",
      source: requirements,
    },
  ],
  citations: [requirements],
  roles: { proxy: roles.proxy, dns: roles.dns, ntp: roles.ntp },
  needs: [
    {
      role: "proxy",
      direction: "starts",
      service: services.https,
      reason: "Stock and dispensing records to the maker's portal, through the proxy",
      source: requirements,
    },
    needsNames(requirements),
    needsTime(requirements),
  ],
});

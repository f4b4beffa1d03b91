import { defineProfile } from "../profile";
import { documents, services } from "../services";
import { roles } from "./roles";

const manual = { source: documents.babylog, at: "p. 264, connections" };

/** Neonatal ventilators: Dräger Babylog VN800. */
export const draegerBabylog = defineProfile({
  name: "draeger-babylog",
  title: "Neonatal ventilator (Dräger Babylog VN800/VN600)",
  kind: "medical-device",
  criticality: "life-critical",
  notes: [
    {
      text: "Too much traffic can make it switch its network interface off until it is restarted: never scan it.",
      source: manual,
    },
    { text: "Its network is securely separated from others.", source: manual },
    { text: "SNMPv3, whose encryption the port does not show.", source: manual },
    {
      text: "Firmware and help tickets go by FTP with data ports above 1023: opened by hand, for the time of the service.",
      source: manual,
    },
    { text: "DHCP stays on the premises and is not a conduit.", source: manual },
  ],
  citations: [manual],
  roles: { serviceGateway: roles.serviceGateway },
  needs: [
    {
      role: "serviceGateway",
      direction: "serves",
      service: services.snmp,
      reason: "The service gateway asks for the device's state",
      source: manual,
    },
    {
      role: "serviceGateway",
      direction: "starts",
      service: services.snmpTrap,
      reason: "The device reports faults to the service gateway",
      source: manual,
    },
  ],
});

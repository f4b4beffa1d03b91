import { defineProfile } from "../profile";
import { documents, services } from "../services";
import { needsTime } from "./needs";
import { roles } from "./roles";

const manual = { source: documents.perseus, at: "p. 254, connections to the service computer or the NTP server" };

/** Anaesthesia machines: Dräger Perseus A500. */
export const anaesthesiaMachine = defineProfile({
  name: "anaesthesia-machine",
  title: "Anaesthesia machine (Dräger Perseus A500)",
  kind: "medical-device",
  criticality: "life-critical",
  notes: [
    {
      text: "Too much traffic can make it switch its network interface off until it is restarted: never scan it.",
      source: manual,
    },
    {
      text: "Firmware and help tickets go by FTP with data ports above 1023: opened by hand, for the time of the service.",
      source: manual,
    },
    { text: "DHCP stays on the premises and is not a conduit.", source: manual },
  ],
  citations: [manual],
  roles: { serviceGateway: roles.serviceGateway, ntp: roles.ntp },
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
    needsTime(manual),
  ],
});

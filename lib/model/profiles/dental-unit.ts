import { defineProfile } from "../profile";
import { documents, services } from "../services";
import { needsTime } from "./needs";
import { roles } from "./roles";

const ports = { source: documents.duerrDuoTandem, at: "p. 25, network protocols and ports" };

/** Dental supply units: Dürr Dental Duo/Tandem, as far as its protocols can be routed. */
export const dentalUnit = defineProfile({
  name: "dental-unit",
  title: "Dental supply unit (Dürr Dental Duo/Tandem)",
  kind: "medical-device",
  criticality: "medium",
  notes: [
    { text: "It works without a network; only monitoring stops.", source: ports },
    { text: "Discovery (45123, 45124, SSDP) is a broadcast and stays in its own network.", source: ports },
    { text: "The log port can move with the configuration; then it needs a conduit of its own.", source: ports },
    { text: "Diagnosis on 22 is Telnet or SSH: opened by hand, for the time of the service.", source: ports },
  ],
  citations: [ports],
  roles: { manager: roles.manager, syslog: roles.syslog, ntp: roles.ntp },
  needs: [
    {
      role: "manager",
      direction: "serves",
      service: services.modbus,
      reason: "The monitoring computer reads the device's data",
      source: ports,
    },
    { role: "syslog", direction: "starts", service: services.syslog, reason: "Event log", source: ports },
    needsTime(ports),
  ],
});

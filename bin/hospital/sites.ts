/** The other half of St. Mary's: a campus with two gateways, and a clinic with one, where the devices themselves are. */
import { profiles, services, type HospitalNetwork, type HospitalSite } from "cdktf-cordon";
import { standsAlone, type Servers } from "./servers";

/**
 * Adds both sites and what their devices need of the servers. An emulator gets the campus alone, and may destroy it again:
 * it has no static routes of a VPN.
 */
export function addSites(network: HospitalNetwork, servers: Servers, where: "aws" | "emulator"): void {
  const destruction = where === "aws" ? ({} as const) : ({ destruction: "allowed" } as const);
  network.addVpnGateway({ asn: 64512, ...destruction });
  const campus = network.addSite("main-campus", {
    owner: "campus network team",
    gateways: [
      { ip: "203.0.113.10", asn: 65010 },
      { ip: "203.0.113.11", asn: 65010 },
    ],
    ...destruction,
  });
  addCampus(network, campus, servers);
  if (where === "emulator") return;
  const clinic = network.addSite("harbour-clinic", {
    owner: "clinic network team",
    gateways: [{ ip: "203.0.113.20", asn: 65020 }],
    routing: "static",
  });
  addClinic(network, clinic, servers);
}

/** Wards and radiology. Guests are on the campus too, and have no way into AWS. */
function addCampus(network: HospitalNetwork, campus: HospitalSite, servers: Servers): void {
  const { siteTime: time, integration, pumpServer, pacs, ris, logs, emr } = servers;
  campus
    .addMedicalDeviceSegment("campus-pumps", {
      owner: "clinical engineering",
      cidr: "172.20.8.0/22",
      vlan: 108,
      profile: profiles.infusionPump,
      endOfSupport: "2029-12-31",
    })
    .fulfil({ server: pumpServer, dns: time, ntp: time }, standsAlone);
  campus
    .addMedicalDeviceSegment("campus-monitors", {
      owner: "clinical engineering",
      cidr: "172.20.16.0/23",
      vlan: 116,
      profile: profiles.patientMonitor({ hl7: services.hl7Mllp }),
      endOfSupport: "2028-10-10",
    })
    .fulfil({ gateway: integration, ntp: time }, standsAlone);
  campus
    .addMedicalDeviceSegment("campus-modalities", {
      owner: "radiology",
      cidr: "172.20.24.0/24",
      vlan: 124,
      profile: [profiles.imagingModality, profiles.philipsC90({ dicom: services.dicomTls })],
      endOfSupport: "2027-01-12",
    })
    .fulfil({ pacs, ris, ntp: time, syslog: logs });
  campus
    .addCorporateSegment("campus-offices", { owner: "workplace team", cidr: "172.20.64.0/20", vlan: 164 })
    .allowTo(emr, services.https, { reason: "Patient records on the campus" });
  campus.addGuestSegment("campus-guests", { cidr: "172.20.128.0/20", vlan: 228 });
}

/** A few pumps and one office. */
function addClinic(network: HospitalNetwork, clinic: HospitalSite, { siteTime: time, pumpServer, emr }: Servers): void {
  clinic
    .addMedicalDeviceSegment("clinic-pumps", {
      owner: "clinical engineering",
      cidr: "172.21.8.0/24",
      vlan: 20,
      profile: profiles.infusionPump,
      endOfSupport: "2029-12-31",
    })
    .fulfil({ server: pumpServer, dns: time, ntp: time }, standsAlone);
  clinic
    .addCorporateSegment("clinic-office", { owner: "workplace team", cidr: "172.21.64.0/24", vlan: 30 })
    .allowTo(emr, services.https, { reason: "Patient records at the clinic" });
}

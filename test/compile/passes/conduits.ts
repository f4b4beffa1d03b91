import { profiles, services, type HospitalNetwork } from "../../../lib";

declare const network: HospitalNetwork;

const server = network.addClinicalSegment("server");
const time = network.addSharedServicesSegment("time");
const manager = network.addDeviceManagementSegment("manager");
const details = { reason: "Needed" };

// One profile, and several: every role is filled, and a role of two kinds takes either.
const pumps = network.addMedicalDeviceSegment("pumps", { profile: profiles.infusionPump });
pumps.fulfil({ server, dns: time, ntp: time }, { failMode: "fail-closed" });
pumps.fulfil({ server: manager, dns: time, ntp: time });
const mixed = network.addMedicalDeviceSegment("mixed", { profile: [profiles.infusionPump, profiles.imagingModality] });
mixed.fulfil({ server, dns: time, ntp: time, pacs: server, ris: server, syslog: time });

// Both directions between devices and servers, several services at once, and within one segment.
pumps.allowTo(server, [services.https, services.ntp], { ...details, returnAssociation: services.dicomTls });
server.allowTo(pumps, services.https, details);
server.allowWithin(services.https, details);

// Outside segments keep their kind.
const ward = network.addOutsideSegment("lan-7", { kind: "medical-device", cidrs: ["172.20.8.0/22"] });
ward.allowTo(server, services.https, details);

// The kinds that may ask for the internet.
network.addGuestSegment("guest").allowToInternet(services.https, details);
network.addCorporateSegment("desks").allowToInternet(services.https, details);
manager.allowToInternet([services.https], details);

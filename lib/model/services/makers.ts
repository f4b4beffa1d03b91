/** Ports that one manufacturer documents for its own devices. */
import { documented, registered } from "./entry";
import { documents } from "./documents";

const c90 = { source: documents.philipsC90, at: "p. 429, port table" };
const carescape = { source: documents.carescapeAdapter };
const intellivue = {
  source: documents.intellivueDataExport,
  at: "ports, as cited by open-source clients of the interface",
};

/** Ports that makers document. */
export const makers = {
  /** The advisory gives the number; TCP is what the pumps' sessions with the server imply, the registry has both. */
  alarisSystemsManager: documented({ source: "CISA ICSMA-23-194-01" }, "tcp", 3613, {
    name: "alaris-systems-manager",
    title: "BD Alaris Systems Manager",
  }),
  /** Discovery, by its registered name; nothing public says that it is unicast, so it is not routed. */
  alarisDiscovery: registered("alaris-disc", "udp", 3613, {
    name: "alaris-discovery",
    title: "Alaris device discovery",
    reach: "local-only",
  }),
  /** The monitor broadcasts it. */
  intellivueConnectIndication: documented(intellivue, "udp", 24005, {
    name: "intellivue-connect-indication",
    title: "Philips IntelliVue connect indication",
    reach: "local-only",
  }),
  intellivueDataExport: documented(intellivue, "udp", 24105, {
    name: "intellivue-data-export",
    title: "Philips IntelliVue data export (association and data)",
  }),
  /** Broadcast at least once a day. */
  carescapeTime: documented(carescape, "udp", 2000, {
    name: "carescape-time",
    title: "GE CARESCAPE network time",
    reach: "local-only",
  }),
  /** Broadcast heartbeat. */
  carescapeDiscovery: documented(carescape, "udp", 7000, {
    name: "carescape-discovery",
    title: "GE CARESCAPE network discovery",
    reach: "local-only",
  }),
  philipsC90StorageCommitment: documented(c90, "tcp", 3010, {
    name: "philips-c90-storage-commitment",
    title: "DICOM storage commitment over TLS to a Philips DigitalDiagnost C90",
    encrypted: true,
  }),
  philipsC90QualityExport: documented(c90, "tcp", 49022, {
    name: "philips-c90-quality-export",
    title: "Philips DigitalDiagnost C90 quality data over SFTP",
    encrypted: true,
  }),
  philipsC90Reader17991: documented(c90, "tcp", 17991, {
    name: "philips-c90-reader-17991",
    title: "Philips DigitalDiagnost C90 plate reader (legacy Fuji protocol)",
  }),
  philipsC90Reader18016: documented(c90, "tcp", [18016, 18019], {
    name: "philips-c90-reader-18016",
    title: "Philips DigitalDiagnost C90 plate reader (Fuji protocol, first ports)",
  }),
  philipsC90Reader18030: documented(c90, "tcp", 18030, {
    name: "philips-c90-reader-18030",
    title: "Philips DigitalDiagnost C90 plate reader (Fuji protocol, last port)",
  }),
  philipsC90ReaderSharing: documented(c90, "tcp", 18050, {
    name: "philips-c90-reader-sharing",
    title: "Philips DigitalDiagnost C90 sharing of plate readers",
  }),
  /** Finds devices by broadcast. */
  duerrDiscovery: documented({ source: documents.duerrDuoTandem, at: "p. 25, port table" }, "udp", [45123, 45124], {
    name: "duerr-discovery",
    title: "Dürr Dental device discovery and configuration",
    reach: "local-only",
  }),
} as const;

import { defineProfile } from "../profile";
import type { Service } from "../service";
import { documents, services } from "../services";
import { needsTime } from "./needs";
import { roles, type ProfileWith } from "./roles";

const ports = { source: documents.philipsC90, at: "p. 429, port table" };

/**
 * X-ray rooms: Philips DigitalDiagnost C90. `dicom` is what the archive and the worklist listen on: the port table gives
 * only the ports of the modality itself.
 */
export function philipsC90(given: { readonly dicom: Service }): ProfileWith<"pacs" | "ris" | "ntp" | "syslog"> {
  return defineProfile({
    name: "philips-c90",
    title: "X-ray room (Philips DigitalDiagnost C90)",
    kind: "medical-device",
    criticality: "high",
    notes: [
      { text: "Audit goes out as clear syslog on 514 or 601; the table lists no TLS port for it.", source: ports },
      {
        text: "Remote service, dose prints over SMB, quality export and plate readers are optional: declared where in use.",
        source: ports,
      },
      { text: "FTP is there for plate readers alone.", source: ports },
    ],
    citations: [ports],
    roles: { pacs: roles.pacs, ris: roles.ris, ntp: roles.ntp, syslog: roles.syslog },
    needs: [
      {
        role: "pacs",
        direction: "starts",
        service: given.dicom,
        reason: "Images to the archive and storage commitment request",
        source: given.dicom.citation,
      },
      {
        role: "pacs",
        direction: "serves",
        service: services.philipsC90StorageCommitment,
        reason: "The archive reports the storage commitment",
        source: ports,
        returns: given.dicom.name,
      },
      {
        role: "ris",
        direction: "starts",
        service: given.dicom,
        reason: "Worklist and performed procedure steps",
        source: given.dicom.citation,
      },
      needsTime(ports),
      { role: "syslog", direction: "starts", service: services.syslog, reason: "Audit trail", source: ports },
    ],
  });
}

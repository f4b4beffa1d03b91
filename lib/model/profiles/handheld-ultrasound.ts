import { defineProfile } from "../profile";
import { documents, services } from "../services";
import { roles } from "./roles";

const outbound = { source: documents.geVscan, at: "p. 8-11, outbound firewall configuration" };
const sessions = { source: documents.geVscan, at: "p. 8-12, DICOM connections" };

/** Handheld ultrasound: GE Vscan Extend on the port that it ships with. */
export const handheldUltrasound = defineProfile({
  name: "handheld-ultrasound",
  title: "Handheld ultrasound (GE Vscan Extend)",
  kind: "medical-device",
  criticality: "high",
  notes: [
    { text: "Every session is opened by the device; towards the internet it is to be closed.", source: sessions },
    { text: "DICOM in clear: the table lists no port for DICOM over TLS.", source: outbound },
    { text: "A Windows share on 445 is optional: declared by hand where in use.", source: outbound },
  ],
  citations: [outbound, sessions],
  roles: { pacs: roles.pacs, ris: roles.ris },
  needs: [
    {
      role: "pacs",
      direction: "starts",
      service: services.dicomAcrNema,
      reason: "Images to the archive, and query",
      source: outbound,
    },
    { role: "ris", direction: "starts", service: services.dicomAcrNema, reason: "Worklist", source: outbound },
  ],
});

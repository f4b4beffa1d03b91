import { defineProfile } from "../profile";
import { services } from "../services";
import { needsTime } from "./needs";
import { roles } from "./roles";

const secureTransport = { source: "DICOM PS3.15", at: "Annex B, secure transport connection profiles" };
const commitment = { source: "DICOM PS3.4", at: "Annex J, storage commitment service class" };

/** A modality that speaks DICOM over TLS, of any maker: CT, MR, ultrasound, X-ray. */
export const imagingModality = defineProfile({
  name: "imaging-modality",
  title: "Imaging modality (DICOM over TLS)",
  kind: "medical-device",
  criticality: "high",
  notes: [
    {
      text: "The archive may report a storage commitment on an association that it opens itself, hence the way back.",
      source: commitment,
    },
    {
      text: "An application entity title is a name, not a proof of who connects: TLS certificates are.",
      source: secureTransport,
    },
  ],
  citations: [secureTransport, commitment],
  roles: { pacs: roles.pacs, ris: roles.ris, ntp: roles.ntp, syslog: roles.syslog },
  needs: [
    {
      role: "pacs",
      direction: "starts",
      service: services.dicomTls,
      reason: "Images to the archive, query and storage commitment request",
      source: secureTransport,
    },
    {
      role: "pacs",
      direction: "serves",
      service: services.dicomTls,
      reason: "The archive reports the storage commitment",
      source: commitment,
      returns: services.dicomTls.name,
    },
    {
      role: "ris",
      direction: "starts",
      service: services.dicomTls,
      reason: "Worklist and performed procedure steps",
      source: secureTransport,
    },
    needsTime(),
    {
      role: "syslog",
      direction: "starts",
      service: services.syslogTls,
      reason: "Audit trail (IHE ATNA)",
      source: services.syslogTls.citation,
    },
  ],
});

/** Protocols that carry clinical data between systems of any maker. */
import { registered } from "./entry";

/** Clinical protocols. */
export const clinical = {
  dicom: registered("dicom", "tcp", 11112, {
    name: "dicom",
    title: "DICOM upper layer",
    tlsSibling: "dicom-tls",
  }),
  /** The older of the two registered numbers; many modalities still ship with it. */
  dicomAcrNema: registered("acr-nema", "tcp", 104, {
    name: "dicom-acr-nema",
    title: "DICOM upper layer on the ACR-NEMA port",
    tlsSibling: "dicom-tls",
  }),
  /** Secure transport of DICOM PS3.15 Annex B. */
  dicomTls: registered("dicom-tls", "tcp", 2762, { name: "dicom-tls", title: "DICOM over TLS", encrypted: true }),
  /** ISCL is not TLS, and what it encrypts is a choice of the two ends: it does not count as encrypted here. */
  dicomIscl: registered("dicom-iscl", "tcp", 2761, {
    name: "dicom-iscl",
    title: "DICOM over ISCL",
    tlsSibling: "dicom-tls",
  }),
  dicomweb: registered("https", "tcp", 443, {
    name: "dicomweb",
    title: "DICOMweb (QIDO, WADO, STOW) over HTTPS",
    encrypted: true,
  }),
  fhir: registered("https", "tcp", 443, { name: "fhir", title: "FHIR REST over HTTPS", encrypted: true }),
  /** MLLP over TLS has no registered port of its own: bring the one in use with `siteService`. */
  hl7Mllp: registered("hl7", "tcp", 2575, { name: "hl7-mllp", title: "HL7 v2 over MLLP" }),
  tmopHl7: registered("tmophl7mts", "tcp", 20046, { name: "tmop-hl7", title: "TMOP HL7 message transfer" }),
  /** Multicast to 239.255.255.250: does not cross a router. */
  wsDiscovery: registered("ws-discovery", "udp", 3702, {
    name: "ws-discovery",
    title: "WS-Discovery (finds IEEE 11073 SDC devices)",
    reach: "local-only",
  }),
  /** Useless without the discovery above, and the devices answer on ports that they choose: stays in its segment. */
  sdc: registered("ieee11073-20701", "tcp", 6464, {
    name: "sdc",
    title: "IEEE 11073 SDC device communication",
    encrypted: true,
    reach: "local-only",
  }),
  ccow: registered("cmadmin", "tcp", 2617, { name: "ccow", title: "CCOW clinical context manager" }),
  ccowUdp: registered("cmadmin", "udp", 2617, { name: "ccow-udp", title: "CCOW clinical context manager over UDP" }),
} as const;

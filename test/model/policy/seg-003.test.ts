import { conduit, https, network, segment, service } from "../example-network";
import { breachesOf, messageOf, testAcknowledgement } from "./rule";

const ftp = service("ftp", "tcp", 21);
const segments = [
  segment("modalities", "medical-device", { profiles: ["imaging-modality"] }),
  segment("pacs", "clinical", { profiles: ["archive"] }),
  segment("ris", "clinical"),
  segment("carts", "medical-device"),
];
const vendorManual = { source: "maker's manual", at: "p. 429" };

describe("SEG-003", () => {
  test("finds FTP, Telnet and SMB across the border of a device segment, in both directions and inside ranges", () => {
    const breaching = network(segments, [
      conduit("modalities", "pacs", ftp),
      conduit("pacs", "modalities", service("telnet", "tcp", 23)),
      conduit("modalities", "pacs", service("smb", "tcp", 445)),
      conduit("modalities", "pacs", service("netbios", "tcp", 139)),
      conduit("modalities", "ris", service("low-ports", "tcp", 1, 1023)),
    ]);
    expect(breachesOf("SEG-003", breaching)).toEqual([
      "error modalities>pacs:ftp",
      "error modalities>pacs:netbios",
      "error modalities>pacs:smb",
      "error modalities>ris:low-ports",
      "error pacs>modalities:telnet",
    ]);
    expect(messageOf("SEG-003", "modalities>ris:low-ports", breaching)).toBe(
      'Conduit "modalities>ris:low-ports" carries FTP, Telnet, SMB across the border of a medical-device segment. Use an encrypted service, or a device profile that cites the vendor\'s document for it.',
    );
  });

  test("finds FTP of a profile that cites only where the port number comes from, or that the device does not have", () => {
    const breaching = network(segments, [
      conduit("modalities", "pacs", ftp, { profile: "imaging-modality", source: { ...ftp.citation, at: "port 21" } }),
      conduit("modalities", "ris", ftp, { profile: "archive", source: vendorManual }),
      conduit("pacs", "modalities", { ...ftp, basis: "vendor" }, { source: vendorManual }),
    ]);
    expect(breachesOf("SEG-003", breaching)).toEqual([
      "error modalities>pacs:ftp",
      "error modalities>ris:ftp",
      "error pacs>modalities:ftp",
    ]);
  });

  test("passes what the device's profile cites the vendor for, other ports, UDP, and segments without devices", () => {
    const near = network(segments, [
      conduit("modalities", "pacs", ftp, { profile: "imaging-modality", source: vendorManual }),
      conduit("modalities", "ris", { ...ftp, basis: "vendor" }, { profile: "imaging-modality", source: ftp.citation }),
      conduit("modalities", "carts", ftp, { profile: "imaging-modality", source: vendorManual }),
      conduit("modalities", "pacs", service("ssh", "tcp", 22)),
      conduit("modalities", "pacs", service("cifs-udp", "udp", 445)),
      conduit("modalities", "pacs", https),
      conduit("pacs", "ris", ftp),
      conduit("modalities", "modalities", ftp),
    ]);
    expect(breachesOf("SEG-003", near)).toEqual([]);
  });

  testAcknowledgement("SEG-003", "modalities>pacs:ftp", network(segments, [conduit("modalities", "pacs", ftp)]));
});

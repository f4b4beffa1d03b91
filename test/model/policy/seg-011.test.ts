import { conduit, https, network, outside, segment, service } from "../example-network";
import { breachesOf, messageOf, testAcknowledgement } from "./rule";

const dicom = service("dicom", "tcp", 104, 104, { tlsSibling: "dicom-tls" });
const mllp = service("mllp", "tcp", 2575);
const segments = [
  segment("ward", "medical-device", { placement: outside("172.20.8.0/22") }),
  segment("clinic", "clinical", { placement: outside("172.20.16.0/22") }),
  segment("pacs", "clinical"),
  segment("ris", "clinical"),
];
const breaching = network(segments, [conduit("ward", "pacs", dicom)]);

describe("SEG-011", () => {
  test("warns of clear text between AWS and outside, and names the encrypted service that does the same", () => {
    const both = network(segments, [conduit("ward", "pacs", dicom), conduit("pacs", "ward", mllp)]);
    expect(breachesOf("SEG-011", both)).toEqual(["warning pacs>ward:mllp", "warning ward>pacs:dicom"]);
    expect(messageOf("SEG-011", "ward>pacs:dicom", both)).toBe(
      'Conduit "ward>pacs:dicom" crosses between AWS and outside in clear text. Use dicom-tls, or keep it inside IPsec and acknowledge SEG-011 with the tunnel as compensating control.',
    );
    expect(messageOf("SEG-011", "pacs>ward:mllp", both)).toContain(
      "No encrypted service that does the same is known: keep it inside IPsec",
    );
  });

  test("warns of clear text between two segments outside, as they may be at two sites", () => {
    const outsiders = network(segments, [conduit("ward", "clinic", dicom)]);
    expect(messageOf("SEG-011", "ward>clinic:dicom", outsiders)).toContain("may cross between sites in clear text");
  });

  test("warns of clear text to the internet, where there is no tunnel", () => {
    const online = network(segments, [conduit("pacs", "internet", mllp), conduit("pacs", "internet", https)]);
    expect(messageOf("SEG-011", "pacs>internet:mllp", online)).toBe(
      'Conduit "pacs>internet:mllp" goes to the internet in clear text, where no tunnel protects it. Use an encrypted service, or acknowledge SEG-011 with what protects it instead.',
    );
    expect(breachesOf("SEG-011", online)).toEqual(["warning pacs>internet:mllp"]);
  });

  test("passes encrypted services, and clear text that stays in AWS or in one segment", () => {
    const near = network(segments, [
      conduit("ward", "pacs", https),
      conduit("pacs", "ris", dicom),
      conduit("clinic", "clinic", dicom),
    ]);
    expect(breachesOf("SEG-011", near)).toEqual([]);
  });

  testAcknowledgement("SEG-011", "ward>pacs:dicom", breaching);
});

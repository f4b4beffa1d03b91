import { network, outside, segment } from "../example-network";
import { breachesOf, messageOf, testAcknowledgement } from "./rule";

const onSite = (block: string) => ({ placement: outside(block) });
const breaching = network([segment("ward-pumps", "medical-device", onSite("172.20.0.0/24"))]);

describe("SEG-013", () => {
  test("warns of a name outside AWS that tells its function, by common words or by its own profiles", () => {
    const telling = network([
      ...breaching.segments,
      segment("mri2", "clinical", onSite("172.20.1.0/24")),
      segment("cabinets-east", "medical-device", { ...onSite("172.20.2.0/24"), profiles: ["dispensing-cabinet"] }),
    ]);
    expect(breachesOf("SEG-013", telling)).toEqual(["warning cabinets-east", "warning mri2", "warning ward-pumps"]);
    expect(messageOf("SEG-013", "ward-pumps", telling)).toContain("tells its function (pumps) to whoever");
  });

  test("passes opaque names, names in AWS, and segments that hide nothing clinical", () => {
    const near = network([
      segment("vlan-17", "medical-device", { ...onSite("172.20.0.0/24"), profiles: ["infusion-pump"] }),
      segment("pumpernickel", "medical-device", onSite("172.20.1.0/24")),
      segment("infusion-pumps", "medical-device"),
      segment("patient-wifi", "guest", onSite("172.20.2.0/24")),
    ]);
    expect(breachesOf("SEG-013", near)).toEqual([]);
  });

  testAcknowledgement("SEG-013", "ward-pumps", breaching);
});

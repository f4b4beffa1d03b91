import { conduit, network, outside, segment } from "../example-network";
import { breachesOf, messageOf, testAcknowledgement } from "./rule";

const way = network([segment("monitors", "medical-device", { internet: "egress" })]);
const dialler = network(
  [
    segment("monitors", "medical-device"),
    segment("vendor-cloud", "integration", { placement: outside("10.9.0.0/24", "202.114.4.0/24") }),
  ],
  [conduit("monitors", "vendor-cloud")],
);

describe("SEG-001", () => {
  test("finds a device segment with a way out to the internet", () => {
    expect(breachesOf("SEG-001", way)).toEqual(["error monitors"]);
    expect(messageOf("SEG-001", "monitors", way)).toBe(
      'Medical-device segment "monitors" asks for a way out to the internet. Remove it, and let a segment of kind integration or device-management speak for the devices.',
    );
  });

  test("finds a conduit between a device segment and public addresses, in both directions", () => {
    expect(breachesOf("SEG-001", dialler)).toEqual(["error monitors>vendor-cloud:https"]);
    const inwards = { ...dialler, conduits: [conduit("vendor-cloud", "monitors")] };
    expect(breachesOf("SEG-001", inwards)).toEqual(["error vendor-cloud>monitors:https"]);
    expect(messageOf("SEG-001", "vendor-cloud>monitors:https", inwards)).toContain(
      '202.114.4.0/24 of segment "vendor-cloud"',
    );
  });

  test("finds a conduit from a device segment to the internet", () => {
    const segments = [segment("monitors", "medical-device"), segment("patches", "device-management")];
    const both = network(segments, [conduit("monitors", "internet"), conduit("patches", "internet")]);
    expect(breachesOf("SEG-001", both)).toEqual(["error monitors>internet:https"]);
  });

  test("finds a block that is only partly private", () => {
    const wide = network(
      [segment("monitors", "medical-device"), segment("wide", "integration", { placement: outside("172.0.0.0/8") })],
      [conduit("monitors", "wide")],
    );
    expect(breachesOf("SEG-001", wide)).toEqual(["error monitors>wide:https"]);
  });

  test("passes private addresses outside, and a way out of another kind", () => {
    const near = network(
      [
        segment("monitors", "medical-device"),
        segment("ward", "integration", { placement: outside("172.20.8.0/22", "100.64.0.0/16", "fd00:1::/48") }),
        segment("patches", "device-management", { internet: "egress" }),
        segment("partner", "integration", { placement: outside("203.0.113.0/24") }),
      ],
      [conduit("monitors", "ward"), conduit("ward", "partner")],
    );
    expect(breachesOf("SEG-001", near)).toEqual([]);
  });

  testAcknowledgement("SEG-001", "monitors", way);
});

import { conduit, network, ntp, segment } from "../example-network";
import { breachesOf, testAcknowledgement } from "./rule";

const scanner = segment("scanner", "device-management", { traits: ["scanner"] });
const vents = segment("ventilators", "medical-device", { criticality: "life-critical" });
const imaging = segment("modalities", "medical-device", { criticality: "high" });
const breaching = network([scanner, vents], [conduit("scanner", "ventilators")]);

describe("SEG-010", () => {
  test("finds every conduit from a scanner to a life-critical segment", () => {
    const two = network([scanner, vents], [conduit("scanner", "ventilators"), conduit("scanner", "ventilators", ntp)]);
    expect(breachesOf("SEG-010", two)).toEqual(["error scanner>ventilators:https", "error scanner>ventilators:ntp"]);
  });

  test("finds a scanner inside a life-critical segment", () => {
    const inside = network([segment("icu", "medical-device", { criticality: "life-critical", traits: ["scanner"] })]);
    expect(breachesOf("SEG-010", inside)).toEqual(["error icu"]);
  });

  test("passes a scanner of less critical segments, and what a life-critical segment starts", () => {
    const near = network(
      [scanner, vents, imaging, segment("manager", "device-management")],
      [conduit("scanner", "modalities"), conduit("ventilators", "scanner"), conduit("manager", "ventilators")],
    );
    expect(breachesOf("SEG-010", near)).toEqual([]);
  });

  testAcknowledgement("SEG-010", "scanner>ventilators:https", breaching);
});

import { network, segment } from "../example-network";
import { breachesOf, messageOf, testAcknowledgement } from "./rule";

const alone = network([segment("analyser-1", "medical-device", { redundancyGroup: "analysers" })]);
const critical = { criticality: "life-critical", profiles: ["infusion-pump"] } as const;

describe("SEG-007", () => {
  test("finds a redundancy group with all members in one segment", () => {
    expect(breachesOf("SEG-007", alone)).toEqual(["error analyser-1"]);
    expect(messageOf("SEG-007", "analyser-1", alone)).toBe(
      'Redundancy group "analysers" has all of its members in segment "analyser-1". Add a second segment to the group, or take "analyser-1" out of it.',
    );
  });

  test("finds each of two groups that have one segment each", () => {
    const groups = [...alone.segments, segment("cart-1", "medical-device", { redundancyGroup: "carts" })];
    expect(breachesOf("SEG-007", network(groups))).toEqual(["error analyser-1", "error cart-1"]);
  });

  test("warns of a life-critical or high service that one segment holds alone", () => {
    const breaching = network([
      segment("pumps", "medical-device", critical),
      segment("modalities", "medical-device", { criticality: "high" }),
      segment("mixed-1", "medical-device", { criticality: "high", profiles: ["poct", "glucose"] }),
      segment("mixed-2", "medical-device", { criticality: "high", profiles: ["poct"] }),
    ]);
    expect(breachesOf("SEG-007", breaching)).toEqual(["warning mixed-1", "warning modalities", "warning pumps"]);
  });

  test("passes a group over two segments, a profile that another segment shares, and services that matter less", () => {
    const near = network([
      segment("analyser-1", "medical-device", { criticality: "high", redundancyGroup: "analysers" }),
      segment("analyser-2", "medical-device", { criticality: "high", redundancyGroup: "analysers" }),
      segment("pumps-1", "medical-device", critical),
      segment("pumps-2", "medical-device", critical),
      segment("cabinets", "medical-device", { criticality: "medium" }),
      segment("emr", "clinical", { criticality: "high" }),
    ]);
    expect(breachesOf("SEG-007", near)).toEqual([]);
  });

  testAcknowledgement("SEG-007", "analyser-1", alone);
  testAcknowledgement("SEG-007", "pumps", network([segment("pumps", "medical-device", critical)]));
});

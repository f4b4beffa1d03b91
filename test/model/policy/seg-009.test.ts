import { network, segment } from "../example-network";
import { breachesOf, messageOf, testAcknowledgement } from "./rule";

const breaching = network([segment("carts", "medical-device", { traits: ["temporary", "wireless"] })]);

describe("SEG-009", () => {
  test("finds a segment that must stand apart for two reasons", () => {
    const all = network([
      ...breaching.segments,
      segment("homes", "medical-device", { traits: ["external-network", "wireless"] }),
    ]);
    expect(breachesOf("SEG-009", all)).toEqual(["error carts", "error homes"]);
    expect(messageOf("SEG-009", "carts", breaching)).toBe(
      'Segment "carts" holds wireless and temporary devices together. Make one segment for each.',
    );
  });

  test("passes a segment for each, and a trait of another sort beside one of them", () => {
    const near = network([
      segment("wireless", "medical-device", { traits: ["wireless", "mission-critical-network"] }),
      segment("loaners", "medical-device", { traits: ["temporary"] }),
      segment("homes", "medical-device", { traits: ["external-network"] }),
    ]);
    expect(breachesOf("SEG-009", near)).toEqual([]);
  });

  testAcknowledgement("SEG-009", "carts", breaching);
});

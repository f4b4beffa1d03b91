import { conduit, network, segment } from "../example-network";
import { breachesOf, testAcknowledgement } from "./rule";

const mc = segment("mc", "clinical", { traits: ["mission-critical-network"] });
const ix = segment("ix", "clinical", { traits: ["information-exchange-network"] });
const both = segment("one", "medical-device", { traits: ["information-exchange-network", "mission-critical-network"] });
const engine = segment("engine", "integration");

describe("SEG-008", () => {
  test("finds the two networks on one segment", () => {
    expect(breachesOf("SEG-008", network([both]))).toEqual(["error one"]);
  });

  test("finds a direct conduit between the two networks, in both directions", () => {
    const breaching = network([mc, ix], [conduit("mc", "ix"), conduit("ix", "mc")]);
    expect(breachesOf("SEG-008", breaching)).toEqual(["error ix>mc:https", "error mc>ix:https"]);
  });

  test("passes two networks that meet at a gateway, and traffic within each", () => {
    const near = network([mc, ix, engine], [conduit("mc", "engine"), conduit("engine", "ix"), conduit("mc", "mc")]);
    expect(breachesOf("SEG-008", near)).toEqual([]);
  });

  testAcknowledgement("SEG-008", "mc>ix:https", network([mc, ix], [conduit("mc", "ix")]));
});

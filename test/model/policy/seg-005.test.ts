import { conduit, network, segment } from "../example-network";
import { breachesOf, testAcknowledgement } from "./rule";

const segments = [
  segment("visitors", "guest"),
  segment("offices", "corporate"),
  segment("monitors", "medical-device"),
  segment("engine", "integration"),
];
const breaching = network(segments, [conduit("visitors", "monitors"), conduit("offices", "monitors")]);

describe("SEG-005", () => {
  test("finds a guest or corporate segment that reaches devices directly", () => {
    expect(breachesOf("SEG-005", breaching)).toEqual(["error offices>monitors:https", "error visitors>monitors:https"]);
  });

  test("passes the way through a segment between", () => {
    const near = network(segments, [
      conduit("offices", "engine"),
      conduit("engine", "monitors"),
      conduit("monitors", "engine"),
    ]);
    expect(breachesOf("SEG-005", near)).toEqual([]);
  });

  testAcknowledgement("SEG-005", "offices>monitors:https", breaching);
});

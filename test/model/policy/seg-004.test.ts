import { conduit, network, segment } from "../example-network";
import { breachesOf, testAcknowledgement } from "./rule";

const segments = [segment("analysers", "medical-device"), segment("emr", "clinical")];
const breaching = network(segments, [conduit("analysers", "analysers")]);

describe("SEG-004", () => {
  test("finds a conduit from a device segment to itself", () => {
    expect(breachesOf("SEG-004", breaching)).toEqual(["error analysers>analysers:https"]);
  });

  test("passes a conduit from another kind to itself, and one out of the device segment", () => {
    expect(breachesOf("SEG-004", network(segments, [conduit("emr", "emr"), conduit("analysers", "emr")]))).toEqual([]);
  });

  testAcknowledgement("SEG-004", "analysers>analysers:https", breaching);
});

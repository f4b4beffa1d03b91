import { conduit, network, segment, service } from "../example-network";
import { breachesOf, testAcknowledgement } from "./rule";

const discovery = service("ws-discovery", "udp", 3702, 3702, { reach: "local-only" });
const segments = [segment("monitors", "medical-device"), segment("engine", "integration")];
const breaching = network(segments, [conduit("monitors", "engine", discovery)]);

describe("SEG-012", () => {
  test("finds a local-only service between segments", () => {
    expect(breachesOf("SEG-012", breaching)).toEqual(["error monitors>engine:ws-discovery"]);
    const online = network(segments, [conduit("engine", "internet", discovery)]);
    expect(breachesOf("SEG-012", online)).toEqual(["error engine>internet:ws-discovery"]);
  });

  test("passes it inside one segment, and the same port of a routable service", () => {
    const near = network(segments, [
      conduit("engine", "engine", discovery),
      conduit("monitors", "engine", service("unicast", "udp", 3702)),
    ]);
    expect(breachesOf("SEG-012", near)).toEqual([]);
  });

  testAcknowledgement("SEG-012", "monitors>engine:ws-discovery", breaching);
});

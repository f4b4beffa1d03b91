/** What was declared, and judged as if it were something else, or not at all. */
import { Proof, type DeclaredIntent } from "../../lib/verify";
import { declared, hospital } from "./hospital";
import type { Network } from "./network";

const judged = (network: Network, intent: DeclaredIntent = declared): readonly string[] =>
  new Proof(network.facts(), intent).judge().findings.map(({ id }) => id);

describe("an interface in one segment's subnet with another's group", () => {
  const network = (): Network => hospital().face("stranger", "server-a", ["pumps-sg"]);
  // From within the subnet no ACL stops it: port 3613 is for pumps alone, and this is a machine among the servers.
  test("is held to what both declare, whatever their names", () => {
    expect(judged(network())).toContain("excess:server>server");
    const renamed = JSON.parse(JSON.stringify(declared.segments).replaceAll('"pumps"', '"zpumps"')) as never;
    const conduits = declared.conduits.map((each) => (each.from === "pumps" ? { ...each, from: "zpumps" } : each));
    expect(judged(network(), { ...declared, segments: renamed, conduits })).toContain("excess:server>server");
  });

  test("and with the group of its subnet's segment as well is that segment's alone", () => {
    const both = hospital().face("stranger", "server-a", ["pumps-sg", "server-sg"]);
    expect(judged(both)).toContain("excess:server>server");
    expect(
      new Proof(both.facts(), declared).findPlace("pumps").spots.some(({ subnet }) => subnet?.id === "server-a"),
    ).toBe(false);
  });
});

/** What was declared, and judged as if it were something else, or not at all. */
import { Proof, type DeclaredIntent } from "../../lib/verify";
import { declared, hospital } from "./hospital";
import { tcp, type Network } from "./network";

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

describe("a segment of which a part is in none of the inputs", () => {
  const segments = declared.segments.map((each) =>
    each.name === "pumps" ? { ...each, subnets: [...each.subnets, "pumps-c"] } : each,
  );
  const proof = new Proof(hospital().facts(), { ...declared, segments });
  const [pumps, guest] = [proof.tryFindPlaceOf("pumps")!, proof.tryFindPlaceOf("guest")!];

  // The machines of pumps-c may be reached by anyone: the proof has never seen their routes, ACL or groups.
  test("is not said to be isolated, by any answer", () => {
    expect(proof.claims.isolated(guest, pumps).map(({ text }) => text)).toEqual([
      "subnet pumps-c of segment pumps is not among the inputs",
    ]);
    expect(
      proof.claims.reachesOnly(guest, [{ place: proof.tryFindPlaceOf("internet")!, traffic: undefined }]),
    ).not.toEqual([]);
    expect(proof.isolates(guest, pumps)).toBe("undecided");
    expect(proof.explain(guest, pumps, tcp(22)).verdict).toBe("undecided");
  });
});

describe("what is behind an appliance and has no place", () => {
  // Such as an address that floats between two machines, or a site at the other end of a tunnel that a machine keeps.
  const network = (check: boolean): Network => {
    const n = hospital()
      .rule("server-sg", "egress", tcp(443), "192.168.200.10/32")
      .entry("server-acl", "egress", 50, "allow", tcp(443), "192.168.200.10/32")
      .group("box-sg", "vpc")
      .rule("box-sg", "ingress", tcp(443), "10.0.2.0/24")
      .face("box", "public", ["box-sg"])
      .route("server-rt", "192.168.200.0/24", ["interface", "box"]);
    n.lists.interfaces = n.lists.interfaces.map((each) =>
      each.id === "box" ? { ...each, sourceDestCheck: { exact: check } } : each,
    );
    return n;
  };

  test("is undecided for who may send to it, and for nobody else", () => {
    expect(judged(network(false))).toEqual(["behind-appliance:server"]);
    // The check of AWS drops what is not addressed to the interface.
    expect(judged(network(true))).toEqual([]);
    const proof = new Proof(network(false).facts(), declared);
    const at = (name: string) => proof.tryFindPlaceOf(name)!;
    expect(proof.claims.isolated(at("guest"), at("pumps"))).toEqual([]);
    const self = { place: at("server"), traffic: tcp(7000) };
    expect(proof.claims.reachesOnly(at("server"), [self]).map(({ id }) => id)).toEqual(["behind-appliance:server"]);
  });
});

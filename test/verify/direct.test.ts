import { Proof } from "../../lib/verify";
import { Network, tcp, why } from "./network";

/** Two interfaces with open groups in two subnets. */
function pair(): Network {
  return new Network()
    .vpc("vpc", "10.0.0.0/16")
    .subnet("a", "vpc", "10.0.1.0/24")
    .subnet("b", "vpc", "10.0.2.0/24")
    .openGroup("ga", "vpc")
    .openGroup("gb", "vpc")
    .face("ia", "a", ["ga"])
    .face("ib", "b", ["gb"]);
}

const perhaps = (network: Network): string => {
  const proof = new Proof(network.facts());
  return String(proof.between(proof.tryFindPlaceOf("ia")!, proof.tryFindPlaceOf("ib")!).may);
};

const passes = (network: Network, from = "ia", to = "ib"): string => {
  const proof = new Proof(network.facts());
  const found = [from, to].map((id) => proof.tryFindPlaceOf(id));
  return String(proof.between(found[0]!, found[1]!).must);
};

describe("an interface whose groups are not known", () => {
  test("may be in any group that a rule names", () => {
    const network = pair();
    network.lists.securityGroupRules = network.lists.securityGroupRules.filter(
      ({ group, direction }) => !("to" in group && group.to === "gb" && direction === "ingress"),
    );
    network.rule("gb", "ingress", tcp(443), { group: "ga" });
    const [face, ...others] = network.lists.interfaces;
    network.lists.interfaces = [{ ...face!, groups: [{ how: "unknown", because: why }] }, ...others];
    expect(perhaps(network)).toBe("tcp 443");
    network.lists.interfaces = [{ ...face!, groups: [], moreGroups: why }, ...others];
    expect(perhaps(network)).toBe("tcp 443");
    // A group that no input describes is none of those that rules name here.
    network.lists.interfaces = [{ ...face!, groups: [{ how: "outside", id: "sg-1" }] }, ...others];
    expect(perhaps(network)).toBe("nothing");
  });
});

describe("within one VPC", () => {
  test("everything passes between open groups", () => {
    expect(passes(pair())).toBe("all");
  });

  test("a group without ingress rules lets nothing in", () => {
    const network = pair();
    network.lists.securityGroupRules = network.lists.securityGroupRules.filter(
      ({ group, direction }) => !("to" in group && group.to === "gb" && direction === "ingress"),
    );
    expect(passes(network)).toBe("nothing");
    expect(passes(network.rule("gb", "ingress", tcp(443), { group: "ga" }))).toBe("tcp 443");
  });
});

/** A subnet whose VPC is only a variable: what is known of it holds, and the rest stays open. */
import { Proof } from "../../lib/verify";
import { Network, tcp, why } from "./network";

/** Two subnets that are closed by an ACL each, the first in a VPC that nobody knows. */
function network(): Network {
  const n = new Network()
    .vpc("vpc", "10.0.0.0/16")
    .subnet("a", "vpc", "10.0.1.0/24")
    .subnet("b", "vpc", "10.0.2.0/24")
    .openGroup("g", "vpc")
    .face("one", "a", ["g"])
    .face("other", "b", ["g"]);
  n.lists.subnets[0] = { ...n.lists.subnets[0]!, vpc: { how: "unknown", because: why } };
  return n;
}

const between = (n: Network, from: string, to: string): string => {
  const proof = new Proof(n.facts());
  const { must, may } = proof.between(proof.tryFindPlaceOf(from)!, proof.tryFindPlaceOf(to)!);
  return `${String(must)} | ${String(may)}`;
};

test("machines of it reach each other, whatever its ACL says", () => {
  const closed = network().acl("closed", "vpc", "a");
  expect(between(closed, "one", "one")).toBe("all | all");
});

test("nobody knows what else they reach: its VPC may be another than the one that is described", () => {
  expect(between(network(), "one", "other")).toBe("nothing | all");
  expect(between(network(), "other", "one")).toBe("nothing | all");
});

test("an ACL that it surely has still stops what it stops", () => {
  const filtered = network().acl("https", "vpc", "a");
  for (const way of ["ingress", "egress"] as const)
    filtered
      .entry("https", way, 10, "allow", tcp(443), "10.0.2.0/24")
      .entry("https", way, 20, "deny", "all", "0.0.0.0/0");
  expect(between(filtered, "one", "other")).toBe("nothing | tcp 443");
});

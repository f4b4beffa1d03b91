/** Machines on the way of machines: what has too many ways ends soon, and is told by name. */
import type { Link } from "../../lib/terraform";
import { Proof } from "../../lib/verify";
import { moreWays } from "../../lib/verify/routing/outcome";
import { Network, tcp, why } from "./network";
import { agree } from "./second-opinion";

/** Each subnet's table leads to the machine in one of the subnets; which one, no input tells. */
const ring = (size: number): Network => {
  const network = new Network().vpc("v", "10.0.0.0/16").openGroup("g", "v").gateway("igw", "internet", "v");
  const ids = Array.from({ length: size }, (_, i) => String(i));
  const among: Link = { how: "ambiguous", among: ids.map((i) => `eni-${i}`), because: why };
  for (const i of ids)
    network
      .subnet(`s-${i}`, "v", `10.0.${i}.0/24`)
      .table(`t-${i}`, "v", `s-${i}`)
      .route(`t-${i}`, "0.0.0.0/0", { kind: "interface", to: among })
      .face(`eni-${i}`, `s-${i}`, ["g"], { check: false, machine: "unknown" });
  return network;
};

test("two machines that may lead to each other are followed to the end, and both evaluators agree", () => {
  agree(ring(2));
});

test.each([2, 12])("of %d machines that may lead to each other nothing to the internet is sure", (size) => {
  const proof = new Proof(ring(size).facts());
  const [from, internet] = [proof.tryFindPlaceOf("eni-0")!, proof.findPlace("internet")];
  const { verdict, doubts } = proof.explain(from, internet, tcp(443));
  expect(verdict).toBe("undecided");
  if (size === 12) expect(doubts).toContain(moreWays);
  proof.askAgain();
});

test("a long line of machines is followed to its end", () => {
  const network = new Network().vpc("v", "10.0.0.0/16").openGroup("g", "v").gateway("igw", "internet", "v");
  for (let i = 0; i < 30; i += 1)
    network
      .subnet(`s-${String(i)}`, "v", `10.0.${String(i)}.0/24`)
      .table(`t-${String(i)}`, "v", `s-${String(i)}`)
      .route(
        `t-${String(i)}`,
        "0.0.0.0/0",
        i === 29
          ? { kind: "internet-gateway", to: { how: "exact", to: "igw" } }
          : { kind: "interface", to: { how: "exact", to: `eni-${String(i + 1)}` } },
      )
      .face(`eni-${String(i)}`, `s-${String(i)}`, ["g"], { check: false, public: true });
  const proof = new Proof(network.facts());
  const { verdict } = proof.explain(proof.tryFindPlaceOf("eni-0")!, proof.findPlace("internet"), tcp(443));
  expect(verdict).toBe("undecided");
});

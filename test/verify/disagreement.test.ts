/** A second opinion that is wrong on purpose: what it says of a witness must count. */
import { InternalDisagreement, Proof, type Explanation } from "../../lib/verify";
import { evaluate } from "../../lib/verify/naive/evaluate";
import { declared, hospital } from "./hospital";
import { tcp } from "./network";

jest.mock("../../lib/verify/naive/evaluate", () => ({ evaluate: jest.fn() }));
const says = evaluate as jest.MockedFunction<typeof evaluate>;

const explain = (): Explanation => {
  const proof = new Proof(hospital().facts(), declared);
  return proof.explain(proof.findPlace("pumps"), proof.findPlace("server"), tcp(3613));
};

test("refuses to report anything when the naive evaluator disagrees", () => {
  says.mockReturnValue("no");
  expect(explain).toThrow(InternalDisagreement);
});

test("refuses to show a matrix when the naive evaluator disagrees with a pair of it", () => {
  says.mockReturnValue("no");
  expect(() => {
    new Proof(hospital().facts(), declared).askAgain();
  }).toThrow(InternalDisagreement);
});

test("a witness that the naive evaluator cannot tell about is undecided", () => {
  says.mockReturnValue("perhaps");
  expect(explain().verdict).toBe("undecided");
});

test("a finding whose witness the naive evaluator cannot tell about is undecided", () => {
  says.mockReturnValue("perhaps");
  const network = hospital()
    .rule("server-sg", "ingress", tcp(22), { group: "server-sg" })
    .rule("server-sg", "egress", tcp(22), { group: "server-sg" });
  const { findings } = new Proof(network.facts(), declared).judge();
  expect(findings.map(({ id, verdict }) => [id, verdict])).toEqual([["perhaps-excess:server>server", "undecided"]]);
});

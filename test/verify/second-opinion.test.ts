import { Proof } from "../../lib/verify";
import { asked } from "../../lib/verify/explain/second-opinion";
import { declared, hospital } from "./hospital";

const proof = new Proof(hospital().facts(), declared);
const matrix = proof.matrix();

test("every pair of a small network is put to the naive evaluator", () => {
  expect([...asked(matrix, proof.facts)]).toEqual([...matrix.entries()]);
  expect(matrix.size).toBeGreaterThan(1);
});

test("of a large network some pairs are, spread evenly, and one at least", () => {
  const rule = proof.facts.securityGroupRules[0];
  const ofRules = (length: number): readonly unknown[] => [
    ...asked(
      { size: 100_000, at: (k: number) => k } as never,
      { securityGroupRules: Array.from({ length }, () => rule), networkAclEntries: [] } as never,
    ),
  ];
  expect(ofRules(100_000)).toEqual([0, 10_000, 20_000, 30_000, 40_000, 50_000, 60_000, 70_000, 80_000, 90_000]);
  expect(ofRules(10_000_000)).toEqual([0]);
});

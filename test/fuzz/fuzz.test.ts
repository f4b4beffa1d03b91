/** Damaged hospitals: some of what `npm run fuzz` does at length. */
import fc from "fast-check";
import { corpus } from "./corpus";
import { damages } from "./damage";
import { judged, type Outcome } from "./law";

test("whatever happens to an input, it is refused or judged, soon, and never holds when the damage must matter", () => {
  const seed = Number(process.env["CORDON_SEED"] ?? Date.now() % 2 ** 31);
  const samples = corpus(6, seed);
  const seen = new Map<Outcome, number>();
  fc.assert(
    fc.property(fc.nat({ max: samples.length - 1 }), damages, fc.nat(), (which, damage, choice) => {
      const outcome = judged(samples[which]!, damage, choice);
      seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
    }),
    { seed, numRuns: Number(process.env["CORDON_FUZZ_RUNS"] ?? 600) },
  );
  // The law would hold of a reader that refuses everything.
  expect([...seen.keys()].sort()).toEqual(["broken", "holds", "refused", "undecided"]);
}, 120_000);

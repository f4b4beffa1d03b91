/** Random hospitals written in another way: nothing is found, and the matrix is the same. */
import fc from "fast-check";
import { designs } from "./design";
import { Ground } from "./ground";
import { hospitalOf, seed } from "./hospitals";
import { seenBy } from "./matrix";
import { rewrites, type Rewrite } from "./rewrites";

const numRuns = Number(process.env["CORDON_PLANT_RUNS"] ?? 3);

function changesNothing(design: fc.Arbitrary<readonly [Parameters<typeof hospitalOf>[0], readonly Rewrite[]]>): void {
  fc.assert(
    fc.property(design, ([drawn, chosen]) => {
      const hospital = hospitalOf(drawn);
      fc.pre(hospital !== undefined);
      const ground = new Ground(hospital, 0);
      const before = seenBy(ground.proof());
      const text = ground.text;
      for (const { write } of chosen) write(ground);
      const proof = ground.proof();
      expect(proof.judge()).toMatchObject({ verdict: "holds", findings: [] });
      expect(seenBy(proof)).toEqual(before);
      expect(ground.text).not.toBe(text);
    }),
    { seed, numRuns },
  );
}

describe("A rewrite that changes nothing has no finding:", () => {
  test.each(rewrites)("$title", (rewrite) => {
    changesNothing(designs(rewrite.wish).map((design) => [design, [rewrite]]));
  });
});

test("Several rewrites one after another have none either.", () => {
  const closing = rewrites.filter((rewrite) => rewrite.closing === true);
  const others = rewrites.filter((rewrite) => rewrite.wish === undefined && !closing.includes(rewrite));
  const several = fc.tuple(fc.shuffledSubarray(others, { minLength: 2, maxLength: 5 }), fc.subarray(closing));
  changesNothing(fc.tuple(designs(), several).map(([design, [first, last]]) => [design, [...first, ...last]]));
});

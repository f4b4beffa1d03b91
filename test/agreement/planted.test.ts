/** Random hospitals with one change each: what it opens or closes is found, and what does it is named. */
import fc from "fast-check";
import type { Finding } from "../../lib/verify";
import { designs, type Wish } from "./design";
import { Ground, NothingToPick } from "./ground";
import { hospitalOf, seed } from "./hospitals";
import { filterPlants } from "./plants/filters";
import { lossPlants } from "./plants/losses";
import { machinePlants } from "./plants/machines";
import type { Found, Plant } from "./plants/plant";
import { rulePlants } from "./plants/rules";
import { wayPlants } from "./plants/ways";

const numRuns = Number(process.env["CORDON_PLANT_RUNS"] ?? 3);

const named = ({ rules, witness, blockers }: Finding): readonly string[] => [
  ...rules,
  ...(witness?.hops ?? []).flatMap(({ at, rule }) => [at, rule]),
  ...(blockers ?? []).flatMap(({ at, rule }) => [at, at.replace(/ \(.*\)$/, ""), rule]),
];

function isFound(findings: readonly Finding[], { id, names, perhaps }: Found): boolean {
  return findings.some(
    (finding) =>
      (typeof id === "string" ? finding.id === id : id.test(finding.id)) &&
      finding.verdict === (perhaps === true ? "undecided" : "broken") &&
      named(finding).includes(names),
  );
}

function findsIt({ lay, loud }: Plant, wish: Wish): void {
  fc.assert(
    fc.property(designs(wish), fc.nat(), (design, choice) => {
      const hospital = hospitalOf(design);
      fc.pre(hospital !== undefined);
      const ground = new Ground(hospital, choice);
      const change = tryTo(() => lay(ground));
      fc.pre(change !== undefined);
      if (loud === undefined) expect(ground.proof().judge().findings).toEqual([]);
      const found = change();
      const { findings } = ground.proof().judge();
      if (isFound(findings, found)) return;
      throw new Error(
        `not found: ${String(found.id)} by ${found.names}; found:\n${findings
          .map((one) => `${one.verdict} ${one.id}: ${named(one).join(", ")}; ${one.text}`)
          .join("\n")}`,
      );
    }),
    { seed, numRuns },
  );
}

function tryTo<T>(lay: () => T): T | undefined {
  try {
    return lay();
  } catch (error) {
    if (error instanceof NothingToPick) return undefined;
    throw error;
  }
}

describe.each([
  ["a rule", rulePlants],
  ["a network ACL", filterPlants],
  ["a way", wayPlants],
  ["a machine", machinePlants],
  ["a loss", lossPlants],
] as const)("What is planted is found, and what makes it is named: %s", (_, plants) => {
  test.each(plants)("$title", (plant) => {
    findsIt(plant, plant.wish ?? {});
  });
});

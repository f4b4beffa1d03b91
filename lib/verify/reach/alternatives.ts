/**
 * What is surely in one of several subnets: it passes where it passes in each, and is stopped where it is stopped in each.
 *
 * Decides which spots of a place are alternatives of each other, all of which the place has: of those one is there, or some are.
 * Of a place that has a part of them nothing is there surely.
 */
import type { FactId } from "../../terraform";
import type { Spot } from "../places/places";
import { allTraffic, noTraffic, type Rows } from "../sets/rows";
import type { Relation } from "./bounds";

/** Pairs of spots, of which at least one is there where there are several, each as it is if it is there. */
export type Pairs = readonly (readonly [from: Spot, to: Spot])[];

export function* alternatives(from: readonly Spot[], to: readonly Spot[]): Generator<Pairs> {
  const targets = unitsOf(to);
  for (const sources of unitsOf(from))
    for (const each of targets) yield sources.flatMap((s) => each.map((d) => [s, d] as const));
}

/** Each spot by itself, and alternatives together. */
function unitsOf(spots: readonly Spot[]): readonly (readonly Spot[])[] {
  if (spots.every(({ choices }) => choices === 0)) return spots.map((spot) => [spot]);
  const byFace = new Map<FactId, Spot[]>();
  for (const spot of spots)
    if (spot.choices > 0) for (const id of spot.interfaces) byFace.set(id, [...(byFace.get(id) ?? []), spot]);
  const whole = [...byFace.values()].filter(isWhole);
  const together = new Map(whole.map((unit) => [unit.map(({ id }) => id).join("\n"), unit.map(asIfThere)] as const));
  const inUnits = new Set(whole.flat());
  return [...spots.filter((spot) => !inUnits.has(spot)).map((spot) => [spot]), ...together.values()];
}

/** Whether they are all the places where an interface may be. */
function isWhole(unit: readonly Spot[]): boolean {
  return new Set(unit.map(({ subnet }) => subnet?.id)).size === unit[0]?.choices;
}

function asIfThere(spot: Spot): Spot {
  return { ...spot, certain: true };
}

/** What passes where one of these is how it is. */
export function oneIsTrue(rows: Rows, relations: readonly Relation[]): Relation {
  const [first, ...others] = relations;
  if (first !== undefined && others.length === 0) return first;
  return relations.reduce<Relation>(
    (all, each) => ({
      someMay: rows.or(all.someMay, each.someMay),
      someMust: rows.and(all.someMust, each.someMust),
      allMay: rows.or(all.allMay, each.allMay),
      allMust: rows.and(all.allMust, each.allMust),
    }),
    { someMay: noTraffic, someMust: allTraffic, allMay: noTraffic, allMust: allTraffic },
  );
}

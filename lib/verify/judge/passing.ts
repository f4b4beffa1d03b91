/** Traffic that passes or may pass between two places, with a packet that shows it. */
import type { Transport } from "../../model";
import type { Witness } from "../explain/witness";
import type { Place, Spot } from "../places/places";
import { alternatives, oneIsTrue } from "../reach/alternatives";
import { noTraffic, type RowId } from "../sets/rows";
import type { Relations } from "../reach/relation";
import type { World } from "../world/world";
import type { Evidence, EvidenceFinder } from "./evidence";

export interface Passing {
  /** Whether it surely passes, as the naive evaluator sees it too. */
  readonly surely: boolean;
  readonly traffic: Transport;
  readonly witness: Witness | undefined;
  readonly doubts: readonly string[];
}

/** The first of `wanted` that surely passes; if none does, the first that may; undefined when all of it is stopped. */
export function passing(
  world: World,
  relations: Relations,
  evidence: EvidenceFinder,
  from: Place,
  to: Place,
  wanted: RowId,
): Passing | undefined {
  const { rows } = world;
  for (const bound of ["must", "may"] as const)
    for (const pairs of alternatives(from.spots, to.spots)) {
      const relation = oneIsTrue(
        rows,
        pairs.map(([s, d]) => relations.of(s, d, wanted)),
      );
      const row = rows.and(bound === "must" ? relation.someMust : relation.someMay, wanted);
      if (row === noTraffic) continue;
      // Of alternatives that it passes to each has a packet of its own, and what may pass to one may not to the others.
      const found = pairs.map(([s, d]) => evidenceOf(s, d, row, bound));
      const shown = found.find((each) => each !== undefined);
      return {
        surely: bound === "must" && found.every((each) => each?.agreed === true),
        traffic: rows.transport(row),
        witness: shown?.witness,
        doubts: shown?.doubts ?? [],
      };
    }
  return undefined;

  function evidenceOf(s: Spot, d: Spot, row: RowId, bound: "must" | "may"): Evidence | undefined {
    const { someMay } = relations.of(s, d, wanted);
    const own = bound === "must" ? row : rows.and(row, someMay);
    return own === noTraffic ? undefined : evidence.passing(s, d, own, bound);
  }
}

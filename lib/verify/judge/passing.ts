/** Traffic that passes or may pass between two places, with a packet that shows it. */
import type { Transport } from "../../model";
import type { Witness } from "../explain/witness";
import type { Place } from "../places/places";
import { noTraffic, type RowId } from "../sets/rows";
import type { Relations } from "../reach/relation";
import type { World } from "../world/world";
import type { EvidenceFinder } from "./evidence";

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
    for (const s of from.spots)
      for (const d of to.spots) {
        const relation = relations.of(s, d, wanted);
        const row = rows.and(bound === "must" ? relation.someMust : relation.someMay, wanted);
        if (row === noTraffic) continue;
        const found = evidence.passing(s, d, row, bound);
        return {
          surely: bound === "must" && found?.agreed === true,
          traffic: rows.transport(row),
          witness: found?.witness,
          doubts: found?.doubts ?? [],
        };
      }
  return undefined;
}

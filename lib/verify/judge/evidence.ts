/** Finds the packet behind a finding. */
import type { Spot } from "../places/places";
import type { Relations } from "../reach/relation";
import type { Blocker } from "../explain/blockers";
import { fewestBlockers } from "../explain/explain";
import { doubtsOf, findPair, pathsAt, witnessOf, type Witness } from "../explain/witness";
import type { RowId } from "../sets/rows";
import type { World } from "../world/world";

export interface Evidence {
  readonly witness: Witness;
  /** The naive evaluator could tell, and agrees. */
  readonly agreed: boolean;
  readonly doubts: readonly string[];
}

export class EvidenceFinder {
  public constructor(
    private readonly world: World,
    private readonly relations: Relations,
    private readonly replies: "needed" | "ignored",
  ) {}

  /** A packet of `row` that gets, or may get, through. */
  public passing(from: Spot, to: Spot, row: RowId, bound: "must" | "may"): Evidence | undefined {
    const { world, relations } = this;
    const point = tellingPoint(world, row);
    const name = bound === "must" ? "someMust" : "someMay";
    const found = findPair(world, relations, from, to, point, name, true);
    if (found === undefined) return undefined;
    const { witness, agreed } = witnessOf(world.facts, world, relations, from, to, found, point, bound, this.replies);
    const ways = pathsAt(relations, from, to, found).flatMap((path) =>
      doubtsOf(world, relations, from, to, path, found, point),
    );
    const doubts = [...new Set(bound === "may" ? [...ways, ...(witness.content ?? [])] : ways)];
    return { witness, agreed: agreed === "yes", doubts };
  }

  /** What stops a packet of `row` that ought to get through. */
  public stopping(
    from: Spot,
    to: Spot,
    row: RowId,
    bound: "must" | "may",
  ): { readonly blockers: readonly Blocker[]; readonly doubts: readonly string[] } {
    const { world, relations } = this;
    const point = world.rows.first(row);
    const name = bound === "must" ? "someMust" : "someMay";
    const found = findPair(world, relations, from, to, point, name, false);
    if (found === undefined)
      return { blockers: [{ at: from.id, rule: "none", reason: "no way leads there" }], doubts: [] };
    const { blockers, doubts } = fewestBlockers(world, relations, from, to, found, point);
    // What surely passes passes on every way: a doubt about any of them counts.
    const all = bound === "may" ? doubts : pathsAt(relations, from, to, found).flatMap((path) => path.doubts);
    return { blockers, doubts: [...new Set(all)] };
  }
}

const tcp443 = 6 * 65_536 + 443;

/** The lowest transport of a row; of all of them HTTPS, as nobody knows what a packet of protocol 0 is. */
function tellingPoint({ rows }: World, row: RowId): number {
  const first = rows.first(row);
  return first === 0 && rows.has(row, tcp443) ? tcp443 : first;
}

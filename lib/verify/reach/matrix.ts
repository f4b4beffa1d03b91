/**
 * Everything that can reach anything: all pairs of places that are not empty.
 *
 * Kept as numbers in columns, since a large network has a million pairs and most of them are nothing.
 */
import type { Transport } from "../../model";
import type { Place } from "../places/places";
import { allTraffic, noTraffic, type RowId } from "../sets/rows";
import type { Prospects } from "./prospects";
import type { World } from "../world/world";
import { alternatives, oneIsTrue } from "./alternatives";
import { join } from "./bounds";
import { nothing, type Relation, type Relations } from "./relation";

export interface Reach {
  readonly from: Place;
  readonly to: Place;
  /** Surely, from some address to some address. */
  readonly must: Transport;
  /** Perhaps, and not surely. */
  readonly may: Transport;
}

export class Matrix {
  private readonly from: number[] = [];
  private readonly to: number[] = [];
  private readonly mays: RowId[] = [];
  private readonly musts: RowId[] = [];
  /** How many ordered pairs were decided. */
  public readonly pairs: number;

  public constructor(
    private readonly world: World,
    private readonly places: readonly Place[],
    relations: Relations,
    prospects: Prospects,
  ) {
    this.pairs = places.length * (places.length - 1) + places.filter(talksToItself).length;
    for (const [i, from] of places.entries())
      for (const j of prospects.of(i)) {
        const to = places[j] as Place;
        if (i === j && !talksToItself(from)) continue;
        const { someMay, someMust } = placeRelation(world, relations, from, to);
        if (someMay === noTraffic) continue;
        this.from.push(i);
        this.to.push(j);
        this.mays.push(someMay);
        this.musts.push(someMust);
      }
  }

  /** How many pairs have any traffic. */
  public get size(): number {
    return this.from.length;
  }

  /** Pairs between which something surely passes, and pairs between which something else perhaps does. */
  public get counts(): { readonly surely: number; readonly perhaps: number } {
    let [surely, perhaps] = [0, 0];
    this.musts.forEach((must, k) => {
      if (must !== noTraffic) surely += 1;
      if (this.world.rows.minus(this.mays[k] as RowId, must) !== noTraffic) perhaps += 1;
    });
    return { surely, perhaps };
  }

  public *entries(): Generator<Reach> {
    for (let k = 0; k < this.size; k += 1) yield this.at(k);
  }

  /** One of the pairs, from 0 up to `size`. */
  public at(k: number): Reach {
    const { rows } = this.world;
    const [may, must] = [this.mays[k] as RowId, this.musts[k] as RowId];
    return {
      from: this.places[this.from[k] as number] as Place,
      to: this.places[this.to[k] as number] as Place,
      must: rows.transport(must),
      may: rows.transport(rows.minus(may, must)),
    };
  }
}

/** Whether a place has more than one address to ask about from within. */
function talksToItself({ type }: Place): boolean {
  return type === "segment" || type === "interfaces";
}

/** Over all spots of two places: some of them for `some`, every one for `all`. */
export function placeRelation(world: World, relations: Relations, from: Place, to: Place): Relation {
  const [s] = from.spots;
  const [d] = to.spots;
  if (s === undefined || d === undefined) return nothing;
  if (from.spots.length === 1 && to.spots.length === 1) return relations.between(s, d);
  const { rows } = world;
  let result: Relation = { someMay: noTraffic, someMust: noTraffic, allMay: allTraffic, allMust: allTraffic };
  for (const pairs of alternatives(from.spots, to.spots))
    result = join(
      rows,
      result,
      oneIsTrue(
        rows,
        pairs.map(([one, other]) => relations.between(one, other)),
      ),
    );
  return result;
}

/** Walks that were taken already from one place, by the addresses that they hold for. */
import type { Rank } from "../sets/address-atoms";
import type { Outcome } from "./outcome";

export interface Walk {
  readonly from: Rank;
  readonly outcomes: readonly Outcome[];
  /** All of this holds for every rank from `from` up to this one. */
  readonly until: number;
}

export class RememberedWalks {
  private readonly walks: Walk[] = [];

  public find(rank: Rank): Walk | undefined {
    const walk = this.walks[this.after(rank) - 1];
    return walk !== undefined && rank < walk.until ? walk : undefined;
  }

  public keep(walk: Walk): void {
    this.walks.splice(this.after(walk.from), 0, walk);
  }

  /** How many walks start at or before a rank. */
  private after(rank: Rank): number {
    let [low, high] = [0, this.walks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.walks[middle] as Walk).from <= rank) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

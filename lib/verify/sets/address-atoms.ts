/**
 * Addresses by rank: the line of each family is cut at every boundary that any fact mentions, and the pieces are numbered.
 *
 * No fact tells two addresses of one piece apart, so one stands for all. IPv4 and IPv6 are separate lines; their numbers
 * follow each other so that one array serves both. Decides nothing about what an address may do.
 */
import type { AddressSet } from "../../model";
import { type Family } from "../../model";

/** The number of a piece. */
export type Rank = number;
/** Pieces from the first up to, not including, the second. */
export type RankRange = readonly [from: Rank, to: Rank];

export function within(ranges: readonly RankRange[], rank: Rank): boolean {
  return ranges.some(([from, to]) => from <= rank && rank < to);
}

export class AddressAtoms {
  private readonly known = new WeakMap<AddressSet, readonly RankRange[]>();

  private constructor(
    /** First address of each IPv4 piece: below 2^33, so exact as a number. */
    private readonly v4: Float64Array,
    private readonly v6: readonly bigint[],
  ) {}

  /** Cuts at the ends of every interval of every set. */
  public static of(sets: Iterable<AddressSet>): AddressAtoms {
    const v4: number[] = [0];
    const v6: bigint[] = [0n];
    for (const set of sets) {
      for (const [from, to] of set.intervals(4)) v4.push(Number(from), Number(to));
      for (const [from, to] of set.intervals(6)) v6.push(from, to);
    }
    const sorted = Float64Array.from(v4).sort();
    const cuts = sorted.filter((cut, i) => cut < 2 ** 32 && cut !== sorted[i - 1]);
    v6.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    return new AddressAtoms(
      cuts,
      v6.filter((cut, i) => cut < 1n << 128n && cut !== v6[i - 1]),
    );
  }

  /** How many pieces there are in both families. */
  public get count(): number {
    return this.v4.length + this.v6.length;
  }

  /** All pieces of a family. */
  public family(family: Family): RankRange {
    return family === 4 ? [0, this.v4.length] : [this.v4.length, this.count];
  }

  public familyOf(rank: Rank): Family {
    return rank < this.v4.length ? 4 : 6;
  }

  /** The piece that an address is in. */
  public at(family: Family, address: bigint): Rank {
    return family === 4 ? floor4(this.v4, Number(address)) : this.v4.length + floor6(this.v6, address);
  }

  /** The pieces of a set whose ends are all cuts; others are rounded outwards. */
  public ranges(set: AddressSet): readonly RankRange[] {
    const known = this.known.get(set);
    if (known !== undefined) return known;
    const ranges = this.computed(set);
    this.known.set(set, ranges);
    return ranges;
  }

  private computed(set: AddressSet): readonly RankRange[] {
    const ranges: RankRange[] = [];
    for (const family of [4, 6] as const)
      for (const [from, to] of set.intervals(family))
        ranges.push([this.at(family, from), this.at(family, to - 1n) + 1]);
    return ranges;
  }

  /** Lowest address of a piece. */
  public first(rank: Rank): { readonly family: Family; readonly value: bigint } {
    const v4 = this.v4[rank];
    return v4 === undefined
      ? { family: 6, value: this.v6[rank - this.v4.length] as bigint }
      : { family: 4, value: BigInt(v4) };
  }

  /** Highest address of a piece. */
  public last(rank: Rank): bigint {
    const { family } = this.first(rank);
    const next = rank + 1;
    if (next < this.family(family)[1]) return this.first(next).value - 1n;
    return (family === 4 ? 1n << 32n : 1n << 128n) - 1n;
  }
}

function floor4(cuts: Float64Array, value: number): number {
  let [low, high] = [0, cuts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((cuts[middle] as number) <= value) low = middle;
    else high = middle;
  }
  return low;
}

function floor6(cuts: readonly bigint[], value: bigint): number {
  let [low, high] = [0, cuts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((cuts[middle] as bigint) <= value) low = middle;
    else high = middle;
  }
  return low;
}

/** Which of many ranges overlap a given one. Decides nothing about what the ranges are of. */
import type { RankRange } from "./address-atoms";

/** Ranges with an owner each, found by overlap in time that grows with the answer and the logarithm of their number. */
export class Overlaps {
  private readonly starts: Int32Array;
  private readonly ends: Int32Array;
  private readonly owners: Int32Array;
  /** Of the part of the sorted list that has its middle here: the highest end. */
  private readonly reaches: Int32Array;

  public constructor(ranges: readonly { readonly range: RankRange; readonly owner: number }[]) {
    const sorted = [...ranges].sort((a, b) => a.range[0] - b.range[0]);
    this.starts = Int32Array.from(sorted, ({ range }) => range[0]);
    this.ends = Int32Array.from(sorted, ({ range }) => range[1]);
    this.owners = Int32Array.from(sorted, ({ owner }) => owner);
    this.reaches = new Int32Array(sorted.length);
    this.measure(0, sorted.length);
  }

  /** Calls `found` with the owner of every range that shares a rank with this one. */
  public each(range: RankRange, found: (owner: number) => void): void {
    if (range[0] < range[1]) this.search(0, this.starts.length, range, found);
  }

  private search(low: number, high: number, range: RankRange, found: (owner: number) => void): void {
    if (low >= high) return;
    const middle = (low + high) >> 1;
    if ((this.reaches[middle] as number) <= range[0]) return;
    this.search(low, middle, range, found);
    if ((this.starts[middle] as number) >= range[1]) return;
    if ((this.ends[middle] as number) > range[0]) found(this.owners[middle] as number);
    this.search(middle + 1, high, range, found);
  }

  private measure(low: number, high: number): number {
    if (low >= high) return 0;
    const middle = (low + high) >> 1;
    const reach = Math.max(this.ends[middle] as number, this.measure(low, middle), this.measure(middle + 1, high));
    this.reaches[middle] = reach;
    return reach;
  }
}

/**
 * A set of points on a line, as half-open intervals.
 *
 * Decides nothing about what the points mean. Half-open intervals need only comparisons, so one implementation serves
 * numbers and bigints. Canonical on construction (sorted, disjoint, not touching): equal sets have equal intervals.
 */
export type Point = number | bigint;

/** `from` is in, `to` is not. */
export type Interval<P extends Point> = readonly [from: P, to: P];

/** A canonical set of points: its intervals are sorted, disjoint and do not touch. */
export class IntervalSet<P extends Point> {
  private constructor(public readonly intervals: readonly Interval<P>[]) {}

  /** The union of intervals in any order; empty and reversed ones add nothing. */
  public static of<P extends Point>(intervals: readonly Interval<P>[]): IntervalSet<P> {
    const sorted = intervals.filter(([from, to]) => from < to).sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
    const merged: [P, P][] = [];
    for (const [from, to] of sorted) {
      const last = merged.at(-1);
      if (last === undefined || from > last[1]) merged.push([from, to]);
      else if (to > last[1]) last[1] = to;
    }
    return new IntervalSet(merged);
  }

  public static empty<P extends Point>(): IntervalSet<P> {
    return new IntervalSet<P>([]);
  }

  public union(other: IntervalSet<P>): IntervalSet<P> {
    return IntervalSet.of([...this.intervals, ...other.intervals]);
  }

  public intersect(other: IntervalSet<P>): IntervalSet<P> {
    const common: Interval<P>[] = [];
    let [i, j] = [0, 0];
    for (;;) {
      const a = this.intervals[i];
      const b = other.intervals[j];
      if (a === undefined || b === undefined) return new IntervalSet(common);
      const from = a[0] > b[0] ? a[0] : b[0];
      const to = a[1] < b[1] ? a[1] : b[1];
      if (from < to) common.push([from, to]);
      if (a[1] < b[1]) i += 1;
      else j += 1;
    }
  }

  public subtract(other: IntervalSet<P>): IntervalSet<P> {
    const rest: Interval<P>[] = [];
    let j = 0;
    for (const [start, end] of this.intervals) {
      let from = start;
      while (j < other.intervals.length) {
        const hole = other.intervals[j] as Interval<P>;
        if (hole[0] >= end) break;
        if (hole[0] > from) rest.push([from, hole[0]]);
        if (hole[1] > from) from = hole[1];
        if (hole[1] > end) break;
        j += 1;
      }
      if (from < end) rest.push([from, end]);
    }
    return new IntervalSet(rest);
  }

  public contains(other: IntervalSet<P>): boolean {
    return other.subtract(this).isEmpty();
  }

  public has(point: P): boolean {
    return this.intervals.some(([from, to]) => from <= point && point < to);
  }

  public equals(other: IntervalSet<P>): boolean {
    return (
      this.intervals.length === other.intervals.length &&
      this.intervals.every(
        ([from, to], index) => from === other.intervals[index]?.[0] && to === other.intervals[index][1],
      )
    );
  }

  public isEmpty(): boolean {
    return this.intervals.length === 0;
  }
}

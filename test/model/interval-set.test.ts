import fc from "fast-check";
import { IntervalSet, type Interval } from "../../lib/model/interval-set";

const universe = Array.from({ length: 24 }, (_, point) => point);
const interval = fc.tuple(fc.integer({ min: 0, max: 24 }), fc.integer({ min: 0, max: 24 }));
const someIntervals = fc.array(interval, { maxLength: 6 });
const inside = (intervals: readonly Interval<number>[], point: number): boolean =>
  intervals.some(([from, to]) => point >= from && point < to);
const pointsOf = (set: IntervalSet<number>): number[] => universe.filter((point) => inside(set.intervals, point));

describe("an interval set", () => {
  test("agrees with point-by-point sets for every verb", () => {
    fc.assert(
      fc.property(someIntervals, someIntervals, (a, b) => {
        const [left, right] = [IntervalSet.of(a), IntervalSet.of(b)];
        const [inA, inB] = [(p: number) => inside(a, p), (p: number) => inside(b, p)];
        expect(pointsOf(left)).toEqual(universe.filter(inA));
        expect(universe.filter((p) => left.has(p))).toEqual(universe.filter(inA));
        expect(pointsOf(left.union(right))).toEqual(universe.filter((p) => inA(p) || inB(p)));
        expect(pointsOf(left.intersect(right))).toEqual(universe.filter((p) => inA(p) && inB(p)));
        expect(pointsOf(left.subtract(right))).toEqual(universe.filter((p) => inA(p) && !inB(p)));
        expect(left.contains(right)).toBe(universe.every((p) => inA(p) || !inB(p)));
        expect(left.equals(right)).toBe(universe.every((p) => inA(p) === inB(p)));
        expect(left.isEmpty()).toBe(!universe.some(inA));
      }),
      { numRuns: 500 },
    );
  });

  test("is canonical: every result is sorted, apart and not empty", () => {
    fc.assert(
      fc.property(someIntervals, someIntervals, (a, b) => {
        const [left, right] = [IntervalSet.of(a), IntervalSet.of(b)];
        for (const set of [left, left.union(right), left.intersect(right), left.subtract(right)]) {
          const ends = set.intervals.flat();
          expect(ends).toEqual([...new Set(ends)].sort((x, y) => x - y));
          expect(IntervalSet.of(set.intervals)).toEqual(set);
        }
      }),
      { numRuns: 300 },
    );
  });
});

/**
 * Sets of pairs, kept as a function from disjoint left sets to what goes with them on the right.
 *
 * Left sets with equal right sets are one entry and no right set is empty, so a set of pairs has one form: two ways of
 * cutting the same set into rectangles end in the same entries. Right sets may be layers themselves, which gives boxes.
 */
export interface Verbs<S> {
  union(other: S): S;
  intersect(other: S): S;
  subtract(other: S): S;
  equals(other: S): boolean;
  isEmpty(): boolean;
}

type Entry<L, R> = readonly [left: L, right: R];
type Order<L> = (a: L, b: L) => number;

/** A canonical set of pairs. */
export class Layers<L extends Verbs<L>, R extends Verbs<R>> implements Verbs<Layers<L, R>> {
  private constructor(
    /** In the order of their left sets. */
    public readonly entries: readonly Entry<L, R>[],
    private readonly order: Order<L>,
  ) {}

  /** Every pair of one left and one right set. `order` orders disjoint left sets. */
  public static rectangle<L extends Verbs<L>, R extends Verbs<R>>(left: L, right: R, order: Order<L>): Layers<L, R> {
    return new Layers<L, R>([], order).canonical([[left, right]]);
  }

  public union(other: Layers<L, R>): Layers<L, R> {
    return this.canonical([
      ...this.common(other, (mine, theirs) => mine.union(theirs)),
      ...this.outside(other),
      ...other.outside(this),
    ]);
  }

  public intersect(other: Layers<L, R>): Layers<L, R> {
    return this.canonical(this.common(other, (mine, theirs) => mine.intersect(theirs)));
  }

  public subtract(other: Layers<L, R>): Layers<L, R> {
    return this.canonical([...this.common(other, (mine, theirs) => mine.subtract(theirs)), ...this.outside(other)]);
  }

  public equals(other: Layers<L, R>): boolean {
    return (
      this.entries.length === other.entries.length &&
      this.entries.every(([left, right], index) => {
        const match = other.entries[index];
        return match !== undefined && left.equals(match[0]) && right.equals(match[1]);
      })
    );
  }

  public isEmpty(): boolean {
    return this.entries.length === 0;
  }

  private common(other: Layers<L, R>, combine: (mine: R, theirs: R) => R): Entry<L, R>[] {
    return this.entries.flatMap(([left, right]) =>
      other.entries.flatMap(([otherLeft, otherRight]): Entry<L, R>[] => {
        const both = left.intersect(otherLeft);
        return both.isEmpty() ? [] : [[both, combine(right, otherRight)]];
      }),
    );
  }

  /** The entries whose left points `other` says nothing about. */
  private outside(other: Layers<L, R>): Entry<L, R>[] {
    return this.entries.map(([left, right]) => [
      other.entries.reduce((rest, [gone]) => rest.subtract(gone), left),
      right,
    ]);
  }

  /** Left sets are disjoint already: what remains is to drop the empty and join the equal. */
  private canonical(entries: readonly Entry<L, R>[]): Layers<L, R> {
    const joined: [L, R][] = [];
    for (const [left, right] of entries) {
      if (left.isEmpty() || right.isEmpty()) continue;
      const same = joined.find(([, known]) => known.equals(right));
      if (same === undefined) joined.push([left, right]);
      else same[0] = same[0].union(left);
    }
    return new Layers(
      joined.sort((a, b) => this.order(a[0], b[0])),
      this.order,
    );
  }
}

/**
 * A set of addresses over both families.
 *
 * Decides membership only; what an address means is for others. Each family is a canonical interval set, so equal sets are
 * structurally equal and every verb costs time in the number of intervals, never in the number of addresses.
 */
import { IntervalSet, type Interval } from "../interval-set";
import { Cidr, compareCidrs } from "./cidr";
import { bitsOf, type Family } from "./family";

export class AddressSet {
  public static readonly empty = new AddressSet(IntervalSet.empty<bigint>(), IntervalSet.empty<bigint>());
  public static readonly everythingV4 = AddressSet.of([Cidr.fromNumber(4, 0n, 0)]);
  public static readonly everythingV6 = AddressSet.of([Cidr.fromNumber(6, 0n, 0)]);
  public static readonly everything = AddressSet.everythingV4.union(AddressSet.everythingV6);

  private constructor(
    private readonly v4: IntervalSet<bigint>,
    private readonly v6: IntervalSet<bigint>,
  ) {}

  /** The union of blocks in any order; they may overlap. */
  public static of(cidrs: readonly Cidr[]): AddressSet {
    const of = (family: Family): IntervalSet<bigint> =>
      IntervalSet.of(
        cidrs.filter((cidr) => cidr.family === family).map((cidr): Interval<bigint> => [cidr.first, cidr.last + 1n]),
      );
    return new AddressSet(of(4), of(6));
  }

  /** All addresses from the first to the last, both among them. */
  public static between(family: Family, first: bigint, last: bigint): AddressSet {
    const [range, none] = [IntervalSet.of<bigint>([[first, last + 1n]]), IntervalSet.empty<bigint>()];
    return family === 4 ? new AddressSet(range, none) : new AddressSet(none, range);
  }

  public union(other: AddressSet): AddressSet {
    return new AddressSet(this.v4.union(other.v4), this.v6.union(other.v6));
  }

  public intersect(other: AddressSet): AddressSet {
    return new AddressSet(this.v4.intersect(other.v4), this.v6.intersect(other.v6));
  }

  public subtract(other: AddressSet): AddressSet {
    return new AddressSet(this.v4.subtract(other.v4), this.v6.subtract(other.v6));
  }

  public contains(other: AddressSet): boolean {
    return this.v4.contains(other.v4) && this.v6.contains(other.v6);
  }

  public overlaps(other: AddressSet): boolean {
    return !this.intersect(other).isEmpty();
  }

  public equals(other: AddressSet): boolean {
    return this.v4.equals(other.v4) && this.v6.equals(other.v6);
  }

  public isEmpty(): boolean {
    return this.v4.isEmpty() && this.v6.isEmpty();
  }

  /** The addresses of one family, as sorted half-open intervals of their numbers. */
  public intervals(family: Family): readonly Interval<bigint>[] {
    return (family === 4 ? this.v4 : this.v6).intervals;
  }

  /** The fewest blocks that are exactly this set, in order. There is one such list. */
  public toCidrs(): Cidr[] {
    return ([4, 6] as const).flatMap((family) =>
      this.intervals(family).flatMap((interval) => blocksOf(family, interval)),
    );
  }

  /** Blocks in order, joined by commas; `nothing` when empty. */
  public toString(): string {
    return this.isEmpty() ? "nothing" : this.toCidrs().join(", ");
  }
}

/** Orders sets by their lowest blocks; zero only for equal sets. */
export function compareAddressSets(a: AddressSet, b: AddressSet): number {
  const [left, right] = [a.toCidrs(), b.toCidrs()];
  for (const [index, cidr] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    const order = compareCidrs(cidr, other);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

/** Takes the largest aligned block that fits, again and again: at most two for each prefix length. */
function blocksOf(family: Family, [from, to]: Interval<bigint>): Cidr[] {
  const bits = bitsOf[family];
  const blocks: Cidr[] = [];
  for (let at = from; at < to;) {
    // In binary, the digits of what is left bound the block from above, and the trailing zeros of its start do too.
    const fitting = (to - at).toString(2).length - 1;
    const lowestBit = at & -at;
    const aligned = lowestBit === 0n ? bits : lowestBit.toString(2).length - 1;
    const size = Math.min(fitting, aligned);
    blocks.push(Cidr.fromNumber(family, at, bits - size));
    at += 1n << BigInt(size);
  }
  return blocks;
}

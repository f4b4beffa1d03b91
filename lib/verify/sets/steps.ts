/** A function of addresses that is constant between few boundaries. */
import type { Rank, RankRange } from "./address-atoms";

/** Value `values[i]` holds from `starts[i]` up to the next start. The first start is 0. */
export class Steps {
  public constructor(
    public readonly starts: Int32Array,
    public readonly values: Int32Array,
  ) {}

  public static constant(value: number): Steps {
    return new Steps(Int32Array.of(0), Int32Array.of(value));
  }

  /** The function that is `value(covering)` where exactly the spans with those indices cover; equal neighbours are joined. */
  public static sweep(
    spans: readonly { readonly ranges: readonly RankRange[] }[],
    value: (covering: readonly number[]) => number,
  ): Steps {
    const opens: [Rank, number, 1 | -1][] = [];
    spans.forEach(({ ranges }, index) => {
      for (const [from, to] of ranges) if (from < to) opens.push([from, index, 1], [to, index, -1]);
    });
    opens.sort((a, b) => a[0] - b[0] || a[2] - b[2]);
    const depth = new Map<number, number>();
    const starts: number[] = [];
    const values: number[] = [];
    const put = (start: Rank): void => {
      const next = value([...depth.keys()]);
      if (values.at(-1) === next) return;
      starts.push(start);
      values.push(next);
    };
    let i = 0;
    if (opens[0]?.[0] !== 0) put(0);
    while (i < opens.length) {
      const at = (opens[i] as [Rank, number, number])[0];
      for (; i < opens.length && opens[i]?.[0] === at; i += 1) {
        const [, index, sign] = opens[i] as [Rank, number, number];
        const left = (depth.get(index) ?? 0) + sign;
        if (left === 0) depth.delete(index);
        else depth.set(index, left);
      }
      put(at);
    }
    return new Steps(Int32Array.from(starts), Int32Array.from(values));
  }

  /** Which step an address is on. */
  public step(rank: Rank): number {
    const { starts } = this;
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] as number) <= rank) low = middle;
      else high = middle;
    }
    return low;
  }

  public at(rank: Rank): number {
    return this.values[this.step(rank)] as number;
  }

  /** First boundary after a rank; infinite after the last. */
  public end(step: number): number {
    return step + 1 < this.starts.length ? (this.starts[step + 1] as number) : Infinity;
  }
}

/** Two functions joined value by value. */
export function zip(a: Steps, b: Steps, join: (a: number, b: number) => number): Steps {
  const starts: number[] = [];
  const values: number[] = [];
  for (let at = 0, i = 0, j = 0; at !== Infinity;) {
    const value = join(a.values[i] as number, b.values[j] as number);
    if (values.at(-1) !== value) {
      starts.push(at);
      values.push(value);
    }
    at = Math.min(a.end(i), b.end(j));
    if (a.end(i) === at) i += 1;
    if (b.end(j) === at) j += 1;
  }
  return new Steps(Int32Array.from(starts), Int32Array.from(values));
}

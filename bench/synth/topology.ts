/** The network that both sides of the comparison build: a ring in which each segment starts towards the next three. */

export interface Pair {
  readonly from: number;
  readonly to: number;
}

export const zones = ["us-east-1a", "us-east-1b"] as const;

/** The two services of every pair. */
export const ports = [443, 2762] as const;

/** The pairs that have conduits. */
export function pairsOf(segments: number): readonly Pair[] {
  return Array.from({ length: segments }, (_, from) =>
    [1, 2, 3].map((step) => ({ from, to: (from + step) % segments })),
  ).flat();
}

export function segmentName(index: number): string {
  return `segment-${String(index).padStart(3, "0")}`;
}

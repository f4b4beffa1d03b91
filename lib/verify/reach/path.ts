/** One way between two spots, and the ranges of addresses that it is the way for. */
import type { Gate, Outcome } from "../routing/outcome";
import type { RankRange } from "../sets/address-atoms";

export interface Path {
  readonly forward: Outcome;
  /** Gates of the way back, in parts: to the translating gateway, and on to the source. */
  readonly replies: readonly (readonly Gate[])[];
  /** Outcomes of the way back, for the reader. */
  readonly back: readonly Outcome[];
  /** The first packet may arrive. */
  readonly open: boolean;
  /** No answer comes back: only what nobody answers gets through. */
  readonly silent: boolean;
  readonly sure: boolean;
  /** Why it is not open. */
  readonly stopped: { readonly at: string; readonly reason: string } | undefined;
  readonly doubts: readonly string[];
}

export interface Piece {
  readonly a: RankRange;
  readonly b: RankRange;
  readonly paths: readonly Path[];
  /** An address outside is, seen from here, not that place's: no way leads to it there. Nobody speaks between the two. */
  readonly isElsewhere: boolean;
}

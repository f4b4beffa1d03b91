/** One change of a hospital that opens or closes something, and what must be found then. */
import type { Wish } from "../design";
import type { Address, Ground } from "../ground";

export interface Found {
  /** The finding's id. */
  readonly id: string | RegExp;
  /** What it must name among its rules, hops or blockers: what was planted, or what lets it through now. */
  readonly names: Address;
  /** @default - it surely opens or closes something */
  readonly perhaps?: true;
}

export interface Plant {
  readonly title: string;
  /** @default - any hospital will do */
  readonly wish?: Wish;
  /**
   * Lays the ground, which alone must change nothing, and gives the change.
   *
   * @throws {NothingToPick} when the hospital has nothing to change so
   */
  readonly lay: (ground: Ground) => () => Found;
  /**
   * The ground alone opens something too.
   *
   * @default - it does not
   */
  readonly loud?: true;
}

export const excess = (from: string, to: string): string => `excess:${from}>${to}`;

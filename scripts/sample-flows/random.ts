/** Numbers that look random and are the same for the same words: every conversation of the sample draws its own. */
import { createHash } from "node:crypto";

export class Random {
  private state: number;

  public constructor(...words: readonly (string | number)[]) {
    this.state = createHash("sha256").update(words.join("|")).digest().readUInt32LE(0);
  }

  /** From 0 on and below 1 (mulberry32, public domain). */
  public next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number, both ends included. */
  public between(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  /** A gap of a Poisson process with this mean. */
  public gap(mean: number): number {
    return Math.max(1, Math.round(-Math.log(1 - this.next()) * mean));
  }
}

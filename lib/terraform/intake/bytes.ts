/** A window on bytes that come chunk by chunk. Decides nothing about what they say. */

/** The bytes end where more are needed. */
export class CutOff extends Error {}
/** There are more bytes than are borne. */
export class TooLong extends Error {}

export class Bytes {
  /** The bytes from `at` up to, not including, `end` are not taken yet. */
  public window = new Uint8Array(1 << 20);
  public at = 0;
  public end = 0;
  private readonly chunks: Iterator<Uint8Array>;
  private total = 0;

  public constructor(
    chunks: Iterable<Uint8Array>,
    private readonly most: number,
  ) {
    this.chunks = chunks[Symbol.iterator]();
  }

  /** Whether there is a byte `i` places further on. */
  public has(i: number): boolean {
    while (this.at + i >= this.end) if (!this.fill()) return false;
    return true;
  }

  public take(count: number): void {
    this.at += count;
  }

  /** Takes these bytes when they are the next ones. */
  public skip(these: readonly number[]): void {
    if (these.every((byte, i) => this.has(i) && this.window[this.at + i] === byte)) this.take(these.length);
  }

  /** How many bytes were taken, from the first. */
  public get taken(): number {
    return this.total - (this.end - this.at);
  }

  /** @throws {TooLong} when there are more than `most` */
  private fill(): boolean {
    const next = this.chunks.next();
    if (next.done === true) return false;
    const chunk = next.value;
    this.total += chunk.length;
    if (this.total > this.most) throw new TooLong();
    const waiting = this.end - this.at;
    if (waiting + chunk.length > this.window.length) {
      const larger = new Uint8Array(2 * (waiting + chunk.length));
      larger.set(this.window.subarray(this.at, this.end));
      this.window = larger;
    } else this.window.copyWithin(0, this.at, this.end);
    this.window.set(chunk, waiting);
    this.at = 0;
    this.end = waiting + chunk.length;
    return true;
  }
}

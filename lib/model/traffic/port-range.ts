/** One run of TCP or UDP ports that a service listens on: 1–65535. */
import { orThrow, type Parsed } from "../issue";

const lowest = 1;
const highest = 65_535;
const allowed = 'a port from 1 to 65535, or a range such as "8000-8100"';

/** A port, or a run of them, both ends in. */
export class PortRange {
  private constructor(
    public readonly from: number,
    /** In the range. */
    public readonly to: number,
  ) {}

  /**
   * A port, or the ports from one to another.
   *
   * @throws {InvalidInput} when a port is not an integer from 1 to 65535, or the range is reversed
   */
  public static of(from: number, to: number = from): PortRange {
    return orThrow(PortRange.check(from, to, from === to ? String(from) : `${String(from)}-${String(to)}`));
  }

  /** The ports in `text`: `443` or `8000-8100`. */
  public static parse(text: string): Parsed<PortRange> {
    const match = typeof text === "string" ? /^([1-9]\d{0,4}|0)(?:-([1-9]\d{0,4}|0))?$/.exec(text) : null;
    if (match?.[1] === undefined)
      return { ok: false, issue: { what: "not a port range", received: JSON.stringify(text), allowed } };
    return PortRange.check(Number(match[1]), Number(match[2] ?? match[1]), JSON.stringify(text));
  }

  private static check(from: number, to: number, received: string): Parsed<PortRange> {
    if (![from, to].every((port) => Number.isInteger(port) && port >= lowest && port <= highest)) {
      return { ok: false, issue: { what: "port is out of range", received, allowed } };
    }
    if (from > to)
      return {
        ok: false,
        issue: { what: "port range is reversed", received, allowed: `${String(to)}-${String(from)}` },
      };
    return { ok: true, value: new PortRange(from, to) };
  }

  public equals(other: PortRange): boolean {
    return this.from === other.from && this.to === other.to;
  }

  public toString(): string {
    return this.from === this.to ? String(this.from) : `${String(this.from)}-${String(this.to)}`;
  }
}

/** One address block, IPv4 or IPv6, canonical: its host bits are zero and its text has one form. */
import { orThrow, type Parsed } from "../issue";
import { bitsOf, type Family } from "./family";
import { formatAddress, parseNumber } from "./text";

const example = 'a block such as "10.40.0.0/16" or "2001:db8::/32"';

export class Cidr {
  private constructor(
    public readonly family: Family,
    /** Lowest address, as a number. */
    public readonly first: bigint,
    /** 0–32 or 0–128. */
    public readonly prefix: number,
  ) {}

  /**
   * A block that an author wrote.
   *
   * @throws {InvalidInput} when the text is not exactly one block
   */
  public static of(text: string): Cidr {
    return orThrow(Cidr.parse(text));
  }

  /** The block in `text`, or what is wrong with it: host bits, leading zeros, a prefix out of range. */
  public static parse(text: string): Parsed<Cidr> {
    const received = JSON.stringify(text);
    const bad = (what: string, allowed = example): Parsed<Cidr> => ({ ok: false, issue: { what, received, allowed } });
    if (typeof text !== "string") return bad("not an address block");
    const [address, prefixText, ...more] = text.split("/");
    if (address === undefined || prefixText === undefined || more.length > 0) return bad("not an address block");
    const number = parseNumber(address);
    if (number === undefined) return bad("not an address block");
    const bits = bitsOf[number.family];
    if (!/^(0|[1-9]\d{0,2})$/.test(prefixText) || Number(prefixText) > bits) {
      return bad("prefix length of an address block is out of range", `/0 to /${String(bits)}`);
    }
    const prefix = Number(prefixText);
    const meant = Cidr.fromNumber(number.family, number.value, prefix);
    if (meant.first !== number.value) return bad("address block has host bits set", `"${meant.toString()}", or a longer prefix`);
    return { ok: true, value: meant };
  }

  /**
   * The block of one address: /32 or /128.
   *
   * @throws {InvalidInput} when the text is not exactly one address
   */
  public static ofAddress(text: string): Cidr {
    return orThrow(Cidr.parseAddress(text));
  }

  /** The block of one address, or what is wrong with it. */
  public static parseAddress(text: string): Parsed<Cidr> {
    const number = typeof text === "string" ? parseNumber(text) : undefined;
    if (number === undefined) {
      return { ok: false, issue: { what: "not an address", received: JSON.stringify(text), allowed: 'an address such as "10.40.0.1" or "2001:db8::1"' } };
    }
    return { ok: true, value: new Cidr(number.family, number.value, bitsOf[number.family]) };
  }

  /** The block of length `prefix` that `value` is in. */
  public static fromNumber(family: Family, value: bigint, prefix: number): Cidr {
    const size = 1n << BigInt(bitsOf[family] - prefix);
    return new Cidr(family, value - (value % size), prefix);
  }

  /** How many addresses. */
  public get size(): bigint {
    return 1n << BigInt(bitsOf[this.family] - this.prefix);
  }

  /** Highest address, as a number; it is in the block. */
  public get last(): bigint {
    return this.first + this.size - 1n;
  }

  public contains(other: Cidr): boolean {
    return this.family === other.family && this.first <= other.first && other.last <= this.last;
  }

  public overlaps(other: Cidr): boolean {
    return this.contains(other) || other.contains(this);
  }

  public equals(other: Cidr): boolean {
    return this.family === other.family && this.first === other.first && this.prefix === other.prefix;
  }

  public toString(): string {
    return `${formatAddress(this.family, this.first)}/${String(this.prefix)}`;
  }
}

/** IPv4 before IPv6, then by first address, larger blocks first. */
export function compareCidrs(a: Cidr, b: Cidr): number {
  if (a.family !== b.family) return a.family - b.family;
  if (a.first !== b.first) return a.first < b.first ? -1 : 1;
  return a.prefix - b.prefix;
}

/** One address block, IPv4 or IPv6, canonical: its host bits are zero and its text has one form. */
import { InvalidInput, orThrow, type Parsed } from "../issue";
import { bitsOf, type Family } from "./family";
import { formatAddress, readAddress } from "./text";

const example = 'a block such as "10.40.0.0/16" or "2001:db8::/32"';

/** An address block that is exactly one prefix: no host bits, no second spelling. */
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
    if (typeof text !== "string") return bad("not an address block: not text");
    const [address = "", prefixText, ...more] = text.split("/");
    if (more.length > 0) return bad("address block has more than one slash");
    const number = readAddress(address);
    if (!number.ok) return bad(`not an address block: ${number.why}`);
    const bits = bitsOf[number.family];
    if (prefixText === undefined)
      return bad("address block has no prefix length", `"${text}/${String(bits)}" for one address`);
    const lengths = `/0 to /${String(bits)} for IPv${String(number.family)}, in decimal without leading zeros`;
    if (!/^(0|[1-9]\d*)$/.test(prefixText)) return bad("prefix length of an address block is not a number", lengths);
    if (Number(prefixText) > bits) return bad("prefix length of an address block is out of range", lengths);
    const prefix = Number(prefixText);
    const meant = Cidr.around(number.family, number.value, prefix);
    if (meant.first !== number.value) {
      const alone = `${formatAddress(number.family, number.value)}/${String(bits)}`;
      return bad(
        "address block has host bits set",
        `"${meant.toString()}" for the block, "${alone}" for the one address`,
      );
    }
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
    const number = typeof text === "string" ? readAddress(text) : ({ ok: false, why: "not text" } as const);
    if (!number.ok) {
      const allowed = 'an address such as "10.40.0.1" or "2001:db8::1"';
      return { ok: false, issue: { what: `not an address: ${number.why}`, received: JSON.stringify(text), allowed } };
    }
    return { ok: true, value: new Cidr(number.family, number.value, bitsOf[number.family]) };
  }

  /**
   * The block that starts at the address with the number `first`.
   *
   * @throws {InvalidInput} when the prefix or the number is out of range, or a block of that length cannot start there
   */
  public static fromNumber(family: Family, first: bigint, prefix: number): Cidr {
    const bits = bitsOf[family];
    const received = `${String(first)}/${String(prefix)}`;
    if (!Number.isInteger(prefix) || prefix < 0 || prefix > bits) {
      const what = "prefix length of an address block is out of range";
      throw new InvalidInput([{ what, received, allowed: `0 to ${String(bits)} for IPv${String(family)}` }]);
    }
    if (first < 0n || first >> BigInt(bits) !== 0n) {
      const what = `number is not an IPv${String(family)} address`;
      throw new InvalidInput([{ what, received, allowed: `0 to 2^${String(bits)} - 1` }]);
    }
    const meant = Cidr.around(family, first, prefix);
    if (meant.first === first) return meant;
    const what = "address block has host bits set";
    throw new InvalidInput([
      { what, received: `"${formatAddress(family, first)}/${String(prefix)}"`, allowed: `"${meant.toString()}"` },
    ]);
  }

  /** The block of a length that an address is in. */
  private static around(family: Family, value: bigint, prefix: number): Cidr {
    const hostBits = BigInt(bitsOf[family] - prefix);
    return new Cidr(family, (value >> hostBits) << hostBits, prefix);
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

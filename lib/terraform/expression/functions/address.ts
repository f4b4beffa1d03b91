/** `cidrsubnet` and its family. */
import { Cidr, formatAddress } from "../../../model";
import { number, plain, text, type Plain, type Row } from "./table";

function block(value: Plain | undefined): Cidr | undefined {
  const parsed = Cidr.parse(text(value) ?? "");
  return parsed.ok ? parsed.value : undefined;
}

function bits(family: 4 | 6): number {
  return family === 4 ? 32 : 128;
}

function subnet(of: Cidr, newBits: number, index: bigint): string | undefined {
  const prefix = of.prefix + newBits;
  if (
    !Number.isInteger(newBits) ||
    newBits < 0 ||
    prefix > bits(of.family) ||
    index < 0n ||
    index >= 1n << BigInt(newBits)
  ) {
    return undefined;
  }
  return Cidr.fromNumber(of.family, of.first + (index << BigInt(bits(of.family) - prefix)), prefix).toString();
}

function whole(value: Plain | undefined): bigint | undefined {
  const found = number(value);
  return found === undefined || !Number.isSafeInteger(found) ? undefined : BigInt(found);
}

function consecutive(of: Cidr, sizes: readonly number[]): readonly string[] | undefined {
  let next = of.first;
  const result: string[] = [];
  for (const size of sizes) {
    const prefix = of.prefix + size;
    if (!Number.isInteger(size) || size < 1 || prefix > bits(of.family)) return undefined;
    const step = 1n << BigInt(bits(of.family) - prefix);
    const first = ((next + step - 1n) / step) * step;
    if (first + step - 1n > of.last) return undefined;
    result.push(Cidr.fromNumber(of.family, first, prefix).toString());
    next = first + step;
  }
  return result;
}

export const addressFunctions: readonly Row[] = [
  plain("cidrsubnet", (prefix, newBits, index) => {
    const of = block(prefix);
    const size = number(newBits);
    const at = whole(index);
    return of === undefined || size === undefined || at === undefined ? undefined : subnet(of, size, at);
  }),
  plain("cidrsubnets", (prefix, ...newBits) => {
    const of = block(prefix);
    const sizes = newBits.map(number);
    if (of === undefined || !sizes.every((size) => size !== undefined)) return undefined;
    return consecutive(of, sizes);
  }),
  plain("cidrhost", (prefix, index) => {
    const of = block(prefix);
    const at = whole(index);
    if (of === undefined || at === undefined) return undefined;
    const address = at < 0n ? of.last + 1n + at : of.first + at;
    return address < of.first || address > of.last ? undefined : formatAddress(of.family, address);
  }),
  plain("cidrnetmask", (prefix) => {
    const of = block(prefix);
    if (of?.family !== 4) return undefined;
    return formatAddress(4, ((1n << 32n) - 1n) ^ ((1n << BigInt(32 - of.prefix)) - 1n));
  }),
];

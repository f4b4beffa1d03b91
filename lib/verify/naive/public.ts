/** Whether the internet routes an address, and whose it may be besides. Shares nothing with the engine. */
import { Cidr, type Family } from "../../model";
import type { FactBase } from "../../terraform";
import type { NaiveEnd } from "./packet";

/** First address and prefix length of what the internet does not route in IPv4 (RFC 6890 and the registry that it founded). */
const reserved: readonly (readonly [number, number])[] = [
  [0x00000000, 8],
  [0x0a000000, 8],
  [0x64400000, 10],
  [0x7f000000, 8],
  [0xa9fe0000, 16],
  [0xac100000, 12],
  [0xc0000000, 24],
  [0xc0000200, 24],
  [0xc0586300, 24],
  [0xc0a80000, 16],
  [0xc6120000, 15],
  [0xc6336400, 24],
  [0xcb007100, 24],
  [0xe0000000, 4],
  [0xf0000000, 4],
];

export function publicTest(facts: FactBase): (family: Family, address: bigint) => boolean {
  return (family, address) => {
    if (family === 6 && facts.natGateways.length > 0 && isTranslated(address)) return true;
    if (family === 6) return address >> 125n === 1n && address >> 96n !== 0x20010db8n;
    return !reserved.some(([first, prefix]) => address >> BigInt(32 - prefix) === BigInt(first) >> BigInt(32 - prefix));
  };
}

/**
 * Whether an address outside is one that a VPC has too, or something else outside by its declaration: then it is that end's
 * only where routes lead back to it.
 */
export function isContested(facts: FactBase, end: NaiveEnd, family: Family, address: bigint): boolean {
  if (end.kind !== "internet" && (end.kind !== "outside" || end.assumed)) return false;
  const declared = end.kind === "outside" ? (end.declaredElsewhere ?? []) : [];
  return (
    isOfVpc(facts, family, address) ||
    declared.map((text) => Cidr.of(text)).some((block) => has(block, family, address))
  );
}

/** Whether some VPC surely has an address. */
export function isOfVpc(facts: FactBase, family: Family, address: bigint): boolean {
  return facts.vpcs.some(({ blocks }) => blocks.some((block) => "exact" in block && has(block.exact, family, address)));
}

function has({ family: of, first, last }: Cidr, family: Family, address: bigint): boolean {
  return of === family && first <= address && address <= last;
}

/** fc00::/7 (RFC 4193): no gateway takes what has such a source to the internet, and nothing there has a way to it. */
export function isUniqueLocal(address: bigint): boolean {
  return address >> 121n === 0b1111110n;
}

/** 64:ff9b::/96: a NAT gateway translates what goes there to IPv4 (VPC user guide, "DNS64 and NAT64"). */
export function isTranslated(destination: bigint): boolean {
  return destination >> 32n === 0x64ff9b0000000000000000n;
}

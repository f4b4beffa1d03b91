/** Whether an address is one of the internet's. Shares nothing with the engine. */
import type { Family } from "../../model";
import type { FactBase } from "../../terraform";

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
    const own = facts.vpcs.some((vpc) =>
      vpc.blocks.some(
        (block) =>
          "exact" in block &&
          block.exact.family === family &&
          block.exact.first <= address &&
          address <= block.exact.last,
      ),
    );
    if (own) return false;
    if (family === 6 && facts.natGateways.length > 0 && isTranslated(address)) return true;
    if (family === 6) return address >> 125n === 1n && address >> 96n !== 0x20010db8n;
    return !reserved.some(([first, prefix]) => address >> BigInt(32 - prefix) === BigInt(first) >> BigInt(32 - prefix));
  };
}

/** fc00::/7 (RFC 4193): no gateway takes what has such a source to the internet, and nothing there has a way to it. */
export function isUniqueLocal(address: bigint): boolean {
  return address >> 121n === 0b1111110n;
}

/** 64:ff9b::/96: a NAT gateway translates what goes there to IPv4 (VPC user guide, "DNS64 and NAT64"). */
export function isTranslated(destination: bigint): boolean {
  return destination >> 32n === 0x64ff9b0000000000000000n;
}

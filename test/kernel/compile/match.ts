/** Addresses and transports as matches of nftables. */
import type { AddressSet, Transport } from "../../../lib/model";

const width = 65_536;

/** `ip saddr { … }` and `ip6 saddr { … }`: one match a family that the set has; all of a family matches without addresses. */
export function addressMatches(set: AddressSet, which: "saddr" | "daddr"): readonly string[] {
  return ([4, 6] as const).flatMap((family) => {
    const blocks = set.toCidrs().filter((cidr) => cidr.family === family);
    if (blocks.length === 0) return [];
    const name = family === 4 ? "ip" : "ip6";
    return blocks.some(({ prefix }) => prefix === 0)
      ? [`meta nfproto ipv${String(family)}`]
      : [`${name} ${which} { ${blocks.join(", ")} }`];
  });
}

/** One match for each protocol and range; the empty match when it is everything. */
export function transportMatches(transport: Transport): readonly string[] {
  const found: string[] = [];
  const whole: number[] = [];
  for (const [from, end] of transport.points.intervals)
    for (let protocol = Math.floor(from / width); protocol * width < end; protocol += 1) {
      const low = Math.max(from - protocol * width, 0);
      const high = Math.min(end - protocol * width, width) - 1;
      if (low === 0 && high === width - 1) whole.push(protocol);
      else found.push(...partMatches(protocol, low, high));
    }
  if (whole.length === 256) return [""];
  if (whole.length > 0) found.push(`meta l4proto { ${whole.join(", ")} }`);
  return found;
}

function partMatches(protocol: number, low: number, high: number): readonly string[] {
  switch (protocol) {
    case 6:
      return [`tcp dport ${run(low, high)}`];
    case 17:
      return [`udp dport ${run(low, high)}`];
    case 1:
    case 58: {
      const name = protocol === 1 ? "icmp" : "icmpv6";
      const types = Array.from({ length: (high >> 8) - (low >> 8) + 1 }, (_, i) => (low >> 8) + i);
      return types.map((type) => {
        const [first, last] = [Math.max(low - type * 256, 0), Math.min(high - type * 256, 255)];
        const code = first === 0 && last === 255 ? "" : ` ${name} code ${run(first, last)}`;
        return `${name} type ${String(type)}${code}`;
      });
    }
    default:
      throw new Error(`protocol ${String(protocol)} has no ports that could be part of a set`);
  }
}

function run(low: number, high: number): string {
  return low === high ? String(low) : `${String(low)}-${String(high)}`;
}

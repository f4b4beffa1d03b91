/**
 * The fixed entries that open a way to public addresses without opening one to private ones.
 *
 * An ACL cannot name a prefix list, so a segment that asks for a public service (the S3 gateway endpoint, the internet)
 * needs an entry for `0.0.0.0/0`. To keep every pair without a conduit closed, all private ranges are denied first: after
 * the conduits' own entries (numbers 1–31000) and before the public one.
 */
import type { AclEntry, AclTransport, Direction } from "./entry";

/** Ranges that are never public: RFC 1918, RFC 6598 and RFC 3927. */
export const privateRanges = [
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "100.64.0.0/10",
  "169.254.0.0/16",
] as const;
const firstDeny = 32_000;
const firstAllow = 32_100;

export interface PublicWant {
  readonly direction: Direction;
  readonly transport: AclTransport;
  readonly because: string;
  /** The conduit's `aclSeed`. */
  readonly seed: number;
}

/** Denies for the private ranges, then one entry for each transport; nothing when nothing is wanted. */
export function publicEntries(wants: readonly PublicWant[]): AclEntry[] {
  const entries: AclEntry[] = [];
  for (const direction of ["egress", "ingress"] as const) {
    const byTransport = new Map<string, { transport: AclTransport; seed: number; because: string[] }>();
    for (const want of wants) {
      if (want.direction !== direction) continue;
      const key = JSON.stringify([want.transport, want.seed]);
      const known = byTransport.get(key);
      byTransport.set(key, {
        transport: want.transport,
        seed: want.seed,
        because: [...(known?.because ?? []), want.because],
      });
    }
    if (byTransport.size === 0) continue;
    for (const [index, cidr] of privateRanges.entries()) {
      entries.push({
        direction,
        number: firstDeny + index,
        action: "deny",
        family: 4,
        cidr,
        transport: { protocol: "all" },
        peer: "private ranges",
        because: [],
      });
    }
    for (const { transport, seed, because } of byTransport.values()) {
      const number = firstAllow + ((publicSlot(transport) + seed) % publicSlots);
      entries.push({
        direction,
        number,
        action: "allow",
        family: 4,
        cidr: "0.0.0.0/0",
        transport,
        peer: "public addresses",
        because: [...new Set(because)].sort(),
      });
    }
  }
  return entries;
}

/** The room that is left from {@link firstAllow} to 32766. */
const publicSlots = 667;

/** A number for each transport: the last port folded into the room that is left. Two may fall on one: see `aclSeed`. */
function publicSlot(transport: AclTransport): number {
  return transport.protocol === "tcp"
    ? transport.to % 331
    : transport.protocol === "udp"
      ? 331 + (transport.to % 331)
      : 662;
}

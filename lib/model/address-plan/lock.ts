/** The lock of an address plan: which block every segment and which slot every zone has, for life. */
import { compareText } from "../order";

/** The version of the lock's form. */
export const lockfileVersion = 1;

/** The lock as data: what was given out, and is held for life. */
export interface LockDocument {
  readonly lockfileVersion: typeof lockfileVersion;
  readonly network: string;
  readonly block: string;
  readonly segments: Readonly<Record<string, LockedSegment>>;
}

export interface LockedSegment {
  readonly block: string;
  /** Prefix length of each zone's subnet. */
  readonly subnetPrefix: number;
  /** How many zones the block has room for; a power of two. */
  readonly reservedZones: number;
  /** `released`: the segment is gone, and its block is held until it is freed on purpose. */
  readonly state: "in-use" | "released";
  readonly zones: Readonly<Record<string, LockedZone>>;
}

export interface LockedZone {
  /** Which of the block's subnets it is, from 0. */
  readonly slot: number;
  /**
   * Which /64 of the VPC's IPv6 /56 it has, 0–255.
   *
   * @default - it has had no IPv6 yet
   */
  readonly ipv6?: number;
}

/** The lock as its file: sorted, so that the same plan is the same bytes. */
export function formatLock(lock: LockDocument): string {
  return `${JSON.stringify(sortLock(lock), undefined, 2)}\n`;
}

/** The lock with segments and zones in order of their names. */
export function sortLock({ network, block, segments }: LockDocument): LockDocument {
  return {
    lockfileVersion,
    network,
    block,
    segments: sorted(segments, (segment) => ({ ...segment, zones: sorted(segment.zones, (zone) => zone) })),
  };
}

function sorted<T>(record: Readonly<Record<string, T>>, map: (value: T) => T): Record<string, T> {
  return Object.fromEntries(
    Object.entries(record)
      .sort(([a], [b]) => compareText(a, b))
      .map(([key, value]) => [key, map(value)]),
  );
}

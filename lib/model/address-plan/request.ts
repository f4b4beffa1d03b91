/** What a network asks of its address plan. */
import type { Cidr } from "../address";

export interface AddressRequest {
  readonly network: string;
  readonly block: Cidr;
  /**
   * Blocks that are not to be given out: those of sites, or of subnets that a VPC already has.
   *
   * @default - all of the network that the lock does not hold is free
   */
  readonly reserved?: readonly Cidr[];
  /**
   * Whether every subnet gets a number for an IPv6 /64.
   *
   * @default false
   */
  readonly ipv6?: boolean;
  /**
   * Whether the VPC exists already: then its block is what it is, even where a new one should not lie.
   *
   * @default false
   */
  readonly existing?: boolean;
  readonly segments: readonly SegmentRequest[];
}

export interface SegmentRequest {
  readonly name: string;
  readonly zones: readonly string[];
  /** Prefix length of each zone's subnet, 16–28. */
  readonly subnetPrefix: number;
  /** How many zones to keep room for, 1–8; rounded up to a power of two. */
  readonly reservedZones: number;
  /**
   * The block it must have.
   *
   * @default - free space
   */
  readonly block?: Cidr;
}

/** For how many zones a block has room: the next power of two. */
export function roomFor(reservedZones: number): number {
  return 2 ** Math.ceil(Math.log2(reservedZones));
}

/** A segment's own block: as many subnets as zones have room. */
export function blockPrefix({ subnetPrefix, reservedZones }: SegmentRequest): number {
  return subnetPrefix - Math.log2(roomFor(reservedZones));
}

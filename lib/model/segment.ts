/** What a segment is, apart from how it is built. */
import type { Cidr } from "./address/cidr";
import type { CalendarDate } from "./calendar-date";
import type { Criticality, Kind } from "./kind";

/** Data a segment carries, by how much its disclosure harms. Written to tags. */
export const dataClasses = ["phi", "internal", "none"] as const;
export type DataClass = (typeof dataClasses)[number];

/** The ephemeral ports that the machines of a segment use when they start a connection. */
export const clientPortRanges = {
  /** Linux: 32768–61000 (AWS VPC user guide, network ACLs, ephemeral ports). */
  linux: [32768, 61000],
  /** Windows Server 2008 and later: 49152–65535 (same page). */
  windows: [49152, 65535],
  /** Load balancers, NAT gateways, Lambda, and anything not known: 1024–65535 (same page). */
  any: [1024, 65535],
} as const satisfies Record<string, readonly [number, number]>;
export type ClientSystem = keyof typeof clientPortRanges;

/** Where the machines of a segment are. */
export type Placement =
  /** In subnets that Cordon builds, one in each zone. */
  | { readonly in: "aws"; readonly zones: readonly string[] }
  /** Somewhere Cordon builds nothing: known by its address blocks alone, and by its site where it is at one. */
  | { readonly in: "outside"; readonly blocks: readonly Cidr[]; readonly at: SitePlace | undefined };

/** Where at a site a segment is. */
export interface SitePlace {
  /** Name of the site. */
  readonly site: string;
  /**
   * Its VLAN there, 1–4094.
   *
   * @default - not known
   */
  readonly vlan?: number | undefined;
}

/** Where at a site a segment is; undefined in AWS, and outside at no site that is known. */
export function placeAtSite({ placement }: { readonly placement: Placement }): SitePlace | undefined {
  return placement.in === "outside" ? placement.at : undefined;
}

/** A segment as declared, before anything is built. */
export interface SegmentDefinition<K extends Kind = Kind> {
  /** Unique in the network; 2–40 lower-case letters, digits and hyphens, starting with a letter. */
  readonly name: string;
  readonly kind: K;
  readonly criticality: Criticality;
  /** Who answers for it: a team or a role. */
  readonly owner: string;
  readonly dataClass: DataClass;
  readonly placement: Placement;
  readonly clientSystem: ClientSystem;
  /** Whether it asked for a way out to the internet. */
  readonly internet: "none" | "egress";
  /** Names of the device profiles of what is in it. */
  readonly profiles: readonly string[];
  /**
   * Name shared by segments of which one may fail without stopping the clinical service (SEG-007).
   *
   * @default - the segment has no redundant twin
   */
  readonly redundancyGroup?: string | undefined;
  /** Why this segment must stand apart (IEC 62443-3-2 ZCR 3.4–3.6, SEG-009). */
  readonly traits: readonly SegmentTrait[];
  /**
   * The day support of its oldest operating system ends (SEG-015).
   *
   * @default - not known
   */
  readonly endOfSupport?: CalendarDate | undefined;
}

/**
 * `wireless`, `temporary` (loaners) and `external-network` things each stand in a segment of their own (SEG-009);
 * `scanner` marks a segment that scans others actively (SEG-010); `mission-critical-network` and
 * `information-exchange-network` are the two networks that patient monitors join and that must not be one (SEG-008).
 */
export const segmentTraits = [
  "wireless",
  "temporary",
  "external-network",
  "scanner",
  "mission-critical-network",
  "information-exchange-network",
] as const;
export type SegmentTrait = (typeof segmentTraits)[number];

/** What can be the end of a conduit, and what a conduit is declared with. */
import type { Citation, DeviceProfile, FailMode, Kind, RoleKind, RoleName, SegmentDefinition, Service } from "../model";
import type { Declaration } from "./declaration";
import type { SegmentSecurityGroup } from "./security-group";

/** A segment, seen from the other end of a conduit. */
export interface ConduitEnd<K extends Kind = Kind> {
  readonly name: string;
  readonly kind: K;
  /** @internal */
  readonly declaration: Declaration;
  /** @internal */
  readonly definition: SegmentDefinition<K>;
  /** @internal The group of its interfaces; none outside AWS. */
  readonly group: SegmentSecurityGroup | undefined;
}

/** What is said about a conduit besides its ends and service. */
export interface ConduitDetails {
  /** Why the traffic is needed, 1–200 characters. Ends up in rule descriptions. */
  readonly reason: string;
  /**
   * Who answers for it.
   *
   * @default - the owner of the segment that starts it
   */
  readonly owner?: string;
  /**
   * The day by which someone looks at it again, `YYYY-MM-DD`.
   *
   * @default - the network's `reviewBy`
   */
  readonly reviewBy?: string;
  /**
   * The last day it exists, `YYYY-MM-DD`; the synth fails after it.
   *
   * @default - it does not expire
   */
  readonly expires?: string;
  /**
   * A service by which the other end opens an association back: DICOM storage commitment, C-MOVE.
   *
   * @default - nothing comes back but answers
   */
  readonly returnAssociation?: Service;
  /**
   * What was decided to happen when it is cut. Required when either end is life-critical.
   *
   * @default - neither end is life-critical
   */
  readonly failMode?: FailMode;
  /**
   * Who approved it; required for vendor access.
   *
   * @default - its kind needs no approval
   */
  readonly approver?: string;
  /**
   * The ticket of that approval; required for vendor access.
   *
   * @default - its kind needs no approval
   */
  readonly ticket?: string;
  /**
   * Where the need is written down.
   *
   * @default - the service's own citation
   */
  readonly source?: Citation;
  /**
   * Moves the numbers of its network ACL entries; only asked for by an error that says so.
   *
   * @default 0
   */
  readonly aclSeed?: number;
}

/** What `fulfil` may be told: everything has an answer in the profile or the segment. */
export type FulfilDetails = Partial<Omit<ConduitDetails, "returnAssociation" | "source">>;

/** The segments that fill the roles of a profile, or of several at once: every role must be filled. */
export type RoleFillers<P extends DeviceProfile> = {
  readonly [R in RoleNames<P>]: ConduitEnd<KindsFor<P, R>>;
};
type RoleNames<P> = P extends DeviceProfile ? RoleName<P> : never;
type KindsFor<P, R> = P extends DeviceProfile ? (R extends RoleName<P> ? RoleKind<P, R> : never) : never;

/** What a segment can be given. */
import type { ClientSystem, Criticality, DataClass, DeviceProfile, SegmentTrait } from "../model";
import type { AclDetail } from "./acl/compile";
import type { Declaration } from "./declaration";
import type { Tags } from "./tags";

/** Where a segment can be added: a `HospitalNetwork`, new or imported. */
export interface NetworkHome {
  /** @internal */
  readonly declaration: Declaration;
}

/** What every segment can be given, wherever its machines are. */
export interface MemberProps<P extends DeviceProfile = DeviceProfile> {
  /**
   * Who answers for it: a team or a role.
   *
   * @default - the network's owner
   */
  readonly owner?: string;
  /**
   * How much depends on it.
   *
   * @default - the highest of its device profiles; without one, by kind: `high` for medical-device, clinical, integration
   * and shared-services, `medium` for device-management, vendor-access, facility and quarantine, otherwise `non-clinical`
   */
  readonly criticality?: Criticality;
  /**
   * The data it carries.
   *
   * @default - by kind: `phi` for medical-device, clinical, integration and quarantine, `none` for guest, otherwise `internal`
   */
  readonly dataClass?: DataClass;
  /**
   * What its devices are: `fulfil` then builds the conduits that they need.
   *
   * @default - no profile
   */
  readonly profile?: P | readonly P[];
  /**
   * The operating system of its machines, for the ephemeral ports that answers come back to.
   *
   * @default "any" (1024–65535)
   */
  readonly clientSystem?: ClientSystem;
  /**
   * Name shared with the segments that hold the redundant twins of what is in this one.
   *
   * @default - no twin
   */
  readonly redundancyGroup?: string;
  /**
   * Why it stands apart.
   *
   * @default - no trait
   */
  readonly traits?: readonly SegmentTrait[];
  /**
   * The day support of its oldest operating system ends, `YYYY-MM-DD`.
   *
   * @default - not known
   */
  readonly endOfSupport?: string;
}

/** What a segment in AWS can be given. */
export interface SegmentProps<P extends DeviceProfile = DeviceProfile> extends MemberProps<P> {
  /**
   * The availability zones it has a subnet in.
   *
   * @default - all zones of the network
   */
  readonly availabilityZones?: readonly string[];
  /**
   * Prefix length of each zone's subnet, 16–28. AWS keeps five addresses of each.
   *
   * @default 26 (64 addresses, 59 usable)
   */
  readonly subnetPrefix?: number;
  /**
   * For how many zones its block has room, 1–8, rounded up to a power of two.
   *
   * @default 4
   */
  readonly reservedZones?: number;
  /**
   * Its block, when the address plan is not to choose one: `10.40.8.0/24`.
   *
   * @default - free space that the address plan chooses
   */
  readonly cidr?: string;
  /**
   * ARN of the Outpost that its subnet lies on, by zone.
   *
   * @default - its subnets lie in the Region
   */
  readonly outposts?: Readonly<Record<string, string>>;
  /**
   * Whether its network ACL has an entry for each service of each peer, or one each way for a peer that has any conduit.
   * A segment that may ask for the internet has one for each service of peers outside, whatever is chosen here.
   *
   * @default - "pair" for integration, shared-services and device-management, which many segments talk to; otherwise "service"
   */
  readonly aclDetail?: AclDetail;
  /**
   * Tags beside those of the network and of Cordon.
   *
   * @default - none
   */
  readonly tags?: Tags;
}

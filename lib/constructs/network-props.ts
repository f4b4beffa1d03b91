/** What a network is told. */
import type { AddressPlan, Disruption, LastDeployed, QuotaOverrides } from "../model";
import type { Tags } from "./tags";

/** What a network needs to be told, whether its VPC is new or exists already. */
export interface NetworkProps {
  /** 2–40 lower-case letters, digits and hyphens, starting with a letter. Part of names and tags. */
  readonly name: string;
  /** IPv4 block, /16 to /28: `10.40.0.0/16`. */
  readonly cidr: string;
  /** Availability zones by name: `us-east-1a`. */
  readonly availabilityZones: readonly [string, ...string[]];
  /** Where segments' blocks come from and are kept: `AddressPlan.lockedIn("address-plan.lock.json")`. */
  readonly addressPlan: AddressPlan;
  /** Who answers for segments that name no owner. */
  readonly owner: string;
  /** The day by which conduits that name none are looked at again, `YYYY-MM-DD`. */
  readonly reviewBy: string;
  /**
   * The day that expiries are judged on, `YYYY-MM-DD`.
   *
   * @default - today, in UTC
   */
  readonly today?: string;
  /**
   * Quotas that AWS has raised for this account.
   *
   * @default - AWS's defaults, as dated in the quota table
   */
  readonly quotas?: QuotaOverrides;
  /**
   * What was deployed last: `LastDeployed.recordedIn("deployed.intent.json")`, which `cordon record` writes. A change that
   * a site would feel then fails the synth unless it was announced.
   *
   * @default - not known: no change is judged, and only Terraform's `prevent_destroy` keeps a site's VPN from replacement
   */
  readonly lastDeployed?: LastDeployed;
  /**
   * Tags of everything in the network.
   *
   * @default - none beside Cordon's own
   */
  readonly tags?: Tags;
}

export interface HospitalNetworkProps extends NetworkProps {
  /**
   * Whether subnets also have IPv6, from a block that Amazon provides.
   *
   * @default "none"
   */
  readonly ipv6?: "none" | "amazon-provided";
}

/** A VPC that Cordon did not create. */
export interface VpcAttributes extends NetworkProps {
  readonly vpcId: string;
  /**
   * Blocks in the VPC that are taken already.
   *
   * @default - none; a subnet that overlaps one that exists is then refused by AWS at apply
   */
  readonly takenCidrs?: readonly string[];
}

/** How a network is attached to a transit gateway. */
export interface AttachmentProps {
  /**
   * Name of the gateway's route table that the VPC shares with others of the same name.
   *
   * @default - one of its own
   */
  readonly trustGroup?: string;
}

/** A change of a site that is announced. */
export interface MaintenanceDetails {
  /** The worst that may happen: `tunnel-outage`, `replacement` or `removal`. */
  readonly announces: Disruption;
  /** The first day it may happen on, `YYYY-MM-DD`. */
  readonly from: string;
  /** The last day, `YYYY-MM-DD`; up to 31 days after the first. */
  readonly until: string;
  readonly reason: string;
  readonly approver: string;
  readonly ticket: string;
}

/** What is said when a rule is not kept for a time. */
export interface ExceptionDetails {
  readonly reason: string;
  readonly approver: string;
  readonly ticket: string;
  /** The last day it holds, `YYYY-MM-DD`. */
  readonly expires: string;
}

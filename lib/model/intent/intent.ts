/**
 * The intent: everything declared about the networks of one stack, as one JSON document beside `cdk.tf.json`.
 *
 * It is what reviewers, reports and the proof read. It holds no time stamp and no machine's name, so that the same
 * program gives the same bytes.
 */
import type { LockDocument } from "../address-plan";
import type { Criticality, Kind } from "../kind";
import type { HeadRoom } from "../quota";

/** The version of this document's form. A reader refuses any other. */
export const intentSchema = "cordon/intent/1";

export interface Intent {
  readonly schema: typeof intentSchema;
  /** The Terraform stack that carries it. */
  readonly stack: string;
  readonly networks: readonly IntentNetwork[];
}

export interface IntentNetwork {
  readonly name: string;
  readonly block: string;
  readonly zones: readonly string[];
  /** Terraform address of the VPC, or the id of one that Cordon did not create. */
  readonly vpc: { readonly address: string } | { readonly id: string };
  readonly ipv6: "none" | "amazon-provided";
  readonly segments: readonly IntentSegment[];
  readonly conduits: readonly IntentConduit[];
  readonly exceptions: readonly IntentException[];
  readonly findings: readonly IntentFinding[];
  readonly addressPlan: LockDocument;
  readonly quotas: readonly HeadRoom[];
  /** What the network ACLs alone let through beyond the conduits, by pair. The security groups do not. */
  readonly aclExcess: readonly IntentAclExcess[];
  /** How many Terraform resources carry the network. */
  readonly resources: number;
}

export interface IntentSegment {
  readonly name: string;
  readonly kind: Kind;
  readonly criticality: Criticality;
  readonly owner: string;
  readonly dataClass: string;
  readonly profiles: readonly string[];
  readonly traits: readonly string[];
  readonly redundancyGroup?: string;
  readonly endOfSupport?: string;
  readonly placement: "aws" | "outside";
  /** The blocks it is known by: one in AWS, one or more outside. */
  readonly blocks: readonly string[];
  /** Its subnets, by zone; empty outside. */
  readonly subnets: readonly IntentSubnet[];
  /** Terraform addresses of what carries it in AWS. */
  readonly carriers?: {
    readonly securityGroup: string;
    readonly networkAcl: string;
  };
  readonly internet: "none" | "egress";
}

export interface IntentSubnet {
  readonly zone: string;
  readonly block: string;
  /** Terraform addresses. */
  readonly subnet: string;
  readonly routeTable: string;
}

export interface IntentConduit {
  /** `from>to:service`. */
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly service: IntentService;
  readonly reason: string;
  readonly owner: string;
  readonly reviewBy: string;
  readonly expires?: string;
  readonly returns?: string;
  readonly failMode?: string;
  readonly profile?: string;
  readonly approver?: string;
  readonly ticket?: string;
  readonly source: string;
  /**
   * Terraform address of the security group that answers, when it is not the segment's own: a private endpoint's.
   *
   * @default - the group of the segment `to`
   */
  readonly answeredBy?: string;
  /** Terraform addresses of the security-group rules that it costs. */
  readonly rules: readonly string[];
}

export interface IntentService {
  readonly name: string;
  readonly title: string;
  readonly protocol: string;
  /** First and last port of TCP and UDP. */
  readonly ports?: readonly [number, number];
  /** Type and code of ICMP. */
  readonly icmp?: readonly [number, number | "any"];
  /** Number of any other protocol. */
  readonly number?: number;
  readonly basis: string;
  readonly encrypted: boolean;
  readonly citation: string;
}

export interface IntentException {
  readonly rule: string;
  readonly subject: string;
  readonly reason: string;
  readonly approver: string;
  readonly ticket: string;
  readonly expires: string;
}

export interface IntentFinding {
  readonly rule: string;
  readonly severity: "error" | "warning";
  readonly subject: string;
  readonly message: string;
  /** The ticket of the exception that acknowledges it. */
  readonly acknowledgedBy?: string;
}

export interface IntentAclExcess {
  readonly from: string;
  readonly to: string;
  readonly traffic: string;
}

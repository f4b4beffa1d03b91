/**
 * The intent: everything declared about the networks of one stack, as one JSON document beside `cdk.tf.json`.
 *
 * It is what reviewers, reports and the proof read. It holds no time stamp and no machine's name, so that the same
 * program gives the same bytes.
 */
import type { LockDocument } from "../address-plan";
import type { Criticality, Kind } from "../kind";
import type { HeadRoom } from "../quota";
import type { IntentFlows, IntentUnrecordedFlows } from "./flows";
import type { GatewayName, SiteRouting } from "../site";
import type { TunnelOptions, TunnelPolicyName } from "../tunnel";

/** The version of this document's form. A reader refuses any other. */
export const intentSchema = "cordon/intent/1";

/** What one Terraform stack declares about its networks. */
export interface Intent {
  readonly schema: typeof intentSchema;
  /** The Terraform stack that carries it. */
  readonly stack: string;
  readonly networks: readonly IntentNetwork[];
}

/** One network, with what was found about it. */
export interface IntentNetwork {
  readonly name: string;
  readonly block: string;
  readonly zones: readonly string[];
  /** Terraform address of the VPC, or the id of one that Cordon did not create. */
  readonly vpc: { readonly address: string } | { readonly id: string };
  readonly ipv6: "none" | "amazon-provided";
  /** Where the VPNs of its sites end in AWS. */
  readonly siteEdge: "none" | "vpn-gateway" | "transit-gateway";
  readonly sites: readonly IntentSite[];
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
  /**
   * What makes it the way out of the networks on its transit gateway.
   *
   * @default - it is a network of segments
   */
  readonly inspection?: IntentInspection;
  /**
   * What is recorded of its traffic, or why nothing is.
   *
   * @default - not said: an inspection VPC, or an intent of a version that did not record flows
   */
  readonly flows?: IntentFlows | IntentUnrecordedFlows;
}

/** The firewall of a network through which others reach the internet. */
export interface IntentInspection {
  /** `alert`: what no domain list names is logged and passes. */
  readonly mode: "enforce" | "alert";
  /**
   * Why it only alerts, who agreed, and the last day.
   *
   * @default - it enforces
   */
  readonly alert?: {
    readonly reason: string;
    readonly approver: string;
    readonly ticket: string;
    readonly expires: string;
  };
  /** Terraform addresses. */
  readonly firewall: string;
  readonly policy: string;
  /** Ids of the conduits that pass through it, sorted. */
  readonly conduits: readonly string[];
}

/** One segment, and the Terraform addresses of what carries it. */
export interface IntentSegment {
  readonly name: string;
  readonly kind: Kind;
  readonly criticality: Criticality;
  readonly owner: string;
  readonly dataClass: string;
  readonly profiles: readonly string[];
  readonly traits: readonly string[];
  /** @default - it has no redundant twin */
  readonly redundancyGroup?: string;
  /** @default - not known */
  readonly endOfSupport?: string;
  readonly placement: "aws" | "outside";
  /**
   * The site it is at.
   *
   * @default - it is in AWS, or outside and at no site that is known
   */
  readonly site?: string;
  /**
   * Its VLAN at the site, 1–4094.
   *
   * @default - not known
   */
  readonly vlan?: number;
  /**
   * What the network is shown in place of its name, so that the name does not tell its function (SEG-013): `seg-3f9a61`.
   *
   * @default - its name; it is at no site
   */
  readonly label?: string;
  /** The blocks it is known by: one in AWS, one or more outside. */
  readonly blocks: readonly string[];
  /** Its subnets, by zone; empty outside. */
  readonly subnets: readonly IntentSubnet[];
  /**
   * Terraform addresses of what carries it in AWS.
   *
   * @default - nothing: it is outside AWS
   */
  readonly carriers?: {
    readonly securityGroup: string;
    readonly networkAcl: string;
  };
  readonly internet: "none" | "egress";
}

/** A site, and the Terraform addresses of its VPN. No secret is ever in it. */
export interface IntentSite {
  readonly name: string;
  /** What the network is shown in place of its name (SEG-013): `site-0c77d2`. */
  readonly label: string;
  readonly owner: string;
  readonly routing: SiteRouting;
  /** The AWS side's ASN. */
  readonly awsAsn: number;
  readonly policy: TunnelPolicyName;
  /** What both tunnels of every gateway accept. */
  readonly tunnel: TunnelOptions;
  readonly gateways: readonly IntentGateway[];
  /**
   * What its tunnels carry at AWS's side: with static routes at a virtual private gateway the network's block, so that the
   * gateway passes nothing on between sites; otherwise `0.0.0.0/0`.
   */
  readonly awsSelector: string;
  /**
   * Blocks in AWS that its segments have conduits with, sorted: what the site routes into its tunnels.
   */
  readonly awsBlocks: readonly string[];
}

/** One end of a VPN at a site. */
export interface IntentGateway {
  readonly name: GatewayName;
  /** @default - it has a certificate and no fixed address */
  readonly address?: string;
  /** @default - it proves itself by a pre-shared key that AWS made and keeps in Secrets Manager */
  readonly certificateArn?: string;
  readonly asn: number;
  /** Terraform address of its VPN connection. */
  readonly connection: string;
  /** The /30 inside each tunnel; AWS has its first usable address and the site its second. */
  readonly insideBlocks: readonly [string, string];
}

/** The subnet of a segment in one zone. */
export interface IntentSubnet {
  readonly zone: string;
  readonly block: string;
  /** Terraform addresses. */
  readonly subnet: string;
  readonly routeTable: string;
}

/** One conduit, and the Terraform addresses of its rules. */
export interface IntentConduit {
  /** `from>to:service`. */
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly service: IntentService;
  readonly reason: string;
  readonly owner: string;
  readonly reviewBy: string;
  /** @default - it does not expire */
  readonly expires?: string;
  /** @default - it is not a return association */
  readonly returns?: string;
  /** @default - neither end is life-critical */
  readonly failMode?: string;
  /** @default - it was declared by hand */
  readonly profile?: string;
  /** @default - it needs no approval */
  readonly approver?: string;
  /** @default - it needs no approval */
  readonly ticket?: string;
  /**
   * The domain names that it is kept to by a firewall on its way to the internet, sorted; `.example.com` stands for itself and
   * every name under it. In alert mode the firewall logs what is not among them, and passes it.
   *
   * @default - any address that its end has
   */
  readonly domains?: readonly string[];
  readonly source: string;
  /**
   * Terraform address of what answers, when it is not the segment's own security group: the group of a private endpoint, or
   * a gateway endpoint, which has none.
   *
   * @default - the group of the segment `to`
   */
  readonly answeredBy?: string;
  /** Terraform addresses of the security-group rules that it costs. */
  readonly rules: readonly string[];
}

/** A service, as a conduit names it. */
export interface IntentService {
  readonly name: string;
  readonly title: string;
  readonly protocol: string;
  /**
   * First and last port of TCP and UDP.
   *
   * @default - another protocol
   */
  readonly ports?: readonly [number, number];
  /**
   * Type and code of ICMP.
   *
   * @default - another protocol
   */
  readonly icmp?: readonly [number, number | "any"];
  /**
   * Number of any other protocol.
   *
   * @default - a protocol with a name
   */
  readonly number?: number;
  readonly basis: string;
  readonly encrypted: boolean;
  readonly citation: string;
}

/** A rule that is not kept for a time. */
export interface IntentException {
  readonly rule: string;
  readonly subject: string;
  readonly reason: string;
  readonly approver: string;
  readonly ticket: string;
  readonly expires: string;
}

/** A breach of a rule. */
export interface IntentFinding {
  readonly rule: string;
  readonly severity: "error" | "warning" | "note";
  readonly subject: string;
  readonly message: string;
  /**
   * The ticket of the exception that acknowledges it.
   *
   * @default - nobody has accepted it
   */
  readonly acknowledgedBy?: string;
}

/** Traffic that the ACLs of two segments let through beyond their conduits. */
export interface IntentAclExcess {
  readonly from: string;
  readonly to: string;
  readonly traffic: string;
}

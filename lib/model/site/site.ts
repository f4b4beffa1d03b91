/** A site: a hospital campus behind a VPN, with its gateways and the way its blocks are known to AWS. */
import type { Cidr } from "../address/cidr";
import type { TunnelOptions, TunnelPolicyName } from "../tunnel";

/** One end of a VPN at a site: a router or firewall. */
export interface GatewayDefinition {
  /** Unique at its site and part of resource addresses: `primary` and `secondary`. */
  readonly name: GatewayName;
  /**
   * How AWS knows it: by its public IPv4 address, or by a certificate of a private CA, or by both.
   *
   * @default - AWS knows it by its certificate, and cannot open a tunnel to it
   */
  readonly address?: string | undefined;
  /**
   * ARN of a certificate of a private CA in ACM.
   *
   * @default - AWS makes pre-shared keys and keeps them in Secrets Manager
   */
  readonly certificateArn?: string | undefined;
  /** 1–4,294,967,294, and not the AWS side's. */
  readonly asn: number;
  /** The /30 inside each of its two tunnels, in 169.254.0.0/16; pinned for life. */
  readonly insideBlocks: readonly [Cidr, Cidr];
}

/** Names of the gateways of a site. Two make four tunnels. */
export const gatewayNames = ["primary", "secondary"] as const;
export type GatewayName = (typeof gatewayNames)[number];

/** How AWS learns a site's blocks: from fixed routes, or from the site by BGP. */
export const siteRoutings = ["static", "bgp"] as const;
export type SiteRouting = (typeof siteRoutings)[number];

/** A site as declared, before anything is built. */
export interface SiteDefinition {
  /** Unique among all sites; 2–40 lower-case letters, digits and hyphens, starting with a letter. */
  readonly name: string;
  /** Who is told about its tunnels, and answers for it. */
  readonly owner: string;
  /** Ends of the VPN at the site: one, or two. */
  readonly gateways: readonly [GatewayDefinition, ...GatewayDefinition[]];
  readonly routing: SiteRouting;
  /** What its tunnels carry at AWS's side: the network's block, or everything. */
  readonly awsSelector: Cidr;
  readonly policy: TunnelPolicyName;
  readonly tunnel: TunnelOptions;
}

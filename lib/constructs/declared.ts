/** What a network is told, piece by piece: a segment, a site, a conduit, each with what carries it. */
import type { Cidr, ConduitDefinition, GatewayName, SegmentDefinition, SiteDefinition } from "../model";
import type { AclDetail } from "./acl/compile";
import type { PublicWant } from "./acl/private-ranges";
import type { Addressable } from "./address";
import type { SegmentNetworkAcl } from "./network-acl";
import type { SegmentSecurityGroup } from "./security-group";
import type { SegmentSubnets } from "./subnets";
import type { TrustGroup } from "./transit/trust-group";
import type { SiteToSiteVpn } from "./vpn";

/** Room in the address plan: a segment's, or that of the network's own ways out. */
export interface Room {
  readonly name: string;
  readonly zones: readonly string[];
  readonly subnetPrefix: number;
  readonly reservedZones: number;
  readonly block: Cidr | undefined;
}

/** A segment with what carries it. */
export interface DeclaredSegment {
  readonly definition: SegmentDefinition;
  readonly where: string;
  /**
   * What Cordon builds for it.
   *
   * @default - nothing: it is outside AWS
   */
  readonly built?: {
    readonly room: Room;
    readonly aclDetail: AclDetail;
    readonly subnets: SegmentSubnets;
    readonly acl: SegmentNetworkAcl;
    readonly group: SegmentSecurityGroup;
  };
}

/** A site with the VPN connection of each of its gateways. */
export interface DeclaredSite {
  readonly definition: SiteDefinition;
  readonly where: string;
  readonly connections: ReadonlyMap<GatewayName, SiteToSiteVpn>;
  /**
   * The route table of a transit gateway that its tunnels are routed by.
   *
   * @default - they end at a virtual private gateway
   */
  readonly trustGroup?: TrustGroup;
  /** Makes its connections carry a block, where AWS is told and does not learn. */
  readonly routeTo: (block: Cidr) => void;
}

export interface DeclaredConduit {
  readonly definition: ConduitDefinition;
  /** Whether it starts in another network: that one judges and records it. */
  readonly isNeighbours: boolean;
  readonly aclSeed: number;
  readonly where: string;
  /** Entries for public addresses instead of the other end's block: the S3 gateway endpoint, the internet. */
  readonly publicWants: readonly PublicWant[];
  /** What answers when it is not the segment's own group: a private endpoint's group, or a gateway endpoint. */
  readonly answeredBy: Addressable | undefined;
  readonly rules: readonly Addressable[];
}

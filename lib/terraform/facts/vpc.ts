/** VPCs, their subnets, and the gateways on their edges. */
import type { AddressSet, Cidr } from "../../model";
import type { Block, Fact, FactId, Link, ListOwner, Value } from "./value";

/** `more` is set when the VPC may have blocks beyond these. */
export interface Vpc extends ListOwner {
  /** Primary and secondary blocks, IPv4 and IPv6. */
  readonly blocks: readonly Block[];
  readonly region: Value<string>;
  readonly defaultSecurityGroup: Link;
  readonly defaultNetworkAcl: Link;
  /** The table of every subnet without an association of its own. */
  readonly mainRouteTable: Link;
}

export interface Subnet extends Fact {
  readonly vpc: Link;
  /** At most one IPv4 block and one IPv6 block. */
  readonly blocks: readonly Block[];
  /** Name of its availability zone: `us-east-1a`. */
  readonly zone: Value<string>;
  /**
   * The zone's id: `use1-az1`. Which name it has differs by account.
   *
   * @default - not known
   */
  readonly zoneId?: Value<string>;
  /** Whether interfaces get a public IPv4 address by themselves. */
  readonly mapsPublicAddress: Value<boolean>;
}

export type GatewayKind = "internet" | "egress-only" | "vpn" | "carrier";

export interface Gateway extends Fact {
  readonly kind: GatewayKind;
  /** The VPC that it is attached to; `none` when it is attached to none. */
  readonly vpc: Link | "none";
}

export interface NatGateway extends Fact {
  readonly subnet: Link;
  readonly connectivity: Value<"public" | "private">;
  /** Its own private address, within its subnet. */
  readonly address: Value<Cidr>;
}

export interface Peering extends Fact {
  readonly requester: Link;
  readonly accepter: Link;
  /** Whether the peering is accepted. */
  readonly active: Value<boolean>;
  /** Region of the accepter; the requester's is that of its VPC. Groups are referenced only within one Region. */
  readonly accepterRegion: Value<string>;
}

export interface ElasticIp extends Fact {
  readonly address: Value<Cidr>;
  /** An interface, an instance, a NAT gateway or a load balancer; `none` when it is not in use. */
  readonly to: Link | "none";
}

/** `block-bidirectional` cuts traffic with the internet both ways, `block-ingress` only what starts there. */
export type PublicAccessMode = "off" | "block-bidirectional" | "block-ingress";

export interface PublicAccessBlock extends Fact {
  readonly region: Value<string>;
  readonly mode: Value<PublicAccessMode>;
  /**
   * VPCs that may be another account's.
   *
   * @default - all are of its account
   */
  readonly perhapsNotOf?: readonly FactId[];
}

export interface PublicAccessExclusion extends Fact {
  readonly of: { readonly vpc: Link } | { readonly subnet: Link };
  readonly mode: Value<"allow-bidirectional" | "allow-egress">;
}

/** A block that only AWS will know, stood in for by one that nothing else uses. See {@link FactBase.placeholders}. */
export interface Placeholder {
  readonly block: Cidr;
  /** The expression that it stands for: `aws_vpc.main.ipv6_cidr_block`. */
  readonly standsFor: string;
}

/** A prefix list. `more` is set when it may hold entries beyond these. */
export interface PrefixList extends ListOwner {
  readonly family: Value<4 | 6>;
  readonly entries: readonly Block[];
  /** Counts against quotas, whatever the number of entries. */
  readonly maxEntries: Value<number>;
  readonly keptBy: "customer" | "aws";
  /** When entries are not known: all addresses that the list may hold. */
  readonly within: AddressSet;
}

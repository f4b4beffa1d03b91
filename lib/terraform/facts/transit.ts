/** What joins networks: VPN connections, transit gateways and Direct Connect. */
import type { Cidr } from "../../model";
import type { Block, Fact, Link, ListOwner, UnknownReason, Value } from "./value";

export interface CustomerGateway extends Fact {
  /** Its public address. */
  readonly address: Value<Cidr>;
  readonly asn: Value<number>;
}

export interface VpnConnection extends Fact {
  readonly customerGateway: Link;
  /** `none` when it is on no gateway yet. */
  readonly on: { readonly vpnGateway: Link } | { readonly transitGateway: Link } | "none";
  /** With static routes only, the site's blocks are those of its {@link VpnRoute}s; otherwise BGP tells them. */
  readonly staticRoutesOnly: Value<boolean>;
  /** What the tunnel's selectors let through on AWS's side and on the site's: everything by default. */
  readonly awsSide: readonly Block[];
  readonly siteSide: readonly Block[];
  /**
   * The site at its far end, as the user declared it. No input says so: readers leave it out.
   *
   * @default - nobody said; the far end is a network of its own, and over BGP it may announce anything
   */
  readonly site?: DeclaredFarEnd;
}

/** What the user declares about the far end of a connection. */
export interface DeclaredFarEnd {
  /** Connections with one name lead to one network. */
  readonly name: string;
  /** Over BGP it announces these blocks, and nothing that is routed elsewhere. */
  readonly announces: readonly Cidr[];
}

export interface VpnRoute extends Fact {
  readonly connection: Link;
  readonly block: Block;
}

export interface TransitGateway extends Fact {
  readonly region: Value<string>;
  /** Attachments join / announce to the default table by themselves. */
  readonly defaultAssociation: Value<boolean>;
  readonly defaultPropagation: Value<boolean>;
  /** The default tables: one and the same unless they were set apart; `none` when neither default is on. */
  readonly associationTable: Link | "none";
  readonly propagationTable: Link | "none";
  /** Whether a group may be referenced across it; inbound rules only. */
  readonly groupReferences: Value<boolean>;
}

export type TransitAttachmentKind = "vpc" | "vpn" | "peering" | "connect" | "direct-connect";

/** A VPC, and the subnets in it through which it is attached. */
export interface TransitVpc {
  readonly vpc: Link;
  readonly subnets: readonly Link[];
  /** @default - `subnets` is complete */
  readonly moreSubnets?: UnknownReason;
}

/** What is at the far end of an attachment. */
export type TransitPeer =
  | TransitVpc
  | { readonly vpn: Link }
  | { readonly transitGateway: Link; readonly region: Value<string> }
  | { readonly over: Link }
  | { readonly directConnectGateway: Link };

export interface TransitAttachment extends Fact {
  readonly kind: TransitAttachmentKind;
  readonly transitGateway: Link;
  readonly peer: TransitPeer;
  readonly applianceMode: Value<boolean>;
  readonly ipv6: Value<boolean>;
  readonly groupReferences: Value<boolean>;
  /** Whether it is accepted. */
  readonly active: Value<boolean>;
}

/** `more` is set when the table may hold routes beyond those listed. */
export interface TransitRouteTable extends ListOwner {
  readonly transitGateway: Link;
}

/** Default associations and propagations are listed here too, as `implicit`. */
export interface TransitAssociation extends Fact {
  readonly table: Link;
  readonly attachment: Link;
}

export interface TransitPropagation extends Fact {
  readonly table: Link;
  readonly attachment: Link;
}

export interface TransitRoute extends Fact {
  readonly table: Link;
  readonly destination: { readonly block: Block } | { readonly prefixList: Link };
  readonly to: { readonly attachment: Link } | "blackhole" | { readonly unknown: UnknownReason };
}

/** A Direct Connect gateway joined to a virtual private gateway or a transit gateway. */
export interface DirectConnectAssociation extends Fact {
  readonly directConnectGateway: Link;
  readonly gateway: Link;
  /** What is announced to the site. */
  readonly announced: readonly Block[];
  /** @default - `announced` is complete */
  readonly moreAnnounced?: UnknownReason;
}

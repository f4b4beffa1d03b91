/** Network interfaces, whatever owns them, and VPC endpoints. */
import type { AddressSet } from "../../model";
import type { Carried, Fact, FactId, Link, UnknownReason, Value } from "./value";

export type OwnerKind =
  | "interface"
  | "instance"
  | "instance-group"
  | "load-balancer"
  | "classic-load-balancer"
  | "database"
  | "cache"
  | "function"
  | "container-service"
  | "cluster"
  | "endpoint"
  | "file-system"
  | "directory"
  | "resolver"
  | "stream"
  | "build"
  | "analytics"
  | "desktop"
  | "gateway"
  | "client-vpn"
  | "other";

/**
 * The interfaces that one resource puts into subnets: one interface, or one in each subnet.
 *
 * NAT gateways, transit gateway attachments and firewalls are facts of their own and are not listed again here.
 */
export interface Interface extends Fact {
  readonly owner: { readonly kind: OwnerKind; readonly id: FactId };
  /** Every subnet that it has, or may have, an interface in. */
  readonly subnets: readonly Link[];
  /**
   * Why it may be in subnets beyond these.
   *
   * @default - `subnets` is complete
   */
  readonly moreSubnets?: UnknownReason;
  /**
   * It is in one of `subnets`, or in some of them: AWS picks which.
   *
   * @default - it is in each of them
   */
  readonly inSome?: true;
  /** `unfiltered`: no group applies, so that groups stop nothing (a Network Load Balancer made without one). */
  readonly groups: readonly Link[] | "unfiltered";
  /**
   * Why it may be in groups beyond these.
   *
   * @default - `groups` is complete
   */
  readonly moreGroups?: UnknownReason;
  /** Its private addresses. Unknown: AWS picks them from the subnets. */
  readonly addresses: Value<AddressSet>;
  /** Whether it has a public IPv4 address, its own or an Elastic IP. */
  readonly publicAddress: Value<boolean>;
  /** Whether it has an IPv6 address. */
  readonly ipv6: Value<boolean>;
  /**
   * Whether its IPv6 addresses are open to the internet where there is a way.
   *
   * @default - they are: an IPv6 address is public by itself
   */
  readonly internetV6?: Value<boolean>;
  /** Off for an appliance: it then passes on traffic that is not addressed to it. */
  readonly sourceDestCheck: Value<boolean>;
  /**
   * The Client VPN endpoint whose clients come out of it. Nothing reaches them, and they go only where that lets them.
   *
   * @default - it is no such interface
   */
  readonly clientVpn?: Link;
  /**
   * The instance that it is on: what comes in by one interface of an instance may go out by another.
   *
   * @default - its owner, when that is an instance; else none that is known
   */
  readonly machine?: Value<FactId>;
}

export type EndpointKind = "gateway" | "interface" | "gateway-load-balancer" | "other";

/** A VPC endpoint. Those with interfaces are in {@link Interface} as well, with this fact as their owner. */
export interface Endpoint extends Fact {
  readonly kind: Value<EndpointKind>;
  readonly vpc: Link;
  /** `com.amazonaws.us-east-1.s3`. */
  readonly service: Value<string>;
  /** Tables in which a gateway endpoint puts its route. */
  readonly routeTables: readonly Link[];
  /** @default - `routeTables` is complete */
  readonly moreRouteTables?: UnknownReason;
  /**
   * What a gateway endpoint carries to its service.
   *
   * @default - IPv4 alone
   */
  readonly carries?: Value<Carried>;
  /**
   * The list of its service's addresses.
   *
   * @default - it is not surely a gateway endpoint
   */
  readonly list?: Link;
}

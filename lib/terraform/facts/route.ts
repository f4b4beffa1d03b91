/** Route tables of VPCs. */
import type { Block, Fact, Link, ListOwner, UnknownReason, Value } from "./value";

/** `more` is set when the table may hold routes beyond those listed. The local routes of the VPC are never listed. */
export interface RouteTable extends ListOwner {
  readonly vpc: Link;
}

export type RouteTargetKind =
  | "local"
  | "internet-gateway"
  | "egress-only-gateway"
  | "vpn-gateway"
  | "carrier-gateway"
  | "nat-gateway"
  | "transit-gateway"
  | "peering"
  | "interface"
  | "instance"
  /** A gateway endpoint, a Gateway Load Balancer endpoint or a firewall's endpoint. */
  | "endpoint"
  /** `to` is the firewall itself: its endpoints' ids are known after apply only. */
  | "firewall"
  | "local-gateway"
  | "core-network"
  | "odb-network";

export type RouteTarget =
  | {
      readonly kind: Exclude<RouteTargetKind, "local">;
      readonly to: Link;
      /**
       * Of a firewall: the subnet of the endpoint that the route names.
       *
       * @default - any of its endpoints
       */
      readonly endpointIn?: Link;
    }
  | { readonly kind: "local" }
  /** One of these, or another: which attribute is set is not known. */
  | { readonly kind: "unknown"; readonly among: readonly RouteTarget[]; readonly because: UnknownReason };

export type RouteDestination = { readonly block: Block } | { readonly prefixList: Link };

export interface Route extends Fact {
  readonly table: Link;
  readonly destination: RouteDestination;
  readonly target: RouteTarget;
  /** `propagated` is seen in a snapshot or a state only; elsewhere it follows from {@link RoutePropagation}. */
  readonly origin: "static" | "propagated";
  /** Whether AWS reports the target gone: traffic that matches is dropped. */
  readonly blackhole: Value<boolean>;
}

/** A subnet, or a gateway (an edge association), uses this table. The main table is on the VPC, not here. */
export interface RouteTableAssociation extends Fact {
  readonly table: Link;
  readonly of: { readonly subnet: Link } | { readonly gateway: Link };
}

/** A virtual private gateway puts the routes that it learns into a table. */
export interface RoutePropagation extends Fact {
  readonly table: Link;
  readonly gateway: Link;
}

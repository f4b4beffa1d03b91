/** Security groups and network ACLs. */
import type { AddressSet, Transport } from "../../model";
import type { Bounded, Fact, Link, ListOwner, Value } from "./value";

export type Direction = "ingress" | "egress";

/** `more` on a filter may be about one direction only. */
export interface DirectedListOwner extends ListOwner {
  /**
   * The one direction that `more` is about.
   *
   * @default - both, when `more` is set
   */
  readonly moreOnly?: Direction;
}

/** `more` is set when the group may have rules beyond those listed. No rule in a direction means nothing passes. */
export interface SecurityGroup extends DirectedListOwner {
  readonly vpc: Link;
  /** The group that interfaces without one get. */
  readonly isDefault: boolean;
}

export type RulePeer =
  | { readonly kind: "addresses"; readonly addresses: Bounded<AddressSet> }
  /** Interfaces of a group; a rule's own group too (`self`). */
  | { readonly kind: "group"; readonly group: Link }
  | { readonly kind: "prefix-list"; readonly list: Link };

/** Allows, to the interfaces of a group, traffic with any of the peers. */
export interface SecurityGroupRule extends Fact {
  readonly group: Link;
  readonly direction: Direction;
  /** Destination ports; protocol -1 and numbers other than TCP, UDP and ICMP take no ports. */
  readonly transport: Bounded<Transport>;
  readonly peers: readonly RulePeer[];
}

/**
 * `more` is set when the ACL may have entries beyond those listed. Behind them is always AWS's own deny of everything.
 */
export interface NetworkAcl extends DirectedListOwner {
  readonly vpc: Link;
  /** The ACL of every subnet without an association of its own. */
  readonly isDefault: boolean;
}

/** Entries are tried in ascending number, whatever their order in the file; the first that matches decides. */
export interface NetworkAclEntry extends Fact {
  readonly acl: Link;
  readonly direction: Direction;
  readonly number: Value<number>;
  readonly action: Value<"allow" | "deny">;
  readonly addresses: Bounded<AddressSet>;
  readonly transport: Bounded<Transport>;
}

export interface NetworkAclAssociation extends Fact {
  readonly acl: Link;
  readonly subnet: Link;
}

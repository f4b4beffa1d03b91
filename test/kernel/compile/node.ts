/** What the compiled network is made of: namespaces with devices, addresses, routes and filters. */
import type { FactId } from "../../../lib/terraform";

/** A device of a node, on one wire: every device on a wire hears every other, as on a switch. */
export interface Device {
  readonly name: string;
  readonly wire: string;
  /** The one routing table for packets that enter here and go on; without it, the main table. */
  readonly table?: number;
}

/** One network namespace. */
export interface KernelNode {
  readonly name: string;
  readonly devices: readonly Device[];
  /** Whether it passes on packets that are not its own. */
  readonly forwards: boolean;
  /** Lines of `ip -batch`: addresses and routes. */
  readonly ip: readonly string[];
  /** A whole ruleset of nftables; empty when nothing is filtered. */
  readonly nft: string;
}

/** What sends and answers: an interface of the facts, or something outside that the test puts there. */
export interface KernelHost {
  /** The interface's id among the facts, or the name that the test gave it. */
  readonly id: FactId;
  readonly node: string;
  readonly kind: "interface" | "internet" | "outside";
  /** The network that it is in, for `outside`. */
  readonly network: FactId | undefined;
  /** One address a family that it has. */
  readonly addresses: readonly HostAddress[];
}

export interface HostAddress {
  readonly family: 4 | 6;
  readonly text: string;
  readonly value: bigint;
  /** What the internet knows it by; undefined when nothing does. */
  readonly publicText: string | undefined;
}

/** Something outside AWS, for the test to speak from. */
export interface OutsideHost {
  readonly id: string;
  /** `internet`, or the id of a VPN connection. */
  readonly network: FactId;
  readonly addresses: readonly string[];
}

export interface KernelNetwork {
  readonly nodes: readonly KernelNode[];
  readonly hosts: readonly KernelHost[];
}

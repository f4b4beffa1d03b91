/** What the compiled network is made of: namespaces with devices, addresses, routes and filters. */

/** A device of a node, on one wire: every device on a wire hears every other, as on a switch. */
export interface Device {
  readonly name: string;
  readonly wire: string;
  /** The one table for packets that enter here and go on; without it, the main table. */
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

/** An interface of the facts, as a host. */
export interface KernelHost {
  /** Its id among the facts. */
  readonly id: string;
  readonly node: string;
  /** One address a family that it has. */
  readonly addresses: readonly HostAddress[];
}

export interface HostAddress {
  readonly family: 4 | 6;
  readonly text: string;
  readonly value: bigint;
}

export interface KernelNetwork {
  readonly nodes: readonly KernelNode[];
  readonly hosts: readonly KernelHost[];
}

/** Its own routes, so that they can be flushed without those that the kernel keeps. */
export const routeProtocol = 99;

/**
 * What may cross the site's router: one flow for each pair of ends and transport that a conduit names.
 *
 * A flow is known to the network by blocks, ports and a hash. Names, owners and reasons stay in the sheet, so that a device
 * tells nobody what stands behind a VLAN (SEG-013).
 */
import { createHash } from "node:crypto";
import { AddressSet, compareText, type Cidr, type IntentConduit, type IntentService } from "../../model";

/** One end of a flow. */
export interface FlowEnd {
  /** The segment's name; for the sheet alone. */
  readonly name: string;
  /**
   * What the network knows it by.
   *
   * @default - it is not at this site, and known by its blocks alone
   */
  readonly label?: string;
  /** IPv4, disjoint, sorted. */
  readonly blocks: readonly Cidr[];
}

/** What a filter of a router can tell apart. */
export type Carried =
  | { readonly kind: "ports"; readonly protocol: "tcp" | "udp"; readonly from: number; readonly to: number }
  | { readonly kind: "icmp"; readonly type: number; readonly code: number | "any" }
  | { readonly kind: "protocol"; readonly number: number };

/** One allowed way through the router, with every conduit that needs it. */
export interface Flow {
  /** `flow-` and twelve hexadecimal digits; the same as long as its ends and transport are. */
  readonly id: string;
  readonly from: FlowEnd;
  readonly to: FlowEnd;
  readonly carried: Carried;
  readonly conduits: readonly [IntentConduit, ...IntentConduit[]];
}

/** What a service is to a filter, or undefined for one that IPv4 does not carry. */
export function carriedBy({ protocol, ports, icmp, number }: IntentService): Carried | undefined {
  if ((protocol === "tcp" || protocol === "udp") && ports !== undefined)
    return { kind: "ports", protocol, from: ports[0], to: ports[1] };
  if (protocol === "icmp" && icmp !== undefined) return { kind: "icmp", type: icmp[0], code: icmp[1] };
  if (protocol === "other" && number !== undefined) return { kind: "protocol", number };
  return undefined;
}

/** `tcp-443`, `udp-5000-5010`, `icmp-8-0`, `protocol-47`: a name that says no more than the packets do. */
export function carriedName(carried: Carried): string {
  switch (carried.kind) {
    case "ports": {
      const { protocol, from, to } = carried;
      return from === to ? `${protocol}-${String(from)}` : `${protocol}-${String(from)}-${String(to)}`;
    }
    case "icmp":
      return `icmp-${String(carried.type)}-${String(carried.code)}`;
    case "protocol":
      return `protocol-${String(carried.number)}`;
  }
}

/** One flow of a conduit, and the flow that others of the same ends and transport share with it. */
export interface Wanted {
  readonly from: FlowEnd;
  readonly to: FlowEnd;
  readonly carried: Carried;
  readonly conduit: IntentConduit;
}

/** Flows in the order of their ids; conduits that need the same one are together. */
export function flowsOf(site: string, wanted: readonly Wanted[]): readonly Flow[] {
  const flows = new Map<string, Flow>();
  const sorted = [...wanted].sort((a, b) => compareText(a.conduit.id, b.conduit.id));
  for (const { from, to, carried, conduit } of sorted) {
    const id = `flow-${digest([site, keyOf(from), keyOf(to), carriedName(carried)])}`;
    const known = flows.get(id);
    flows.set(id, { id, from, to, carried, conduits: known === undefined ? [conduit] : [...known.conduits, conduit] });
  }
  return [...flows.values()].sort((a, b) => compareText(a.id, b.id));
}

function digest(parts: readonly string[]): string {
  return createHash("sha256").update(parts.join(" ")).digest("hex").slice(0, 12);
}

function keyOf({ label, blocks }: FlowEnd): string {
  return label ?? blocks.map(String).join(",");
}

/** Blocks as the fewest that are disjoint. */
export function disjoint(blocks: readonly Cidr[]): readonly Cidr[] {
  return AddressSet.of(blocks).toCidrs();
}

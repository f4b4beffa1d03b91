/** The blocks that a segment outside AWS is known by, and which service each can carry. */
import type { Cidr, SegmentDefinition, ServiceTransport } from "../model";

/** Its blocks; none for a segment in AWS, which is known by its group. */
export function blocksOf(definition: SegmentDefinition): readonly Cidr[] {
  return definition.placement.in === "outside" ? definition.placement.blocks : [];
}

/** ICMP is of IPv4 alone, and ICMPv6 of IPv6. */
export function carries(block: Cidr, { protocol }: ServiceTransport): boolean {
  return block.family === 4 ? protocol !== "icmpv6" : protocol !== "icmp";
}

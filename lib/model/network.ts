/** A whole network as declared, before anything is built: what the policy checks read and the intent records. */
import type { Cidr } from "./address/cidr";
import type { ConduitDefinition } from "./conduit";
import type { Exception } from "./exception";
import type { SegmentDefinition } from "./segment";
import type { SiteDefinition } from "./site";

/** The segment that an end of a conduit names: of the network itself, or of a neighbour. */
export function endNamed(network: NetworkDefinition, name: string): SegmentDefinition | undefined {
  const isNamed = (segment: SegmentDefinition): boolean => segment.name === name;
  return network.segments.find(isNamed) ?? network.neighbours.find(isNamed);
}

/** A network as declared: its sites, its segments, its conduits and the exceptions that it asks for. */
export interface NetworkDefinition {
  /** 2–40 lower-case letters, digits and hyphens, starting with a letter. */
  readonly name: string;
  readonly block: Cidr;
  readonly zones: readonly string[];
  /** The sites behind its VPN. */
  readonly sites: readonly SiteDefinition[];
  readonly segments: readonly SegmentDefinition[];
  /** Segments of other networks that conduits of this one join; each is judged in its own network. */
  readonly neighbours: readonly SegmentDefinition[];
  readonly conduits: readonly ConduitDefinition[];
  readonly exceptions: readonly Exception[];
}

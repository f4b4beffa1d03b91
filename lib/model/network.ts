/** A whole network as declared, before anything is built: what the policy checks read and the intent records. */
import type { Cidr } from "./address/cidr";
import type { ConduitDefinition } from "./conduit";
import type { Exception } from "./exception";
import type { SegmentDefinition } from "./segment";

/** A network as declared: its segments, its conduits and the exceptions that it asks for. */
export interface NetworkDefinition {
  /** 2–40 lower-case letters, digits and hyphens, starting with a letter. */
  readonly name: string;
  readonly block: Cidr;
  readonly zones: readonly string[];
  readonly segments: readonly SegmentDefinition[];
  readonly conduits: readonly ConduitDefinition[];
  readonly exceptions: readonly Exception[];
}

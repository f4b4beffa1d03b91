/** Conduits with the segments at their ends, as most checks read them. */
import { conduitId, type ConduitDefinition } from "../conduit";
import { InvalidInput } from "../issue";
import type { NetworkDefinition } from "../network";
import type { SegmentDefinition } from "../segment";

/** A conduit, its id, and the segments at its ends. */
export interface ConduitWithEnds {
  readonly id: string;
  readonly conduit: ConduitDefinition;
  readonly from: SegmentDefinition;
  readonly to: SegmentDefinition;
}

/**
 * Every conduit with its ends.
 *
 * @throws {InvalidInput} when a conduit names a segment that is not there: nothing can be judged about it
 */
export function conduitsWithEnds(network: NetworkDefinition): readonly ConduitWithEnds[] {
  const segments = new Map(network.segments.map((segment) => [segment.name, segment]));
  return network.conduits.map((conduit) => {
    const id = conduitId(conduit);
    const find = (name: string): SegmentDefinition => {
      const segment = segments.get(name);
      if (segment !== undefined) return segment;
      throw new InvalidInput([
        { what: `conduit "${id}" names a segment that is not in network "${network.name}"`, received: `"${name}"` },
      ]);
    };
    return { id, conduit, from: find(conduit.from), to: find(conduit.to) };
  });
}

/** Whether traffic leaves the segment it starts in. */
export function crossesSegments({ conduit }: ConduitWithEnds): boolean {
  return conduit.from !== conduit.to;
}

/** The ends that hold medical devices. */
export function deviceEnds({ from, to }: ConduitWithEnds): readonly SegmentDefinition[] {
  return [from, to].filter((segment) => segment.kind === "medical-device");
}

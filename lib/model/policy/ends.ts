/** Conduits with the segments at their ends, as most checks read them. */
import { conduitId, type ConduitDefinition } from "../conduit";
import { InvalidInput } from "../issue";
import { internet } from "../kind";
import type { NetworkDefinition } from "../network";
import type { SegmentDefinition } from "../segment";

/** A conduit, its id, and the segment that starts it. */
export interface ConduitWithStart {
  readonly id: string;
  readonly conduit: ConduitDefinition;
  readonly from: SegmentDefinition;
}

/** The same with the segment that answers. */
export interface ConduitWithEnds extends ConduitWithStart {
  readonly to: SegmentDefinition;
}

/**
 * Every conduit between segments, with its ends. Those to public addresses are in {@link conduitsToInternet}.
 *
 * @throws {InvalidInput} when a conduit names a segment that is not there: nothing can be judged about it
 */
export function conduitsWithEnds(network: NetworkDefinition): readonly ConduitWithEnds[] {
  const find = finder(network);
  return network.conduits
    .filter(({ to }) => to !== internet)
    .map((conduit) => ({
      id: conduitId(conduit),
      conduit,
      from: find(conduit, conduit.from),
      to: find(conduit, conduit.to),
    }));
}

/**
 * Every conduit to public addresses, with the segment that starts it.
 *
 * @throws {InvalidInput} as {@link conduitsWithEnds}
 */
export function conduitsToInternet(network: NetworkDefinition): readonly ConduitWithStart[] {
  const find = finder(network);
  return network.conduits
    .filter(({ to }) => to === internet)
    .map((conduit) => ({ id: conduitId(conduit), conduit, from: find(conduit, conduit.from) }));
}

function finder(network: NetworkDefinition): (conduit: ConduitDefinition, name: string) => SegmentDefinition {
  const segments = new Map([...network.neighbours, ...network.segments].map((segment) => [segment.name, segment]));
  return (conduit, name) => {
    const segment = segments.get(name);
    if (segment !== undefined) return segment;
    const what = `conduit "${conduitId(conduit)}" names a segment that is not in network "${network.name}"`;
    throw new InvalidInput([{ what, received: `"${name}"` }]);
  };
}

/** Whether traffic leaves the segment it starts in. */
export function crossesSegments({ conduit }: { readonly conduit: ConduitDefinition }): boolean {
  return conduit.from !== conduit.to;
}

/** The ends that hold medical devices. */
export function deviceEnds({ from, to }: ConduitWithEnds): readonly SegmentDefinition[] {
  return [from, to].filter((segment) => segment.kind === "medical-device");
}

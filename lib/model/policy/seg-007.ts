/**
 * SEG-007: isolating one segment does not take a whole clinical service away.
 *
 * A redundancy group with one segment is an error: it promises a twin that is not there. A life-critical or high service
 * that no group covers and whose profile no other segment has is a warning: it may have a twin that nobody declared, or
 * none by decision.
 */
import type { SegmentDefinition } from "../segment";
import type { Breach, PolicyCheck } from "./check";
import { nhsSegmentation } from "./sources";

function isAlone(segment: SegmentDefinition, all: readonly SegmentDefinition[]): boolean {
  const others = all.filter((other) => other.name !== segment.name);
  const shared = (profile: string): boolean => others.some((other) => other.profiles.includes(profile));
  return segment.profiles.length === 0 || !segment.profiles.every(shared);
}

function breach(segment: SegmentDefinition, all: readonly SegmentDefinition[]): readonly Breach[] {
  const { name, redundancyGroup, criticality } = segment;
  if (redundancyGroup !== undefined) {
    if (all.some((other) => other.name !== name && other.redundancyGroup === redundancyGroup)) return [];
    return [
      {
        subject: name,
        message: `Redundancy group "${redundancyGroup}" has all of its members in segment "${name}". Add a second segment to the group, or take "${name}" out of it.`,
      },
    ];
  }
  const matters = segment.kind === "medical-device" && (criticality === "life-critical" || criticality === "high");
  if (!matters || !isAlone(segment, all)) return [];
  return [
    {
      subject: name,
      severity: "warning",
      message: `Isolating ${criticality} segment "${name}" would stop its whole clinical service, as no other segment shares it. Split it over two segments with one redundancyGroup, or acknowledge SEG-007 with the downtime plan.`,
    },
  ];
}

/** Finds services that one segment holds alone. */
export const seg007: PolicyCheck = {
  id: "SEG-007",
  title: "The members of a redundancy group, and of a critical clinical service, are spread over two segments or more.",
  severity: "error",
  sources: [nhsSegmentation("pathology")],
  limits:
    "Counts segments, not devices, power, switches or zones: two segments of one group can still share a cause of failure. Takes a shared profile for a shared service.",
  breaches: (network) => network.segments.flatMap((segment) => breach(segment, network.segments)),
};

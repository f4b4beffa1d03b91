/** SEG-008: the two networks of patient monitors, mission-critical and information-exchange, are two. */
import type { SegmentDefinition, SegmentTrait } from "../segment";
import type { PolicyCheck } from "./check";
import { conduitsWithEnds, crossesSegments } from "./ends";
import { advisory } from "./sources";

const missionCritical = "mission-critical-network" satisfies SegmentTrait;
const informationExchange = "information-exchange-network" satisfies SegmentTrait;

function joins(a: SegmentDefinition, b: SegmentDefinition): boolean {
  return a.traits.includes(missionCritical) && b.traits.includes(informationExchange);
}

/** Finds mission-critical and information-exchange networks that are one or joined. */
export const seg008: PolicyCheck = {
  id: "SEG-008",
  title: "Mission-critical and information-exchange networks are separate segments without a direct conduit.",
  severity: "error",
  sources: [advisory("20-023-01")],
  limits:
    "Knows the two networks by the traits that the author gives. A device with an interface in each joins them without a conduit.",
  breaches: (network) => [
    ...network.segments
      .filter((segment) => joins(segment, segment))
      .map(({ name }) => ({
        subject: name,
        message: `Segment "${name}" is both the mission-critical and the information-exchange network. Make it two segments.`,
      })),
    ...conduitsWithEnds(network)
      .filter((ends) => crossesSegments(ends) && (joins(ends.from, ends.to) || joins(ends.to, ends.from)))
      .map(({ id }) => ({
        subject: id,
        message: `Conduit "${id}" joins a mission-critical with an information-exchange network. Lead it through a gateway in an integration segment, or acknowledge SEG-008 with the maker's reason.`,
      })),
  ],
};

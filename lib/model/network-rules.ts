/**
 * Whether a network's definition is well formed: every issue at once, so that an author mends all of them in one go.
 *
 * Decides nothing about what is wise (the policy checks do) nor where blocks lie (the address plan does). The order in
 * which things were declared changes neither the issues nor their order.
 */
import type { CalendarDate } from "./calendar-date";
import { conduitId } from "./conduit";
import { conduitCollisions, reasonLimit, validateConduit } from "./conduit-rules";
import { exceptionName, missingIn, type Exception } from "./exception";
import type { Issue } from "./issue";
import type { NetworkDefinition } from "./network";
import { compareText } from "./order";
import { blockCollisions, nameCollisions, ownerLimit, validateSegment } from "./segment-rules";
import { siteCollisions, validateSite } from "./site";
import { sitePlaceIssues } from "./site-places";
import { nameIssues, proseIssues, repetitionIssues, shown } from "./wording";

/** Everything wrong with a network, or nothing. */
export function validateNetwork(network: NetworkDefinition, today: CalendarDate): readonly Issue[] {
  const segments = [...network.segments].sort((a, b) => compareText(a.name, b.name));
  const conduits = [...network.conduits].sort(
    (a, b) => compareText(conduitId(a), conduitId(b)) || compareText(a.reason, b.reason),
  );
  const exceptions = [...network.exceptions].sort(compareExceptions);
  return [
    ...nameIssues("name of the network", network.name),
    ...zoneIssues(network),
    ...segments.flatMap((segment) => validateSegment(segment, network)),
    ...[...network.sites].sort((a, b) => compareText(a.name, b.name)).flatMap(validateSite),
    ...siteCollisions(network.sites),
    ...sitePlaceIssues(network),
    ...nameCollisions(segments),
    ...blockCollisions(network),
    ...conduits.flatMap((conduit) => validateConduit(conduit, network, today)),
    ...conduitCollisions(conduits),
    ...exceptions.flatMap(validateException),
    ...repetitionIssues(`list of exceptions of network "${network.name}"`, exceptions.map(exceptionName)),
  ];
}

function zoneIssues({ name, zones }: NetworkDefinition): readonly Issue[] {
  if (zones.length === 0) return [{ what: `network "${name}" has no zone`, allowed: "one availability zone or more" }];
  const malformed = zones.filter((zone) => !/^[a-z0-9]+(-[a-z0-9]+)+$/.test(zone)).sort(compareText);
  return [
    ...malformed.map((zone) => ({
      what: `zone of network "${name}" is not the name of an availability zone`,
      received: shown(zone),
      allowed: 'names like "us-east-1a"',
    })),
    ...repetitionIssues(`list of zones of network "${name}"`, zones),
  ];
}

/** Everything wrong with one exception by itself; that it has expired is a finding of the checks. */
export function validateException(exception: Exception): readonly Issue[] {
  const of = (part: string): string => `${part} of exception "${exceptionName(exception)}"`;
  return [
    ...proseIssues(of("reason"), exception.reason, reasonLimit),
    ...proseIssues(of("approver"), exception.approver, ownerLimit),
    ...proseIssues(of("ticket"), exception.ticket, ownerLimit),
    ...(missingIn(exception).includes("expires")
      ? [{ what: `exception "${exceptionName(exception)}" does not expire`, allowed: "the last day it holds" }]
      : []),
  ];
}

function compareExceptions(a: Exception, b: Exception): number {
  return compareText(exceptionName(a), exceptionName(b)) || compareText(a.ticket, b.ticket);
}

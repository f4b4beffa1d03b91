/** Needs that many devices share, and the sources for them. */
import type { Citation } from "../citation";
import type { Need } from "../profile";
import { documents, services } from "../services";

/** Wrong time stamps are a hazard of an unsuitable network, so the time servers must be reachable. */
export const timeIsSafety: Citation = { source: documents.primus, at: "p. 268, hazards of an unsuitable network" };

/** Time, where the maker's document at hand names no source of its own for it. */
export function needsTime(source: Citation = timeIsSafety): Need<"ntp"> {
  return {
    role: "ntp",
    direction: "starts",
    service: services.ntp,
    reason: "Correct time stamps on alarms, measurements and records",
    source,
  };
}

/** Names, where the maker's document says that the device resolves them. */
export function needsNames(source: Citation): Need<"dns"> {
  return { role: "dns", direction: "starts", service: services.dns, reason: "Finds its servers by name", source };
}

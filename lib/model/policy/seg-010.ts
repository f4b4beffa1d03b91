/** SEG-010: nothing that scans actively reaches a life-critical segment. */
import type { PolicyCheck } from "./check";
import { conduitsWithEnds, crossesSegments } from "./ends";

/** Finds scanners that reach life-critical segments. */
export const seg010: PolicyCheck = {
  id: "SEG-010",
  title: "No active scanner reaches a life-critical segment.",
  severity: "error",
  sources: [
    { source: "Dräger, instructions for use of Primus, Perseus A500 and Babylog VN800" },
    { source: "ANSI/NEMA HN 1-2019 (MDS2)", at: "SAHD-13" },
  ],
  limits:
    "Knows scanners by the trait that the author gives, and only direct conduits. A device profile cannot yet state that scanning is safe (SAHD-13): that takes an exception.",
  breaches: (network) => [
    ...network.segments
      .filter((segment) => segment.criticality === "life-critical" && segment.traits.includes("scanner"))
      .map(({ name }) => ({
        subject: name,
        message: `Life-critical segment "${name}" holds an active scanner. Move the scanner to a segment of kind device-management.`,
      })),
    ...conduitsWithEnds(network)
      .filter(
        (ends) =>
          crossesSegments(ends) && ends.from.traits.includes("scanner") && ends.to.criticality === "life-critical",
      )
      .map(({ id, from, to }) => ({
        subject: id,
        message: `Conduit "${id}" lets the scanner segment "${from.name}" reach life-critical segment "${to.name}", whose devices may drop off the network when scanned. Remove it, or acknowledge SEG-010 with the maker's statement that scanning is safe (MDS2 SAHD-13).`,
      })),
  ],
};

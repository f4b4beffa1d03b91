/**
 * SEG-009: wireless, temporary and external-network devices each stand in a segment of their own.
 *
 * What the data shows is one segment with two of these traits. Loaners on wireless are then a segment of their own twice
 * over: temporary, and apart from the wireless ones that stay.
 */
import type { SegmentTrait } from "../segment";
import type { PolicyCheck } from "./check";

const apart: readonly SegmentTrait[] = ["wireless", "temporary", "external-network"];

/** Finds segments that must stand apart for several reasons at once. */
export const seg009: PolicyCheck = {
  id: "SEG-009",
  title: "Wireless, temporary and external-network devices each stand in a segment of their own.",
  severity: "error",
  sources: [
    { source: "IEC 62443-3-2:2020", at: "ZCR 3.4" },
    { source: "IEC 62443-3-2:2020", at: "ZCR 3.5" },
    { source: "IEC 62443-3-2:2020", at: "ZCR 3.6" },
  ],
  limits:
    "A trait describes a whole segment. A wireless or loaned device in a segment without the trait, or a wired one in a segment with it, is not seen: that takes an inventory.",
  breaches: (network) =>
    network.segments.flatMap(({ name, traits }) => {
      const found = apart.filter((trait) => traits.includes(trait));
      if (found.length < 2) return [];
      return {
        subject: name,
        message: `Segment "${name}" holds ${found.join(" and ")} devices together. Make one segment for each.`,
      };
    }),
};

/**
 * SEG-015: what its maker no longer supports needs an exception with an end.
 *
 * Of a medical-device segment whose end of support nobody wrote down, the rule cannot be decided: that is a warning, never
 * a pass.
 */
import type { CalendarDate } from "../calendar-date";
import type { SegmentDefinition } from "../segment";
import { daysAgo } from "../wording";
import type { Breach, PolicyCheck } from "./check";
import { nistControl, wannaCry } from "./sources";

function breach({ name, kind, endOfSupport }: SegmentDefinition, today: CalendarDate): readonly Breach[] {
  if (endOfSupport === undefined) {
    if (kind !== "medical-device") return [];
    return [
      {
        subject: name,
        severity: "warning",
        message: `Whether the operating systems in medical-device segment "${name}" are still supported is not known. Set endOfSupport to the earliest date among its devices.`,
      },
    ];
  }
  if (!endOfSupport.isBefore(today)) return [];
  return [
    {
      subject: name,
      message: `Segment "${name}" holds a system whose support ended on ${endOfSupport.toString()}, ${daysAgo(endOfSupport, today)}. Move it to a segment with fewer conduits or replace it, and acknowledge SEG-015 until then.`,
    },
  ];
}

/** Finds systems past their end of support, and devices of which nobody knows it. */
export const seg015: PolicyCheck = {
  id: "SEG-015",
  title: "Nothing runs an operating system past its end of support without a dated exception.",
  severity: "error",
  sources: [nistControl("SA-22"), wannaCry],
  limits:
    "Takes the date from the author, one for a segment. Whether the segment is strict enough for an unsupported system is for whoever approves the exception.",
  breaches: (network, today) => network.segments.flatMap((segment) => breach(segment, today)),
};

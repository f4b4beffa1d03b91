/**
 * SEG-014: every conduit says why, who answers, where that is written, and when it is looked at again.
 *
 * What is missing is an error. A review that is overdue is a warning: the traffic is still justified, someone is late.
 */
import type { CalendarDate } from "../calendar-date";
import { conduitId, type ConduitDefinition } from "../conduit";
import { daysAgo, isBlank } from "../wording";
import type { Breach, PolicyCheck } from "./check";
import { nhsSegmentation } from "./sources";

function breach(conduit: ConduitDefinition, today: CalendarDate): readonly Breach[] {
  const id = conduitId(conduit);
  const reviewBy: CalendarDate | undefined = conduit.reviewBy;
  const missing = [
    ...(isBlank(conduit.reason) ? ["reason"] : []),
    ...(isBlank(conduit.owner) ? ["owner"] : []),
    ...(isBlank(conduit.source.source) ? ["source"] : []),
    ...((reviewBy as CalendarDate | undefined) === undefined ? ["review date"] : []),
  ];
  if (missing.length > 0) {
    return [
      {
        subject: id,
        message: `Conduit "${id}" lacks: ${missing.join(", ")}. Write down what is missing, or remove the conduit.`,
      },
    ];
  }
  if (!reviewBy.isBefore(today)) return [];
  return [
    {
      subject: id,
      severity: "warning",
      message: `The review of conduit "${id}" was due on ${reviewBy.toString()}, ${daysAgo(reviewBy, today)}. Ask "${conduit.owner}" whether it is still needed, and set the next review date.`,
    },
  ];
}

/** Finds conduits that nobody justified, or whose review is overdue. */
export const seg014: PolicyCheck = {
  id: "SEG-014",
  title: "Every conduit has a reason, an owner, a source and a review date that has not passed.",
  severity: "error",
  sources: [
    { source: "HICP 2023, Technical Volume 2", at: "6.M.B" },
    nhsSegmentation(),
    { source: "NIST CSF 2.0", at: "ID.AM-03" },
  ],
  limits: "Sees that something is written, not that it is true, nor that the owner still works there.",
  breaches: (network, today) => network.conduits.flatMap((conduit) => breach(conduit, today)),
};

/** SEG-005: a guest or corporate segment reaches a device only through a segment that stands between. */
import type { PolicyCheck } from "./check";
import { conduitsWithEnds } from "./ends";
import { advisory } from "./sources";

/** Finds guest and corporate segments that reach devices directly. */
export const seg005: PolicyCheck = {
  id: "SEG-005",
  title: "No conduit leads from a guest or corporate segment directly to a medical-device segment.",
  severity: "error",
  sources: [advisory("20-254-01"), advisory("21-322-02")],
  limits:
    "Judges one conduit at a time: whether the segment between really ends the connection, or merely passes it on, is not in the data.",
  breaches: (network) =>
    conduitsWithEnds(network)
      .filter(({ from, to }) => (from.kind === "guest" || from.kind === "corporate") && to.kind === "medical-device")
      .map(({ id, from, to }) => ({
        subject: id,
        message: `Conduit "${id}" leads from ${from.kind} segment "${from.name}" directly to medical-device segment "${to.name}". Lead it through a segment of kind integration, device-management or vendor-access.`,
      })),
};

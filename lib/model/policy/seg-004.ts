/** SEG-004: devices of one segment do not speak to each other, unless someone answers for it. */
import type { PolicyCheck } from "./check";
import { conduitsWithEnds, crossesSegments } from "./ends";
import { nhsSegmentation, nistControl } from "./sources";

/** Finds devices that reach each other within a segment. */
export const seg004: PolicyCheck = {
  id: "SEG-004",
  title: "Devices of one segment do not speak to each other unless that is acknowledged.",
  severity: "error",
  sources: [nhsSegmentation(), nistControl("SC-7(21)")],
  limits:
    "Sees declared conduits. Devices on one switch at a site can reach each other without passing anything that Cordon controls.",
  breaches: (network) =>
    conduitsWithEnds(network)
      .filter((ends) => ends.from.kind === "medical-device" && !crossesSegments(ends))
      .map(({ id, from }) => ({
        subject: id,
        message: `Conduit "${id}" lets the devices of segment "${from.name}" reach each other. Remove it, or acknowledge SEG-004 for it with the maker's reason.`,
      })),
};

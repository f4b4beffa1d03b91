/**
 * SEG-006: what a vendor may reach is one named group, for a time, approved by someone.
 *
 * What a jump host itself needs to run (DNS, DHCP, NTP, syslog in a shared-services segment) is not a vendor's access. A
 * group is one segment, or the segments that share a redundancy group.
 */
import { isBlank } from "../wording";
import type { SegmentDefinition } from "../segment";
import { compareText } from "../order";
import type { Breach, PolicyCheck } from "./check";
import { conduitsWithEnds, crossesSegments, type ConduitWithEnds } from "./ends";
import { isWithin, nameAddressTimeAndLog } from "./infrastructure";
import { nhsSegmentation, nistControl } from "./sources";

/** Whether a conduit is a vendor's access to something, and so needs approval and an end. */
export function isVendorAccess(ends: Pick<ConduitWithEnds, "conduit" | "from" | "to">): boolean {
  if (ends.from.kind !== "vendor-access") return false;
  return ends.to.kind !== "shared-services" || !isWithin(ends.conduit.service, nameAddressTimeAndLog);
}

function groupOf(segment: SegmentDefinition): string {
  return segment.redundancyGroup === undefined ? `segment "${segment.name}"` : `group "${segment.redundancyGroup}"`;
}

function missingApproval({ id, conduit }: ConduitWithEnds): readonly Breach[] {
  const missing = [
    ...(conduit.expires === undefined ? ["an expiry"] : []),
    ...(isBlank(conduit.approver) ? ["an approver"] : []),
    ...(isBlank(conduit.ticket) ? ["a ticket"] : []),
  ];
  if (missing.length === 0) return [];
  return [
    {
      subject: id,
      message: `Vendor access "${id}" lacks ${missing.join(", ")}. Give it all three, so that it is approved and ends by itself.`,
    },
  ];
}

/** Finds vendor access without approval, without an end, or to several groups. */
export const seg006: PolicyCheck = {
  id: "SEG-006",
  title: "Vendor access has an expiry, an approver, a ticket and one target group.",
  severity: "error",
  sources: [
    nhsSegmentation(),
    nistControl("MA-4"),
    nistControl("AC-17"),
    { source: "ANSI/NEMA HN 1-2019 (MDS2)", at: "RMOT-1.1" },
  ],
  limits:
    "Sees the approval that is written down. That the hospital and not the vendor opens a session, that the vendor proves who it is, and that a session ends in time happen on the jump host.",
  breaches: (network) => {
    const access = conduitsWithEnds(network).filter(isVendorAccess);
    const groups = new Map<string, Set<string>>();
    for (const { from, to } of access.filter(crossesSegments)) {
      groups.set(from.name, (groups.get(from.name) ?? new Set()).add(groupOf(to)));
    }
    const spread = [...groups]
      .filter(([, targets]) => targets.size > 1)
      .map(([name, targets]) => ({
        subject: name,
        message: `Vendor-access segment "${name}" reaches ${String(targets.size)} target groups: ${[...targets].sort(compareText).join(", ")}. Give each group a vendor-access segment of its own.`,
      }));
    return [...access.flatMap(missingApproval), ...spread];
  },
};

/** What the intent says of a network's flow logs. */
import type { IntentArchive, IntentFlows, IntentUnrecordedFlows } from "../../model";
import type { DeclaredFlows } from "./declared-flows";
import { archivePrefix } from "./flow-log";
import { hotRetention } from "./reject-log";
import type { NetworkFlows } from "./network-flows";

export function flowsIntent(declared: DeclaredFlows): IntentFlows | IntentUnrecordedFlows {
  if ("unrecorded" in declared) {
    const { reason, approver } = declared.unrecorded;
    return { recorded: "nothing", reason, approver };
  }
  const { name, format, retired, intervalElsewhere, props } = declared.recorded;
  return {
    recorded: "all-traffic",
    format: format.names,
    version: format.version,
    prefix: archivePrefix(name, format),
    interval: { devices: 60, elsewhere: intervalElsewhere },
    archive: archiveIntent(declared.recorded),
    hotRetentionInDays: props.hotRetentionInDays ?? hotRetention,
    retired: retired.map(({ format: old, reason }) => ({
      format: old.names,
      prefix: archivePrefix(name, old),
      reason,
    })),
    dns: declared.recorded.dnsIntent,
  };
}

function archiveIntent({ archive, props: { retention } }: NetworkFlows): IntentArchive {
  if (archive === undefined) return { in: "another-archive" };
  const { retentionInDays, objectLock } = archive;
  return {
    in: "own-bucket",
    retentionInDays,
    ...(typeof retention === "object" ? { reason: retention.reason } : {}),
    ...(objectLock === undefined ? {} : { objectLock: { mode: objectLock.mode, days: objectLock.days } }),
  };
}

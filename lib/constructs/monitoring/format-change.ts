/**
 * Another format than the one that was deployed.
 *
 * AWS cannot change a flow log, so that the log of the old format ends and that of the new one begins, and nobody knows in
 * which order: what passes between them is in neither. A format that is named as retired goes on beside the new one.
 */
import type { Issue } from "../../model";
import type { Declaration } from "../declaration";

/** The gap that a change of the format would make, when nobody has said that the old log goes on. */
export function formatIssues({ flows, props: { name, lastDeployed } }: Declaration): readonly Issue[] {
  const before = lastDeployed?.network(name)?.flows;
  if (before?.recorded !== "all-traffic" || flows === undefined || !("recorded" in flows)) return [];
  const old = before.format.join(" ");
  if (flows.recorded.formats.some((format) => format.names.join(" ") === old)) return [];
  return [
    {
      what: `flow logs of network "${name}" get another format, and their old log would end before the new one begins`,
      received: flows.recorded.format.names.join(" "),
      allowed: `the old format under "retired", with a reason, until the new log has records: ${old}`,
    },
  ];
}

/** Flow logs of a VPC, a subnet, an interface or a transit gateway, in two places at once. */
import type { Construct } from "constructs";
import type { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { choiceIssues, type FlowLogKind, type Issue } from "../../model";
import type { FlowInterval } from "./flow-log";
import type { FlowRecordProps } from "./flow-log-props";
import { FlowRecords } from "./flow-records";
import { kindOf, subjectIssues, type FlowSubject } from "./subject";
import { checkRequired, checkedElsewhere, nameNeed, received } from "../required";

/** What flow-log monitoring of one thing is told. */
export interface FlowLogMonitoringProps extends FlowRecordProps {
  /** 2–40 lower-case letters, digits and hyphens, starting with a letter. Part of names, and of the records' place in the archive. */
  readonly name: string;
  /** What is monitored: an existing or a new VPC, subnet, interface or transit gateway. */
  readonly of: FlowSubject;
  /**
   * Longest time that a record sums up, in seconds. A transit gateway's is always 60.
   *
   * @default 60
   */
  readonly interval?: FlowInterval;
}

/**
 * All traffic goes to S3 as Parquet, and rejects also to CloudWatch Logs. A transit gateway rejects nothing: its records go
 * to S3 alone.
 */
export class FlowLogMonitoring extends FlowRecords {
  /** The flow log to the archive, and those of retired formats. */
  public readonly flowLogs: readonly FlowLog[];
  /** The flow log of rejects; a transit gateway has none. */
  public readonly rejectLog: FlowLog | undefined;

  public constructor(scope: Construct, id: string, props: FlowLogMonitoringProps) {
    checkRequired(`${scope.node.path}/${id}`, "flow logs", props, {
      name: nameNeed,
      of: checkedElsewhere,
    });
    const { name, of: subject, interval = 60 } = props;
    const wrong = subjectIssues(subject);
    const kind = wrong.length === 0 ? kindOf(subject) : "interface";
    super(scope, id, name, kind, props, [...wrong, ...intervalIssues(kind, interval)]);
    this.flowLogs = this.archiveFlows(this, subject, interval);
    this.rejectLog = this.logRejects(this, subject);
  }
}

/** Everything wrong with an interval. */
export function intervalIssues(kind: FlowLogKind, interval: FlowInterval): readonly Issue[] {
  const choices = kind === "interface" ? ["60", "600"] : ["60"];
  const what = "interval of flow logs, in seconds,";
  if (typeof interval !== "number")
    return [{ what: `${what} is not a number`, received: received(interval), allowed: choices.join(", ") }];
  return choiceIssues(what, String(interval), choices);
}

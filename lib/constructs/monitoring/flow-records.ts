/** Where records of flow logs go: all traffic to an archive, rejects to a log group as well. */
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import {
  recommendedFormat,
  recommendedTransitGatewayFormat,
  refuse,
  type FlowLogFormat,
  type FlowLogKind,
  type Issue,
} from "../../model";
import { stackOf } from "../framework";
import type { Tags } from "../tags";
import { archivedFlowLog, formatKey, rejectFlowLog, type FlowInterval } from "./flow-log";
import { recordIssues, type FlowRecordProps, type RetiredFormat } from "./flow-log-props";
import { LogArchive, type LogArchiveAttributes } from "./log-archive";
import { FlowLogRole, RejectLog, hotRetention, rejectFormat } from "./reject-log";
import type { FlowSubject } from "./subject";

/** The places that records go to, and the flow logs that fill them. */
export abstract class FlowRecords extends Construct {
  public readonly name: string;
  public readonly format: FlowLogFormat;
  public readonly retired: readonly RetiredFormat[];
  /** The archive, when it is its own. */
  public readonly archive: LogArchive | undefined;
  public readonly bucketArn: string;
  /** The log of rejects; a transit gateway has none, as it rejects nothing. */
  public readonly rejects: RejectLog | undefined;
  protected readonly tags: Tags;
  private readonly role: FlowLogRole | undefined;
  /** What of the archive must be there before records come. */
  private readonly ready: readonly ITerraformDependable[];

  protected constructor(
    scope: Construct,
    id: string,
    name: string,
    kind: FlowLogKind,
    props: FlowRecordProps,
    issues: readonly Issue[],
  ) {
    super(scope, id);
    const { format = kind === "interface" ? recommendedFormat : recommendedTransitGatewayFormat } = props;
    refuse(
      [...issues, ...recordIssues(name, kind, format, props)].map((issue) => ({ ...issue, where: this.node.path })),
    );
    this.name = name;
    this.format = format;
    this.retired = props.retired ?? [];
    this.tags = props.tags ?? {};
    const { destruction, retention, irreversibleObjectLock } = props;
    const common = { name, tags: this.tags, ...(destruction === undefined ? {} : { destruction }) };
    if (props.archive === undefined) {
      this.archive = new LogArchive(this, "Archive", {
        ...common,
        ...(retention === undefined ? {} : { retention }),
        ...(irreversibleObjectLock === undefined ? {} : { irreversibleObjectLock }),
      });
      this.bucketArn = this.archive.bucketArn;
      this.ready = readiness(this, this.archive);
    } else {
      this.bucketArn = props.archive.bucketArn;
      this.ready = readiness(this, props.archive);
    }
    if (kind === "interface") {
      this.rejects = new RejectLog(this, "Rejects", {
        ...common,
        retentionInDays: props.hotRetentionInDays ?? hotRetention,
      });
      const { logGroupArn } = this.rejects;
      this.role = new FlowLogRole(this, "Role", { name, logGroupArn, tags: this.tags });
    }
  }

  /** Every format that is recorded: the one in use, and those that are retired. */
  public get formats(): readonly FlowLogFormat[] {
    return [this.format, ...this.retired.map((old) => old.format)];
  }

  /** Records all traffic of something, once in each format. */
  protected archiveFlows(scope: Construct, subject: FlowSubject, interval: FlowInterval): readonly FlowLog[] {
    const { name, tags, bucketArn } = this;
    return this.formats.map((format) =>
      archivedFlowLog(
        scope,
        `Flows_${formatKey(format)}`,
        { subject, interval, name, tags, after: [...this.ready] },
        { bucketArn, format },
      ),
    );
  }

  /** Records what of something is rejected; nothing of a transit gateway. */
  protected logRejects(scope: Construct, subject: FlowSubject): FlowLog | undefined {
    const { name, tags, rejects, role } = this;
    if (rejects === undefined || role === undefined) return undefined;
    return rejectFlowLog(
      scope,
      `Rejects_${formatKey(rejectFormat)}`,
      { subject, interval: 60, name, tags, after: [role.policy] },
      { logGroupArn: rejects.logGroupArn, roleArn: role.resource.arn, format: rejectFormat },
    );
  }
}

/**
 * The policy that lets records in, of an archive in the same stack: AWS refuses a flow log whose bucket does not let it in. One
 * in another stack is there when that stack is deployed, and Terraform knows no order between resources of two.
 */
function readiness(scope: Construct, archive: LogArchiveAttributes): readonly ITerraformDependable[] {
  return archive instanceof LogArchive && stackOf(archive) === stackOf(scope) ? [archive.bucket.policy] : [];
}

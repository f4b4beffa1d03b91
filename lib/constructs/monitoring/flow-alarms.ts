/**
 * Alarms on the log of rejects.
 *
 * They see what was rejected. Traffic that is let through and that no conduit covers is not in this log: the proof says that
 * there is none, and `cordon observe` and the named queries look for it in the archive.
 */
import { Construct } from "constructs";
import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { nameIssues, refuse, type Issue } from "../../model";
import { fit } from "../names";
import type { Tags } from "../tags";
import { patternOf } from "./reject-filter";
import { rejectFormat } from "./reject-log";
import { toldIssues, wantedOf, watchedIssues, type Found, type WatchedSegment } from "./watched-segment";
import { checkRequired, nameNeed, received, text } from "../required";

/** How many rejected flows in five minutes are too many for a segment of devices. */
export const defaultRejectedFlows = 50;

/** What alarms on the log of rejects are told. */
export interface FlowAlarmsProps {
  /**
   * Alarm names begin with it; they are unique in account and Region. Also the last part of the metrics' namespace. 2–40
   * lower-case letters, digits and hyphens, starting with a letter.
   */
  readonly name: string;
  /** Name of the log group of rejects, whose records are in Cordon's format for rejects. */
  readonly logGroupName: string;
  /**
   * Rejected flows in five minutes above which a segment of devices is worth a look: 1–1,000,000. A flow is a record: one
   * five-tuple within 60 seconds.
   *
   * @default 50
   */
  readonly rejectedFlows?: number;
  /** @default - no tags but `Name` */
  readonly tags?: Tags;
}

const periodSeconds = 300;
const nameLimit = 255;

/** Counts records by filters and alarms on the counts. A segment that comes brings filters and alarms, and changes none. */
export class FlowAlarms extends Construct {
  /** Of the metrics: `Cordon/st-marys`. */
  public readonly namespace: string;
  /** How many metric filters it has put on the log group. */
  public filters = 0;
  private readonly props: FlowAlarmsProps;

  public constructor(scope: Construct, id: string, props: FlowAlarmsProps) {
    super(scope, id);
    checkRequired(this.node.path, "alarms of flow logs", props, {
      name: nameNeed,
      logGroupName: text("the name of the log group of rejects"),
    });
    const { rejectedFlows = defaultRejectedFlows } = props;
    this.refuse([
      ...nameIssues("name of the alarms of flow logs", props.name),
      ...rateIssues(props.name, rejectedFlows),
    ]);
    this.props = props;
    this.namespace = `Cordon/${props.name}`;
  }

  /** Names of a segment's metrics: what it had rejected, and what it sent undeclared. */
  public metricsOf(segment: string): { readonly rejects: string; readonly undeclared: string } {
    return { rejects: `Rejects/${segment}`, undeclared: `Undeclared/${segment}` };
  }

  /**
   * More is rejected to or from the segment than its devices do by themselves.
   *
   * @throws {InvalidInput} when nothing could be found of it, something in it is wrong, or it is looked at already
   */
  public rejectsOf(segment: WatchedSegment): CloudwatchMetricAlarm {
    this.checkSegment("rejects", segment);
    const { rejectedFlows = defaultRejectedFlows } = this.props;
    const metric = this.metricsOf(segment.name).rejects;
    this.count(`Rejects_${segment.name}`, metric, wantedOf(segment, {}));
    const [first] = segment.places;
    const way = first === undefined || "subnetId" in first ? "to or from" : "from";
    const text = `more than ${String(rejectedFlows)} flows ${way} segment ${segment.name} were rejected in 5 minutes`;
    return this.alarm(`rejects-${segment.name}`, text, segment, { metricName: metric, threshold: rejectedFlows + 1 });
  }

  /**
   * The segment sent something that no conduit covers, if only once.
   *
   * @throws {InvalidInput} when nothing could be found of it, something in it is wrong, or it is looked at already
   */
  public undeclaredFrom(segment: WatchedSegment): CloudwatchMetricAlarm {
    this.checkSegment("undeclared", segment);
    const metric = this.metricsOf(segment.name).undeclared;
    // In its own subnets what it sends is egress; from elsewhere it is known by its address.
    this.count(`Undeclared_${segment.name}`, metric, wantedOf(segment, { "flow-direction": ["egress"] }));
    const text = `life-critical segment ${segment.name} tried to send what no conduit covers`;
    return this.alarm(`undeclared-${segment.name}`, text, segment, { metricName: metric, threshold: 1 });
  }

  /**
   * AWS skipped records. It says so in records of their own; whether each log of rejects carries them AWS does not say.
   *
   * @param owner - who is told: one line of 1–100 characters
   * @param topicArn - ARN of an SNS topic
   * @throws {InvalidInput} when one of them is none, or there is such an alarm already
   */
  public skippedRecords(owner: string, topicArn: string): CloudwatchMetricAlarm {
    this.refuse([
      ...toldIssues("skipped records", { owner, topicArn }),
      ...this.twiceIssues("skipped records", "skipped"),
    ]);
    const metricName = "SkippedRecords";
    this.count("Skipped", metricName, [{ key: "", wanted: { "log-status": ["SKIPDATA"] } }]);
    return this.alarm(
      "skipped",
      "AWS skipped flow-log records (SKIPDATA)",
      { owner, topicArn },
      { metricName, threshold: 1 },
    );
  }

  private checkSegment(what: "rejects" | "undeclared", segment: WatchedSegment): void {
    const issues = watchedIssues(this.node.path, segment);
    this.refuse([...issues, ...this.twiceIssues(`segment "${segment.name}"`, `${what}-${segment.name}`)]);
  }

  private twiceIssues(about: string, alarm: string): readonly Issue[] {
    if (this.node.tryFindChild(alarm) === undefined) return [];
    return [{ what: `an alarm of ${about} is there already`, received: alarm, allowed: "once" }];
  }

  private refuse(issues: readonly Issue[]): void {
    refuse(issues.map((issue) => ({ ...issue, where: this.node.path })));
  }

  private count(id: string, metricName: string, found: readonly Found[]): void {
    const at = new Construct(this, id);
    for (const { key, wanted } of found) {
      this.filters += 1;
      const name = fit(`${this.props.name}-${id}${key === "" ? "" : `-${key}`}`, nameLimit);
      new CloudwatchLogMetricFilter(at, key === "" ? "Filter" : key, {
        name,
        logGroupName: this.props.logGroupName,
        pattern: patternOf(rejectFormat, wanted),
        metricTransformation: { namespace: this.namespace, name: metricName, value: "1", defaultValue: "0" },
      });
    }
  }

  private alarm(
    what: string,
    text: string,
    { owner, topicArn }: { readonly owner: string; readonly topicArn: string },
    { metricName, threshold }: { readonly metricName: string; readonly threshold: number },
  ): CloudwatchMetricAlarm {
    const { name, tags } = this.props;
    const alarmName = fit(`${name}-${what}`, nameLimit);
    return new CloudwatchMetricAlarm(this, what, {
      alarmName,
      alarmDescription: `${name}: ${text}. Owner: ${owner}`,
      namespace: this.namespace,
      metricName,
      statistic: "Sum",
      period: periodSeconds,
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold,
      // A quiet log counts nothing. That records still come is the alarm on delivery's to say.
      treatMissingData: "notBreaching",
      alarmActions: [topicArn],
      okActions: [topicArn],
      tags: { ...tags, Name: alarmName },
    });
  }
}

function rateIssues(name: string, rejectedFlows: number): readonly Issue[] {
  if (Number.isInteger(rejectedFlows) && rejectedFlows >= 1 && rejectedFlows <= 1_000_000) return [];
  return [
    {
      what: `rejected flows above which "${name}" is to be looked at are out of range`,
      received: received(rejectedFlows),
      allowed: "a whole number from 1 to 1000000, in five minutes",
    },
  ];
}

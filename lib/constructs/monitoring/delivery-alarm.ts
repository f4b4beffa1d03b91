/** Tells when records stop coming to an archive. */
import { Construct } from "constructs";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { S3BucketMetric } from "@cdktf/provider-aws/lib/s3-bucket-metric";
import { nameIssues, ownerLimit, proseIssues, refuse } from "../../model";
import { fit } from "../names";
import type { Tags } from "../tags";
import { topicIssues } from "../aws-ids";
import type { LogArchive } from "./log-archive";
import { checkRequired, having, nameNeed, text } from "../required";

/** What the alarm on delivery is told. */
export interface DeliveryAlarmProps {
  /**
   * The name that the flow logs were given: records below it in the archive are looked at. 2–40 lower-case letters, digits
   * and hyphens, starting with a letter.
   */
  readonly name: string;
  /** The archive; the alarm is in its account, as its metrics are. */
  readonly archive: LogArchive;
  /** Who is told: one line of 1–100 characters. In the alarm's text. */
  readonly owner: string;
  /** ARN of an SNS topic. */
  readonly topicArn: string;
  /** @default - no tags but `Name` */
  readonly tags?: Tags;
}

/**
 * Flow logs write to S3 every five minutes or so, and AWS promises no time: three such periods without one object count as
 * stopped, and so does a metric that is not there. It counts requests that write below the records' prefix (S3 user guide,
 * "Request metrics"), because a log of rejects is silent in a network that rejects nothing, and no metric of flow logs
 * themselves exists.
 */
export class DeliveryAlarm extends Construct {
  public readonly metric: S3BucketMetric;
  public readonly resource: CloudwatchMetricAlarm;

  public constructor(scope: Construct, id: string, props: DeliveryAlarmProps) {
    super(scope, id);
    checkRequired(this.node.path, "alarm of delivery", props, {
      name: nameNeed,
      archive: having("a LogArchive", "bucket"),
      owner: text("who is told"),
      topicArn: text("the ARN of a topic: topic.topicArn"),
    });
    const { name, archive, owner, topicArn, tags } = props;
    refuse(
      [
        ...nameIssues("name of the alarm of delivery", name),
        ...proseIssues(`owner of the alarm of delivery "${name}"`, owner, ownerLimit),
        ...topicIssues(`topic of the alarm of delivery "${name}"`, topicArn),
      ].map((issue) => ({ ...issue, where: this.node.path })),
    );
    const { bucketName } = archive.bucket;
    const filterId = fit(`flows-of-${name}`, 64);
    this.metric = new S3BucketMetric(this, "Metric", {
      bucket: bucketName,
      name: filterId,
      filter: { prefix: `${name}/` },
    });
    const alarmName = fit(`${name}-delivery-stopped`, 255);
    this.resource = new CloudwatchMetricAlarm(this, "Resource", {
      alarmName,
      alarmDescription: `${name}: no flow-log records came to the archive for 15 minutes. Owner: ${owner}`,
      namespace: "AWS/S3",
      metricName: "PutRequests",
      dimensions: { BucketName: bucketName, FilterId: filterId },
      statistic: "Sum",
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      treatMissingData: "breaching",
      alarmActions: [topicArn],
      okActions: [topicArn],
      tags: { ...tags, Name: alarmName },
      dependsOn: [this.metric],
    });
  }
}

/** A log group with a key of its own, as AWS's services deliver logs to it. */
import { Fn } from "cdktf";
import { Construct } from "constructs";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import { DataAwsRegion } from "@cdktf/provider-aws/lib/data-aws-region";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { daysIssues, nameIssues, refuse, type LogRetention } from "../model";
import { destructionIssues, lifecycleOf, type Destruction } from "./vpn/site-edge";
import type { Tags } from "./tags";
import { checkRequired, nameNeed } from "./required";

export interface EncryptedLogsProps {
  /** Of the network: 2–40 lower-case letters, digits and hyphens, starting with a letter. Part of the log group's name. */
  readonly name: string;
  /**
   * Days that logs are kept.
   *
   * @default 2192 - six years, the time that 45 CFR 164.316(b)(2)(i) sets for documentation; it sets none for logs, so a hospital's own policy may be shorter
   */
  readonly retentionInDays?: LogRetention;
  /**
   * Whether Terraform may destroy the logs and their key.
   *
   * @default "prevented"
   */
  readonly destruction?: Destruction;
  /** @default - no tags but `Name` */
  readonly tags?: Tags;
}

/** What writes the logs. */
export interface LogSubject {
  /** As an error names it: `VPN logs`. */
  readonly title: string;
  /** Last part of the log group's name: `vpn`. */
  readonly key: string;
  /** What the key's description says. */
  readonly description: string;
}

/**
 * A log group and the key that encrypts it. The key rotates, and CloudWatch Logs may use it for this log group alone.
 *
 * Its name starts with `/aws/vendedlogs/`, where AWS keeps one resource policy for all log groups instead of one that grows
 * with each until it is full at 5,120 characters (CloudWatch Logs user guide, "Logs sent to CloudWatch Logs").
 */
export abstract class EncryptedLogs extends Construct {
  public readonly key: KmsKey;
  public readonly resource: CloudwatchLogGroup;
  public readonly logGroupArn: string;

  protected constructor(scope: Construct, id: string, subject: LogSubject, props: EncryptedLogsProps) {
    super(scope, id);
    checkRequired(this.node.path, subject.title, props, { name: nameNeed });
    const { name, retentionInDays = 2192 } = props;
    const where = this.node.path;
    refuse([
      ...nameIssues(`name of the ${subject.title}`, name).map((issue) => ({ ...issue, where })),
      ...daysIssues(subject.title, retentionInDays).map((issue) => ({ ...issue, where })),
      ...destructionIssues(`the ${subject.title}`, props.destruction).map((issue) => ({ ...issue, where })),
    ]);
    const logGroupName = `/aws/vendedlogs/cordon/${name}/${subject.key}`;
    const lifecycle = lifecycleOf(props.destruction ?? "prevented");
    const tags = { ...props.tags, Name: `${name}-${subject.key}-logs` };
    this.key = new KmsKey(this, "Key", {
      description: subject.description,
      enableKeyRotation: true,
      policy: this.policyFor(logGroupName),
      tags,
      lifecycle,
    });
    this.resource = new CloudwatchLogGroup(this, "Resource", {
      name: logGroupName,
      kmsKeyId: this.key.arn,
      retentionInDays,
      tags,
      lifecycle,
    });
    this.logGroupArn = this.resource.arn;
  }

  /** The account keeps the key; the logs service of this Region encrypts and decrypts for one log group (its user guide, "Encrypt log data"). */
  private policyFor(logGroupName: string): string {
    const { partition, dnsSuffix } = new DataAwsPartition(this, "Partition");
    const { accountId } = new DataAwsCallerIdentity(this, "Account");
    const { name: region } = new DataAwsRegion(this, "Region");
    return Fn.jsonencode({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "Account",
          Effect: "Allow",
          Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
          Action: "kms:*",
          Resource: "*",
        },
        {
          Sid: "Logs",
          Effect: "Allow",
          Principal: { Service: `logs.${region}.${dnsSuffix}` },
          Action: ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
          Resource: "*",
          Condition: {
            ArnEquals: {
              "kms:EncryptionContext:aws:logs:arn": `arn:${partition}:logs:${region}:${accountId}:log-group:${logGroupName}`,
            },
          },
        },
      ],
    });
  }
}

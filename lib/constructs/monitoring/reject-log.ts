/** The log of rejected traffic: hot, short, and what alarms read. */
import { Fn } from "cdktf";
import { Construct } from "constructs";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { FlowLogFormat } from "../../model";
import { EncryptedLogs, type EncryptedLogsProps } from "../encrypted-logs";
import { fit } from "../names";
import type { Tags } from "../tags";
import { AwsPlace } from "./aws-place";
import { checkRequired, nameNeed, text } from "../required";

/**
 * The fields that alarms, dashboards and people in a hurry need. It is Cordon's own, so that another format of the archive
 * leaves alarms alone.
 */
export const rejectFormat: FlowLogFormat = FlowLogFormat.of(
  "version",
  "account-id",
  "interface-id",
  "srcaddr",
  "dstaddr",
  "srcport",
  "dstport",
  "protocol",
  "packets",
  "bytes",
  "start",
  "end",
  "action",
  "log-status",
  "vpc-id",
  "subnet-id",
  "tcp-flags",
  "flow-direction",
  "reject-reason",
);

/** Days that rejects are kept when nobody says otherwise. */
export const hotRetention = 14;

/** A log group in CloudWatch Logs, encrypted with a key of its own. */
export class RejectLog extends EncryptedLogs {
  public constructor(scope: Construct, id: string, props: EncryptedLogsProps) {
    checkRequired(`${scope.node.path}/${id}`, "log of rejects", props, { name: nameNeed });
    const description = `Rejected traffic of ${props.name}`;
    super(scope, id, { title: "log of rejects", key: "rejects", description }, props);
  }
}

/** What the role of flow logs is told. */
export interface FlowLogRoleProps {
  /** What its name starts with. */
  readonly name: string;
  /** The log group that it may write to. */
  readonly logGroupArn: string;
  /** @default - no tags but `Name` */
  readonly tags?: Tags;
}

/** Names of roles have up to 64 characters (IAM quotas). */
const roleNameLimit = 64;

/**
 * The role in which flow logs write to one log group, for flow logs of this account and Region alone. It cannot make a log
 * group: one that someone deletes must not come back unencrypted and kept for ever.
 */
export class FlowLogRole extends Construct {
  public readonly resource: IamRole;
  public readonly policy: IamRolePolicy;

  public constructor(scope: Construct, id: string, props: FlowLogRoleProps) {
    super(scope, id);
    checkRequired(this.node.path, "role of flow logs", props, {
      name: nameNeed,
      logGroupArn: text("the ARN of a log group"),
    });
    const { name, logGroupArn, tags } = props;
    const called = fit(`${name}-flow-logs`, roleNameLimit);
    const { partition, accountId, region } = new AwsPlace(this, "Place");
    this.resource = new IamRole(this, "Resource", {
      name: called,
      description: `Flow logs of ${name} write rejects to CloudWatch Logs`,
      assumeRolePolicy: Fn.jsonencode({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: "vpc-flow-logs.amazonaws.com" },
            Action: "sts:AssumeRole",
            Condition: {
              StringEquals: { "aws:SourceAccount": accountId },
              ArnLike: { "aws:SourceArn": `arn:${partition}:ec2:${region}:${accountId}:vpc-flow-log/*` },
            },
          },
        ],
      }),
      tags: { ...tags, Name: called },
    });
    this.policy = new IamRolePolicy(this, "Policy", {
      name: "write",
      role: this.resource.id,
      policy: Fn.jsonencode({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
            Resource: [logGroupArn, `${logGroupArn}:*`],
          },
          { Effect: "Allow", Action: "logs:DescribeLogGroups", Resource: "*" },
        ],
      }),
    });
  }
}

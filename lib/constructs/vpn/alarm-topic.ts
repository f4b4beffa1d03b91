/** Who is told about a site's tunnels or a segment's traffic: an SNS topic, encrypted with a key that alarms may use. */
import { Fn } from "cdktf";
import { Construct } from "constructs";
import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import type { Tags } from "../tags";
import { checkRequired, having, nameNeed } from "../required";

export interface AlarmTopicKeyProps {
  readonly name: string;
  /** @default - no tags but `Name` */
  readonly tags?: Tags;
}

/**
 * A key for alarm topics, one for a network. It rotates. CloudWatch may use it for alarms of this account alone: without
 * that, an alarm on an encrypted topic tells nobody and says nothing (SNS developer guide, "Key management").
 */
export class AlarmTopicKey extends Construct {
  public readonly resource: KmsKey;
  public readonly keyId: string;

  public constructor(scope: Construct, id: string, props: AlarmTopicKeyProps) {
    super(scope, id);
    checkRequired(this.node.path, "key of alarms", props, { name: nameNeed });
    const { name, tags } = props;
    const { partition } = new DataAwsPartition(this, "Partition");
    const { accountId } = new DataAwsCallerIdentity(this, "Account");
    this.resource = new KmsKey(this, "Resource", {
      description: `Alarms of ${name}`,
      enableKeyRotation: true,
      policy: Fn.jsonencode({
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
            Sid: "Alarms",
            Effect: "Allow",
            Principal: { Service: "cloudwatch.amazonaws.com" },
            Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
            Resource: "*",
            Condition: { StringEquals: { "aws:SourceAccount": accountId } },
          },
        ],
      }),
      tags: { ...tags, Name: `${name}-alarms` },
    });
    this.keyId = this.resource.id;
  }
}

export interface AlarmTopicProps {
  /** Of a site or an owner, with its network's: `st-marys-clinic`. Unique in account and Region. */
  readonly name: string;
  readonly key: { readonly keyId: string };
  /**
   * What it tells of; the last part of its name.
   *
   * @default "tunnels"
   */
  readonly tells?: "tunnels" | "flows";
  /** @default - no tags but `Name` */
  readonly tags?: Tags;
}

/** A topic for the owners of one site, or for one owner of segments. Who is subscribed is theirs to say: subscriptions are confirmed by people. */
export class AlarmTopic extends Construct {
  public readonly resource: SnsTopic;
  public readonly topicArn: string;

  public constructor(scope: Construct, id: string, props: AlarmTopicProps) {
    super(scope, id);
    checkRequired(this.node.path, "topic of alarms", props, {
      name: nameNeed,
      key: having("an AlarmTopicKey", "keyId"),
    });
    const { name, key, tells = "tunnels", tags } = props;
    this.resource = new SnsTopic(this, "Resource", {
      name: `${name}-${tells}`,
      kmsMasterKeyId: key.keyId,
      tags: { ...tags, Name: `${name}-${tells}` },
    });
    this.topicArn = this.resource.arn;
  }
}

/** Where flow logs are kept: a bucket and a key that AWS's log delivery may use for named accounts alone. */
import { Annotations, Fn } from "cdktf";
import { Construct } from "constructs";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { nameIssues, refuse, retentionDays, retentionIssues, type Issue, type Retention } from "../../model";
import type { Tags } from "../tags";
import { destructionIssues, lifecycleOf, type Destruction } from "../vpn/site-edge";
import { isAccount, listIssues } from "../aws-ids";
import { AwsPlace } from "./aws-place";
import { LogBucket, type PolicyStatement } from "./log-bucket";
import { lockAnnouncement, objectLockIssues, type ObjectLock } from "./object-lock";
import { checkRequired, nameNeed, received } from "../required";

/** What an archive of flow logs is told. */
export interface LogArchiveProps {
  /** 2–40 lower-case letters, digits and hyphens, starting with a letter. Part of the bucket's name. */
  readonly name: string;
  /**
   * Ids of the accounts whose flow logs it takes: 12 digits each, 1–20 of them.
   *
   * @default - the stack's own account alone
   */
  readonly accounts?: readonly [string, ...string[]];
  /**
   * How long records are kept.
   *
   * @default "audit-six-years": 2192 days
   */
  readonly retention?: Retention;
  /**
   * A lock on every record. It cannot be undone.
   *
   * @default - none: who may delete objects and versions can delete records
   */
  readonly irreversibleObjectLock?: ObjectLock;
  /**
   * Whether Terraform may destroy the records and their key.
   *
   * @default "prevented"
   */
  readonly destruction?: Destruction;
  /** @default - no tags but `Name` */
  readonly tags?: Tags;
}

/** Where flow logs can be delivered to: an archive of this stack, or one in another account by its ARN. */
export interface LogArchiveAttributes {
  /** ARN of the bucket. */
  readonly bucketArn: string;
}

/**
 * The bucket and its key. In an account of its own it takes the logs of all others, whose administrators cannot then
 * delete them. A name of up to 28 characters makes the bucket's: `NAME-flows-ACCOUNT-REGION`, which can be written down before it
 * exists. Of a longer one there are 25 characters, a hyphen and eight digits of a hash in place of `NAME-flows`: `bucket` of the
 * synthesized `aws_s3_bucket` says which.
 */
export class LogArchive extends Construct implements LogArchiveAttributes {
  public readonly key: KmsKey;
  public readonly bucket: LogBucket;
  public readonly bucketArn: string;
  /** Days that records are kept. */
  public readonly retentionInDays: number;
  /** The lock on its records, when it has one. */
  public readonly objectLock: ObjectLock | undefined;

  public constructor(scope: Construct, id: string, props: LogArchiveProps) {
    super(scope, id);
    checkRequired(this.node.path, "archive of flow logs", props, { name: nameNeed });
    const { name, accounts, retention = "audit-six-years", irreversibleObjectLock, destruction = "prevented" } = props;
    const where = this.node.path;
    refuse(archiveIssues(props).map((issue) => ({ ...issue, where })));
    this.retentionInDays = retentionDays(retention);
    this.objectLock = irreversibleObjectLock;
    const place = new AwsPlace(this, "Place");
    const sources: readonly Source[] =
      accounts === undefined
        ? [{ account: place.accountId, region: place.region, sid: "" }]
        : [...accounts].sort().map((account) => ({ account, region: "*", sid: account }));
    this.key = new KmsKey(this, "Key", {
      description: `Flow logs of ${name}`,
      enableKeyRotation: true,
      policy: keyPolicy(place, sources),
      tags: { ...props.tags, Name: `${name}-flows` },
      lifecycle: lifecycleOf(destruction),
    });
    this.bucket = new LogBucket(this, "Bucket", {
      name: `${name}-flows`,
      place,
      keyArn: this.key.arn,
      expires: { prefix: "", afterDays: this.retentionInDays },
      statements: (bucketArn) => sources.flatMap((source) => deliveryStatements(bucketArn, place, source)),
      objectLock: irreversibleObjectLock,
      destruction,
      tags: props.tags ?? {},
    });
    this.bucketArn = this.bucket.bucketArn;
    if (irreversibleObjectLock !== undefined) Annotations.of(this).addWarning(lockAnnouncement(irreversibleObjectLock));
  }
}

/** An account whose logs are taken, and what tells its statements from another's. */
interface Source {
  readonly account: string;
  readonly region: string;
  readonly sid: string;
}

/** Each takes two statements; a bucket's policy has up to 20 KB (S3 user guide, "Bucket policies"). */
const accountsLimit = 20;

function archiveIssues({
  name,
  accounts,
  retention,
  irreversibleObjectLock,
  destruction,
}: LogArchiveProps): readonly Issue[] {
  const wrongRetention = retention === undefined ? [] : retentionIssues("flow logs", retention);
  const kept = wrongRetention.length === 0 ? retentionDays(retention ?? "audit-six-years") : Infinity;
  return [
    ...nameIssues("name of the archive of flow logs", name),
    ...listIssues("accounts of the archive of flow logs", accounts, writtenAccountIssues),
    ...(Array.isArray(accounts) && accounts.length > accountsLimit
      ? [
          {
            what: "accounts of the archive of flow logs are more than its bucket's policy has room for",
            received: String(accounts.length),
            allowed: `up to ${String(accountsLimit)}: give each hospital group an archive of its own`,
          },
        ]
      : []),
    ...wrongRetention,
    ...objectLockIssues(irreversibleObjectLock, kept),
    ...destructionIssues("the archive of flow logs", destruction),
  ];
}

/** An account is written down: statements are named by it. */
function writtenAccountIssues(_what: string, account: unknown): readonly Issue[] {
  if (isAccount(account)) return [];
  const what = "account of the archive of flow logs is not the id of one";
  return [{ what, received: received(account), allowed: "12 digits" }];
}

/** Who delivers and for whom (CloudWatch Logs user guide, "Logs sent to Amazon S3"). */
function deliveredFor({ partition }: AwsPlace, { account, region }: Source): PolicyStatement {
  return {
    StringEquals: { "aws:SourceAccount": account },
    ArnLike: { "aws:SourceArn": `arn:${partition}:logs:${region}:${account}:*` },
  };
}

const delivery = { Service: "delivery.logs.amazonaws.com" };

function keyPolicy(place: AwsPlace, sources: readonly Source[]): string {
  return Fn.jsonencode({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Account",
        Effect: "Allow",
        Principal: { AWS: `arn:${place.partition}:iam::${place.accountId}:root` },
        Action: "kms:*",
        Resource: "*",
      },
      ...sources.map((source) => ({
        Sid: `Delivery${source.sid}`,
        Effect: "Allow",
        Principal: delivery,
        Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
        Resource: "*",
        Condition: deliveredFor(place, source),
      })),
    ],
  });
}

/**
 * Delivery may look whose bucket it is, and put an account's records where that account's records are. The names of the
 * statements are AWS's own: it adds them to a policy that lacks them.
 *
 * AWS's example also asks for the ACL `bucket-owner-full-control`. This bucket has no ACLs and owns what is put into it, so
 * that the condition would add nothing; users report that delivery sends no ACL then and is silently refused
 * (cloudposse/terraform-aws-vpc-flow-logs-s3-bucket, pull request 101).
 */
function deliveryStatements(bucketArn: string, place: AwsPlace, source: Source): readonly PolicyStatement[] {
  const condition = deliveredFor(place, source);
  return [
    {
      Sid: `AWSLogDeliveryWrite${source.sid}`,
      Effect: "Allow",
      Principal: delivery,
      Action: "s3:PutObject",
      Resource: `${bucketArn}/*/AWSLogs/aws-account-id=${source.account}/*`,
      Condition: condition,
    },
    {
      Sid: `AWSLogDeliveryAclCheck${source.sid}`,
      Effect: "Allow",
      Principal: delivery,
      Action: ["s3:GetBucketAcl", "s3:ListBucket"],
      Resource: bucketArn,
      Condition: condition,
    },
  ];
}

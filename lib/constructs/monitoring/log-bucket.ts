/** A bucket for logs: private, encrypted with one key, versioned, reached by TLS alone, and emptied by age. */
import { Fn } from "cdktf";
import { Construct } from "constructs";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { fit } from "../names";
import type { Tags } from "../tags";
import { lifecycleOf, type Destruction } from "../vpn/site-edge";
import type { AwsPlace } from "./aws-place";
import type { ObjectLock } from "./object-lock";

/** One statement of a policy, as IAM writes it. */
export type PolicyStatement = Readonly<Record<string, unknown>>;

/** What a bucket for logs is told. */
export interface LogBucketProps {
  /** What the name starts with: `st-marys-flows`. Account and Region follow, because names of buckets are one space for all of AWS. */
  readonly name: string;
  readonly place: AwsPlace;
  readonly keyArn: string;
  /** Objects whose key begins with the prefix expire after so many days. */
  readonly expires: { readonly prefix: string; readonly afterDays: number };
  /** Statements of its policy beside "TLS alone", for the bucket's ARN. */
  readonly statements: (bucketArn: string) => readonly PolicyStatement[];
  readonly objectLock: ObjectLock | undefined;
  readonly destruction: Destruction;
  readonly tags: Tags;
}

/** Names of buckets have 3–63 characters; an account has 12, a Region up to 15 (`us-isof-south-1`), and two hyphens join them. */
const nameLimit = 63 - 12 - 15 - 2;

/** Days that an overwritten or deleted object can still be brought back. */
const daysToUndo = 30;

/** The bucket and everything that keeps it closed. Its policy is there before anything is delivered: wait for `policy`. */
export class LogBucket extends Construct {
  public readonly resource: S3Bucket;
  public readonly policy: S3BucketPolicy;
  public readonly bucketName: string;
  public readonly bucketArn: string;

  public constructor(scope: Construct, id: string, props: LogBucketProps) {
    super(scope, id);
    const { place, destruction, objectLock } = props;
    const name = fit(props.name, nameLimit);
    this.resource = new S3Bucket(this, "Resource", {
      bucket: `${name}-${place.accountId}-${place.region}`,
      ...(objectLock === undefined ? {} : { objectLockEnabled: true }),
      ...(destruction === "allowed" ? { forceDestroy: true } : {}),
      tags: { ...props.tags, Name: name },
      lifecycle: lifecycleOf(destruction),
    });
    this.bucketName = this.resource.id;
    this.bucketArn = this.resource.arn;
    const bucket = this.bucketName;
    const closed = new S3BucketPublicAccessBlock(this, "PublicAccessBlock", {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketOwnershipControls(this, "OwnershipControls", {
      bucket,
      rule: { objectOwnership: "BucketOwnerEnforced" },
    });
    new S3BucketServerSideEncryptionConfigurationA(this, "Encryption", {
      bucket,
      rule: [
        {
          applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: props.keyArn },
          // One key of the bucket's own for many objects: fewer calls to KMS.
          bucketKeyEnabled: true,
        },
      ],
    });
    const versioning = new S3BucketVersioningA(this, "Versioning", {
      bucket,
      versioningConfiguration: { status: "Enabled" },
    });
    // Each waits for what it builds on: S3 refuses two changes of one bucket at a time.
    this.policy = new S3BucketPolicy(this, "Policy", {
      bucket,
      policy: Fn.jsonencode({
        Version: "2012-10-17",
        Statement: [...this.tlsAlone(), ...props.statements(this.bucketArn)],
      }),
      dependsOn: [closed],
    });
    new S3BucketLifecycleConfiguration(this, "Lifecycle", {
      bucket,
      rule: [
        {
          id: "expire",
          status: "Enabled",
          filter: [{ prefix: props.expires.prefix }],
          expiration: [{ days: props.expires.afterDays }],
          noncurrentVersionExpiration: [{ noncurrentDays: daysToUndo }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
        },
      ],
      dependsOn: [versioning],
    });
    if (objectLock !== undefined) this.lock(objectLock, versioning);
  }

  private tlsAlone(): readonly PolicyStatement[] {
    const deny = (sid: string, condition: PolicyStatement): PolicyStatement => ({
      Sid: sid,
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: [this.bucketArn, `${this.bucketArn}/*`],
      Condition: condition,
    });
    return [
      deny("TlsAlone", { Bool: { "aws:SecureTransport": "false" } }),
      deny("Tls12OrLater", { NumericLessThan: { "s3:TlsVersion": "1.2" } }),
    ];
  }

  private lock({ mode, days }: ObjectLock, versioning: S3BucketVersioningA): void {
    new S3BucketObjectLockConfigurationA(this, "ObjectLock", {
      bucket: this.bucketName,
      rule: { defaultRetention: { mode: mode.toUpperCase(), days } },
      dependsOn: [versioning],
    });
  }
}

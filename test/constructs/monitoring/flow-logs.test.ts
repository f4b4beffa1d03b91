import { createHash } from "node:crypto";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformStack } from "cdktf";
import { countsOf, networkOf, ofType, recordedHospital, synthesize } from "../synth";
import { FlowLogFormat, FlowLogMonitoring, LogArchive, interfaceFields, recommendedFormat } from "../../../lib";
import { monitored, statementsOf, theOne } from "./stack";

const vpcId = "vpc-0123456789abcdef0";

/** Constructs alone in a stack. */
function alone(build: (stack: Parameters<Parameters<typeof synthesize>[0]>[0]) => void) {
  // The intent of a stack needs a network: one that records nothing, outside what is counted.
  return synthesize((stack) => {
    recordedHospital(stack).leaveFlowsUnrecorded({ reason: "Not what this test is about", approver: "the test" });
    build(stack);
  }).terraform;
}

describe("A network that says nothing of its flows", () => {
  const { terraform, intent } = synthesize((stack) => {
    recordedHospital(stack).addClinicalSegment("server");
  });

  test("has them recorded, with everything that keeps records closed.", () => {
    const { aws_flow_log, aws_kms_key, ...others } = countsOf(terraform);
    const looking = Object.fromEntries(
      Object.entries(others).filter(([type]) => /^aws_(s3|cloudwatch|iam|sns)_/.test(type)),
    );
    expect({ aws_flow_log, aws_kms_key, ...looking }).toEqual({
      aws_flow_log: 2,
      // Of the archive, of the log of rejects and of topics.
      aws_kms_key: 3,
      aws_cloudwatch_dashboard: 1,
      aws_cloudwatch_log_group: 1,
      aws_cloudwatch_log_metric_filter: 1,
      aws_cloudwatch_metric_alarm: 2,
      aws_iam_role: 1,
      aws_iam_role_policy: 1,
      aws_s3_bucket: 1,
      aws_s3_bucket_lifecycle_configuration: 1,
      aws_s3_bucket_metric: 1,
      aws_s3_bucket_ownership_controls: 1,
      aws_s3_bucket_policy: 1,
      aws_s3_bucket_public_access_block: 1,
      aws_s3_bucket_server_side_encryption_configuration: 1,
      aws_s3_bucket_versioning: 1,
      aws_sns_topic: 1,
    });
  });

  test("says so in the intent.", () => {
    expect(networkOf(intent).flows).toEqual({
      recorded: "all-traffic",
      format: recommendedFormat.names,
      version: 10,
      prefix: expect.stringMatching(/^st-marys\/flows-v10-[0-9a-f]{8}$/) as string,
      interval: { devices: 60, elsewhere: 60 },
      archive: { in: "own-bucket", retentionInDays: 2192 },
      hotRetentionInDays: 14,
      retired: [],
      dns: { queries: "not-recorded", firewall: "none", allowed: [] },
    });
  });

  test("gets what one gets that asks for every default.", () => {
    const asked = monitored((network) => network.addClinicalSegment("server"));
    expect(asked.text.intent).toBe(
      synthesize((stack) => {
        recordedHospital(stack).addClinicalSegment("server");
      }).text.intent,
    );
    expect(countsOf(asked.terraform)).toEqual(countsOf(terraform));
  });
});

test("A network that leaves its flows unrecorded has nothing of it, and the intent says why and who agreed.", () => {
  const said = { reason: "The landing zone records every VPC of this account", approver: "security" };
  const { terraform, intent } = synthesize((stack) => {
    recordedHospital(stack).leaveFlowsUnrecorded(said);
  });
  expect(Object.keys(countsOf(terraform)).filter((type) => /flow_log|s3|cloudwatch|kms/.test(type))).toEqual([]);
  expect(networkOf(intent).flows).toEqual({ recorded: "nothing", ...said });
});

describe("The flow logs of a VPC", () => {
  const { terraform } = monitored();
  const [flows, rejects] = ["ALL", "REJECT"].map((type) =>
    Object.values(ofType(terraform, "aws_flow_log")).find((log) => log["traffic_type"] === type),
  );

  test("are all traffic to the archive, as Parquet by the hour, and rejects to a log group, each within 60 seconds.", () => {
    expect(flows).toMatchObject({
      vpc_id: expect.stringContaining("aws_vpc.") as string,
      log_destination_type: "s3",
      log_destination: expect.stringMatching(
        /^\$\{aws_s3_bucket\..*\.arn\}\/st-marys\/flows-v10-[0-9a-f]{8}$/,
      ) as string,
      destination_options: { file_format: "parquet", hive_compatible_partitions: true, per_hour_partition: true },
      max_aggregation_interval: 60,
    });
    expect(rejects).toMatchObject({
      vpc_id: flows?.["vpc_id"],
      log_destination_type: "cloud-watch-logs",
      log_destination: expect.stringContaining("aws_cloudwatch_log_group.") as string,
      iam_role_arn: expect.stringContaining("aws_iam_role.") as string,
      max_aggregation_interval: 60,
    });
  });

  test("have formats that Terraform does not evaluate.", () => {
    expect(flows?.["log_format"]).toBe(recommendedFormat.names.map((name) => `$\${${name}}`).join(" "));
    for (const log of [flows, rejects]) expect(log?.["log_format"]).not.toMatch(/(^|[^$])\$\{/);
  });

  test("begin when policies are there.", () => {
    expect(flows?.["depends_on"]).toEqual([expect.stringContaining("aws_s3_bucket_policy.")]);
    expect(rejects?.["depends_on"]).toEqual([expect.stringContaining("aws_iam_role_policy.")]);
  });
});

describe("An archive", () => {
  const { terraform } = monitored();

  test("is private, versioned, its owner's alone and encrypted with a key of its own that rotates.", () => {
    expect(theOne(terraform, "aws_s3_bucket_public_access_block")).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(theOne(terraform, "aws_s3_bucket_versioning")).toMatchObject({
      versioning_configuration: { status: "Enabled" },
    });
    expect(theOne(terraform, "aws_s3_bucket_ownership_controls")).toMatchObject({
      rule: { object_ownership: "BucketOwnerEnforced" },
    });
    expect(theOne(terraform, "aws_s3_bucket_server_side_encryption_configuration")["rule"]).toEqual([
      {
        apply_server_side_encryption_by_default: {
          sse_algorithm: "aws:kms",
          kms_master_key_id: expect.stringContaining("aws_kms_key.network_Flows_Archive_Key") as string,
        },
        bucket_key_enabled: true,
      },
    ]);
    const [bucket, key] = [theOne(terraform, "aws_s3_bucket"), archiveKey(terraform)];
    expect(bucket).toMatchObject({ lifecycle: { prevent_destroy: true } });
    expect(key).toMatchObject({ enable_key_rotation: true, lifecycle: { prevent_destroy: true } });
  });

  test("lets nobody in but by TLS, and delivery alone put records of this account where they belong.", () => {
    const bucket = "{aws_s3_bucket}";
    const delivery = { Service: "delivery.logs.amazonaws.com" };
    const forUs = {
      StringEquals: { "aws:SourceAccount": "{account}" },
      ArnLike: { "aws:SourceArn": "arn:{partition}:logs:{region}:{account}:*" },
    };
    const deny = (Sid: string, Condition: object) => ({
      Sid,
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: [bucket, `${bucket}/*`],
      Condition,
    });
    expect(statementsOf(theOne(terraform, "aws_s3_bucket_policy")["policy"])).toEqual([
      deny("TlsAlone", { Bool: { "aws:SecureTransport": "false" } }),
      deny("Tls12OrLater", { NumericLessThan: { "s3:TlsVersion": "1.2" } }),
      {
        Sid: "AWSLogDeliveryWrite",
        Effect: "Allow",
        Principal: delivery,
        Action: "s3:PutObject",
        Resource: `${bucket}/*/AWSLogs/aws-account-id={account}/*`,
        Condition: forUs,
      },
      {
        Sid: "AWSLogDeliveryAclCheck",
        Effect: "Allow",
        Principal: delivery,
        Action: ["s3:GetBucketAcl", "s3:ListBucket"],
        Resource: bucket,
        Condition: forUs,
      },
    ]);
    expect(statementsOf(archiveKey(terraform)["policy"])).toEqual([
      {
        Sid: "Account",
        Effect: "Allow",
        Principal: { AWS: "arn:{partition}:iam::{account}:root" },
        Action: "kms:*",
        Resource: "*",
      },
      {
        Sid: "Delivery",
        Effect: "Allow",
        Principal: delivery,
        Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
        Resource: "*",
        Condition: forUs,
      },
    ]);
  });

  test("is emptied by age: its retention, and what was overwritten after 30 days.", () => {
    const { terraform: kept } = monitored(() => undefined, { retention: { days: 365, reason: "Policy 17" } });
    expect(theOne(kept, "aws_s3_bucket_lifecycle_configuration")["rule"]).toEqual([
      {
        id: "expire",
        status: "Enabled",
        filter: [{ prefix: "" }],
        expiration: [{ days: 365 }],
        noncurrent_version_expiration: [{ noncurrent_days: 30 }],
        abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
      },
    ]);
  });

  test("has a lock only when asked, and says at each synth that it cannot be undone.", () => {
    expect(terraform.resource).not.toHaveProperty("aws_s3_bucket_object_lock_configuration");
    const { terraform: locked } = monitored(() => undefined, {
      irreversibleObjectLock: { mode: "compliance", days: 90 },
    });
    expect(theOne(locked, "aws_s3_bucket")).toMatchObject({ object_lock_enabled: true });
    expect(theOne(locked, "aws_s3_bucket_object_lock_configuration")).toMatchObject({
      rule: { default_retention: { mode: "COMPLIANCE", days: 90 } },
    });
  });

  test("has a name that can be written down, and a hash in it where its own is longer than 28 characters.", () => {
    const bucketOf = (name: string) =>
      String(
        theOne(
          alone((stack) => new LogArchive(stack, "archive", { name })),
          "aws_s3_bucket",
        )["bucket"],
      ).replace(/-\$\{data\.aws_caller_identity\.[^}]*\}-\$\{data\.aws_region\.[^}]*\}$/, "");
    const fits = "a".repeat(28);
    expect(bucketOf(fits)).toBe(`${fits}-flows`);
    const long = "st-marys-hospital-group-north";
    expect(long).toHaveLength(29);
    const hash = createHash("sha256").update(`${long}-flows`).digest("hex").slice(0, 8);
    expect(bucketOf(long)).toBe(`st-marys-hospital-group-n-${hash}`);
  });

  test("of other accounts takes the logs of those that are named, each in its own place.", () => {
    const central = alone(
      (stack) => new LogArchive(stack, "archive", { name: "central", accounts: ["222222222222", "111111111111"] }),
    );
    const statements = statementsOf(theOne(central, "aws_s3_bucket_policy")["policy"]);
    expect(statements.map(({ Sid, Resource }) => [Sid, Resource])).toEqual([
      ["TlsAlone", ["{aws_s3_bucket}", "{aws_s3_bucket}/*"]],
      ["Tls12OrLater", ["{aws_s3_bucket}", "{aws_s3_bucket}/*"]],
      ["AWSLogDeliveryWrite111111111111", "{aws_s3_bucket}/*/AWSLogs/aws-account-id=111111111111/*"],
      ["AWSLogDeliveryAclCheck111111111111", "{aws_s3_bucket}"],
      ["AWSLogDeliveryWrite222222222222", "{aws_s3_bucket}/*/AWSLogs/aws-account-id=222222222222/*"],
      ["AWSLogDeliveryAclCheck222222222222", "{aws_s3_bucket}"],
    ]);
    expect(statements[2]?.["Condition"]).toEqual({
      StringEquals: { "aws:SourceAccount": "111111111111" },
      ArnLike: { "aws:SourceArn": "arn:{partition}:logs:*:111111111111:*" },
    });
  });
});

test("The role writes to one log group, for flow logs of this account and Region alone, and cannot make a log group.", () => {
  const { terraform } = monitored();
  expect(statementsOf(theOne(terraform, "aws_iam_role")["assume_role_policy"])).toEqual([
    {
      Effect: "Allow",
      Principal: { Service: "vpc-flow-logs.amazonaws.com" },
      Action: "sts:AssumeRole",
      Condition: {
        StringEquals: { "aws:SourceAccount": "{account}" },
        ArnLike: { "aws:SourceArn": "arn:{partition}:ec2:{region}:{account}:vpc-flow-log/*" },
      },
    },
  ]);
  const group = "{aws_cloudwatch_log_group}";
  expect(statementsOf(theOne(terraform, "aws_iam_role_policy")["policy"])).toEqual([
    {
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
      Resource: [group, `${group}:*`],
    },
    { Effect: "Allow", Action: "logs:DescribeLogGroups", Resource: "*" },
  ]);
});

describe("Flow logs alone", () => {
  test.each([
    ["a VPC", { vpcId }, "vpc_id"],
    ["a subnet", { subnetId: "subnet-01234567" }, "subnet_id"],
    ["an interface", { interfaceId: "eni-0123456789abcdef0" }, "eni_id"],
  ] as const)("are of %s that exists", (_what, of, argument) => {
    const terraform = alone((stack) => new FlowLogMonitoring(stack, "flows", { name: "there", of, interval: 600 }));
    const logs = Object.values(terraform.resource?.["aws_flow_log"] ?? {});
    expect(logs.map((log) => log[argument])).toEqual(Object.values(of).flatMap((id) => [id, id]));
    expect(logs.map((log) => log["max_aggregation_interval"]).sort()).toEqual([60, 600]);
  });

  test("of a transit gateway have its own fields, no choice of traffic, 60 seconds and no log of rejects", () => {
    const terraform = alone(
      (stack) =>
        new FlowLogMonitoring(stack, "flows", { name: "hub", of: { transitGatewayId: "tgw-0123456789abcdef0" } }),
    );
    const log = theOne(terraform, "aws_flow_log");
    expect(log).toMatchObject({ transit_gateway_id: "tgw-0123456789abcdef0", max_aggregation_interval: 60 });
    expect(log).not.toHaveProperty("traffic_type");
    expect(log["log_format"]).toContain("$${tgw-attachment-id}");
    expect(log["log_destination"]).toMatch(/\/hub\/transit-v6-[0-9a-f]{8}$/);
    expect(terraform.resource).not.toHaveProperty("aws_cloudwatch_log_group");
  });

  test("wait for the policy of an archive of the same stack, and for none of another's", () => {
    const waits = (archiveIn: (stack: TerraformStack) => TerraformStack) => {
      const terraform = alone((stack) => {
        const archive = new LogArchive(archiveIn(stack), "archive", { name: "central" });
        new FlowLogMonitoring(stack, "flows", { name: "there", of: { vpcId }, archive });
      });
      const logs = Object.values(ofType(terraform, "aws_flow_log"));
      return logs.find((log) => log["log_destination_type"] === "s3")?.["depends_on"] ?? [];
    };
    expect(waits((stack) => stack)).toEqual([expect.stringMatching(/^aws_s3_bucket_policy\.archive_Bucket_Policy_/)]);
    const another = (stack: TerraformStack) => {
      const other = new TerraformStack(stack.node.root, "other");
      new AwsProvider(other, "aws", { region: "us-east-1" });
      return other;
    };
    expect(waits(another)).toEqual([]);
  });

  test("go to an archive in another account by its ARN, and build none", () => {
    const bucketArn = "arn:aws:s3:::central-flows-111122223333-us-east-1";
    const terraform = alone(
      (stack) => new FlowLogMonitoring(stack, "flows", { name: "there", of: { vpcId }, archive: { bucketArn } }),
    );
    expect(terraform.resource).not.toHaveProperty("aws_s3_bucket");
    const destinations = Object.values(terraform.resource?.["aws_flow_log"] ?? {}).map((log) => log["log_destination"]);
    expect(destinations).toContainEqual(
      expect.stringMatching(/^arn:aws:s3:::central-flows-111122223333-us-east-1\/there\/flows-v10-/),
    );
  });

  test("have names that fit, however long theirs is", () => {
    const name = "a23456789-123456789-123456789-123456789x";
    const terraform = alone((stack) => new FlowLogMonitoring(stack, "flows", { name, of: { vpcId } }));
    const bucket = String(theOne(terraform, "aws_s3_bucket")["bucket"]).replaceAll(/\$\{[^}]*\}/g, "");
    // An account has 12 characters and a Region up to 15.
    expect(bucket.length + 12 + 15).toBeLessThanOrEqual(63);
    expect(String(theOne(terraform, "aws_iam_role")["name"]).length).toBeLessThanOrEqual(64);
  });
});

describe("Another format", () => {
  const old = FlowLogFormat.of("version", "srcaddr", "dstaddr");
  const all = FlowLogFormat.of(...interfaceFields.map(({ name }) => name));

  test("is another log with records of its own, beside one that is retired and stays as it was", () => {
    const before = monitored(() => undefined, { format: recommendedFormat }).terraform.resource?.["aws_flow_log"];
    const after = monitored(() => undefined, {
      format: all,
      retired: [{ format: recommendedFormat, reason: "Until the new log has records" }],
    }).terraform.resource?.["aws_flow_log"];
    for (const [address, log] of Object.entries(before ?? {})) expect(after?.[address]).toEqual(log);
    expect(Object.keys(after ?? {})).toHaveLength(3);
    const destinations = Object.values(after ?? {}).map((log) => log["log_destination"]);
    expect(new Set(destinations).size).toBe(3);
  });

  test("leaves the log of rejects alone", () => {
    const rejectsOf = (format: FlowLogFormat) =>
      Object.entries(monitored(() => undefined, { format }).terraform.resource?.["aws_flow_log"] ?? {}).filter(
        ([, log]) => log["traffic_type"] === "REJECT",
      );
    expect(rejectsOf(all)).toEqual(rejectsOf(recommendedFormat));
  });

  test("that is retired is in the intent, with its place and the reason", () => {
    const { intent } = monitored(() => undefined, { retired: [{ format: old, reason: "Until June" }] });
    expect(networkOf(intent).flows).toMatchObject({
      retired: [
        { format: old.names, prefix: expect.stringMatching(/^st-marys\/flows-v2-/) as string, reason: "Until June" },
      ],
    });
  });
});

function archiveKey({ resource }: ReturnType<typeof monitored>["terraform"]) {
  const [, key] = Object.entries(resource?.["aws_kms_key"] ?? {}).find(([name]) => name.includes("Archive")) ?? [];
  if (key === undefined) throw new Error("no key");
  return key;
}

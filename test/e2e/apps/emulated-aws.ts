/** The AWS provider of the apps in this folder: it speaks to the emulator of CORDON_LOCAL_ENDPOINT, and to nothing else. */
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { Construct } from "constructs";

const called = ["ec2", "sts", "iam", "s3", "kms", "logs", "ssm", "secretsmanager", "sns", "cloudwatch"];

export function provideEmulatedAws(scope: Construct): void {
  const endpoint = process.env["CORDON_LOCAL_ENDPOINT"];
  if (endpoint === undefined) throw new Error("CORDON_LOCAL_ENDPOINT is not set: this app is for the emulator alone");
  new AwsProvider(scope, "aws", {
    region: "us-east-1",
    accessKey: "test",
    secretKey: "test",
    skipCredentialsValidation: true,
    skipMetadataApiCheck: "true",
    skipRegionValidation: true,
    s3UsePathStyle: true,
    endpoints: [Object.fromEntries(called.map((service) => [service, endpoint]))],
  });
}

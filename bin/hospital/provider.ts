/** Where the sample is deployed to: AWS, or an emulator on this machine. */
import type { Construct } from "constructs";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { InvalidInput } from "cdktf-cordon";

/** The services that the sample's resources and data sources call. */
const called = ["ec2", "sts", "iam", "kms", "s3", "logs", "secretsmanager", "ssm", "sns", "cloudwatch"] as const;

/**
 * The AWS provider. With `endpoint` it speaks to an emulator only: keys that are none, and every endpoint on this machine.
 *
 * @throws {InvalidInput} when the endpoint is not on this machine
 */
export function provideAws(scope: Construct, region: string, endpoint: string | undefined): void {
  if (endpoint === undefined) {
    new AwsProvider(scope, "aws", { region });
    return;
  }
  refuseRemote(endpoint);
  new AwsProvider(scope, "aws", {
    region,
    accessKey: "test",
    secretKey: "test",
    skipCredentialsValidation: true,
    skipMetadataApiCheck: "true",
    skipRegionValidation: true,
    s3UsePathStyle: true,
    endpoints: [Object.fromEntries(called.map((service) => [service, endpoint]))],
  });
}

function refuseRemote(endpoint: string): void {
  const issue = {
    what: "CORDON_LOCAL_ENDPOINT is not on this machine",
    received: `"${endpoint}"`,
    allowed: "http://127.0.0.1:<port> or http://localhost:<port>",
  };
  const host = URL.canParse(endpoint) ? new URL(endpoint).hostname : "";
  if (!["127.0.0.1", "localhost", "[::1]"].includes(host)) throw new InvalidInput([issue]);
}

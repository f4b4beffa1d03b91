import { leftOutOfEmulator } from "../../bin/local/emulator-gaps";
import { isLoopback, reasonsToRefuse } from "../../bin/local/stack-check";

const endpoint = "http://127.0.0.1:4566";
const aws = {
  region: "us-east-1",
  access_key: "test",
  secret_key: "test",
  endpoints: [{ ec2: endpoint, sts: endpoint }],
};
const stack = (more: object = {}) => ({
  provider: { aws: [aws] },
  terraform: { backend: { local: { path: "x" } }, required_providers: { aws: { version: "5.100.0" } } },
  resource: { aws_vpc: { x: {} } },
  ...more,
});
const reasons = (content: object) => reasonsToRefuse(JSON.stringify(content), endpoint, leftOutOfEmulator);

test("a stack whose provider has fake keys and only the emulator's endpoints is safe", () => {
  expect(reasons(stack())).toEqual([]);
});

test.each([
  [
    "a provider that is not configured",
    stack({ provider: {} }),
    ['provider "aws" is not configured, so it would look for an AWS account'],
  ],
  [
    "a provider without endpoints",
    stack({ provider: { aws: [{ ...aws, endpoints: undefined }] } }),
    ['provider "aws" has no endpoints, so it would call AWS'],
  ],
  [
    "one endpoint that is AWS's own",
    stack({
      provider: { aws: [{ ...aws, endpoints: [{ ec2: endpoint, kms: "https://kms.us-east-1.amazonaws.com" }] }] },
    }),
    [`provider "aws" sends kms to "https://kms.us-east-1.amazonaws.com", which is not the emulator at ${endpoint}`],
  ],
  [
    "another emulator than ours",
    stack({ provider: { aws: [{ ...aws, endpoints: [{ ec2: "http://127.0.0.1:1" }] }] } }),
    [`provider "aws" sends ec2 to "http://127.0.0.1:1", which is not the emulator at ${endpoint}`],
  ],
  [
    "a second provider that goes to AWS",
    stack({ provider: { aws: [aws, { alias: "b", region: "x", access_key: "test", secret_key: "test" }] } }),
    ['provider "aws" number 2 has no endpoints, so it would call AWS'],
  ],
  [
    "keys of its own",
    stack({ provider: { aws: [{ ...aws, access_key: "AKIA" }] } }),
    ['provider "aws" must have access_key "test"; the app did not configure it for CORDON_LOCAL_ENDPOINT'],
  ],
  [
    "a profile",
    stack({ provider: { aws: [{ ...aws, profile: "prod" }] } }),
    ['provider "aws" must not have profile, which may lead to real keys'],
  ],
  [
    "a role to assume",
    stack({ provider: { aws: [{ ...aws, assume_role: [{}] }] } }),
    ['provider "aws" must not have assume_role, which may lead to real keys'],
  ],
  [
    "another provider",
    stack({ provider: { aws: [aws], google: [{}] } }),
    ['provider "google" may leave this machine; only "aws" is deployed locally'],
  ],
  [
    "a provider that is only required",
    stack({ terraform: { required_providers: { aws: {}, http: {} } } }),
    ['provider "http" may leave this machine; only "aws" is deployed locally'],
  ],
  [
    "state kept elsewhere",
    stack({ terraform: { backend: { s3: {} } } }),
    ['backend "s3" keeps state elsewhere; a local deploy needs the local backend'],
  ],
  ["modules", stack({ module: { x: {} } }), ["the stack calls Terraform modules, which are not judged here"]],
  [
    "a provisioner",
    stack({ resource: { aws_vpc: { x: { provisioner: [{ "local-exec": {} }] } } } }),
    ["aws_vpc.x has a provisioner, which may do anything"],
  ],
  [
    "what the emulator cannot build",
    stack({
      resource: {
        aws_vpc_block_public_access_options: { x: {} },
        aws_subnet: { four: { cidr_block: "10.0.0.0/24" }, six: { ipv6_cidr_block: "${x}" } },
      },
    }),
    [
      "the emulator cannot build aws_vpc_block_public_access_options.x: ModifyVpcBlockPublicAccessOptions is not implemented",
      "the emulator cannot build aws_subnet.six: DescribeSubnets cannot find a subnet by the association of its IPv6 block, which the provider waits for",
    ],
  ],
])("refuses %s", (_what, content, expected) => {
  expect(reasons(content)).toEqual(expected);
});

test("refuses an emulator that is not on the loopback address, whatever the stack says", () => {
  const elsewhere = "http://10.0.0.5:4566";
  const text = JSON.stringify(stack({ provider: { aws: [{ ...aws, endpoints: [{ ec2: elsewhere }] }] } }));
  expect(reasonsToRefuse(text, elsewhere, [])).toHaveLength(1);
});

test.each([
  ["http://127.0.0.1:80", true],
  ["http://127.0.0.1.example.com:80", false],
  ["http://127.0.0.1@example.com", false],
  ["https://127.0.0.1", false],
  ["http://localhost.example.com", false],
  ["", false],
])("whether %s is the loopback address: %s", (url, expected) => {
  expect(isLoopback(url)).toBe(expected);
});

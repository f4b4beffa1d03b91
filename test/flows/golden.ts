/**
 * Records by value from AWS's documentation: Amazon VPC user guide, "Flow log record examples"
 * (docs.aws.amazon.com/vpc/latest/userguide/flow-logs-records-examples.html). None of them was written by our own generator.
 */
import type { Declared } from "../../lib/flows";
import type { IntentConduit, IntentNetwork, IntentSegment } from "../../lib/model";
import type { Records } from "./engines";

export const defaultFields =
  "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status";

/** "Accepted and rejected traffic", "No data and skipped records", "Security group and network ACL rules", "IPv6 traffic". */
export const defaultFormat: Records = {
  fields: defaultFields,
  lines: [
    "2 123456789010 eni-1235b8ca123456789 172.31.16.139 172.31.16.21 20641 22 6 20 4249 1418530010 1418530070 ACCEPT OK",
    "2 123456789010 eni-1235b8ca123456789 172.31.9.69 172.31.9.12 49761 3389 6 20 4249 1418530010 1418530070 REJECT OK",
    "2 123456789010 eni-1235b8ca123456789 - - - - - - - 1431280876 1431280934 - NODATA",
    "2 123456789010 eni-11111111aaaaaaaaa - - - - - - - 1431280876 1431280934 - SKIPDATA",
    "2 123456789010 eni-1235b8ca123456789 203.0.113.12 172.31.16.139 0 0 1 4 336 1432917027 1432917142 ACCEPT OK",
    "2 123456789010 eni-1235b8ca123456789 172.31.16.139 203.0.113.12 0 0 1 4 336 1432917094 1432917142 REJECT OK",
    "2 123456789010 eni-1235b8ca123456789 2001:db8:1234:a100:8d6e:3477:df66:f105 2001:db8:1234:a102:3304:8879:34cf:4071 34892 22 6 54 8855 1477913708 1477913820 ACCEPT OK",
  ],
};

/** "TCP flag sequence". One space too many in AWS's last line is left out. */
export const flagSequence: Records = {
  fields:
    "version vpc-id subnet-id instance-id interface-id account-id type srcaddr dstaddr srcport dstport pkt-srcaddr pkt-dstaddr protocol bytes packets start end action tcp-flags log-status",
  lines: [
    "52.213.180.42 10.0.0.62 43416 5001 52.213.180.42 10.0.0.62 6 568 8 1566848875 1566848933 ACCEPT 2 OK",
    "10.0.0.62 52.213.180.42 5001 43416 10.0.0.62 52.213.180.42 6 376 7 1566848875 1566848933 ACCEPT 18 OK",
    "52.213.180.42 10.0.0.62 43418 5001 52.213.180.42 10.0.0.62 6 100701 70 1566848875 1566848933 ACCEPT 2 OK",
    "10.0.0.62 52.213.180.42 5001 43418 10.0.0.62 52.213.180.42 6 632 12 1566848875 1566848933 ACCEPT 18 OK",
    "10.0.0.62 52.213.180.42 5001 43418 10.0.0.62 52.213.180.42 6 63388 1219 1566848933 1566849113 ACCEPT 1 OK",
    "52.213.180.42 10.0.0.62 43418 5001 52.213.180.42 10.0.0.62 6 23294588 15774 1566848933 1566849113 ACCEPT 1 OK",
    "52.213.180.42 10.0.0.62 43638 5001 52.213.180.42 10.0.0.62 6 1260 17 1566933133 1566933193 ACCEPT 3 OK",
    "10.0.0.62 52.213.180.42 5001 43638 10.0.0.62 52.213.180.42 6 967 14 1566933133 1566933193 ACCEPT 19 OK",
  ].map(
    (line) =>
      `3 vpc-abcdefab012345678 subnet-aaaaaaaa012345678 i-01234567890123456 eni-1235b8ca123456789 123456789010 IPv4 ${line}`,
  ),
};

/** "Service name, traffic path, and flow direction": an instance asks S3. */
export const serviceNames: Records = {
  fields:
    "version srcaddr dstaddr srcport dstport protocol start end type packets bytes account-id vpc-id subnet-id instance-id interface-id region az-id sublocation-type sublocation-id action tcp-flags pkt-srcaddr pkt-dstaddr pkt-src-aws-service pkt-dst-aws-service traffic-path flow-direction log-status",
  lines: [
    "5 52.95.128.179 10.0.0.71 80 34210 6 1616729292 1616729349 IPv4 14 15044 123456789012 vpc-abcdefab012345678 subnet-aaaaaaaa012345678 i-0c50d5961bcb2d47b eni-1235b8ca123456789 ap-southeast-2 apse2-az3 - - ACCEPT 19 52.95.128.179 10.0.0.71 S3 - - ingress OK",
    "5 10.0.0.71 52.95.128.179 34210 80 6 1616729292 1616729349 IPv4 7 471 123456789012 vpc-abcdefab012345678 subnet-aaaaaaaa012345678 i-0c50d5961bcb2d47b eni-1235b8ca123456789 ap-southeast-2 apse2-az3 - - ACCEPT 3 10.0.0.71 52.95.128.179 - S3 8 egress OK",
  ],
};

/**
 * "Traffic through a transit gateway": the client in VPC A, seen at the gateway's interface and at the server's. AWS's example has
 * no counts and no times: the same are put in each of its lines.
 */
export const transitGateway: Records = {
  fields:
    "version interface-id account-id vpc-id subnet-id instance-id srcaddr dstaddr srcport dstport protocol tcp-flags type pkt-srcaddr pkt-dstaddr action log-status packets bytes start end",
  lines: [
    "3 eni-33333333333333333 123456789010 vpc-abcdefab012345678 subnet-22222222bbbbbbbbb i-01234567890123456 10.20.33.164 10.40.2.236 39812 80 6 3 IPv4 10.20.33.164 10.40.2.236 ACCEPT OK",
    "3 eni-33333333333333333 123456789010 vpc-abcdefab012345678 subnet-22222222bbbbbbbbb i-01234567890123456 10.40.2.236 10.20.33.164 80 39812 6 19 IPv4 10.40.2.236 10.20.33.164 ACCEPT OK",
    "3 eni-11111111111111111 123456789010 vpc-abcdefab012345678 subnet-11111111aaaaaaaaa - 10.40.1.175 10.40.2.236 39812 80 6 3 IPv4 10.20.33.164 10.40.2.236 ACCEPT OK",
    "3 eni-22222222222222222 123456789010 vpc-abcdefab012345678 subnet-22222222bbbbbbbbb - 10.40.2.236 10.40.2.31 80 39812 6 19 IPv4 10.40.2.236 10.20.33.164 ACCEPT OK",
  ].map((line) => `${line} 5 400 1616729292 1616729349`),
};

const segment = (name: string, kind: IntentSegment["kind"], ...blocks: readonly string[]): IntentSegment => ({
  name,
  kind,
  criticality: "high",
  owner: "network operations",
  dataClass: "internal",
  profiles: kind === "medical-device" ? ["imaging-modality"] : [],
  traits: [],
  placement: "outside",
  blocks,
  subnets: [],
  internet: "none",
});

const conduit = (from: string, to: string, name: string, port: number): IntentConduit => ({
  id: `${from}>${to}:${name}`,
  from,
  to,
  service: {
    name,
    title: name,
    protocol: "tcp",
    ports: [port, port],
    basis: "iana",
    encrypted: false,
    citation: "IANA",
  },
  reason: "Care",
  owner: "network operations",
  reviewBy: "2030-01-01",
  source: "IANA",
  rules: [],
});

/** A network with the addresses of AWS's examples in it. */
export const exampleNetwork: Declared = {
  networks: [
    {
      name: "examples",
      vpc: { address: "aws_vpc.examples" },
      block: "10.40.0.0/16",
      ipv6: "none",
      segments: [
        segment("desks", "corporate", "172.31.16.128/25", "2001:db8:1234:a100::/64"),
        segment("servers", "clinical", "172.31.16.0/25", "172.31.9.0/24", "2001:db8:1234:a102::/64"),
        segment("scanners", "medical-device", "10.0.0.0/24"),
        segment("other-vpc", "clinical", "10.20.0.0/16"),
        segment("web", "clinical", "10.40.2.0/24"),
      ],
      conduits: [
        conduit("desks", "servers", "ssh", 22),
        conduit("other-vpc", "web", "http", 80),
        conduit("web", "servers", "https", 443),
      ],
    } as unknown as IntentNetwork,
  ],
};

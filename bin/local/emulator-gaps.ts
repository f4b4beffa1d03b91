/**
 * What the emulator cannot do, by type and attribute. The lists are complete: a local deploy leaves out nothing else,
 * and a second plan may show no other difference.
 *
 * Tried with moto 5.2.1, Terraform 1.11.4 and the AWS provider 5.100.0. A test deploys one of each in `driftsInEmulator`
 * and fails when the emulator has learnt it, so that no entry outlives its reason.
 */

/** A type that cannot be created in the emulator, so that a local stack must not contain it. */
export interface LeftOut {
  readonly type: string;
  readonly reason: string;
}

/** An attribute that the emulator does not give back as it was written. */
export interface Drift {
  readonly type: string;
  /** Path without set keys and positions: `ingress.icmp_type`. */
  readonly attribute: string;
  readonly reason: string;
}

export const leftOutOfEmulator: readonly LeftOut[] = [
  {
    type: "aws_vpc_block_public_access_options",
    reason: "ModifyVpcBlockPublicAccessOptions is not implemented",
  },
];

export const driftsInEmulator: readonly Drift[] = [
  {
    type: "aws_vpc_security_group_ingress_rule",
    attribute: "description",
    reason: "AuthorizeSecurityGroupIngress forgets the description of a rule whose peer is a security group",
  },
  {
    type: "aws_vpc_security_group_egress_rule",
    attribute: "description",
    reason: "AuthorizeSecurityGroupEgress forgets the description of a rule whose peer is a security group",
  },
  ...(["ingress", "egress"] as const).flatMap((direction) =>
    (["icmp_type", "icmp_code"] as const).map((field) => ({
      type: "aws_network_acl",
      attribute: `${direction}.${field}`,
      reason: "DescribeNetworkAcls gives no ICMP type and code back",
    })),
  ),
];

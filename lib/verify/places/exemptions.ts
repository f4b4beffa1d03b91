/**
 * What no security group and no network ACL stops, so that an isolation never covers it.
 *
 * Decides nothing; it lists, for each VPC, the services that AWS answers by itself (VPC user guide, "Control traffic to your
 * AWS resources using security groups" and "Control subnet traffic with network access control lists"), what removing a
 * rule does not end (EC2 user guide, "Security group connection tracking"), and ways that lead
 * out and in again: by the internet to a public IPv4 address of one's own, and by a network outside, whose own routes no input tells.
 */
import { Cidr, formatAddress } from "../../model";
import type { FactBase, FactId } from "../../terraform";
import { outsideNetworks } from "./outside";

/** One thing that goes on whatever the filters say. */
export interface Exemption {
  /** The VPC; undefined when it is about all of them. */
  readonly vpc: FactId | undefined;
  readonly what: string;
  /** Where it is reached; empty when that is no address. */
  readonly addresses: readonly string[];
}

const everywhere = {
  resolver: [Cidr.ofAddress("169.254.169.253"), Cidr.ofAddress("fd00:ec2::253")],
  metadata: ["169.254.169.254", "fd00:ec2::254", "169.254.170.2"],
  time: ["169.254.169.123", "fd00:ec2::123"],
  activation: ["169.254.169.250", "169.254.169.251"],
} as const;

export function exemptionsOf(facts: FactBase): readonly Exemption[] {
  const { vpcs, interfaces } = facts;
  if (vpcs.length === 0) return [];
  const arePublic = interfaces.some(({ publicAddress }) => !("exact" in publicAddress) || publicAddress.exact);
  const each = vpcs.map(({ id, blocks }): Exemption => {
    // The resolver is at the base of the primary block plus two, and at an address that is the same everywhere.
    const own = blocks.flatMap((block) =>
      "exact" in block && block.exact.family === 4 ? [formatAddress(4, block.exact.first + 2n)] : [],
    );
    const addresses = [
      ...own.slice(0, 1),
      ...everywhere.resolver.map(({ family, first }) => formatAddress(family, first)),
    ];
    return { vpc: id, what: "DNS resolver", addresses };
  });
  return [
    ...each,
    { vpc: undefined, what: "instance and task metadata", addresses: everywhere.metadata },
    { vpc: undefined, what: "time", addresses: everywhere.time },
    { vpc: undefined, what: "Windows activation", addresses: everywhere.activation },
    { vpc: undefined, what: "DHCP and subnet routers", addresses: [] },
    {
      vpc: undefined,
      what: "connections tracked since before a rule was removed",
      addresses: [],
    },
    ...(arePublic
      ? [{ vpc: undefined, what: "public addresses of these networks, by way of the internet", addresses: [] }]
      : []),
    ...(outsideNetworks(facts).length > 0
      ? [{ vpc: undefined, what: "what a network outside that is joined to several places passes on", addresses: [] }]
      : []),
  ];
}

/** Which blocks a VPC can have. */
import { Cidr } from "../address";
import type { Issue } from "../issue";

/** Prefix lengths of VPCs and subnets. Source: Amazon VPC user guide, VPC CIDR blocks. */
export const vpcPrefixes = { shortest: 16, longest: 28 } as const;

/** Private ranges. Source: RFC 1918 and RFC 6598, which the VPC user guide recommends. */
const privateBlocks = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"].map((text) => Cidr.of(text));

/**
 * Inside them, yet not for a VPC: services such as Cloud9 and SageMaker use it themselves, as Docker's bridge does.
 * Source: Amazon VPC user guide, VPC CIDR blocks, "Important".
 */
const usedByServices = Cidr.of("172.17.0.0/16");

/** What is wrong with a block as a VPC's: family, size, and for a new one that it is not private or better left alone. */
export function vpcBlockIssues(network: string, block: Cidr, existing: boolean): readonly Issue[] {
  const what = (text: string): string => `block of network "${network}" ${text}`;
  const received = block.toString();
  if (block.family === 6)
    return [{ what: what("is IPv6"), received, allowed: "an IPv4 block; IPv6 is asked for with `ipv6`" }];
  const issues: Issue[] = [];
  if (block.prefix < vpcPrefixes.shortest || block.prefix > vpcPrefixes.longest) {
    issues.push({ what: what("is not of a size that AWS accepts"), received, allowed: "/16 to /28" });
  }
  if (existing) return issues;
  if (!privateBlocks.some((range) => range.contains(block))) {
    issues.push({
      what: what("is not private"),
      received,
      allowed: `a block inside ${privateBlocks.map(String).join(", ")}`,
    });
  }
  if (usedByServices.contains(block)) {
    issues.push({
      what: what(`is in ${usedByServices.toString()}, which AWS services use themselves and its guide says not to use`),
      received,
      allowed: "another private block",
    });
  }
  return issues;
}

/** The security group of a segment, and the rules that conduits put on it. */
import { Construct } from "constructs";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import type { ServiceTransport } from "../model";
import { groupNamePrefix } from "./names";
import type { Tags } from "./tags";
import { checkRequired, nameNeed, text, vpcNeed } from "./required";

/** The other side of a rule: another group in the same VPC, a block, or a prefix list. */
export type RulePeer = { readonly groupId: string } | { readonly cidr: string } | { readonly prefixListId: string };

/** One rule: one way, one other side, one transport. */
export interface Rule {
  /** Made of what the rule says, so that rules never trade places. */
  readonly id: string;
  readonly peer: RulePeer;
  readonly transport: ServiceTransport;
  readonly description: string;
}

export interface SegmentSecurityGroupProps {
  readonly vpcId: string;
  readonly name: string;
  /** Fixed for life: changing it replaces the group. */
  readonly description: string;
  /** @default - no tags but `Name` */
  readonly tags?: Tags;
}

/**
 * A security group that allows nothing until a rule is added. It has no inline rules and no default way out: Terraform's
 * AWS provider removes the one that AWS creates. Replacement is safe: the name is a prefix, and the new group comes first.
 */
export class SegmentSecurityGroup extends Construct {
  public readonly resource: SecurityGroup;
  /** Read once: every reading of an attribute makes a new token, and a hub's group is in many rules. */
  public readonly groupId: string;

  public constructor(scope: Construct, id: string, props: SegmentSecurityGroupProps) {
    super(scope, id);
    checkRequired(this.node.path, "security group", props, {
      vpcId: vpcNeed,
      name: nameNeed,
      description: text("what it is for"),
    });
    this.resource = new SecurityGroup(this, "Resource", {
      vpcId: props.vpcId,
      namePrefix: groupNamePrefix(props.name),
      description: props.description,
      tags: { ...props.tags, Name: props.name },
      lifecycle: { createBeforeDestroy: true },
    });
    this.groupId = this.resource.id;
  }

  public allowOut(rule: Rule): VpcSecurityGroupEgressRule {
    return new VpcSecurityGroupEgressRule(this, rule.id, this.configOf(rule));
  }

  public allowIn(rule: Rule): VpcSecurityGroupIngressRule {
    return new VpcSecurityGroupIngressRule(this, rule.id, this.configOf(rule));
  }

  private configOf({ peer, transport, description }: Rule) {
    return { securityGroupId: this.groupId, description, ...peerArguments(peer), ...transportArguments(transport) };
  }
}

function peerArguments(peer: RulePeer) {
  if ("groupId" in peer) return { referencedSecurityGroupId: peer.groupId };
  if ("prefixListId" in peer) return { prefixListId: peer.prefixListId };
  return peer.cidr.includes(":") ? { cidrIpv6: peer.cidr } : { cidrIpv4: peer.cidr };
}

/** ICMP has its type in `from_port` and its code in `to_port`; -1 is any. A protocol by number takes no ports. */
function transportArguments(transport: ServiceTransport) {
  switch (transport.protocol) {
    case "tcp":
    case "udp":
      return { ipProtocol: transport.protocol, fromPort: transport.ports.from, toPort: transport.ports.to };
    case "icmp":
    case "icmpv6":
      return {
        ipProtocol: transport.protocol,
        fromPort: transport.type,
        toPort: transport.code === "any" ? -1 : transport.code,
      };
    case "other":
      return { ipProtocol: String(transport.number) };
  }
}

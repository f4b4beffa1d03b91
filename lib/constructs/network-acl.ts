/** The network ACL of a segment. */
import { Lazy } from "cdktf";
import { Construct } from "constructs";
import { NetworkAcl } from "@cdktf/provider-aws/lib/network-acl";
import { toTerraform, type AclEntry, type Direction } from "./acl/entry";
import type { Tags } from "./tags";
import { callable, checkRequired, array, nameNeed, vpcNeed } from "./required";

export interface SegmentNetworkAclProps {
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  readonly name: string;
  /** Asked for when the stack is synthesized, so that conduits declared later are in. */
  readonly entries: () => readonly AclEntry[];
  /** @default - no tags but `Name` */
  readonly tags?: Tags;
}

/**
 * A network ACL with exactly the entries given, and AWS's own deny behind them.
 *
 * The entries are inline on purpose: Terraform then owns the whole list, and an entry that someone adds by hand shows as
 * drift and goes. Adding entries changes the ACL in place and touches no entry that is there.
 */
export class SegmentNetworkAcl extends Construct {
  public readonly resource: NetworkAcl;
  public readonly networkAclId: string;

  public constructor(scope: Construct, id: string, props: SegmentNetworkAclProps) {
    super(scope, id);
    checkRequired(this.node.path, "network ACL", props, {
      vpcId: vpcNeed,
      subnetIds: array("ids of subnets"),
      name: nameNeed,
      entries: callable("a function that gives the entries"),
    });
    const inDirection = (direction: Direction) =>
      Lazy.anyValue({
        produce: () =>
          props
            .entries()
            .filter((entry) => entry.direction === direction)
            .map(toTerraform),
      });
    this.resource = new NetworkAcl(this, "Resource", {
      vpcId: props.vpcId,
      subnetIds: [...props.subnetIds],
      ingress: inDirection("ingress"),
      egress: inDirection("egress"),
      tags: { ...props.tags, Name: props.name },
    });
    this.networkAclId = this.resource.id;
  }
}

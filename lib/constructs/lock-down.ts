/** Closes what a VPC is born with: its default security group, default network ACL and main route table. */
import { Construct } from "constructs";
import { DefaultNetworkAcl } from "@cdktf/provider-aws/lib/default-network-acl";
import { DefaultRouteTable } from "@cdktf/provider-aws/lib/default-route-table";
import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import type { Tags } from "./tags";
import { checkRequired, nameNeed, text, vpcNeed } from "./required";

export interface LockDownProps {
  readonly vpcId: string;
  readonly defaultNetworkAclId: string;
  readonly defaultRouteTableId: string;
  readonly name: string;
  /** @default - no tags but `Name` */
  readonly tags?: Tags;
}

/**
 * Adopts the three and leaves them with no rule, no entry and no route beside the local one. Terraform removes every rule
 * that is on them: on a VPC with interfaces in the default group, that cuts their traffic.
 */
export class LockDown extends Construct {
  public readonly securityGroup: DefaultSecurityGroup;
  public readonly networkAcl: DefaultNetworkAcl;
  public readonly routeTable: DefaultRouteTable;

  public constructor(scope: Construct, id: string, props: LockDownProps) {
    super(scope, id);
    checkRequired(this.node.path, "lock-down", props, {
      vpcId: vpcNeed,
      defaultNetworkAclId: text("the id of its default network ACL: vpc.defaultNetworkAclId"),
      defaultRouteTableId: text("the id of its main route table: vpc.defaultRouteTableId"),
      name: nameNeed,
    });
    const tags = { ...props.tags, Name: `${props.name}-closed` };
    this.securityGroup = new DefaultSecurityGroup(this, "SecurityGroup", {
      vpcId: props.vpcId,
      ingress: [],
      egress: [],
      tags,
    });
    this.networkAcl = new DefaultNetworkAcl(this, "NetworkAcl", {
      defaultNetworkAclId: props.defaultNetworkAclId,
      tags,
      // A subnet that someone else adds lands on this ACL by itself; Terraform could not move it away and would try for ever.
      lifecycle: { ignoreChanges: ["subnet_ids"] },
    });
    this.routeTable = new DefaultRouteTable(this, "RouteTable", {
      defaultRouteTableId: props.defaultRouteTableId,
      route: [],
      tags,
    });
  }
}

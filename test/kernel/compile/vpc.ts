/** A VPC as a router that delivers to its subnets and nowhere else: where local routes, peerings and gateways lead. */
import type { FactBase, Vpc } from "../../../lib/terraform";
import { fabricWire, type Fabric } from "./fabric";
import { blockOf, linkOf } from "./known";
import { route } from "./line";
import type { KernelNode } from "./node";

export function vpcNode(facts: FactBase, fabric: Fabric, vpc: Vpc): KernelNode {
  const name = `vpc ${vpc.id}`;
  const devices = [{ name: "fab", wire: fabricWire }];
  const subnets = facts.subnets.filter((subnet) => linkOf(subnet.vpc, subnet.id) === vpc.id);
  return {
    name,
    devices,
    forwards: true,
    ip: [
      ...fabric.addresses(name, devices),
      ...subnets.flatMap((subnet) =>
        subnet.blocks
          .map((each) => blockOf(each, subnet.id))
          .map((block) => route(block, fabric.to(`subnet ${subnet.id}`, block.family))),
      ),
    ],
    nft: "",
  };
}

/** How many Terraform resources a part of the tree holds; a plan costs about 10 ms for each. */
import { TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";

export function countResources(scope: IConstruct): number {
  return scope.node.findAll().filter((child) => TerraformResource.isTerraformResource(child)).length;
}

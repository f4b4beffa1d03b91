/** The Terraform address of a resource: the public contract that the intent records. */
import type { TerraformElement } from "cdktf";

export interface Addressable extends TerraformElement {
  readonly terraformResourceType: string;
}

/** `aws_subnet.network_infusion-pumps_us-east-1a_Subnet_1A2B3C4D`. */
export function addressOf(resource: Addressable): string {
  return `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;
}

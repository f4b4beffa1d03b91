/** VPC Block Public Access: for a whole account and Region, so offered and never on by itself. */
import { Construct } from "constructs";
import { VpcBlockPublicAccessOptions } from "@cdktf/provider-aws/lib/vpc-block-public-access-options";
import { checkRequired, text } from "./required";

export interface BlockPublicAccessProps {
  /**
   * `block-bidirectional` stops all traffic through internet gateways of every VPC in this account and Region;
   * `block-ingress` leaves NAT gateways and egress-only internet gateways working.
   */
  readonly mode: "block-bidirectional" | "block-ingress";
}

/** Turns VPC Block Public Access on for the account and Region of the provider, other VPCs included. */
export class BlockPublicAccess extends Construct {
  public readonly resource: VpcBlockPublicAccessOptions;

  public constructor(scope: Construct, id: string, props: BlockPublicAccessProps) {
    super(scope, id);
    checkRequired(this.node.path, "block of public access", props, {
      mode: text("block-bidirectional or block-ingress"),
    });
    this.resource = new VpcBlockPublicAccessOptions(this, "Resource", { internetGatewayBlockMode: props.mode });
  }
}

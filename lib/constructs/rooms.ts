/** Names in the address plan that are Cordon's own. No segment of a user's can have them. */

/** The subnets of the NAT gateways. */
export const egressRoom = "internet-egress";

/** The subnets of the attachment to a transit gateway. */
export const transitRoom = "transit-attachment";

/** The subnets of a firewall's endpoints, in a VPC that inspects. */
export const firewallRoom = "inspection-firewall";

/** The subnets of the NAT gateways behind that firewall. */
export const inspectionNatRoom = "inspection-nat";

/** The segment of the private endpoints. */
export const privateServicesName = "private-services";

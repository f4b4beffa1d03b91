/** Names in the address plan that are Cordon's own. No segment of a user's can have them. */

/** The subnets of the NAT gateways. */
export const egressRoom = "internet-egress";

/** The segment of the private endpoints. */
export const privateServicesName = "private-services";

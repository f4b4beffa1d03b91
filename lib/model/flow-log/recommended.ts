/** The formats that Cordon logs in when nobody says otherwise. */
import { FlowLogFormat } from "./format";
import { transitGatewayFields } from "./transit-gateway-fields";

/**
 * All fields of versions 2 to 5 but those of sublocations, and why traffic was rejected and whether it was encrypted.
 * Fields of ECS and of NAT gateways are left out: a segment has neither.
 */
export const recommendedFormat: FlowLogFormat = FlowLogFormat.of(
  "version",
  "account-id",
  "interface-id",
  "srcaddr",
  "dstaddr",
  "srcport",
  "dstport",
  "protocol",
  "packets",
  "bytes",
  "start",
  "end",
  "action",
  "log-status",
  "vpc-id",
  "subnet-id",
  "instance-id",
  "tcp-flags",
  "type",
  "pkt-srcaddr",
  "pkt-dstaddr",
  "region",
  "az-id",
  "pkt-src-aws-service",
  "pkt-dst-aws-service",
  "flow-direction",
  "traffic-path",
  "reject-reason",
  "encryption-status",
);

/** Every field that a transit gateway's records can have. */
export const recommendedTransitGatewayFormat: FlowLogFormat = FlowLogFormat.ofTransitGateway(
  ...transitGatewayFields.map(({ name }) => name),
);

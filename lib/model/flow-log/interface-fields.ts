/**
 * The fields of records of VPC, subnet and interface flow logs, to version 10.
 *
 * From the Amazon VPC user guide, "Flow log records", in its order. There is no field that version 6 alone brought to these
 * logs: that version is the transit gateway's.
 */
import type { FlowLogField } from "./field";

/** All 42, in the order of AWS's own table. */
export const interfaceFields = [
  { name: "version", version: 2, type: "int32", says: "highest version among the fields of the format" },
  { name: "account-id", version: 2, type: "text", says: "account that owns the interface" },
  { name: "interface-id", version: 2, type: "text", says: "interface that the record is about" },
  { name: "srcaddr", version: 2, type: "text", says: "source address, as the interface has it" },
  { name: "dstaddr", version: 2, type: "text", says: "destination address, as the interface has it" },
  { name: "srcport", version: 2, type: "int32", says: "source port" },
  { name: "dstport", version: 2, type: "int32", says: "destination port" },
  { name: "protocol", version: 2, type: "int32", says: "IANA protocol number" },
  { name: "packets", version: 2, type: "int64", says: "packets in the capture window" },
  { name: "bytes", version: 2, type: "int64", says: "bytes in the capture window" },
  { name: "start", version: 2, type: "int64", says: "time of the first packet in the window, in Unix seconds" },
  { name: "end", version: 2, type: "int64", says: "time of the last packet in the window, in Unix seconds" },
  { name: "action", version: 2, type: "text", says: "ACCEPT or REJECT" },
  { name: "log-status", version: 2, type: "text", says: "OK, NODATA or SKIPDATA" },
  { name: "vpc-id", version: 3, type: "text", says: "VPC of the interface" },
  { name: "subnet-id", version: 3, type: "text", says: "subnet of the interface" },
  { name: "instance-id", version: 3, type: "text", says: "instance of the interface, if it is the account's own" },
  {
    name: "tcp-flags",
    version: 3,
    type: "int32",
    says: "TCP flags seen in the window, or-ed: FIN 1, SYN 2, RST 4, SYN-ACK 18",
  },
  { name: "type", version: 3, type: "text", says: "IPv4, IPv6 or EFA" },
  {
    name: "pkt-srcaddr",
    version: 3,
    type: "text",
    says: "original source address, before a gateway or pod changed it",
  },
  { name: "pkt-dstaddr", version: 3, type: "text", says: "original destination address" },
  { name: "region", version: 4, type: "text", says: "Region of the interface" },
  { name: "az-id", version: 4, type: "text", says: "id of the Availability Zone" },
  { name: "sublocation-type", version: 4, type: "text", says: "wavelength, outpost or localzone" },
  { name: "sublocation-id", version: 4, type: "text", says: "id of the sublocation" },
  { name: "pkt-src-aws-service", version: 5, type: "text", says: "AWS service that owns the original source address" },
  {
    name: "pkt-dst-aws-service",
    version: 5,
    type: "text",
    says: "AWS service that owns the original destination address",
  },
  { name: "flow-direction", version: 5, type: "text", says: "ingress or egress, as the interface sees it" },
  {
    name: "traffic-path",
    version: 5,
    type: "int32",
    says: "way that egress traffic takes: 1 within the VPC to 8 an internet gateway",
  },
  { name: "ecs-cluster-arn", version: 7, type: "text", says: "ECS cluster" },
  { name: "ecs-cluster-name", version: 7, type: "text", says: "name of the ECS cluster" },
  { name: "ecs-container-instance-arn", version: 7, type: "text", says: "ECS container instance" },
  { name: "ecs-container-instance-id", version: 7, type: "text", says: "id of the ECS container instance" },
  { name: "ecs-container-id", version: 7, type: "text", says: "first container of the ECS task" },
  { name: "ecs-second-container-id", version: 7, type: "text", says: "second container of the ECS task" },
  { name: "ecs-service-name", version: 7, type: "text", says: "ECS service" },
  { name: "ecs-task-definition-arn", version: 7, type: "text", says: "ECS task definition" },
  { name: "ecs-task-arn", version: 7, type: "text", says: "ECS task" },
  { name: "ecs-task-id", version: 7, type: "text", says: "id of the ECS task" },
  { name: "reject-reason", version: 8, type: "text", says: "why traffic was rejected: BPA or EC, else a dash" },
  { name: "resource-id", version: 9, type: "text", says: "regional NAT gateway that the traffic passed" },
  {
    name: "encryption-status",
    version: 10,
    type: "int32",
    says: "0 not encrypted, 1 by Nitro, 2 by the application, 3 by both",
  },
] as const satisfies readonly FlowLogField[];

/** The name of a field of a VPC, subnet or interface flow log. */
export type FlowLogFieldName = (typeof interfaceFields)[number]["name"];

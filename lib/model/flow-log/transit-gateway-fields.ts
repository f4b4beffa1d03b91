/** The fields of records of transit gateway flow logs: AWS's own list (Transit Gateway guide, "Flow log records"), in its order. */
import type { FlowLogField } from "./field";

/** All 36, in the order of AWS's own table. */
export const transitGatewayFields = [
  { name: "version", version: 2, type: "int32", says: "highest version among the fields of the format" },
  { name: "resource-type", version: 6, type: "text", says: "TransitGateway or TransitGatewayAttachment" },
  { name: "account-id", version: 2, type: "text", says: "account that owns the transit gateway" },
  { name: "tgw-id", version: 6, type: "text", says: "transit gateway" },
  { name: "tgw-attachment-id", version: 6, type: "text", says: "attachment that the record is about" },
  { name: "tgw-src-vpc-account-id", version: 6, type: "text", says: "account of the source VPC" },
  { name: "tgw-dst-vpc-account-id", version: 6, type: "text", says: "account of the destination VPC" },
  { name: "tgw-src-vpc-id", version: 6, type: "text", says: "source VPC" },
  { name: "tgw-dst-vpc-id", version: 6, type: "text", says: "destination VPC" },
  { name: "tgw-src-subnet-id", version: 6, type: "text", says: "source subnet" },
  { name: "tgw-dst-subnet-id", version: 6, type: "text", says: "destination subnet" },
  { name: "tgw-src-eni", version: 6, type: "text", says: "interface of the source attachment" },
  { name: "tgw-dst-eni", version: 6, type: "text", says: "interface of the destination attachment" },
  { name: "tgw-src-az-id", version: 6, type: "text", says: "Availability Zone of the source attachment" },
  { name: "tgw-dst-az-id", version: 6, type: "text", says: "Availability Zone of the destination attachment" },
  { name: "tgw-pair-attachment-id", version: 6, type: "text", says: "attachment at the other end" },
  { name: "srcaddr", version: 2, type: "text", says: "source address" },
  { name: "dstaddr", version: 2, type: "text", says: "destination address" },
  { name: "srcport", version: 2, type: "int32", says: "source port" },
  { name: "dstport", version: 2, type: "int32", says: "destination port" },
  { name: "protocol", version: 2, type: "int32", says: "IANA protocol number" },
  { name: "packets", version: 2, type: "int64", says: "packets in the capture window" },
  { name: "bytes", version: 2, type: "int64", says: "bytes in the capture window" },
  { name: "start", version: 2, type: "int64", says: "time of the first packet in the window, in Unix seconds" },
  { name: "end", version: 2, type: "int64", says: "time of the last packet in the window, in Unix seconds" },
  { name: "log-status", version: 2, type: "text", says: "OK, NODATA or SKIPDATA" },
  { name: "type", version: 3, type: "text", says: "IPv4, IPv6 or EFA" },
  { name: "packets-lost-no-route", version: 6, type: "int64", says: "packets lost because no route was there" },
  { name: "packets-lost-blackhole", version: 6, type: "int64", says: "packets lost in a black hole" },
  { name: "packets-lost-mtu-exceeded", version: 6, type: "int64", says: "packets lost because they were too big" },
  {
    name: "packets-lost-ttl-expired",
    version: 6,
    type: "int64",
    says: "packets lost because their time to live was over",
  },
  { name: "tcp-flags", version: 3, type: "int32", says: "TCP flags seen in the window, or-ed" },
  { name: "region", version: 4, type: "text", says: "Region of the transit gateway" },
  { name: "flow-direction", version: 5, type: "text", says: "ingress or egress, as the gateway sees it" },
  { name: "pkt-src-aws-service", version: 5, type: "text", says: "AWS service that owns the source address" },
  { name: "pkt-dst-aws-service", version: 5, type: "text", says: "AWS service that owns the destination address" },
] as const satisfies readonly FlowLogField[];

/** The name of a field of a transit gateway flow log. */
export type TransitGatewayFieldName = (typeof transitGatewayFields)[number]["name"];

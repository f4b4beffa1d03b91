/** Addresses that float between the file servers of FSx, in a block that is no subnet's. */
import { Proof, type DeclaredIntent } from "../../lib/verify";
import { factsOf } from "../terraform/read";
import type { Body } from "./open-network";

const vpc = { vpc_id: "${aws_vpc.v.id}" };
const everyone = { protocol: "tcp", from_port: 2049, to_port: 2049 };
const intent: DeclaredIntent = {
  segments: [
    {
      name: "server",
      kind: "clinical",
      subnets: ["aws_subnet.a"],
      groups: ["aws_security_group.s"],
      blocks: ["10.0.0.0/24"],
    },
  ],
  conduits: [],
};

/** What is said of a segment that may send NFS to `peer`, beside a file system. */
function judged(type: string, fs: Body, peer: string): readonly string[] {
  const resource = {
    aws_vpc: { v: { cidr_block: "10.0.0.0/16" } },
    aws_subnet: {
      a: { ...vpc, cidr_block: "10.0.0.0/24" },
      f: { ...vpc, cidr_block: "10.0.1.0/24" },
      g: { ...vpc, cidr_block: "10.0.2.0/24" },
    },
    aws_route_table: { a: { ...vpc, route: [] }, o: { ...vpc, route: [] } },
    aws_route_table_association: {
      a: { route_table_id: "${aws_route_table.a.id}", subnet_id: "${aws_subnet.a.id}" },
    },
    aws_security_group: {
      s: { ...vpc, egress: [{ ...everyone, cidr_blocks: [peer] }] },
      f: { ...vpc, ingress: [{ ...everyone, cidr_blocks: ["10.0.0.0/24"] }] },
    },
    [type]: {
      f: {
        subnet_ids: ["${aws_subnet.f.id}", "${aws_subnet.g.id}"],
        preferred_subnet_id: "${aws_subnet.f.id}",
        security_group_ids: ["${aws_security_group.f.id}"],
        deployment_type: "MULTI_AZ_1",
        ...fs,
      },
    },
  };
  return new Proof(factsOf(resource), intent).judge().findings.map(({ id }) => id);
}

const own = { route_table_ids: ["${aws_route_table.a.id}"] };
const ontap = "aws_fsx_ontap_file_system";
const zfs = "aws_fsx_openzfs_file_system";
const behind = ["behind-appliance:server"];

test.each<[string, string, Body, string, readonly string[]]>([
  [
    "that are told, outside the VPC",
    ontap,
    { ...own, endpoint_ip_address_range: "172.31.255.0/26" },
    "172.31.255.0/26",
    behind,
  ],
  [
    "that are told, in the VPC and in no subnet",
    zfs,
    { ...own, endpoint_ip_address_range: "10.0.255.0/28" },
    "10.0.255.0/28",
    behind,
  ],
  ["that ONTAP picks", ontap, own, "198.19.4.0/24", behind],
  ["by the main table, or another", ontap, {}, "198.19.0.0/16", behind],
  ["by another table", ontap, { route_table_ids: ["${aws_route_table.o.id}"] }, "198.19.0.0/16", []],
  ["that no group lets anyone reach", ontap, own, "198.20.0.0/16", []],
  ["of one zone alone", ontap, { ...own, deployment_type: "SINGLE_AZ_1" }, "198.19.0.0/16", []],
  ["that OpenZFS picks from the VPC's", zfs, own, "10.9.0.0/16", ["unread:aws_fsx_openzfs_file_system.f"]],
])("addresses %s", (_, type, fs, peer, expected) => {
  expect(judged(type, fs, peer)).toEqual(expected);
});

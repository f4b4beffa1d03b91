/** Changes after which something declared does not work any more. */
import { id, type Address, type Ground } from "../ground";
import type { Plant } from "./plant";

const missing = "missing:wards>server:dicom-tls";

/** The numbers of entries of one ACL for the block of a segment. */
const entriesFor = (
  g: Ground,
  acl: Address,
  way: "ingress" | "egress",
  block: string,
): readonly { cidr_block: string }[] =>
  (g.at(acl)[way] as { cidr_block: string }[]).filter(({ cidr_block }) => cidr_block === block);

export const lossPlants: readonly Plant[] = [
  {
    title: "a rule taken away",
    lay: (g) => () => {
      g.remove(g.rule("ingress", "wards", "server", "dicom-tls"));
      return { id: missing, names: g.segment("server").group };
    },
  },
  {
    title: "a range of ports narrowed away",
    lay: (g) => () => {
      Object.assign(g.at(g.rule("egress", "wards", "server", "dicom-tls")), { from_port: 2761, to_port: 2761 });
      return { id: missing, names: g.segment("wards").group };
    },
  },
  {
    title: "an entry of an ACL taken away",
    lay: (g) => () => {
      const { acl } = g.segment("server");
      const gone = entriesFor(g, acl, "ingress", g.segment("wards").block);
      g.at(acl)["ingress"] = (g.at(acl)["ingress"] as { cidr_block: string }[]).filter((each) => !gone.includes(each));
      return { id: missing, names: acl };
    },
  },
  {
    title: "a deny before everything else",
    lay: (g) => () => {
      const { acl } = g.segment("wards");
      return { id: missing, names: g.entry(acl, "egress", g.segment("server").block, "deny", 1) };
    },
  },
  {
    title: "answers that are denied",
    lay: (g) => () => {
      const { acl } = g.segment("wards");
      g.entry(acl, "ingress", g.segment("server").block, "deny", 1);
      return { id: missing, names: acl };
    },
  },
  {
    title: "subnets left to the closed default ACL",
    lay: (g) => {
      const [main] = g.all("aws_default_network_acl");
      return () => {
        g.at(g.segment("server").acl)["subnet_ids"] = [];
        return { id: missing, names: main! };
      };
    },
  },
  {
    title: "a route that takes a part of the VPC elsewhere",
    lay: (g) => () => {
      const peering = g.add("aws_vpc_peering_connection", { vpc_id: id(g.vpc), peer_vpc_id: "vpc-0a1b2c3d4e5f60718" });
      const [first] = g.segment("server").subnets;
      g.routes(g.segment("wards"), g.at(first!.subnet)["cidr_block"] as string, {
        vpc_peering_connection_id: id(peering),
      });
      return { id: missing, names: peering };
    },
  },
  {
    title: "a route to the internet taken away",
    wish: { internet: "some" },
    lay: (g) => {
      const { from, service } = g.pick(g.design.internet);
      const tables = g.segment(from).subnets.map(({ table }) => id(table));
      const routes = g.all("aws_route").filter((each) => tables.includes(g.at(each)["route_table_id"] as string));
      return () => {
        for (const each of routes) g.remove(each);
        return { id: `missing:${from}>internet:${service.name}`, names: `${g.vpc} (no route)` };
      };
    },
  },
  {
    title: "a route of a VPN connection taken away",
    wish: { joined: "vpn" },
    lay: (g) => () => {
      for (const each of g.all("aws_vpn_connection_route"))
        if (g.at(each)["destination_cidr_block"] === "172.20.1.0/24") g.remove(each);
      return { id: "missing:campus>server:https", names: `${g.vpc} (no route)` };
    },
  },
];

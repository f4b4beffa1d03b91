/** Routes and joins that lead where nothing led. The groups and ACLs let it through all along. */
import { id, tcp, type Address, type Ground, type Own } from "../ground";
import { excess, type Plant } from "./plant";

const https = tcp(443);
/** Some of the internet, so that the ground is open to nothing private. */
const somePublic = "8.0.0.0/8";
/** All that is public in IPv6: of a smaller block nobody knows yet whether AWS gives it to this very VPC. */
const allPublic6 = "2000::/3";

/** A segment that declares nothing towards public addresses. */
function unasking(g: Ground): Own {
  const asking = new Set([...g.design.internet, ...g.design.private].map(({ from }) => from as string));
  return g.pick(g.own.filter(({ name }) => !asking.has(name)));
}

/** A segment that may ask for public addresses by its group and ACL, and has no route to any. */
function unrouted(g: Ground): Own {
  const one = unasking(g);
  g.allow("egress", one.group, { cidr_ipv4: somePublic }, https);
  g.openAcl(one.acl, somePublic);
  return one;
}

interface Other {
  readonly vpc: Address;
  readonly subnet: Address;
  readonly group: Address;
}

/** Another VPC with a machine that lets everything in and out, and a segment that may ask it but for a route. */
function besideOther(g: Ground): { readonly one: Own; readonly other: Other } {
  const one = g.pick(g.own);
  const vpc = g.add("aws_vpc", { cidr_block: "10.99.0.0/16" }, "other");
  const zone = { cidr_block: "10.99.1.0/24", availability_zone: one.subnets[0]!.zone };
  const subnet = g.add("aws_subnet", { vpc_id: id(vpc), ...zone }, "other");
  const group = g.wideGroup(vpc);
  g.instance(subnet, [group]);
  g.allow("egress", one.group, { cidr_ipv4: "10.99.0.0/16" });
  g.openAcl(one.acl, "10.99.0.0/16");
  return { one, other: { vpc, subnet, group } };
}

const toOther = ({ one, other }: ReturnType<typeof besideOther>): string =>
  excess(one.name, `${other.subnet} × ${other.group}`);

function mainTableOf(g: Ground, { vpc }: Other): Address {
  return g.add("aws_default_route_table", { default_route_table_id: id(vpc, "default_route_table_id") });
}

function speaksOutside(g: Ground, name: string): boolean {
  const outside = g.segments.filter(({ placement }) => placement === "outside");
  return outside.some(({ name: other }) => g.speaks(name, other) || g.speaks(other, name));
}

/** A segment that may ask a network at the site, once its tables learn the way there. */
function beforeSite(g: Ground): { readonly one: Own; readonly propagations: readonly Address[] } {
  const one = g.pick(g.own.filter(({ name }) => !speaksOutside(g, name)));
  g.add("aws_vpn_connection_route", {
    destination_cidr_block: "192.168.0.0/16",
    vpn_connection_id: id("aws_vpn_connection.site"),
  });
  g.allow("egress", one.group, { cidr_ipv4: "192.168.0.0/16" });
  g.openAcl(one.acl, "192.168.0.0/16");
  const tables = one.subnets.map(({ table }) => id(table));
  const propagations = g
    .all("aws_vpn_gateway_route_propagation")
    .filter((address) => tables.includes(g.at(address)["route_table_id"] as string));
  for (const each of propagations) g.remove(each);
  return { one, propagations };
}

function associationOf(g: Ground, subnet: Address): Address {
  return g.all("aws_route_table_association").find((each) => g.at(each)["subnet_id"] === id(subnet))!;
}

/** IPv6 of the same: a segment that may ask public addresses, and be asked. */
function unrouted6(g: Ground): Own {
  const one = unasking(g);
  g.allow("egress", one.group, { cidr_ipv6: allPublic6 }, https);
  g.allow("ingress", one.group, { cidr_ipv6: allPublic6 });
  g.openAcl(one.acl, allPublic6);
  return one;
}

export const wayPlants: readonly Plant[] = [
  {
    title: "a default route to a NAT gateway",
    lay: (g) => {
      const one = unrouted(g);
      const target = { nat_gateway_id: id(g.natGateway()) };
      return () => ({ id: excess(one.name, "internet"), names: g.routes(one, "0.0.0.0/0", target) });
    },
  },
  {
    title: "a default route in two halves",
    lay: (g) => {
      const one = unrouted(g);
      const target = { nat_gateway_id: id(g.natGateway()) };
      return () => {
        g.routes(one, "128.0.0.0/1", target);
        return { id: excess(one.name, "internet"), names: g.routes(one, "0.0.0.0/1", target) };
      };
    },
  },
  {
    title: "a route by a prefix list that covers the internet",
    lay: (g) => {
      const one = unrouted(g);
      const target = { nat_gateway_id: id(g.natGateway()) };
      const entry = [{ cidr: "0.0.0.0/1" }, { cidr: "128.0.0.0/1" }];
      const list = g.add("aws_ec2_managed_prefix_list", { name: "all", address_family: "IPv4", max_entries: 2, entry });
      return () => {
        const [route] = one.subnets.map(({ table }) =>
          g.add("aws_route", { route_table_id: id(table), destination_prefix_list_id: id(list), ...target }),
        );
        return { id: excess(one.name, "internet"), names: route! };
      };
    },
  },
  {
    title: "a route written inside the main table, and subnets left to it",
    lay: (g) => {
      const one = unrouted(g);
      const nat = g.natGateway();
      const [main] = g.all("aws_default_route_table");
      return () => {
        for (const { subnet } of one.subnets) g.remove(associationOf(g, subnet));
        g.at(main!)["route"] = [{ cidr_block: "0.0.0.0/0", nat_gateway_id: id(nat) }];
        return { id: excess(one.name, "internet"), names: `${main!}.route[0]` };
      };
    },
  },
  {
    title: "a subnet given another segment's route table",
    wish: { internet: "some" },
    lay: (g) => {
      const one = unrouted(g);
      // The NAT gateways' own ACL lets in who asked; the one that is planted here lets in anybody.
      const nat = g.natGateway();
      const table = g.add("aws_route_table", { vpc_id: id(g.vpc) });
      const route = g.route(table, "0.0.0.0/0", { nat_gateway_id: id(nat) });
      return () => {
        const [first] = one.subnets;
        g.at(associationOf(g, first!.subnet))["route_table_id"] = id(table);
        return { id: excess(one.name, "internet"), names: route };
      };
    },
  },
  {
    title: "a default route to an internet gateway, for a machine with a public address",
    lay: (g) => {
      const one = unrouted(g);
      g.instance(one.subnets[0]!.subnet, [one.group], { associate_public_ip_address: true });
      const gateway = g.internetGateway();
      return () => ({
        id: excess(one.name, "internet"),
        names: g.routes(one, "0.0.0.0/0", { gateway_id: id(gateway) }),
      });
    },
  },
  {
    title: "a public address for an interface, where a route to the internet was",
    lay: (g) => {
      const one = unrouted(g);
      const card = g.add("aws_network_interface", {
        subnet_id: id(one.subnets[0]!.subnet),
        security_groups: [id(one.group)],
      });
      const route = g.routes(one, "0.0.0.0/0", { gateway_id: id(g.internetGateway()) });
      return () => {
        g.add("aws_eip", { domain: "vpc", network_interface: id(card) });
        return { id: excess(one.name, "internet"), names: route };
      };
    },
  },
  {
    title: "an IPv6 route to an internet gateway",
    wish: { ipv6: true },
    lay: (g) => {
      const one = unrouted6(g);
      const gateway = g.internetGateway();
      return () => ({ id: excess(one.name, "internet"), names: g.routes(one, "::/0", { gateway_id: id(gateway) }) });
    },
  },
  {
    title: "an IPv6 route to an egress-only gateway",
    wish: { ipv6: true },
    lay: (g) => {
      const one = unrouted6(g);
      const gateway = g.add("aws_egress_only_internet_gateway", { vpc_id: id(g.vpc) });
      return () => ({
        id: excess(one.name, "internet"),
        names: g.routes(one, "::/0", { egress_only_gateway_id: id(gateway) }),
      });
    },
  },
  {
    title: "a propagation from a VPN gateway",
    wish: { joined: "vpn" },
    lay: (g) => {
      const { one, propagations } = beforeSite(g);
      return () => {
        const [first] = propagations.map((_, index) =>
          g.add("aws_vpn_gateway_route_propagation", {
            route_table_id: id(one.subnets[index]!.table),
            vpn_gateway_id: id("aws_vpn_gateway.site"),
          }),
        );
        return { id: excess(one.name, "aws_vpn_connection.site"), names: first! };
      };
    },
  },
  {
    title: "a route to a VPN gateway",
    wish: { joined: "vpn" },
    lay: (g) => {
      const { one } = beforeSite(g);
      return () => ({
        id: excess(one.name, "aws_vpn_connection.site"),
        names: g.routes(one, "192.168.0.0/16", { gateway_id: id("aws_vpn_gateway.site") }),
      });
    },
  },
  {
    title: "a peering, and routes both ways",
    // Otherwise the segments outside are taken to reach the other VPC too.
    wish: { joined: "vpn" },
    lay: (g) => {
      const ground = besideOther(g);
      const vpc = g.all("aws_vpc").find((each) => each !== ground.other.vpc)!;
      const main = mainTableOf(g, ground.other);
      return () => {
        const peering = g.add("aws_vpc_peering_connection", {
          vpc_id: id(vpc),
          peer_vpc_id: id(ground.other.vpc),
          auto_accept: true,
        });
        const target = { vpc_peering_connection_id: id(peering) };
        g.route(main, "10.40.0.0/16", target);
        return { id: toOther(ground), names: g.routes(ground.one, "10.99.0.0/16", target) };
      };
    },
  },
  {
    title: "a transit gateway, and routes both ways",
    // Otherwise the segments outside are taken to reach the other VPC too.
    wish: { joined: "vpn" },
    lay: (g) => {
      const ground = besideOther(g);
      const vpc = g.all("aws_vpc").find((each) => each !== ground.other.vpc)!;
      const main = mainTableOf(g, ground.other);
      const transit = g.add("aws_ec2_transit_gateway", {});
      // Attachments in subnets of their own, whose ACLs stop nothing.
      const door = (in_: Address, cidr_block: string): Address => {
        const { zone } = ground.one.subnets[0]!;
        const subnet = g.add("aws_subnet", { vpc_id: id(in_), cidr_block, availability_zone: zone });
        g.openAcl(g.add("aws_network_acl", { vpc_id: id(in_), subnet_ids: [id(subnet)] }), "0.0.0.0/0");
        return subnet;
      };
      for (const [in_, subnet] of [
        [vpc, door(vpc, "10.40.254.0/28")],
        [ground.other.vpc, door(ground.other.vpc, "10.99.254.0/28")],
      ] as const)
        g.add("aws_ec2_transit_gateway_vpc_attachment", {
          transit_gateway_id: id(transit),
          vpc_id: id(in_),
          subnet_ids: [id(subnet)],
        });
      const target = { transit_gateway_id: id(transit) };
      g.route(main, "10.40.0.0/16", target);
      return () => ({ id: toOther(ground), names: g.routes(ground.one, "10.99.0.0/16", target) });
    },
  },
];

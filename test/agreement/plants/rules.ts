/** Rules of security groups that open what nobody declared. */
import { anything, id, tcp, type Config, type Ground, type Own } from "../ground";
import { excess, type Plant } from "./plant";

/** An inline rule, as the provider's old form has it. */
const inline = (ports: { from_port?: number; to_port?: number }, more: Config): Config => ({
  protocol: "tcp",
  from_port: 0,
  to_port: 0,
  ...ports,
  ...more,
});

/** Two segments that nothing joins, with ACLs that let everything through, and the asking one's group open for SSH. */
function askingOnly(g: Ground): readonly [Own, Own] {
  const [a, b] = g.closedPair();
  g.openBetween(a, b);
  g.allow("egress", a.group, { cidr_ipv4: b.block });
  return [a, b];
}

export const rulePlants: readonly Plant[] = [
  {
    title: "a rule opened at both ends",
    lay: (g) => {
      const [a, b] = g.pair();
      g.openBetween(a, b);
      return () => ({ id: excess(a.name, b.name), names: g.join(a, b) });
    },
  },
  {
    title: "a broadened range of ports",
    lay: (g) => {
      g.openBetween(g.segment("wards"), g.segment("server"));
      const [out, into] = (["egress", "ingress"] as const).map((way) => g.rule(way, "wards", "server", "dicom-tls"));
      g.at(out!)["to_port"] = 2763;
      return () => {
        g.at(into!)["to_port"] = 2763;
        return { id: excess("wards", "server"), names: into! };
      };
    },
  },
  {
    title: "protocol -1 where one port was",
    lay: (g) => {
      g.openBetween(g.segment("wards"), g.segment("server"));
      const rules = (["egress", "ingress"] as const).map((way) => g.rule(way, "wards", "server", "dicom-tls"));
      return () => {
        for (const rule of rules) {
          const { from_port: _, to_port: __, ...rest } = g.at(rule);
          const [type, name] = rule.split(".");
          g.add(type!, { ...rest, ip_protocol: "-1" }, name);
        }
        return { id: excess("wards", "server"), names: rules[1]! };
      };
    },
  },
  {
    title: "protocol -1 among the machines of one segment",
    lay: (g) => {
      const one = g.pick(g.own);
      g.allow("egress", one.group, { referenced_security_group_id: id(one.group) }, anything);
      return () => ({
        id: excess(one.name, one.name),
        names: g.allow("ingress", one.group, { referenced_security_group_id: id(one.group) }, anything),
      });
    },
  },
  {
    title: "a broadened block",
    wish: { joined: "vpn" },
    lay: (g) => {
      const wide = "172.16.0.0/12";
      g.add("aws_vpn_connection_route", {
        destination_cidr_block: wide,
        vpn_connection_id: id("aws_vpn_connection.site"),
      });
      for (const way of ["ingress", "egress"] as const) g.entry(g.segment("server").acl, way, wide);
      const rule = g.rule("ingress", "campus", "server", "https");
      return () => {
        g.at(rule)["cidr_ipv4"] = wide;
        return { id: excess("aws_vpn_connection.site", "server"), names: rule };
      };
    },
  },
  {
    title: "a rule that names a wider group",
    lay: (g) => {
      const server = g.segment("server");
      const wards = g.segment("wards");
      const strangers = g.own.filter(({ name }) => name !== "server" && !g.speaks(name, "server"));
      const other = g.pick(strangers);
      g.openBetween(other, server);
      const everyone = g.add("aws_security_group", { vpc_id: id(g.vpc) });
      for (const { subnets, group } of [wards, other])
        for (const { subnet } of subnets) g.instance(subnet, [group, everyone]);
      g.allow("egress", everyone, { referenced_security_group_id: id(server.group) }, tcp(2762));
      const rule = g.rule("ingress", "wards", "server", "dicom-tls");
      return () => {
        g.at(rule)["referenced_security_group_id"] = id(everyone);
        return { id: excess(other.name, "server"), names: rule };
      };
    },
  },
  {
    title: "egress opened to everything",
    lay: (g) => {
      const [a, b] = g.closedPair();
      g.openBetween(a, b);
      g.allow("ingress", b.group, { cidr_ipv4: "10.40.0.0/16" });
      return () => ({
        id: excess(a.name, b.name),
        names: g.allow("egress", a.group, { cidr_ipv4: "0.0.0.0/0" }, anything),
      });
    },
    loud: true,
  },
  {
    title: "an IPv6 rule",
    wish: { ipv6: true },
    lay: (g) => {
      const [a, b] = g.closedPair();
      for (const [one, other] of [
        [a, b],
        [b, a],
      ] as const)
        for (const { subnet } of other.subnets) g.openAcl(one.acl, g.at(subnet)["ipv6_cidr_block"] as string);
      for (const { subnet } of b.subnets) g.allow("egress", a.group, { cidr_ipv6: g.at(subnet)["ipv6_cidr_block"] });
      return () => ({ id: excess(a.name, b.name), names: g.allow("ingress", b.group, { cidr_ipv6: "::/0" }) });
    },
  },
  {
    title: "a rule for itself, and behind it one for everything",
    lay: (g) => {
      const [a, b] = askingOnly(g);
      const group = g.add("aws_security_group", { vpc_id: id(g.vpc) });
      for (const { subnet } of b.subnets) g.instance(subnet, [group]);
      return () => {
        g.at(group)["ingress"] = [
          inline({ from_port: 443, to_port: 443 }, { self: true }),
          inline({ from_port: 22, to_port: 22 }, { cidr_blocks: ["0.0.0.0/0"] }),
        ];
        return { id: excess(a.name, b.name), names: `${group}.ingress[1]` };
      };
    },
  },
  {
    title: "a rule written inside the segment's own group",
    lay: (g) => {
      const [a, b] = askingOnly(g);
      return () => {
        g.at(b.group)["ingress"] = [inline({ from_port: 22, to_port: 22 }, { cidr_blocks: [a.block] })];
        return { id: excess(a.name, b.name), names: `${b.group}.ingress[0]` };
      };
    },
  },
  {
    title: "rules inside a group from a dynamic block",
    lay: (g) => {
      const [a, b] = askingOnly(g);
      return () => {
        g.at(b.group)["dynamic"] = {
          ingress: [
            {
              for_each: [80, 22],
              content: [
                inline({}, { from_port: "${ingress.value}", to_port: "${ingress.value}", cidr_blocks: [a.block] }),
              ],
            },
          ],
        };
        return { id: excess(a.name, b.name), names: `${b.group}.ingress[1]` };
      };
    },
  },
  {
    title: "a rule of the old form",
    lay: (g) => {
      const [a, b] = askingOnly(g);
      return () => ({
        id: excess(a.name, b.name),
        names: g.add("aws_security_group_rule", {
          type: "ingress",
          security_group_id: id(b.group),
          source_security_group_id: id(a.group),
          ...inline({ from_port: 22, to_port: 22 }, {}),
        }),
      });
    },
  },
  {
    title: "one rule of several by count",
    lay: (g) => {
      const [a, b] = askingOnly(g);
      return () => ({
        id: excess(a.name, b.name),
        names: `${g.allow("ingress", b.group, { count: 2, cidr_ipv4: `\${element(["192.0.2.0/24", "${a.block}"], count.index)}` })}[1]`,
      });
    },
  },
  {
    title: "one rule of several by for_each",
    lay: (g) => {
      const [a, b] = askingOnly(g);
      return () => ({
        id: excess(a.name, b.name),
        names: `${g.allow("ingress", b.group, { for_each: `\${toset(["192.0.2.0/24", "${a.block}"])}`, cidr_ipv4: "${each.value}" })}["${a.block}"]`,
      });
    },
  },
  {
    title: "ping",
    lay: (g) => {
      const [a, b] = g.closedPair();
      g.openBetween(a, b);
      return () => ({
        id: excess(a.name, b.name),
        names: g.join(a, b, { ip_protocol: "icmp", from_port: 8, to_port: 0 }),
      });
    },
  },
  {
    title: "a protocol by its number",
    lay: (g) => {
      const [a, b] = g.closedPair();
      g.openBetween(a, b);
      return () => ({ id: excess(a.name, b.name), names: g.join(a, b, { ip_protocol: "47" }) });
    },
  },
  {
    title: "a prefix list that covers the segment among others",
    lay: (g) => {
      const [a, b] = askingOnly(g);
      const list = g.add("aws_ec2_managed_prefix_list", {
        name: "all",
        address_family: "IPv4",
        max_entries: 5,
        entry: [{ cidr: "192.0.2.0/24" }, { cidr: "0.0.0.0/0" }],
      });
      return () => ({ id: excess(a.name, b.name), names: g.allow("ingress", b.group, { prefix_list_id: id(list) }) });
    },
  },
  {
    title: "the default group opened, with machines that name no group",
    lay: (g) => {
      const [a, b] = g.closedPair();
      g.openBetween(a, b);
      for (const { subnet } of [...a.subnets, ...b.subnets]) g.instance(subnet, []);
      const [group] = g.all("aws_default_security_group");
      return () => {
        for (const way of ["ingress", "egress"] as const)
          g.at(group!)[way] = [{ ...inline({}, { cidr_blocks: ["0.0.0.0/0"] }), protocol: "-1" }];
        return { id: excess(a.name, b.name), names: `${group!}.ingress[0]` };
      };
    },
  },
];

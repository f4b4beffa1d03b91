/** Machines, and what stands for machines, that bring filters or addresses of their own. */
import { id, tcp, type Address, type Ground, type Own } from "../ground";
import { excess, type Plant } from "./plant";

/** A segment that may ask another for SSH, whose group lets nobody in. */
function asking(g: Ground): readonly [Own, Own] {
  const [a, b] = g.closedPair();
  g.openBetween(a, b);
  g.allow("egress", a.group, { cidr_ipv4: b.block });
  return [a, b];
}

/** One of them in each subnet of the segment; what lets in is the group's own rule. */
function opened(title: string, place: (g: Ground, subnet: Address, group: Address, to: Own) => void): Plant {
  return {
    title,
    lay: (g) => {
      const [a, b] = asking(g);
      return () => {
        const group = g.wideGroup();
        for (const { subnet } of b.subnets) place(g, subnet, group, b);
        return { id: excess(a.name, b.name), names: `${group}.ingress[0]` };
      };
    },
  };
}

export const machinePlants: readonly Plant[] = [
  opened("a machine with a wide group of its own", (g, subnet, group) => g.instance(subnet, [group])),
  opened("a wide group beside the segment's on an interface", (g, subnet, group, { group: own }) =>
    g.add("aws_network_interface", { subnet_id: id(subnet), security_groups: [id(own), id(group)] }),
  ),
  opened("a wide group attached to an interface", (g, subnet, group, { group: own }) => {
    const card = g.add("aws_network_interface", { subnet_id: id(subnet), security_groups: [id(own)] });
    g.add("aws_network_interface_sg_attachment", { security_group_id: id(group), network_interface_id: id(card) });
  }),
  opened("a wide group attached to a machine's first interface", (g, subnet, group, { group: own }) => {
    const machine = g.instance(subnet, [own]);
    g.add("aws_network_interface_sg_attachment", {
      security_group_id: id(group),
      network_interface_id: id(machine, "primary_network_interface_id"),
    });
  }),
  opened("a function with a wide group", (g, subnet, group) =>
    g.add("aws_lambda_function", {
      function_name: "planted",
      role: "arn:aws:iam::123456789012:role/planted",
      vpc_config: [{ subnet_ids: [id(subnet)], security_group_ids: [id(group)] }],
    }),
  ),
  opened("a database with a wide group", (g, subnet, group) => {
    const subnets = g.add("aws_db_subnet_group", {
      name: `planted-${subnet.slice(-8).toLowerCase()}`,
      subnet_ids: [id(subnet)],
    });
    g.add("aws_db_instance", {
      instance_class: "db.t3.micro",
      db_subnet_group_name: id(subnets, "name"),
      vpc_security_group_ids: [id(group)],
    });
  }),
  opened("an endpoint of a service with a wide group", (g, subnet, group) =>
    g.add("aws_vpc_endpoint", {
      vpc_id: id(g.vpc),
      vpc_endpoint_type: "Interface",
      service_name: "com.amazonaws.vpce.us-east-1.vpce-svc-1",
      subnet_ids: [id(subnet)],
      security_group_ids: [id(group)],
    }),
  ),
  opened("a load balancer without groups", (g, subnet, group) => {
    g.instance(subnet, [group]);
    g.add("aws_lb", { load_balancer_type: "network", internal: true, subnets: [id(subnet)] });
  }),
  {
    title: "a load balancer that faces the internet",
    lay: (g) => {
      const one = g.pick(g.own);
      g.openAcl(one.acl, "0.0.0.0/0");
      const gateway = g.internetGateway();
      return () => {
        const group = g.wideGroup();
        g.add("aws_lb", { subnets: one.subnets.map(({ subnet }) => id(subnet)), security_groups: [id(group)] });
        g.routes(one, "0.0.0.0/0", { gateway_id: id(gateway) });
        return { id: excess("internet", one.name), names: `${group}.ingress[0]` };
      };
    },
    // An ACL open to everything lets a segment that asks for the internet ask its neighbours outside.
    loud: true,
  },
  {
    title: "a gateway endpoint in a segment's tables",
    lay: (g) => {
      const asked = new Set(g.design.private.map(({ from }) => from as string));
      const one = g.pick(g.own.filter(({ name }) => !asked.has(name)));
      g.openAcl(one.acl, "8.0.0.0/8");
      return () => {
        const endpoint = g.add("aws_vpc_endpoint", {
          vpc_id: id(g.vpc),
          service_name: "com.amazonaws.us-east-1.dynamodb",
          route_table_ids: one.subnets.map(({ table }) => id(table)),
        });
        g.openAcl(one.acl, "0.0.0.0/0");
        const peer = { prefix_list_id: id(endpoint, "prefix_list_id") };
        return { id: excess(one.name, endpoint), names: g.allow("egress", one.group, peer, tcp(80)) };
      };
    },
  },
  {
    title: "a second block of the VPC, with a machine that a rule lets in",
    lay: (g) => {
      const one = g.pick(g.own);
      g.openAcl(one.acl, "100.64.7.0/24");
      const rule = g.allow("ingress", one.group, { cidr_ipv4: "100.64.7.0/24" });
      return () => {
        const vpc_id = id(g.vpc);
        g.add("aws_vpc_ipv4_cidr_block_association", { vpc_id, cidr_block: "100.64.0.0/16" });
        const subnet = g.add("aws_subnet", { vpc_id, cidr_block: "100.64.7.0/24", availability_zone: "us-east-1a" });
        g.openAcl(g.add("aws_network_acl", { vpc_id, subnet_ids: [id(subnet)] }), "0.0.0.0/0");
        const group = g.wideGroup();
        g.instance(subnet, [group]);
        return { id: excess(`${subnet} × ${group}`, one.name), names: rule };
      };
    },
  },
];

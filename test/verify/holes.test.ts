/** Configurations as modules write them, of which the proof once said that nothing passes although AWS may let it. */
import { Proof, internetId } from "../../lib/verify";
import { factsOf } from "../terraform/read";
import { a, any, base, both, machine, mayEnter, open, shut, vpc, way, type Body, type Kinds } from "./open-network";

const { vpc_security_group_ids: _, ...bare } = machine;
const card = (security_groups: unknown): Body => ({ subnet_id: a, security_groups });
const cards = {
  aws_network_interface: { pub: card([open]), mgmt: { ...card([shut]), subnet_id: "${aws_subnet.b.id}" } },
};
const named = { aws_db_subnet_group: { g: { name: "g", subnet_ids: [a] } } };
const rule = (x: Body): Kinds => ({
  aws_security_group: { x: { ...vpc, ...x } },
  aws_instance: { a: { ...machine, vpc_security_group_ids: ["${aws_security_group.x.id}"] } },
});
const template = {
  aws_launch_template: { t: { vpc_security_group_ids: [shut] }, o: { vpc_security_group_ids: [open] } },
};
const group = (x: Body): Kinds => ({ aws_autoscaling_group: { c: { vpc_zone_identifier: [a], ...x } } });
const spec = (name: string) => [{ launch_template_id: `\${aws_launch_template.${name}.id}` }];

test.each<[string, string, Kinds, Kinds?]>([
  ["security_groups of an instance", "aws_instance.a", { aws_instance: { a: { ...bare, security_groups: [open] } } }],
  [
    "groups by a launch template",
    "aws_instance.a",
    { aws_instance: { a: { ...bare, launch_template: [{ id: "${aws_launch_template.o.id}" }] } }, ...template },
  ],
  [
    "try of what may not exist",
    "aws_instance.a",
    {
      aws_security_group: { own: { count: "${var.u ? 1 : 0}", ...vpc } },
      aws_instance: {
        a: { ...machine, vpc_security_group_ids: ["${try(aws_security_group.own[0].id, aws_security_group.open.id)}"] },
      },
    },
  ],
  [
    "a choice of lists that are open",
    "aws_instance.a",
    rule({
      ingress: [{ ...any, cidr_blocks: '${var.u ? [for c in ["0.0.0.0/0"] : c if var.f] : []}', ipv6_cidr_blocks: [] }],
    }),
  ],
  [
    "a key with another value in each choice",
    "aws_instance.a",
    {
      ...rule({}),
      aws_security_group_rule: {
        r: {
          for_each: '${var.u ? {a = "0.0.0.0/0"} : {a = "192.0.2.0/24"}}',
          type: "ingress",
          security_group_id: "${aws_security_group.x.id}",
          protocol: "-1",
          from_port: 0,
          to_port: 0,
          cidr_blocks: ["${each.value}"],
        },
      },
    },
  ],
  [
    "known blocks in what is not known",
    "aws_instance.a",
    {
      ...cards,
      ...rule({
        ingress: [
          {
            ...any,
            cidr_blocks: '${sort(["0.0.0.0/0", "${aws_network_interface.pub.private_ip}/32"])}',
            ipv6_cidr_blocks: [],
          },
        ],
      }),
    },
  ],
  [
    "the first interface is not the first block",
    "aws_network_interface.pub",
    {
      ...cards,
      aws_instance: {
        a: {
          network_interface: [
            { device_index: 1, network_interface_id: "${aws_network_interface.mgmt.id}" },
            { device_index: 0, network_interface_id: "${aws_network_interface.pub.id}" },
          ],
        },
      },
      aws_eip: { e: { instance: "${aws_instance.a.id}" } },
    },
  ],
  [
    "the first interface is a choice",
    "aws_network_interface.pub",
    {
      ...cards,
      aws_instance: {
        a: {
          network_interface: [
            {
              device_index: 0,
              network_interface_id: "${var.u ? aws_network_interface.mgmt.id : aws_network_interface.pub.id}",
            },
          ],
        },
      },
      aws_eip: { e: { instance: "${aws_instance.a.id}" } },
    },
  ],
  [
    "an Elastic IP of either",
    "aws_instance.a",
    {
      ...cards,
      aws_instance: { a: { ...machine, associate_public_ip_address: false } },
      aws_eip: {
        e: {
          network_interface: "${var.u ? aws_network_interface.pub.id : null}",
          instance: "${var.u ? null : aws_instance.a.id}",
        },
      },
    },
  ],
  [
    "an Elastic IP of a spot instance",
    "aws_spot_instance_request.a",
    {
      aws_spot_instance_request: { a: { ...machine, associate_public_ip_address: false } },
      aws_eip: { e: { instance: "${aws_spot_instance_request.a.spot_instance_id}" } },
    },
  ],
  [
    "a public instance of a cluster",
    "aws_rds_cluster.c",
    {
      ...named,
      aws_rds_cluster: { c: { db_subnet_group_name: "${aws_db_subnet_group.g.name}", vpc_security_group_ids: [open] } },
      aws_rds_cluster_instance: { i: { cluster_identifier: "${aws_rds_cluster.c.id}", publicly_accessible: true } },
    },
  ],
  [
    "public brokers of MSK",
    "aws_msk_cluster.c",
    {
      aws_msk_cluster: {
        c: {
          broker_node_group_info: [
            {
              client_subnets: [a],
              security_groups: [open],
              connectivity_info: [{ public_access: [{ type: "SERVICE_PROVIDED_EIPS" }] }],
            },
          ],
        },
      },
    },
  ],
  [
    "a public MQ broker",
    "aws_mq_broker.c",
    { aws_mq_broker: { c: { subnet_ids: [a], security_groups: [open], publicly_accessible: true } } },
  ],
  [
    "Redshift, public unless it says no",
    "aws_redshift_cluster.c",
    {
      aws_redshift_subnet_group: { g: { name: "g", subnet_ids: [a] } },
      aws_redshift_cluster: {
        c: { cluster_subnet_group_name: "${aws_redshift_subnet_group.g.name}", vpc_security_group_ids: [open] },
      },
    },
  ],
  [
    "Elastic IPs of a transfer server",
    "aws_transfer_server.c",
    {
      aws_eip: { e: {} },
      aws_transfer_server: {
        c: {
          endpoint_details: [
            { ...vpc, subnet_ids: [a], security_group_ids: [open], address_allocation_ids: ["${aws_eip.e.id}"] },
          ],
        },
      },
    },
  ],
  [
    "machines of a batch environment",
    "aws_batch_compute_environment.c",
    { aws_batch_compute_environment: { c: { compute_resources: [{ subnets: [a], security_group_ids: [open] }] } } },
  ],
  [
    "nodes have groups beside remote_access",
    "aws_eks_node_group.n",
    { aws_eks_node_group: { n: { subnet_ids: [a], remote_access: [{ source_security_group_ids: [shut] }] } } },
  ],
  [
    "core nodes of EMR",
    "aws_emr_cluster.c",
    {
      aws_emr_cluster: {
        c: {
          ec2_attributes: [
            { subnet_id: a, emr_managed_master_security_group: shut, emr_managed_slave_security_group: open },
          ],
        },
      },
    },
  ],
  [
    "a template that is looked up",
    "aws_autoscaling_group.c",
    group({ launch_template: [{ id: "${data.aws_launch_template.t.id}" }] }),
    { aws_launch_template: { t: { name: "x" } } },
  ],
  [
    "a template of an override",
    "aws_autoscaling_group.c",
    {
      ...template,
      ...group({
        mixed_instances_policy: [
          {
            launch_template: [
              { launch_template_specification: spec("t"), override: [{ launch_template_specification: spec("o") }] },
            ],
          },
        ],
      }),
    },
  ],
  [
    "an ACL of one of many",
    "aws_instance.a",
    {
      aws_subnet: {
        x: { count: "${var.n}", ...vpc, cidr_block: "${cidrsubnet(aws_vpc.v.cidr_block, 8, count.index + 10)}" },
      },
      aws_network_acl: { s: vpc },
      aws_network_acl_association: {
        s: { subnet_id: "${aws_subnet.x[0].id}", network_acl_id: "${aws_network_acl.s.id}" },
      },
      aws_instance: { a: { ...machine, subnet_id: "${aws_subnet.x[1].id}" } },
    },
  ],
  [
    "subnets that are looked up",
    "aws_lb.l",
    { aws_lb: { l: { subnets: "${data.aws_subnets.p.ids}", security_groups: [open] } } },
    { aws_subnets: { p: {} } },
  ],
  [
    "a gateway that no input describes",
    "aws_instance.a",
    {
      ...way({ cidr_block: "0.0.0.0/0", gateway_id: "igw-0123456789abcdef0" }),
      aws_internet_gateway: { i: {} },
      aws_instance: { a: machine },
    },
  ],
  [
    "a VPC that is looked up",
    "aws_instance.a",
    {
      aws_subnet: { a: { vpc_id: "${data.aws_vpc.d.id}", cidr_block: "172.31.0.0/20" } },
      aws_instance: { a: machine },
    },
    { aws_vpc: { d: { default: true } } },
  ],
  [
    "a VPC by its id",
    "aws_instance.a",
    {
      aws_subnet: { a: { vpc_id: "vpc-0123456789abcdef0", cidr_block: "172.31.0.0/20" } },
      aws_instance: { a: machine },
    },
  ],
])("%s", (_, ...[to, more, data]) => {
  expect(mayEnter(to, more, data)).toBe("all");
});

describe("IPv6", () => {
  const six: Kinds = {
    aws_vpc: { v: { cidr_block: "10.0.0.0/16", ipv6_cidr_block: "2600:1f00::/56", ipv6_ipam_pool_id: "ipam-pool-1" } },
    aws_subnet: {
      a: {
        ...vpc,
        cidr_block: "10.0.0.0/24",
        ipv6_cidr_block: "2600:1f00::/64",
        assign_ipv6_address_on_creation: true,
      },
    },
    ...way({ ipv6_cidr_block: "::/0", gateway_id: "${aws_internet_gateway.i.id}" }),
  };
  const hidden = { ...machine, associate_public_ip_address: false };
  test.each<[string, Kinds]>([
    ["an IPv4 address alone is named", { aws_instance: { a: { ...hidden, private_ip: "10.0.0.5" } } }],
    ["none is asked for", { aws_instance: { a: { ...hidden, ipv6_address_count: 0 } } }],
    ["no list is given", { aws_instance: { a: { ...hidden, ipv6_addresses: [] } } }],
    [
      "the block is associated beside the VPC",
      {
        aws_vpc: base["aws_vpc"]!,
        aws_vpc_ipv6_cidr_block_association: { s: { ...vpc, ipv6_cidr_block: "2600:1f00::/56" } },
        aws_instance: { a: hidden },
      },
    ],
    [
      "a route of one family or the other",
      {
        ...way({
          cidr_block: '${var.u ? null : "0.0.0.0/0"}',
          ipv6_cidr_block: '${var.u ? "::/0" : null}',
          gateway_id: "${aws_internet_gateway.i.id}",
        }),
        aws_instance: { a: hidden },
      },
    ],
  ])("%s", (_, more) => {
    expect(mayEnter("aws_instance.a", { ...six, ...more })).toBe("all");
  });
});

test("a part of a list whose changes Terraform ignores may be another", () => {
  const lifecycle = (path: string): Kinds =>
    rule({
      ingress: [{ ...any, cidr_blocks: ["192.0.2.0/24"], ipv6_cidr_blocks: [] }],
      lifecycle: { ignore_changes: [path] },
    });
  expect(mayEnter("aws_instance.a", lifecycle("tags"))).toBe("nothing");
  expect(mayEnter("aws_instance.a", lifecycle("ingress[0].cidr_blocks"))).toBe("all");
});

describe("public access", () => {
  const blocked = (block: Body, more: Body = {}): string => {
    const resource = {
      ...base,
      aws_vpc: { v: { cidr_block: "10.0.0.0/16", ...more } },
      aws_instance: { a: machine },
      aws_vpc_block_public_access_options: { o: { internet_gateway_block_mode: "block-bidirectional", ...block } },
    };
    const region = "us-east-1";
    const provider = {
      aws: [{ region }, { alias: "b", region, assume_role: [{ role_arn: "arn:aws:iam::2:role/r" }] }],
    };
    const proof = new Proof(factsOf(resource, { provider }));
    return String(proof.between(proof.findPlace(internetId), proof.tryFindPlaceOf("aws_instance.a")!).may);
  };

  test("that another account blocks is not blocked here", () => {
    expect(blocked({})).toBe("nothing");
    expect(blocked({ provider: "aws.b" })).toBe("all");
    expect(blocked({ provider: "aws.b", aws_account_id: "1" }, { owner_id: "1" })).toBe("nothing");
    expect(blocked({ aws_account_id: "1" }, { owner_id: "2" })).toBe("all");
  });
});

test("what OpenTofu does not enable closes nothing", () => {
  const denied = (enabled: unknown): Kinds => ({
    aws_instance: { a: machine },
    aws_network_acl: { n: { ...vpc, subnet_ids: [a], ingress: [], egress: [], lifecycle: { enabled } } },
  });
  expect(mayEnter("aws_instance.a", denied(true))).toBe("nothing");
  expect(mayEnter("aws_instance.a", denied(false))).toBe("all");
  expect(mayEnter("aws_instance.a", denied("${var.u}"))).toBe("all");
});

test("groups whose changes Terraform ignores may be others", () => {
  const closed = (ignore_changes: unknown): Kinds => ({
    aws_instance: { a: { ...machine, vpc_security_group_ids: [shut], lifecycle: { ignore_changes } } },
  });
  expect(mayEnter("aws_instance.a", closed(["ami", "tags"]))).toBe("nothing");
  expect(mayEnter("aws_instance.a", closed(["vpc_security_group_ids"]))).toBe("all");
  expect(mayEnter("aws_instance.a", closed("all"))).toBe("all");
});

test("a load balancer may face the internet over IPv6 alone", () => {
  const balancer = { subnets: [a], security_groups: [open], ip_address_type: "dualstack-without-public-ipv4" };
  expect(mayEnter("aws_lb.l", { aws_lb: { l: balancer } })).toBe("nothing");
});

describe("on the way, a subnet or a list that no input describes", () => {
  const outside = "subnet-0123456789abcdef0";
  const machineOf = (subnet: string, more: Kinds, to: string): string => {
    const resource = {
      aws_vpc: { v: { cidr_block: "10.0.0.0/16" }, w: { cidr_block: "10.1.0.0/16" } },
      aws_subnet: {
        a: { ...vpc, cidr_block: "10.0.0.0/24" },
        b: { vpc_id: "${aws_vpc.w.id}", cidr_block: "10.1.0.0/24" },
      },
      aws_security_group: { open: { ...vpc, ...both }, far: { vpc_id: "${aws_vpc.w.id}", ...both } },
      aws_instance: {
        a: { subnet_id: subnet, vpc_security_group_ids: [open] },
        b: { subnet_id: "${aws_subnet.b.id}", vpc_security_group_ids: ["${aws_security_group.far.id}"] },
      },
      ...more,
    };
    const proof = new Proof(factsOf(resource));
    return String(proof.between(proof.tryFindPlaceOf("aws_instance.a")!, proof.tryFindPlaceOf(to)!).may);
  };

  test("of a NAT gateway", () => {
    const nat = {
      aws_nat_gateway: { n: { subnet_id: outside, allocation_id: "eipalloc-0123456789abcdef0" } },
      ...way({ cidr_block: "0.0.0.0/0", nat_gateway_id: "${aws_nat_gateway.n.id}" }),
    };
    expect(machineOf(a, nat, internetId)).toBe("all");
  });

  test("of an appliance", () => {
    const appliance = {
      aws_network_interface: { n: { subnet_id: outside, security_groups: [open], source_dest_check: false } },
      ...way({ cidr_block: "0.0.0.0/0", network_interface_id: "${aws_network_interface.n.id}" }),
    };
    expect(machineOf(a, appliance, internetId)).toBe("all");
  });

  test("of a transit gateway's route", () => {
    const attachment = (name: string, subnet: string): Body => ({
      transit_gateway_id: "${aws_ec2_transit_gateway.t.id}",
      vpc_id: `\${aws_vpc.${name}.id}`,
      subnet_ids: [subnet],
      transit_gateway_default_route_table_propagation: false,
    });
    const table = (name: string): Body => ({
      default_route_table_id: `\${aws_vpc.${name}.default_route_table_id}`,
      route: [{ cidr_block: "10.0.0.0/8", transit_gateway_id: "${aws_ec2_transit_gateway.t.id}" }],
    });
    const tgw = {
      aws_ec2_transit_gateway: { t: {} },
      aws_ec2_transit_gateway_vpc_attachment: { a: attachment("v", a), b: attachment("w", "${aws_subnet.b.id}") },
      aws_ec2_transit_gateway_prefix_list_reference: {
        r: {
          prefix_list_id: "pl-0123456789abcdef0",
          transit_gateway_route_table_id: "${aws_ec2_transit_gateway.t.association_default_route_table_id}",
          transit_gateway_attachment_id: "${aws_ec2_transit_gateway_vpc_attachment.b.id}",
        },
      },
      aws_ec2_transit_gateway_route: {
        back: {
          destination_cidr_block: "10.0.0.0/16",
          transit_gateway_route_table_id: "${aws_ec2_transit_gateway.t.association_default_route_table_id}",
          transit_gateway_attachment_id: "${aws_ec2_transit_gateway_vpc_attachment.a.id}",
        },
      },
      aws_default_route_table: { v: table("v"), w: table("w") },
    };
    expect(machineOf(a, tgw, "aws_instance.b")).toBe("all");
  });
});

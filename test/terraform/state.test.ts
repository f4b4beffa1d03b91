import { facts } from "./read";
import { everything, shown } from "./shown";

const state = {
  version: 4,
  terraform_version: "1.11.4",
  serial: 3,
  lineage: "x",
  outputs: {},
  resources: [
    {
      mode: "managed",
      type: "aws_vpc",
      name: "main",
      provider: "p",
      instances: [
        {
          attributes: {
            id: "vpc-00000001",
            arn: "arn:aws:ec2:us-east-1:1:vpc/vpc-00000001",
            cidr_block: "10.0.0.0/16",
            ipv6_cidr_block: "2600:1f18:1:aa00::/56",
            assign_generated_ipv6_cidr_block: true,
            default_security_group_id: "sg-0000000d",
            default_network_acl_id: "acl-0000000d",
            default_route_table_id: "rtb-0000000d",
            main_route_table_id: "rtb-0000000d",
            tags: { Name: "hospital" },
          },
        },
      ],
    },
    {
      mode: "managed",
      type: "aws_subnet",
      name: "s",
      provider: "p",
      instances: [
        {
          index_key: "a",
          attributes: {
            id: "subnet-0000000a",
            vpc_id: "vpc-00000001",
            cidr_block: "10.0.0.0/24",
            ipv6_cidr_block: "",
            availability_zone: "us-east-1a",
            map_public_ip_on_launch: false,
          },
        },
        {
          index_key: "b",
          deposed: "0badf00d",
          attributes: { id: "subnet-0000000b", vpc_id: "vpc-00000001", cidr_block: "10.0.1.0/24" },
        },
      ],
    },
    {
      mode: "managed",
      type: "aws_route_table",
      name: "t",
      provider: "p",
      instances: [
        {
          attributes: {
            id: "rtb-00000001",
            vpc_id: "vpc-00000001",
            propagating_vgws: [],
            route: [
              { cidr_block: "0.0.0.0/0", gateway_id: "igw-00000001", nat_gateway_id: "", ipv6_cidr_block: "" },
              { cidr_block: "10.7.0.0/16", gateway_id: "vgw-00000009" },
              { cidr_block: "10.0.0.0/16", gateway_id: "local" },
            ],
          },
        },
      ],
    },
    {
      mode: "managed",
      type: "aws_route",
      name: "r",
      provider: "p",
      instances: [
        {
          attributes: {
            id: "r-1",
            route_table_id: "rtb-00000001",
            destination_cidr_block: "0.0.0.0/0",
            gateway_id: "igw-00000001",
            state: "active",
            origin: "CreateRoute",
          },
        },
      ],
    },
    {
      mode: "managed",
      type: "aws_internet_gateway",
      name: "g",
      provider: "p",
      instances: [{ attributes: { id: "igw-00000001", vpc_id: "vpc-00000001" } }],
    },
    {
      mode: "managed",
      type: "aws_security_group",
      name: "g",
      provider: "p",
      module: "module.a[0]",
      instances: [
        {
          attributes: {
            id: "sg-00000001",
            vpc_id: "vpc-00000001",
            egress: [],
            ingress: [
              {
                from_port: 443,
                to_port: 443,
                protocol: "tcp",
                cidr_blocks: ["10.0.0.0/16", "10.9.0.0/16"],
                ipv6_cidr_blocks: [],
                prefix_list_ids: [],
                security_groups: ["sg-0000000d", "123456789012/sg-00000077"],
                self: true,
              },
            ],
          },
        },
      ],
    },
    {
      mode: "managed",
      type: "aws_vpc_security_group_ingress_rule",
      name: "one",
      provider: "p",
      instances: [
        {
          attributes: {
            id: "sgr-1",
            security_group_id: "sg-00000001",
            ip_protocol: "tcp",
            from_port: 443,
            to_port: 443,
            cidr_ipv4: "10.0.0.0/16",
          },
        },
      ],
    },
    {
      mode: "managed",
      type: "aws_network_acl",
      name: "n",
      provider: "p",
      instances: [
        {
          attributes: {
            id: "acl-00000001",
            vpc_id: "vpc-00000001",
            subnet_ids: ["subnet-0000000a"],
            ingress: [
              {
                rule_no: 100,
                action: "allow",
                protocol: "-1",
                cidr_block: "0.0.0.0/0",
                ipv6_cidr_block: "",
                from_port: 0,
                to_port: 0,
                icmp_type: 0,
                icmp_code: 0,
              },
            ],
            egress: [],
          },
        },
      ],
    },
    {
      mode: "managed",
      type: "aws_network_acl_rule",
      name: "n",
      provider: "p",
      instances: [
        {
          attributes: {
            id: "nacl-1",
            network_acl_id: "acl-00000001",
            rule_number: 100,
            egress: false,
            protocol: "-1",
            rule_action: "allow",
            cidr_block: "0.0.0.0/0",
          },
        },
      ],
    },
    {
      mode: "managed",
      type: "aws_default_route_table",
      name: "d",
      provider: "p",
      instances: [
        {
          attributes: { id: "rtb-0000000d", default_route_table_id: "rtb-0000000d", vpc_id: "vpc-00000001", route: [] },
        },
      ],
    },
    {
      mode: "managed",
      type: "aws_network_interface",
      name: "i",
      provider: "p",
      instances: [
        {
          attributes: {
            id: "eni-00000001",
            subnet_id: "subnet-0000000a",
            security_groups: ["sg-0000000d"],
            private_ips: ["10.0.0.5"],
            ipv6_addresses: [],
            source_dest_check: true,
          },
        },
      ],
    },
  ],
};

describe("a state", () => {
  const base = facts({ name: "terraform.tfstate", text: JSON.stringify(state) });

  test("is read whole: known ids are exact links, nothing is listed twice that a resource of its own makes, and what only its owner shows may be gone", () => {
    expect(everything(base)).toEqual({
      vpcs: [
        "aws_vpc.main blocks=[10.0.0.0/16, 2600:1f18:1:aa00::/56] region=us-east-1 defaultSecurityGroup==aws_vpc.main.default_security_group_id defaultNetworkAcl==aws_vpc.main.default_network_acl_id mainRouteTable==aws_default_route_table.d",
      ],
      subnets: [
        'aws_subnet.s["a"] vpc==aws_vpc.main blocks=[10.0.0.0/24] zone=us-east-1a mapsPublicAddress=false',
        'aws_subnet.s["b"] (deposed 0badf00d) maybe? vpc==aws_vpc.main blocks=[10.0.1.0/24] zone=?(after-apply) mapsPublicAddress=false',
      ],
      gateways: ["aws_internet_gateway.g kind=internet vpc==aws_vpc.main"],
      routeTables: ["aws_default_route_table.d vpc==aws_vpc.main", "aws_route_table.t vpc==aws_vpc.main"],
      routes: [
        "aws_route.r table==aws_route_table.t destination={block=0.0.0.0/0} target={kind=internet-gateway to==aws_internet_gateway.g} origin=static blackhole=false",
        "aws_route_table.t.route[1] maybe? table==aws_route_table.t destination={block=10.7.0.0/16} target={kind=vpn-gateway to=>vgw-00000009} origin=static blackhole=false",
      ],
      securityGroups: [
        "aws_vpc.main.default_security_group_id vpc==aws_vpc.main isDefault=true",
        "module.a[0].aws_security_group.g vpc==aws_vpc.main isDefault=false",
      ],
      securityGroupRules: [
        "aws_vpc.main.default_security_group_id.egress[0] group==aws_vpc.main.default_security_group_id transport=all direction=egress peers=[{addresses=everything}]",
        "aws_vpc.main.default_security_group_id.ingress[0] group==aws_vpc.main.default_security_group_id transport=all direction=ingress peers=[{group==aws_vpc.main.default_security_group_id}]",
        "aws_vpc_security_group_ingress_rule.one group==module.a[0].aws_security_group.g direction=ingress transport=tcp 443 peers=[{addresses=10.0.0.0/16}]",
        "module.a[0].aws_security_group.g.ingress[0] maybe? group==module.a[0].aws_security_group.g direction=ingress transport=tcp 443 peers=[{addresses=10.9.0.0/16}, {group==aws_vpc.main.default_security_group_id}, {group=>123456789012/sg-00000077}, {group==module.a[0].aws_security_group.g}]",
      ],
      networkAcls: [
        "aws_network_acl.n vpc==aws_vpc.main isDefault=false",
        "aws_vpc.main.default_network_acl_id vpc==aws_vpc.main isDefault=true",
      ],
      networkAclEntries: [
        "aws_network_acl_rule.n acl==aws_network_acl.n direction=ingress number=100 action=allow addresses=0.0.0.0/0 transport=all",
        "aws_vpc.main.default_network_acl_id.egress[100] acl==aws_vpc.main.default_network_acl_id direction=egress number=100 action=allow addresses=0.0.0.0/0 transport=all",
        "aws_vpc.main.default_network_acl_id.egress[101] acl==aws_vpc.main.default_network_acl_id direction=egress number=101 action=allow addresses=::/0 transport=all",
        "aws_vpc.main.default_network_acl_id.ingress[100] acl==aws_vpc.main.default_network_acl_id direction=ingress number=100 action=allow addresses=0.0.0.0/0 transport=all",
        "aws_vpc.main.default_network_acl_id.ingress[101] acl==aws_vpc.main.default_network_acl_id direction=ingress number=101 action=allow addresses=::/0 transport=all",
      ],
      networkAclAssociations: ['aws_network_acl.n.subnet_ids[0] acl==aws_network_acl.n subnet==aws_subnet.s["a"]'],
      interfaces: [
        'aws_network_interface.i owner={kind=interface id=aws_network_interface.i} subnets=[=aws_subnet.s["a"]] groups=[=aws_vpc.main.default_security_group_id] addresses=10.0.0.5/32 publicAddress=false ipv6=false sourceDestCheck=true',
      ],
    });
    expect(base.links).toEqual({ exact: 17, symbolic: 0, ambiguous: 0, unknown: 0 });
  });

  test("gives the same facts as terraform show -json prints it", () => {
    const shownResources = state.resources.flatMap((one) =>
      one.instances.map((each) => {
        const key = "index_key" in each ? each.index_key : undefined;
        const index = key === undefined ? "" : `[${JSON.stringify(key)}]`;
        const prefix = "module" in one ? `${one.module ?? ""}.` : "";
        return {
          address: `${prefix}${one.type}.${one.name}${index}`,
          mode: one.mode,
          type: one.type,
          name: one.name,
          ...(key === undefined ? {} : { index: key }),
          ...("deposed" in each ? { deposed_key: each.deposed } : {}),
          values: each.attributes,
        };
      }),
    );
    const root = {
      resources: shownResources.filter((one) => !one.address.startsWith("module.")),
      child_modules: [
        { address: "module.a[0]", resources: shownResources.filter((one) => one.address.startsWith("module.")) },
      ],
    };
    const shownState = { format_version: "1.0", terraform_version: "1.11.4", values: { root_module: root } };
    expect(everything(facts({ name: "show.json", text: JSON.stringify(shownState) }))).toEqual(everything(base));
  });

  test("leaves a subnet on the default ACL only when no other ACL has it: what was read at first has moved since", () => {
    const acl = (name: string, type: string, id: string, subnet_ids: string[]) => ({
      mode: "managed",
      type,
      name,
      provider: "p",
      instances: [
        { attributes: { id, default_network_acl_id: id, vpc_id: "vpc-00000001", subnet_ids, ingress: [], egress: [] } },
      ],
    });
    const ofSubnets = (subnets: string[]) =>
      shown(
        facts({
          name: "terraform.tfstate",
          text: JSON.stringify({
            ...state,
            resources: [
              ...state.resources.filter(({ type }) => type === "aws_vpc" || type === "aws_subnet"),
              acl("d", "aws_default_network_acl", "acl-0000000d", ["subnet-0000000a"]),
              acl("n", "aws_network_acl", "acl-00000001", subnets),
            ],
          }),
        }),
        "networkAclAssociations",
      );
    const subnet = 'subnet==aws_subnet.s["a"]';
    expect(ofSubnets(["subnet-0000000a"])).toEqual([
      `aws_network_acl.n.subnet_ids[0] acl==aws_network_acl.n ${subnet}`,
    ]);
    expect(ofSubnets([])).toEqual([`aws_default_network_acl.d.subnet_ids[0] acl==aws_default_network_acl.d ${subnet}`]);
  });

  test("is empty when nothing was applied yet", () => {
    expect(everything(facts({ name: "show.json", text: '{"format_version":"1.0"}' }))).toEqual({});
  });

  test("joins a stack that refers to its objects by id", () => {
    const config = {
      resource: {
        aws_subnet: { extra: { vpc_id: "vpc-00000001", cidr_block: "10.0.9.0/24" } },
        aws_instance: { i: { subnet_id: "${aws_subnet.extra.id}" } },
      },
    };
    const both = facts(
      { name: "a/cdk.tf.json", text: JSON.stringify(config) },
      { name: "b/terraform.tfstate", text: JSON.stringify(state) },
    );
    expect(shown(both, "subnets")[0]).toBe(
      "aws_subnet.extra vpc==aws_vpc.main blocks=[10.0.9.0/24] zone=?(after-apply) mapsPublicAddress=false",
    );
    expect(shown(both, "interfaces")[0]).toMatch(
      /^aws_instance\.i .*groups=\[=aws_vpc\.main\.default_security_group_id\]/,
    );
  });
});

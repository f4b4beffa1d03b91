/**
 * Every family of resources, written the way people write them, and all facts that follow.
 */
import { factsOf } from "./read";
import { everything, shown } from "./shown";

function read(json: { resource?: object } & Record<string, unknown>) {
  const { resource, ...rest } = json;
  return factsOf(resource ?? {}, rest);
}

test("reads transit gateways, with default tables and those beside them", () => {
  const base = read({
    provider: { aws: [{ region: "us-east-1" }] },
    resource: {
      aws_ec2_transit_gateway: {
        t: {},
        o: {
          default_route_table_association: "disable",
          default_route_table_propagation: "disable",
          security_group_referencing_support: "enable",
        },
      },
      aws_ec2_transit_gateway_vpc_attachment: {
        a: {
          transit_gateway_id: "${aws_ec2_transit_gateway.t.id}",
          vpc_id: "vpc-0aaaaaaaa",
          subnet_ids: ["subnet-0aaaaaaaa"],
          appliance_mode_support: "enable",
        },
        b: {
          transit_gateway_id: "${aws_ec2_transit_gateway.t.id}",
          vpc_id: "vpc-0bbbbbbbb",
          subnet_ids: ["subnet-0bbbbbbbb"],
          transit_gateway_default_route_table_association: false,
          transit_gateway_default_route_table_propagation: false,
        },
        c: {
          transit_gateway_id: "${aws_ec2_transit_gateway.t.id}",
          vpc_id: "vpc-0cccccccc",
          subnet_ids: ["subnet-0cccccccc"],
        },
        o: {
          transit_gateway_id: "${aws_ec2_transit_gateway.o.id}",
          vpc_id: "vpc-0bbbbbbbb",
          subnet_ids: "${var.subnets}",
        },
      },
      aws_ec2_transit_gateway_route_table: { r: { transit_gateway_id: "${aws_ec2_transit_gateway.t.id}" } },
      aws_ec2_transit_gateway_route_table_association: {
        b: {
          transit_gateway_attachment_id: "${aws_ec2_transit_gateway_vpc_attachment.b.id}",
          transit_gateway_route_table_id: "${aws_ec2_transit_gateway_route_table.r.id}",
        },
        c: {
          transit_gateway_attachment_id: "${aws_ec2_transit_gateway_vpc_attachment.c.id}",
          transit_gateway_route_table_id: "${aws_ec2_transit_gateway_route_table.r.id}",
        },
      },
      aws_ec2_transit_gateway_route_table_propagation: {
        v: {
          transit_gateway_attachment_id: "${aws_vpn_connection.c.transit_gateway_attachment_id}",
          transit_gateway_route_table_id: "${aws_ec2_transit_gateway_route_table.r.id}",
        },
      },
      aws_ec2_transit_gateway_route: {
        hole: {
          destination_cidr_block: "10.9.0.0/16",
          blackhole: true,
          transit_gateway_route_table_id: "${aws_ec2_transit_gateway.t.propagation_default_route_table_id}",
        },
        to: {
          destination_cidr_block: "10.0.0.0/16",
          transit_gateway_attachment_id: "${aws_ec2_transit_gateway_vpc_attachment.a.id}",
          transit_gateway_route_table_id: "${aws_ec2_transit_gateway_route_table.r.id}",
        },
      },
      aws_ec2_transit_gateway_prefix_list_reference: {
        p: {
          prefix_list_id: "pl-0aaaaaaaa",
          transit_gateway_attachment_id: "${aws_ec2_transit_gateway_vpc_attachment.a.id}",
          transit_gateway_route_table_id: "${aws_ec2_transit_gateway_route_table.r.id}",
        },
      },
      aws_ec2_transit_gateway_peering_attachment: {
        p: {
          transit_gateway_id: "${aws_ec2_transit_gateway.t.id}",
          peer_transit_gateway_id: "${aws_ec2_transit_gateway.o.id}",
          peer_region: "eu-west-1",
        },
        q: {
          transit_gateway_id: "${aws_ec2_transit_gateway.t.id}",
          peer_transit_gateway_id: "tgw-0aaaaaaaa",
          peer_region: "eu-west-1",
        },
      },
      aws_ec2_transit_gateway_peering_attachment_accepter: {
        p: { transit_gateway_attachment_id: "${aws_ec2_transit_gateway_peering_attachment.p.id}" },
      },
      aws_ec2_transit_gateway_connect: {
        k: {
          transit_gateway_id: "${aws_ec2_transit_gateway.o.id}",
          transport_attachment_id: "${aws_ec2_transit_gateway_vpc_attachment.o.id}",
        },
      },
      aws_customer_gateway: { c: { bgp_asn: 65010, ip_address: "203.0.113.10", type: "ipsec.1" } },
      aws_vpn_connection: {
        c: {
          customer_gateway_id: "${aws_customer_gateway.c.id}",
          transit_gateway_id: "${aws_ec2_transit_gateway.t.id}",
          type: "ipsec.1",
          local_ipv4_network_cidr: "172.16.0.0/12",
        },
      },
      aws_dx_gateway_association: {
        d: {
          dx_gateway_id: "${aws_dx_gateway.g.id}",
          associated_gateway_id: "${aws_ec2_transit_gateway.t.id}",
          allowed_prefixes: ["10.0.0.0/16"],
        },
      },
      aws_dx_gateway: { g: { name: "g", amazon_side_asn: 64512 } },
    },
    variable: { subnets: {} },
  });
  expect(everything(base)).toEqual({
    customerGateways: ["aws_customer_gateway.c address=203.0.113.10/32 asn=65010"],
    vpnConnections: [
      "aws_vpn_connection.c customerGateway=~aws_customer_gateway.c on={transitGateway=~aws_ec2_transit_gateway.t} staticRoutesOnly=false awsSide=[0.0.0.0/0] siteSide=[172.16.0.0/12]",
    ],
    transitGateways: [
      "aws_ec2_transit_gateway.o region=us-east-1 defaultAssociation=false defaultPropagation=false associationTable=none propagationTable=none groupReferences=true",
      "aws_ec2_transit_gateway.t region=us-east-1 defaultAssociation=true defaultPropagation=true associationTable==aws_ec2_transit_gateway.t.association_default_route_table_id propagationTable==aws_ec2_transit_gateway.t.association_default_route_table_id groupReferences=false",
    ],
    transitAttachments: [
      "aws_dx_gateway_association.d.transit_gateway_attachment_id kind=direct-connect transitGateway=~aws_ec2_transit_gateway.t peer={directConnectGateway=>aws_dx_gateway.g} applianceMode=false ipv6=true groupReferences=false active=true",
      "aws_ec2_transit_gateway_connect.k kind=connect transitGateway=~aws_ec2_transit_gateway.o peer={over=~aws_ec2_transit_gateway_vpc_attachment.o} applianceMode=false ipv6=false groupReferences=true active=true",
      "aws_ec2_transit_gateway_peering_attachment.p kind=peering transitGateway=~aws_ec2_transit_gateway.t peer={transitGateway=~aws_ec2_transit_gateway.o region=eu-west-1} applianceMode=false ipv6=false groupReferences=true active=true",
      "aws_ec2_transit_gateway_peering_attachment.q kind=peering transitGateway=~aws_ec2_transit_gateway.t peer={transitGateway=>tgw-0aaaaaaaa region=eu-west-1} applianceMode=false ipv6=false groupReferences=true active=?(outside)",
      "aws_ec2_transit_gateway_vpc_attachment.a kind=vpc transitGateway=~aws_ec2_transit_gateway.t peer={vpc=>vpc-0aaaaaaaa subnets=[>subnet-0aaaaaaaa]} applianceMode=true ipv6=false groupReferences=true active=true",
      "aws_ec2_transit_gateway_vpc_attachment.b kind=vpc transitGateway=~aws_ec2_transit_gateway.t peer={vpc=>vpc-0bbbbbbbb subnets=[>subnet-0bbbbbbbb]} applianceMode=false ipv6=false groupReferences=true active=true",
      "aws_ec2_transit_gateway_vpc_attachment.c kind=vpc transitGateway=~aws_ec2_transit_gateway.t peer={vpc=>vpc-0cccccccc subnets=[>subnet-0cccccccc]} applianceMode=false ipv6=false groupReferences=true active=true",
      "aws_ec2_transit_gateway_vpc_attachment.o kind=vpc transitGateway=~aws_ec2_transit_gateway.o peer={vpc=>vpc-0bbbbbbbb subnets=[] moreSubnets=(variable)} applianceMode=false ipv6=false groupReferences=true active=true",
      "aws_vpn_connection.c.transit_gateway_attachment_id kind=vpn transitGateway=~aws_ec2_transit_gateway.t peer={vpn==aws_vpn_connection.c} applianceMode=false ipv6=false groupReferences=false active=true",
    ],
    transitRouteTables: [
      "aws_ec2_transit_gateway.t.association_default_route_table_id transitGateway==aws_ec2_transit_gateway.t",
      "aws_ec2_transit_gateway_route_table.r transitGateway=~aws_ec2_transit_gateway.t",
    ],
    transitAssociations: [
      "aws_dx_gateway_association.d.transit_gateway_attachment_id.transit_gateway_default_route_table_association table==aws_ec2_transit_gateway.t.association_default_route_table_id attachment==aws_dx_gateway_association.d.transit_gateway_attachment_id",
      "aws_ec2_transit_gateway_route_table_association.b table=~aws_ec2_transit_gateway_route_table.r attachment=~aws_ec2_transit_gateway_vpc_attachment.b",
      "aws_ec2_transit_gateway_route_table_association.c table=~aws_ec2_transit_gateway_route_table.r attachment=~aws_ec2_transit_gateway_vpc_attachment.c",
      "aws_ec2_transit_gateway_vpc_attachment.a.transit_gateway_default_route_table_association table==aws_ec2_transit_gateway.t.association_default_route_table_id attachment==aws_ec2_transit_gateway_vpc_attachment.a",
      "aws_vpn_connection.c.transit_gateway_attachment_id.transit_gateway_default_route_table_association table==aws_ec2_transit_gateway.t.association_default_route_table_id attachment==aws_vpn_connection.c.transit_gateway_attachment_id",
    ],
    transitPropagations: [
      "aws_dx_gateway_association.d.transit_gateway_attachment_id.transit_gateway_default_route_table_propagation table==aws_ec2_transit_gateway.t.association_default_route_table_id attachment==aws_dx_gateway_association.d.transit_gateway_attachment_id",
      "aws_ec2_transit_gateway_route_table_propagation.v table=~aws_ec2_transit_gateway_route_table.r attachment=~aws_vpn_connection.c.transit_gateway_attachment_id",
      "aws_ec2_transit_gateway_vpc_attachment.a.transit_gateway_default_route_table_propagation table==aws_ec2_transit_gateway.t.association_default_route_table_id attachment==aws_ec2_transit_gateway_vpc_attachment.a",
      "aws_ec2_transit_gateway_vpc_attachment.c.transit_gateway_default_route_table_propagation table==aws_ec2_transit_gateway.t.association_default_route_table_id attachment==aws_ec2_transit_gateway_vpc_attachment.c",
      "aws_vpn_connection.c.transit_gateway_attachment_id.transit_gateway_default_route_table_propagation table==aws_ec2_transit_gateway.t.association_default_route_table_id attachment==aws_vpn_connection.c.transit_gateway_attachment_id",
    ],
    transitRoutes: [
      "aws_ec2_transit_gateway_prefix_list_reference.p table=~aws_ec2_transit_gateway_route_table.r destination={prefixList=>pl-0aaaaaaaa} to={attachment=~aws_ec2_transit_gateway_vpc_attachment.a}",
      "aws_ec2_transit_gateway_route.hole table=~aws_ec2_transit_gateway.t.association_default_route_table_id destination={block=10.9.0.0/16} to=blackhole",
      "aws_ec2_transit_gateway_route.to table=~aws_ec2_transit_gateway_route_table.r destination={block=10.0.0.0/16} to={attachment=~aws_ec2_transit_gateway_vpc_attachment.a}",
    ],
    directConnectAssociations: [
      "aws_dx_gateway_association.d directConnectGateway=>aws_dx_gateway.g gateway=~aws_ec2_transit_gateway.t announced=[10.0.0.0/16]",
    ],
  });
  const { links, unread, notes } = base;
  expect({ links, unread, notes: notes.map((note) => `${note.at.address}: ${note.text}`) }).toEqual({
    links: { exact: 9, symbolic: 26, ambiguous: 0, unknown: 1 },
    unread: [],
    notes: [],
  });
});

test("reads Network Firewall, with every sort of rule group, and routes to its endpoints", () => {
  const base = read({
    resource: {
      aws_route: {
        one: {
          route_table_id: "rtb-0aaaaaaaa",
          destination_cidr_block: "0.0.0.0/0",
          vpc_endpoint_id:
            "${(aws_networkfirewall_firewall.f.firewall_status[0].sync_states[*].attachment[0].endpoint_id)[0]}",
        },
        two: {
          route_table_id: "rtb-0aaaaaaaa",
          destination_cidr_block: "10.1.0.0/16",
          vpc_endpoint_id:
            "${tolist(aws_networkfirewall_firewall.f.firewall_status[0].sync_states)[0].attachment[0].endpoint_id}",
        },
      },
      aws_networkfirewall_firewall: {
        f: {
          vpc_id: "vpc-0aaaaaaaa",
          firewall_policy_arn: "${aws_networkfirewall_firewall_policy.p.arn}",
          subnet_mapping: [{ subnet_id: "subnet-0aaaaaaaa" }],
        },
      },
      aws_networkfirewall_firewall_policy: {
        p: {
          firewall_policy: {
            stateless_default_actions: ["aws:forward_to_sfe"],
            stateless_fragment_default_actions: ["aws:drop"],
            stateful_engine_options: [{ rule_order: "STRICT_ORDER" }],
            policy_variables: [{ rule_variables: [{ key: "HOME_NET", ip_set: [{ definition: ["10.0.0.0/8"] }] }] }],
            stateful_default_actions: ["aws:drop_strict"],
            stateless_rule_group_reference: [{ priority: 10, resource_arn: "${aws_networkfirewall_rule_group.s.arn}" }],
            stateful_rule_group_reference: [{ priority: 1, resource_arn: "${aws_networkfirewall_rule_group.d.arn}" }],
          },
        },
      },
      aws_networkfirewall_rule_group: {
        s: {
          rule_group: {
            rules_source: {
              stateless_rules_and_custom_actions: {
                stateless_rule: [
                  {
                    priority: 1,
                    rule_definition: {
                      actions: ["aws:pass"],
                      match_attributes: {
                        protocols: [6],
                        source: [{ address_definition: "10.0.0.0/24" }],
                        destination: [{ address_definition: "10.1.0.0/24" }],
                        destination_port: [{ from_port: 443, to_port: 443 }],
                        source_port: [{ from_port: 1024, to_port: 65535 }],
                      },
                    },
                  },
                  {
                    priority: 2,
                    rule_definition: {
                      actions: ["aws:drop"],
                      match_attributes: { tcp_flag: [{ flags: ["SYN"] }], protocols: [6] },
                    },
                  },
                ],
              },
            },
          },
        },
        d: {
          rule_group: {
            rules_source: {
              rules_source_list: {
                generated_rules_type: "ALLOWLIST",
                target_types: ["TLS_SNI"],
                targets: [".example.com"],
              },
            },
          },
        },
        t: {
          rule_group: {
            rules_source: {
              stateful_rule: [
                {
                  action: "PASS",
                  header: {
                    protocol: "TCP",
                    source: "10.0.0.0/24",
                    source_port: "ANY",
                    destination: "10.1.0.0/24",
                    destination_port: "443",
                    direction: "FORWARD",
                  },
                  rule_option: [{ keyword: "sid", settings: ["1"] }],
                },
              ],
            },
          },
        },
        r: { rules: "pass tcp any any -> any any (sid:1;)" },
      },
    },
  });
  expect(everything(base)).toEqual({
    routes: [
      "aws_route.one table=>rtb-0aaaaaaaa destination={block=0.0.0.0/0} target={kind=firewall to=~aws_networkfirewall_firewall.f} origin=static blackhole=false",
      "aws_route.two table=>rtb-0aaaaaaaa destination={block=10.1.0.0/16} target={kind=firewall to=~aws_networkfirewall_firewall.f} origin=static blackhole=false",
    ],
    firewalls: [
      "aws_networkfirewall_firewall.f vpc=>vpc-0aaaaaaaa subnets=[>subnet-0aaaaaaaa] policy=~aws_networkfirewall_firewall_policy.p",
    ],
    firewallPolicies: [
      "aws_networkfirewall_firewall_policy.p statelessDefault=[aws:forward_to_sfe] statelessFragmentDefault=[aws:drop] statelessGroups=[{priority=10 group=~aws_networkfirewall_rule_group.s}] statefulGroups=[{priority=1 group=~aws_networkfirewall_rule_group.d}] statefulDefault=[aws:drop_strict] statefulOrder=strict variables=[{name=HOME_NET addresses=10.0.0.0/8}]",
    ],
    firewallRuleGroups: [
      "aws_networkfirewall_rule_group.d variables=[] rules={kind=domains action=allow targets=[.example.com] inspects=[TLS_SNI]}",
      "aws_networkfirewall_rule_group.r variables=[] rules={kind=suricata text=pass tcp any any -> any any (sid:1;)}",
      "aws_networkfirewall_rule_group.s variables=[] rules={kind=stateless rules=[{priority=1 actions=[aws:pass] sources=10.0.0.0/24 destinations=10.1.0.0/24 transport=tcp 443 sourceTransport=tcp 1024-65535 matchesFlags=false}, {priority=2 actions=[aws:drop] sources=everything destinations=everything transport=tcp sourceTransport=tcp matchesFlags=true}]}",
      "aws_networkfirewall_rule_group.t variables=[] rules={kind=tuples rules=[{action=PASS keywords=[sid] protocol=TCP source=10.0.0.0/24 sourcePort=ANY destination=10.1.0.0/24 destinationPort=443 direction=FORWARD}]}",
    ],
  });
  const { links, unread, notes } = base;
  expect({ links, unread, notes: notes.map((note) => `${note.at.address}: ${note.text}`) }).toEqual({
    links: { exact: 4, symbolic: 5, ambiguous: 0, unknown: 0 },
    unread: [],
    notes: [],
  });
});

test("reads interfaces, whatever owns them", () => {
  const base = read({
    resource: {
      aws_vpc: { v: { cidr_block: "10.0.0.0/16" } },
      aws_subnet: { a: { vpc_id: "${aws_vpc.v.id}", cidr_block: "10.0.0.0/24" } },
      aws_security_group: { g: { vpc_id: "${aws_vpc.v.id}" } },
      aws_instance: {
        fw: {
          subnet_id: "${aws_subnet.a.id}",
          source_dest_check: false,
          private_ip: "10.0.0.9",
          associate_public_ip_address: true,
        },
        eni: { network_interface: [{ network_interface_id: "${aws_network_interface.n.id}", device_index: 0 }] },
      },
      aws_network_interface: {
        n: {
          subnet_id: "${aws_subnet.a.id}",
          security_groups: ["${aws_security_group.g.id}"],
          private_ips: ["10.0.0.10"],
          ipv6_address_count: 1,
        },
      },
      aws_network_interface_sg_attachment: {
        x: {
          security_group_id: "${aws_security_group.g.id}",
          network_interface_id: "${aws_instance.fw.primary_network_interface_id}",
        },
      },
      aws_eip: { e: { domain: "vpc" }, f: { domain: "vpc" } },
      aws_eip_association: {
        e: { allocation_id: "${aws_eip.e.allocation_id}", instance_id: "${aws_instance.eni.id}" },
      },
      aws_nat_gateway: {
        p: { subnet_id: "${aws_subnet.a.id}", connectivity_type: "private", private_ip: "10.0.0.77" },
        q: { subnet_id: "${aws_subnet.a.id}", allocation_id: "${aws_eip.f.id}" },
      },
      aws_route: {
        appliance: {
          route_table_id: "${aws_vpc.v.main_route_table_id}",
          destination_cidr_block: "10.8.0.0/16",
          network_interface_id: "${aws_instance.fw.primary_network_interface_id}",
        },
      },
      aws_lambda_function: {
        in: { vpc_config: { subnet_ids: ["${aws_subnet.a.id}"], security_group_ids: ["${aws_security_group.g.id}"] } },
        out: { function_name: "x" },
      },
      aws_ecs_service: {
        s: {
          network_configuration: {
            subnets: ["${aws_subnet.a.id}"],
            security_groups: ["${aws_security_group.g.id}"],
            assign_public_ip: true,
          },
        },
      },
      aws_lb: {
        n: { load_balancer_type: "network", subnets: ["${aws_subnet.a.id}"] },
        a: { subnet_mapping: [{ subnet_id: "${aws_subnet.a.id}" }], internal: true },
      },
      aws_db_subnet_group: { g: { name: "dbs", subnet_ids: ["${aws_subnet.a.id}"] } },
      aws_db_instance: {
        d: {
          db_subnet_group_name: "dbs",
          vpc_security_group_ids: ["${aws_security_group.g.id}"],
          publicly_accessible: true,
        },
        e: { db_subnet_group_name: "${aws_db_subnet_group.g.name}" },
      },
      aws_launch_template: { l: { vpc_security_group_ids: ["${aws_security_group.g.id}"] } },
      aws_autoscaling_group: {
        g: { vpc_zone_identifier: ["${aws_subnet.a.id}"], launch_template: { id: "${aws_launch_template.l.id}" } },
      },
      aws_vpc_endpoint: {
        i: {
          vpc_id: "${aws_vpc.v.id}",
          vpc_endpoint_type: "Interface",
          service_name: "com.amazonaws.us-east-1.ssm",
          subnet_ids: ["${aws_subnet.a.id}"],
          security_group_ids: ["${aws_security_group.g.id}"],
        },
        d: { vpc_id: "${aws_vpc.v.id}", vpc_endpoint_type: "Interface", service_name: "x" },
      },
      aws_vpc_endpoint_subnet_association: {
        d: { vpc_endpoint_id: "${aws_vpc_endpoint.d.id}", subnet_id: "${aws_subnet.a.id}" },
      },
      aws_opensearch_domain: {
        in: { vpc_options: { subnet_ids: "${var.some}", security_group_ids: ["${aws_security_group.g.id}"] } },
      },
    },
    variable: { some: {} },
  });
  expect(everything(base)).toEqual({
    vpcs: [
      "aws_vpc.v blocks=[10.0.0.0/16] region=?(variable) defaultSecurityGroup==aws_vpc.v.default_security_group_id defaultNetworkAcl==aws_vpc.v.default_network_acl_id mainRouteTable==aws_vpc.v.default_route_table_id",
    ],
    subnets: ["aws_subnet.a vpc=~aws_vpc.v blocks=[10.0.0.0/24] zone=?(after-apply) mapsPublicAddress=false"],
    natGateways: [
      "aws_nat_gateway.p subnet=~aws_subnet.a connectivity=private address=10.0.0.77/32",
      "aws_nat_gateway.q subnet=~aws_subnet.a connectivity=public address=?(after-apply)",
    ],
    elasticIps: [
      "aws_eip.e address=?(after-apply) to=none",
      "aws_eip.f address=?(after-apply) to==aws_nat_gateway.q",
      "aws_eip_association.e address=?(after-apply) to=~aws_network_interface.n",
    ],
    routeTables: ["aws_vpc.v.default_route_table_id vpc==aws_vpc.v"],
    routes: [
      "aws_route.appliance table=~aws_vpc.v.default_route_table_id destination={block=10.8.0.0/16} target={kind=interface to=~aws_instance.fw} origin=static blackhole=false",
    ],
    securityGroups: [
      "aws_security_group.g vpc=~aws_vpc.v isDefault=false",
      "aws_vpc.v.default_security_group_id vpc==aws_vpc.v isDefault=true",
    ],
    securityGroupRules: [
      "aws_vpc.v.default_security_group_id.egress[0] group==aws_vpc.v.default_security_group_id transport=all direction=egress peers=[{addresses=0.0.0.0/0}]",
      "aws_vpc.v.default_security_group_id.ingress[0] group==aws_vpc.v.default_security_group_id transport=all direction=ingress peers=[{group==aws_vpc.v.default_security_group_id}]",
    ],
    networkAcls: ["aws_vpc.v.default_network_acl_id vpc==aws_vpc.v isDefault=true"],
    networkAclEntries: [
      "aws_vpc.v.default_network_acl_id.egress[100] acl==aws_vpc.v.default_network_acl_id direction=egress number=100 action=allow addresses=0.0.0.0/0 transport=all",
      "aws_vpc.v.default_network_acl_id.ingress[100] acl==aws_vpc.v.default_network_acl_id direction=ingress number=100 action=allow addresses=0.0.0.0/0 transport=all",
    ],
    interfaces: [
      "aws_autoscaling_group.g owner={kind=instance-group id=aws_autoscaling_group.g} subnets=[~aws_subnet.a] groups=[~aws_security_group.g] addresses=?(after-apply) publicAddress=?(not-modelled) ipv6=?(after-apply) sourceDestCheck=true",
      "aws_db_instance.d owner={kind=database id=aws_db_instance.d} subnets=[~aws_subnet.a] groups=[~aws_security_group.g] addresses=?(after-apply) publicAddress=true ipv6=?(after-apply) sourceDestCheck=true",
      "aws_db_instance.e owner={kind=database id=aws_db_instance.e} subnets=[~aws_subnet.a] groups=[=aws_vpc.v.default_security_group_id] addresses=?(after-apply) publicAddress=false ipv6=?(after-apply) sourceDestCheck=true",
      "aws_ecs_service.s owner={kind=container-service id=aws_ecs_service.s} subnets=[~aws_subnet.a] groups=[~aws_security_group.g] addresses=?(after-apply) publicAddress=true ipv6=?(after-apply) sourceDestCheck=true",
      "aws_instance.fw owner={kind=instance id=aws_instance.fw} subnets=[~aws_subnet.a] groups=[~aws_security_group.g, =aws_vpc.v.default_security_group_id] addresses=10.0.0.9/32 publicAddress=true ipv6=false sourceDestCheck=false",
      "aws_lambda_function.in owner={kind=function id=aws_lambda_function.in} subnets=[~aws_subnet.a] groups=[~aws_security_group.g] addresses=?(after-apply) publicAddress=false ipv6=false sourceDestCheck=true",
      "aws_lb.a owner={kind=load-balancer id=aws_lb.a} subnets=[~aws_subnet.a] groups=[=aws_vpc.v.default_security_group_id] addresses=?(after-apply) publicAddress=false ipv6=false sourceDestCheck=true",
      "aws_lb.n owner={kind=load-balancer id=aws_lb.n} subnets=[~aws_subnet.a] groups=unfiltered addresses=?(after-apply) publicAddress=true ipv6=false sourceDestCheck=true",
      "aws_network_interface.n owner={kind=interface id=aws_network_interface.n} subnets=[~aws_subnet.a] groups=[~aws_security_group.g] addresses=10.0.0.10/32 publicAddress=true ipv6=true sourceDestCheck=true machine=aws_instance.eni",
      "aws_opensearch_domain.in owner={kind=database id=aws_opensearch_domain.in} subnets=[] moreSubnets=(variable) groups=[~aws_security_group.g] addresses=?(after-apply) publicAddress=false ipv6=?(after-apply) sourceDestCheck=true",
      "aws_vpc_endpoint.d owner={kind=endpoint id=aws_vpc_endpoint.d} subnets=[~aws_subnet.a] groups=[=aws_vpc.v.default_security_group_id] addresses=?(after-apply) publicAddress=false ipv6=?(after-apply) sourceDestCheck=true",
      "aws_vpc_endpoint.i owner={kind=endpoint id=aws_vpc_endpoint.i} subnets=[~aws_subnet.a] groups=[~aws_security_group.g] addresses=?(after-apply) publicAddress=false ipv6=?(after-apply) sourceDestCheck=true",
    ],
    endpoints: [
      "aws_vpc_endpoint.d kind=interface vpc=~aws_vpc.v service=x routeTables=[]",
      "aws_vpc_endpoint.i kind=interface vpc=~aws_vpc.v service=com.amazonaws.us-east-1.ssm routeTables=[]",
    ],
  });
  const { links, unread, notes } = base;
  expect({ links, unread, notes: notes.map((note) => `${note.at.address}: ${note.text}`) }).toEqual({
    links: { exact: 0, symbolic: 31, ambiguous: 0, unknown: 1 },
    unread: [],
    notes: [],
  });
});

test("reads count, for_each, dynamic blocks and every way to write a rule", () => {
  const base = read({
    resource: {
      aws_vpc: { v: { cidr_block: "10.0.0.0/16" } },
      aws_subnet: {
        c: { count: 2, vpc_id: "${aws_vpc.v.id}", cidr_block: "${cidrsubnet(aws_vpc.v.cidr_block, 8, count.index)}" },
        e: {
          for_each: '${toset(["x", "y"])}',
          vpc_id: "${aws_vpc.v.id}",
          cidr_block: '${each.key == "x" ? "10.0.10.0/24" : "10.0.11.0/24"}',
        },
        maybe: { count: "${var.on ? 1 : 0}", vpc_id: "${aws_vpc.v.id}", cidr_block: "10.0.20.0/24" },
        many: { for_each: "${var.names}", vpc_id: "${aws_vpc.v.id}", cidr_block: "${each.value}" },
      },
      aws_route_table: {
        t: {
          for_each: "${aws_subnet.e}",
          vpc_id: "${each.value.vpc_id}",
          dynamic: {
            route: {
              for_each: ["10.1.0.0/16", "10.2.0.0/16"],
              iterator: "r",
              content: { cidr_block: "${r.value}", gateway_id: "${aws_internet_gateway.g.id}" },
            },
          },
        },
      },
      aws_internet_gateway: { g: {} },
      aws_internet_gateway_attachment: {
        g: { internet_gateway_id: "${aws_internet_gateway.g.id}", vpc_id: "${aws_vpc.v.id}" },
      },
      aws_egress_only_internet_gateway: { e: { vpc_id: "${aws_vpc.v.id}" } },
      aws_route_table_association: {
        a: {
          for_each: "${aws_subnet.e}",
          subnet_id: "${each.value.id}",
          route_table_id: "${aws_route_table.t[each.key].id}",
        },
        edge: { gateway_id: "${aws_internet_gateway.g.id}", route_table_id: '${aws_route_table.t["x"].id}' },
      },
      aws_route: {
        r: {
          route_table_id: "${aws_route_table.t[var.which].id}",
          destination_ipv6_cidr_block: "::/0",
          egress_only_gateway_id: "${aws_egress_only_internet_gateway.e.id}",
        },
        pl: {
          route_table_id: '${aws_route_table.t["x"].id}',
          destination_prefix_list_id: "${aws_ec2_managed_prefix_list.p.id}",
          vpc_peering_connection_id: "${aws_vpc_peering_connection.pc.id}",
        },
      },
      aws_vpc_peering_connection: { pc: { vpc_id: "${aws_vpc.v.id}", peer_vpc_id: "vpc-0abcdef1234567890" } },
      aws_vpc_peering_connection_accepter: {
        pc: { vpc_peering_connection_id: "${aws_vpc_peering_connection.pc.id}", auto_accept: true },
      },
      aws_ec2_managed_prefix_list: {
        p: { address_family: "IPv4", max_entries: 5, entry: [{ cidr: "192.168.0.0/16" }] },
      },
      aws_ec2_managed_prefix_list_entry: {
        pe: { prefix_list_id: "${aws_ec2_managed_prefix_list.p.id}", cidr: "192.0.2.0/24" },
      },
      aws_security_group: {
        s: {
          vpc_id: "${aws_vpc.v.id}",
          ingress: [
            {
              from_port: 22,
              to_port: 22,
              protocol: "tcp",
              cidr_blocks: ["0.0.0.0/1", "128.0.0.0/1"],
              self: true,
              prefix_list_ids: ["${aws_ec2_managed_prefix_list.p.id}"],
            },
          ],
          egress: "${var.rules}",
        },
        d: {
          vpc_id: "${aws_vpc.v.id}",
          dynamic: [
            {
              ingress: {
                for_each: ["80", "443"],
                content: {
                  from_port: "${ingress.value}",
                  to_port: "${ingress.value}",
                  protocol: "tcp",
                  cidr_blocks: ["10.0.0.0/8"],
                },
              },
            },
          ],
        },
        ignored: { vpc_id: "${aws_vpc.v.id}", lifecycle: { ignore_changes: ["ingress"] } },
        none: {},
      },
      aws_security_group_rule: {
        r: {
          security_group_id: "${aws_security_group.s.id}",
          type: "egress",
          protocol: "-1",
          from_port: 22,
          to_port: 22,
          cidr_blocks: "${concat(local.nets, [aws_vpc.v.cidr_block])}",
          self: true,
        },
        either: {
          security_group_id: "${var.on ? aws_security_group.s.id : aws_security_group.d.id}",
          type: "ingress",
          protocol: "58",
          from_port: -1,
          to_port: -1,
          ipv6_cidr_blocks: ["::/0"],
        },
      },
      aws_vpc_security_group_ingress_rule: {
        list: {
          security_group_id: "${aws_security_group.d.id}",
          ip_protocol: "udp",
          from_port: 53,
          to_port: 53,
          prefix_list_id: "${data.aws_ec2_managed_prefix_list.s3.id}",
        },
        bad: {
          security_group_id: "${aws_security_group.d.id}",
          ip_protocol: "tcp",
          from_port: 9,
          to_port: 3,
          cidr_ipv4: "10.0.0.5/24",
        },
      },
      aws_network_acl: {
        n: { vpc_id: "${aws_vpc.v.id}", subnet_ids: "${concat(aws_subnet.c[*].id, values(aws_subnet.e)[*].id)}" },
      },
      aws_network_acl_rule: {
        a: {
          network_acl_id: "${aws_network_acl.n.id}",
          rule_number: "${var.num}",
          egress: "${var.eg}",
          protocol: "icmp",
          icmp_type: 8,
          icmp_code: -1,
          rule_action: "allow",
          cidr_block: "10.0.0.0/8",
        },
      },
      aws_network_acl_association: {
        z: { network_acl_id: "${aws_network_acl.n.id}", subnet_id: "${aws_subnet.maybe[0].id}" },
      },
      aws_main_route_table_association: {
        m: { vpc_id: "${aws_vpc.v.id}", route_table_id: '${aws_route_table.t["y"].id}' },
      },
      aws_vpc_ipv4_cidr_block_association: { s: { vpc_id: "${aws_vpc.v.id}", cidr_block: "100.64.0.0/16" } },
      aws_vpn_gateway: { v: {} },
      aws_vpn_gateway_attachment: { v: { vpc_id: "${aws_vpc.v.id}", vpn_gateway_id: "${aws_vpn_gateway.v.id}" } },
      aws_cloudformation_stack: { cf: { template_body: "${aws_subnet.c[0].id}" } },
      aws_iam_role: { r: {} },
      null_resource: { n: {} },
    },
    variable: { on: {}, names: {}, which: {}, rules: {}, num: {}, eg: {} },
    locals: { nets: ["172.16.0.0/12"] },
    module: { x: { source: "y" } },
    data: { aws_ec2_managed_prefix_list: { s3: { name: "com.amazonaws.us-east-1.s3" } } },
  });
  expect(everything(base)).toEqual({
    vpcs: [
      'aws_vpc.v blocks=[10.0.0.0/16, 100.64.0.0/16] region=?(variable) defaultSecurityGroup==aws_vpc.v.default_security_group_id defaultNetworkAcl==aws_vpc.v.default_network_acl_id mainRouteTable=~aws_route_table.t["y"]',
    ],
    subnets: [
      "aws_subnet.c[0] vpc=~aws_vpc.v blocks=[10.0.0.0/24] zone=?(after-apply) mapsPublicAddress=false",
      "aws_subnet.c[1] vpc=~aws_vpc.v blocks=[10.0.1.0/24] zone=?(after-apply) mapsPublicAddress=false",
      'aws_subnet.e["x"] vpc=~aws_vpc.v blocks=[10.0.10.0/24] zone=?(after-apply) mapsPublicAddress=false',
      'aws_subnet.e["y"] vpc=~aws_vpc.v blocks=[10.0.11.0/24] zone=?(after-apply) mapsPublicAddress=false',
      "aws_subnet.many[*] many? vpc=~aws_vpc.v blocks=[within(0.0.0.0/0) (variable)] zone=?(after-apply) mapsPublicAddress=false",
      "aws_subnet.maybe[0] maybe? vpc=~aws_vpc.v blocks=[10.0.20.0/24] zone=?(after-apply) mapsPublicAddress=false",
    ],
    gateways: [
      "aws_egress_only_internet_gateway.e kind=egress-only vpc=~aws_vpc.v",
      "aws_internet_gateway.g kind=internet vpc=~aws_vpc.v",
      "aws_vpn_gateway.v kind=vpn vpc=~aws_vpc.v",
    ],
    peerings: [
      "aws_vpc_peering_connection.pc requester=~aws_vpc.v accepter=>vpc-0abcdef1234567890 active=true accepterRegion=?(variable)",
    ],
    prefixLists: [
      "aws_ec2_managed_prefix_list.p family=4 entries=[192.168.0.0/16, within(192.0.2.0/24) (outside)] maxEntries=5 keptBy=customer within=0.0.0.0/0",
      "data.aws_ec2_managed_prefix_list.s3 maybeSameAs=(data-source) more=(data-source) family=?(after-apply) entries=[] maxEntries=?(after-apply) keptBy=aws within=everything",
    ],
    routeTables: [
      'aws_route_table.t["x"] vpc=~aws_vpc.v',
      'aws_route_table.t["y"] vpc=~aws_vpc.v',
      "aws_vpc.v.default_route_table_id vpc==aws_vpc.v",
    ],
    routes: [
      'aws_route.pl maybe? table=~aws_route_table.t["x"] destination={prefixList=~aws_ec2_managed_prefix_list.p} target={kind=peering to=~aws_vpc_peering_connection.pc} origin=static blackhole=false',
      'aws_route.r maybe? table=?aws_route_table.t["x"]|aws_route_table.t["y"] destination={block=::/0} target={kind=egress-only-gateway to=~aws_egress_only_internet_gateway.e} origin=static blackhole=false',
      'aws_route_table.t["x"].route[0] table==aws_route_table.t["x"] destination={block=10.1.0.0/16} target={kind=internet-gateway to=~aws_internet_gateway.g} origin=static blackhole=false',
      'aws_route_table.t["x"].route[1] table==aws_route_table.t["x"] destination={block=10.2.0.0/16} target={kind=internet-gateway to=~aws_internet_gateway.g} origin=static blackhole=false',
      'aws_route_table.t["y"].route[0] table==aws_route_table.t["y"] destination={block=10.1.0.0/16} target={kind=internet-gateway to=~aws_internet_gateway.g} origin=static blackhole=false',
      'aws_route_table.t["y"].route[1] table==aws_route_table.t["y"] destination={block=10.2.0.0/16} target={kind=internet-gateway to=~aws_internet_gateway.g} origin=static blackhole=false',
    ],
    routeTableAssociations: [
      'aws_route_table_association.a["x"] table=~aws_route_table.t["x"] of={subnet=~aws_subnet.e["x"]}',
      'aws_route_table_association.a["y"] table=~aws_route_table.t["y"] of={subnet=~aws_subnet.e["y"]}',
      'aws_route_table_association.edge table=~aws_route_table.t["x"] of={gateway=~aws_internet_gateway.g}',
    ],
    securityGroups: [
      "aws_security_group.d vpc=~aws_vpc.v isDefault=false",
      "aws_security_group.ignored more=(outside) moreOnly=ingress vpc=~aws_vpc.v isDefault=false",
      "aws_security_group.none vpc=>default-vpc:cdk:aws isDefault=false",
      "aws_security_group.s more=(variable) moreOnly=egress vpc=~aws_vpc.v isDefault=false",
      "aws_vpc.v.default_security_group_id vpc==aws_vpc.v isDefault=true",
    ],
    securityGroupRules: [
      "aws_security_group.d.ingress[0] group==aws_security_group.d direction=ingress transport=tcp 80 peers=[{addresses=10.0.0.0/8}]",
      "aws_security_group.d.ingress[1] group==aws_security_group.d direction=ingress transport=tcp 443 peers=[{addresses=10.0.0.0/8}]",
      "aws_security_group.s.ingress[0] group==aws_security_group.s direction=ingress transport=tcp 22 peers=[{addresses=0.0.0.0/0}, {list=~aws_ec2_managed_prefix_list.p}, {group==aws_security_group.s}]",
      "aws_security_group_rule.either maybe? group=?aws_security_group.d|aws_security_group.s direction=ingress transport=icmpv6 peers=[{addresses=::/0}]",
      "aws_security_group_rule.r maybe? group=~aws_security_group.s direction=egress transport=all peers=[{addresses=10.0.0.0/16, 172.16.0.0/12}, {group=~aws_security_group.s}]",
      "aws_vpc.v.default_security_group_id.egress[0] group==aws_vpc.v.default_security_group_id transport=all direction=egress peers=[{addresses=0.0.0.0/0}]",
      "aws_vpc.v.default_security_group_id.ingress[0] group==aws_vpc.v.default_security_group_id transport=all direction=ingress peers=[{group==aws_vpc.v.default_security_group_id}]",
      "aws_vpc_security_group_ingress_rule.bad maybe? group=~aws_security_group.d direction=ingress transport=may(tcp) must(nothing) (malformed) peers=[{addresses=may(0.0.0.0/0) must(nothing) (malformed)}]",
      "aws_vpc_security_group_ingress_rule.list maybe? group=~aws_security_group.d direction=ingress transport=udp 53 peers=[{list=~data.aws_ec2_managed_prefix_list.s3}]",
    ],
    networkAcls: [
      "aws_network_acl.n vpc=~aws_vpc.v isDefault=false",
      "aws_vpc.v.default_network_acl_id vpc==aws_vpc.v isDefault=true",
    ],
    networkAclEntries: [
      "aws_network_acl_rule.a.egress maybe? acl=~aws_network_acl.n direction=egress number=?(variable) action=allow addresses=10.0.0.0/8 transport=icmp 8",
      "aws_network_acl_rule.a.ingress maybe? acl=~aws_network_acl.n direction=ingress number=?(variable) action=allow addresses=10.0.0.0/8 transport=icmp 8",
      "aws_vpc.v.default_network_acl_id.egress[100] acl==aws_vpc.v.default_network_acl_id direction=egress number=100 action=allow addresses=0.0.0.0/0 transport=all",
      "aws_vpc.v.default_network_acl_id.ingress[100] acl==aws_vpc.v.default_network_acl_id direction=ingress number=100 action=allow addresses=0.0.0.0/0 transport=all",
    ],
    networkAclAssociations: [
      "aws_network_acl.n.subnet_ids[0] acl==aws_network_acl.n subnet=~aws_subnet.c[0]",
      "aws_network_acl.n.subnet_ids[1] acl==aws_network_acl.n subnet=~aws_subnet.c[1]",
      'aws_network_acl.n.subnet_ids[2] acl==aws_network_acl.n subnet=~aws_subnet.e["x"]',
      'aws_network_acl.n.subnet_ids[3] acl==aws_network_acl.n subnet=~aws_subnet.e["y"]',
      "aws_network_acl_association.z maybe? acl=~aws_network_acl.n subnet=~aws_subnet.maybe[0]",
    ],
  });
  const { links, unread, notes } = base;
  expect({ links, unread, notes: notes.map((note) => `${note.at.address}: ${note.text}`) }).toEqual({
    links: { exact: 1, symbolic: 50, ambiguous: 2, unknown: 0 },
    unread: [
      {
        address: "aws_cloudformation_stack.cf",
        type: "aws_cloudformation_stack",
        why: "resources of type aws_cloudformation_stack are not read",
        touches: ["aws_subnet.c[0]"],
      },
      {
        address: "module.x",
        type: "module",
        why: "what is in the module is not in the configuration; the plan has it",
        touches: [],
      },
    ],
    notes: [
      "aws_ec2_managed_prefix_list.p: What stands beside it may be there or not: the provider keeps its entry to what is written in it, and makes the rest again at the next apply.",
      "aws_network_acl.n: What stands beside it may be there or not: the provider keeps its subnet_ids to what is written in it, and makes the rest again at the next apply.",
      'aws_route_table.t["x"]: What stands beside it may be there or not: the provider keeps its route to what is written in it, and makes the rest again at the next apply.',
      "aws_security_group.d: What stands beside it may be there or not: the provider keeps its ingress to what is written in it, and makes the rest again at the next apply.",
      "aws_security_group.s: What stands beside it may be there or not: the provider keeps its egress to what is written in it, and makes the rest again at the next apply.",
    ],
  });
});

test("reads what data sources look up, of which only a part is told", () => {
  const base = read({
    data: {
      aws_vpc: { old: { tags: { Name: "old" } } },
      aws_subnet: { s: { vpc_id: "${data.aws_vpc.old.id}" } },
      aws_security_group: { g: { name: "web" } },
      aws_route_table: { t: { subnet_id: "${data.aws_subnet.s.id}" } },
      aws_internet_gateway: { i: {} },
      aws_instance: { i: { instance_id: "i-0123456789" } },
      aws_eip: { e: {} },
      aws_ec2_transit_gateway: { t: {} },
      aws_nat_gateway: { n: {} },
      aws_prefix_list: { p: { name: "com.amazonaws.us-east-1.s3" } },
      aws_vpc_endpoint: { e: {} },
    },
    resource: {
      aws_instance: {
        web: { subnet_id: "${data.aws_subnet.s.id}", vpc_security_group_ids: ["${data.aws_security_group.g.id}"] },
      },
    },
  });
  expect(everything(base)).toEqual({
    vpcs: [
      "data.aws_vpc.old maybeSameAs=(data-source) more=(data-source) blocks=[within(0.0.0.0/0) (data-source)] region=?(variable) defaultSecurityGroup==data.aws_vpc.old.default_security_group_id defaultNetworkAcl==data.aws_vpc.old.default_network_acl_id mainRouteTable==data.aws_vpc.old.default_route_table_id",
    ],
    subnets: [
      "data.aws_subnet.s maybeSameAs=(data-source) vpc=~data.aws_vpc.old blocks=[within(0.0.0.0/0) (after-apply)] zone=?(after-apply) mapsPublicAddress=?(after-apply)",
    ],
    gateways: ["data.aws_internet_gateway.i maybeSameAs=(data-source) kind=internet vpc=?(data-source)"],
    natGateways: [
      "data.aws_nat_gateway.n maybeSameAs=(data-source) subnet=?(outside) connectivity=?(after-apply) address=?(after-apply)",
    ],
    elasticIps: ["data.aws_eip.e maybeSameAs=(data-source) address=?(after-apply) to=?(data-source)"],
    prefixLists: [
      "data.aws_prefix_list.p maybeSameAs=(data-source) more=(data-source) family=4 entries=[] maxEntries=?(after-apply) keptBy=aws within=0.0.0.0/0",
    ],
    routeTables: [
      "data.aws_route_table.t maybeSameAs=(data-source) more=(data-source) vpc=?(outside)",
      "data.aws_vpc.old.default_route_table_id maybeSameAs=(data-source) more=(data-source) vpc==data.aws_vpc.old",
    ],
    securityGroups: [
      "data.aws_security_group.g maybeSameAs=(data-source) more=(data-source) vpc=?(outside) isDefault=false",
      "data.aws_vpc.old.default_security_group_id maybeSameAs=(data-source) more=(data-source) vpc==data.aws_vpc.old isDefault=true",
    ],
    securityGroupRules: [
      "data.aws_vpc.old.default_security_group_id.egress[0] maybe? maybeSameAs=(data-source) group==data.aws_vpc.old.default_security_group_id transport=all direction=egress peers=[{addresses=0.0.0.0/0}]",
      "data.aws_vpc.old.default_security_group_id.ingress[0] maybe? maybeSameAs=(data-source) group==data.aws_vpc.old.default_security_group_id transport=all direction=ingress peers=[{group==data.aws_vpc.old.default_security_group_id}]",
    ],
    networkAcls: [
      "data.aws_vpc.old.default_network_acl_id maybeSameAs=(data-source) more=(data-source) vpc==data.aws_vpc.old isDefault=true",
    ],
    networkAclEntries: [
      "data.aws_vpc.old.default_network_acl_id.egress[100] maybe? maybeSameAs=(data-source) acl==data.aws_vpc.old.default_network_acl_id direction=egress number=100 action=allow addresses=0.0.0.0/0 transport=all",
      "data.aws_vpc.old.default_network_acl_id.ingress[100] maybe? maybeSameAs=(data-source) acl==data.aws_vpc.old.default_network_acl_id direction=ingress number=100 action=allow addresses=0.0.0.0/0 transport=all",
    ],
    interfaces: [
      "aws_instance.web owner={kind=instance id=aws_instance.web} subnets=[~data.aws_subnet.s] groups=[~data.aws_security_group.g] addresses=?(after-apply) publicAddress=?(after-apply) ipv6=?(after-apply) sourceDestCheck=true",
      "data.aws_instance.i maybeSameAs=(data-source) owner={kind=instance id=data.aws_instance.i} subnets=[] moreSubnets=(outside) groups=[] moreGroups=(data-source) addresses=?(after-apply) publicAddress=?(after-apply) ipv6=?(after-apply) sourceDestCheck=?(after-apply)",
      "data.aws_vpc_endpoint.e maybeSameAs=(data-source) owner={kind=endpoint id=data.aws_vpc_endpoint.e} subnets=[] moreSubnets=(outside) groups=[] moreGroups=(data-source) addresses=?(after-apply) publicAddress=?(data-source) ipv6=?(after-apply) sourceDestCheck=?(after-apply)",
    ],
    endpoints: [
      "data.aws_vpc_endpoint.e maybeSameAs=(data-source) kind=?(after-apply) vpc=?(outside) service=?(after-apply) routeTables=[] moreRouteTables=(data-source)",
    ],
    transitGateways: [
      "data.aws_ec2_transit_gateway.t maybeSameAs=(data-source) region=?(variable) defaultAssociation=?(after-apply) defaultPropagation=?(after-apply) associationTable==data.aws_ec2_transit_gateway.t.association_default_route_table_id propagationTable==data.aws_ec2_transit_gateway.t.association_default_route_table_id groupReferences=false",
    ],
    transitRouteTables: [
      "data.aws_ec2_transit_gateway.t.association_default_route_table_id maybeSameAs=(data-source) more=(data-source) transitGateway==data.aws_ec2_transit_gateway.t",
    ],
  });
  const { links, unread, notes } = base;
  expect({ links, unread, notes: notes.map((note) => `${note.at.address}: ${note.text}`) }).toEqual({
    links: { exact: 0, symbolic: 3, ambiguous: 0, unknown: 4 },
    unread: [],
    notes: [],
  });
});

test("reads the public access block, and AWS's own objects of a default VPC", () => {
  const base = read({
    provider: { aws: [{ region: "us-east-1" }] },
    resource: {
      aws_default_vpc: { d: {} },
      aws_default_subnet: { s: { availability_zone: "us-east-1a" } },
      aws_security_group: { in: {} },
      aws_vpc_block_public_access_options: { o: { internet_gateway_block_mode: "block-ingress" } },
      aws_vpc_block_public_access_exclusion: {
        o: { vpc_id: "${aws_default_vpc.d.id}", internet_gateway_exclusion_mode: "allow-egress" },
      },
    },
  });
  expect(everything(base)).toEqual({
    vpcs: [
      "aws_default_vpc.d blocks=[within(0.0.0.0/0) (after-apply)] region=us-east-1 defaultSecurityGroup==aws_default_vpc.d.default_security_group_id defaultNetworkAcl==aws_default_vpc.d.default_network_acl_id mainRouteTable==aws_default_vpc.d.default_route_table_id",
    ],
    subnets: [
      "aws_default_subnet.s vpc=~aws_default_vpc.d blocks=[within(0.0.0.0/0) (after-apply)] zone=us-east-1a mapsPublicAddress=true",
    ],
    publicAccessBlocks: ["aws_vpc_block_public_access_options.o region=us-east-1 mode=block-ingress"],
    publicAccessExclusions: ["aws_vpc_block_public_access_exclusion.o of={vpc=~aws_default_vpc.d} mode=allow-egress"],
    routeTables: ["aws_default_vpc.d.default_route_table_id more=(data-source) vpc==aws_default_vpc.d"],
    securityGroups: [
      "aws_default_vpc.d.default_security_group_id more=(data-source) vpc==aws_default_vpc.d isDefault=true",
      "aws_security_group.in vpc=~aws_default_vpc.d isDefault=false",
    ],
    securityGroupRules: [
      "aws_default_vpc.d.default_security_group_id.egress[0] maybe? group==aws_default_vpc.d.default_security_group_id transport=all direction=egress peers=[{addresses=0.0.0.0/0}]",
      "aws_default_vpc.d.default_security_group_id.ingress[0] maybe? group==aws_default_vpc.d.default_security_group_id transport=all direction=ingress peers=[{group==aws_default_vpc.d.default_security_group_id}]",
    ],
    networkAcls: ["aws_default_vpc.d.default_network_acl_id more=(data-source) vpc==aws_default_vpc.d isDefault=true"],
    networkAclEntries: [
      "aws_default_vpc.d.default_network_acl_id.egress[100] maybe? acl==aws_default_vpc.d.default_network_acl_id direction=egress number=100 action=allow addresses=0.0.0.0/0 transport=all",
      "aws_default_vpc.d.default_network_acl_id.ingress[100] maybe? acl==aws_default_vpc.d.default_network_acl_id direction=ingress number=100 action=allow addresses=0.0.0.0/0 transport=all",
    ],
  });
  const { links, unread, notes } = base;
  expect({ links, unread, notes: notes.map((note) => `${note.at.address}: ${note.text}`) }).toEqual({
    links: { exact: 0, symbolic: 1, ambiguous: 0, unknown: 0 },
    unread: [],
    notes: [],
  });
});

test("reads the content of a dynamic block alike whether it is one object or a list of one", () => {
  const rules = (content: (body: object) => unknown) =>
    shown(
      read({
        resource: {
          aws_vpc: { v: { cidr_block: "10.0.0.0/16" } },
          aws_security_group: {
            d: {
              vpc_id: "${aws_vpc.v.id}",
              dynamic: {
                ingress: [
                  {
                    for_each: [80, 22],
                    content: content({
                      from_port: "${ingress.value}",
                      to_port: "${ingress.value}",
                      protocol: "tcp",
                      cidr_blocks: ["10.0.0.0/8"],
                    }),
                  },
                ],
              },
            },
          },
        },
      }),
      "securityGroupRules",
    );
  const both = rules((body) => body);
  expect(both.filter((line) => line.startsWith("aws_security_group.d."))).toEqual([
    "aws_security_group.d.ingress[0] group==aws_security_group.d direction=ingress transport=tcp 80 peers=[{addresses=10.0.0.0/8}]",
    "aws_security_group.d.ingress[1] group==aws_security_group.d direction=ingress transport=tcp 22 peers=[{addresses=10.0.0.0/8}]",
  ]);
  expect(rules((body) => [body])).toEqual(both);
});

test("an entry whose key is not known yet makes a block, or an instance, of its own: perhaps", () => {
  const peers = { "${aws_security_group.a.id}": "app", b: "sg-0bbbbbbbbbbbbbbbb" };
  const over = (forEach: unknown) =>
    read({
      locals: { peers },
      resource: {
        aws_security_group: {
          a: { vpc_id: "vpc-0aaaaaaaa" },
          d: {
            vpc_id: "vpc-0aaaaaaaa",
            dynamic: {
              ingress: {
                for_each: forEach,
                content: { from_port: 22, to_port: 22, protocol: "tcp", security_groups: ["${ingress.key}"] },
              },
            },
          },
        },
        aws_vpc: { v: { for_each: forEach, cidr_block: "10.0.0.0/16" } },
      },
    });
  for (const forEach of [peers, "${local.peers}"]) {
    const base = over(forEach);
    expect(base.securityGroups.slice(0, 2).map(({ id, more }) => [id, more?.kind])).toEqual([
      ["aws_security_group.a", undefined],
      ["aws_security_group.d", "after-apply"],
    ]);
    expect(base.vpcs.map(({ id, presence }) => [id, presence.is])).toEqual([
      ['aws_vpc.v["b"]', "certain"],
      ["aws_vpc.v[*]", "possible"],
    ]);
  }
});

test("an imported object keeps what the configuration does not set, and one that is made does not have it", () => {
  const resource = {
    aws_security_group: { g: { vpc_id: "vpc-0aaaaaaaa", ingress: [] }, made: { vpc_id: "vpc-0aaaaaaaa" } },
    aws_route_table: { t: { vpc_id: "vpc-0aaaaaaaa" } },
    aws_network_acl: { a: { vpc_id: "vpc-0aaaaaaaa", egress: [], subnet_ids: ["subnet-0aaaaaaaa"] } },
    aws_instance: { i: { subnet_id: "subnet-0aaaaaaaa" } },
  };
  const to = (address: string) => ({ to: address, id: "x" });
  const base = read({
    import: ["aws_security_group.g", "${aws_route_table.t}", "aws_network_acl.a[0]", "aws_instance.i"].map(to),
    resource,
  });
  const filters = ({ securityGroups, networkAcls }: typeof base) =>
    [...securityGroups, ...networkAcls].flatMap(({ id, more, moreOnly }) =>
      more === undefined ? [] : [[id, more.kind, moreOnly]],
    );
  expect(filters(base)).toEqual([
    ["aws_security_group.g", "outside", "egress"],
    ["aws_network_acl.a", "outside", "ingress"],
  ]);
  expect(base.routeTables[0]?.more?.kind).toBe("outside");
  expect(base.interfaces[0]?.moreGroups?.detail).toBe(
    "the object is imported and keeps what the configuration does not set",
  );
  const made = read({ resource });
  expect([filters(made), made.routeTables[0]?.more]).toEqual([[], undefined]);
  expect(made.interfaces[0]?.moreGroups).toBeUndefined();
});

test("a value that Terraform does not keep is not known", () => {
  const base = read({
    ephemeral: { aws_secretsmanager_secret_version: { e: { secret_id: "x" } } },
    resource: {
      aws_vpc: { v: { cidr_block: "${ephemeral.aws_secretsmanager_secret_version.e.secret_string}" } },
    },
  });
  expect(shown(base, "vpcs")[0]).toContain("aws_vpc.v blocks=[within(0.0.0.0/0) (expression)] ");
});

describe("the tunnels of a VPN connection", () => {
  const sides = (more: object) => {
    const [one] = read({
      resource: {
        aws_vpn_connection: {
          c: { customer_gateway_id: "cgw-1", transit_gateway_id: "tgw-1", type: "ipsec.1", ...more },
        },
      },
      variable: { version: {} },
    }).vpnConnections;
    return [one!.siteSide, one!.awsSide].map((blocks) =>
      blocks
        .map((block) => ("exact" in block ? block.exact.toString() : `perhaps ${block.within.toString()}`))
        .join(" "),
    );
  };

  test("carry IPv4 unless they are said to carry IPv6, and then that alone", () => {
    expect(sides({})).toEqual(["0.0.0.0/0", "0.0.0.0/0"]);
    expect(sides({ tunnel_inside_ip_version: "ipv4" })).toEqual(["0.0.0.0/0", "0.0.0.0/0"]);
    expect(sides({ tunnel_inside_ip_version: "ipv6" })).toEqual(["::/0", "::/0"]);
    expect(sides({ tunnel_inside_ip_version: "ipv6", local_ipv6_network_cidr: "2001:db8::/32" })).toEqual([
      "2001:db8::/32",
      "::/0",
    ]);
  });

  test("may carry either where it is a variable that nobody sets", () => {
    expect(sides({ tunnel_inside_ip_version: "${var.version}" })).toEqual(
      Array(2).fill("perhaps 0.0.0.0/0 perhaps ::/0"),
    );
  });
});

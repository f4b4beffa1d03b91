/** What has no reader and could matter is named; what could not matter is passed over. */
import { readdirSync, readFileSync } from "node:fs";
import { isHarmless } from "../../lib/terraform/readers/harmless";
import { readerOf } from "../../lib/terraform/readers";
import { facts, factsOf } from "./read";
import { shown } from "./shown";

const unread = (resource: object): readonly (readonly [string, string])[] =>
  factsOf(resource).unread.map(({ address, why }) => [address, why]);

test.each([
  ["aws_globalaccelerator_endpoint_group", "brings the internet to private addresses"],
  ["aws_cloudfront_vpc_origin", "brings the internet to a private load balancer"],
  ["aws_api_gateway_vpc_link", "brings callers to a private load balancer"],
  ["aws_vpc_endpoint_service", "brings other accounts to a load balancer"],
  ["aws_vpclattice_service_network_vpc_association", "joins networks without a route"],
  ["aws_ec2_local_gateway_route_table_vpc_association", "joins an outpost"],
  ["aws_networkmanager_vpc_attachment", "joins a core network"],
  ["aws_vpc_route_server_vpc_association", "changes route tables"],
  ["aws_vpc_security_group_vpc_association", "puts a group into another VPC"],
  ["aws_cloudformation_stack", "may make anything"],
  ["aws_servicecatalog_provisioned_product", "may make anything"],
  ["aws_iot_topic_rule_destination", "has interfaces in a VPC"],
  ["aws_prometheus_scraper", "has interfaces in a VPC"],
  ["aws_sagemaker_user_profile", "has groups of its own"],
  ["awscc_ec2_subnet", "is in AWS by another provider"],
  ["kubernetes_service", "may make a load balancer"],
  ["mongodbatlas_network_peering", "joins another network"],
  ["cloudflare_magic_wan_ipsec_tunnel", "leads into a VPC"],
  ["aws_invented_thing", "is not known"],
  ["aws_s3files_mount_target", "has interfaces in a VPC"],
  ["aws_s3x_thing", "begins like a family, and not with a word of it"],
  ["aws_ecs_invented_service", "is new in a family that runs in a VPC"],
  ["aws_lambda_capacity_provider", "has interfaces in a VPC"],
])("%s, which %s, is named", (type) => {
  expect(unread({ [type]: { x: {} } })).toEqual([[`${type}.x`, `resources of type ${type} are not read`]]);
});

test("what is in no network is passed over", () => {
  const types = [
    "aws_iam_role",
    "aws_s3_bucket",
    "aws_s3control_bucket",
    "aws_ecr_repository",
    "aws_lambda_permission",
    "aws_wafv2_web_acl",
    "aws_ami",
    "aws_vpc_ipam_pool",
    "aws_kms_key",
    "aws_cloudwatch_log_group",
    "aws_flow_log",
    "null_resource",
    "aws_iot_thing",
    "aws_iot_policy",
    "aws_appconfig_application",
    "aws_prometheus_workspace",
    "aws_apigatewayv2_api",
    "aws_codestarconnections_connection",
    "aws_db_instance_role_association",
    "aws_lambda_function_event_invoke_config",
    "github_repository",
    "datadog_monitor",
    "cloudflare_record",
  ];
  expect(unread(Object.fromEntries(types.map((type) => [type, { x: {} }])))).toEqual([]);
});

test("a module is named however its block is written", () => {
  const call = { x: { source: "./x" } };
  const why = "what is in the module is not in the configuration; the plan has it";
  for (const module of [call, [call], [{ x: [call.x] }]])
    expect(factsOf({}, { module }).unread.map((one) => [one.address, one.why])).toEqual([["module.x", why]]);
});

test("what Terraform forgets and does not destroy is named", () => {
  const named = (removed: object) => factsOf({}, { removed }).unread.map(({ address, type }) => `${type} ${address}`);
  const kept = { lifecycle: [{ destroy: false }] };
  expect(named([{ from: "aws_security_group_rule.r", ...kept }])).toEqual([
    "aws_security_group_rule aws_security_group_rule.r",
  ]);
  expect(named({ from: "${module.a.aws_route.r}", lifecycle: { destroy: false } })).toEqual([
    "aws_route module.a.aws_route.r",
  ]);
  // OpenTofu does so unless it is told otherwise.
  expect(named({ from: "module.a" })).toEqual(["module module.a"]);
  expect(named({ from: "aws_s3_bucket.b", ...kept })).toEqual([]);
  expect(named({ from: "aws_route.r", lifecycle: { destroy: true } })).toEqual([]);
});

test("an event source of one's own brokers is named, and one of a queue is not", () => {
  const mapping = (more: object) => ({ aws_lambda_event_source_mapping: { x: { function_name: "f", ...more } } });
  expect(unread(mapping({ event_source_arn: "arn:aws:sqs:us-east-1:1:q" }))).toEqual([]);
  expect(unread(mapping({ self_managed_event_source: [{ endpoints: {} }] })).map(([address]) => address)).toEqual([
    "aws_lambda_event_source_mapping.x",
  ]);
});

test("a delivery stream has interfaces where one of its destinations is in a VPC", () => {
  const stream = (more: object) =>
    shown(factsOf({ aws_kinesis_firehose_delivery_stream: { s: { name: "s", ...more } } }), "interfaces").map((line) =>
      line.replace(/ addresses=.*/, ""),
    );
  expect(stream({ extended_s3_configuration: [{}] })).toEqual([]);
  expect(
    stream({
      opensearch_configuration: [
        { vpc_config: [{ subnet_ids: ["subnet-0aaaaaaaa"], security_group_ids: ["sg-0aaaaaaaa"] }] },
      ],
    }),
  ).toEqual([
    "aws_kinesis_firehose_delivery_stream.s owner={kind=stream id=aws_kinesis_firehose_delivery_stream.s} subnets=[>subnet-0aaaaaaaa] groups=[>sg-0aaaaaaaa]",
  ]);
});

test("no type of the provider that has both subnets and groups is passed over", () => {
  const root = "node_modules/@cdktf/provider-aws/lib";
  const passed: string[] = [];
  let seen = 0;
  for (const folder of readdirSync(root)) {
    if (folder.startsWith("data-aws") || folder.includes(".")) continue;
    const text = readFileSync(`${root}/${folder}/index.d.ts`, "utf8");
    const type = /tfResourceType = "(aws_\w+)"/.exec(text)?.[1];
    if (type === undefined || !/readonly subnet\w*\??:/.test(text) || !/readonly securityGroup\w*\??:/.test(text))
      continue;
    seen += 1;
    if (readerOf("managed", type) === undefined && isHarmless(type)) passed.push(type);
  }
  expect(seen).toBeGreaterThan(50);
  // Templates make nothing by themselves: who uses one is read, or named.
  expect(passed).toEqual(["aws_launch_template"]);
});

describe("ways that are not read", () => {
  const vpc = { vpc_id: "${aws_vpc.v.id}" };
  const touched = (more: object) => {
    const { unread: found } = factsOf({ aws_vpc: { v: { cidr_block: "10.0.0.0/16" } }, ...more });
    return found.map(({ address, touches }) => `${address} of ${touches.join()}`);
  };

  test.each<[string, object, boolean]>([
    ["to instances", { protocol: "TCP" }, true],
    ["to instances, switched off", { protocol: "TCP", preserve_client_ip: false }, false],
    ["over UDP, which cannot be switched off", { protocol: "UDP", preserve_client_ip: false }, true],
    ["to addresses", { protocol: "TCP", target_type: "ip" }, false],
    ["to addresses, switched on", { protocol: "TLS", target_type: "ip", preserve_client_ip: "true" }, true],
    ["to another load balancer", { protocol: "TCP", target_type: "alb" }, true],
    ["by a protocol that is not known", { protocol: "${var.p}" }, true],
    ["of an Application Load Balancer", { protocol: "HTTPS" }, false],
    ["to a function", { target_type: "lambda" }, false],
  ])("what a Network Load Balancer hands on %s", (_, more, isKept) => {
    const found = touched({ aws_lb_target_group: { t: { ...vpc, port: 443, ...more } } });
    expect(found).toEqual(isKept ? ["aws_lb_target_group.t of aws_vpc.v"] : []);
  });

  test("a NAT gateway that is in no subnet", () => {
    const regional = { n: { ...vpc, availability_mode: "regional" } };
    expect(touched({ aws_nat_gateway: regional })).toEqual(["aws_nat_gateway.n of aws_vpc.v"]);
  });
});

test("an Instance Connect Endpoint is named unless it hides its clients", () => {
  const named = (more: object) =>
    unread({ aws_ec2_instance_connect_endpoint: { e: { subnet_id: "subnet-0aaaaaaaa", ...more } } });
  const why = "what comes in by it under its client's address is not modelled";
  for (const more of [{}, { preserve_client_ip: true }, { preserve_client_ip: "${var.p}" }])
    expect(named(more)).toEqual([["aws_ec2_instance_connect_endpoint.e", why]]);
  expect(named({ preserve_client_ip: false })).toEqual([]);
});

test("a VPN connection that is on no gateway is named: it may be on a core network, or on a concentrator", () => {
  const named = (more: object) =>
    unread({ aws_vpn_connection: { v: { customer_gateway_id: "cgw-0aaaaaaaa", type: "ipsec.1", ...more } } });
  for (const more of [{}, { vpn_concentrator_id: "vcn-0aaaaaaaa" }])
    expect(named(more)).toEqual([
      ["aws_vpn_connection.v", "what the connection is on is not told, and sites may come in by it"],
    ]);
  expect(named({ vpn_gateway_id: "vgw-0aaaaaaaa" })).toEqual([]);
});

test("a subnet whose instances have local network interfaces is named", () => {
  const named = (more: object) =>
    unread({ aws_subnet: { s: { vpc_id: "vpc-0aaaaaaaa", cidr_block: "10.0.0.0/24", ...more } } }).map(([at]) => at);
  expect(named({ enable_lni_at_device_index: 1 })).toEqual(["aws_subnet.s"]);
  expect(named({ enable_lni_at_device_index: "${var.n}" })).toEqual(["aws_subnet.s"]);
  expect([named({}), named({ enable_lni_at_device_index: 0 })]).toEqual([[], []]);
});

test("what comes in by the gateway of a carrier is named", () => {
  const vpc_id = "${aws_vpc.v.id}";
  expect(unread({ aws_vpc: { v: { cidr_block: "10.0.0.0/16" } }, aws_ec2_carrier_gateway: { c: { vpc_id } } })).toEqual(
    [["aws_ec2_carrier_gateway.c", "what comes in from the network of the carrier is not modelled"]],
  );
});

test("a block of a function that says nothing of its subnets may be in any", () => {
  const placed = (vpc_config: readonly object[]) =>
    factsOf({ aws_lambda_function: { f: { vpc_config } } }).interfaces.map(({ moreSubnets }) => moreSubnets?.detail);
  expect(placed([{}])).toEqual(["its subnet is not named"]);
  expect(placed([{ subnet_ids: [], security_group_ids: [] }])).toEqual([]);
  expect(placed([])).toEqual([]);
});

test("an entry of a prefix list that names no block may be any", () => {
  const list = { name: "all", address_family: "IPv4", max_entries: 5, entry: [{ cidr: "192.0.2.0/24" }, {}] };
  const [read] = factsOf({ aws_ec2_managed_prefix_list: { p: list } }).prefixLists;
  expect(read?.more?.detail).toBe("the entry names no block");
  const beside = { e: { prefix_list_id: "${aws_ec2_managed_prefix_list.p.id}" } };
  const [also] = factsOf({
    aws_ec2_managed_prefix_list: { p: { ...list, entry: [] } },
    aws_ec2_managed_prefix_list_entry: beside,
  }).prefixLists;
  expect(also?.more?.detail).toBe("the entry names no block");
});

test("what a state machine calls is told by its text around the ids of things yet to be made", () => {
  const machine = (definition: string, more: object = {}) =>
    unread({
      aws_lambda_function: { f: { function_name: "f" } },
      aws_ecs_task_definition: { t: { family: "t" } },
      aws_sfn_state_machine: { x: { definition } },
      ...more,
    }).length;
  const calls = (resource: string) => `{"States":{"A":{"Type":"Task","Resource":"${resource}"}}}`;
  expect(machine(calls("${aws_lambda_function.f.arn}"))).toBe(0);
  expect(machine('${jsonencode({ Resource = "arn:aws:states:::lambda:invoke", F = aws_lambda_function.f.arn })}')).toBe(
    0,
  );
  for (const definition of [
    calls("${aws_ecs_task_definition.t.arn}"),
    '${jsonencode({ Resource = "arn:aws:states:::ecs:runTask.sync", F = aws_lambda_function.f.arn })}',
    calls('arn:aws:states:::${"ecs"}:runTask","F":"${aws_lambda_function.f.arn}'),
    calls('arn:aws:states:::${var.service}:runTask","F":"${aws_lambda_function.f.arn}'),
    calls("${aws_lambda_function.f.description}"),
    calls("${data.aws_ssm_parameter.p.value}"),
  ])
    expect([definition, machine(definition)]).toEqual([definition, 1]);
});

test("of a plan alone the text of a definition is not seen", () => {
  const of = (type: string, after: object, expressions: object) => {
    const address = `${type}.x`;
    const named = { address, mode: "managed", type, name: "x" };
    return {
      change: {
        ...named,
        change: { actions: ["create"], before: null, after, after_unknown: { id: true, arn: true } },
      },
      planned: { ...named, values: after },
      configured: { ...named, expressions },
    };
  };
  const definition = { references: ["aws_lambda_function.x.arn", "aws_lambda_function.x"] };
  const parts = [of("aws_lambda_function", {}, {}), of("aws_sfn_state_machine", {}, { definition })];
  const changes = parts.map(({ change }) => change);
  Object.assign(changes[1]!.change.after_unknown, { definition: true });
  const plan = {
    format_version: "1.2",
    planned_values: { root_module: { resources: parts.map(({ planned }) => planned) } },
    resource_changes: changes,
    configuration: { root_module: { resources: parts.map(({ configured }) => configured) } },
  };
  const { unread: found } = facts({ name: "plan.json", text: JSON.stringify(plan) });
  expect(found.map(({ address }) => address)).toEqual(["aws_sfn_state_machine.x"]);
});

test("what is shared with other accounts is named where they put machines or networks into it", () => {
  const share = (resource_arn: string) => ({
    aws_subnet: { a: { vpc_id: "vpc-0aaaaaaaa", cidr_block: "10.0.0.0/24" } },
    aws_ec2_managed_prefix_list: { l: { name: "l", address_family: "IPv4", max_entries: 1 } },
    aws_ram_resource_association: {
      x: { resource_share_arn: "arn:aws:ram:us-east-1:1:resource-share/x", resource_arn },
    },
  });
  const addresses = (arn: string) => unread(share(arn)).map(([address]) => address);
  for (const arn of ["${aws_subnet.a.arn}", "arn:aws:ec2:us-east-1:1:transit-gateway/tgw-1", "${var.unknown}"])
    expect(addresses(arn)).toEqual(["aws_ram_resource_association.x"]);
  for (const arn of ["${aws_ec2_managed_prefix_list.l.arn}", "arn:aws:ec2:us-east-1:1:prefix-list/pl-1"])
    expect(addresses(arn)).toEqual([]);
});

test("an interface in a secondary network is named, of an instance and of a template", () => {
  const secondary = [{ network_card_index: 1, secondary_subnet_id: "ss-0123456789abcdef0" }];
  const addresses = (resource: object) => unread(resource).map(([address]) => address);
  expect(addresses({ aws_instance: { a: { secondary_network_interface: secondary } } })).toEqual(["aws_instance.a"]);
  expect(addresses({ aws_instance: { a: { secondary_network_interface: [] } } })).toEqual([]);
  const template = { aws_launch_template: { t: { secondary_interfaces: secondary } } };
  const launch_template = [{ id: "${aws_launch_template.t.id}" }];
  expect(addresses({ ...template, aws_instance: { a: { launch_template } } })).toEqual(["aws_instance.a"]);
  expect(addresses({ ...template, aws_autoscaling_group: { g: { launch_template } } })).toEqual([
    "aws_autoscaling_group.g",
  ]);
});

test("a state machine that may start tasks is named, and one that calls functions alone is not", () => {
  const machine = (definition: string) => unread({ aws_sfn_state_machine: { x: { definition } } }).length;
  expect(machine('{"Resource":"arn:aws:states:::ecs:runTask.sync"}')).toBe(1);
  expect(machine("${var.unknown}")).toBe(1);
  expect(machine('{"Resource":"arn:aws:states:::lambda:invoke"}')).toBe(0);
  expect(machine('{"Resource":"arn:aws:states:::elasticmapreduce:createCluster.sync"}')).toBe(1);
  expect(machine('{"Resource":"arn:aws:states:::aws-sdk:ec2:runInstances"}')).toBe(1);
});

test.each([
  ["arn:aws:scheduler:::aws-sdk:ecs:runTask", 1],
  ["arn:aws:scheduler:::aws-sdk:ec2:authorizeSecurityGroupIngress", 1],
  ["arn:aws:scheduler:::aws-sdk:${var.call}", 1],
  ["arn:aws:scheduler:::aws-sdk:${data.aws_ssm_parameter.p.value}", 1],
  ["${data.aws_ssm_parameter.p.value}", 1],
  ["arn:aws:scheduler:::aws-sdk:sqs:sendMessage", 0],
  ["arn:aws:lambda:us-east-1:123456789012:function:f", 0],
  ["arn:aws:lambda:us-east-1:${data.aws_caller_identity.c.account_id}:function:f", 0],
  ["${aws_lambda_function.f.arn}", 0],
])("of what a schedule may call, %s is named %i times", (arn, times) => {
  const resource = {
    aws_lambda_function: { f: { function_name: "f" } },
    aws_scheduler_schedule: { x: { target: [{ arn, input: "{}" }] } },
  };
  const data = { aws_caller_identity: { c: {} }, aws_ssm_parameter: { p: { name: "p" } } };
  const found = factsOf(resource, { data, variable: { call: {} } }).unread.map(({ address }) => address);
  expect(found).toEqual(times === 1 ? ["aws_scheduler_schedule.x"] : []);
});

const addon = (configuration_values?: string, addon_name = "vpc-cni") => ({
  aws_eks_addon: { a: { cluster_name: "c", addon_name, configuration_values } },
});
const guarded = (name: string, status: string, agents: string) => ({
  aws_guardduty_detector_feature: {
    f: { detector_id: "d", name, status, additional_configuration: [{ name: "EC2_AGENT_MANAGEMENT", status: agents }] },
  },
});
const lattice = (service: string) => ({
  data: { aws_ec2_managed_prefix_list: { p: { name: `com.amazonaws.us-east-1.${service}` } } },
});

test.each<[string, object, object, number]>([
  ["a network plugin that puts pods into subnets of their own", addon('{"eniConfig":{"create":true}}'), {}, 1],
  ["a network plugin of which it is not known", addon("${data.aws_ssm_parameter.p.value}"), {}, 1],
  ["a network plugin with other settings", addon('{"env":{"ENABLE_PREFIX_DELEGATION":"true"}}'), {}, 0],
  ["a network plugin as it is", addon(), {}, 0],
  ["another addon", addon("${data.aws_ssm_parameter.p.value}", "coredns"), {}, 0],
  ["agents that GuardDuty keeps", guarded("RUNTIME_MONITORING", "ENABLED", "ENABLED"), {}, 1],
  ["agents that others keep", guarded("RUNTIME_MONITORING", "ENABLED", "DISABLED"), {}, 0],
  ["a feature that is off", guarded("RUNTIME_MONITORING", "DISABLED", "ENABLED"), {}, 0],
  ["another feature", guarded("S3_DATA_EVENTS", "ENABLED", "ENABLED"), {}, 0],
  ["the list of VPC Lattice", {}, lattice("vpc-lattice"), 1],
  ["the list of another service", {}, lattice("s3"), 0],
])("names %s only where it opens a way", (_, resource, rest, expected) => {
  expect(factsOf(resource, rest).unread).toHaveLength(expected);
});

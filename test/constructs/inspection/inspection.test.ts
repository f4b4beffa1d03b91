import { services, type InspectionMode, type InspectionProps } from "../../../lib";
import { disturbances } from "../additions";
import { ofType, synthesize, type Config, type Synthesized } from "../synth";
import { because, estate, freshPlans, networksOnHub, vendors } from "./estate";

const toVendors = { domains: vendors, services: services.https } as const;

/** The patch mirror of one network and the desks of the other, each with domains of its own. */
const asked = (more: Parameters<typeof estate>[1] = {}): Synthesized =>
  synthesize((stack) => {
    const { updates, mirror, desks } = estate(stack, more);
    mirror.allowToDomains(updates, toVendors, because);
    desks.allowToDomains(updates, { domains: ["www.example.org"], services: services.https }, because);
  });

/** `where to what` of routes, sorted, without the zone's own names. */
const routes = ({ terraform }: Synthesized, type: string): readonly string[] =>
  Object.entries(ofType(terraform, type))
    .filter(([name]) => !name.includes("_Drop_"))
    .map(([name, { destination_cidr_block: block, ...config }]) => {
      const [key, target] =
        Object.entries(config).find(([one]) => !["route_table_id", "transit_gateway_route_table_id"].includes(one)) ??
        [];
      return `${name.replace(/_To_.*/, "")} ${String(block)} ${String(key)} ${shortened(String(target))}`;
    })
    .sort();

function shortened(target: string): string {
  const endpoint = /availability_zone == \\?"([^"\\]+)/.exec(target);
  return endpoint === null
    ? target.replace(/\$\{([^.]+\.)|(_[0-9A-F]{8}\.id\})/g, "")
    : `endpoint in ${endpoint[1] ?? ""}`;
}

const one = (configs: Readonly<Record<string, Config>>): Config => {
  const [config, ...more] = Object.values(configs);
  if (config === undefined || more.length > 0) throw new Error("not one");
  return config;
};

test("Each zone leads from the transit gateway to its firewall endpoint, its NAT gateway and out, and the same way back.", () => {
  const inVpc = routes(asked(), "aws_route").filter((line) => line.includes("Inspection"));
  expect(inVpc).toEqual(
    ["us-east-1a", "us-east-1b"]
      .flatMap((zone) => [
        `hub_Inspection_TransitAttachment_Subnets_${zone} 0.0.0.0/0 vpc_endpoint_id endpoint in ${zone}`,
        `hub_Inspection_FirewallSubnets_${zone} 0.0.0.0/0 nat_gateway_id hub_Inspection_Nat_${zone}`,
        `hub_Inspection_NatSubnets_${zone} 0.0.0.0/0 gateway_id hub_Inspection_InternetGateway`,
        ...["10.40.0.0/24", "10.41.0.0/24"].flatMap((block) => [
          `hub_Inspection_FirewallSubnets_${zone} ${block} transit_gateway_id hub`,
          `hub_Inspection_NatSubnets_${zone} ${block} vpc_endpoint_id endpoint in ${zone}`,
        ]),
      ])
      .sort(),
  );
});

test("Only the tables of segments that asked lead out, and only their exact blocks have a way back.", () => {
  const synthesized = synthesize((stack) => {
    const { general, updates, mirror } = estate(stack);
    general.addClinicalSegment("records");
    mirror.allowToDomains(updates, toVendors, because);
  });
  expect(routes(synthesized, "aws_route").filter((line) => !line.includes("Inspection"))).toEqual(
    ["us-east-1a", "us-east-1b"].map((zone) => `general_patch-mirror_Subnets_${zone} 0.0.0.0/0 transit_gateway_id hub`),
  );
  expect(routes(synthesized, "aws_ec2_transit_gateway_route")).toEqual([
    "hub_inspection_updates 10.40.0.0/24 transit_gateway_attachment_id general_TransitAttachment",
    "hub_network_st-marys 0.0.0.0/0 transit_gateway_attachment_id hub_Inspection_TransitAttachment",
  ]);
  expect(ofType(synthesized.terraform, "aws_ec2_transit_gateway_route_table_propagation")).toEqual({});
});

test("Both ways of a connection go through one zone.", () => {
  const modes = Object.entries(ofType(asked().terraform, "aws_ec2_transit_gateway_vpc_attachment")).map(
    ([name, { appliance_mode_support: mode }]) => [name, mode],
  );
  expect(modes).toEqual([
    ["cardiac_TransitAttachment", undefined],
    ["general_TransitAttachment", undefined],
    ["hub_Inspection_TransitAttachment", "enable"],
  ]);
});

test("What no list passes is dropped and told, in strict order.", () => {
  expect(one(ofType(asked().terraform, "aws_networkfirewall_firewall_policy"))["firewall_policy"]).toMatchObject({
    stateless_default_actions: ["aws:forward_to_sfe"],
    stateless_fragment_default_actions: ["aws:drop"],
    stateful_default_actions: ["aws:drop_established", "aws:alert_established"],
    stateful_engine_options: { rule_order: "STRICT_ORDER", stream_exception_policy: "DROP" },
  });
});

test("Each conduit has a list of its own: its domains, from its segment's block, read where its service shows them.", () => {
  const { terraform } = synthesize((stack) => {
    const { updates, mirror, desks } = estate(stack);
    mirror.allowToDomains(updates, toVendors, because);
    mirror.allowToDomains(updates, { domains: ["old.example.com"], services: services.http }, because);
    desks.allowToDomains(updates, { domains: ["www.example.org"], services: services.https }, because);
  });
  const lists = Object.values(ofType(terraform, "aws_networkfirewall_rule_group")).map(
    ({ name, capacity, rule_group: group }) => ({ name, capacity, group }),
  );
  const group = (block: string, type: string, ...targets: readonly string[]) => ({
    rule_variables: { ip_sets: [{ key: "HOME_NET", ip_set: { definition: [block] } }] },
    rules_source: { rules_source_list: { generated_rules_type: "ALLOWLIST", target_types: [type], targets } },
    stateful_rule_options: { rule_order: "STRICT_ORDER" },
  });
  expect(lists).toEqual([
    { name: "updates-desks-https", capacity: 110, group: group("10.41.0.0/24", "TLS_SNI", "www.example.org") },
    { name: "updates-patch-mirror-http", capacity: 110, group: group("10.40.0.0/24", "HTTP_HOST", "old.example.com") },
    {
      name: "updates-patch-mirror-https",
      capacity: 110,
      group: group("10.40.0.0/24", "TLS_SNI", ".vendor.example", "updates.example.com"),
    },
  ]);
});

test("Alert mode drops nothing and has no list in its policy, as a list drops what it does not name.", () => {
  const alert = { reason: "Finding the names", approver: "CISO", ticket: "CHG-7", expires: "2026-12-31" };
  const mode: InspectionMode = { alert };
  const { terraform, intent } = asked({ mode });
  const policy = one(ofType(terraform, "aws_networkfirewall_firewall_policy"))["firewall_policy"];
  expect(policy).toMatchObject({
    stateful_default_actions: ["aws:alert_established"],
    stateful_rule_group_reference: [],
  });
  expect(intent.networks.map(({ inspection }) => inspection?.mode)).toEqual([undefined, undefined, "alert"]);
  expect(intent.networks[2]?.inspection?.alert).toEqual(alert);
  const warnings: unknown[] = [];
  synthesize((stack) => {
    const { updates } = estate(stack, { mode });
    warnings.push(...updates.node.metadata.map(({ data }) => data as unknown));
  });
  expect(warnings).toEqual([
    'inspection VPC "updates" only alerts until 2026-12-31: what no domain list names passes (CHG-7)',
  ]);
});

test("The ACLs of all three sorts of subnets have the ports of conduits alone, from and to the blocks that asked and public addresses.", () => {
  const said = (config: Config): readonly string[] =>
    (["ingress", "egress"] as const).flatMap((direction) =>
      (config[direction] as readonly Config[]).map((entry) =>
        [direction, entry["action"], entry["protocol"], entry["cidr_block"], entry["from_port"], entry["to_port"]].join(
          " ",
        ),
      ),
    );
  const acls = Object.entries(ofType(asked().terraform, "aws_network_acl")).filter(([name]) =>
    name.includes("Inspection"),
  );
  const denied = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16"];
  const expected = (direction: string, block: readonly [number, number], world: readonly [number, number]) =>
    [
      ...["10.40.0.0/24", "10.41.0.0/24"].map((each) => `${direction} allow 6 ${each} ${block.join(" ")}`),
      ...denied.map((each) => `${direction} deny -1 ${each} 0 0`),
      `${direction} allow 6 0.0.0.0/0 ${world.join(" ")}`,
    ] as const;
  const all = [
    ...expected("ingress", [443, 443], [1024, 65535]),
    ...expected("egress", [1024, 65535], [443, 443]),
  ].sort();
  expect(acls.map(([name, config]) => [name, [...said(config)].sort()])).toEqual(
    ["FirewallSubnetsAcl", "NatSubnetsAcl", "TransitAttachment_NetworkAcl"].map((name) => [
      `hub_Inspection_${name}`,
      all,
    ]),
  );
});

test("Alerts and flows go to one encrypted log group that is kept six years, and nothing is destroyed or moved by accident.", () => {
  const { terraform } = asked();
  const logs = one(ofType(terraform, "aws_cloudwatch_log_group"));
  expect(logs).toMatchObject({
    name: "/aws/vendedlogs/cordon/updates/firewall",
    retention_in_days: 2192,
    lifecycle: { prevent_destroy: true },
  });
  expect(String(logs["kms_key_id"])).toContain("aws_kms_key.hub_Inspection_Firewall_Logs_Key");
  const { log_destination_config: destinations } = one(ofType(terraform, "aws_networkfirewall_logging_configuration"))[
    "logging_configuration"
  ] as { readonly log_destination_config: readonly Config[] };
  expect(destinations.map(({ log_type: type, log_destination_type: to }) => [type, to])).toEqual([
    ["ALERT", "CloudWatchLogs"],
    ["FLOW", "CloudWatchLogs"],
  ]);
  expect(one(ofType(terraform, "aws_networkfirewall_firewall"))).toMatchObject({
    delete_protection: true,
    firewall_policy_change_protection: true,
    subnet_change_protection: true,
    lifecycle: { prevent_destroy: true },
  });
  const loose = one(
    ofType(asked({ destruction: "allowed", subnetChanges: "allowed" }).terraform, "aws_networkfirewall_firewall"),
  );
  expect(loose).toMatchObject({ delete_protection: false, subnet_change_protection: false });
  expect(loose["lifecycle"]).toEqual({});
});

test("The intent names the domains of each conduit, and the conduits that pass the firewall.", () => {
  const { intent } = asked();
  const [cardiac, general, updates] = intent.networks;
  expect(cardiac?.conduits.map(({ id, domains }) => [id, domains])).toEqual([
    ["desks>internet:https", ["www.example.org"]],
  ]);
  expect(general?.conduits.map(({ id, domains }) => [id, domains])).toEqual([
    ["patch-mirror>internet:https", [".vendor.example", "updates.example.com"]],
  ]);
  expect(updates?.segments).toEqual([]);
  expect({ ...updates?.inspection, firewall: "", policy: "" }).toEqual({
    mode: "enforce",
    firewall: "",
    policy: "",
    conduits: ["desks>internet:https", "patch-mirror>internet:https"],
  });
  expect(
    updates?.quotas.filter(({ quota }) => /^(domain|nat|elastic)/.test(quota)).map(({ quota, used }) => [quota, used]),
  ).toEqual([
    ["domainListsPerFirewallPolicy", 2],
    ["natGatewaysPerZone", 1],
    ["elasticIpsPerRegion", 2],
  ]);
});

test("The network's own way out and the inspection VPC serve different segments of one network.", () => {
  const { terraform, intent } = synthesize((stack) => {
    const { general, updates, mirror } = estate(stack);
    mirror.allowToDomains(updates, toVendors, because);
    general.addInternetEgress();
    general.addGuestSegment("guests").allowToInternet(services.https, { reason: "Visitors" });
  });
  expect(
    intent.networks.find(({ name }) => name === "st-marys")?.conduits.map(({ id, domains }) => [id, domains]),
  ).toEqual([
    ["guests>internet:https", undefined],
    ["patch-mirror>internet:https", [".vendor.example", "updates.example.com"]],
  ]);
  const acl = JSON.stringify(ofType(terraform, "aws_network_acl")["general_InternetEgress_NetworkAcl"]);
  expect([acl.includes("10.40.1.0/24"), acl.includes("10.40.0.0/24")]).toEqual([false, true]);
});

describe("Adding to an inspection VPC only adds:", () => {
  type Estate = ReturnType<typeof estate>;
  const toMirror = ({ updates, mirror }: Estate) => mirror.allowToDomains(updates, toVendors, because);

  /** What a change disturbs of the vendors' updates for the patch mirror. */
  const disturbed = (change: (all: Estate) => void, more: Partial<InspectionProps> = {}): readonly string[] => {
    const plans = freshPlans();
    const before = synthesize((stack) => void toMirror(estate(stack, {}, plans)));
    const after = synthesize((stack) => {
      change(estate(stack, more, plans));
    });
    return disturbances(before.terraform, after.terraform);
  };

  test("a domain, to the list of its conduit.", () => {
    const domains = [...vendors, "a.example.net"] as const;
    expect(
      disturbed(({ updates, mirror }) => {
        mirror.allowToDomains(updates, { ...toVendors, domains }, because);
      }),
    ).toEqual([]);
  });

  test("a service, a segment, a network and a conduit.", () => {
    expect(
      disturbed((all) => {
        const { general, updates, mirror, desks } = all;
        toMirror(all);
        mirror.allowTo(general.addClinicalSegment("records"), services.https, { reason: "Packages" });
        mirror.allowToDomains(updates, { domains: ["old.example.com"], services: services.http }, because);
        desks.allowToDomains(updates, { domains: ["www.example.org"], services: services.https }, because);
      }),
    ).toEqual([]);
  });

  test("a zone.", () => {
    expect(disturbed(toMirror, { availabilityZones: ["us-east-1a", "us-east-1b", "us-east-1c"] })).toEqual([]);
  });

  test("the inspection VPC itself, to a hub that has networks.", () => {
    const plans = freshPlans();
    const before = synthesize((stack) => void networksOnHub(stack, plans));
    const after = synthesize((stack) => void toMirror(estate(stack, {}, plans)));
    expect(disturbances(before.terraform, after.terraform)).toEqual([]);
  });
});

test("The same declarations in another order give the same bytes.", () => {
  const one = asked().text;
  const other = synthesize((stack) => {
    const { updates, mirror, desks } = estate(stack);
    desks.allowToDomains(updates, { domains: ["www.example.org"], services: services.https }, because);
    mirror.allowToDomains(updates, { ...toVendors, domains: [vendors[1], vendors[0]] }, because);
  }).text;
  expect(other.intent).toBe(one.intent);
  expect(other.terraform).toBe(one.terraform);
});

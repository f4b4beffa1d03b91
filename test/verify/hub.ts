/** An inspection VPC on a transit gateway, by hand: the only way out of two spokes, and between them. */
import { addresses, block, exactly, Network, to } from "./network";

export interface Shape {
  readonly appliance: boolean;
  /** Each zone of the inspection VPC has a firewall endpoint and a NAT gateway. */
  readonly zones: readonly string[];
  readonly listed?: boolean;
}

/** Spokes `sa` (zone a) and `sb` (zone b), whose default route leads to the inspection VPC, and from there out. */
export function hub({ appliance, zones, listed = true }: Shape): Network {
  const n = new Network()
    .vpc("va", "10.1.0.0/16")
    .vpc("vb", "10.2.0.0/16")
    .vpc("vi", "10.9.0.0/16")
    .subnet("sa", "va", "10.1.1.0/24", "a")
    .subnet("sb", "vb", "10.2.1.0/24", "b")
    .openGroup("ga", "va")
    .openGroup("gb", "vb")
    .face("ia", "sa", ["ga"])
    .face("ib", "sb", ["gb"])
    .gateway("igw", "internet", "vi");
  for (const [vpc, zone, i] of [
    ["va", "a", 1],
    ["va", "b", 2],
    ["vb", "a", 1],
    ["vb", "b", 2],
  ] as const)
    n.subnet(`${vpc}-door-${zone}`, vpc, `10.${vpc === "va" ? "1" : "2"}.9.${String(i * 16)}/28`, zone);
  zones.forEach((zone, i) => {
    n.subnet(`door-${zone}`, "vi", `10.9.${String(i)}.0/28`, zone)
      .subnet(`wall-${zone}`, "vi", `10.9.${String(i)}.16/28`, zone)
      .subnet(`nat-${zone}`, "vi", `10.9.${String(i)}.32/28`, zone)
      .nat(`nat-gw-${zone}`, `nat-${zone}`)
      .table(`door-rt-${zone}`, "vi", `door-${zone}`)
      .route(`door-rt-${zone}`, "0.0.0.0/0", { kind: "firewall", to: to("fw"), endpointIn: to(`wall-${zone}`) })
      .table(`wall-rt-${zone}`, "vi", `wall-${zone}`)
      .route(`wall-rt-${zone}`, "0.0.0.0/0", ["nat-gateway", `nat-gw-${zone}`])
      .route(`wall-rt-${zone}`, "10.0.0.0/8", ["transit-gateway", "tgw"])
      .table(`nat-rt-${zone}`, "vi", `nat-${zone}`)
      .route(`nat-rt-${zone}`, "0.0.0.0/0", ["internet-gateway", "igw"])
      .route(`nat-rt-${zone}`, "10.0.0.0/8", { kind: "firewall", to: to("fw"), endpointIn: to(`wall-${zone}`) });
  });
  n.route("va-main", "0.0.0.0/0", ["transit-gateway", "tgw"]).route("vb-main", "0.0.0.0/0", ["transit-gateway", "tgw"]);
  n.transit(
    "tgw",
    {
      va: ["va-door-a", "va-door-b"],
      vb: ["vb-door-a", "vb-door-b"],
      vi: zones.map((zone) => `door-${zone}`),
    },
    { propagate: false },
  );
  const { lists } = n;
  lists.transitAttachments = lists.transitAttachments.map((each) =>
    each.id === "tgw-vi" ? { ...each, applianceMode: exactly(appliance) } : each,
  );
  // Spokes know only the way to the inspection VPC; what comes back from it knows the spokes.
  lists.transitRouteTables.push({ ...n.base("after"), transitGateway: to("tgw") });
  lists.transitAssociations = lists.transitAssociations.map((each) =>
    "to" in each.attachment && each.attachment.to === "tgw-vi" ? { ...each, table: to("after") } : each,
  );
  const way = (table: string, text: string, attachment: string): void => {
    lists.transitRoutes.push({
      ...n.base(`${table}:${text}`),
      table: to(table),
      destination: { block: block(text) },
      to: { attachment: to(attachment) },
    });
  };
  way("tgw-table", "0.0.0.0/0", "tgw-vi");
  way("after", "10.1.0.0/16", "tgw-va");
  way("after", "10.2.0.0/16", "tgw-vb");
  lists.firewalls.push({
    ...n.base("fw"),
    vpc: to("vi"),
    subnets: zones.map((z) => to(`wall-${z}`)),
    policy: to("policy"),
  });
  lists.firewallPolicies.push({
    ...n.base("policy"),
    statelessDefault: exactly(["aws:forward_to_sfe"]),
    statelessFragmentDefault: exactly(["aws:forward_to_sfe"]),
    statelessGroups: [],
    statefulGroups: [
      { priority: exactly(1), group: to("ports") },
      { priority: exactly(2), group: to("updates") },
    ],
    statefulDefault: exactly(["aws:drop_established"]),
    statefulOrder: exactly("strict"),
    variables: [{ name: "HOME_NET", addresses: { exact: addresses("10.0.0.0/8") } }],
  });
  const rule = (action: string, source: string, destination: string, destinationPort: string) => ({
    action: exactly(action),
    protocol: exactly("TCP"),
    source: exactly(source),
    sourcePort: exactly("ANY"),
    destination: exactly(destination),
    destinationPort: exactly(destinationPort),
    direction: exactly("FORWARD"),
    keywords: exactly(["sid"]),
  });
  lists.firewallRuleGroups.push(
    {
      ...n.base("ports"),
      variables: [],
      rules: {
        kind: "tuples",
        rules: [
          rule("PASS", "10.1.0.0/16", "10.2.0.0/16", "8443"),
          rule("DROP", "$HOME_NET", "$HOME_NET", "ANY"),
          rule("DROP", "$HOME_NET", "$EXTERNAL_NET", "0:442"),
          rule("DROP", "$HOME_NET", "$EXTERNAL_NET", "444:65535"),
        ],
      },
    },
    {
      ...n.base("updates"),
      variables: [],
      rules: {
        kind: "domains",
        action: exactly("allow"),
        targets: exactly(listed ? [".updates.example.com"] : []),
        inspects: exactly(["TLS_SNI", "HTTP_HOST"]),
      },
    },
  );
  return n;
}

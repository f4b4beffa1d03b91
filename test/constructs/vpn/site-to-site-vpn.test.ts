/** One gateway of a site: both tunnels complete and the same, no key anywhere, and refusals. */
import { VpnConnection } from "@cdktf/provider-aws/lib/vpn-connection";
import type { TerraformStack } from "cdktf";
import {
  Cidr,
  SiteToSiteVpn,
  VpnGateway,
  VpnLogs,
  tunnelFor,
  tunnelPolicies,
  type GatewayDefinition,
  type SiteEdge,
  type SiteToSiteVpnProps,
} from "../../../lib";
import { refusal, type Config, type TerraformJson } from "../synth";
import { ofType, synthesizeStack } from "./stack";

const gateway: GatewayDefinition = {
  name: "primary",
  address: "203.0.113.10",
  asn: 65_010,
  insideBlocks: [Cidr.of("169.254.10.0/30"), Cidr.of("169.254.10.4/30")],
};
const certificateArn = "arn:aws:acm:us-east-1:111122223333:certificate/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";
const transit: SiteEdge = { kind: "transit-gateway", transitGatewayId: "tgw-0123456789abcdef0", asn: 64_512 };
const logGroupArn = "arn:aws:logs:us-east-1:111122223333:log-group:/aws/vendedlogs/cordon/st-marys/vpn";
const { edge } = VpnGateway.fromVpnGatewayAttributes({ vpnGatewayId: "vgw-0123456789abcdef0", asn: 64_512 });

const vpnIn = (stack: TerraformStack, more: Partial<SiteToSiteVpnProps> = {}, id = "vpn"): SiteToSiteVpn =>
  new SiteToSiteVpn(stack, id, {
    name: "clinic-primary",
    edge,
    gateway,
    routing: "static",
    logs: { logGroupArn },
    ...more,
  });
const synth = (more: Partial<SiteToSiteVpnProps> = {}): TerraformJson =>
  synthesizeStack((stack) => void vpnIn(stack, more));
const connectionOf = (terraform: TerraformJson): Config => ofType(terraform, "aws_vpn_connection")["vpn"]!;
const gatewayOf = (terraform: TerraformJson): Config =>
  ofType(terraform, "aws_customer_gateway")["vpn_CustomerGateway"]!;

/** All that one tunnel has, without its number. */
const tunnelOf = (config: Config, tunnel: 1 | 2): Config =>
  Object.fromEntries(
    Object.entries(config).flatMap(([key, value]) =>
      key.startsWith(`tunnel${tunnel}_`) ? [[key.slice("tunnelN_".length), value]] : [],
    ),
  );

const strictTunnel = {
  ike_versions: ["ikev2"],
  phase1_encryption_algorithms: ["AES256-GCM-16"],
  phase1_integrity_algorithms: ["SHA2-384"],
  phase1_dh_group_numbers: [19, 20, 21],
  phase1_lifetime_seconds: 28_800,
  phase2_encryption_algorithms: ["AES256-GCM-16"],
  phase2_integrity_algorithms: ["SHA2-384"],
  phase2_dh_group_numbers: [19, 20, 21],
  phase2_lifetime_seconds: 3600,
  rekey_margin_time_seconds: 540,
  rekey_fuzz_percentage: 100,
  replay_window_size: 1024,
  dpd_timeout_seconds: 30,
  dpd_timeout_action: "restart",
  startup_action: "start",
  enable_tunnel_lifecycle_control: true,
  log_options: {
    cloudwatch_log_options: { log_enabled: true, log_group_arn: logGroupArn, log_output_format: "json" },
  },
};

describe("a VPN of one gateway", () => {
  test("has everything that the provider takes for a tunnel, for both, and the same", () => {
    const config = connectionOf(synth());
    expect(tunnelOf(config, 1)).toEqual({ ...strictTunnel, inside_cidr: "169.254.10.0/30" });
    expect(tunnelOf(config, 2)).toEqual({ ...strictTunnel, inside_cidr: "169.254.10.4/30" });
  });

  test("leaves no argument of a tunnel out but a key and what is for IPv6", () => {
    const declared = tunnelArgumentsOfProvider();
    expect(declared).toEqual([...Object.keys(strictTunnel), "inside_cidr", "inside_ipv6_cidr", "preshared_key"].sort());
  });

  test("has nothing else beside its tunnels", () => {
    const config = connectionOf(synth());
    const rest = Object.fromEntries(Object.entries(config).filter(([key]) => !/^tunnel[12]_/.test(key)));
    expect(rest).toEqual({
      type: "ipsec.1",
      customer_gateway_id: "${aws_customer_gateway.vpn_CustomerGateway_HASH.id}",
      vpn_gateway_id: "vgw-0123456789abcdef0",
      static_routes_only: true,
      local_ipv4_network_cidr: "0.0.0.0/0",
      remote_ipv4_network_cidr: "0.0.0.0/0",
      preshared_key_storage: "SecretsManager",
      lifecycle: { prevent_destroy: true },
      tags: { Name: "clinic-primary" },
    });
    expect(gatewayOf(synth())).toEqual({
      type: "ipsec.1",
      bgp_asn: "65010",
      ip_address: "203.0.113.10",
      lifecycle: { prevent_destroy: true, create_before_destroy: true },
      tags: { Name: "clinic-primary" },
    });
  });

  test("ends at a transit gateway as well, with BGP", () => {
    const { transit_gateway_id, vpn_gateway_id, static_routes_only } = connectionOf(
      synth({ edge: transit, routing: "bgp" }),
    );
    expect({ transit_gateway_id, vpn_gateway_id, static_routes_only }).toEqual({
      transit_gateway_id: "tgw-0123456789abcdef0",
      vpn_gateway_id: undefined,
      static_routes_only: false,
    });
  });

  test("writes a large ASN where the provider wants it", () => {
    const { bgp_asn, bgp_asn_extended } = gatewayOf(synth({ gateway: { ...gateway, asn: 4_200_000_001 } }));
    expect({ bgp_asn, bgp_asn_extended }).toEqual({ bgp_asn: undefined, bgp_asn_extended: "4200000001" });
  });

  test("with a certificate has no key at all", () => {
    const terraform = synth({ gateway: { ...gateway, certificateArn } });
    expect(gatewayOf(terraform)["certificate_arn"]).toBe(certificateArn);
    expect(JSON.stringify(terraform)).not.toContain("preshared");
  });

  test("without an address waits for the gateway to open the tunnels", () => {
    const { address: _, ...unaddressed } = gateway;
    const terraform = synth({ gateway: { ...unaddressed, certificateArn } });
    for (const tunnel of [1, 2] as const) {
      const { startup_action, dpd_timeout_action } = tunnelOf(connectionOf(terraform), tunnel);
      expect([startup_action, dpd_timeout_action]).toEqual(["add", "clear"]);
    }
    expect(gatewayOf(terraform)["ip_address"]).toBeUndefined();
  });

  test("may be destroyed only where that was chosen", () => {
    const terraform = synth({ destruction: "allowed" });
    expect(connectionOf(terraform)["lifecycle"]).toEqual({});
    expect(gatewayOf(terraform)["lifecycle"]).toEqual({ create_before_destroy: true });
  });

  test("routes blocks by their own ids, in any order", () => {
    const routes = (blocks: readonly string[]) =>
      ofType(
        synthesizeStack((stack) => {
          const vpn = vpnIn(stack);
          for (const block of blocks) vpn.routeTo(Cidr.of(block));
        }),
        "aws_vpn_connection_route",
      );
    const blocks = ["172.20.8.0/22", "172.20.12.0/24"];
    expect(routes(blocks)).toEqual(routes([...blocks].reverse()));
    expect(
      Object.entries(routes(blocks)).map(([id, { destination_cidr_block }]) => [id, destination_cidr_block]),
    ).toEqual([
      ["vpn_route_172-20-12-0_24", "172.20.12.0/24"],
      ["vpn_route_172-20-8-0_22", "172.20.8.0/22"],
    ]);
  });

  test("changes nothing of another when its tunnel options change", () => {
    const two = (replayWindowSize: number) =>
      synthesizeStack((stack) => {
        vpnIn(stack, {}, "clinic");
        vpnIn(stack, { tunnel: tunnelFor("custom", { replayWindowSize }) }, "campus");
      });
    const [before, after] = [two(1024), two(64)];
    expect(connectionsBut("campus", before)).toEqual(connectionsBut("campus", after));
    expect(before).not.toEqual(after);
  });
});

describe("a VPN of one gateway refuses", () => {
  test.each<[string, Partial<SiteToSiteVpnProps>, string]>([
    [
      "an ASN that is also that of the AWS side",
      { gateway: { ...gateway, asn: 64_512 } },
      "is the same as that of the AWS side",
    ],
    ["an ASN that is reserved", { gateway: { ...gateway, asn: 65_535 } }, "is reserved"],
    ["a private address", { gateway: { ...gateway, address: "10.1.2.3" } }, "is not a public IPv4 address"],
    ["an address of IPv6", { gateway: { ...gateway, address: "2001:db8::1" } }, "is not a public IPv4 address"],
    ["an address with a leading zero", { gateway: { ...gateway, address: "203.0.113.010" } }, "is not an address"],
    [
      "neither address nor certificate",
      { gateway: { ...gateway, address: undefined } },
      "has neither an address nor a certificate",
    ],
    ["a certificate that is none", { gateway: { ...gateway, certificateArn: "my-certificate" } }, "is not one in ACM"],
    ["a third gateway", { gateway: { ...gateway, name: "tertiary" as never } }, "allowed: primary, secondary"],
    [
      "an inside block that AWS keeps",
      { gateway: { ...gateway, insideBlocks: [Cidr.of("169.254.5.0/30"), Cidr.of("169.254.10.4/30")] } },
      "is one that AWS keeps for itself",
    ],
    [
      "one inside block for both tunnels",
      { gateway: { ...gateway, insideBlocks: [Cidr.of("169.254.10.0/30"), Cidr.of("169.254.10.0/30")] } },
      "is also that of",
    ],
    ["a routing that is none", { routing: "ospf" as never }, "allowed: static, bgp"],
    [
      "options out of range",
      { tunnel: { ...tunnelPolicies.strict, replayWindowSize: 1 } },
      "replayWindowSize is out of range",
    ],
    [
      "options for one tunnel only",
      { tunnel: { ...tunnelPolicies.strict, tunnel1: {} } as never },
      "is for one tunnel only",
    ],
    [
      "a key",
      { tunnel: { ...tunnelPolicies.strict, presharedKey: "Sup3rS3cret" } as never },
      "would put a key into code",
    ],
  ])("%s", (_title, more, expected) => {
    const { message, files } = refusal((stack) => void vpnIn(stack, more));
    expect(message).toContain(expected);
    expect(message).toContain("test/vpn: ");
    expect(message).not.toContain("Sup3rS3cret");
    expect(files).toEqual([]);
  });

  test.each<[string, Partial<SiteToSiteVpnProps>, string, string]>([
    ["a static route beside BGP", { routing: "bgp" }, "172.20.8.0/22", "routing static"],
    ["a static route at a transit gateway", { edge: transit }, "172.20.8.0/22", "a transit gateway has route tables"],
    ["a route to IPv6", {}, "2001:db8::/32", "carries IPv4 alone"],
  ])("%s", (_title, more, block, expected) => {
    expect(refusal((stack) => void vpnIn(stack, more).routeTo(Cidr.of(block))).message).toContain(expected);
  });

  test("a route that it has", () => {
    const { message } = refusal((stack) => {
      const vpn = vpnIn(stack);
      vpn.routeTo(Cidr.of("172.20.8.0/22"));
      vpn.routeTo(Cidr.of("172.20.8.0/22"));
    });
    expect(message).toContain("has a route to the block already");
  });
});

describe("an escape hatch of a VPN", () => {
  const hatch = (use: (vpn: SiteToSiteVpn, stack: TerraformStack) => void, more: Partial<SiteToSiteVpnProps> = {}) =>
    refusal((stack) => use(vpnIn(stack, more), stack));

  test.each<[string, (vpn: SiteToSiteVpn, stack: TerraformStack) => void, string]>([
    [
      "a key",
      (vpn) => (vpn.resource.tunnel1PresharedKey = "Sup3rS3cret"),
      '"tunnel1_preshared_key" puts a pre-shared key',
    ],
    [
      "a key by override",
      (vpn) => vpn.resource.addOverride("tunnel2_preshared_key", "Sup3rS3cret"),
      '"tunnel2_preshared_key" puts a pre-shared key',
    ],
    [
      "a key by override of the stack",
      (vpn, stack) =>
        stack.addOverride(
          `resource.aws_vpn_connection.${vpn.resource.friendlyUniqueId}.tunnel1_preshared_key`,
          "Sup3rS3cret",
        ),
      '"tunnel1_preshared_key" puts a pre-shared key',
    ],
    [
      "keys in the state",
      (vpn) => (vpn.resource.presharedKeyStorage = "Standard"),
      "pre-shared keys that AWS makes would be in the state",
    ],
    [
      "the default place of keys",
      (vpn) => vpn.resource.resetPresharedKeyStorage(),
      "pre-shared keys that AWS makes would be in the state",
    ],
    [
      "a tunnel without an option",
      (vpn) => vpn.resource.resetTunnel2Phase1DhGroupNumbers(),
      '"phase1_dh_group_numbers" is not the same in both tunnels',
    ],
    [
      "a tunnel with an option of its own",
      (vpn) => (vpn.resource.tunnel1ReplayWindowSize = 64),
      '"replay_window_size" is not the same in both tunnels',
    ],
    [
      "an option that is gone by override",
      (vpn) => vpn.resource.addOverride("tunnel1_ike_versions", null),
      '"ike_versions" is not the same in both tunnels',
    ],
    [
      "a weak option in both tunnels",
      (vpn) => {
        vpn.resource.tunnel1Phase1DhGroupNumbers = [2];
        vpn.resource.tunnel2Phase1DhGroupNumbers = [2];
      },
      "too weak",
    ],
    [
      "IKEv1 in both tunnels",
      (vpn) => {
        vpn.resource.tunnel1IkeVersions = ["ikev1"];
        vpn.resource.tunnel2IkeVersions = ["ikev1"];
      },
      "IKEv1 has no modern protection",
    ],
    [
      "no option in both tunnels",
      (vpn) => {
        vpn.resource.resetTunnel1StartupAction();
        vpn.resource.resetTunnel2StartupAction();
      },
      "startupAction is missing",
    ],
    [
      "no log in both tunnels",
      (vpn) => {
        vpn.resource.resetTunnel1LogOptions();
        vpn.resource.resetTunnel2LogOptions();
      },
      "tunnel 2 has no log",
    ],
    [
      "no lifecycle control",
      (vpn) => {
        vpn.resource.tunnel1EnableTunnelLifecycleControl = false;
        vpn.resource.tunnel2EnableTunnelLifecycleControl = false;
      },
      "tunnel 1 has no lifecycle control",
    ],
  ])("refuses %s", (_title, use, expected) => {
    const { message, files } = hatch(use);
    expect(message).toContain(expected);
    expect(message).toContain("test/vpn: ");
    expect(message).not.toContain("Sup3rS3cret");
    expect(files).toEqual([]);
  });

  test("refuses a key even where the framework is told to skip validations", () => {
    const { message, files } = hatch((vpn) => {
      Object.assign(vpn.node.root, { skipValidation: true });
      vpn.resource.tunnel1PresharedKey = "Sup3rS3cret";
    });
    expect(message).toMatch(/^test\/vpn: "tunnel1_preshared_key" puts a pre-shared key/);
    expect(files).toEqual([]);
  });

  test("may add to both tunnels alike what a newer provider has", () => {
    const terraform = synthesizeStack((stack) => {
      const vpn = vpnIn(stack);
      for (const tunnel of [1, 2])
        vpn.resource.addOverride(`tunnel${tunnel}_log_options.cloudwatch_log_options.bgp_log_enabled`, true);
    });
    expect(tunnelOf(connectionOf(terraform), 1)["log_options"]).toEqual({
      cloudwatch_log_options: { ...strictTunnel.log_options.cloudwatch_log_options, bgp_log_enabled: true },
    });
  });
});

describe("a VPN gateway", () => {
  test("is on the VPC, has its ASN, and is kept", () => {
    const terraform = synthesizeStack((stack) => {
      const made = new VpnGateway(stack, "edge", { vpcId: "vpc-1", name: "st-marys", asn: 64_512 });
      expect(made.edge).toEqual({ kind: "vpn-gateway", vpnGatewayId: made.vpnGatewayId, asn: 64_512 });
    });
    expect(ofType(terraform, "aws_vpn_gateway")).toEqual({
      edge: {
        vpc_id: "vpc-1",
        amazon_side_asn: "64512",
        lifecycle: { prevent_destroy: true },
        tags: { Name: "st-marys" },
      },
    });
  });

  test("refuses an ASN that AWS does not take", () => {
    const { message } = refusal((stack) => {
      new VpnGateway(stack, "edge", { vpcId: "vpc-1", name: "x", asn: 65_536 });
    });
    expect(message).toContain(
      "test/edge: ASN of the VPN gateway is not one that AWS takes for its side; received 65536",
    );
  });

  test("that exists may have an ASN from before 2018, and refuses others", () => {
    expect(VpnGateway.fromVpnGatewayAttributes({ vpnGatewayId: "vgw-1", asn: 7224 }).asn).toBe(7224);
    expect(() => VpnGateway.fromVpnGatewayAttributes({ vpnGatewayId: "vgw-1", asn: 3 })).toThrow(
      "is not one that AWS takes",
    );
    expect(() => VpnGateway.fromVpnGatewayAttributes({ vpnGatewayId: " ", asn: 7224 })).toThrow(
      "id of the VPN gateway is missing",
    );
  });
});

describe("the logs of VPNs", () => {
  test("are encrypted with a key that rotates and that serves them alone, in any partition", () => {
    const terraform = synthesizeStack((stack) => {
      new VpnLogs(stack, "logs", { name: "st-marys" });
    });
    expect(ofType(terraform, "aws_cloudwatch_log_group")).toEqual({
      logs: {
        name: "/aws/vendedlogs/cordon/st-marys/vpn",
        kms_key_id: "${aws_kms_key.logs_Key_HASH.arn}",
        retention_in_days: 2192,
        lifecycle: { prevent_destroy: true },
        tags: { Name: "st-marys-vpn-logs" },
      },
    });
    const { policy, ...key } = ofType(terraform, "aws_kms_key")["logs_Key"]!;
    expect(key).toEqual({
      description: "Logs of the VPN tunnels of network st-marys",
      enable_key_rotation: true,
      lifecycle: { prevent_destroy: true },
      tags: { Name: "st-marys-vpn-logs" },
    });
    expect(policy).toContain("log-group:/aws/vendedlogs/cordon/st-marys/vpn");
    expect(policy).toContain(
      "logs.${data.aws_region.logs_Region_HASH.name}.${data.aws_partition.logs_Partition_HASH.dns_suffix}",
    );
    expect(policy).not.toContain("arn:aws");
    expect(policy).not.toContain("amazonaws.com");
  });

  test.each([0, 31, 2191, 3654, "30"])("refuse a retention of %s days", (retentionInDays) => {
    const props = { name: "st-marys", retentionInDays: retentionInDays as never };
    expect(
      refusal((stack) => {
        new VpnLogs(stack, "logs", props);
      }).message,
    ).toContain("retention of the VPN logs is not one that CloudWatch Logs has");
  });
});

/** Every argument that the provider's own code has for the first tunnel. */
function tunnelArgumentsOfProvider(): readonly string[] {
  return Object.getOwnPropertyNames(VpnConnection.prototype)
    .flatMap((name) => {
      const option = /^tunnel1(.+)Input$/.exec(name)?.[1];
      return option === undefined
        ? []
        : [
            option
              .replaceAll(/([A-Z])/g, "_$1")
              .slice(1)
              .toLowerCase(),
          ];
    })
    .sort();
}

function connectionsBut(id: string, terraform: TerraformJson): Config {
  const kept = ["aws_vpn_connection", "aws_customer_gateway"].flatMap((type) =>
    Object.entries(ofType(terraform, type)),
  );
  return Object.fromEntries(kept.filter(([name]) => !name.startsWith(id)));
}

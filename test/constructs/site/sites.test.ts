import { services, type HospitalNetwork } from "../../../lib";
import { disturbances } from "../additions";
import { networkOf, ofType, resourcesOf, synthesizeNetwork } from "../synth";

const care = { reason: "Drug library", failMode: "fail-closed" } as const;

/** A campus by BGP with two gateways, a clinic with static routes and one, and a server that pumps of both ask. */
function hybrid(network: HospitalNetwork) {
  network.addVpnGateway({ asn: 64512 });
  const server = network.addClinicalSegment("pump-server", { criticality: "life-critical" });
  const campus = network.addSite("main-campus", {
    gateways: [
      { ip: "203.0.113.10", asn: 65010 },
      { ip: "203.0.113.11", asn: 65010 },
    ],
  });
  const clinic = network.addSite("clinic", { gateways: [{ ip: "203.0.113.20", asn: 65020 }], routing: "static" });
  const wardPumps = campus.addMedicalDeviceSegment("ward-pumps", { cidr: "172.20.8.0/22", vlan: 108 });
  const clinicPumps = clinic.addMedicalDeviceSegment("clinic-pumps", { cidr: "172.21.8.0/24" });
  for (const pumps of [wardPumps, clinicPumps]) pumps.allowTo(server, services.alarisSystemsManager, care);
  return { server, campus, clinic, wardPumps };
}

const without = ({ text: _, ...rest }: ReturnType<typeof synthesizeNetwork>) => rest;

test("A segment in AWS gets a route to exactly the blocks that a conduit joins it to, in each zone, and no other segment does.", () => {
  const { terraform } = synthesizeNetwork((network) => {
    const { campus } = hybrid(network);
    network.addClinicalSegment("pacs");
    campus.addClinicalSegment("reading-room", { cidr: "172.20.16.0/24" });
  });
  const routes = Object.entries(ofType(terraform, "aws_route")).map(
    ([name, { destination_cidr_block: block, gateway_id: to }]) => `${name}: ${String(block)} by ${String(to)}`,
  );
  const gateway = "${aws_vpn_gateway.network_VpnGateway_655E6E6C.id}";
  expect(routes.sort()).toEqual(
    ["us-east-1a", "us-east-1b"].flatMap((zone) => [
      `network_pump-server_Subnets_${zone}_To_172-20-8-0-22: 172.20.8.0/22 by ${gateway}`,
      `network_pump-server_Subnets_${zone}_To_172-21-8-0-24: 172.21.8.0/24 by ${gateway}`,
    ]),
  );
  expect(Object.keys(terraform.resource ?? {}).filter((type) => type.includes("propagation"))).toEqual([]);
});

test("A conduit with a site is rules and ACL entries for its exact blocks, and nothing at its own end.", () => {
  const { terraform } = synthesizeNetwork(hybrid);
  const peers = Object.values(ofType(terraform, "aws_vpc_security_group_ingress_rule")).map(
    ({ cidr_ipv4: block, from_port: from, to_port: to, ip_protocol: protocol }) =>
      `${String(block)} ${String(protocol)} ${String(from)}-${String(to)}`,
  );
  expect(peers.sort()).toEqual(["172.20.8.0/22 tcp 3613-3613", "172.21.8.0/24 tcp 3613-3613"]);
  expect(ofType(terraform, "aws_vpc_security_group_egress_rule")).toEqual({});
  const [acl] = Object.values(ofType(terraform, "aws_network_acl"));
  const entries = (["ingress", "egress"] as const).flatMap((direction) =>
    (acl?.[direction] as readonly Record<string, unknown>[]).map(
      ({ cidr_block: block, from_port: from, to_port: to }) =>
        `${direction} ${String(block)} ${String(from)}-${String(to)}`,
    ),
  );
  expect(entries.sort()).toEqual([
    "egress 172.20.8.0/22 1024-65535",
    "egress 172.21.8.0/24 1024-65535",
    "ingress 172.20.8.0/22 3613-3613",
    "ingress 172.21.8.0/24 3613-3613",
  ]);
});

test("Static routing tells each connection the blocks that conduits need; a gateway with BGP announces them itself.", () => {
  const { terraform } = synthesizeNetwork((network) => {
    const { clinic } = hybrid(network);
    clinic.addClinicalSegment("no-conduit", { cidr: "172.21.9.0/24" });
  });
  const told = Object.entries(ofType(terraform, "aws_vpn_connection_route")).map(
    ([name, { destination_cidr_block: block }]) => `${name}: ${String(block)}`,
  );
  expect(told).toEqual(["network_clinic_primary_route_172-21-8-0_24: 172.21.8.0/24"]);
  const routing = Object.entries(ofType(terraform, "aws_vpn_connection")).map(
    ([name, { static_routes_only: fixed }]) => `${name} ${String(fixed)}`,
  );
  expect(routing.sort()).toEqual([
    "network_clinic_primary true",
    "network_main-campus_primary false",
    "network_main-campus_secondary false",
  ]);
});

test("The intent has the sites with their gateways and tunnels, and their segments with opaque labels.", () => {
  const network = networkOf(synthesizeNetwork(hybrid).intent);
  expect(network.siteEdge).toBe("vpn-gateway");
  expect(network.sites.map(({ tunnel: _, ...site }) => site)).toEqual([
    {
      name: "clinic",
      label: "site-20057d33",
      owner: "network team",
      routing: "static",
      awsAsn: 64512,
      policy: "strict",
      gateways: [
        {
          name: "primary",
          address: "203.0.113.20",
          asn: 65020,
          connection: "aws_vpn_connection.network_clinic_primary_ACFE4106",
          insideBlocks: ["169.254.2.72/30", "169.254.2.76/30"],
        },
      ],
      awsSelector: "10.40.0.0/16",
      awsBlocks: ["10.40.0.0/24"],
    },
    {
      name: "main-campus",
      label: "site-91673390",
      owner: "network team",
      routing: "bgp",
      awsAsn: 64512,
      policy: "strict",
      gateways: [
        {
          name: "primary",
          address: "203.0.113.10",
          asn: 65010,
          connection: "aws_vpn_connection.network_main-campus_primary_5746302E",
          insideBlocks: ["169.254.153.8/30", "169.254.153.12/30"],
        },
        {
          name: "secondary",
          address: "203.0.113.11",
          asn: 65010,
          connection: "aws_vpn_connection.network_main-campus_secondary_C98935A9",
          insideBlocks: ["169.254.57.144/30", "169.254.57.148/30"],
        },
      ],
      awsSelector: "0.0.0.0/0",
      awsBlocks: ["10.40.0.0/24"],
    },
  ]);
  const places = network.segments
    .filter(({ site }) => site !== undefined)
    .map(({ name, site, vlan, label, blocks }) => ({ name, site, vlan, label, blocks }));
  expect(places).toEqual([
    { name: "clinic-pumps", site: "clinic", vlan: undefined, label: "seg-928b507f", blocks: ["172.21.8.0/24"] },
    { name: "ward-pumps", site: "main-campus", vlan: 108, label: "seg-b6c62e2c", blocks: ["172.20.8.0/22"] },
  ]);
});

test("Clear text to a site is noted with the tunnel that makes up for it, and is no warning.", () => {
  const { findings } = networkOf(
    synthesizeNetwork((network) => {
      const { campus } = hybrid(network);
      const pacs = network.addClinicalSegment("pacs");
      campus.addMedicalDeviceSegment("scanners", { cidr: "172.20.24.0/24" }).allowTo(pacs, services.dicom, {
        reason: "Images to the archive",
      });
    }).intent,
  );
  expect(findings.filter(({ rule }) => rule === "SEG-011")).toContainEqual({
    rule: "SEG-011",
    severity: "note",
    subject: "scanners>pacs:dicom",
    message:
      'Conduit "scanners>pacs:dicom" is in clear text by itself; the IPsec tunnel of site "main-campus" (strict: AES256-GCM-16) is its compensating control. dicom-tls would do the same encrypted.',
  });
});

test("Adding a site, a gateway, a segment or a conduit at a site changes nothing of what exists.", () => {
  const before = synthesizeNetwork(hybrid);
  const after = synthesizeNetwork((network) => {
    const { campus, server } = hybrid(network);
    campus
      .addMedicalDeviceSegment("more-pumps", { cidr: "172.20.32.0/24" })
      .allowTo(server, services.alarisSystemsManager, care);
    const north = network.addSite("north", {
      gateways: [{ ip: "203.0.113.30", asn: 65030 }],
      routing: "static",
      tunnelPolicy: "baseline",
    });
    north
      .addMedicalDeviceSegment("north-pumps", { cidr: "172.22.8.0/24" })
      .allowTo(server, services.alarisSystemsManager, care);
  });
  expect(disturbances(before.terraform, after.terraform)).toEqual([]);
  const sites = (from: typeof before) => networkOf(from.intent).sites.filter(({ name }) => name !== "north");
  expect(sites(after)).toEqual(sites(before));
});

test("A second gateway, or an option of one site, changes nothing of another: the alarm that tells of both gateways is its own.", () => {
  const build = (more: { readonly second: boolean; readonly policy: "strict" | "baseline" }) =>
    synthesizeNetwork((network) => {
      network.addVpnGateway({ asn: 64512 });
      const one = { ip: "203.0.113.10", asn: 65010 };
      network.addSite("a-site", {
        gateways: more.second ? [one, { ip: "203.0.113.11", asn: 65010 }] : [one],
      });
      network.addSite("b-site", {
        gateways: [{ ip: "203.0.113.20", asn: 65020 }],
        routing: "static",
        tunnelPolicy: more.policy,
      });
    });
  const plain = build({ second: false, policy: "strict" });
  expect(disturbances(plain.terraform, build({ second: true, policy: "strict" }).terraform)).toEqual([
    "aws_cloudwatch_metric_alarm.network_a-site_Alarms_cut-off_2F429F0E has another metric_query",
  ]);
  const changed = disturbances(plain.terraform, build({ second: false, policy: "baseline" }).terraform);
  expect(changed.filter((line) => !line.includes("network_b-site_primary"))).toEqual([]);
  expect(changed.length).toBeGreaterThan(0);
});

test("The order in which sites and their segments are declared changes no byte.", () => {
  const sites = ["a-site", "b-site", "c-site"];
  const build = (order: readonly string[]) =>
    synthesizeNetwork((network) => {
      network.addVpnGateway({ asn: 64512 });
      const server = network.addClinicalSegment("server");
      for (const name of order) {
        const number = sites.indexOf(name) + 1;
        const site = network.addSite(name, {
          gateways: [{ ip: `203.0.113.${String(number)}`, asn: 65010 }],
          routing: "static",
        });
        for (const part of ["x", "y"])
          site
            .addClinicalSegment(`${name}-${part}`, {
              cidr: `172.20.${String(number * 2 + (part === "x" ? 0 : 1))}.0/24`,
            })
            .allowTo(server, services.https, { reason: "Records" });
      }
    });
  expect(without(build([...sites].reverse()))).toEqual(without(build(sites)));
});

test("Outputs have the ids and the outside addresses of the tunnels, and no key.", () => {
  const { terraform } = synthesizeNetwork(hybrid);
  const text = JSON.stringify(terraform);
  expect(text).toContain("tunnel1_address");
  expect(text).not.toMatch(/preshared_key"|customer_gateway_configuration|tunnel[12]_preshared_key/);
  expect(Object.values(ofType(terraform, "aws_vpn_connection")).map((of) => of["preshared_key_storage"])).toEqual([
    "SecretsManager",
    "SecretsManager",
    "SecretsManager",
  ]);
  expect(
    [...resourcesOf(terraform).keys()].filter((address) => address.startsWith("aws_customer_gateway")),
  ).toHaveLength(3);
});

test("With static routes a tunnel carries the network's own block alone, so that the gateway passes nothing on to other sites.", () => {
  const { terraform } = synthesizeNetwork(hybrid);
  const carried = Object.entries(ofType(terraform, "aws_vpn_connection")).map(
    ([name, { local_ipv4_network_cidr: site, remote_ipv4_network_cidr: aws }]) =>
      `${name}: ${String(site)} ${String(aws)}`,
  );
  expect(carried.sort()).toEqual([
    "network_clinic_primary: 0.0.0.0/0 10.40.0.0/16",
    "network_main-campus_primary: 0.0.0.0/0 0.0.0.0/0",
    "network_main-campus_secondary: 0.0.0.0/0 0.0.0.0/0",
  ]);
});

import type { TerraformStack } from "cdktf";
import { VendorVpn, VpnLogs, services, type VendorVpnProps } from "../../../lib";
import { disturbances } from "../additions";
import { hospital, ofType, refusal, synthesize } from "../synth";

const saml = { samlProviderArn: "arn:aws:iam::123456789012:saml-provider/hospital" };
const chain = {
  rootCertificateChainArn: "arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000001",
};
const approved = {
  reason: "Maker's maintenance of the pump server",
  approver: "head of clinical engineering",
  ticket: "CHG-2041",
  expires: "2027-03-31",
};

function build(stack: TerraformStack, more: Partial<VendorVpnProps> & Record<string, unknown> = {}) {
  const network = hospital(stack);
  const vendors = network.addVendorAccessSegment("vendor-access");
  const server = network.addClinicalSegment("pump-server");
  const vpn = new VendorVpn(network, "pump-maker", {
    segment: vendors,
    clientCidr: "172.30.0.0/22",
    serverCertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000000",
    authentication: saml,
    logs: new VpnLogs(stack, "logs", { name: "vendors" }),
    ...more,
  });
  return { network, vendors, server, vpn };
}

function whole(stack: TerraformStack) {
  const all = build(stack);
  all.vendors.allowTo(all.server, services.https, approved);
  all.vpn.authorise({ group: "pump-maker-engineers", to: all.server });
  return all;
}

test("An endpoint has split tunnel, connection logs and a session that ends, and the group of its segment alone.", () => {
  const { terraform } = synthesize(whole);
  const [endpoint] = Object.values(ofType(terraform, "aws_ec2_client_vpn_endpoint"));
  expect(endpoint).toMatchObject({
    split_tunnel: true,
    connection_log_options: { enabled: true },
    session_timeout_hours: 8,
    disconnect_on_session_timeout: true,
    client_route_enforcement_options: { enforced: true },
    self_service_portal: "disabled",
    authentication_options: [{ type: "federated-authentication", saml_provider_arn: saml.samlProviderArn }],
    security_group_ids: ["${aws_security_group.network_vendor-access_SecurityGroup_7170A10A.id}"],
  });
  expect(Object.keys(ofType(terraform, "aws_ec2_client_vpn_network_association")).sort()).toEqual([
    "network_pump-maker_Association_us-east-1a",
    "network_pump-maker_Association_us-east-1b",
  ]);
});

test("A group is authorised for the block of one segment, and for nothing wider.", () => {
  const { terraform } = synthesize(whole);
  const rules = Object.values(ofType(terraform, "aws_ec2_client_vpn_authorization_rule"));
  expect(
    rules.map(({ target_network_cidr: block, access_group_id: group, authorize_all_groups: all }) => [
      block,
      group,
      all,
    ]),
  ).toEqual([["10.40.0.0/24", "pump-maker-engineers", undefined]]);
  expect(ofType(terraform, "aws_ec2_client_vpn_route")).toEqual({});
});

test("Devices at a site are reached by a route from each subnet to their blocks.", () => {
  const { terraform } = synthesize((stack) => {
    const { network, vendors, vpn } = build(stack);
    network.addVpnGateway({ asn: 64512 });
    const campus = network.addSite("campus", { gateways: [{ ip: "203.0.113.10", asn: 65010 }] });
    const pumps = campus.addMedicalDeviceSegment("ward-pumps", { cidr: "172.20.8.0/22" });
    vendors.allowTo(pumps, services.https, approved);
    vpn.authorise({ group: "pump-maker-engineers", to: pumps });
  });
  const routes = Object.entries(ofType(terraform, "aws_ec2_client_vpn_route"));
  expect(routes.map(([name, { destination_cidr_block: block }]) => `${name} ${String(block)}`).sort()).toEqual([
    "network_pump-maker_Route_us-east-1a_ward-pumps_172-20-8-0-22 172.20.8.0/22",
    "network_pump-maker_Route_us-east-1b_ward-pumps_172-20-8-0-22 172.20.8.0/22",
  ]);
  const [rule] = Object.values(ofType(terraform, "aws_ec2_client_vpn_authorization_rule"));
  expect(rule?.["target_network_cidr"]).toBe("172.20.8.0/22");
});

test("With certificates, which know no groups, everyone with one may reach the one segment.", () => {
  const { terraform } = synthesize((stack) => {
    const { vendors, server, vpn } = build(stack, { authentication: chain });
    vendors.allowTo(server, services.https, approved);
    vpn.authorise({ to: server });
  });
  const [rule] = Object.values(ofType(terraform, "aws_ec2_client_vpn_authorization_rule"));
  expect([rule?.["authorize_all_groups"], rule?.["access_group_id"]]).toEqual([true, undefined]);
});

test("A second group adds a rule and changes nothing.", () => {
  const after = synthesize((stack) => {
    const { vpn, server } = whole(stack);
    vpn.authorise({ group: "night-shift", to: server });
  });
  expect(disturbances(synthesize(whole).terraform, after.terraform)).toEqual([]);
});

describe("a vendor's VPN", () => {
  const message = (more: Partial<VendorVpnProps> & Record<string, unknown>): string =>
    refusal((stack) => {
      build(stack, more);
    }).message;

  test("refuses blocks, certificates, ways to prove who one is, and sessions that cannot be", () => {
    expect(message({ clientCidr: "172.30.0.0/24" })).toContain("allowed: a private IPv4 block, /12 to /22");
    expect(message({ clientCidr: "10.40.0.0/22" })).toContain("overlaps the network");
    expect(message({ serverCertificateArn: "certificate" })).toContain(
      'certificate of vendor VPN "pump-maker" is not its ARN',
    );
    expect(message({ authentication: { ...saml, ...chain } })).toContain("is not one of the two");
    expect(message({ sessionHours: 9 as never })).toContain("8, 10, 12 or 24 hours");
  });

  test("refuses an authorisation that no conduit stands behind, and one that has expired", () => {
    const without = refusal((stack) => {
      const { vpn, server } = build(stack);
      vpn.authorise({ group: "engineers", to: server });
    });
    expect(without.message).toContain('authorises the way to "pump-server", but no conduit leads there');
    expect(without.files).toEqual([]);
    const expired = refusal((stack) => {
      const { vendors, server } = build(stack);
      vendors.allowTo(server, services.https, { ...approved, expires: "2026-11-01" });
    });
    expect(expired.message).toContain("expired");
  });

  test("refuses a group with certificates, none with SAML, and a second target for a group", () => {
    const said = (more: Partial<VendorVpnProps>, ...groups: readonly (string | undefined)[]): string =>
      refusal((stack) => {
        const { vpn, server } = build(stack, more);
        for (const group of groups) vpn.authorise({ ...(group === undefined ? {} : { group }), to: server });
      }).message;
    expect(said({}, undefined)).toContain("names no group");
    expect(said({ authentication: chain }, "engineers")).toContain("names a group, and certificates have none");
    expect(said({}, "engineers", "engineers")).toContain("the group may reach a segment already");
  });
});

import type { TerraformStack } from "cdktf";
import { TransitGateway, services, type HospitalNetwork } from "../../../lib";
import { disturbances } from "../additions";
import { hospital, ofType, refusal, synthesize } from "../synth";

const cardiac = { name: "cardiac", cidr: "10.41.0.0/16" };

/** Two hospitals on one transit gateway, and a campus of the first one. */
function estate(stack: TerraformStack) {
  const hub = new TransitGateway(stack, "hub", { name: "region", asn: 64512 });
  const general = hospital(stack, {}, "general");
  const heart = hospital(stack, cardiac, "cardiac");
  general.attachTo(hub);
  heart.attachTo(hub);
  const records = general.addClinicalSegment("records");
  const images = heart.addClinicalSegment("heart-images");
  return { hub, general, heart, records, images };
}

function withSite(stack: TerraformStack) {
  const all = estate(stack);
  const campus = all.general.addSite("campus", {
    gateways: [
      { ip: "203.0.113.10", asn: 65010 },
      { ip: "203.0.113.11", asn: 65010 },
    ],
  });
  const clinic = all.heart.addSite("clinic", { gateways: [{ ip: "203.0.113.20", asn: 65020 }], routing: "static" });
  const scanners = campus.addMedicalDeviceSegment("scanners", { cidr: "172.20.8.0/24" });
  const monitors = clinic.addMedicalDeviceSegment("monitors", { cidr: "172.21.8.0/24" });
  return { ...all, campus, clinic, scanners, monitors };
}

const images = { reason: "Images for the archive" };

const routesOf = (terraform: ReturnType<typeof synthesize>["terraform"], type: string): readonly string[] =>
  Object.entries(ofType(terraform, type))
    .map(([name, { destination_cidr_block: block }]) => `${name} ${String(block)}`)
    .sort();

test("A gateway joins nothing by itself: association, propagation and sharing are off, and each table drops private addresses.", () => {
  const { terraform } = synthesize(estate);
  const [gateway] = Object.values(ofType(terraform, "aws_ec2_transit_gateway"));
  expect(gateway).toMatchObject({
    amazon_side_asn: 64512,
    auto_accept_shared_attachments: "disable",
    default_route_table_association: "disable",
    default_route_table_propagation: "disable",
  });
  expect(Object.keys(ofType(terraform, "aws_ec2_transit_gateway_route_table")).sort()).toEqual([
    "hub_network_cardiac",
    "hub_network_st-marys",
  ]);
  const dropped = Object.values(ofType(terraform, "aws_ec2_transit_gateway_route"));
  expect(
    dropped.map(({ blackhole, destination_cidr_block: block }) => `${String(blackhole)} ${String(block)}`).sort(),
  ).toEqual(
    ["10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16"].flatMap((block) => [
      `true ${block}`,
      `true ${block}`,
    ]),
  );
  expect(ofType(terraform, "aws_ec2_transit_gateway_route_table_propagation")).toEqual({});
  expect(ofType(terraform, "aws_route")).toEqual({});
});

test("An attachment has subnets of its own, with an ACL that lets the network's own addresses through.", () => {
  const { terraform } = synthesize(estate);
  const attachments = ofType(terraform, "aws_ec2_transit_gateway_vpc_attachment");
  expect(Object.keys(attachments).sort()).toEqual(["cardiac_TransitAttachment", "general_TransitAttachment"]);
  const acl = ofType(terraform, "aws_network_acl")["general_TransitAttachment_NetworkAcl"];
  expect([acl?.["ingress"], acl?.["egress"]]).toEqual(
    [0, 1].map(() => [
      {
        rule_no: 100,
        action: "allow",
        protocol: "-1",
        cidr_block: "10.40.0.0/16",
        ipv6_cidr_block: null,
        from_port: 0,
        to_port: 0,
        icmp_type: 0,
        icmp_code: 0,
      },
    ]),
  );
});

test("A conduit between two networks is rules by block at both ends, and a route to the other block in each zone and table.", () => {
  const { terraform, intent } = synthesize((stack) => {
    const { records, images: archive } = estate(stack);
    records.allowTo(archive, services.dicomTls, images);
  });
  const out = ofType(terraform, "aws_vpc_security_group_egress_rule");
  const into = ofType(terraform, "aws_vpc_security_group_ingress_rule");
  const said = [...Object.entries(out), ...Object.entries(into)].map(
    ([name, { cidr_ipv4: block, from_port: port }]) => `${name} ${String(block)} ${String(port)}`,
  );
  expect(said.sort()).toEqual([
    "cardiac_heart-images_SecurityGroup_from_records_dicom-tls 10.40.0.0/24 2762",
    "general_records_SecurityGroup_to_heart-images_dicom-tls 10.41.0.0/24 2762",
  ]);
  expect(routesOf(terraform, "aws_route")).toEqual(
    [
      ["cardiac_heart-images", "records", "10.40.0.0/24"],
      ["general_records", "heart-images", "10.41.0.0/24"],
    ].flatMap(([segment, key, block]) =>
      ["us-east-1a", "us-east-1b"].map((zone) => `${segment ?? ""}_Subnets_${zone}_To_${key ?? ""} ${block ?? ""}`),
    ),
  );
  expect(routesOf(terraform, "aws_ec2_transit_gateway_route").filter((line) => line.includes("_To_"))).toEqual([
    "hub_network_cardiac_To_records 10.40.0.0/24",
    "hub_network_st-marys_To_heart-images 10.41.0.0/24",
  ]);
  expect(intent.networks.map(({ name, conduits }) => [name, conduits.map(({ id }) => id)])).toEqual([
    ["cardiac", []],
    ["st-marys", ["records>heart-images:dicom-tls"]],
  ]);
});

test("A site's tunnels have a table of their own; what joins it with a network is learnt over BGP, or routed where it is static.", () => {
  const { terraform } = synthesize((stack) => {
    const { records, images: archive, scanners, monitors } = withSite(stack);
    scanners.allowTo(records, services.dicomTls, images);
    scanners.allowTo(archive, services.dicomTls, images);
    monitors.allowTo(archive, services.hl7Mllp, { reason: "Readings" });
  });
  expect(Object.keys(ofType(terraform, "aws_ec2_transit_gateway_route_table_association")).sort()).toEqual([
    "hub_network_cardiac_From_cardiac",
    "hub_network_st-marys_From_st-marys",
    "hub_site_campus_From_campus_primary",
    "hub_site_campus_From_campus_secondary",
    "hub_site_clinic_From_clinic_primary",
  ]);
  expect(Object.keys(ofType(terraform, "aws_ec2_transit_gateway_route_table_propagation")).sort()).toEqual([
    "hub_network_cardiac_Learn_campus_primary",
    "hub_network_cardiac_Learn_campus_secondary",
    "hub_network_st-marys_Learn_campus_primary",
    "hub_network_st-marys_Learn_campus_secondary",
  ]);
  expect(routesOf(terraform, "aws_ec2_transit_gateway_route").filter((line) => line.includes("_To_"))).toEqual([
    "hub_network_cardiac_To_172-21-8-0-24 172.21.8.0/24",
    "hub_site_campus_To_heart-images 10.41.0.0/24",
    "hub_site_campus_To_records 10.40.0.0/24",
    "hub_site_clinic_To_heart-images 10.41.0.0/24",
  ]);
  expect(ofType(terraform, "aws_vpn_connection_route")).toEqual({});
});

test("Networks and sites of one trust group share a route table.", () => {
  const { terraform } = synthesize((stack) => {
    const hub = new TransitGateway(stack, "hub", { name: "region", asn: 64512 });
    for (const [id, more] of [
      ["general", {}],
      ["cardiac", cardiac],
    ] as const)
      hospital(stack, more, id).attachTo(hub, { trustGroup: "acute-care" });
  });
  expect(Object.keys(ofType(terraform, "aws_ec2_transit_gateway_route_table"))).toEqual(["hub_acute-care"]);
});

test("Adding a network, a site or a conduit to a hub changes nothing of what exists.", () => {
  const before = synthesize((stack) => {
    const { records, scanners } = withSite(stack);
    scanners.allowTo(records, services.dicomTls, images);
  });
  const after = synthesize((stack) => {
    const { hub, records, images: archive, scanners, heart } = withSite(stack);
    scanners.allowTo(records, services.dicomTls, images);
    scanners.allowTo(archive, services.dicomTls, images);
    records.allowTo(archive, services.https, { reason: "Records" });
    const third = hospital(stack, { name: "children", cidr: "10.42.0.0/16" }, "children");
    third.attachTo(hub);
    const ward = third.addClinicalSegment("ward-screens");
    ward.allowTo(records, services.https, { reason: "Records" });
    heart.addSite("annex", { gateways: [{ ip: "203.0.113.40", asn: 65040 }] });
  });
  expect(disturbances(before.terraform, after.terraform)).toEqual([]);
});

describe("a hub", () => {
  const message = (build: (all: ReturnType<typeof estate>, stack: TerraformStack) => void): string =>
    refusal((stack) => {
      build(estate(stack), stack);
    }).message;
  const third = (stack: TerraformStack, more: Partial<Parameters<typeof hospital>[1]>): HospitalNetwork =>
    hospital(stack, { name: "children", cidr: "10.42.0.0/16", ...more }, "children");

  test("refuses two networks with the same addresses, and a site's block inside another network", () => {
    expect(
      message(({ hub }, stack) => {
        third(stack, { cidr: "10.40.0.0/17" }).attachTo(hub);
      }),
    ).toContain("two networks on one transit gateway have the same addresses; received 10.40.0.0/16 of network");
    expect(
      message(({ general }) => {
        const campus = general.addSite("campus", { gateways: [{ ip: "203.0.113.10", asn: 65010 }] });
        campus.addClinicalSegment("readers", { cidr: "10.41.8.0/24" });
      }),
    ).toContain('10.41.8.0/24 of segment "readers" of network "st-marys"');
  });

  test("refuses two segments of one name in its networks", () => {
    expect(
      message(({ heart }) => {
        heart.addClinicalSegment("records");
      }),
    ).toContain('have a segment or site of one name; received "records" in "cardiac" and in "st-marys"');
  });

  test("refuses a conduit to a network that is not on it", () => {
    expect(
      message(({ records }, stack) => {
        const stranger = third(stack, {}).addClinicalSegment("stranger");
        records.allowTo(stranger, services.https, { reason: "Records" });
      }),
    ).toContain('leaves its network; received "stranger" of network "children"');
  });

  test("refuses a second attachment of a network, and a site with two gateways and static routes", () => {
    expect(message(({ hub, general }) => void general.attachTo(hub))).toContain("has a place where the VPNs");
    expect(
      message(({ general }) => {
        general.addSite("campus", {
          routing: "static",
          gateways: [
            { ip: "203.0.113.10", asn: 65010 },
            { ip: "203.0.113.11", asn: 65010 },
          ],
        });
      }),
    ).toContain("which would never use the second");
  });
});

test("Head-room counts a route table for each trust group at the gateway, and the ACL of the attachment in the network.", () => {
  const { intent } = synthesize(withSite);
  const used = intent.networks.map(({ name, quotas }) => [
    name,
    ...quotas
      .filter(({ quota }) => quota === "routeTablesPerTransitGateway" || quota === "networkAclsPerVpc")
      .map(({ quota, subject, used: count }) => `${quota} ${subject} ${String(count)}`),
  ]);
  expect(used).toEqual([
    ["cardiac", "networkAclsPerVpc cardiac 3", "routeTablesPerTransitGateway region 4"],
    ["st-marys", "networkAclsPerVpc st-marys 3", "routeTablesPerTransitGateway region 4"],
  ]);
});

test("refuses more trust groups than a gateway has room for", () => {
  const { message } = refusal((stack) => {
    const { general } = withSite(stack);
    for (let at = 0; at < 17; at += 1)
      general.addSite(`outpost-${String(at)}`, {
        gateways: [{ ip: `198.51.100.${String(at + 1)}`, asn: 65100 + at }],
      });
  });
  expect(message).toContain(
    "over quota: route tables of a transit gateway: one for each trust group, for region; received 21",
  );
});

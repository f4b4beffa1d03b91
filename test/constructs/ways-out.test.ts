/** Ways out of the network: AWS services by private endpoints, public addresses by NAT gateways. */
import {
  AddressPlan,
  HospitalNetwork,
  services,
  type HospitalNetwork as Network,
  type PrivateServicesProps,
} from "../../lib";
import {
  countsOf,
  hospital,
  networkOf,
  ofType,
  refusal,
  synthesize,
  synthesizeNetwork,
  type Config,
  type TerraformJson,
} from "./synth";

const details = { reason: "Needed" };
const account = { account: "123456789012" } as const;

const ingressRules = (terraform: TerraformJson) =>
  Object.keys(ofType(terraform, "aws_vpc_security_group_ingress_rule"));

/** ACL entries of one segment as `number action ports block`, in the order of their numbers. */
function entries(terraform: TerraformJson, acl: string, direction: "ingress" | "egress"): readonly string[] {
  const list = ofType(terraform, "aws_network_acl")[acl]?.[direction] as Config[];
  return [...list]
    .sort((a, b) => Number(a["rule_no"]) - Number(b["rule_no"]))
    .map(
      (entry) =>
        `${String(entry["action"])} ${String(entry["protocol"])}:${String(entry["from_port"])}-${String(entry["to_port"])} ${String(entry["cidr_block"])}`,
    );
}

const privateDenies = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16"].map(
  (block) => `deny -1:0-0 ${block}`,
);

describe("Private services", () => {
  const ask = (
    network: Network,
    props: Omit<PrivateServicesProps, "network"> = { services: ["kms", "s3", "ssm"], principals: account },
  ) => {
    network.addPrivateServices(props);
    return network.addClinicalSegment("server", { clientSystem: "linux" });
  };

  test("An interface endpoint has a group of its own, in the subnets of its segment, with private DNS and a policy.", () => {
    const { terraform } = synthesizeNetwork((network) => {
      ask(network, { services: ["ssm"], principals: account });
    });
    const endpoint = Object.values(ofType(terraform, "aws_vpc_endpoint"));
    expect(endpoint).toEqual([
      {
        vpc_id: "${aws_vpc.network_39EEAA36.id}",
        service_name: expect.stringMatching(
          /^\$\{data\.aws_partition\.\w+\.reverse_dns_prefix\}\.\$\{data\.aws_region\.\w+\.name\}\.ssm$/,
        ) as unknown,
        vpc_endpoint_type: "Interface",
        private_dns_enabled: true,
        subnet_ids: [
          expect.stringContaining("private-services_Subnets_us-east-1a"),
          expect.stringContaining("private-services_Subnets_us-east-1b"),
        ] as unknown,
        security_group_ids: [expect.stringContaining("network_PrivateServices_ssm_SecurityGroup")] as unknown,
        policy: expect.stringContaining('"aws:PrincipalAccount" = "123456789012"') as unknown,
        tags: { Name: "st-marys-ssm" },
      },
    ]);
  });

  test("Asking for one service opens no other.", () => {
    const { terraform, intent } = synthesizeNetwork((network) => {
      network.allowPrivateServices(ask(network), ["kms"], details);
    });
    expect(ingressRules(terraform)).toEqual(["network_PrivateServices_kms_SecurityGroup_from_server_aws-kms"]);
    const [rule] = Object.values(ofType(terraform, "aws_vpc_security_group_egress_rule"));
    expect(rule).toMatchObject({
      ip_protocol: "tcp",
      from_port: 443,
      to_port: 443,
      referenced_security_group_id: expect.stringContaining("PrivateServices_kms_SecurityGroup") as unknown,
    });
    expect(networkOf(intent).conduits.map(({ id, answeredBy }) => [id, answeredBy])).toEqual([
      [
        "server>private-services:aws-kms",
        expect.stringMatching(/^aws_security_group\.network_PrivateServices_kms_SecurityGroup_/) as unknown,
      ],
    ]);
    expect(countsOf(terraform)).not.toHaveProperty("aws_vpc_endpoint_route_table_association");
  });

  test("Several services can be asked for, at once and one after another.", () => {
    const { intent } = synthesizeNetwork((network) => {
      const server = ask(network);
      network.allowPrivateServices(server, ["kms", "ssm"], details);
      network.allowPrivateServices(server, ["s3"], details);
    });
    const answering = (start: RegExp): unknown => expect.stringMatching(start) as unknown;
    expect(networkOf(intent).conduits.map(({ id, answeredBy }) => [id, answeredBy])).toEqual([
      ["server>private-services:aws-kms", answering(/^aws_security_group\.network_PrivateServices_kms_/)],
      ["server>private-services:aws-s3", answering(/^aws_vpc_endpoint\.network_PrivateServices_s3_/)],
      ["server>private-services:aws-ssm", answering(/^aws_security_group\.network_PrivateServices_ssm_/)],
    ]);
  });

  test("S3 is a gateway: the route tables of the segment that asks, a rule by prefix list, and no private address.", () => {
    const { terraform } = synthesizeNetwork((network) => {
      network.allowPrivateServices(ask(network), ["s3"], details);
      network.addClinicalSegment("silent");
    });
    expect(Object.keys(ofType(terraform, "aws_vpc_endpoint_route_table_association"))).toEqual([
      "network_server_aws-s3_us-east-1a",
      "network_server_aws-s3_us-east-1b",
    ]);
    expect(Object.values(ofType(terraform, "aws_vpc_security_group_egress_rule"))).toEqual([
      {
        security_group_id: expect.stringContaining("network_server_SecurityGroup") as unknown,
        prefix_list_id: expect.stringMatching(
          /^\$\{aws_vpc_endpoint\.network_PrivateServices_s3_\w+\.prefix_list_id\}$/,
        ) as unknown,
        ip_protocol: "tcp",
        from_port: 443,
        to_port: 443,
        description: "server to private-services aws-s3: Needed",
      },
    ]);
    expect(ingressRules(terraform)).toEqual([]);
    expect([
      entries(terraform, "network_server_NetworkAcl", "egress"),
      entries(terraform, "network_server_NetworkAcl", "ingress"),
      entries(terraform, "network_silent_NetworkAcl", "egress"),
      entries(terraform, "network_private-services_NetworkAcl", "ingress"),
    ]).toEqual([
      [...privateDenies, "allow 6:443-443 0.0.0.0/0"],
      [...privateDenies, "allow 6:32768-61000 0.0.0.0/0"],
      [],
      [],
    ]);
  });

  test("The private ranges are denied after the conduits' own entries and before the public one.", () => {
    const { terraform } = synthesizeNetwork((network) => {
      const server = ask(network);
      network.allowPrivateServices(server, ["s3"], details);
      server.allowTo(network.addClinicalSegment("peer"), services.dicomTls, details);
    });
    expect(entries(terraform, "network_server_NetworkAcl", "egress")).toEqual([
      expect.stringMatching(/^allow 6:2762-2762 10\.40\./) as unknown,
      ...privateDenies,
      "allow 6:443-443 0.0.0.0/0",
    ]);
  });

  test("An organisation can be let through in place of an account, and nobody else.", () => {
    const { terraform } = synthesizeNetwork((network) => {
      ask(network, { services: ["s3"], principals: { organization: "o-abcdefghij" } });
    });
    const [endpoint] = Object.values(ofType(terraform, "aws_vpc_endpoint"));
    expect(endpoint?.["policy"]).toBe(
      '${jsonencode({"Version" = "2012-10-17", "Statement" = [{"Effect" = "Allow", "Principal" = "*", "Action" = "*", "Resource" = "*", "Condition" = {"StringEquals" = {"aws:PrincipalOrgID" = "o-abcdefghij"}}}]})}',
    );
  });

  test.each([
    ["an account that is not one", { services: ["s3"], principals: { account: "1234" } }, '"1234"'],
    ["an organisation that is not one", { services: ["s3"], principals: { organization: "acme" } }, '"acme"'],
    ["a service that is not one", { services: ["lambda"], principals: account }, '"lambda"'],
    ["no service", { services: [], principals: account }, "no private service is named"],
    ["a service twice", { services: ["s3", "s3"], principals: account }, "named twice"],
    ["principals of neither sort", { services: ["s3"], principals: {} }, "organisation"],
  ])("refuses %s", (_, props, part) => {
    const { message, files } = refusal((stack) => {
      hospital(stack).addPrivateServices(props as unknown as Omit<PrivateServicesProps, "network">);
    });
    expect(message).toContain(part);
    expect(files).toEqual([]);
  });

  test("refuses a service that the network does not have, none at all, and one asked for twice", () => {
    const message = (names: readonly unknown[], times = 1): string =>
      refusal((stack) => {
        const network = hospital(stack);
        const server = ask(network, { services: ["s3"], principals: account });
        for (let time = 0; time < times; time += 1) network.allowPrivateServices(server, names as ["s3"], details);
      }).message;
    expect(message(["kms"])).toContain('received "kms"; allowed: s3');
    expect(message([])).toContain('segment "server" asks for no private service');
    expect(message(["s3"], 2)).toContain("aws-s3 is declared twice");
  });

  test("refuses a guest and a quarantined machine: their kinds reach no shared service", () => {
    for (const kind of ["guest", "quarantine"] as const) {
      const { message } = refusal((stack) => {
        const network = hospital(stack);
        ask(network);
        const segment = kind === "guest" ? network.addGuestSegment("aa") : network.addQuarantineSegment("aa");
        network.allowPrivateServices(segment, ["ssm"], details);
      });
      expect(message).toContain(`a ${kind} segment may not start a conduit to a shared-services segment`);
    }
  });

  test("refuses to ask where there are none, and to add them twice", () => {
    expect(
      refusal((stack) => {
        const network = hospital(stack);
        network.allowPrivateServices(network.addClinicalSegment("server"), ["s3"], details);
      }).message,
    ).toContain("addPrivateServices first");
    expect(
      refusal((stack) => {
        const network = hospital(stack);
        ask(network);
        network.addPrivateServices({ services: ["sts"], principals: account });
      }).message,
    ).toContain("has private services already");
  });
});

describe("The internet", () => {
  const build = (network: Network): void => {
    const mirror = network.addDeviceManagementSegment("mirror", { clientSystem: "linux" });
    network.addClinicalSegment("silent");
    network.addInternetEgress();
    mirror.allowToInternet(services.https, details);
  };

  test("is reached through one NAT gateway in each zone, from the segment that asks and no other.", () => {
    const { terraform } = synthesizeNetwork(build);
    expect(countsOf(terraform)).toMatchObject({
      aws_internet_gateway: 1,
      aws_nat_gateway: 2,
      aws_eip: 2,
      aws_route: 4,
    });
    const routes = Object.entries(ofType(terraform, "aws_route")).map(([name, route]) => [
      name,
      route["destination_cidr_block"],
      Object.keys(route)
        .filter((key) => key.endsWith("gateway_id"))
        .join(),
      String(route["route_table_id"]).replace(/_[0-9A-F]{8}\.id\}$/, ""),
    ]);
    expect(routes).toEqual([
      [
        "network_InternetEgress_us-east-1a_ToInternet",
        "0.0.0.0/0",
        "gateway_id",
        "${aws_route_table.network_InternetEgress_Subnets_us-east-1a_RouteTable",
      ],
      [
        "network_InternetEgress_us-east-1b_ToInternet",
        "0.0.0.0/0",
        "gateway_id",
        "${aws_route_table.network_InternetEgress_Subnets_us-east-1b_RouteTable",
      ],
      [
        "network_mirror_ToInternet_us-east-1a",
        "0.0.0.0/0",
        "nat_gateway_id",
        "${aws_route_table.network_mirror_Subnets_us-east-1a_RouteTable",
      ],
      [
        "network_mirror_ToInternet_us-east-1b",
        "0.0.0.0/0",
        "nat_gateway_id",
        "${aws_route_table.network_mirror_Subnets_us-east-1b_RouteTable",
      ],
    ]);
    expect(
      Object.values(ofType(terraform, "aws_subnet")).filter((subnet) => subnet["map_public_ip_on_launch"] !== false),
    ).toEqual([]);
  });

  test("is open for the service that is asked for, one way, and closed towards private addresses.", () => {
    const { terraform, intent } = synthesizeNetwork(build);
    expect(Object.values(ofType(terraform, "aws_vpc_security_group_egress_rule"))).toMatchObject([
      { cidr_ipv4: "0.0.0.0/0", ip_protocol: "tcp", from_port: 443, to_port: 443 },
    ]);
    expect(ingressRules(terraform)).toEqual([]);
    const mirror = networkOf(intent).segments.find(({ name }) => name === "mirror");
    const block = mirror?.blocks[0] ?? "";
    expect({
      mirrorOut: entries(terraform, "network_mirror_NetworkAcl", "egress"),
      mirrorIn: entries(terraform, "network_mirror_NetworkAcl", "ingress"),
      natOut: entries(terraform, "network_InternetEgress_NetworkAcl", "egress"),
      natIn: entries(terraform, "network_InternetEgress_NetworkAcl", "ingress"),
    }).toEqual({
      mirrorOut: [...privateDenies, "allow 6:443-443 0.0.0.0/0"],
      mirrorIn: [...privateDenies, "allow 6:32768-61000 0.0.0.0/0"],
      natOut: [`allow 6:32768-61000 ${block}`, ...privateDenies, "allow 6:443-443 0.0.0.0/0"],
      natIn: [`allow 6:443-443 ${block}`, ...privateDenies, "allow 6:1024-65535 0.0.0.0/0"],
    });
    expect(networkOf(intent).segments.map(({ name, internet }) => [name, internet])).toEqual([
      ["mirror", "egress"],
      ["silent", "none"],
    ]);
  });

  test("has no method on a segment whose kind may not ask.", () => {
    synthesizeNetwork((network) => {
      const closed = [
        network.addMedicalDeviceSegment("aa"),
        network.addClinicalSegment("bb"),
        network.addIntegrationSegment("cc"),
        network.addSharedServicesSegment("dd"),
        network.addVendorAccessSegment("ee"),
        network.addFacilitySegment("ff"),
        network.addQuarantineSegment("gg"),
      ];
      const open = [
        network.addGuestSegment("hh"),
        network.addCorporateSegment("ii"),
        network.addDeviceManagementSegment("jj"),
      ];
      expect(closed.filter((segment) => "allowToInternet" in segment)).toEqual([]);
      expect(open.filter((segment) => !("allowToInternet" in segment))).toEqual([]);
    });
  });

  test("is all that a guest segment reaches.", () => {
    const { intent } = synthesizeNetwork((network) => {
      network.addInternetEgress();
      network.addGuestSegment("guest").allowToInternet([services.https, services.dns], details);
    });
    expect(networkOf(intent).conduits.map(({ id }) => id)).toEqual(["guest>internet:dns", "guest>internet:https"]);
  });

  test("refuses to be asked for before there is a way, and to be added twice", () => {
    expect(
      refusal((stack) => {
        hospital(stack).addCorporateSegment("desks").allowToInternet(services.https, details);
      }).message,
    ).toContain("network.addInternetEgress() first");
    expect(
      refusal((stack) => {
        const network = hospital(stack);
        network.addInternetEgress();
        network.addInternetEgress();
      }).message,
    ).toContain("has a way out to the internet already");
  });
});

describe("A network on a VPC that exists", () => {
  const imported = (vpcId: string, use: (network: Network) => void = () => undefined) =>
    synthesize((stack) => {
      const network = HospitalNetwork.fromVpcAttributes(stack, "network", {
        name: "st-marys",
        cidr: "10.40.0.0/16",
        vpcId,
        takenCidrs: ["10.40.0.0/24"],
        availabilityZones: ["us-east-1a", "us-east-1b"],
        addressPlan: AddressPlan.inMemory(),
        owner: "network team",
        reviewBy: "2027-06-30",
        today: "2026-11-23",
      });
      network.leaveFlowsUnrecorded({ reason: "The landing zone records every VPC", approver: "security" });
      use(network);
    });

  test("creates no VPC and closes nothing that it did not create, and keeps off what is taken.", () => {
    const { terraform, intent } = imported("vpc-0123456789abcdef0", (network) => network.addClinicalSegment("server"));
    expect(countsOf(terraform)).toEqual({
      aws_subnet: 2,
      aws_route_table: 2,
      aws_route_table_association: 2,
      aws_network_acl: 1,
      aws_security_group: 1,
    });
    const { vpc, segments } = networkOf(intent);
    expect([vpc, segments[0]?.blocks]).toEqual([{ id: "vpc-0123456789abcdef0" }, ["10.40.1.0/24"]]);
    const ids = ["aws_subnet", "aws_route_table", "aws_network_acl", "aws_security_group"].flatMap((type) =>
      Object.values(ofType(terraform, type)).map((config) => config["vpc_id"]),
    );
    expect(new Set(ids)).toEqual(new Set(["vpc-0123456789abcdef0"]));
  });

  test("refuses a way out to the internet: the VPC has its own", () => {
    expect(() => imported("vpc-0123456789abcdef0", (network) => network.addInternetEgress())).toThrow(
      "Cordon did not create",
    );
  });
});

test("A subnet lies on the Outpost of its zone, and the others in the Region.", () => {
  const arn = "arn:aws-us-gov:outposts:us-gov-west-1:123456789012:outpost/op-0123456789abcdef0";
  const { terraform } = synthesizeNetwork((network) => {
    network.addMedicalDeviceSegment("gateways", { outposts: { "us-east-1b": arn } });
  });
  expect(
    Object.values(ofType(terraform, "aws_subnet")).map((subnet) => [
      subnet["availability_zone"],
      subnet["outpost_arn"],
    ]),
  ).toEqual([
    ["us-east-1a", undefined],
    ["us-east-1b", arn],
  ]);
});

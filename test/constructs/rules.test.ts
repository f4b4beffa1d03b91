import { services, siteService, type HospitalNetwork, type Service } from "../../lib";
import { ofType, synthesizeNetwork, type Config, type TerraformJson } from "./synth";

const echo = siteService({
  name: "echo",
  title: "Echo",
  protocol: "icmp",
  type: 8,
  code: 0,
  citation: { source: "RFC 792" },
  encrypted: false,
});
const unreachable = siteService({
  name: "unreachable",
  title: "Unreachable",
  protocol: "icmp",
  type: 3,
  code: "any",
  citation: { source: "RFC 792" },
  encrypted: false,
});
const echo6 = siteService({
  name: "echo6",
  title: "Echo",
  protocol: "icmpv6",
  type: 128,
  code: 0,
  citation: { source: "RFC 4443" },
  encrypted: false,
});
const range = siteService({
  name: "range",
  title: "Range",
  protocol: "udp",
  ports: [5000, 5010],
  citation: { source: "interface register" },
  encrypted: false,
});
const esp = siteService({
  name: "gre",
  title: "GRE",
  protocol: "other",
  number: 47,
  citation: { source: "RFC 2784" },
  encrypted: false,
});

/** `group` for the group of a segment. */
function readable(value: unknown): unknown {
  return typeof value === "string"
    ? value.replace(/^\$\{aws_security_group\.network_(.+)_SecurityGroup_[0-9A-F]{8}\.id\}$/, "$1")
    : value;
}

/** Every rule, as `direction, name, arguments`. */
function rulesOf(terraform: TerraformJson): unknown {
  const of = (direction: string) =>
    Object.entries(ofType(terraform, `aws_vpc_security_group_${direction}_rule`)).map(
      ([name, config]): [string, Config] => [
        name.replace(/^network_/, ""),
        Object.fromEntries(Object.entries(config).map(([key, value]) => [key, readable(value)])),
      ],
    );
  return { out: Object.fromEntries(of("egress")), in: Object.fromEntries(of("ingress")) };
}

/** Every ACL entry of every segment, without its number, as `protocol ports block`. */
function entriesOf(
  terraform: TerraformJson,
): Readonly<Record<string, { readonly in: readonly string[]; readonly out: readonly string[] }>> {
  return Object.fromEntries(
    Object.entries(ofType(terraform, "aws_network_acl")).map(([name, { ingress, egress }]) => {
      const list = (entries: unknown): string[] => (entries as Config[]).map(entryText).sort();
      return [name.replace(/^network_(.+)_NetworkAcl$/, "$1"), { in: list(ingress), out: list(egress) }];
    }),
  );
}

function entryText(entry: Config): string {
  expect(Object.keys(entry).sort()).toEqual([
    "action",
    "cidr_block",
    "from_port",
    "icmp_code",
    "icmp_type",
    "ipv6_cidr_block",
    "protocol",
    "rule_no",
    "to_port",
  ]);
  const { action, protocol, from_port: from, to_port: to, icmp_type: type, icmp_code: code } = entry;
  const block = entry["cidr_block"] ?? entry["ipv6_cidr_block"];
  return `${String(action)} protocol ${String(protocol)} ports ${String(from)}-${String(to)} icmp ${String(type)}/${String(code)} ${String(block)}`;
}

const reason = { reason: "Needed" };

function between(service: Service | readonly Service[]): TerraformJson {
  return synthesizeNetwork((network) => {
    const a = network.addClinicalSegment("aa", { clientSystem: "linux" });
    a.allowTo(network.addClinicalSegment("bb"), service, reason);
  }).terraform;
}

test("A TCP conduit is one rule at each end, and its ports and the answers' in both ACLs.", () => {
  const terraform = between(services.https);
  const common = { description: "aa to bb https: Needed", ip_protocol: "tcp", from_port: 443, to_port: 443 };
  expect(rulesOf(terraform)).toEqual({
    out: { aa_SecurityGroup_to_bb_https: { ...common, security_group_id: "aa", referenced_security_group_id: "bb" } },
    in: { bb_SecurityGroup_from_aa_https: { ...common, security_group_id: "bb", referenced_security_group_id: "aa" } },
  });
  expect(entriesOf(terraform)).toEqual({
    aa: {
      out: ["allow protocol 6 ports 443-443 icmp 0/0 10.40.1.0/24"],
      in: ["allow protocol 6 ports 32768-61000 icmp 0/0 10.40.1.0/24"],
    },
    bb: {
      in: ["allow protocol 6 ports 443-443 icmp 0/0 10.40.0.0/24"],
      out: ["allow protocol 6 ports 32768-61000 icmp 0/0 10.40.0.0/24"],
    },
  });
});

test("A UDP conduit of a run of ports is the same in UDP.", () => {
  const terraform = between(range);
  const common = { description: "aa to bb range: Needed", ip_protocol: "udp", from_port: 5000, to_port: 5010 };
  expect(rulesOf(terraform)).toEqual({
    out: { aa_SecurityGroup_to_bb_range: { ...common, security_group_id: "aa", referenced_security_group_id: "bb" } },
    in: { bb_SecurityGroup_from_aa_range: { ...common, security_group_id: "bb", referenced_security_group_id: "aa" } },
  });
  expect(entriesOf(terraform)).toEqual({
    aa: {
      out: ["allow protocol 17 ports 5000-5010 icmp 0/0 10.40.1.0/24"],
      in: ["allow protocol 17 ports 32768-61000 icmp 0/0 10.40.1.0/24"],
    },
    bb: {
      in: ["allow protocol 17 ports 5000-5010 icmp 0/0 10.40.0.0/24"],
      out: ["allow protocol 17 ports 32768-61000 icmp 0/0 10.40.0.0/24"],
    },
  });
});

test("An ICMP echo has its type and code where AWS wants them, and its reply comes back.", () => {
  const terraform = between(echo);
  const common = { description: "aa to bb echo: Needed", ip_protocol: "icmp", from_port: 8, to_port: 0 };
  expect(rulesOf(terraform)).toEqual({
    out: { aa_SecurityGroup_to_bb_echo: { ...common, security_group_id: "aa", referenced_security_group_id: "bb" } },
    in: { bb_SecurityGroup_from_aa_echo: { ...common, security_group_id: "bb", referenced_security_group_id: "aa" } },
  });
  expect(entriesOf(terraform)).toEqual({
    aa: {
      out: ["allow protocol 1 ports 0-0 icmp 8/0 10.40.1.0/24"],
      in: ["allow protocol 1 ports 0-0 icmp 0/0 10.40.1.0/24"],
    },
    bb: {
      in: ["allow protocol 1 ports 0-0 icmp 8/0 10.40.0.0/24"],
      out: ["allow protocol 1 ports 0-0 icmp 0/0 10.40.0.0/24"],
    },
  });
});

test("An ICMP message that nobody answers opens no way back, and a code of any is -1.", () => {
  const terraform = between(unreachable);
  expect(Object.values(ofType(terraform, "aws_vpc_security_group_egress_rule"))).toMatchObject([
    { ip_protocol: "icmp", from_port: 3, to_port: -1 },
  ]);
  expect(entriesOf(terraform)).toEqual({
    aa: { out: ["allow protocol 1 ports 0-0 icmp 3/-1 10.40.1.0/24"], in: [] },
    bb: { in: ["allow protocol 1 ports 0-0 icmp 3/-1 10.40.0.0/24"], out: [] },
  });
});

test("A protocol by number takes no ports and comes back as itself.", () => {
  const terraform = between(esp);
  const common = { description: "aa to bb gre: Needed", ip_protocol: "47" };
  expect(rulesOf(terraform)).toEqual({
    out: { aa_SecurityGroup_to_bb_gre: { ...common, security_group_id: "aa", referenced_security_group_id: "bb" } },
    in: { bb_SecurityGroup_from_aa_gre: { ...common, security_group_id: "bb", referenced_security_group_id: "aa" } },
  });
  const both = (block: string) => [`allow protocol 47 ports 0-0 icmp 0/0 ${block}`];
  expect(entriesOf(terraform)).toEqual({
    aa: { out: both("10.40.1.0/24"), in: both("10.40.1.0/24") },
    bb: { out: both("10.40.0.0/24"), in: both("10.40.0.0/24") },
  });
});

test("A return association is a conduit of its own the other way.", () => {
  const { terraform, intent } = synthesizeNetwork((network) => {
    const modality = network.addMedicalDeviceSegment("ct", { clientSystem: "windows", traits: [] });
    const pacs = network.addClinicalSegment("pacs", { clientSystem: "linux" });
    network.acknowledge("SEG-007", "ct", {
      reason: "Agreed",
      approver: "Chief nurse",
      ticket: "CHG-1",
      expires: "2027-06-30",
    });
    modality.allowTo(pacs, services.dicomTls, { reason: "Images", returnAssociation: services.dicomTls });
  });
  expect(intent.networks[0]?.conduits.map(({ id, returns }) => [id, returns])).toEqual([
    ["ct>pacs:dicom-tls", undefined],
    ["pacs>ct:dicom-tls", "ct>pacs:dicom-tls"],
  ]);
  const common = { ip_protocol: "tcp", from_port: 2762, to_port: 2762 };
  const [there, back] = [
    { ...common, description: "ct to pacs dicom-tls: Images" },
    { ...common, description: "pacs to ct dicom-tls: Images" },
  ];
  expect(rulesOf(terraform)).toEqual({
    out: {
      "ct_SecurityGroup_to_pacs_dicom-tls": { ...there, security_group_id: "ct", referenced_security_group_id: "pacs" },
      "pacs_SecurityGroup_to_ct_dicom-tls": { ...back, security_group_id: "pacs", referenced_security_group_id: "ct" },
    },
    in: {
      "pacs_SecurityGroup_from_ct_dicom-tls": {
        ...there,
        security_group_id: "pacs",
        referenced_security_group_id: "ct",
      },
      "ct_SecurityGroup_from_pacs_dicom-tls": {
        ...back,
        security_group_id: "ct",
        referenced_security_group_id: "pacs",
      },
    },
  });
  const entry = (ports: string, block: string) => `allow protocol 6 ports ${ports} icmp 0/0 ${block}`;
  expect(entriesOf(terraform)).toEqual({
    ct: {
      out: [entry("2762-2762", "10.40.1.0/24"), entry("32768-61000", "10.40.1.0/24")],
      in: [entry("2762-2762", "10.40.1.0/24"), entry("49152-65535", "10.40.1.0/24")],
    },
    pacs: {
      out: [entry("2762-2762", "10.40.0.0/24"), entry("49152-65535", "10.40.0.0/24")],
      in: [entry("2762-2762", "10.40.0.0/24"), entry("32768-61000", "10.40.0.0/24")],
    },
  });
});

test("Traffic among the machines of one segment is one rule each way on its own group, and its own block in the ACL.", () => {
  const { terraform } = synthesizeNetwork((network) => {
    network.addClinicalSegment("aa", { clientSystem: "linux" }).allowWithin(services.https, reason);
  });
  const rule = {
    description: "aa to aa https: Needed",
    ip_protocol: "tcp",
    from_port: 443,
    to_port: 443,
    security_group_id: "aa",
    referenced_security_group_id: "aa",
  };
  expect(rulesOf(terraform)).toEqual({
    out: { aa_SecurityGroup_to_aa_https: rule },
    in: { aa_SecurityGroup_from_aa_https: rule },
  });
  const both = [
    "allow protocol 6 ports 32768-61000 icmp 0/0 10.40.0.0/24",
    "allow protocol 6 ports 443-443 icmp 0/0 10.40.0.0/24",
  ];
  expect(entriesOf(terraform)).toEqual({ aa: { out: both, in: both } });
});

describe("A segment outside AWS", () => {
  const outside = (build: (network: HospitalNetwork) => void): TerraformJson => synthesizeNetwork(build).terraform;

  test("has rules and entries by its exact blocks, IPv4 and IPv6, at the AWS end only.", () => {
    const terraform = outside((network) => {
      const lab = network.addOutsideSegment("lab", {
        kind: "clinical",
        cidrs: ["172.20.8.0/22", "2001:db8:1::/48"],
        clientSystem: "windows",
      });
      const server = network.addClinicalSegment("aa", { clientSystem: "linux" });
      lab.allowTo(server, services.https, reason);
      server.allowTo(lab, services.dicomTls, reason);
    });
    const https = {
      description: "lab to aa https: Needed",
      ip_protocol: "tcp",
      from_port: 443,
      to_port: 443,
      security_group_id: "aa",
    };
    const dicom = {
      description: "aa to lab dicom-tls: Needed",
      ip_protocol: "tcp",
      from_port: 2762,
      to_port: 2762,
      security_group_id: "aa",
    };
    expect(rulesOf(terraform)).toEqual({
      out: {
        "aa_SecurityGroup_to_lab_dicom-tls_172-20-8-0-22": { ...dicom, cidr_ipv4: "172.20.8.0/22" },
        "aa_SecurityGroup_to_lab_dicom-tls_2001-db8-1---48": { ...dicom, cidr_ipv6: "2001:db8:1::/48" },
      },
      in: {
        "aa_SecurityGroup_from_lab_https_172-20-8-0-22": { ...https, cidr_ipv4: "172.20.8.0/22" },
        "aa_SecurityGroup_from_lab_https_2001-db8-1---48": { ...https, cidr_ipv6: "2001:db8:1::/48" },
      },
    });
    const of = (ports: string) => [
      `allow protocol 6 ports ${ports} icmp 0/0 172.20.8.0/22`,
      `allow protocol 6 ports ${ports} icmp 0/0 2001:db8:1::/48`,
    ];
    expect(entriesOf(terraform)).toEqual({
      aa: { in: [...of("32768-61000"), ...of("443-443")], out: [...of("2762-2762"), ...of("49152-65535")] },
    });
  });

  test("gets ICMP only by the blocks of the family that speaks it.", () => {
    const terraform = outside((network) => {
      const lab = network.addOutsideSegment("lab", { kind: "clinical", cidrs: ["172.20.8.0/22", "2001:db8:1::/48"] });
      lab.allowTo(network.addClinicalSegment("aa"), [echo, echo6], reason);
    });
    const common = { to_port: 0, security_group_id: "aa" };
    expect(rulesOf(terraform)).toEqual({
      out: {},
      in: {
        "aa_SecurityGroup_from_lab_echo_172-20-8-0-22": {
          ...common,
          description: "lab to aa echo: Needed",
          ip_protocol: "icmp",
          from_port: 8,
          cidr_ipv4: "172.20.8.0/22",
        },
        "aa_SecurityGroup_from_lab_echo6_2001-db8-1---48": {
          ...common,
          description: "lab to aa echo6: Needed",
          ip_protocol: "icmpv6",
          from_port: 128,
          cidr_ipv6: "2001:db8:1::/48",
        },
      },
    });
  });
});

test('With aclDetail "pair" a peer is one entry each way, whatever its conduits, and the other end keeps the ports.', () => {
  const { terraform, intent } = synthesizeNetwork((network) => {
    const a = network.addClinicalSegment("aa", { aclDetail: "pair" });
    const b = network.addClinicalSegment("bb", { clientSystem: "linux" });
    b.allowTo(a, [services.https, services.ntp, echo], reason);
  });
  expect(entriesOf(terraform)).toEqual({
    aa: {
      in: ["allow protocol -1 ports 0-0 icmp 0/0 10.40.1.0/24"],
      out: ["allow protocol -1 ports 0-0 icmp 0/0 10.40.1.0/24"],
    },
    bb: {
      out: [
        "allow protocol 1 ports 0-0 icmp 8/0 10.40.0.0/24",
        "allow protocol 17 ports 123-123 icmp 0/0 10.40.0.0/24",
        "allow protocol 6 ports 443-443 icmp 0/0 10.40.0.0/24",
      ],
      in: [
        "allow protocol 1 ports 0-0 icmp 0/0 10.40.0.0/24",
        "allow protocol 17 ports 32768-61000 icmp 0/0 10.40.0.0/24",
        "allow protocol 6 ports 32768-61000 icmp 0/0 10.40.0.0/24",
      ],
    },
  });
  expect(intent.networks[0]?.aclExcess).toEqual([]);
});

test("A segment that may ask for the internet opens no more to a peer outside than its conduits, whatever the detail.", () => {
  const { terraform } = synthesizeNetwork((network) => {
    network.addInternetEgress();
    const mirror = network.addDeviceManagementSegment("mirror", { aclDetail: "pair", clientSystem: "linux" });
    const plant = network.addOutsideSegment("plant", { kind: "facility", cidrs: ["172.20.0.0/24"] });
    mirror.allowToInternet(services.https, reason);
    mirror.allowTo(plant, services.ntp, reason);
  });
  const toPlant = (list: readonly string[] | undefined) => list?.filter((entry) => entry.endsWith(" 172.20.0.0/24"));
  const { mirror } = entriesOf(terraform);
  expect(toPlant(mirror?.out)).toEqual(["allow protocol 17 ports 123-123 icmp 0/0 172.20.0.0/24"]);
  expect(toPlant(mirror?.in)).toEqual(["allow protocol 17 ports 32768-61000 icmp 0/0 172.20.0.0/24"]);
});

test('Two ends with "pair" let through everything between them, and the intent says so.', () => {
  const { intent } = synthesizeNetwork((network) => {
    const [a, b] = [
      network.addClinicalSegment("aa", { aclDetail: "pair" }),
      network.addClinicalSegment("bb", { aclDetail: "pair" }),
    ];
    network.addClinicalSegment("cc");
    b.allowTo(a, services.https, reason);
  });
  expect(intent.networks[0]?.aclExcess).toEqual([
    { from: "aa", to: "bb", traffic: "all but tcp 1024-65535" },
    { from: "bb", to: "aa", traffic: "all but tcp 443" },
  ]);
});

test("A network with IPv6 has a /64 for each subnet, and entries for it by zone.", () => {
  const { terraform } = synthesizeNetwork(
    (network) => {
      const a = network.addClinicalSegment("aa", { clientSystem: "linux" });
      a.allowTo(network.addClinicalSegment("bb"), [services.https, echo6, echo], reason);
    },
    { ipv6: "amazon-provided" },
  );
  expect(Object.values(ofType(terraform, "aws_vpc"))).toMatchObject([{ assign_generated_ipv6_cidr_block: true }]);
  const block = (index: number) => `\${cidrsubnet(aws_vpc.network_39EEAA36.ipv6_cidr_block, 8, ${String(index)})}`;
  const subnets = Object.entries(ofType(terraform, "aws_subnet")).map(([name, config]) => [
    name,
    config["ipv6_cidr_block"],
    config["assign_ipv6_address_on_creation"],
    config["map_public_ip_on_launch"],
  ]);
  expect(subnets).toEqual([
    ["network_aa_Subnets_us-east-1a_Subnet", block(0), true, false],
    ["network_aa_Subnets_us-east-1b_Subnet", block(1), true, false],
    ["network_bb_Subnets_us-east-1a_Subnet", block(2), true, false],
    ["network_bb_Subnets_us-east-1b_Subnet", block(3), true, false],
  ]);
  const six = (text: string) => [`${text} ${block(2)}`, `${text} ${block(3)}`];
  expect(entriesOf(terraform)["aa"]).toEqual({
    out: [
      "allow protocol 1 ports 0-0 icmp 8/0 10.40.1.0/24",
      ...six("allow protocol 58 ports 0-0 icmp 128/0"),
      ...six("allow protocol 6 ports 443-443 icmp 0/0"),
      "allow protocol 6 ports 443-443 icmp 0/0 10.40.1.0/24",
    ].sort(),
    in: [
      "allow protocol 1 ports 0-0 icmp 0/0 10.40.1.0/24",
      ...six("allow protocol 58 ports 0-0 icmp 129/0"),
      ...six("allow protocol 6 ports 32768-61000 icmp 0/0"),
      "allow protocol 6 ports 32768-61000 icmp 0/0 10.40.1.0/24",
    ].sort(),
  });
  expect(Object.keys(ofType(terraform, "aws_vpc_security_group_egress_rule"))).toHaveLength(3);
});

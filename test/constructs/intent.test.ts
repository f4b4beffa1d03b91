import { formatLock, services, type Intent } from "../../lib";
import { resourcesOf, synthesizeNetwork, type Synthesized } from "./synth";

let small: Synthesized;

beforeAll(() => {
  small = synthesizeNetwork((network) => {
    const time = network.addSharedServicesSegment("time");
    const ward = network.addOutsideSegment("lan-7", {
      kind: "medical-device",
      cidrs: ["172.20.8.0/24", "172.20.6.0/24"],
      endOfSupport: "2028-01-31",
      traits: [],
    });
    network.acknowledge("SEG-007", "lan-7", {
      reason: "Downtime plan",
      approver: "safety officer",
      ticket: "CHG-1",
      expires: "2027-01-31",
    });
    ward.allowTo(time, services.ntp, {
      reason: "Time",
      owner: "biomedical team",
      reviewBy: "2027-01-31",
      expires: "2027-05-31",
      source: { source: "Manual", at: "p. 7" },
    });
  });
});

test("The intent has everything that was declared, and the addresses of what carries it.", () => {
  const registry = "IANA service name and transport protocol port number registry, July 2025, ntp, 123/udp";
  const expected: Intent = {
    schema: "cordon/intent/1",
    stack: "test",
    networks: [
      {
        name: "st-marys",
        block: "10.40.0.0/16",
        zones: ["us-east-1a", "us-east-1b"],
        vpc: { address: "aws_vpc.network_39EEAA36" },
        ipv6: "none",
        siteEdge: "none",
        sites: [],
        segments: [
          {
            name: "lan-7",
            kind: "medical-device",
            criticality: "high",
            owner: "network team",
            dataClass: "phi",
            profiles: [],
            traits: [],
            endOfSupport: "2028-01-31",
            placement: "outside",
            blocks: ["172.20.6.0/24", "172.20.8.0/24"],
            subnets: [],
            internet: "none",
          },
          {
            name: "time",
            kind: "shared-services",
            criticality: "high",
            owner: "network team",
            dataClass: "internal",
            profiles: [],
            traits: [],
            placement: "aws",
            blocks: ["10.40.0.0/24"],
            subnets: [
              {
                zone: "us-east-1a",
                block: "10.40.0.0/26",
                subnet: "aws_subnet.network_time_Subnets_us-east-1a_Subnet_19BF8BB0",
                routeTable: "aws_route_table.network_time_Subnets_us-east-1a_RouteTable_0",
              },
              {
                zone: "us-east-1b",
                block: "10.40.0.64/26",
                subnet: "aws_subnet.network_time_Subnets_us-east-1b_Subnet_0",
                routeTable: "aws_route_table.network_time_Subnets_us-east-1b_RouteTable_0",
              },
            ],
            carriers: {
              securityGroup: "aws_security_group.network_time_SecurityGroup_0",
              networkAcl: "aws_network_acl.network_time_NetworkAcl_0",
            },
            internet: "none",
          },
        ],
        conduits: [
          {
            id: "lan-7>time:ntp",
            from: "lan-7",
            to: "time",
            service: {
              name: "ntp",
              title: "Network time",
              protocol: "udp",
              basis: "iana",
              encrypted: false,
              citation: registry,
              ports: [123, 123],
            },
            reason: "Time",
            owner: "biomedical team",
            reviewBy: "2027-01-31",
            expires: "2027-05-31",
            source: "Manual, p. 7",
            rules: [
              "aws_vpc_security_group_ingress_rule.network_time_SecurityGroup_from_lan-7_ntp_172-20-6-0-24_0",
              "aws_vpc_security_group_ingress_rule.network_time_SecurityGroup_from_lan-7_ntp_172-20-8-0-24_0",
            ],
          },
        ],
        exceptions: [
          {
            rule: "SEG-007",
            subject: "lan-7",
            reason: "Downtime plan",
            approver: "safety officer",
            ticket: "CHG-1",
            expires: "2027-01-31",
          },
        ],
        findings: [],
        addressPlan: {
          lockfileVersion: 1,
          network: "st-marys",
          block: "10.40.0.0/16",
          segments: {
            time: {
              block: "10.40.0.0/24",
              subnetPrefix: 26,
              reservedZones: 4,
              state: "in-use",
              zones: { "us-east-1a": { slot: 0 }, "us-east-1b": { slot: 1 } },
            },
          },
        },
        quotas: [],
        aclExcess: [],
        resources: 14,
        flows: {
          recorded: "nothing",
          reason: "Flow logs are not what this test is about",
          approver: "the test",
        },
      },
    ],
  };
  expect(withoutHashes(small.intent)).toEqual(withoutHashes(expected));
});

test("A rule that is not kept is a finding, with the ticket that answers for it.", () => {
  expect(
    small.intent.networks[0]?.findings.map(({ rule, severity, subject, acknowledgedBy }) => ({
      rule,
      severity,
      subject,
      acknowledgedBy,
    })),
  ).toEqual([
    { rule: "SEG-011", severity: "warning", subject: "lan-7>time:ntp", acknowledgedBy: undefined },
    { rule: "SEG-007", severity: "warning", subject: "lan-7", acknowledgedBy: "CHG-1" },
  ]);
});

test("Head-room says for every quota how much is used, of what, and how much is free.", () => {
  const rows = small.intent.networks[0]?.quotas ?? [];
  expect(
    rows.map(({ quota, subject, used, limit }) => `${quota} ${subject}: ${String(used)} of ${String(limit)}`),
  ).toEqual([
    "rulesPerGroupAndDirection time out: 0 of 60",
    "rulesPerGroupAndDirection time in: 2 of 60",
    "rulesTimesGroupsPerInterface time: 2 of 1000",
    "aclEntriesPerDirection time out: 3 of 20",
    "aclEntriesPerDirection time in: 3 of 20",
    "subnetsPerVpc st-marys: 2 of 200",
    "routeTablesPerVpc st-marys: 3 of 200",
    "networkAclsPerVpc st-marys: 2 of 200",
    "securityGroupsPerRegion st-marys: 2 of 2500",
  ]);
  expect(rows.filter(({ used, limit, free, ratio }) => free !== limit - used || ratio !== used / limit)).toEqual([]);
});

test("Every address in the intent is one in cdk.tf.json, and it counts the resources that are there.", () => {
  const addresses = [...small.text.intent.matchAll(/"(aws_\w+\.[^"]+)"/g)].map((match) => match[1] ?? "");
  expect(addresses.length).toBeGreaterThan(8);
  const known = resourcesOf(small.terraform);
  expect(addresses.filter((address) => !known.has(address))).toEqual([]);
  expect(small.intent.networks[0]?.resources).toBe(known.size);
});

test("The address plan in the intent is the lock that is kept.", () => {
  const plan = small.intent.networks[0]?.addressPlan;
  expect(plan).toBeDefined();
  if (plan !== undefined) expect(JSON.parse(formatLock(plan))).toEqual(plan);
});

/** Findings and head-room have tests of their own; the framework's hashes are pinned with the addresses. */
function withoutHashes({ networks, ...rest }: Intent): unknown {
  const text = JSON.stringify({
    ...rest,
    networks: networks.map((network) => ({ ...network, findings: [], quotas: [] })),
  });
  return JSON.parse(text.replace(/(aws_[\w.-]+)_(?:0|[0-9A-F]{8})"/g, '$1"')) as unknown;
}

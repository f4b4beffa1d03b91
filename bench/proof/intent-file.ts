/** What the network of the measurement declares: the conduits that pass, so that the proof holds. */
import { writeFileSync } from "node:fs";
import { formatIntent, intentSchema, type IntentConduit, type IntentSegment } from "../../lib/model";
import { blockOf, conduitsOf, nameOf, type Conduit } from "./network";

export function writeIntent(file: string, subnets: number): void {
  const segments = Array.from({ length: subnets }, (_, at) => segmentOf(at));
  const network = {
    name: "measured",
    block: "10.0.0.0/16",
    zones: ["us-east-1a"],
    vpc: { address: "aws_vpc.network" },
    ipv6: "none",
    siteEdge: "none",
    sites: [],
    segments,
    conduits: conduitsOf(subnets).map(conduitOf),
    exceptions: [],
    findings: [],
    addressPlan: { lockfileVersion: 1, network: "measured", block: "10.0.0.0/16", segments: {} },
    quotas: [],
    aclExcess: [],
    resources: 0,
  } as const;
  writeFileSync(file, formatIntent({ schema: intentSchema, stack: "measured", networks: [network] }));
}

function segmentOf(at: number): IntentSegment {
  const name = nameOf(at);
  const block = blockOf(at);
  return {
    name,
    kind: "clinical",
    criticality: "medium",
    owner: "network operations",
    dataClass: "none",
    profiles: [],
    traits: [],
    placement: "aws",
    blocks: [block],
    subnets: [{ zone: "us-east-1a", block, subnet: `aws_subnet.${name}`, routeTable: `aws_route_table.${name}` }],
    carriers: { securityGroup: `aws_security_group.${name}`, networkAcl: `aws_network_acl.${name}` },
    internet: "none",
  };
}

function conduitOf({ from, to, service: [protocol, port], step }: Conduit): IntentConduit {
  const [near, far] = [nameOf(from), nameOf(to)];
  const name = `${near}_${far}_${String(step)}`;
  return {
    id: `${near}>${far}:${protocol}-${String(port)}-${String(step)}`,
    from: near,
    to: far,
    service: {
      name: `${protocol}-${String(port)}`,
      title: `${protocol} ${String(port)}`,
      protocol,
      ports: [port, port],
      basis: "site",
      encrypted: false,
      citation: "measured",
    },
    reason: "measured traffic",
    owner: "network operations",
    reviewBy: "2030-01-01",
    source: "declared",
    rules: [`aws_vpc_security_group_egress_rule.${name}`, `aws_vpc_security_group_ingress_rule.${name}`],
  };
}

/** A small hybrid network, written by hand: what the kit is made from and nothing that builds it. */
import type { IntentConduit, IntentNetwork, IntentSegment, IntentService, IntentSite } from "../../../lib/model";
import { tunnelPolicies } from "../../../lib/model";

export function segment(name: string, more: Partial<IntentSegment> = {}): IntentSegment {
  return {
    name,
    kind: "clinical",
    criticality: "medium",
    owner: "clinical engineering",
    dataClass: "internal",
    profiles: [],
    traits: [],
    placement: "aws",
    blocks: ["10.40.2.0/23"],
    subnets: [],
    internet: "none",
    ...more,
  };
}

export function atSite(
  name: string,
  label: string,
  blocks: readonly string[],
  more: Partial<IntentSegment> = {},
): IntentSegment {
  return segment(name, {
    kind: "medical-device",
    criticality: "life-critical",
    placement: "outside",
    site: "main-campus",
    label,
    blocks,
    ...more,
  });
}

export function tcp(name: string, from: number, to = from): IntentService {
  return service(name, { protocol: "tcp", ports: [from, to] });
}

export function udp(name: string, from: number, to = from): IntentService {
  return service(name, { protocol: "udp", ports: [from, to] });
}

export function icmp(name: string, type: number, code: number | "any"): IntentService {
  return service(name, { protocol: "icmp", icmp: [type, code] });
}

export function protocol(name: string, number: number): IntentService {
  return service(name, { protocol: "other", number });
}

function service(name: string, more: Pick<IntentService, "protocol"> & Partial<IntentService>): IntentService {
  return { name, title: `Service ${name}`, basis: "site", encrypted: true, citation: "Network handbook", ...more };
}

export function conduit(
  from: string,
  to: string,
  asked: IntentService,
  more: Partial<IntentConduit> = {},
): IntentConduit {
  return {
    id: `${from}>${to}:${asked.name}`,
    from,
    to,
    service: asked,
    reason: "Drug library",
    owner: "clinical engineering",
    reviewBy: "2027-06-30",
    source: "Network handbook",
    rules: [],
    ...more,
  };
}

export function site(more: Partial<IntentSite> = {}): IntentSite {
  return {
    name: "main-campus",
    label: "site-0c77d2ab",
    owner: "network operations",
    routing: "static",
    awsAsn: 64512,
    policy: "strict",
    tunnel: tunnelPolicies.strict,
    gateways: [
      {
        name: "primary",
        address: "203.0.113.10",
        asn: 65010,
        connection: "aws_vpn_connection.network_main-campus_primary",
        insideBlocks: ["169.254.10.0/30", "169.254.10.4/30"],
      },
    ],
    awsSelector: "10.40.0.0/16",
    awsBlocks: ["10.40.2.0/23"],
    ...more,
  };
}

export function network(more: Partial<IntentNetwork> = {}): IntentNetwork {
  return {
    name: "st-marys",
    block: "10.40.0.0/16",
    zones: ["us-east-1a"],
    vpc: { address: "aws_vpc.network" },
    ipv6: "none",
    siteEdge: "vpn-gateway",
    sites: [site()],
    segments: [segment("pump-server"), atSite("ward-pumps", "seg-3f9a61c0", ["172.20.8.0/22"], { vlan: 108 })],
    conduits: [conduit("ward-pumps", "pump-server", tcp("alaris", 3613))],
    exceptions: [],
    findings: [],
    addressPlan: { lockfileVersion: 1, network: "st-marys", block: "10.40.0.0/16", segments: {} },
    quotas: [],
    aclExcess: [],
    resources: 0,
    ...more,
  };
}

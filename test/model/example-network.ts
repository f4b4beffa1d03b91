/** Small networks for tests: every field has a harmless value, so that a test says only what it is about. */
import { Cidr } from "../../lib/model/address/cidr";
import { CalendarDate } from "../../lib/model/calendar-date";
import type { ConduitDefinition } from "../../lib/model/conduit";
import type { Exception } from "../../lib/model/exception";
import type { Kind } from "../../lib/model/kind";
import type { NetworkDefinition } from "../../lib/model/network";
import type { Placement, SegmentDefinition } from "../../lib/model/segment";
import type { Service } from "../../lib/model/service";
import { PortRange } from "../../lib/model/traffic/port-range";

export const today = CalendarDate.of("2026-11-23");
export const later = CalendarDate.of("2027-06-30");

export function segment(name: string, kind: Kind, more: Partial<SegmentDefinition> = {}): SegmentDefinition {
  return {
    name,
    kind,
    criticality: "medium",
    owner: "network team",
    dataClass: "internal",
    placement: { in: "aws", zones: ["us-east-1a", "us-east-1b"] },
    clientSystem: "any",
    internet: "none",
    profiles: [],
    traits: [],
    ...more,
  };
}

export function outside(...blocks: readonly string[]): Placement {
  return { in: "outside", blocks: blocks.map((block) => Cidr.of(block)), at: undefined };
}

export function service(
  name: string,
  protocol: "tcp" | "udp",
  from: number,
  to: number = from,
  more: Partial<Service> = {},
): Service {
  return {
    name,
    title: name.toUpperCase(),
    transport: { protocol, ports: PortRange.of(from, to) },
    basis: "iana",
    citation: { source: "IANA service names registry" },
    reach: "routable",
    encrypted: false,
    ...more,
  };
}

export const https = service("https", "tcp", 443, 443, { encrypted: true });
export const ntp = service("ntp", "udp", 123);

export function conduit(
  from: string,
  to: string,
  what: Service = https,
  more: Partial<ConduitDefinition> = {},
): ConduitDefinition {
  return {
    from,
    to,
    service: what,
    reason: "needed",
    owner: "network team",
    reviewBy: later,
    source: { source: "interface register" },
    ...more,
  };
}

export function exception(rule: string, subject: string, more: Partial<Exception> = {}): Exception {
  return {
    rule,
    subject,
    reason: "agreed",
    approver: "chief nurse",
    ticket: "CHG-1",
    expires: later,
    ...more,
  };
}

export function network(
  segments: readonly SegmentDefinition[],
  conduits: readonly ConduitDefinition[] = [],
  exceptions: readonly Exception[] = [],
): NetworkDefinition {
  return {
    name: "st-marys",
    block: Cidr.of("10.40.0.0/16"),
    zones: ["us-east-1a", "us-east-1b"],
    sites: [],
    segments,
    neighbours: [],
    conduits,
    exceptions,
  };
}

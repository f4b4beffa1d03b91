/**
 * What a service of the site listens on.
 *
 * Decides whether ports, ICMP types and protocol numbers are given where they belong and are in range. Refuses a bare
 * protocol number for what has ports or types: it would open all of them.
 */
import type { Issue, Parsed } from "../issue";
import type { ServiceTransport } from "../service";
import { PortRange } from "../traffic/port-range";
import { show } from "./received";

/** These properties belong to another protocol. */
type Without<Key extends string> = Readonly<Partial<Record<Key, never>>>;

interface PortsOfSite extends Without<"type" | "code" | "number"> {
  readonly protocol: "tcp" | "udp";
  /** One port, the first and last of a run, or a range: 1–65535. */
  readonly ports: number | readonly [from: number, to: number] | PortRange;
}

interface IcmpOfSite extends Without<"ports" | "number"> {
  readonly protocol: "icmp" | "icmpv6";
  /** 0–255. */
  readonly type: number;
  /** 0–255, or `"any"`. */
  readonly code: number | "any";
}

interface ProtocolOfSite extends Without<"ports" | "type" | "code"> {
  readonly protocol: "other";
  /** IP protocol number, 0–255, of a protocol that is none of TCP, UDP and ICMP: those have forms of their own. */
  readonly number: number;
}

/** What a service of the site listens on: ports, ICMP messages, or another protocol as a whole. */
export type SiteTransport = PortsOfSite | IcmpOfSite | ProtocolOfSite;

/** What each protocol is described by; everything else is refused. */
const describedBy = {
  tcp: ["ports"],
  udp: ["ports"],
  icmp: ["type", "code"],
  icmpv6: ["type", "code"],
  other: ["number"],
} as const satisfies Record<SiteTransport["protocol"], readonly string[]>;

/** Every property that describes a transport. */
export const transportKeys = ["ports", "type", "code", "number"] as const;

/** A transport that was looked at. */
export type Judged =
  { readonly ok: true; readonly value: ServiceTransport } | { readonly ok: false; readonly issues: Issue[] };

/** The transport that is given, or everything that is wrong with it; `about` names the service. */
export function transportOf(given: Readonly<Record<string, unknown>>, about: string): Judged {
  const protocol = given["protocol"];
  if (typeof protocol !== "string" || !Object.hasOwn(describedBy, protocol)) {
    return { ok: false, issues: [unknownProtocol(protocol, about)] };
  }
  const known = protocol as SiteTransport["protocol"];
  const wanted: readonly string[] = describedBy[known];
  const misplaced = transportKeys
    .filter((key) => given[key] !== undefined && !wanted.includes(key))
    .map((key) => ({
      what: `${about} is ${known}, which has no ${key}`,
      received: show(given[key]),
      allowed: wanted.join(" and "),
    }));
  const own = ownTransport(known, given, about);
  if (own.ok && misplaced.length === 0) return own;
  return { ok: false, issues: [...misplaced, ...(own.ok ? [] : own.issues)] };
}

function ownTransport(
  protocol: SiteTransport["protocol"],
  given: Readonly<Record<string, unknown>>,
  about: string,
): Judged {
  switch (protocol) {
    case "tcp":
    case "udp": {
      const range = portRange(given["ports"], about);
      return range.ok ? { ok: true, value: { protocol, ports: range.value } } : { ok: false, issues: [range.issue] };
    }
    case "icmp":
    case "icmpv6": {
      const { type, code } = given;
      const issues = [
        ...octetIssues(type, `ICMP type of ${about}`, "0–255"),
        ...(code === "any" ? [] : octetIssues(code, `ICMP code of ${about}`, '0–255 or "any"')),
      ];
      return issues.length > 0
        ? { ok: false, issues }
        : { ok: true, value: { protocol, type: type as number, code: code as number | "any" } };
    }
    case "other": {
      const { number } = given;
      const issues = octetIssues(number, `protocol number of ${about}`, "0–255");
      const own = ownForms.get(number);
      if (own !== undefined) {
        issues.push({
          what: `protocol number of ${about} has a form of its own`,
          received: show(number),
          allowed: own,
        });
      }
      return issues.length > 0 ? { ok: false, issues } : { ok: true, value: { protocol, number: number as number } };
    }
  }
}

/** Protocols that must be written with their ports or types: the bare number would open all of them. */
const ownForms: ReadonlyMap<unknown, string> = new Map([
  [1, 'protocol "icmp" with type and code'],
  [6, 'protocol "tcp" with ports'],
  [17, 'protocol "udp" with ports'],
  [58, 'protocol "icmpv6" with type and code'],
]);

function octetIssues(value: unknown, what: string, allowed: string): Issue[] {
  if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= 255) return [];
  return [{ what: `${what} is out of range`, received: show(value), allowed }];
}

function portRange(ports: unknown, about: string): Parsed<PortRange> {
  const ends: readonly unknown[] = Array.isArray(ports)
    ? ports
    : ports instanceof PortRange
      ? [ports.from, ports.to]
      : [ports];
  const [from, to] = [ends[0], ends.at(-1)];
  const whole = ends.length >= 1 && ends.length <= 2 && ends.every(isPort);
  if (whole && (from as number) <= (to as number)) {
    return { ok: true, value: PortRange.of(from as number, to as number) };
  }
  const what = whole ? `ports of ${about} run backwards` : `ports of ${about} are out of range`;
  return { ok: false, issue: { what, received: show(ports), allowed: "a port or [first, last], 1–65535" } };
}

function isPort(value: unknown): boolean {
  return typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= 65535;
}

function unknownProtocol(protocol: unknown, about: string): Issue {
  const allowed = Object.keys(describedBy).map(show).join(" or ");
  return { what: `protocol of ${about} is not a choice`, received: show(protocol), allowed };
}

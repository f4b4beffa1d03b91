/**
 * Ports that this hospital chose or was told: everything that no public document fixes.
 *
 * Decides whether such a service is well formed. Refuses to decide whether the port is the right one: only the author
 * knows, so the author says where it is written down, and the basis `site` marks it as such wherever it is shown.
 */
import { refuse, type Issue, type Parsed } from "../issue";
import type { Reach, Service, ServiceTransport } from "../service";
import { PortRange } from "../traffic/port-range";
import { tryFindService } from "./catalogue";

interface SiteServiceCommon {
  /** Unique in the network and not a name of the catalogue: 2–40 lower-case letters, digits and single hyphens. */
  readonly name: string;
  /** What a person calls it. */
  readonly title: string;
  /** Where the port is written down: an interface register, a vendor's letter, a ticket. */
  readonly citation: { readonly source: string; readonly at?: string };
  /** Whether the protocol itself encrypts. Say `false` when not sure. */
  readonly encrypted: boolean;
  /**
   * `local-only` when it relies on broadcast or multicast.
   *
   * @default "routable"
   */
  readonly reach?: Reach;
}

interface PortsOfSite {
  readonly protocol: "tcp" | "udp";
  /** One port, the first and last of a run, or a range: 1–65535. */
  readonly ports: number | readonly [from: number, to: number] | PortRange;
  readonly type?: never;
  readonly code?: never;
  readonly number?: never;
}

interface IcmpOfSite {
  readonly protocol: "icmp" | "icmpv6";
  /** 0–255. */
  readonly type: number;
  /** 0–255, or `"any"`. */
  readonly code: number | "any";
  readonly ports?: never;
  readonly number?: never;
}

interface ProtocolOfSite {
  readonly protocol: "other";
  /** IP protocol number, 0–255, of a protocol that is none of TCP, UDP and ICMP: those have forms of their own. */
  readonly number: number;
  readonly ports?: never;
  readonly type?: never;
  readonly code?: never;
}

export type SiteService = SiteServiceCommon & (PortsOfSite | IcmpOfSite | ProtocolOfSite);

/** What each protocol is described by; everything else is refused. */
const describedBy = {
  tcp: ["ports"],
  udp: ["ports"],
  icmp: ["type", "code"],
  icmpv6: ["type", "code"],
  other: ["number"],
} as const satisfies Record<SiteService["protocol"], readonly string[]>;

const transportKeys = ["ports", "type", "code", "number"] as const;
const commonKeys = ["name", "title", "protocol", "citation", "encrypted", "reach"] as const;

/**
 * A service whose port this hospital knows and no public document fixes.
 *
 * @throws {InvalidInput} with everything that is wrong with it
 */
export function siteService(input: SiteService): Service {
  // From JavaScript anything may come; each value is looked at before it is trusted.
  const given: Readonly<Record<string, unknown>> = { ...(input as object) };
  const about = typeof given["name"] === "string" ? `service "${given["name"]}"` : "service";
  const transport = transportOf(given, about);
  refuse([
    ...nameIssues(given["name"]),
    ...textIssues(given["title"], `title of ${about}`),
    ...citationIssues(given["citation"], about),
    ...choiceIssues(given["encrypted"], [true, false], `encrypted of ${about}`),
    ...(given["reach"] === undefined
      ? []
      : choiceIssues(given["reach"], ["routable", "local-only"], `reach of ${about}`)),
    ...unknownKeyIssues(given, about),
    ...(transport.ok ? [] : transport.issues),
  ]);
  if (!transport.ok) throw new Error("unreachable: refused above");
  return Object.freeze({
    name: input.name,
    title: input.title,
    transport: Object.freeze(transport.value),
    basis: "site",
    citation: Object.freeze({ ...input.citation }),
    reach: input.reach ?? "routable",
    encrypted: input.encrypted,
  });
}

function nameIssues(name: unknown): Issue[] {
  const wellFormed =
    typeof name === "string" && name.length >= 2 && name.length <= 40 && /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/u.test(name);
  if (!wellFormed) {
    const allowed = "2–40 lower-case letters, digits and single hyphens, starting with a letter";
    return [{ what: "name of service is not well formed", received: show(name), allowed }];
  }
  if (tryFindService(name) === undefined) return [];
  return [
    { what: `service "${name}" is in the catalogue already`, allowed: "a name of its own, or the catalogue's service" },
  ];
}

function textIssues(text: unknown, what: string): Issue[] {
  if (typeof text === "string" && text.trim() !== "") return [];
  return [{ what: `${what} is empty`, received: show(text), allowed: "text" }];
}

function citationIssues(citation: unknown, about: string): Issue[] {
  const { source, at } = (citation ?? {}) as { readonly source?: unknown; readonly at?: unknown };
  return [
    ...textIssues(source, `citation.source of ${about}`),
    ...(at === undefined ? [] : textIssues(at, `citation.at of ${about}`)),
  ];
}

function choiceIssues(value: unknown, choices: readonly unknown[], what: string): Issue[] {
  if (choices.includes(value)) return [];
  return [{ what: `${what} is not a choice`, received: show(value), allowed: choices.map(show).join(" or ") }];
}

function unknownKeyIssues(given: Readonly<Record<string, unknown>>, about: string): Issue[] {
  const known: readonly string[] = [...commonKeys, ...transportKeys];
  return Object.keys(given)
    .filter((key) => !known.includes(key))
    .map((key) => ({ what: `${about} has an unknown property`, received: show(key), allowed: known.join(", ") }));
}

type Judged =
  { readonly ok: true; readonly value: ServiceTransport } | { readonly ok: false; readonly issues: Issue[] };

function transportOf(given: Readonly<Record<string, unknown>>, about: string): Judged {
  const protocol = given["protocol"];
  if (typeof protocol !== "string" || !Object.hasOwn(describedBy, protocol)) {
    return { ok: false, issues: choiceIssues(protocol, Object.keys(describedBy), `protocol of ${about}`) };
  }
  const known = protocol as SiteService["protocol"];
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
  protocol: SiteService["protocol"],
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

function show(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}

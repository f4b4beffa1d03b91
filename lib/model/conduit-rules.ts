/**
 * What a conduit's definition may say, given the segments that it joins.
 *
 * Refuses what could never be built or never be answered for. What a policy check can acknowledge (a local-only service,
 * vendor access without an end) is refused here too, unless an exception names it: then the check alone judges it.
 */
import type { CalendarDate } from "./calendar-date";
import { conduitId, failModes, type ConduitDefinition } from "./conduit";
import { domainIssues } from "./domain";
import type { Issue } from "./issue";
import { internet, isKind, mayAskForInternet, mayReach, mayStart, type Kind } from "./kind";
import { endNamed, type NetworkDefinition } from "./network";
import { isVendorAccess } from "./policy/seg-006";
import { ownerLimit } from "./segment-rules";
import { placeAtSite, type SegmentDefinition } from "./segment";
import { Transport } from "./traffic/transport";
import { choiceIssues, daysAgo, nameIssues, proseIssues, shown } from "./wording";

/** Characters of a reason. With the names of both ends and the service it fits a rule description of 255. */
export const reasonLimit = 200;
const sourceLimit = 200;

/** Everything wrong with one conduit. */
export function validateConduit(
  conduit: ConduitDefinition,
  network: NetworkDefinition,
  today: CalendarDate,
): readonly Issue[] {
  const id = conduitId(conduit);
  const of = (part: string): string => `${part} of conduit "${id}"`;
  const from = endNamed(network, conduit.from);
  const to = endNamed(network, conduit.to);
  return [
    ...endIssues(conduit, network),
    ...nameIssues(of("service name"), conduit.service.name),
    ...proseIssues(of("reason"), conduit.reason, reasonLimit),
    ...proseIssues(of("owner"), conduit.owner, ownerLimit),
    ...proseIssues(of("source"), conduit.source.source, sourceLimit),
    ...(conduit.source.at === undefined ? [] : proseIssues(of("place in the source"), conduit.source.at, sourceLimit)),
    ...(conduit.approver === undefined ? [] : proseIssues(of("approver"), conduit.approver, ownerLimit)),
    ...(conduit.ticket === undefined ? [] : proseIssues(of("ticket"), conduit.ticket, ownerLimit)),
    ...dateIssues(conduit, today),
    ...domainListIssues(conduit),
    ...returnIssues(conduit, network),
    ...(from === undefined ? [] : internetIssues(conduit, from)),
    ...(from === undefined || to === undefined ? [] : issuesBetween(conduit, from, to, network)),
  ];
}

function endIssues(conduit: ConduitDefinition, network: NetworkDefinition): readonly Issue[] {
  const names = conduit.from === conduit.to ? [conduit.from] : [conduit.from, conduit.to];
  return names
    .filter((name) => name !== internet && endNamed(network, name) === undefined)
    .map((name) => ({
      what: `conduit "${conduitId(conduit)}" names a segment that is not in network "${network.name}"`,
      received: shown(name),
      allowed: "a segment of the same network, or of one on the same transit gateway",
    }));
}

function internetIssues(conduit: ConduitDefinition, from: SegmentDefinition): readonly Issue[] {
  if (conduit.to !== internet || (mayAskForInternet as readonly Kind[]).includes(from.kind)) return [];
  return [
    {
      what: `conduit "${conduitId(conduit)}": a ${from.kind} segment may not have a way out to the internet`,
      received: `${from.kind} to ${internet}`,
      allowed: `segments of kind ${mayAskForInternet.join(", ")}`,
    },
  ];
}

/** What a firewall can read the name of: the server name of TLS, and the host of HTTP. */
export const readsDomainsOf = { TLS_SNI: Transport.ports("tcp", 443, 443), HTTP_HOST: Transport.ports("tcp", 80, 80) };

function domainListIssues(conduit: ConduitDefinition): readonly Issue[] {
  const { domains, service } = conduit;
  if (domains === undefined) return [];
  const id = conduitId(conduit);
  const transport = Transport.ofService(service.transport);
  return [
    ...domainIssues(`list of domains of conduit "${id}"`, domains),
    ...(conduit.to === internet
      ? []
      : [{ what: `conduit "${id}" names domains, but does not lead to the internet`, received: shown(conduit.to) }]),
    ...(Object.values(readsDomainsOf).some((one) => one.equals(transport))
      ? []
      : [
          {
            what: `conduit "${id}" names domains for a service in which no firewall reads them`,
            received: `${service.name}, ${transport.toString()}`,
            allowed: "https (tcp 443), http (tcp 80)",
          },
        ]),
  ];
}

function dateIssues(conduit: ConduitDefinition, today: CalendarDate): readonly Issue[] {
  const id = conduitId(conduit);
  const missing = (conduit.reviewBy as CalendarDate | undefined) === undefined;
  const { expires } = conduit;
  return [
    ...(missing
      ? [{ what: `conduit "${id}" has no review date`, allowed: "the day by which someone looks at it again" }]
      : []),
    ...(expires?.isBefore(today) === true
      ? [
          {
            what: `conduit "${id}" expired ${daysAgo(expires, today)}`,
            received: expires.toString(),
            allowed: `${today.toString()} or later; otherwise remove the conduit`,
          },
        ]
      : []),
  ];
}

function returnIssues(conduit: ConduitDefinition, network: NetworkDefinition): readonly Issue[] {
  const { returns } = conduit;
  if (returns === undefined) return [];
  const id = conduitId(conduit);
  const isOpposite = ({ from, to }: ConduitDefinition): boolean =>
    from === conduit.to && to === conduit.from && from !== to;
  const answers = network.conduits.some(
    (other) => conduitId(other) === returns && isOpposite(other) && other.returns === undefined,
  );
  if (answers) return [];
  return [
    {
      what: `conduit "${id}" is a return association of something that it cannot answer`,
      received: shown(returns),
      allowed: `a conduit from "${conduit.to}" to "${conduit.from}" that is not itself a return association`,
    },
  ];
}

function issuesBetween(
  conduit: ConduitDefinition,
  from: SegmentDefinition,
  to: SegmentDefinition,
  network: NetworkDefinition,
): readonly Issue[] {
  const id = conduitId(conduit);
  const { failMode, profile } = conduit;
  const isJudged = (rule: string): boolean =>
    network.exceptions.some((exception) => exception.rule === rule && exception.subject === id);
  const issues: Issue[] = [...kindIssues(id, from, to)];
  if (failMode !== undefined) issues.push(...choiceIssues(`fail mode of conduit "${id}"`, failMode, failModes));
  else if (from.criticality === "life-critical" || to.criticality === "life-critical") {
    issues.push({ what: `conduit "${id}" has a life-critical end and no fail mode`, allowed: failModes.join(", ") });
  }
  if (profile !== undefined && ![from, to].some((segment) => segment.profiles.includes(profile))) {
    issues.push({
      what: `conduit "${id}" comes from a profile that neither end has`,
      received: shown(profile),
      allowed: [...from.profiles, ...to.profiles].join(", ") || "no profile",
    });
  }
  const sites = [from, to].flatMap((segment) => placeAtSite(segment)?.site ?? []);
  if (conduit.service.reach === "local-only" && sites.length > 0) {
    issues.push({
      what: `conduit "${id}" carries a local-only service to or from site "${sites[0] ?? ""}": ${conduit.service.title} relies on broadcast or multicast, which no VPN passes on`,
      received: shown(conduit.service.name),
      allowed: "a gateway beside the devices at the site, and a conduit from it; no exception makes this work",
    });
  } else if (conduit.service.reach === "local-only" && from.name !== to.name && !isJudged("SEG-012")) {
    issues.push({
      what: `conduit "${id}" carries a local-only service between segments, which no router passes on`,
      received: shown(conduit.service.name),
      allowed: "a routable service, or a gateway beside the devices",
    });
  }
  if (conduit.expires === undefined && isVendorAccess({ conduit, from, to }) && !isJudged("SEG-006")) {
    issues.push({ what: `vendor access "${id}" does not expire`, allowed: "an expiry date" });
  }
  return issues;
}

/**
 * Among the machines of one segment, devices may be declared to talk (SEG-004 judges it); otherwise the table of kinds
 * holds there too, so guests, vendors and quarantined machines do not reach each other.
 */
function kindIssues(id: string, from: SegmentDefinition, to: SegmentDefinition): readonly Issue[] {
  if (!isKind(from.kind) || !isKind(to.kind) || mayReach(from.kind, to.kind)) return [];
  if (from.name === to.name && from.kind === "medical-device") return [];
  return [
    {
      what: `conduit "${id}": a ${from.kind} segment may not start a conduit to a ${to.kind} segment`,
      received: `${from.kind} to ${to.kind}`,
      allowed: `${from.kind} to ${mayStart[from.kind].join(", ") || "nothing"}`,
    },
  ];
}

/** Conduits declared twice, and service names that mean two things in one network. */
export function conduitCollisions(conduits: readonly ConduitDefinition[]): readonly Issue[] {
  const issues: Issue[] = [];
  const times = new Map<string, number>();
  const services = new Map<string, ConduitDefinition>();
  for (const conduit of conduits) {
    const id = conduitId(conduit);
    times.set(id, (times.get(id) ?? 0) + 1);
    const first = services.get(conduit.service.name);
    if (first === undefined) services.set(conduit.service.name, conduit);
    else if (!transportOf(first).equals(transportOf(conduit))) {
      issues.push({
        what: `service "${conduit.service.name}" means two things in one network`,
        received: `${transportOf(conduit).toString()} in conduit "${id}", ${transportOf(first).toString()} in "${conduitId(first)}"`,
        allowed: "a name of its own for every service",
      });
    }
  }
  for (const [id, count] of times) {
    if (count > 1)
      issues.push({
        what: `conduit "${id}" is declared more than once`,
        received: `${String(count)} times`,
        allowed: "once",
      });
  }
  return issues;
}

function transportOf(conduit: ConduitDefinition): Transport {
  return Transport.ofService(conduit.service.transport);
}

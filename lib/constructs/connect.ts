/** Turns one declared conduit into rules: checks it against what is declared already, then builds both ends. */
import {
  CalendarDate,
  InvalidInput,
  Transport,
  conduitId,
  internet,
  ruleDescription,
  type Cidr,
  type ConduitDefinition,
  type Issue,
  type NetworkDefinition,
  type Parsed,
  type SegmentDefinition,
  type Service,
  type ServiceTransport,
  validateConduit,
} from "../model";
import type { PublicWant } from "./acl/private-ranges";
import type { Addressable } from "./address";
import type { Declaration } from "./declaration";
import type { ConduitDetails, ConduitEnd } from "./ends";
import type { Rule, RulePeer, SegmentSecurityGroup } from "./security-group";

/** What answers a conduit when the segment itself does not: a private endpoint, or public addresses. */
export interface Answerer {
  readonly peer: RulePeer;
  /** Its group; none when it is not in the VPC. */
  readonly group: SegmentSecurityGroup | undefined;
  /** ACL entries for public addresses, when they take the place of those for the other segment. */
  readonly publicWants: readonly PublicWant[];
}

export interface ConnectRequest {
  readonly from: ConduitEnd;
  readonly to: ConduitEnd;
  readonly services: readonly Service[];
  readonly details: ConduitDetails;
  /**
   * Whether the author said that both ends are one segment.
   *
   * @default false
   */
  readonly within?: boolean;
  /**
   * The profile that asks for it.
   *
   * @default - it is declared by hand
   */
  readonly profile?: string;
  /**
   * Name of the service, the other way, that this conduit answers with an association back.
   *
   * @default - it is not a return association
   */
  readonly returnsService?: string;
  /**
   * What answers in place of the segment's own group.
   *
   * @default - the group of the segment
   */
  readonly answerer?: Answerer;
}

/**
 * Declares a conduit for each service, and the return association when there is one.
 *
 * @throws {InvalidInput} with every issue of every service; nothing is built then
 */
export function connect(declaration: Declaration, request: ConnectRequest): readonly ConduitDefinition[] {
  const { from, to, services, details, answerer } = request;
  const issues: Issue[] = [...endIssues(declaration, request)];
  const definitions = services.map((service) => defineConduit(declaration, request, service, issues));
  const back = details.returnAssociation;
  const first = definitions[0];
  if (back !== undefined && first !== undefined) {
    const reversed = { ...request, from: to, to: from };
    definitions.push({ ...defineConduit(declaration, reversed, back, issues), returns: conduitId(first) });
  }
  const around: NetworkDefinition = {
    name: declaration.props.name,
    block: declaration.props.block,
    zones: declaration.props.zones,
    segments: to.name === internet ? [from.definition] : [from.definition, to.definition],
    conduits: [...declaration.between(to.name, from.name), ...definitions],
    exceptions: declaration.exceptions,
  };
  issues.push(
    ...definitions.flatMap((definition) => validateConduit(definition, around, declaration.props.today)),
    ...repeated(declaration, definitions, answerer),
  );
  const [one, ...more] = issues.map((issue) => ({ ...issue, where: issue.where ?? declaration.where }));
  if (one !== undefined) throw new InvalidInput([one, ...more]);
  for (const definition of definitions) build(declaration, request, definition);
  return definitions;
}

function endIssues(
  declaration: Declaration,
  { from, to, within, services, details, answerer }: ConnectRequest,
): Issue[] {
  const issues: Issue[] = [];
  const ends = `from "${from.name}" to "${to.name}"`;
  if (from.declaration !== declaration || to.declaration !== declaration) {
    const stranger = from.declaration === declaration ? to : from;
    issues.push({
      what: `the conduit ${ends} leaves its network`,
      received: `"${stranger.name}" of network "${stranger.declaration.props.name}"`,
      allowed: `segments of network "${declaration.props.name}"; name the other network's blocks with addOutsideSegment`,
    });
  } else if (from.name === to.name && within !== true) {
    issues.push({
      what: `segment "${from.name}" is both ends of a conduit`,
      allowed: "two segments; allowWithin is for traffic among the machines of one",
    });
  }
  for (const end of [from, to]) {
    const blocks = blocksOf(end.definition);
    for (const { name, transport } of services) {
      if (blocks.length === 0 || blocks.some((block) => carries(block, transport))) continue;
      issues.push({
        what: `the conduit ${ends} for ${name} has no block of "${end.name}" that carries it`,
        received: `${transport.protocol} and ${blocks.join(", ")}`,
        allowed: "ICMP with IPv4 blocks, ICMPv6 with IPv6 blocks",
      });
    }
  }
  const { aclSeed } = details;
  if (aclSeed !== undefined && !(Number.isSafeInteger(aclSeed) && aclSeed >= 0)) {
    issues.push({
      what: `aclSeed of the conduit ${ends} is no whole number`,
      received: JSON.stringify(aclSeed),
      allowed: "0, or the number that an error asked for",
    });
  }
  if (answerer !== undefined && details.returnAssociation !== undefined) {
    issues.push({
      what: `the conduit ${ends} asks for a return association, but nothing there opens one`,
      received: details.returnAssociation.name,
      allowed: "no returnAssociation: from public addresses and private services only answers come back",
    });
  }
  if (services.length === 0)
    issues.push({ what: `the conduit ${ends} names no service`, allowed: "one service or more" });
  return issues;
}

function repeated(
  declaration: Declaration,
  definitions: readonly ConduitDefinition[],
  answerer: Answerer | undefined,
): Issue[] {
  const added: ConduitDefinition[] = [];
  return definitions.flatMap((definition) => {
    const id = conduitId(definition);
    const about = `the conduit from "${definition.from}" to "${definition.to}" for ${definition.service.name}`;
    const between = [
      ...declaration.between(definition.from, definition.to),
      ...added.filter(({ from }) => from === definition.from),
    ];
    added.push(definition);
    if (between.some((other) => conduitId(other) === id))
      return [{ what: `${about} is declared twice`, allowed: "one conduit for each pair and service" }];
    // Each private service answers at an end of its own, so that the same port is not the same rule.
    if (answerer !== undefined && definition.to !== internet) return [];
    // AWS refuses a second rule with the same ports and the same other end, whatever its description says.
    const same = between.find((other) =>
      Transport.ofService(other.service.transport).equals(Transport.ofService(definition.service.transport)),
    );
    if (same === undefined) return [];
    return [
      {
        what: `${about} is the same rule as the one for ${same.service.name}`,
        received: Transport.ofService(same.service.transport).toString(),
        allowed: "one service for each port between two segments",
      },
    ];
  });
}

function defineConduit(
  declaration: Declaration,
  request: ConnectRequest,
  service: Service,
  issues: Issue[],
): ConduitDefinition {
  const { from, to, details, profile, returnsService } = request;
  const date = (text: string, what: string): CalendarDate => {
    const parsed: Parsed<CalendarDate> = CalendarDate.parse(text);
    if (parsed.ok) return parsed.value;
    issues.push({
      ...parsed.issue,
      what: `${what} of the conduit from "${from.name}" to "${to.name}": ${parsed.issue.what}`,
    });
    return declaration.props.today;
  };
  return {
    from: from.name,
    to: to.name,
    service,
    reason: details.reason,
    owner: details.owner ?? from.definition.owner,
    reviewBy: details.reviewBy === undefined ? declaration.props.reviewBy : date(details.reviewBy, "review date"),
    expires: details.expires === undefined ? undefined : date(details.expires, "expiry"),
    failMode: details.failMode,
    approver: details.approver,
    ticket: details.ticket,
    source: details.source ?? service.citation,
    profile,
    returns:
      returnsService === undefined
        ? undefined
        : conduitId({ from: to.name, to: from.name, service: { name: returnsService } }),
  };
}

function build(declaration: Declaration, request: ConnectRequest, definition: ConduitDefinition): void {
  const [from, to] = definition.from === request.from.name ? [request.from, request.to] : [request.to, request.from];
  const description = ruleDescription(definition);
  const transport = definition.service.transport;
  const rule = (way: "to" | "from", end: { readonly name: string }, peer: RulePeer): Rule => ({
    id: [way, end.name, definition.service.name, ...("cidr" in peer ? [peer.cidr.replace(/[./:]/g, "-")] : [])].join(
      "_",
    ),
    peer,
    transport,
    description,
  });
  const answering = request.answerer;
  const rules: Addressable[] = [];
  for (const peer of answering === undefined ? peersOf(to, transport) : [answering.peer]) {
    if (from.group !== undefined) rules.push(from.group.allowOut(rule("to", to, peer)));
  }
  const answeringGroup = answering === undefined ? to.group : answering.group;
  for (const peer of peersOf(from, transport)) {
    if (answeringGroup !== undefined) rules.push(answeringGroup.allowIn(rule("from", from, peer)));
  }
  declaration.addConduit({
    definition,
    aclSeed: request.details.aclSeed ?? 0,
    where: declaration.where,
    publicWants: answering?.publicWants ?? [],
    answeredBy: answering?.group?.resource,
    rules,
  });
}

/** A group inside the VPC, blocks outside it. */
function peersOf(end: ConduitEnd, transport: ServiceTransport): readonly RulePeer[] {
  if (end.group !== undefined) return [{ groupId: end.group.groupId }];
  return blocksOf(end.definition)
    .filter((block) => carries(block, transport))
    .map((block) => ({ cidr: block.toString() }));
}

/** ICMP is of IPv4 alone, and ICMPv6 of IPv6. */
function carries(block: Cidr, { protocol }: ServiceTransport): boolean {
  return block.family === 4 ? protocol !== "icmpv6" : protocol !== "icmp";
}

function blocksOf(definition: SegmentDefinition): readonly Cidr[] {
  return definition.placement.in === "outside" ? definition.placement.blocks : [];
}

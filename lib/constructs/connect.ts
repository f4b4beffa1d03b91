/** Turns one declared conduit into rules: checks it against what is declared already, then builds both ends. */
import { Lazy } from "cdktf";
import {
  CalendarDate,
  InvalidInput,
  compareText,
  conduitId,
  internet,
  placeAtSite,
  ruleDescription,
  type ConduitDefinition,
  type Issue,
  type NetworkDefinition,
  type Parsed,
  type Service,
  type ServiceTransport,
  validateConduit,
} from "../model";
import type { PublicWant } from "./acl/private-ranges";
import type { Addressable } from "./address";
import { endIssues, repeated } from "./connect-issues";
import type { Declaration, DeclaredConduit } from "./declaration";
import type { ConduitDetails, ConduitEnd } from "./ends";
import { blocksOf, carries } from "./peer-blocks";
import type { RouteTarget } from "./subnets";
import { routeAcross, type Destination } from "./transit/join";
import type { TrustGroup } from "./transit/trust-group";
import type { SiteEdge } from "./vpn";
import type { Rule, RulePeer, SegmentSecurityGroup } from "./security-group";
import { given } from "./required";

/** What answers a conduit when the segment itself does not: a private endpoint, or public addresses. */
export interface Answerer {
  readonly peer: RulePeer;
  /** Its group; none when it is not in the VPC. */
  readonly group: SegmentSecurityGroup | undefined;
  /** What the proof is to look for at that end; nothing for public addresses. */
  readonly answeredBy: Addressable | undefined;
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
  /**
   * Domain names that it is kept to.
   *
   * @default - any public address, when it leads to the internet
   */
  readonly domains?: readonly string[];
}

/**
 * Declares a conduit for each service, and the return association when there is one.
 *
 * @throws {InvalidInput} with every issue of every service; nothing is built then
 */
export function connect(declaration: Declaration, request: ConnectRequest): readonly ConduitDefinition[] {
  return connectAll(declaration, [{ ...request, details: given(request.details) }]);
}

/**
 * Declares the conduits of several requests, all of them or none.
 *
 * @throws {InvalidInput} with every issue of every request; nothing is built then
 */
export function connectAll(
  declaration: Declaration,
  requests: readonly ConnectRequest[],
): readonly ConduitDefinition[] {
  const issues: Issue[] = [];
  const defined = requests.map((request) => ({ request, definitions: define(declaration, request, issues) }));
  const all = defined.flatMap(({ definitions }) => definitions);
  for (const { request, definitions } of defined) {
    issues.push(...endIssues(declaration, request), ...definitionIssues(declaration, request, definitions, all));
  }
  const checked: ConduitDefinition[] = [];
  for (const { request, definitions } of defined) {
    issues.push(...repeated(declaration, definitions, request.answerer, checked));
  }
  const [one, ...more] = issues.map((issue) => ({ ...issue, where: issue.where ?? declaration.where }));
  if (one !== undefined) throw new InvalidInput([one, ...more]);
  for (const { request, definitions } of defined) {
    for (const definition of definitions) build(request, definition);
  }
  return all;
}

function define(declaration: Declaration, request: ConnectRequest, issues: Issue[]): readonly ConduitDefinition[] {
  const { from, to, services, details } = request;
  const definitions = services.map((service) => defineConduit(declaration, request, service, issues));
  const [first] = definitions;
  if (details.returnAssociation === undefined || first === undefined) return definitions;
  const back = defineConduit(declaration, { ...request, from: to, to: from }, details.returnAssociation, issues);
  return [...definitions, { ...back, returns: conduitId(first) }];
}

/** What the model finds wrong with each, beside all others that are between the same two segments. */
function definitionIssues(
  declaration: Declaration,
  { from, to }: ConnectRequest,
  definitions: readonly ConduitDefinition[],
  all: readonly ConduitDefinition[],
): readonly Issue[] {
  const around: NetworkDefinition = {
    ...declaration.frame,
    segments: to.name === internet ? [from.definition] : [from.definition, to.definition],
    conduits: [...declaration.between(to.name, from.name), ...all],
    exceptions: declaration.exceptions,
  };
  return definitions.flatMap((definition) => validateConduit(definition, around, declaration.props.today));
}

function defineConduit(
  declaration: Declaration,
  request: ConnectRequest,
  service: Service,
  issues: Issue[],
): ConduitDefinition {
  const { from, to, details, profile, returnsService } = request;
  const { today, reviewBy } = from.declaration.props;
  const date = (text: string, what: string): CalendarDate => {
    const parsed: Parsed<CalendarDate> = CalendarDate.parse(text);
    if (parsed.ok) return parsed.value;
    issues.push({
      ...parsed.issue,
      what: `${what} of the conduit from "${from.name}" to "${to.name}": ${parsed.issue.what}`,
    });
    return today;
  };
  return {
    from: from.name,
    to: to.name,
    service,
    reason: details.reason,
    owner: details.owner ?? from.definition.owner,
    reviewBy: details.reviewBy === undefined ? reviewBy : date(details.reviewBy, "review date"),
    expires: details.expires === undefined ? undefined : date(details.expires, "expiry"),
    failMode: details.failMode,
    approver: details.approver,
    ticket: details.ticket,
    source: details.source ?? service.citation,
    profile,
    ...(request.domains === undefined ? {} : { domains: [...request.domains].sort(compareText) }),
    returns:
      returnsService === undefined
        ? undefined
        : conduitId({ from: to.name, to: from.name, service: { name: returnsService } }),
  };
}

function build(request: ConnectRequest, definition: ConduitDefinition): void {
  const [from, to] = definition.from === request.from.name ? [request.from, request.to] : [request.to, request.from];
  const description = ruleDescription(definition);
  const transport = definition.service.transport;
  const rule = (way: "to" | "from", end: { readonly name: string }, { peer, key }: KeyedPeer): Rule => ({
    id: [way, end.name, definition.service.name, ...(key === undefined ? [] : [key])].join("_"),
    peer,
    transport,
    description,
  });
  const answering = request.answerer;
  const rules: Addressable[] = [];
  for (const peer of answering === undefined ? peersOf(to, from, transport) : [keyed(answering.peer)]) {
    if (from.group !== undefined) rules.push(from.group.allowOut(rule("to", to, peer)));
  }
  const answeringGroup = answering === undefined ? to.group : answering.group;
  for (const peer of peersOf(from, to, transport)) {
    if (answeringGroup !== undefined) rules.push(answeringGroup.allowIn(rule("from", from, peer)));
  }
  if (answering === undefined) routeBetween(from, to, transport);
  const home = from.declaration;
  const conduit: DeclaredConduit = {
    definition,
    isNeighbours: false,
    aclSeed: request.details.aclSeed ?? 0,
    where: home.where,
    publicWants: answering?.publicWants ?? [],
    answeredBy: answering?.answeredBy,
    rules,
  };
  home.addConduit(conduit);
  const far = to.declaration;
  if (far === home) return;
  home.addNeighbour(to);
  far.addNeighbour(from);
  far.addConduit({ ...conduit, isNeighbours: true });
}

/** The other side of a rule, and what stands for it in the rule's id: nothing where the segment's name says it all. */
interface KeyedPeer {
  readonly peer: RulePeer;
  readonly key: string | undefined;
}

function keyed(peer: RulePeer): KeyedPeer {
  return { peer, key: "cidr" in peer ? peer.cidr.replace(/[./:]/g, "-") : undefined };
}

/**
 * How a rule at `near` names `end`: a group inside the VPC, blocks outside it. Across a transit gateway a group can be named
 * in inward rules alone, and not along every path, so that a segment of another network is named by its block.
 */
function peersOf(end: ConduitEnd, near: ConduitEnd, transport: ServiceTransport): readonly KeyedPeer[] {
  if (end.group !== undefined && end.declaration === near.declaration)
    return [{ peer: { groupId: end.group.groupId }, key: undefined }];
  if (end.group !== undefined) return [{ peer: { cidr: plannedBlock(end) }, key: undefined }];
  return blocksOf(end.definition)
    .filter((block) => carries(block, transport))
    .map((block) => keyed({ cidr: block.toString() }));
}

/** The block of a segment in AWS, as a token that is known when the stack is synthesized. */
function plannedBlock({ name, declaration }: ConduitEnd): string {
  return Lazy.stringValue({ produce: () => declaration.compile().blockOf(name) });
}

/** Both ways: a segment in AWS gets a route to a site, or to another network, only when a conduit joins it to a segment there. */
function routeBetween(from: ConduitEnd, to: ConduitEnd, transport: ServiceTransport): void {
  for (const [near, far] of [
    [from, to],
    [to, from],
  ] as const) {
    const destinations = destinationsAt(near, far, transport);
    if (destinations.length === 0) continue;
    const { edge } = near.declaration;
    const subnets = near.declaration.segment(near.name)?.built?.subnets;
    const place = placeAtSite(far.definition);
    if (place !== undefined)
      for (const block of blocksOf(far.definition)) far.declaration.site(place.site)?.routeTo(block);
    if (edge !== undefined) for (const to of destinations) subnets?.routeTo(to, routeTarget(edge));
    const group = trustGroupOf(near);
    if (group !== undefined) routeAcross(group, far, destinations);
  }
}

/** Where `near` needs a route to, to reach `far`; nothing inside one VPC, and between it and what has no site. */
function destinationsAt(near: ConduitEnd, far: ConduitEnd, transport: ServiceTransport): readonly Destination[] {
  if (far.group !== undefined) {
    const isApart = far.declaration !== near.declaration || placeAtSite(near.definition) !== undefined;
    return isApart ? [{ key: far.name, block: plannedBlock(far) }] : [];
  }
  if (placeAtSite(far.definition) === undefined) return [];
  return blocksOf(far.definition)
    .filter((block) => carries(block, transport))
    .map((block) => ({ key: block.toString().replace(/[./]/g, "-"), block: block.toString() }));
}

/** The route table of a transit gateway that an end is routed by. */
function trustGroupOf({ declaration, definition }: ConduitEnd): TrustGroup | undefined {
  const place = placeAtSite(definition);
  return place === undefined ? declaration.trustGroup : declaration.site(place.site)?.trustGroup;
}

function routeTarget(edge: SiteEdge): RouteTarget {
  return edge.kind === "vpn-gateway" ? { gatewayId: edge.vpnGatewayId } : { transitGatewayId: edge.transitGatewayId };
}

/** Turns one declared conduit into rules: checks it against what is declared already, then builds both ends. */
import {
  CalendarDate,
  InvalidInput,
  conduitId,
  internet,
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
import type { Declaration } from "./declaration";
import type { ConduitDetails, ConduitEnd } from "./ends";
import { blocksOf, carries } from "./peer-blocks";
import type { Rule, RulePeer, SegmentSecurityGroup } from "./security-group";

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
}

/**
 * Declares a conduit for each service, and the return association when there is one.
 *
 * @throws {InvalidInput} with every issue of every service; nothing is built then
 */
export function connect(declaration: Declaration, request: ConnectRequest): readonly ConduitDefinition[] {
  return connectAll(declaration, [request]);
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
    for (const definition of definitions) build(declaration, request, definition);
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
    name: declaration.props.name,
    block: declaration.props.block,
    zones: declaration.props.zones,
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
    answeredBy: answering?.answeredBy,
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

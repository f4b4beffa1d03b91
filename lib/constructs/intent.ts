/** The intent of one network, from what was declared and what it compiled to. */
import {
  Transport,
  conduitId,
  placeAtSite,
  type Citation,
  type ConduitDefinition,
  type IntentConduit,
  type IntentNetwork,
  type IntentSegment,
  type IntentService,
  type LockDocument,
  type Service,
} from "../model";
import { addressOf } from "./address";
import type { Declaration, DeclaredConduit, DeclaredSegment } from "./declaration";
import { opaqueLabel } from "./names";
import { countResources } from "./resources";
import { inspectionIntent } from "./inspection/intent";
import { flowsIntent } from "./monitoring/intent";
import { siteIntent } from "./site/intent";

export function intentOf(declaration: Declaration): IntentNetwork {
  const compiled = declaration.compile();
  const { props } = declaration;
  return {
    name: props.name,
    block: props.block.toString(),
    zones: props.zones,
    vpc: declaration.vpc === undefined ? { id: declaration.vpcId } : { address: addressOf(declaration.vpc) },
    ipv6: props.ipv6,
    siteEdge: declaration.edge?.kind ?? "none",
    sites: declaration.sites.map((site) => siteIntent(declaration, site)),
    segments: declaration.segments.map((segment) => segmentIntent(segment, declaration)),
    conduits: declaration.conduits.filter(({ isNeighbours }) => !isNeighbours).map(conduitIntent),
    exceptions: declaration.exceptions.map((exception) => ({ ...exception, expires: exception.expires.toString() })),
    findings: [
      ...compiled.judgement.findings.map((finding) => ({ ...finding })),
      ...compiled.judgement.acknowledged.map(({ finding, exception }) => ({
        ...finding,
        acknowledgedBy: exception.ticket,
      })),
    ],
    addressPlan: compiled.lock as LockDocument,
    quotas: compiled.headRoom,
    aclExcess: compiled.excess.map(({ from, to, traffic }) => ({ from, to, traffic: inFewWords(traffic) })),
    resources: countResources(props.scope),
    ...(declaration.flows === undefined ? {} : { flows: flowsIntent(declaration.flows) }),
    ...(declaration.inspection === undefined ? {} : { inspection: inspectionIntent(declaration.inspection) }),
  };
}

function segmentIntent({ definition, built }: DeclaredSegment, declaration: Declaration): IntentSegment {
  const { name, placement } = definition;
  const compiled = declaration.compile();
  const at = placeAtSite(definition);
  return {
    name,
    kind: definition.kind,
    criticality: definition.criticality,
    owner: definition.owner,
    dataClass: definition.dataClass,
    profiles: definition.profiles,
    traits: definition.traits,
    ...(definition.redundancyGroup === undefined ? {} : { redundancyGroup: definition.redundancyGroup }),
    ...(definition.endOfSupport === undefined ? {} : { endOfSupport: definition.endOfSupport.toString() }),
    placement: placement.in,
    ...(at === undefined
      ? {}
      : {
          site: at.site,
          ...(at.vlan === undefined ? {} : { vlan: at.vlan }),
          label: opaqueLabel("seg", declaration.props.name, name),
        }),
    blocks: placement.in === "outside" ? placement.blocks.map(String).sort() : [compiled.blockOf(name)],
    subnets:
      built?.subnets.zones.map(({ zone, subnet, routeTable }) => ({
        zone,
        block: compiled.subnetOf(name, zone),
        subnet: addressOf(subnet),
        routeTable: addressOf(routeTable),
      })) ?? [],
    ...(built === undefined
      ? {}
      : { carriers: { securityGroup: addressOf(built.group.resource), networkAcl: addressOf(built.acl.resource) } }),
    internet: definition.internet,
  };
}

function conduitIntent({ definition, rules, answeredBy }: DeclaredConduit): IntentConduit {
  return {
    id: conduitId(definition),
    from: definition.from,
    to: definition.to,
    service: serviceIntent(definition.service),
    reason: definition.reason,
    owner: definition.owner,
    reviewBy: definition.reviewBy.toString(),
    ...optional(definition),
    ...(definition.domains === undefined ? {} : { domains: definition.domains }),
    source: citation(definition.source),
    ...(answeredBy === undefined ? {} : { answeredBy: addressOf(answeredBy) }),
    rules: rules.map(addressOf).sort(),
  };
}

function optional({
  expires,
  returns,
  failMode,
  profile,
  approver,
  ticket,
}: ConduitDefinition): Partial<IntentConduit> {
  const known = { expires: expires?.toString(), returns, failMode, profile, approver, ticket };
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined));
}

function serviceIntent(service: Service): IntentService {
  const { name, title, transport, basis, encrypted } = service;
  const common = { name, title, protocol: transport.protocol, basis, encrypted, citation: citation(service.citation) };
  switch (transport.protocol) {
    case "tcp":
    case "udp":
      return { ...common, ports: [transport.ports.from, transport.ports.to] };
    case "icmp":
    case "icmpv6":
      return { ...common, icmp: [transport.type, transport.code] };
    case "other":
      return { ...common, number: transport.number };
  }
}

/** A set as what is in it, or as all but what is not, whichever is shorter. */
function inFewWords(traffic: Transport): string {
  const [is, isNot] = [traffic.toString(), `all but ${Transport.all.subtract(traffic).toString()}`];
  return isNot.length < is.length ? isNot : is;
}

function citation({ source, at }: Citation): string {
  return at === undefined ? source : `${source}, ${at}`;
}

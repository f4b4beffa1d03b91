/** How much of each quota a declaration uses, and which conduits cost most of it. */
import { compareText, conduitId, internet, type QuotaUsage } from "../model";
import type { AclEntry } from "./acl/entry";
import type { Declaration } from "./declaration";
import { inspectionUsage } from "./inspection/usage";
import { siteUsage } from "./site/usage";
import { transitUsage } from "./transit/usage";

/** The deny that AWS puts behind every ACL counts as an entry. */
const defaultDeny = 1;
/** Every route table has the VPC's local route. */
const localRoute = 1;

/** Usage of every quota that the network touches, sorted by quota and subject as declared. */
export function usageOf(
  declaration: Declaration,
  entries: ReadonlyMap<string, readonly AclEntry[]>,
): readonly QuotaUsage[] {
  const { name, ownVpc } = declaration.props;
  const built = declaration.segments.flatMap((segment) =>
    segment.built === undefined ? [] : [{ segment, built: segment.built }],
  );
  const zones = declaration.rooms.map((room) => ({ name: room.name, cost: room.zones.length }));
  const subnets = zones.reduce((sum, { cost }) => sum + cost, 0);
  const own = ownVpc ? 1 : 0;
  return [
    ...groupUsage(
      declaration,
      built.map(({ segment }) => segment.definition.name),
    ),
    ...[...entries].flatMap(([segment, list]) => aclUsage(segment, list)),
    { quota: "subnetsPerVpc", subject: name, used: subnets, contributors: zones },
    { quota: "routeTablesPerVpc", subject: name, used: subnets + own, contributors: zones },
    { quota: "networkAclsPerVpc", subject: name, used: declaration.rooms.length + own, contributors: [] },
    {
      quota: "securityGroupsPerRegion",
      subject: name,
      used: built.length + own + declaration.endpoints.interface,
      contributors: [],
    },
    ...endpointUsage(declaration),
    ...siteUsage(declaration),
    ...inspectionUsage(declaration),
    ...transitUsage(declaration),
    ...routeUsage(declaration),
    ...filterUsage(declaration),
  ];
}

function filterUsage({ flows, props: { name } }: Declaration): QuotaUsage[] {
  if (flows === undefined || !("recorded" in flows)) return [];
  const { filters } = flows.recorded.alarms;
  return [{ quota: "metricFiltersPerLogGroup", subject: name, used: filters, contributors: [] }];
}

function endpointUsage({ endpoints, props: { name } }: Declaration): QuotaUsage[] {
  const { gateway, interface: interfaces } = endpoints;
  return [
    ...(interfaces === 0
      ? []
      : [{ quota: "interfaceEndpointsPerVpc" as const, subject: name, used: interfaces, contributors: [] }]),
    ...(gateway === 0
      ? []
      : [{ quota: "gatewayEndpointsPerRegion" as const, subject: name, used: gateway, contributors: [] }]),
  ];
}

/** Segments whose route tables hold more than the local route: ways to the internet, to a gateway endpoint, to a site. */
function routeUsage(declaration: Declaration): QuotaUsage[] {
  const routes = new Map<string, Cost[]>();
  for (const { definition, publicWants } of declaration.conduits) {
    if (publicWants.length > 0)
      routes.set(definition.from, [...(routes.get(definition.from) ?? []), { name: conduitId(definition), cost: 1 }]);
  }
  for (const { definition, built } of declaration.segments) {
    const own = (built?.subnets.routes ?? []).map((name) => ({ name, cost: 1 }));
    if (own.length > 0) routes.set(definition.name, [...(routes.get(definition.name) ?? []), ...own]);
  }
  return [...routes].map(([segment, contributors]) => {
    // All conduits to the internet share one route.
    const targets = new Set(
      contributors.map(({ name }) => (name.startsWith(`${segment}>${internet}:`) ? internet : name)),
    );
    return { quota: "routesPerRouteTable" as const, subject: segment, used: targets.size + localRoute, contributors };
  });
}

interface Cost {
  readonly name: string;
  readonly cost: number;
}

function groupUsage(declaration: Declaration, segments: readonly string[]): QuotaUsage[] {
  const out = new Map<string, Cost[]>(segments.map((segment) => [segment, []]));
  const into = new Map<string, Cost[]>(segments.map((segment) => [segment, []]));
  for (const { definition, rules, answeredBy } of declaration.conduits) {
    const count = (type: string) => rules.filter((rule) => rule.terraformResourceType === type).length;
    const name = conduitId(definition);
    out.get(definition.from)?.push({ name, cost: count("aws_vpc_security_group_egress_rule") });
    // A private endpoint answers with a group of its own; each asking segment costs it one rule.
    const answers = answeredBy === undefined ? definition.to : `${definition.to} ${definition.service.name}`;
    if (!into.has(answers)) into.set(answers, []);
    into.get(answers)?.push({ name, cost: count("aws_vpc_security_group_ingress_rule") });
  }
  const sum = (list: readonly Cost[]) => list.reduce((total, { cost }) => total + cost, 0);
  return [...into.keys()]
    .filter((group) => group !== internet)
    .sort(compareText)
    .flatMap((group) => {
      const [outward, inward] = [out.get(group) ?? [], into.get(group) ?? []];
      return [
        {
          quota: "rulesPerGroupAndDirection" as const,
          subject: `${group} out`,
          used: sum(outward),
          contributors: outward,
        },
        {
          quota: "rulesPerGroupAndDirection" as const,
          subject: `${group} in`,
          used: sum(inward),
          contributors: inward,
        },
        {
          quota: "rulesTimesGroupsPerInterface" as const,
          subject: group,
          used: sum(outward) + sum(inward),
          contributors: [...outward, ...inward],
        },
      ];
    });
}

function aclUsage(segment: string, entries: readonly AclEntry[]): QuotaUsage[] {
  return (["egress", "ingress"] as const).flatMap((direction) =>
    ([4, 6] as const).flatMap((family) => {
      const own = entries.filter((entry) => entry.direction === direction && entry.family === family);
      if (family === 6 && own.length === 0) return [];
      const cost = new Map<string, number>();
      for (const entry of own)
        for (const id of entry.because) cost.set(id, (cost.get(id) ?? 0) + 1 / entry.because.length);
      return [
        {
          quota: "aclEntriesPerDirection" as const,
          subject: `${segment} ${direction === "egress" ? "out" : "in"}${family === 6 ? " IPv6" : ""}`,
          used: own.length + defaultDeny,
          contributors: [...cost].map(([name, share]) => ({ name, cost: share })),
        },
      ];
    }),
  );
}

/** How much of each quota a declaration uses, and which conduits cost most of it. */
import { conduitId, type QuotaUsage } from "../model";
import type { AclEntry } from "./acl/entry";
import type { Declaration } from "./declaration";

/** The deny that AWS puts behind every ACL counts as an entry. */
const defaultDeny = 1;

/** Usage of every quota that the network touches, sorted by quota and subject as declared. */
export function usageOf(declaration: Declaration, entries: ReadonlyMap<string, readonly AclEntry[]>): readonly QuotaUsage[] {
  const { name, ownVpc } = declaration.props;
  const built = declaration.segments.flatMap((segment) => (segment.built === undefined ? [] : [{ segment, built: segment.built }]));
  const zones = declaration.rooms.map((room) => ({ name: room.name, cost: room.zones.length }));
  const subnets = zones.reduce((sum, { cost }) => sum + cost, 0);
  const own = ownVpc ? 1 : 0;
  return [
    ...built.flatMap(({ segment }) => groupUsage(declaration, segment.definition.name)),
    ...[...entries].flatMap(([segment, list]) => aclUsage(segment, list)),
    { quota: "subnetsPerVpc", subject: name, used: subnets, contributors: zones },
    { quota: "routeTablesPerVpc", subject: name, used: subnets + own, contributors: zones },
    { quota: "networkAclsPerVpc", subject: name, used: entries.size + own, contributors: [] },
    { quota: "securityGroupsPerRegion", subject: name, used: built.length + own, contributors: [] },
  ];
}

function groupUsage(declaration: Declaration, segment: string): QuotaUsage[] {
  const out: { name: string; cost: number }[] = [];
  const into: { name: string; cost: number }[] = [];
  for (const { definition, rules, answeredBy } of declaration.conduits) {
    const count = (type: string) => rules.filter((rule) => rule.terraformResourceType === type).length;
    const name = conduitId(definition);
    if (definition.from === segment) out.push({ name, cost: count("aws_vpc_security_group_egress_rule") });
    if (definition.to === segment && answeredBy === undefined) into.push({ name, cost: count("aws_vpc_security_group_ingress_rule") });
  }
  const sum = (list: readonly { readonly cost: number }[]) => list.reduce((total, { cost }) => total + cost, 0);
  return [
    { quota: "rulesPerGroupAndDirection", subject: `${segment} out`, used: sum(out), contributors: out },
    { quota: "rulesPerGroupAndDirection", subject: `${segment} in`, used: sum(into), contributors: into },
    { quota: "rulesTimesGroupsPerInterface", subject: segment, used: sum(out) + sum(into), contributors: [...out, ...into] },
  ];
}

function aclUsage(segment: string, entries: readonly AclEntry[]): QuotaUsage[] {
  return (["egress", "ingress"] as const).flatMap((direction) =>
    ([4, 6] as const).flatMap((family) => {
      const own = entries.filter((entry) => entry.direction === direction && entry.family === family);
      if (family === 6 && own.length === 0) return [];
      const cost = new Map<string, number>();
      for (const entry of own) for (const id of entry.because) cost.set(id, (cost.get(id) ?? 0) + 1 / entry.because.length);
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

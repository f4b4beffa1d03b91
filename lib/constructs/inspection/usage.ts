/** How much an inspection VPC uses of the quotas that its firewall, its addresses and its routes come under. */
import { conduitId, type QuotaUsage } from "../../model";
import type { Declaration } from "../declaration";

export function inspectionUsage({ inspection, props: { name, zones } }: Declaration): readonly QuotaUsage[] {
  if (inspection === undefined) return [];
  const lists = inspection.passing.map(({ conduit }) => ({ name: conduitId(conduit.definition), cost: 1 }));
  return [
    { quota: "domainListsPerFirewallPolicy", subject: name, used: lists.length, contributors: lists },
    { quota: "natGatewaysPerZone", subject: name, used: 1, contributors: [] },
    { quota: "elasticIpsPerRegion", subject: name, used: zones.length, contributors: [] },
    ...[...inspection.parts.subnets].map(([room, subnets]): QuotaUsage => {
      const routes = subnets.routes.map((to) => ({ name: to, cost: 1 }));
      // The VPC's local route is the first.
      return { quota: "routesPerRouteTable", subject: room, used: routes.length + 1, contributors: routes };
    }),
  ];
}

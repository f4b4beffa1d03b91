/** How much of the quotas of VPN a network's sites use. */
import { compareText, placeAtSite, type QuotaUsage } from "../../model";
import type { Declaration, DeclaredSite } from "../declaration";
import type { SiteEdge } from "../vpn";

/** Usage by network and by site, in the order of their names; nothing for a network without sites. */
export function siteUsage(declaration: Declaration): readonly QuotaUsage[] {
  const { sites, edge } = declaration;
  if (sites.length === 0 || edge === undefined) return [];
  const subject = declaration.props.name;
  const connections = sites.map(({ definition }) => ({ name: definition.name, cost: definition.gateways.length }));
  const used = connections.reduce((sum, { cost }) => sum + cost, 0);
  return [
    { quota: "vpnConnectionsPerRegion", subject, used, contributors: connections },
    { quota: "customerGatewaysPerRegion", subject, used, contributors: connections },
    ...(edge.kind === "vpn-gateway"
      ? [{ quota: "vpnConnectionsPerVpnGateway" as const, subject, used, contributors: connections }]
      : []),
    ...sites.map((site) => routeUsage(declaration, site, edge)),
  ];
}

/** Each connection of a site carries all of its blocks. */
function routeUsage(declaration: Declaration, site: DeclaredSite, edge: SiteEdge): QuotaUsage {
  const { name, routing } = site.definition;
  const contributors = blocksAt(declaration, name);
  const quota =
    routing === "static"
      ? "staticRoutesPerVpnConnection"
      : edge.kind === "vpn-gateway"
        ? "dynamicRoutesPerVpnConnection"
        : "dynamicRoutesPerTransitGatewayVpn";
  return { quota, subject: name, used: contributors.reduce((sum, { cost }) => sum + cost, 0), contributors };
}

interface Cost {
  readonly name: string;
  readonly cost: number;
}

function blocksAt(declaration: Declaration, site: string): readonly Cost[] {
  return declaration.segments
    .flatMap((segment) => {
      const { name, placement } = segment.definition;
      if (placement.in !== "outside" || placeAtSite(segment.definition)?.site !== site) return [];
      return [{ name, cost: placement.blocks.length }];
    })
    .sort((a, b) => compareText(a.name, b.name));
}

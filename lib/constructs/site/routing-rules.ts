/** Refuses ways of routing at a site that do not do what they look like. */
import type { Issue, SiteDefinition } from "../../model";
import type { SiteEdge } from "../vpn";

/**
 * A transit gateway sends a static route into one connection alone. A
 * virtual private gateway passes on between sites whatever they announce to it (Site-to-Site VPN user guide, "VPN CloudHub");
 * with static routes the selectors of the tunnels stop that, and over BGP nothing does.
 */
export function routingIssues(sites: readonly SiteDefinition[], edge: SiteEdge): readonly Issue[] {
  const site = sites.at(-1) as SiteDefinition;
  if (edge.kind === "transit-gateway") {
    if (site.routing === "bgp" || site.gateways.length < 2) return [];
    return [
      {
        what: `site "${site.name}" has two gateways and static routes behind a transit gateway, which would never use the second`,
        received: `"${site.routing}"`,
        allowed: '"bgp", or one gateway',
      },
    ];
  }
  const others = sites.slice(0, -1).filter(({ routing }) => routing === "bgp");
  if (site.routing !== "bgp" || others.length === 0) return [];
  return [
    {
      what: `site "${site.name}" would be the second with BGP at one virtual private gateway, which passes traffic on from site to site, past every segment`,
      received: `BGP beside site "${others.map(({ name }) => name).join('", "')}"`,
      allowed: 'routing "static", whose tunnels carry the network\'s block alone, or a transit gateway',
    },
  ];
}

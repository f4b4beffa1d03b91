/**
 * What a site's definition may say, by itself and beside the other sites.
 *
 * Decides form only: what a tunnel may be made of is in `tunnel`, and where its segments' blocks may lie is with the
 * segments. AWS takes one customer gateway for an address and ASN, so two sites never share a gateway.
 */
import type { Issue } from "../issue";
import { compareText } from "../order";
import { insideBlockIssues } from "../tunnel";
import { choiceIssues, nameIssues, repetitionIssues, shown, tagProseIssues } from "../wording";
import { gatewayIssues } from "./gateway-rules";
import { gatewayNames, siteRoutings, type GatewayDefinition, type SiteDefinition } from "./site";

/** Everything wrong with one site by itself. */
export function validateSite(site: SiteDefinition): readonly Issue[] {
  const of = (part: string): string => `${part} of site ${shown(site.name)}`;
  const gateways: readonly GatewayDefinition[] = site.gateways;
  return [
    ...nameIssues(of("name"), site.name),
    ...tagProseIssues(of("owner"), site.owner, 100),
    ...choiceIssues(of("routing"), site.routing, siteRoutings),
    ...(gateways.length >= 1 && gateways.length <= gatewayNames.length
      ? []
      : [
          {
            what: `site ${shown(site.name)} has another number of gateways than AWS ends a tunnel pair for`,
            received: String(gateways.length),
            allowed: "one gateway, or two for redundancy",
          },
        ]),
    ...gateways.flatMap((gateway) => gatewayIssues(`gateway "${gateway.name}" of site "${site.name}"`, gateway)),
    ...repetitionIssues(
      of("list of gateways"),
      gateways.flatMap(({ address }) => (address === undefined ? [] : [address])),
    ),
  ];
}

/** A gateway's address, which AWS takes once in a Region. */
interface Located {
  readonly site: string;
  readonly gateway: string;
  readonly address: string;
}

/** Sites that share a name, a gateway or a block inside their tunnels. */
export function siteCollisions(sites: readonly SiteDefinition[]): readonly Issue[] {
  const located = sites
    .flatMap((site) =>
      site.gateways.flatMap(({ name, address }): Located[] =>
        address === undefined ? [] : [{ site: site.name, gateway: name, address }],
      ),
    )
    .sort((a, b) => compareText(a.site, b.site) || compareText(a.gateway, b.gateway));
  const inside = sites.flatMap((site) =>
    site.gateways.flatMap((gateway) =>
      gateway.insideBlocks.map((block, index) => ({
        about: `tunnel ${String(index + 1)} of gateway "${gateway.name}" of site "${site.name}"`,
        block,
      })),
    ),
  );
  return [
    ...insideBlockIssues(inside),
    ...repetitionIssues(
      "list of sites",
      sites.map(({ name }) => name),
    ),
    ...located.flatMap((one, index) =>
      located
        .slice(index + 1)
        .filter((other) => other.address === one.address && other.site !== one.site)
        .map((other) => ({
          what: `gateway ${shown(one.gateway)} of site ${shown(one.site)} and gateway ${shown(other.gateway)} of site ${shown(other.site)} have one address`,
          received: one.address,
          allowed: "an address of its own for each gateway",
        })),
    ),
  ];
}

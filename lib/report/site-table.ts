/** The sites of a network as a table: where their tunnels end and what is behind them. */
import type { IntentNetwork, IntentSite } from "../model";
import { tableOrLines } from "./lines";
import { heading, type Style } from "./style";

/** Nothing for a network without sites. */
export function siteTable(style: Style, network: IntentNetwork): readonly string[] {
  if (network.sites.length === 0) return [];
  const edge = network.siteEdge === "transit-gateway" ? "a transit gateway" : "a virtual private gateway";
  return [
    heading(style, "Sites", `behind VPN, at ${edge}`),
    tableOrLines(
      style,
      [
        { title: "site" },
        { title: "gateways" },
        { title: "tunnels", align: "right" },
        { title: "policy" },
        { title: "routes" },
        { title: "owner", max: 24 },
        { title: "segments", max: 40 },
      ],
      network.sites.map((site) => [
        site.name,
        site.gateways
          .map(({ address, asn }) => `${address ?? "by certificate"} ${style.dim(`AS ${String(asn)}`)}`)
          .join("\n"),
        String(2 * site.gateways.length),
        site.policy,
        site.routing === "bgp" ? "BGP" : "static",
        site.owner,
        segmentsAt(network, site).join(", "),
      ]),
    ),
  ];
}

function segmentsAt(network: IntentNetwork, { name }: IntentSite): readonly string[] {
  return network.segments.filter(({ site }) => site === name).map((segment) => segment.name);
}

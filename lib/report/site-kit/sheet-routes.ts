/** The part of the sheet about routes: what goes into the tunnels, what is announced, what is accepted. */
import type { IntentNetwork, IntentSite } from "../../model";
import { code, markdownTable } from "./markdown";
import type { SitePlan } from "./plan";

export function routeSection(plan: SitePlan): readonly string[] {
  const { site } = plan;
  return ["## Routes", "", ...(site.routing === "bgp" ? bgp(plan) : fixed(plan)), ...twoGateways(plan)];
}

function fixed({ site }: SitePlan): readonly string[] {
  return [
    "Route these blocks, and no others, into the tunnels of each gateway, tunnel 1 first:",
    "",
    ...site.awsBlocks.map((block) => `- ${code(block)}`),
    ...(site.awsBlocks.length === 0 ? ["- none: no conduit of this site ends in AWS"] : []),
    "",
    "AWS sends by either tunnel that is up. So accept on both, and watch that a dead tunnel loses its route.",
    "",
  ];
}

function bgp({ site, network, tunnels, segments, flows }: SitePlan): readonly string[] {
  const used = segments.filter(({ label }) => flows.some(({ from, to }) => from.label === label || to.label === label));
  return [
    ...markdownTable(
      ["tunnel", "neighbour", "its ASN", "own address", "own ASN"],
      tunnels.map(({ name, awsInside, siteInside, gateway }) => [
        code(name),
        code(awsInside),
        String(site.awsAsn),
        code(siteInside),
        String(gateway.asn),
      ]),
    ),
    "",
    "Keepalive 10 s, hold time 30 s. Both sessions of a gateway stay up.",
    "",
    `- **Announce** exactly these: ${blocks(used.flatMap((segment) => segment.blocks.map(String)))}. A default route or a summary would bring` +
      " traffic here that nobody declared; more than 100 routes make AWS close the session.",
    `- **Accept** ${accepted(network, site)}`,
    "",
  ];
}

/** A virtual private gateway announces the VPC; a transit gateway what is in the site's own route table there. */
function accepted({ siteEdge, block }: IntentNetwork, { awsBlocks }: IntentSite): string {
  const crossing = blocks(awsBlocks);
  return siteEdge === "transit-gateway"
    ? `exactly these: ${crossing}. The transit gateway holds wider blocks of private addresses to drop them; never accept one of those.`
    : `exactly ${code(block)}: AWS announces the whole network. What may really cross is in the allow list: ${crossing}.`;
}

function blocks(list: readonly string[]): string {
  return list.length === 0 ? "none" : list.map(code).join(", ");
}

/** A filter that keeps state must see both ways of a connection. */
function twoGateways({ site }: SitePlan): readonly string[] {
  if (site.gateways.length < 2) return [];
  return [
    "There are two gateways, and nftables and FortiOS keep state: an answer that comes back by the other one is dropped there. Prefer one " +
      (site.routing === "bgp"
        ? "for both ways (a longer AS path announced by `secondary`, a lower local preference for what it learns), "
        : "for both ways (a worse metric at `secondary`), ") +
      "or let the two share their connection tables.",
    "",
  ];
}

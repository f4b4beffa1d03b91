/**
 * The sheet for the site's network team: who is who behind the labels, what to set, what may cross, how to try it.
 *
 * The only file that has names in it. It stays with people and goes onto no device.
 */
import type { Cidr, IntentConduit } from "../../model";
import { ports } from "../summary";
import { code, markdownTable, plain } from "./markdown";
import { openPoints } from "./open-points";
import type { SitePlan } from "./plan";
import { packetSection, proposalSection, tunnelSection } from "./sheet-tunnels";
import { routeSection } from "./sheet-routes";
import { setUpSection } from "./sheet-set-up";

/** The file, from its first line to its last. */
export function sheet(plan: SitePlan): readonly string[] {
  const { site, network, segments, flows } = plan;
  return [
    `# Site ${plain(site.name)} of network ${plain(network.name)}`,
    "",
    ...toFillIn(plan),
    "For the network team. This sheet alone has names in it: on devices the site is known as " +
      `${code(site.label)}, so that nobody who reads a device learns what stands where. Keep it off them.`,
    "",
    `Owner: ${plain(site.owner)}. ${String(site.gateways.length)} ${site.gateways.length === 1 ? "gateway" : "gateways"}, ` +
      `${String(plan.tunnels.length)} tunnels, routing ${site.routing === "bgp" ? "by BGP" : "static"}, tunnel policy ${code(site.policy)}.`,
    "",
    "## Segments",
    "",
    ...markdownTable(
      ["segment", "on devices", "VLAN", "blocks", "kind", "criticality", "owner"],
      segments.map(({ name, label, vlan, blocks, intent }) => [
        plain(name),
        code(label),
        vlan === undefined ? "to fill in" : String(vlan),
        blocks.map((each) => code(each.toString())).join(" "),
        intent.kind,
        intent.criticality,
        plain(intent.owner),
      ]),
    ),
    "",
    ...tunnelSection(plan),
    ...proposalSection(site),
    ...packetSection(site.tunnel),
    ...routeSection(plan),
    "## What may cross",
    "",
    "Whoever is named first opens the connection; answers come back by themselves. Nothing else passes between these blocks.",
    "",
    ...markdownTable(
      ["on devices", "from", "to", "service", "why", "owner", "until"],
      flows.flatMap(({ id, from, to, conduits }) =>
        conduits.map((conduit) => [
          code(id),
          end(from.name, from.blocks),
          end(to.name, to.blocks),
          service(conduit),
          plain(conduit.reason),
          plain(conduit.owner),
          conduit.expires ?? "",
        ]),
      ),
    ),
    "",
    ...setUpSection(plan),
  ];
}

/** What no file can know, first. */
function toFillIn(plan: SitePlan): readonly string[] {
  const points = openPoints(plan);
  return points.length === 0 ? [] : ["**To fill in first:**", "", ...points.map(({ markdown }) => `- ${markdown}`), ""];
}

function end(name: string, blocks: readonly Cidr[]): string {
  return `${plain(name)} ${blocks.map((each) => code(each.toString())).join(" ")}`;
}

function service({ service: asked }: IntentConduit): string {
  return `${plain(asked.title)} (${plain(ports(asked))})${asked.encrypted ? "" : ", in clear inside the tunnel"}`;
}

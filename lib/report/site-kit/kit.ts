/**
 * The site's half: files for the other end of the VPN, from the same intent that AWS's half is built from.
 *
 * Pure: the same intent gives the same bytes. No file holds a secret, because the intent holds none.
 */
import type { IntentNetwork } from "../../model";
import { ciscoIos } from "./cisco-ios";
import { ciscoIosFile, fortiosFile, nftablesFile, sheetFile, swanctlFile } from "./file-names";
import { fortios } from "./fortios";
import { nftables } from "./nftables";
import { planOf, type SitePlan } from "./plan";
import { sheet } from "./sheet";
import { swanctl } from "./swanctl";
import type { TunnelEnds } from "./tunnel";

/** One file of a site's kit. */
export interface SiteKitFile {
  /** Its name in the kit's folder. */
  readonly file: string;
  readonly text: string;
}

/**
 * The files for the other end of a site's VPN: strongSwan for each gateway, the allow list in three languages, and a sheet for
 * the network team.
 *
 * @param network one network of an intent
 * @param site name of one of its sites
 * @param ends AWS's ends of the tunnels, which are known after the deployment; without them, names that resolve nowhere
 * @throws {InvalidInput} when the network has no such site, or a format cannot carry something that the site needs
 */
export function siteKit(network: IntentNetwork, site: string, ends?: TunnelEnds): readonly SiteKitFile[] {
  return filesOf(planOf(network, site, ends));
}

/** The files of a plan. */
export function filesOf(plan: SitePlan): readonly SiteKitFile[] {
  const { label, gateways } = plan.site;
  const file = (name: string, lines: readonly string[], [open, close]: Comment): SiteKitFile => ({
    file: name,
    text: `${[`${open} ${markOf(label)}${close}`, ...lines].join("\n")}\n`,
  });
  return [
    file(sheetFile, sheet(plan), ["<!--", " -->"]),
    ...gateways.map((gateway) => file(swanctlFile(gateway.name), swanctl(plan, gateway), ["#", ""])),
    file(nftablesFile, nftables(plan), ["#", ""]),
    file(ciscoIosFile, ciscoIos(plan), ["!", ""]),
    file(fortiosFile, fortios(plan), ["#", ""]),
  ];
}

/** How a language opens and closes a comment. */
type Comment = readonly [open: string, close: string];

/** What the first line of each file says: whose it is, so that no other file is ever written over. */
export function markOf(label: string): string {
  return `Cordon site kit of ${label}. Written from the intent: change that, not this.`;
}

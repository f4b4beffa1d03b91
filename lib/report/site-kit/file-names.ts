/** What the files of a kit are called. None tells what stands at the site. */
import type { GatewayName } from "../../model";

export const sheetFile = "sheet.md";
export const nftablesFile = "nftables.nft";
export const ciscoIosFile = "cisco-ios.cfg";
export const fortiosFile = "fortios.cfg";

export function swanctlFile(gateway: GatewayName): string {
  return `swanctl-${gateway}.conf`;
}

/** Lines of `ip -batch`. */
import { Cidr, formatAddress } from "../../../lib/model";
import type { Way } from "./fabric";

const mainTable = 254;

/** @param metric - of two routes to the same block, the lower is taken */
export function route(block: Cidr, way: Way, table = mainTable, metric = 1): string {
  const [kind, via] = way === "blackhole" ? ["blackhole ", ""] : ["", ` ${way.via}`];
  return `route add ${kind}${block.toString()}${via} table ${String(table)} metric ${String(metric)}`;
}

export function address(family: 4 | 6, text: string, prefix: number, device: string): string {
  return `addr add ${text}/${String(prefix)} dev ${device}${family === 6 ? " nodad" : ""}`;
}

export function everything(family: 4 | 6): Cidr {
  return Cidr.fromNumber(family, 0n, 0);
}

/** The first address of a subnet is AWS's router. */
export function gatewayOf(block: Cidr): string {
  return formatAddress(block.family, block.first + 1n);
}

/** What a connection to a site carries, straight from the facts. Shares nothing with the engine. */
import type { Cidr, Family } from "../../model";
import type { FactBase, FactId, VpnConnection } from "../../terraform";
import { exists, hasAddress, means } from "./filters";
import { so, value, type Packet, type Roads, type Trip } from "./journey";
import { all, any, type Answer } from "./packet";

export function tunnel(roads: Roads, id: FactId, trip: Trip, outward: boolean): Trip {
  const connection = roads.facts.vpnConnections.find((each) => each.id === id);
  if (connection === undefined) return trip;
  const { family, source, destination } = trip.packet;
  const inside = (blocks: typeof connection.awsSide, address: bigint): Answer =>
    any(
      ...blocks.map((block): Answer =>
        "exact" in block
          ? block.exact.family === family && block.exact.first <= address && address <= block.exact.last
            ? "yes"
            : "no"
          : hasAddress(block.within, family, address)
            ? "perhaps"
            : "no",
      ),
    );
  return so(
    trip,
    all(
      inside(connection.awsSide, outward ? source : destination),
      inside(connection.siteSide, outward ? destination : source),
    ),
  );
}

/** The network that a connection leads to. */
export function farNetwork(connection: VpnConnection): FactId {
  return connection.site === undefined ? connection.id : `site ${connection.site.name}`;
}

export interface Told {
  /** 999: it may beat every route; -1: it beats none. */
  readonly prefix: number;
  readonly sure: boolean;
}

/** All that the far end tells of one address. */
export function told(facts: FactBase, connection: VpnConnection, family: Family, address: bigint): readonly Told[] {
  const found: Told[] = [];
  const isIn = (block: Cidr): boolean => block.family === family && block.first <= address && address <= block.last;
  for (const route of facts.vpnRoutes) {
    const here = means(route.connection, connection.id);
    if (here === "no") continue;
    if (!("exact" in route.block)) {
      if (hasAddress(route.block.within, family, address)) found.push({ prefix: 999, sure: false });
    } else if (isIn(route.block.exact))
      found.push({ prefix: route.block.exact.prefix, sure: all(here, exists(route)) === "yes" });
  }
  if (value(connection.staticRoutesOnly, (on) => on) === "yes") return found;
  const { site } = connection;
  if (site === undefined) return [...found, { prefix: 999, sure: false }];
  for (const block of site.announces)
    if (isIn(block)) found.push({ prefix: block.prefix, sure: true }, { prefix: 999, sure: false });
  return [...found, { prefix: -1, sure: false }];
}

/** Connections of a virtual private gateway over which the destination may be. */
export function behind(
  roads: Roads,
  gateway: FactId,
  { family, destination }: Packet,
): readonly { readonly id: FactId; readonly network: FactId; readonly answer: Answer }[] {
  const { facts } = roads;
  const found: { id: FactId; network: FactId; answer: Answer; last: boolean }[] = [];
  for (const connection of facts.vpnConnections) {
    const on =
      connection.on !== "none" && "vpnGateway" in connection.on ? means(connection.on.vpnGateway, gateway) : "no";
    const tells = told(facts, connection, family, destination);
    if (on === "no" || tells.length === 0) continue;
    const has: Answer = tells.some(({ sure }) => sure) ? "yes" : "perhaps";
    const answer = all(on, exists(connection), has);
    const last = tells.every(({ prefix }) => prefix === -1);
    found.push({ id: connection.id, network: farNetwork(connection), answer, last });
  }
  for (const { id, gateway: link } of facts.directConnectAssociations)
    if (means(link, gateway) !== "no") found.push({ id, network: id, answer: "perhaps", last: false });
  return found.some(({ answer }) => answer === "yes") ? found.filter(({ last }) => !last) : found;
}

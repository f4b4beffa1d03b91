/** What a connection to a site carries, straight from the facts. Shares nothing with the engine. */
import type { FactId } from "../../terraform";
import { hasAddress, means } from "./filters";
import { so, value, type Packet, type Roads, type Trip } from "./journey";
import { all, any, type Answer } from "./packet";

export function tunnel(roads: Roads, network: FactId, trip: Trip, outward: boolean): Trip {
  const connection = roads.facts.vpnConnections.find(({ id }) => id === network);
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

export function hasBehind(roads: Roads, network: FactId, { family, destination }: Packet): Answer {
  const connection = roads.facts.vpnConnections.find(({ id }) => id === network);
  if (connection === undefined || value(connection.staticRoutesOnly, (on) => on) !== "yes") return "perhaps";
  return any(
    ...roads.facts.vpnRoutes.map((route): Answer => {
      const here = means(route.connection, network);
      if (here === "no") return "no";
      if ("exact" in route.block)
        return route.block.exact.family === family &&
          route.block.exact.first <= destination &&
          destination <= route.block.exact.last
          ? here
          : "no";
      return hasAddress(route.block.within, family, destination) ? "perhaps" : "no";
    }),
  );
}

/** Where the clients of a Client VPN may go, rule by rule. Shares nothing with the engine. */
import type { Family } from "../../model";
import type { Block, FactBase, FactId, Fact, Link } from "../../terraform";
import { exists, hasAddress, means } from "./filters";
import { all, any, type Answer, type NaiveEnd } from "./packet";

export function clientsMay(facts: FactBase, from: NaiveEnd, family: Family, destination: bigint): Answer {
  if (from.kind !== "interface" || from.clientVpn === undefined) return "yes";
  const { clientVpn, subnet } = from;
  const endpoint = facts.clientVpns.find(({ id }) => means(clientVpn, id) === "yes");
  if (endpoint === undefined) return "perhaps";
  const hit = (one: Fact & { readonly endpoint: Link; readonly to: Block }): Answer =>
    all(means(one.endpoint, endpoint.id), exists(one), inBlock(one.to, family, destination));
  const authorised = any(...facts.clientVpnAuthorizations.map(hit));
  const byMine = any(...facts.clientVpnRoutes.map((route) => all(hit(route), means(route.subnet, subnet))));
  const byOthers = any(
    ...facts.clientVpnRoutes.map((route) => (means(route.subnet, subnet) === "yes" ? "no" : hit(route))),
  );
  const led = any(byMine, inOwnNetwork(facts, subnet, family, destination));
  return all(authorised, led === "yes" && byOthers !== "no" ? "perhaps" : led);
}

function inOwnNetwork(facts: FactBase, subnet: FactId, family: Family, address: bigint): Answer {
  const link = facts.subnets.find(({ id }) => id === subnet)?.vpc;
  if (link === undefined) return "no";
  return any(
    ...facts.vpcs.map((vpc) =>
      all(means(link, vpc.id), any(...vpc.blocks.map((block) => inBlock(block, family, address)))),
    ),
  );
}

function inBlock(block: Block, family: Family, address: bigint): Answer {
  if (!("exact" in block)) return hasAddress(block.within, family, address) ? "perhaps" : "no";
  const { exact } = block;
  return exact.family === family && exact.first <= address && address <= exact.last ? "yes" : "no";
}

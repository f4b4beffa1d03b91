/** Where the clients of a Client VPN may go, rule by rule. Shares nothing with the engine. */
import type { Family } from "../../model";
import type { Block, FactBase, Fact, Link } from "../../terraform";
import { exists, hasAddress, means } from "./filters";
import { carried } from "./unrouted";
import { all, any, type Answer, type NaiveEnd } from "./packet";

export function clientsMay(facts: FactBase, from: NaiveEnd, family: Family, destination: bigint): Answer {
  if (from.kind !== "interface" || from.clientVpn === undefined) return "yes";
  const { clientVpn, subnet } = from;
  const endpoint = facts.clientVpns.find(({ id }) => means(clientVpn, id) === "yes");
  if (endpoint === undefined) return "perhaps";
  const hit = (one: Fact & { readonly endpoint: Link; readonly to: Block }): Answer =>
    all(means(one.endpoint, endpoint.id), exists(one), inBlock(one.to, family, destination));
  const authorised = any(...facts.clientVpnAuthorizations.map(hit));
  const link = facts.subnets.find(({ id }) => id === subnet)?.vpc;
  const own = facts.vpcs.flatMap(({ id, blocks }) =>
    blocks.map((block) => ({ block, answer: link === undefined ? "no" : means(link, id) })),
  );
  const mine = [
    ...own,
    ...facts.clientVpnRoutes.map((route) => ({
      block: route.to,
      answer: all(hit(route), means(route.subnet, subnet)),
    })),
  ].map(({ block, answer }) => ({ block, here: all(answer, inBlock(block, family, destination)) }));
  const led = any(...mine.map(({ here }) => here));
  // Of routes by this subnet the longest that surely leads there; another subnet's that is longer may lead away.
  const longest = Math.max(
    -1,
    ...mine.map(({ block, here }) => (here === "yes" && "exact" in block ? block.exact.prefix : -1)),
  );
  const away = facts.clientVpnRoutes.some(
    (route) =>
      means(route.subnet, subnet) !== "yes" &&
      hit(route) !== "no" &&
      !("exact" in route.to && route.to.exact.prefix <= longest),
  );
  return all(carried(endpoint, family), authorised, led === "yes" && away ? "perhaps" : led);
}

function inBlock(block: Block, family: Family, address: bigint): Answer {
  if (!("exact" in block)) return hasAddress(block.within, family, address) ? "perhaps" : "no";
  const { exact } = block;
  return exact.family === family && exact.first <= address && address <= exact.last ? "yes" : "no";
}

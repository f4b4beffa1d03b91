/**
 * Where the clients of a Client VPN endpoint may go by one of its interfaces.
 *
 * Decides by addresses: some rule must authorise them, and the endpoint's route table must lead there by the interface's
 * subnet, as it always does to the VPC itself (Client VPN administrator guide, "Authorization rules", "Routes"). Refuses to
 * decide which client is in which group: what some client may reach is reached.
 */
import { AddressSet } from "../../model";
import type { Block, Fact, FactBase, FactId, Link } from "../../terraform";
import type { AddressAtoms } from "../sets/address-atoms";
import { allTraffic, noTraffic } from "../sets/rows";
import { Steps } from "../sets/steps";
import { blocksOf, type Both } from "../world/bounds";
import { carries, ids, isCertain, meanings } from "../world/links";
import { openFilter, unknownFilter, type Filter } from "./filter";

export function clientVpnFilter(facts: FactBase, atoms: AddressAtoms, endpoint: Link, subnet: FactId): Filter {
  const [one, ...others] = meanings(endpoint, () => ids(facts.clientVpns));
  const at = `${one?.to ?? "Client VPN endpoint"} (authorization and routes)`;
  if (one?.sure !== true || others.length > 0) return unknownFilter(at);
  const isOf = (link: Link): Answer => answerOf(link, one.to, ids(facts.clientVpns));
  const authorised = bothOf(facts.clientVpnAuthorizations.map((rule) => [rule.to, sureOf(rule, isOf(rule.endpoint))]));
  const byMine: Part[] = ownNetwork(facts, subnet);
  const byOthers: Part[] = [];
  for (const route of facts.clientVpnRoutes) {
    const by = answerOf(route.subnet, subnet, ids(facts.subnets));
    const here = sureOf(route, isOf(route.endpoint));
    byMine.push([route.to, here === "no" || by === "no" ? "no" : here === "yes" ? by : "maybe"]);
    if (by !== "yes") byOthers.push([route.to, here]);
  }
  const routed = bothOf(byMine);
  const must = authorised.must.intersect(surelyRouted(byMine, byOthers)).intersect(surelyCarried(facts, one.to));
  const may = authorised.may.intersect(routed.may);
  const steps = (set: AddressSet): Steps =>
    Steps.sweep([{ ranges: atoms.ranges(set) }], (covering) => (covering.length > 0 ? allTraffic : noTraffic));
  const upper = steps(may);
  return { ...openFilter(at), may: upper, must: may.equals(must) ? upper : steps(must) };
}

type Answer = "yes" | "maybe" | "no";
/** A block, and whether it counts. */
type Part = readonly [block: Block, counts: Answer];

function surelyCarried(facts: FactBase, id: FactId): AddressSet {
  const endpoint = facts.clientVpns.find((each) => each.id === id);
  return endpoint !== undefined && carries(endpoint, 4) === "yes" ? AddressSet.everythingV4 : AddressSet.empty;
}

/** The blocks of the subnet's VPC: routed by every interface of the endpoint. */
function ownNetwork(facts: FactBase, subnet: FactId): Part[] {
  const link = facts.subnets.find(({ id }) => id === subnet)?.vpc;
  return facts.vpcs.flatMap((vpc) => {
    const here = link === undefined ? "no" : answerOf(link, vpc.id, ids(facts.vpcs));
    return vpc.blocks.map((block): Part => [block, here]);
  });
}

/** Without what a longer prefix may lead away by another subnet. With the same one, some clients go by each. */
function surelyRouted(byMine: readonly Part[], byOthers: readonly Part[]): AddressSet {
  return byMine.reduce((set, [block, counts]) => {
    if (counts !== "yes" || !("exact" in block)) return set;
    const { exact } = block;
    const away = byOthers.filter(
      ([other, may]) => may !== "no" && !("exact" in other && other.exact.prefix <= exact.prefix),
    );
    return set.union(AddressSet.of([exact]).subtract(blocksOf(away.map(([other]) => other)).may));
  }, AddressSet.empty);
}

function bothOf(parts: readonly Part[]): Both<AddressSet> {
  const blocks = (wanted: readonly Answer[]): readonly Block[] =>
    parts.flatMap(([block, counts]) => (wanted.includes(counts) ? [block] : []));
  return { may: blocksOf(blocks(["yes", "maybe"])).may, must: blocksOf(blocks(["yes"])).must };
}

function answerOf(link: Link, id: FactId, all: readonly FactId[]): Answer {
  const found = meanings(link, () => all).find(({ to }) => to === id);
  return found === undefined ? "no" : found.sure ? "yes" : "maybe";
}

function sureOf(fact: Fact, answer: Answer): Answer {
  return answer === "yes" && !isCertain(fact) ? "maybe" : answer;
}

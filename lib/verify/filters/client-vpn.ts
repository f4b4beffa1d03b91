/**
 * Where the clients of a Client VPN endpoint may go by one of its interfaces.
 *
 * Decides by addresses: some rule must authorise them, and the endpoint's route table must lead there by the interface's
 * subnet, as it always does to the VPC itself (Client VPN administrator guide, "Authorization rules", "Routes"). Refuses to
 * decide which client is in which group: what some client may reach is reached.
 */
import { AddressSet } from "../../model";
import type { Block, FactBase, FactId, Link } from "../../terraform";
import type { AddressAtoms } from "../sets/address-atoms";
import { allTraffic, noTraffic } from "../sets/rows";
import { Steps } from "../sets/steps";
import { blocksOf, type Both } from "../world/bounds";
import { ids, isCertain, meanings } from "../world/links";
import { openFilter, unknownFilter, type Filter } from "./filter";

export function clientVpnFilter(facts: FactBase, atoms: AddressAtoms, endpoint: Link, subnet: FactId): Filter {
  const [one, ...others] = meanings(endpoint, () => ids(facts.clientVpns));
  const at = `${one?.to ?? "Client VPN endpoint"} (authorization and routes)`;
  if (one?.sure !== true || others.length > 0) return unknownFilter(at);
  const authorised = together(facts.clientVpnAuthorizations, (rule) => isOf(facts, rule.endpoint, one.to));
  const routed = together(facts.clientVpnRoutes, (route) => {
    const here = isOf(facts, route.endpoint, one.to);
    const by = meanings(route.subnet, () => ids(facts.subnets)).find(({ to }) => to === subnet);
    return by === undefined ? "no" : by.sure ? here : here === "no" ? "no" : "maybe";
  });
  const away = together(facts.clientVpnRoutes, (route) => {
    const by = meanings(route.subnet, () => ids(facts.subnets)).find(({ to }) => to === subnet);
    return by?.sure === true ? "no" : isOf(facts, route.endpoint, one.to);
  });
  const own = ownNetwork(facts, subnet);
  // A route by another subnet may be the more specific one.
  const surely = routed.must.subtract(away.may).union(own.must.subtract(away.may));
  const may = authorised.may.intersect(routed.may.union(own.may));
  const must = authorised.must.intersect(surely);
  const steps = (set: AddressSet): Steps =>
    Steps.sweep([{ ranges: atoms.ranges(set) }], (covering) => (covering.length > 0 ? allTraffic : noTraffic));
  const upper = steps(may);
  return { ...openFilter(at), may: upper, must: may.equals(must) ? upper : steps(must) };
}

/** The blocks of the subnet's VPC: routed by every interface of the endpoint. */
function ownNetwork(facts: FactBase, subnet: FactId): Both<AddressSet> {
  const link = facts.subnets.find(({ id }) => id === subnet)?.vpc;
  const found = link === undefined ? [] : meanings(link, () => ids(facts.vpcs));
  const blocks = found.flatMap(({ to }) => facts.vpcs.find(({ id }) => id === to)?.blocks ?? []);
  const { may, must } = blocksOf(blocks);
  return { may, must: found.length === 1 && found[0]?.sure === true ? must : AddressSet.empty };
}

type Answer = "yes" | "maybe" | "no";

function isOf(facts: FactBase, link: Link, endpoint: FactId): Answer {
  const found = meanings(link, () => ids(facts.clientVpns)).find(({ to }) => to === endpoint);
  return found === undefined ? "no" : found.sure ? "yes" : "maybe";
}

function together<F extends FactBase["clientVpnRoutes"][number] | FactBase["clientVpnAuthorizations"][number]>(
  facts: readonly F[],
  isMine: (fact: F) => Answer,
): Both<AddressSet> {
  const blocks = (only: (answer: Answer, fact: F) => boolean): readonly Block[] =>
    facts.filter((fact) => only(isMine(fact), fact)).map(({ to }) => to);
  return {
    may: blocksOf(blocks((answer) => answer !== "no")).may,
    must: blocksOf(blocks((answer, fact) => answer === "yes" && isCertain(fact))).must,
  };
}

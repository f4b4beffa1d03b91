/** In from the internet, straight from the facts. Shares nothing with the engine. */
import type { FactBase, FactId, Vpc } from "../../terraform";
import { exists, inBlocks, means } from "./filters";
import { so, stop, type Journey, type Roads, type Trip } from "./journey";
import { all } from "./packet";

/**
 * @param target - the VPC, where anything is known of it
 * @param here - the subnet that has the address
 * @param outward - it answers what a translating gateway sent out
 */
export function fromInternet(
  roads: Roads,
  target: FactId | undefined,
  here: FactId | undefined,
  outward: boolean,
  trip: Trip,
): readonly Journey[] {
  const { facts } = roads;
  const entry: Trip = { ...trip, namesIn: "no", namesOut: "no" };
  const described = facts.vpcs.find(({ id }) => id === target);
  if (described === undefined)
    return here === undefined
      ? []
      : [stop(roads.acl(here, "ingress", entry.packet.source, entry), { at: "subnet", subnet: here }, "perhaps")];
  const gateways = facts.gateways.flatMap((each) => {
    if (each.kind !== "internet" || each.vpc === "none") return [];
    const attached = means(each.vpc, described.id);
    return attached === "no" ? [] : [{ id: each.id, attached: all(attached, exists(each)) }];
  });
  const isSure = gateways.some(({ attached }) => attached === "yes");
  const another =
    !isSure && hasOpenEdge(facts, described) ? roads.deliver(undefined, described, so(entry, "perhaps")) : [];
  const known = gateways.flatMap(({ id, attached }) =>
    roads.enter(id, described.id, so(entry, all(attached, roads.open(described, here, outward)))),
  );
  return [...known, ...another];
}

/** An IPv6 address is the same on the internet: from the gateway of one VPC to that of another which has it. */
export function toOtherVpcs(roads: Roads, from: Vpc, trip: Trip): readonly Journey[] {
  const { family, destination } = trip.packet;
  if (family === 4 || trip.overInternet === true) return [];
  const others = roads.facts.vpcs.filter(
    ({ id, blocks }) => id !== from.id && inBlocks(blocks, family, destination) !== "no",
  );
  return others.flatMap(({ id }) => {
    const here = roads.facts.subnets.find(
      (subnet) => means(subnet.vpc, id) !== "no" && roads.inSubnet(subnet, family, destination) !== "no",
    );
    return fromInternet(roads, id, here?.id, false, { ...so(trip, "perhaps"), overInternet: true });
  });
}

/** An internet gateway that no fact describes may be there: someone else made the VPC, or a route leads to one. */
function hasOpenEdge(facts: FactBase, vpc: Vpc): boolean {
  if (["data.aws_vpc", "aws_default_vpc"].includes(vpc.type)) return true;
  const tables = facts.routeTables.filter((table) => means(table.vpc, vpc.id) !== "no");
  return tables.some(
    (table) =>
      table.more !== undefined ||
      facts.routes.some(
        ({ table: of, target }) =>
          means(of, table.id) !== "no" &&
          ((target.kind === "unknown" && target.among.length === 0) ||
            (target.kind === "internet-gateway" && ["outside", "unknown"].includes(target.to.how))),
      ),
  );
}

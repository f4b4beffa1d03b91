/**
 * What is behind a route to an appliance and is no place: an address that floats between machines, or a network at the other
 * end of a tunnel that a machine keeps.
 *
 * Decides only that traffic may get there, or come from there, by routes, groups and ACLs. What is there no input tells, so
 * it can be no pair of the matrix. Public addresses are the internet's, and those of a VPC never leave it this way unseen.
 */
import { AddressSet, Cidr, formatAddress } from "../../model";
import type { RouteTarget } from "../../terraform";
import type { Filter } from "../filters/filter";
import type { Place, Spot } from "../places/places";
import { publicAddresses } from "../places/public-addresses";
import { RouteTables } from "../routing/tables";
import type { RankRange } from "../sets/address-atoms";
import { noTraffic } from "../sets/rows";
import { ids, meanings, tri } from "../world/links";
import type { KnownSubnet, World } from "../world/world";
import type { Finding } from "./finding";

/** One finding for each of these places that may speak with something behind an appliance. */
export function behindAppliances(world: World, places: readonly Place[], all: readonly Place[]): readonly Finding[] {
  if (!world.facts.routes.some(({ target }) => isAppliance(world, target))) return [];
  const tables = new RouteTables(world);
  const ranges = world.atoms.ranges(nowhere(world, all));
  return places.flatMap((place) => {
    for (const spot of place.spots) {
      const found = spot.subnet === undefined ? undefined : first(world, tables, spot, spot.subnet, ranges);
      if (found !== undefined) return [finding(world, place, found)];
    }
    return [];
  });
}

interface Found {
  readonly route: string;
  readonly address: string;
}

/** What neither the internet nor a VPC has; a segment that is taken to be joined anyhow is judged already. */
function nowhere({ facts, vpcs }: World, all: readonly Place[]): AddressSet {
  const own = [...vpcs.values()].map(({ blocks }) => blocks.must);
  const assumed = all
    .filter(({ spots }) => spots.some((spot) => spot.assumed))
    .map(({ segment }) => AddressSet.of((segment?.blocks ?? []).map((block) => Cidr.of(block))));
  return [publicAddresses(facts), ...own, ...assumed].reduce((rest, set) => rest.subtract(set), AddressSet.everything);
}

function first(
  world: World,
  tables: RouteTables,
  spot: Spot,
  subnet: KnownSubnet,
  ranges: readonly RankRange[],
): Found | undefined {
  const vpc = subnet.vpc === undefined ? undefined : world.vpcs.get(subnet.vpc);
  if (vpc === undefined) return undefined;
  for (const { to: table } of subnet.tables)
    for (const [from, end] of ranges)
      for (let rank = from; rank < end;) {
        const { ways, until } = tables.ways(table, vpc, rank);
        const next = Math.min(end, until);
        const way = ways.find(({ target }) => isAppliance(world, target));
        const at =
          way === undefined
            ? undefined
            : (open(world, spot.out, subnet.out, rank, next) ?? open(world, spot.in, subnet.in, rank, next));
        if (way !== undefined && at !== undefined) {
          const { family, value } = world.atoms.first(at);
          return { route: way.route, address: formatAddress(family, value) };
        }
        rank = next;
      }
  return undefined;
}

/** The first address that the groups and the ACL may both let something through for. */
function open({ rows }: World, groups: Filter, acl: Filter, from: number, end: number): number | undefined {
  for (let rank = from; rank < end;) {
    const [a, b] = [groups.may.step(rank), acl.may.step(rank)];
    if (rows.and(groups.may.at(rank), acl.may.at(rank)) !== noTraffic) return rank;
    rank = Math.min(groups.may.end(a), acl.may.end(b));
  }
  return undefined;
}

/** Whether a target may be a machine that passes on, or answers, what is not addressed to it. */
function isAppliance(world: World, target: RouteTarget | { readonly kind: "blackhole" | "unlisted" }): boolean {
  if (target.kind === "unknown") return target.among.some((each) => isAppliance(world, each));
  if (target.kind !== "interface" && target.kind !== "instance") return false;
  const { facts } = world;
  const meant = meanings(target.to, () => ids(facts.interfaces)).map(({ to }) => to);
  const faces = facts.interfaces.filter(({ id, owner }) => meant.includes(id) || meant.includes(owner.id));
  return faces.length === 0 || faces.some((face) => tri(face.sourceDestCheck, (on) => on) !== "yes");
}

function finding(world: World, place: Place, { route, address }: Found): Finding {
  return {
    id: `behind-appliance:${place.id}`,
    kind: "undecided",
    verdict: "undecided",
    from: place.id,
    to: "anything",
    traffic: world.rows.transport(noTraffic),
    text: `what has ${address}, behind an appliance, is not known, and traffic between it and ${place.id} may pass`,
    rules: [route],
    doubts: [],
    next: "let the groups of the segment reach no further than what is declared, or take the route out of its tables",
  };
}

/**
 * What routes lead to and is no place: a network that no input describes, an address that floats between machines, or a
 * network at the other end of a tunnel that a machine keeps.
 *
 * Decides only that traffic may get there, or come from there, by routes, groups and ACLs. What is there no input tells, so
 * it can be no pair of the matrix. Public addresses are the internet's, and those of a subnet are its machines'.
 */
import { AddressSet, Cidr, formatAddress, type Transport } from "../../model";
import type { Filter } from "../filters/filter";
import type { FactId } from "../../terraform";
import { blocksOf } from "../world/bounds";
import type { Place, Spot } from "../places/places";
import { publicAddresses } from "../places/public-addresses";
import { farSpot } from "../places/spot";
import type { Path } from "../reach/path";
import { cutAt } from "../reach/checks";
import type { Relations } from "../reach/relation";
import { behindBoxes, type Outcome } from "../routing/outcome";
import { within, type Rank, type RankRange } from "../sets/address-atoms";
import { allTraffic, noTraffic, type RowId } from "../sets/rows";
import type { World } from "../world/world";
import type { Finding } from "./finding";

/**
 * One finding for each of these places that may speak with something behind a route.
 *
 * @param about - traffic that is asked about, and only whether it may come in; anything, in or out, when it is left out
 */
export function behindRoutes(
  world: World,
  relations: Relations,
  places: readonly Place[],
  all: readonly Place[],
  about?: Transport,
): readonly Finding[] {
  const asked = about === undefined ? undefined : world.rows.of(about);
  const beyond = beyondFrom(world, relations, nowhere(world, all));
  // What is declared outside AWS is judged already, on ways that are not known too.
  const judged = world.atoms.ranges(declaredOutside(all));
  return places.flatMap((place) => {
    const found = first(world, relations, place, beyond, judged, asked);
    return found === undefined ? [] : [finding(world, place, found, asked)];
  });
}

/** What is there for each spot: where tables keep the addresses of their VPC local, none of those is behind anything. */
function beyondFrom(world: World, relations: Relations, nobodys: AddressSet): (spot: Spot) => Spot {
  const start = { kind: "outside", network: behindBoxes, towards: undefined } as const;
  const known = new Map<FactId | undefined, Spot>();
  return (spot) => {
    const plain = relations.paths.plainVpc(spot);
    const done = known.get(plain);
    if (done !== undefined) return done;
    const own = plain === undefined ? undefined : world.vpcs.get(plain)?.blocks.must;
    const addresses = own === undefined ? nobodys : nobodys.subtract(own);
    const beyond = farSpot(world, behindBoxes, start, addresses, false);
    known.set(plain, beyond);
    return beyond;
  };
}

interface Found {
  readonly route: string | undefined;
  readonly address: string;
  readonly isBox: boolean;
  readonly doubts: readonly string[];
}

/** On a network's own side of the wire (RFC 1122, section 3.2.1.3). */
const neverSent = AddressSet.of([Cidr.of("0.0.0.0/8"), Cidr.of("127.0.0.0/8")]);

/** What neither the internet nor a subnet has; a segment that is taken to be joined anyhow is judged already. */
function nowhere({ facts }: World, all: readonly Place[]): AddressSet {
  const own = blocksOf(facts.subnets.flatMap(({ blocks }) => blocks)).must;
  const assumed = all
    .filter(({ spots }) => spots.some((spot) => spot.assumed))
    .map(({ segment }) => AddressSet.of((segment?.blocks ?? []).map((block) => Cidr.of(block))));
  const taken = [publicAddresses(facts), neverSent, own, ...assumed];
  return taken.reduce((rest, set) => rest.subtract(set), AddressSet.everything);
}

function declaredOutside(all: readonly Place[]): AddressSet {
  const blocks = all.flatMap(({ segment }) => (segment?.subnets.length === 0 ? segment.blocks : []));
  return AddressSet.of(blocks.map((block) => Cidr.of(block)));
}

function first(
  world: World,
  relations: Relations,
  { spots }: Place,
  beyondOf: (spot: Spot) => Spot,
  judged: readonly RankRange[],
  asked: RowId | undefined,
): Found | undefined {
  for (const spot of spots.filter(({ subnet }) => subnet !== undefined)) {
    const beyond = beyondOf(spot);
    for (const family of ["v4", "v6"] as const)
      for (const a of spot[family])
        for (const range of beyond[family]) {
          const found = firstIn(world, relations, spot, beyond, a, range, judged, asked);
          if (found !== undefined) return found;
        }
  }
  return undefined;
}

function firstIn(
  world: World,
  relations: Relations,
  spot: Spot,
  beyond: Spot,
  a: RankRange,
  range: RankRange,
  judged: readonly RankRange[],
  asked: RowId | undefined,
): Found | undefined {
  for (const { b, paths } of relations.paths.between(spot, beyond, a, range))
    for (const part of cutAt(b, judged.flat()))
      for (const way of paths.filter(({ forward }) => leadsOn(forward, part[0], judged))) {
        const leaves = asked === undefined && relations.along(spot, beyond, a, part, way).someMay !== noTraffic;
        const into = spot.subnet?.in ?? spot.in;
        const at = leaves ? part[0] : open(world, spot.in, into, asked ?? allTraffic, ...part);
        if (at !== undefined) return shown(world, way, at);
      }
  return undefined;
}

/** Whether a packet on this way may come to something that no input describes. */
function leadsOn({ end }: Outcome, rank: Rank, judged: readonly RankRange[]): boolean {
  if (end.kind === "unknown") return !within(judged, rank);
  return end.kind === "outside" && end.network === behindBoxes;
}

/** The first address from which the groups and the ACL may both let some of this in. */
function open(
  { rows }: World,
  groups: Filter,
  acl: Filter,
  asked: RowId,
  from: number,
  end: number,
): number | undefined {
  for (let rank = from; rank < end;) {
    const [a, b] = [groups.may.step(rank), acl.may.step(rank)];
    if (rows.and(asked, rows.and(groups.may.at(rank), acl.may.at(rank))) !== noTraffic) return rank;
    rank = Math.min(groups.may.end(a), acl.may.end(b));
  }
  return undefined;
}

function shown(world: World, { forward }: Path, at: Rank): Found {
  const { family, value } = world.atoms.first(at);
  const tables = new Set(world.facts.routeTables.map(({ id }) => id));
  return {
    address: formatAddress(family, value),
    route: forward.hops.filter((hop) => tables.has(hop.at)).at(-1)?.rule,
    isBox: forward.end.kind === "outside",
    doubts: forward.doubts,
  };
}

function finding(
  world: World,
  place: Place,
  { route, address, isBox, doubts }: Found,
  asked: RowId | undefined,
): Finding {
  const where = isBox
    ? "behind an appliance"
    : route === undefined
      ? "behind a way that is not known"
      : `behind ${route}`;
  return {
    id: `${isBox ? "behind-appliance" : "behind-route"}:${place.id}`,
    kind: "undecided",
    verdict: "undecided",
    from: place.id,
    to: "anything",
    traffic: world.rows.transport(asked ?? noTraffic),
    text: `what has ${address}, ${where}, is not known, and ${asked === undefined ? `traffic between it and ${place.id} may pass` : `it may manage ${place.id}`}`,
    rules: route === undefined ? [] : [route],
    doubts,
    next: "let its groups reach no further than what is declared, or take the route out of its tables",
  };
}

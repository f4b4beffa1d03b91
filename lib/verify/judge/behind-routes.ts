/**
 * What routes lead to and is no place: a network that no input describes, an address that floats between machines, or a
 * network at the other end of a tunnel that a machine keeps.
 *
 * Decides only that traffic may get there, or come from there, by routes, groups and ACLs. What is there no input tells, so
 * it can be no pair of the matrix. Public addresses are the internet's, and those of a subnet are its machines' within its VPC
 * and where a way leads to it: another VPC may have the same, and send them elsewhere.
 */
import { AddressSet, Cidr, formatAddress, type Transport } from "../../model";
import type { Filter } from "../filters/filter";
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
  const beyond = beyondFrom(world, relations, nowhere(all));
  // What is declared outside AWS is judged already, on ways that are not known too.
  const judged = world.atoms.ranges(declaredOutside(all));
  const had = world.atoms.ranges(blocksOf(world.facts.subnets.flatMap(({ blocks }) => blocks)).must);
  return places.flatMap((place) => {
    const found = first(world, relations, place, beyond, { judged, had }, asked);
    return found === undefined ? [] : [finding(world, place, found, asked)];
  });
}

/**
 * What is there for each spot: not what subnets of its VPC have, and where tables keep the addresses of their VPC local, none
 * of those.
 */
function beyondFrom(world: World, relations: Relations, nobodys: AddressSet): (spot: Spot) => Spot {
  const start = { kind: "outside", network: behindBoxes, towards: undefined } as const;
  const known = new Map<string, Spot>();
  const routed = publicAddresses(world.facts);
  return (spot) => {
    const isPlain = relations.paths.plainVpc(spot) !== undefined;
    const key = JSON.stringify([isPlain, spot.subnet?.fact.vpc]);
    const done = known.get(key);
    if (done !== undefined) return done;
    const blocks = world.vpcs.get(spot.subnet?.vpc ?? "")?.blocks.must ?? AddressSet.empty;
    const own = isPlain ? blocks : besides(world, spot);
    // No packet to an address of one's own VPC is for the internet.
    const addresses = nobodys.subtract(routed.subtract(blocks)).subtract(own);
    const beyond = farSpot(world, behindBoxes, start, addresses, false);
    known.set(key, beyond);
    return beyond;
  };
}

/** What the subnets of the same VPC have. */
function besides({ facts }: World, { subnet }: Spot): AddressSet {
  const vpc = JSON.stringify(subnet?.fact.vpc);
  return blocksOf(facts.subnets.filter((each) => JSON.stringify(each.vpc) === vpc).flatMap(({ blocks }) => blocks))
    .must;
}

interface Found {
  readonly route: string | undefined;
  readonly address: string;
  readonly isBox: boolean;
  readonly doubts: readonly string[];
}

/** On a network's own side of the wire (RFC 1122, section 3.2.1.3). */
const neverSent = AddressSet.of([Cidr.of("0.0.0.0/8"), Cidr.of("127.0.0.0/8")]);

/** What anyone may have; a segment that is taken to be joined anyhow is judged already. */
function nowhere(all: readonly Place[]): AddressSet {
  const assumed = all
    .filter(({ spots }) => spots.some((spot) => spot.assumed))
    .map(({ segment }) => AddressSet.of((segment?.blocks ?? []).map((block) => Cidr.of(block))));
  return [neverSent, ...assumed].reduce((rest, set) => rest.subtract(set), AddressSet.everything);
}

function declaredOutside(all: readonly Place[]): AddressSet {
  const blocks = all.flatMap(({ segment }) => (segment?.subnets.length === 0 ? segment.blocks : []));
  return AddressSet.of(blocks.map((block) => Cidr.of(block)));
}

/** What has a place already. */
interface Known {
  readonly judged: readonly RankRange[];
  /** By subnets. */
  readonly had: readonly RankRange[];
}

function first(
  world: World,
  relations: Relations,
  { spots }: Place,
  beyondOf: (spot: Spot) => Spot,
  known: Known,
  asked: RowId | undefined,
): Found | undefined {
  for (const spot of spots.filter(({ subnet }) => subnet !== undefined)) {
    const beyond = beyondOf(spot);
    for (const family of ["v4", "v6"] as const)
      for (const a of spot[family])
        for (const whole of beyond[family])
          for (const range of openIn(spot, whole).flatMap((part) => unkept(world, relations, spot, part))) {
            const found = firstIn(world, relations, spot, beyond, a, range, known, asked);
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
  { judged, had }: Known,
  asked: RowId | undefined,
): Found | undefined {
  for (const { b, paths } of relations.paths.between(spot, beyond, a, range)) {
    const isJoined = paths.some(({ forward }) => forward.end.kind === "subnet" && !forward.optional);
    for (const part of cutAt(b, [...judged, ...had].flat())) {
      // Where a way leads to the subnet that has it, it is that subnet's.
      if (isJoined && within(had, part[0])) continue;
      for (const way of paths.filter(({ forward }) => leadsOn(forward, part[0], judged))) {
        const leaves = asked === undefined && relations.along(spot, beyond, a, part, way).someMay !== noTraffic;
        const into = spot.subnet?.in ?? spot.in;
        const at = leaves ? part[0] : open(world, spot.in, into, asked ?? allTraffic, ...part);
        if (at !== undefined) return shown(world, way, at);
      }
    }
  }
  return undefined;
}

/** The parts of a range that the groups of a spot may be open to, in or out: nothing else can be found. */
function openIn({ in: into, out }: Spot, [from, end]: RankRange): readonly RankRange[] {
  const found: RankRange[] = [];
  let opened: Rank | undefined;
  for (let rank = from; rank < end;) {
    const isOpen = into.may.at(rank) !== noTraffic || out.may.at(rank) !== noTraffic;
    if (isOpen) opened ??= rank;
    else if (opened !== undefined) {
      found.push([opened, rank]);
      opened = undefined;
    }
    rank = Math.min(into.may.end(into.may.step(rank)), out.may.end(out.may.step(rank)));
  }
  if (opened !== undefined) found.push([opened, end]);
  return found;
}

/** The parts of a range that no VPC keeps: what surely goes to one is not behind anything. */
function unkept({ vpcs }: World, { paths }: Relations, spot: Spot, range: RankRange): readonly RankRange[] {
  const [from, end] = range;
  const kept: RankRange[] = [];
  for (const [first, last] of [...vpcs.values()].flatMap(({ ranges }) => ranges))
    for (let rank = Math.max(first, from); rank < Math.min(last, end);) {
      const until = paths.shared.keeper(spot, rank)?.until;
      if (until === undefined) break;
      kept.push([rank, Math.min(until, end)]);
      rank = until;
    }
  let start = from;
  const left: RankRange[] = [];
  for (const [first, last] of kept.sort(([a], [b]) => a - b)) {
    if (start < first) left.push([start, first]);
    start = Math.max(start, last);
  }
  return start < end ? [...left, [start, end]] : left;
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

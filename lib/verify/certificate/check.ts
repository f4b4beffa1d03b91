/**
 * The separate checker of certificates: short, and without the engine.
 *
 * Believes nothing that a certificate says: it holds for the places that it is about, with every pair of their ends and all of
 * their addresses; each filter lets through no more than it says, and counts where the naive evaluator finds it on every way. What
 * those filters do not stop is put to the naive evaluator, one packet for all that the facts do not tell apart. Refuses a
 * certificate at the first thing that it cannot confirm.
 */
import { AddressSet, Cidr, Traffic, Transport, type Family } from "../../model";
import type { FactBase, FactId } from "../../terraform";
import { naiveEnd } from "../explain/witness";
import { evaluate } from "../naive/evaluate";
import { value } from "../naive/journey";
import type { Place, Spot } from "../places/places";
import type { Certificate, CertifiedFilter, CertifiedPair, CertifiedRange } from "./certificate";
import { cutsOf, parts, type Cuts } from "./cuts";
import { aclsLet, groupsLet } from "./lets";
import { opened } from "./opened";
import { answered, onPickedPort } from "./answered";

/** Parts of one range, and packets of one part, that are looked at. More than that is not confirmed. */
const most = { cells: 20_000, packets: 10_000 } as const;

export interface Checked {
  readonly ok: boolean;
  readonly why: string;
}

/** @param from - the place that the certificate is said to be about, and `to` the one that it cannot reach */
export function checkCertificate(facts: FactBase, certificate: Certificate, from: Place, to: Place): Checked {
  if (certificate.from !== from.id || certificate.to !== to.id)
    return refused(`it is about ${certificate.from} and ${certificate.to}, not ${from.id} and ${to.id}`);
  const checker = checkerOf(facts);
  for (const s of from.spots)
    for (const d of to.spots) {
      if (isOne(s) && isSame(s, d)) continue;
      const pair = certificate.pairs.find((each) => isOf(each, s, d));
      const fault = pair === undefined ? "nothing is said of them" : checker.fault(pair, isSame(s, d));
      if (fault !== undefined) return refused(`${s.id} to ${d.id}: ${fault}`);
    }
  const strange = certificate.pairs.find((pair) => !from.spots.some((s) => to.spots.some((d) => isOf(pair, s, d))));
  if (strange !== undefined) return refused(`${strange.from} to ${strange.to}: they are not ends of these places`);
  return { ok: true, why: "every range is stopped" };
}

function refused(why: string): Checked {
  return { ok: false, why };
}

/** Whether a pair is about these two ends, with all of their addresses. */
function isOf({ from, to, ends, sources, destinations }: CertifiedPair, s: Spot, d: Spot): boolean {
  return (
    from === s.id &&
    to === d.id &&
    JSON.stringify([ends.from, ends.to]) === JSON.stringify([naiveEnd(s), naiveEnd(d)]) &&
    sources.contains(s.addresses) &&
    destinations.contains(d.addresses)
  );
}

/** One subnet gives an address to one interface only: two names for it are one end. */
function isSame(s: Spot, d: Spot): boolean {
  return s === d || (s.subnet !== undefined && s.id === d.id && isOne(s) && s.addresses.equals(d.addresses));
}

/** One address: nobody sends to itself over a network. */
function isOne({ addresses }: Spot): boolean {
  const [only, ...others] = addresses.toCidrs();
  return only !== undefined && others.length === 0 && only.size === 1n;
}

type Ends = CertifiedPair["ends"];

/** Two addresses that stand for all of their parts. */
interface Cell {
  readonly family: Family;
  readonly source: bigint;
  readonly destination: bigint;
}

const checkers = new WeakMap<FactBase, Checker>();

function checkerOf(facts: FactBase): Checker {
  const known = checkers.get(facts) ?? new Checker(facts);
  checkers.set(facts, known);
  return known;
}

class Checker {
  private readonly cuts: Cuts;
  private readonly open: FactBase;
  private readonly closed = new Map<string, FactBase>();
  /** Addresses that a NAT gateway, or a machine that passes on, may put in the place of a source. */
  private readonly translated: AddressSet;
  /** Groups that such a machine may be in. */
  private readonly worn: readonly FactId[] | undefined;

  public constructor(private readonly facts: FactBase) {
    this.cuts = cutsOf(facts);
    this.open = opened(facts);
    const hasMachines = facts.interfaces.some(({ sourceDestCheck }) => value(sourceDestCheck, (on) => on) !== "yes");
    this.translated = facts.natGateways.length === 0 && !hasMachines ? AddressSet.empty : blocksOf(facts);
    this.worn = hasMachines ? facts.securityGroups.map(({ id }) => id) : undefined;
  }

  /** @param isSame - both ends are of one spot, of which no address sends to itself */
  public fault(pair: CertifiedPair, isSame: boolean): string | undefined {
    const gap = uncovered(pair);
    if (gap !== undefined) return `not all addresses are covered: ${gap}`;
    for (const range of pair.ranges) {
      const fault = this.rangeFault(pair.ends, range, isSame);
      if (fault !== undefined) return fault;
    }
    return undefined;
  }

  private rangeFault(ends: Ends, range: CertifiedRange, isSame: boolean): string | undefined {
    const { family, reason } = range;
    if (reason.kind === "filters") {
      const wide = reason.filters.find((filter) => !filter.lets.contains(this.claimed(range, filter)));
      if (wide !== undefined) return `${wide.ids.join(" + ")} lets through more than certified`;
      const common = answered(
        ...combined(
          family,
          reason.filters.map((filter) => [filter, filter.lets]),
        ),
      );
      if (!common.isEmpty()) return `the filters have ${String(common)} in common`;
    }
    if (this.isShut(ends, range)) return undefined;
    const filters = (reason.kind === "filters" ? reason.filters : endFilters(ends)).map(
      (filter) => [filter, this.surely(ends, range, filter)] as const,
    );
    const cuts = this.cutsFor(ends, family);
    const [xs, ys] = [range.sources, range.destinations].map(([first, last]) => parts([first, last + 1n], cuts)) as [
      Spans,
      Spans,
    ];
    if (xs.length * ys.length > most.cells) return "there are too many addresses to look at";
    for (const [source, end] of xs)
      for (const [first, last] of ys) {
        const isAlone = isSame && source === first && end === source + 1n && last === first + 1n;
        if (isAlone) continue;
        const cell: Cell = { family, source, destination: first === source && last > first + 1n ? first + 1n : first };
        const fault = this.cellFault(ends, cell, filters);
        if (fault !== undefined) return fault;
      }
    return undefined;
  }

  /** What is declared is in no fact. */
  private cutsFor(ends: Ends, family: Family): readonly bigint[] {
    const blocks = [ends.from, ends.to].flatMap((end) => (end.kind === "outside" ? (end.declaredElsewhere ?? []) : []));
    if (blocks.length === 0) return this.cuts.addresses[family];
    const declared = AddressSet.of(blocks.map((block) => Cidr.of(block))).intervals(family);
    return [...this.cuts.addresses[family], ...declared.flat()].sort((a, b) => (a < b ? -1 : 1));
  }

  /** What a filter lets through between addresses of a range, if what is said of the groups of the other end is true. */
  private claimed(range: CertifiedRange, filter: CertifiedFilter): Transport {
    const { kind, ids, direction, groups } = filter;
    const seen = AddressSet.between(
      range.family,
      ...(filter.looksAt === "source" ? range.sources : range.destinations),
    );
    return kind === "groups"
      ? groupsLet(this.facts, ids, direction, groups, seen)
      : aclsLet(this.facts, ids, direction, seen);
  }

  /** The most that it lets through, whichever way a packet comes: with any of that end's groups, by any NAT gateway and any machine. */
  private surely(ends: Ends, { family, sources, destinations }: CertifiedRange, filter: Filter): Transport {
    const { kind, ids, direction, role } = filter;
    // Towards a destination a filter looks at what it goes to, and from there at where it comes from; of answers the reverse.
    const seesSource = (direction === "ingress") === (role === "forward");
    const seen = AddressSet.between(family, ...(seesSource ? sources : destinations)).union(this.translated);
    return kind === "groups"
      ? groupsLet(this.facts, ids, direction, direction === "egress" ? ends.to : (this.worn ?? ends.from), seen)
      : aclsLet(this.facts, ids, direction, seen);
  }

  /** Whether the groups of both ends, which stand on every way, have nothing in common over all of a range: no address has to be looked at. */
  private isShut(ends: Ends, range: CertifiedRange): boolean {
    const known = endFilters(ends).filter(({ direction }) => {
      const end = direction === "egress" ? ends.from : ends.to;
      return end.kind === "interface" && !end.moreGroups && !end.anyGroup;
    });
    const [forward] = combined(
      range.family,
      known.map((filter) => [filter, this.surely(ends, range, filter)]),
    );
    return forward.isEmpty();
  }

  private cellFault(ends: Ends, cell: Cell, filters: readonly Through[]): string | undefined {
    // Nothing gets there, whatever the filters let through.
    if (evaluate(this.open, packet(ends, cell, https), "ignored") === "no") return undefined;
    const isSilent = evaluate(this.open, packet(ends, cell, https)) === "no";
    const everywhere = filters.filter(([filter]) => this.standsEverywhere(ends, cell, filter));
    const [forward, back] = combined(cell.family, everywhere);
    const left = answered(forward, isSilent ? Transport.none : back);
    return left.isEmpty() ? undefined : this.packetFault(ends, cell, left);
  }

  /** Whether a filter is on every way, by closing it alone. */
  private standsEverywhere(ends: Ends, { family, source, destination }: Cell, filter: Filter): boolean {
    const { role, kind, direction, ids } = filter;
    // An answer to a gateway has an address of its own, and groups let answers through.
    if (role === "reply-to-gateway" || (role === "reply" && kind === "groups")) return false;
    const key = JSON.stringify([kind, direction, ids]);
    const closed = this.closed.get(key) ?? opened(this.facts, { kind, direction, ids });
    this.closed.set(key, closed);
    const asked =
      role === "forward"
        ? packet(ends, { family, source, destination }, https)
        : packet({ from: ends.to, to: ends.from }, { family, source: destination, destination: source }, https);
    return evaluate(this.open, asked, "ignored") !== "no" && evaluate(closed, asked, "ignored") === "no";
  }

  /** One packet for all that the facts do not tell apart. */
  private packetFault(ends: Ends, cell: Cell, left: Transport): string | undefined {
    const points = left.points.intervals.flatMap((run) => parts(run, this.cuts.points).map(([point]) => point));
    let packets = 0;
    for (const point of points)
      for (const clientPort of this.clientPorts(point)) {
        if ((packets += 1) > most.packets) return "there are too many packets to look at";
        if (evaluate(this.facts, { ...packet(ends, cell, point), clientPort }) !== "no")
          return "the naive evaluator does not agree that nothing gets there";
      }
    return undefined;
  }

  private clientPorts(point: number): readonly number[] {
    const protocol = Math.floor(point / 65_536);
    if (protocol !== 6 && protocol !== 17) return [0];
    const first = protocol * 65_536;
    return parts([first + 1, first + 65_536], this.cuts.points).map(([each]) => each - first);
  }
}

type Filter = Pick<CertifiedFilter, "kind" | "ids" | "direction" | "role">;
/** A filter and what it lets through. */
type Through = readonly [Filter, Transport];
type Spans = readonly (readonly [bigint, bigint])[];

const https = 6 * 65_536 + 443;

function packet(ends: Ends, cell: Cell, point: number) {
  return { ...ends, ...cell, point, clientPort: 49_152 };
}

/** The groups of both ends: they stand wherever a packet goes. */
function endFilters({ from, to }: Ends): readonly Filter[] {
  return (
    [
      [from, "egress"],
      [to, "ingress"],
    ] as const
  ).flatMap(([end, direction]) =>
    end.kind === "interface" && end.groups !== "unfiltered" && end.groups.length > 0
      ? [{ kind: "groups", ids: end.groups.map(({ id }) => id), direction, role: "forward" }]
      : [],
  );
}

/** Over IPv4 there is no ICMPv6 that could pass them all, and no ICMP over IPv6. */
function combined(family: Cell["family"], filters: readonly Through[]): readonly [forward: Transport, back: Transport] {
  const foreign = Transport.icmp(family === 4 ? "icmpv6" : "icmp", "any", "any");
  let [forward, back, toGateway] = [Transport.all.subtract(foreign), Transport.all, Transport.all];
  for (const [{ role }, lets] of filters) {
    if (role === "forward") forward = forward.intersect(lets);
    else if (role === "reply") back = back.intersect(lets);
    else toGateway = toGateway.intersect(lets);
  }
  return [forward, back.intersect(onPickedPort(toGateway))];
}

/** Addresses of one family at both ends that no range covers. Ranges of one pair may overlap: several ways, each stopped. */
function uncovered({ sources, destinations, ranges }: CertifiedPair): string | undefined {
  const whole = Traffic.of([{ source: sources, destination: destinations, transport: Transport.protocol(6) }]);
  const covered = Traffic.of(
    ranges.map((range) => ({
      source: AddressSet.between(range.family, ...range.sources),
      destination: AddressSet.between(range.family, ...range.destinations),
      transport: Transport.protocol(6),
    })),
  );
  const left = whole.subtract(covered);
  return left.isEmpty() ? undefined : String(left).split("\n")[0];
}

/** All addresses that a subnet may have. */
function blocksOf({ subnets }: FactBase): AddressSet {
  return subnets
    .flatMap(({ blocks }) => blocks)
    .reduce(
      (set, block) => set.union("exact" in block ? AddressSet.of([block.exact]) : block.within),
      AddressSet.empty,
    );
}

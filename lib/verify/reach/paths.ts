/**
 * The ways between two spots: forward, and the answer back.
 *
 * Decides which outcomes of the walk there and of the walk back belong to one connection. A connection through a NAT gateway
 * is answered to the gateway, which hands it on; anything else that translates an answer breaks it.
 */
import type { FactId } from "../../terraform";
import type { Outcome } from "../routing/outcome";
import { appliancesIn } from "../routing/appliance";
import type { Start, Walker } from "../routing/walker";
import type { Spot } from "../places/places";
import { within, type Rank, type RankRange } from "../sets/address-atoms";
import { Answers } from "./answers";
import type { Path, Piece } from "./path";
import { Keepers } from "./keepers";
import { SharedAddresses } from "./shared-addresses";
import { shortcut } from "./shortcut";
import { both, ids, meanings, type Tri } from "../world/links";
import { uniqueLocal, type KnownSubnet, type World } from "../world/world";

export class Paths {
  private readonly answers: Answers;
  public readonly shared: SharedAddresses;
  private readonly plain = new Map<KnownSubnet, boolean>();

  public constructor(
    private readonly world: World,
    private readonly walker: Walker,
  ) {
    this.answers = new Answers(world, walker);
    const keepers = new Keepers(world, walker, (subnet) => this.isPlain(subnet));
    this.shared = new SharedAddresses(world, walker, keepers);
  }

  /** Whether nothing but two ACLs can stand between two spots: one VPC whose tables keep its own addresses local. */
  public isDirect(from: Spot, to: Spot): boolean {
    const [s, t] = [from.subnet, to.subnet];
    if (from.clients !== undefined || to.clients !== undefined) return false;
    if (s === t && (isBalancer(from) || isBalancer(to))) return false;
    if (s === undefined || t === undefined || s.vpc === undefined || s.vpc !== t.vpc) return false;
    return this.isPlain(s) && this.isPlain(t);
  }

  /** The VPC whose other such spots are all direct to this one; undefined when there is none. */
  public plainVpc({ subnet, clients }: Spot): FactId | undefined {
    return subnet !== undefined && clients === undefined && this.isPlain(subnet) ? subnet.vpc : undefined;
  }

  private isPlain(subnet: KnownSubnet): boolean {
    const known = this.plain.get(subnet);
    if (known !== undefined) return known;
    const answer = this.computePlain(subnet.id);
    this.plain.set(subnet, answer);
    return answer;
  }

  private computePlain(id: FactId): boolean {
    const subnet = this.world.subnet(id);
    const vpc = subnet?.vpc === undefined ? undefined : this.world.vpcs.get(subnet.vpc);
    const table = subnet?.tables[0];
    if (subnet === undefined || vpc === undefined || table?.sure !== true || subnet.tables.length !== 1) return false;
    // A host may send past its table to a NAT gateway or an appliance in its own subnet.
    if (appliancesIn(this.world, id).length > 0) return false;
    const { natGateways, subnets: all } = this.world.facts;
    if (natGateways.some((nat) => meanings(nat.subnet, () => ids(all)).some(({ to }) => to === id))) return false;
    if (subnet.fact.presence.is !== "certain" || subnet.fact.maybeSameAs !== undefined) return false;
    if (vpc.blocks.may !== vpc.blocks.must || subnet.blocks.may !== subnet.blocks.must) return false;
    // Only damaged facts have a subnet that the VPC's local route does not lead to.
    if (!vpc.blocks.must.contains(subnet.blocks.may)) return false;
    for (const [from, to] of vpc.ranges)
      for (let at = from; at < to;) {
        const { ways, until } = this.walker.tables.ways(table.to, vpc, at);
        const [only] = ways;
        if (ways.length !== 1 || only?.target.kind !== "local" || !only.sure) return false;
        at = until;
      }
    for (const [from, to] of subnet.ranges)
      for (let at = from; at < to;) {
        const { subnets, until } = this.world.subnetsAt(vpc, at);
        if (subnets.length !== 1 || subnets[0]?.to !== id || !subnets[0].sure) return false;
        at = until;
      }
    return true;
  }

  /** The ranges cut where the ways change, each with its ways. */
  public *between(from: Spot, to: Spot, a: RankRange, b: RankRange): Generator<Piece> {
    const start = this.startOf(from, to);
    for (let y = b[0]; y < b[1];) {
      const there =
        this.shared.kept(from, to, y) ??
        (to.endpoint === undefined && !to.assumed && !from.assumed
          ? this.walker.walk(start, y)
          : shortcut(this.world, from, to, this.world.atoms.familyOf(y)));
      const end = Math.min(there.until, b[1], this.shared.until(to, y));
      for (let x = a[0]; x < a[1];) {
        const kept = this.shared.kept(to, from, x);
        const { paths, until } = this.answer(from, to, (kept ?? there).outcomes, x, y);
        const stop = Math.min(until, kept?.until ?? Infinity, a[1], this.shared.until(from, x));
        const isShared = this.shared.has(from, x) || this.shared.has(to, y);
        yield { a: [x, stop], b: [y, end], paths, isElsewhere: isShared && paths.every(({ open }) => !open) };
        x = stop;
      }
      y = end;
    }
  }

  /**
   * How anything from one spot may come to another: `as-it-is` with the source's own address, `translated` with another
   * too. Looks at ways alone and at no filter.
   */
  public arrival(from: Spot, to: Spot): "none" | "as-it-is" | "translated" {
    if (to.endpoint !== undefined || to.assumed || from.assumed) return "translated";
    const start = this.startOf(from, to);
    let found: "none" | "as-it-is" = "none";
    for (const [first, end] of [...to.v4, ...to.v6])
      for (let y = first; y < end;) {
        const { outcomes, until } = this.walker.walk(start, y);
        const isV4 = this.world.atoms.familyOf(y) === 4;
        for (const outcome of outcomes) {
          if (this.arrives(from, to, outcome, isV4).is === "no") continue;
          if (outcome.translation !== undefined) return "translated";
          found = "as-it-is";
        }
        y = until;
      }
    return found;
  }

  private startOf(from: Spot, to: Spot): Start {
    if (from.start.kind === "internet") return { kind: "internet", vpc: to.subnet?.vpc ?? "", carries: "question" };
    if (from.start.kind === "outside") return { ...from.start, towards: to.subnet?.vpc };
    return from.start;
  }

  /** Every way there, with every way back to one address. */
  private answer(
    from: Spot,
    to: Spot,
    outcomes: readonly Outcome[],
    x: number,
    y: number,
  ): { readonly paths: readonly Path[]; readonly until: number } {
    const paths: Path[] = [];
    let until = outcomes.some(showsSource) ? this.sameScope(x) : Infinity;
    for (const forward of outcomes) {
      if (forward.overInternet === true && to.subnet === undefined) continue;
      const stopped =
        showsSource(forward) && this.isUniqueLocal(x)
          ? noSuchSource(from)
          : this.arrives(from, to, forward, this.world.atoms.familyOf(y) === 4);
      if (stopped.is === "no") {
        paths.push({
          forward,
          replies: [],
          back: [],
          open: false,
          silent: true,
          sure: forward.sure,
          stopped: stopped.why,
          doubts: forward.doubts,
        });
        continue;
      }
      const gates =
        forward.end.kind === "unknown" && to.subnet !== undefined
          ? [...forward.gates, { filter: to.subnet.in, remote: forward.translation?.ranges ?? "source" } as const]
          : forward.gates;
      const counted: Outcome = { ...forward, gates };
      const returns = this.answers.back(from, to, counted, x);
      until = Math.min(until, returns.until);
      // A packet that borrows an address has its answer go to whoever has that.
      const isBorrowable = this.shared.has(from, x);
      const whose = this.shared.doubt(from, x) ?? this.shared.doubt(to, y);
      const unsure = [stopped.about, whose, presenceOf(from), presenceOf(to)].filter((each) => each !== undefined);
      for (const back of returns.ways) {
        const silent = back.is === "no";
        const both_ = both(
          stopped.is,
          silent ? "yes" : back.is,
          forward.sure && from.certain && to.certain && whose === undefined ? "yes" : "maybe",
        );
        const doubts = [
          ...forward.doubts,
          ...back.outcomes.flatMap((outcome) => outcome.doubts),
          ...back.doubts,
          ...unsure,
        ];
        paths.push({
          forward: counted,
          replies: silent ? [] : back.outcomes.map((outcome) => outcome.gates),
          back: back.outcomes,
          open: !(silent && isBorrowable),
          silent,
          sure: both_ === "yes",
          stopped: silent ? back.why : undefined,
          doubts,
        });
      }
    }
    return { paths, until };
  }

  private isUniqueLocal(x: Rank): boolean {
    return within(this.world.atoms.ranges(uniqueLocal), x);
  }

  /** Up to where addresses are unique local ones, or none. */
  private sameScope(x: Rank): Rank {
    const ends = this.world.atoms.ranges(uniqueLocal).flat();
    return Math.min(Infinity, ...ends.filter((end) => end > x));
  }

  private arrives(
    from: Spot,
    to: Spot,
    { end, needsPublic, translation, overInternet }: Outcome,
    isV4: boolean,
  ): Arrival {
    const no = (at: string, reason: string): Arrival => ({ is: "no", why: { at, reason } });
    if (to.clients !== undefined) return no(to.id, "clients of a VPN start connections, and nothing reaches them");
    switch (end.kind) {
      case "dropped":
        return no(end.at, end.reason);
      case "unknown":
        return { is: "maybe", why: undefined };
      case "subnet":
        if (end.subnet !== to.subnet?.id) return no(end.subnet, "the address is in another subnet");
        if (overInternet === true && openTo(from, isV4).is !== "yes") return openTo(from, isV4);
        return from.start.kind === "internet" || overInternet === true
          ? openTo(to, isV4)
          : { is: "yes", why: undefined };
      case "internet":
        if (to.start.kind !== "internet") return no("internet", "it leaves for the internet");
        if (needsPublic && from.publicAddress !== "yes") return openTo(from, true);
        if (translation === undefined && from.subnet?.vpc !== end.vpc)
          return no(end.vpc, "the internet gateway of another VPC has no public address for it");
        return translation === undefined && !isV4 ? openTo(from, false) : { is: "yes", why: undefined };
      case "outside":
        if (to.start.kind !== "outside" || to.start.network !== end.network)
          return no(end.network, "it leaves over another connection, and what is there may pass it on");
        return from.start.kind === "outside" && from.start.network === end.network
          ? no(end.network, "both ends are in one network outside, which has ways of its own")
          : { is: "yes", why: undefined };
      case "service":
        return to.endpoint === end.endpoint
          ? { is: "yes", why: undefined }
          : no(end.endpoint, "it goes to the service behind the endpoint");
    }
  }
}

/** It comes to the internet under the source's own address. */
function showsSource({ end, translation, overInternet }: Outcome): boolean {
  return (end.kind === "internet" || overInternet === true) && translation === undefined;
}

interface Arrival {
  readonly is: Tri;
  readonly why: Path["stopped"];
  /**
   * What it hangs on.
   *
   * @default - it is known, or the way there tells
   */
  readonly about?: string;
}

/** What is not known of where a spot is. */
function presenceOf({ id, certain, subnet }: Spot): string | undefined {
  return certain ? undefined : `whether ${id} is ${subnet === undefined ? "there" : `in ${subnet.id}`}`;
}

function noSuchSource({ id }: Spot): Arrival {
  return { is: "no", why: { at: id, reason: "the internet routes no unique local address" } };
}

/** Whether the internet and a spot know each other's addresses. An IPv6 address is public by itself, but for what refuses that. */
function openTo({ id, publicAddress, internetV6 }: Spot, isV4: boolean): Arrival {
  const is = isV4 ? publicAddress : internetV6;
  const reason = isV4 ? "it has no public address" : "it lets nothing of the internet in over IPv6";
  if (is === "no") return { is, why: { at: id, reason } };
  const about = isV4 ? `whether ${id} has a public address` : `whether ${id} lets the internet in over IPv6`;
  return { is, why: undefined, ...(is === "maybe" ? { about } : {}) };
}

function isBalancer({ start }: Spot): boolean {
  return start.kind === "subnet" && start.balancer === true;
}

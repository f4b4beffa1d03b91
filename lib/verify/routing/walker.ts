/**
 * Where a packet goes, hop by hop.
 *
 * Decides by AWS's rules which ways a packet to one address may take from one place, and which filters stand on each.
 * Refuses to decide what an appliance does, what a table that no input lists holds, and where an unlisted route leads: those
 * outcomes are unsure and carry their doubt. Safe because an unsure outcome counts for `may` and never for `must`.
 */
import type { AddressSet } from "../../model";
import type { FactId, Link } from "../../terraform";
import { within, type Rank, type RankRange } from "../sets/address-atoms";
import { ids, meanings, type Tri } from "../world/links";
import type { KnownSubnet, KnownVpc, World } from "../world/world";
import { merged } from "./alike";
import { Met } from "./met";
import { tooMany, type BoxFilter, type End, type Outcome } from "./outcome";
import { fromInternet, toNat } from "./internet";
import { fromOutside } from "./joins";
import { RememberedWalks, type Walk } from "./remembered";
import { toTarget } from "./to-target";
import { appliancesIn, toAppliance } from "./appliance";
import { chosen, doubt, fresh, gate, hop, type Ground, type State } from "./trip";
import { RouteTables, type Way } from "./tables";
import { FarEnds } from "./far-ends";
import { TransitTables } from "./transit-tables";

/** Where a packet starts. */
export type Start =
  | {
      readonly kind: "subnet";
      readonly subnet: FactId;
      /**
       * A Classic Load Balancer: ACLs apply to what it sends inside its subnet as well.
       *
       * @default - something else
       */
      readonly balancer?: true;
    }
  /** `answer`: to something that a NAT gateway sent out. */
  | { readonly kind: "internet"; readonly vpc: FactId; readonly carries: "question" | "answer" }
  | { readonly kind: "outside"; readonly network: FactId; readonly towards: FactId | undefined };

export class Walker implements Ground {
  public readonly tables: RouteTables;
  public readonly transit: TransitTables;
  public readonly farEnds: FarEnds;
  private readonly walks = new Map<string, RememberedWalks>();
  public readonly boxes = new Map<FactId, BoxFilter>();
  private readonly publicRanges: readonly RankRange[];
  private found: Outcome[] = [];
  private met = new Met();
  private until = Infinity;

  public constructor(
    public readonly world: World,
    publicAddresses: AddressSet,
  ) {
    this.tables = new RouteTables(world);
    this.transit = new TransitTables(world);
    this.farEnds = new FarEnds(world);
    this.publicRanges = world.atoms.ranges(publicAddresses);
  }

  /** All outcomes of a packet that starts somewhere and goes to an address. */
  public walk(start: Start, to: Rank): Walk {
    const key = JSON.stringify(start);
    const known = this.walks.get(key) ?? new RememberedWalks();
    this.walks.set(key, known);
    const hit = known.find(to);
    if (hit !== undefined) return hit;
    this.found = [];
    this.met = new Met();
    this.until = Infinity;
    this.begin(start, to);
    const family = this.world.atoms.family(this.world.atoms.familyOf(to));
    const walk = {
      outcomes: this.met.isSpent ? tooMany(family) : merged(this.found),
      until: Math.min(this.until, family[1]),
      from: to,
    };
    known.keep(walk);
    return walk;
  }

  private begin(start: Start, to: Rank): void {
    switch (start.kind) {
      case "subnet": {
        const subnet = this.world.subnet(start.subnet);
        if (subnet === undefined) this.drop(fresh, start.subnet, "no input describes this subnet");
        else this.leave(subnet, to, fresh, start.balancer);
        if (subnet !== undefined) this.pastTable(subnet, to);
        return;
      }
      case "internet":
        fromInternet(this, start.vpc, to, start.carries === "answer" ? "outward" : "direct");
        return;
      case "outside":
        fromOutside(this, start.network, start.towards, to);
    }
  }

  /**
   * Route tables do not apply to what a host sends to the MAC address of another interface in its subnet (VPC user guide,
   * "Subnet route tables"): a NAT gateway or an appliance there takes it without a route. That is the host's choice.
   */
  private pastTable(subnet: KnownSubnet, to: Rank): void {
    const { natGateways, subnets } = this.world.facts;
    for (const { id } of appliancesIn(this.world, subnet.id)) {
      const about = `whether a host sends past its route table to ${id} in its subnet`;
      toAppliance(this, id, subnet, to, { ...doubt(fresh, about), optional: true });
    }
    for (const nat of natGateways) {
      if (meanings(nat.subnet, () => ids(subnets)).every((meaning) => meaning.to !== subnet.id)) continue;
      const about = `whether a host sends past its route table to ${nat.id} in its subnet`;
      toNat(this, nat.id, subnet, to, { ...doubt(fresh, about), optional: true });
    }
  }

  /**
   * A packet leaves an interface in a subnet. Inside a subnet neither tables nor ACLs apply (VPC user guide), but for a
   * Classic Load Balancer's outbound traffic (Reachability Analyzer, "Explanation codes", ELB_ACL_RESTRICTION).
   */
  public leave(subnet: KnownSubnet, to: Rank, state: State, balancer?: true): void {
    if (this.met.isSpent) return;
    const out = gate(state, { filter: subnet.out, remote: "destination" });
    this.limitTo(subnet.ranges, to);
    if (within(subnet.ranges, to)) {
      this.end({ kind: "subnet", subnet: subnet.id }, balancer === true ? out : state);
      if (subnet.blocks.may === subnet.blocks.must && subnet.fact.presence.is === "certain") return;
    }
    const vpc = this.vpcOf(subnet.vpc);
    if (vpc === undefined) this.unknown(out, subnet.id, "the VPC of this subnet is not known");
    else this.route(subnet, vpc, to, out);
  }

  private route(subnet: KnownSubnet, vpc: KnownVpc, to: Rank, state: State): void {
    for (const table of subnet.tables) {
      const next = chosen(state, table, `which route table ${subnet.id} uses`);
      if (table.to === "?") this.unknown(next, subnet.id, "its route table is not known");
      else this.through(table.to, subnet, vpc, to, next);
    }
  }

  public through(table: FactId, subnet: KnownSubnet | undefined, vpc: KnownVpc, to: Rank, state: State): void {
    const here = this.meet(`${table} ${subnet?.id ?? vpc.id}`, table, state);
    if (here === undefined) return;
    const { ways, until } = this.tables.ways(table, vpc, to);
    this.limit(until);
    for (const way of ways) {
      const next = doubt(
        hop(here, { at: table, rule: way.route }),
        way.sure ? undefined : `which route of ${table} carries this`,
      );
      this.follow(way.target, way, subnet, vpc, to, next);
    }
  }

  private follow(
    target: Way["target"],
    way: Way,
    subnet: KnownSubnet | undefined,
    vpc: KnownVpc,
    to: Rank,
    state: State,
  ): void {
    if (this.met.isSpent) return;
    switch (target.kind) {
      case "blackhole":
        this.drop(state, way.route, "no route leads there, or its target is gone");
        return;
      case "unlisted":
        this.unknown(state, way.route, target.because.detail);
        return;
      case "unknown":
        for (const one of target.among) this.follow(one, way, subnet, vpc, to, doubt(state, target.because.detail));
        this.unknown(state, way.route, target.because.detail);
        return;
      case "local":
        this.deliver(subnet, vpc, to, state);
        return;
      default:
        toTarget(this, target, way.route, subnet, vpc, to, state);
    }
  }

  /** To whichever subnet of the VPC has the address. */
  public deliver(from: KnownSubnet | undefined, vpc: KnownVpc, to: Rank, state: State): void {
    const found = this.subnetsAt(vpc, to);
    if (found.length === 0) this.drop(state, vpc.id, "no subnet has this address");
    for (const { to: id, sure } of found) {
      const subnet = this.world.subnet(id) as KnownSubnet;
      const next = doubt(state, sure ? undefined : `which addresses ${id} has`);
      this.end(
        { kind: "subnet", subnet: id },
        from?.id === id ? next : gate(next, { filter: subnet.in, remote: "source" }),
      );
    }
  }

  /** To whichever subnet of a VPC that no input describes has the address, and may be in the VPC that the link means. */
  public deliverElsewhere(link: Link, to: Rank, state: State): void {
    if (link.how !== "outside" && link.how !== "unknown") return;
    for (const subnet of this.world.subnets.values()) {
      const { vpc } = subnet.fact;
      if (subnet.vpc !== undefined && this.vpcOf(subnet.vpc) !== undefined) continue;
      if (link.how === "outside" && vpc.how === "outside" && link.id !== vpc.id) continue;
      this.limitTo(subnet.ranges, to);
      if (!within(subnet.ranges, to)) continue;
      const next = doubt(state, `which VPC ${subnet.id} is in, and what joins it`);
      this.end({ kind: "subnet", subnet: subnet.id }, this.enter(subnet, undefined, next));
    }
  }

  /** Into a box in a subnet: the subnet's ACL applies when the packet comes from elsewhere. */
  public enter(subnet: KnownSubnet, from: KnownSubnet | undefined, state: State): State {
    return from?.id === subnet.id ? state : gate(state, { filter: subnet.in, remote: "source" });
  }

  public subnetsAt(vpc: KnownVpc, to: Rank): ReturnType<World["subnetsAt"]>["subnets"] {
    const { subnets, until } = this.world.subnetsAt(vpc, to);
    this.limit(until);
    return subnets;
  }

  public vpcOf(id: FactId | undefined): KnownVpc | undefined {
    return id === undefined ? undefined : this.world.vpcs.get(id);
  }

  public isVpc(link: Link, vpc: FactId): Tri {
    const found = meanings(link, () => ids(this.world.facts.vpcs)).find((meaning) => meaning.to === vpc);
    return found === undefined ? "no" : found.sure ? "yes" : "maybe";
  }

  public isPublic(to: Rank): boolean {
    this.limitTo(this.publicRanges, to);
    return within(this.publicRanges, to);
  }

  public inside(set: AddressSet, to: Rank): boolean {
    const ranges = this.world.atoms.ranges(set);
    this.limitTo(ranges, to);
    return within(ranges, to);
  }

  public meet(place: string, at: string, state: State): State | undefined {
    const met = this.met.meet(place, state);
    if (typeof met !== "string") return met;
    if (met === "a circle") this.drop(state, at, "the routes lead in a circle");
    return undefined;
  }

  public limit(until: number): void {
    if (until < this.until) this.until = until;
  }

  public limitTo(ranges: readonly RankRange[], to: Rank): void {
    for (const [from, end] of ranges) {
      if (from > to) this.limit(from);
      if (end > to) this.limit(end);
    }
  }

  public end(end: End, state: State): void {
    if (!this.met.isSettled(end, state)) this.found.push({ ...state, end });
  }

  public drop(state: State, at: string, reason: string): void {
    this.end({ kind: "dropped", at, reason }, state);
  }

  public unknown(state: State, at: string, why: string): void {
    this.end({ kind: "unknown" }, doubt(state, `${at}: ${why}`));
  }
}

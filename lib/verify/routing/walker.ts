/**
 * Where a packet goes, hop by hop.
 *
 * Decides by AWS's rules which ways a packet to one address may take from one place, and which filters stand on each.
 * Refuses to decide what an appliance does, what a table that no input lists holds, and where an unlisted route leads: those
 * outcomes are unsure and carry their doubt. Safe because an unsure outcome counts for `may` and never for `must`.
 */
import { AddressSet, Cidr, type Family } from "../../model";
import type { FactId, Gateway, Interface, Link, Peering, RouteTarget, TransitAttachment, Value } from "../../terraform";
import { firewallFilter } from "../filters/firewall";
import type { Rank, RankRange } from "../sets/address-atoms";
import { both, byId, ids, isCertain, meanings, tri, type Tri } from "../world/links";
import type { KnownSubnet, KnownVpc, World } from "../world/world";
import type { BoxFilter, End, Gate, Hop, Outcome, Translation } from "./outcome";
import { publicAccess } from "./public-access";
import { RouteTables, type Way } from "./tables";
import { TransitTables } from "./transit-tables";

/** Where a packet starts. */
export type Start =
  | { readonly kind: "subnet"; readonly subnet: FactId }
  /** `answer`: to something that a NAT gateway sent out. */
  | { readonly kind: "internet"; readonly vpc: FactId; readonly carries: "question" | "answer" }
  | { readonly kind: "outside"; readonly network: FactId; readonly towards: FactId | undefined };

export interface Walk {
  readonly outcomes: readonly Outcome[];
  /** All of this holds for every rank from the one asked for up to this one. */
  readonly until: number;
}

type State = Omit<Outcome, "end"> & { readonly visited: readonly string[] };

const fresh: State = {
  gates: [],
  hops: [],
  sure: true,
  doubts: [],
  translation: undefined,
  needsPublic: false,
  outwardOnly: false,
  groupsIn: "yes",
  groupsOut: "yes",
  firewalls: [],
  visited: [],
};
const longest = 24;

export class Walker {
  public readonly tables: RouteTables;
  private readonly transit: TransitTables;
  private readonly walks = new Map<string, Kept[]>();
  private readonly gateways: ReadonlyMap<FactId, Gateway>;
  private readonly boxes = new Map<FactId, BoxFilter>();
  private readonly publicRanges: readonly RankRange[];
  private found: Outcome[] = [];
  private until = Infinity;

  public constructor(
    private readonly world: World,
    publicAddresses: AddressSet,
  ) {
    this.tables = new RouteTables(world);
    this.transit = new TransitTables(world);
    this.gateways = byId(world.facts.gateways);
    this.publicRanges = world.atoms.ranges(publicAddresses);
  }

  /** All outcomes of a packet that starts somewhere and goes to an address. */
  public walk(start: Start, to: Rank): Walk {
    const key = JSON.stringify(start);
    const known = this.walks.get(key) ?? [];
    this.walks.set(key, known);
    const place = after(known, to);
    const hit = known[place - 1];
    if (hit !== undefined && to < hit.until) return hit;
    this.found = [];
    this.until = Infinity;
    this.begin(start, to);
    const family = this.world.atoms.family(this.world.atoms.familyOf(to));
    const walk: Kept = { outcomes: this.found, until: Math.min(this.until, family[1]), from: to };
    known.splice(place, 0, walk);
    return walk;
  }

  private begin(start: Start, to: Rank): void {
    switch (start.kind) {
      case "subnet": {
        const subnet = this.world.subnet(start.subnet);
        if (subnet === undefined) this.drop(fresh, start.subnet, "no input describes this subnet");
        else this.leave(subnet, to, fresh);
        return;
      }
      case "internet":
        this.fromInternet(start.vpc, to, start.carries === "answer" ? "outward" : "direct");
        return;
      case "outside":
        this.fromOutside(start.network, start.towards, to);
    }
  }

  /** A packet leaves an interface in a subnet. Inside a subnet neither tables nor ACLs apply (VPC user guide). */
  private leave(subnet: KnownSubnet, to: Rank, state: State): void {
    const vpc = this.vpcOf(subnet.vpc);
    if (vpc === undefined) {
      this.unknown(state, subnet.id, "the VPC of this subnet is not known");
      return;
    }
    const here = this.subnetsAt(vpc, to);
    const own = here.find((meaning) => meaning.to === subnet.id);
    if (own !== undefined) {
      this.end({ kind: "subnet", subnet: subnet.id }, state);
      if (own.sure) return;
    }
    this.route(subnet, vpc, to, gate(state, { filter: subnet.out, remote: "destination" }));
  }

  private route(subnet: KnownSubnet, vpc: KnownVpc, to: Rank, state: State): void {
    for (const table of subnet.tables) {
      const next = doubt(state, table.sure ? undefined : `which route table ${subnet.id} uses`);
      if (table.to === "?") this.unknown(next, subnet.id, "its route table is not known");
      else this.through(table.to, subnet, vpc, to, next);
    }
  }

  private through(table: FactId, subnet: KnownSubnet | undefined, vpc: KnownVpc, to: Rank, state: State): void {
    const at = `${table} ${subnet?.id ?? vpc.id}`;
    if (state.visited.includes(at) || state.visited.length > longest) {
      this.drop(state, table, "the routes lead in a circle");
      return;
    }
    const { ways, until } = this.tables.ways(table, vpc, to);
    this.limit(until);
    for (const way of ways) {
      const next = doubt(
        hop(state, { at: table, rule: way.route }),
        way.sure ? undefined : `which route of ${table} carries this`,
      );
      this.follow(way.target, way, subnet, vpc, to, { ...next, visited: [...state.visited, at] });
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
        this.toTarget(target, way, subnet, vpc, to, state);
    }
  }

  /** To whichever subnet of the VPC has the address. */
  private deliver(from: KnownSubnet | undefined, vpc: KnownVpc, to: Rank, state: State): void {
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

  private toTarget(
    target: Exclude<RouteTarget, { kind: "local" | "unknown" }>,
    way: Way,
    subnet: KnownSubnet | undefined,
    vpc: KnownVpc,
    to: Rank,
    state: State,
  ): void {
    const { facts } = this.world;
    const any = (list: readonly { readonly id: FactId }[]): readonly FactId[] => list.map(({ id }) => id);
    const each = (list: readonly { readonly id: FactId }[], then: (id: FactId, state: State) => void): void => {
      const found = meanings(target.to, () => any(list));
      if (found.length === 0) this.unknown(state, way.route, "no input describes its target");
      for (const { to: id, sure } of found) then(id, doubt(state, sure ? undefined : `the target of ${way.route}`));
    };
    switch (target.kind) {
      case "internet-gateway":
        each(facts.gateways, (id, next) => {
          this.toInternet(id, "direct", subnet, vpc, to, next);
        });
        return;
      case "egress-only-gateway":
        each(facts.gateways, (id, next) => {
          this.toInternet(id, "egress-only", subnet, vpc, to, next);
        });
        return;
      case "nat-gateway":
        each(facts.natGateways, (id, next) => {
          this.toNat(id, subnet, to, next);
        });
        return;
      case "vpn-gateway":
        each(facts.gateways, (id, next) => {
          this.toVpnGateway(id, vpc, to, next);
        });
        return;
      case "peering":
        each(facts.peerings, (id, next) => {
          this.toPeering(id, vpc, to, next);
        });
        return;
      case "transit-gateway":
        each(facts.transitGateways, (id, next) => {
          this.toTransit(id, subnet, vpc, to, next);
        });
        return;
      case "firewall":
        each(facts.firewalls, (id, next) => {
          this.toFirewall(id, subnet, to, next);
        });
        return;
      case "interface":
      case "instance":
        each(facts.interfaces, (id, next) => {
          this.toAppliance(id, subnet, to, next);
        });
        return;
      case "endpoint":
        each(facts.endpoints, (id, next) => {
          this.toEndpoint(id, subnet, to, next);
        });
        return;
      case "carrier-gateway":
      case "local-gateway":
      case "core-network":
      case "odb-network":
        this.unknown(state, way.route, `a route to a ${target.kind.replace("-", " ")} is not modelled`);
    }
  }

  private toInternet(
    id: FactId,
    via: "direct" | "egress-only",
    subnet: KnownSubnet | undefined,
    vpc: KnownVpc,
    to: Rank,
    state: State,
  ): void {
    const gateway = this.gateways.get(id);
    const family = this.world.atoms.familyOf(to);
    const attached = gateway === undefined || gateway.vpc === "none" ? "no" : this.isVpc(gateway.vpc, vpc.id);
    const kind = via === "direct" ? "internet" : "egress-only";
    if (gateway?.kind !== kind || attached === "no") {
      this.drop(state, id, `it is not an ${kind} gateway of ${vpc.id}`);
      return;
    }
    if (via === "egress-only" && family === 4) {
      this.drop(state, id, "an egress-only gateway carries IPv6 alone");
      return;
    }
    if (!this.isPublic(to)) {
      this.drop(state, id, "the address is not one of the internet's");
      return;
    }
    const nat =
      state.translation === undefined
        ? undefined
        : this.world.facts.natGateways.find((each) => each.id === state.translation?.id);
    const isPublicNat = nat === undefined ? "yes" : tri(nat.connectivity, (kind_) => kind_ === "public");
    const access = publicAccess(
      this.world,
      vpc,
      nat === undefined ? subnet : this.world.subnet(state.translation?.subnet ?? ""),
      nat !== undefined || via === "egress-only" ? "outward" : "direct",
    );
    const allowed = both(attached, isPublicNat, access);
    if (allowed === "no") {
      this.drop(
        state,
        id,
        access === "no" ? "public access is blocked for this VPC" : "a private NAT gateway has no public address",
      );
      return;
    }
    const next = doubt(
      hop(state, { at: id, rule: kind }),
      allowed === "yes" ? undefined : `whether ${id} lets this out`,
    );
    this.end(
      { kind: "internet", vpc: vpc.id },
      {
        ...next,
        needsPublic: nat === undefined && family === 4,
        outwardOnly: nat !== undefined || via === "egress-only",
      },
    );
  }

  private toNat(id: FactId, from: KnownSubnet | undefined, to: Rank, state: State): void {
    const { facts, atoms } = this.world;
    const nat = facts.natGateways.find((each) => each.id === id);
    if (nat === undefined) {
      this.unknown(state, id, "no input describes this NAT gateway");
      return;
    }
    if (atoms.familyOf(to) === 6) {
      if (this.inside(nat64(atoms.familyOf(to)), to))
        this.unknown(state, id, "translation from IPv6 to IPv4 is not modelled");
      else this.drop(state, id, "a NAT gateway carries IPv4 alone");
      return;
    }
    if (state.translation?.id === id) {
      this.drop(state, id, "the routes lead in a circle");
      return;
    }
    if (state.translation !== undefined) {
      this.unknown(state, id, "two translations in a row are not modelled");
      return;
    }
    for (const meaning of meanings(nat.subnet, () => ids(facts.subnets))) {
      const subnet = this.world.subnet(meaning.to);
      if (subnet === undefined) continue;
      const known =
        "exact" in nat.address ? AddressSet.of([nat.address.exact]) : subnet.hosts.intersect(AddressSet.everythingV4);
      const translation: Translation = { id, subnet: subnet.id, ranges: atoms.ranges(known) };
      const doubted = doubt(state, meaning.sure && isCertain(nat) ? undefined : `where ${id} is`);
      const entered = this.enter(subnet, from, doubted);
      this.leave(subnet, to, {
        ...hop(entered, { at: id, rule: "translates the source" }),
        translation,
        groupsIn: "no",
        groupsOut: "no",
      });
    }
  }

  /** Into a box in a subnet: the subnet's ACL applies when the packet comes from elsewhere. */
  private enter(subnet: KnownSubnet, from: KnownSubnet | undefined, state: State): State {
    return from?.id === subnet.id ? state : gate(state, { filter: subnet.in, remote: "source" });
  }

  private toAppliance(id: FactId, from: KnownSubnet | undefined, to: Rank, state: State): void {
    const { facts, groups } = this.world;
    const faces = facts.interfaces.filter((each) => each.id === id || each.owner.id === id);
    if (faces.length === 0) this.unknown(state, id, "no input describes this appliance");
    for (const face of faces) {
      const checks = tri(face.sourceDestCheck, (on) => on);
      if (checks === "yes") {
        this.drop(state, face.id, "its source/destination check drops what is not for itself");
        continue;
      }
      for (const { to: place } of face.subnets.flatMap((link) => meanings(link, () => ids(facts.subnets)))) {
        const subnet = this.world.subnet(place);
        if (subnet === undefined) continue;
        const membership = membershipOf(face, ids(facts.securityGroups));
        let next = this.enter(subnet, from, doubt(state, `what the appliance ${face.id} does`));
        next = gate(next, { filter: groups.filter(membership, "ingress"), remote: "source" });
        next = gate(next, { filter: groups.filter(membership, "egress"), remote: "destination" });
        this.leave(subnet, to, {
          ...hop(next, { at: face.id, rule: "passes it on" }),
          groupsIn: "no",
          groupsOut: "no",
        });
      }
    }
  }

  private toEndpoint(id: FactId, from: KnownSubnet | undefined, to: Rank, state: State): void {
    const { facts } = this.world;
    const endpoint = facts.endpoints.find((each) => each.id === id);
    if (endpoint === undefined || !("exact" in endpoint.kind)) {
      this.unknown(state, id, "what kind of endpoint it is is not known");
      return;
    }
    if (endpoint.kind.exact === "gateway") {
      this.end({ kind: "service", endpoint: id }, hop(state, { at: id, rule: "gateway endpoint" }));
      return;
    }
    if (endpoint.kind.exact !== "gateway-load-balancer") {
      this.drop(state, id, "an interface endpoint is not the target of a route");
      return;
    }
    this.throughBoxes(
      id,
      facts.interfaces.filter((face) => face.owner.id === id).flatMap((face) => face.subnets),
      from,
      to,
      doubt(state, `what the appliances behind ${id} do`),
    );
  }

  private toFirewall(id: FactId, from: KnownSubnet | undefined, to: Rank, state: State): void {
    const firewall = this.world.facts.firewalls.find((each) => each.id === id);
    if (firewall === undefined) {
      this.unknown(state, id, "no input describes this firewall");
      return;
    }
    let box = this.boxes.get(id);
    if (box === undefined) {
      box = firewallFilter(this.world, firewall);
      this.boxes.set(id, box);
    }
    const remote = state.translation?.ranges ?? "source";
    const passed: State = {
      ...gate(state, { box, source: remote, destination: "destination" }),
      firewalls: [...state.firewalls, id],
    };
    this.throughBoxes(id, firewall.subnets, from, to, passed);
  }

  /** Through the box in the source's zone when there is one: a route names the endpoint of one zone. */
  private throughBoxes(
    id: FactId,
    links: readonly Link[],
    from: KnownSubnet | undefined,
    to: Rank,
    state: State,
  ): void {
    const subnets = links
      .flatMap((link) => meanings(link, () => ids(this.world.facts.subnets)))
      .flatMap(({ to: place }) => this.world.subnet(place) ?? []);
    const near = subnets.filter(({ zone }) => zone !== undefined && zone === from?.zone);
    if (subnets.length === 0) this.unknown(state, id, "its subnets are not known");
    for (const subnet of near.length > 0 ? near : subnets) {
      const entered = this.enter(subnet, from, hop(state, { at: id, rule: "inspects it" }));
      this.leave(subnet, to, { ...entered, groupsIn: "no", groupsOut: "no" });
    }
  }

  /** Peering is not transitive: only addresses of the other VPC itself (VPC peering guide, "Unsupported configurations"). */
  private toPeering(id: FactId, vpc: KnownVpc, to: Rank, state: State): void {
    const peering = this.world.facts.peerings.find((each) => each.id === id);
    if (peering === undefined) {
      this.unknown(state, id, "no input describes this peering");
      return;
    }
    const active = tri(peering.active, (on) => on);
    const sides = [peering.requester, peering.accepter];
    const here = sides.findIndex((side) => this.isVpc(side, vpc.id) !== "no");
    if (here < 0 || active === "no") {
      this.drop(state, id, here < 0 ? `it does not join ${vpc.id}` : "the peering is not active");
      return;
    }
    const next = doubt(
      hop(state, { at: id, rule: "peering" }),
      active === "yes" ? undefined : `whether ${id} is active`,
    );
    const other = sides[1 - here] as Link;
    const found = meanings(other, () => ids(this.world.facts.vpcs)).filter((meaning) => meaning.to !== vpc.id);
    if (found.length === 0) this.end({ kind: "outside", network: id }, next);
    for (const meaning of found) {
      const far = this.vpcOf(meaning.to);
      if (far === undefined) continue;
      this.limitTo(far.ranges, to);
      if (!within(far.ranges, to)) {
        this.drop(next, id, `the address is not one of ${far.id}; peering is not transitive`);
        continue;
      }
      const refs = both(active, sameRegion(vpc, far, peering), state.groupsIn);
      this.deliver(undefined, far, to, {
        ...doubt(next, meaning.sure ? undefined : `which VPC ${id} joins`),
        groupsIn: refs,
        groupsOut: both(refs, state.groupsOut),
      });
    }
  }

  private toVpnGateway(id: FactId, vpc: KnownVpc, to: Rank, state: State): void {
    const gateway = this.gateways.get(id);
    if (gateway?.kind !== "vpn" || gateway.vpc === "none" || this.isVpc(gateway.vpc, vpc.id) === "no") {
      this.drop(state, id, `it is not a virtual private gateway of ${vpc.id}`);
      return;
    }
    let any = false;
    for (const { network, sure } of this.transit.behind(id)) {
      const carries = this.transit.carries(network, to);
      this.limit(carries.until);
      if (carries.is === "no") continue;
      any = true;
      const next = this.tunnel(network, hop(state, { at: id, rule: network }), "outward");
      this.end(
        { kind: "outside", network },
        doubt(next, sure && carries.is === "yes" ? undefined : `what is announced over ${network}`),
      );
    }
    if (!any) this.drop(state, id, "no connection on this gateway leads there");
  }

  /** The selectors of a tunnel. */
  private tunnel(network: FactId, state: State, direction: "outward" | "inward"): State {
    const selectors = this.transit.selectors(network);
    if (selectors === undefined) return state;
    const { awsSide, siteSide } = selectors;
    const [aws, site] =
      direction === "outward" ? (["source", "destination"] as const) : (["destination", "source"] as const);
    return gate(gate(state, { filter: awsSide, remote: aws }), { filter: siteSide, remote: site });
  }

  /**
   * Into a transit gateway, through the attachment in the subnet's own zone.
   *
   * The attachment subnet's inbound ACL applies, in whichever subnet the source is (Transit gateway guide, "Network ACLs").
   */
  private toTransit(id: FactId, subnet: KnownSubnet | undefined, vpc: KnownVpc, to: Rank, state: State): void {
    const mine = this.transit
      .attachments(id)
      .filter(({ fact }) => "vpc" in fact.peer && this.isVpc(fact.peer.vpc, vpc.id) !== "no");
    if (mine.length === 0) {
      this.drop(state, id, `${vpc.id} is not attached to it`);
      return;
    }
    for (const { fact: attachment, sure } of mine) {
      if (!("vpc" in attachment.peer)) continue;
      const doors = this.doors(attachment);
      const near = doors.filter(({ zone }) => zone === undefined || subnet?.zone === undefined || zone === subnet.zone);
      if (near.length === 0) {
        if (attachment.peer.moreSubnets === undefined)
          this.drop(state, attachment.id, `it has no subnet in ${subnet?.zone ?? "this zone"}`);
        else this.unknown(state, attachment.id, attachment.peer.moreSubnets.detail);
      }
      for (const door of near) {
        const zoneKnown = near.length === 1 || door.zone !== undefined;
        const next = gate(
          hop(doubt(state, sure && zoneKnown ? undefined : `where ${attachment.id} is`), {
            at: attachment.id,
            rule: door.id,
          }),
          { filter: door.in, remote: "source" },
        );
        this.across(
          attachment,
          to,
          { ...next, groupsOut: "no", groupsIn: both(state.groupsIn, this.transit.refers(attachment)) },
          vpc,
        );
      }
    }
  }

  /** From one attachment to the next, by the table that the first is associated with. */
  private across(from: TransitAttachment, to: Rank, state: State, origin: KnownVpc | undefined): void {
    const tables = this.transit.associated(from.id);
    if (tables.length === 0) this.drop(state, from.id, "no table is associated with this attachment");
    for (const table of tables) {
      const at = `${table.to} ${from.id}`;
      if (state.visited.includes(at)) {
        this.drop(state, table.to, "the routes lead in a circle");
        continue;
      }
      const { ways, until } = this.transit.ways(table.to, to);
      this.limit(until);
      for (const way of ways) {
        const next = {
          ...doubt(
            hop(state, { at: table.to, rule: way.route }),
            way.sure && table.sure ? undefined : `which route of ${table.to} carries this`,
          ),
          visited: [...state.visited, at],
        };
        if (way.to === "blackhole") this.drop(next, way.route, "the transit gateway has no route there, or drops it");
        else if (way.to === "unknown") this.unknown(next, way.route, "where it leads is not known");
        else this.outOf(way.to, to, next, origin);
      }
    }
  }

  private outOf(id: FactId, to: Rank, state: State, origin: KnownVpc | undefined): void {
    const attachment = this.world.facts.transitAttachments.find((each) => each.id === id);
    if (attachment === undefined) {
      this.unknown(state, id, "no input describes this attachment");
      return;
    }
    const active = tri(attachment.active, (on) => on);
    const isV6 = this.world.atoms.familyOf(to) === 6;
    const carried = isV6 && "vpc" in attachment.peer ? tri(attachment.ipv6, (on) => on) : "yes";
    if (both(active, carried) === "no") {
      this.drop(state, id, active === "no" ? "the attachment is not accepted" : "the attachment carries no IPv6");
      return;
    }
    const next = doubt(
      hop(state, { at: id, rule: attachment.kind }),
      both(active, carried) === "yes" ? undefined : `whether ${id} carries this`,
    );
    const { peer } = attachment;
    if ("vpc" in peer) {
      for (const meaning of meanings(peer.vpc, () => ids(this.world.facts.vpcs)))
        this.intoVpc(
          attachment,
          meaning.to,
          to,
          doubt(next, meaning.sure ? undefined : `which VPC ${id} joins`),
          origin,
        );
      if (peer.vpc.how === "outside") this.end({ kind: "outside", network: id }, next);
      return;
    }
    if ("transitGateway" in peer) {
      const far = this.transit.farSide(attachment);
      if (far === undefined) this.end({ kind: "outside", network: id }, next);
      else this.across(far, to, { ...next, groupsIn: "no" }, origin);
      return;
    }
    const network = "vpn" in peer && (peer.vpn.how === "exact" || peer.vpn.how === "symbol") ? peer.vpn.to : id;
    this.end({ kind: "outside", network }, this.tunnel(network, next, "outward"));
  }

  /**
   * Out of a transit gateway into a VPC, by the attachment subnet's own table.
   *
   * Its outbound ACL applies, and neither its ACL when the destination is in the attachment subnet itself.
   */
  private intoVpc(
    attachment: TransitAttachment,
    id: FactId,
    to: Rank,
    state: State,
    origin: KnownVpc | undefined,
  ): void {
    const vpc = this.vpcOf(id);
    if (vpc === undefined) return;
    const doors = this.doors(attachment);
    if (doors.length === 0) this.unknown(state, attachment.id, "its subnets are not known");
    const refs = both(
      state.groupsIn,
      this.transit.refers(attachment),
      origin === undefined || origin.region === undefined || vpc.region === undefined
        ? "maybe"
        : origin.region === vpc.region
          ? "yes"
          : "no",
    );
    for (const door of doors)
      this.leave(door, to, { ...hop(state, { at: attachment.id, rule: door.id }), groupsIn: refs });
  }

  private doors(attachment: TransitAttachment): readonly KnownSubnet[] {
    if (!("vpc" in attachment.peer)) return [];
    return attachment.peer.subnets
      .flatMap((link) => meanings(link, () => ids(this.world.facts.subnets)))
      .flatMap(({ to }) => this.world.subnet(to) ?? []);
  }

  private fromInternet(id: FactId, to: Rank, way: "outward" | "direct"): void {
    const vpc = this.vpcOf(id);
    const gateways = this.world.facts.gateways.filter(
      (each) => each.kind === "internet" && each.vpc !== "none" && this.isVpc(each.vpc, id) !== "no",
    );
    if (vpc === undefined || gateways.length === 0) {
      this.drop(fresh, id, "it has no internet gateway");
      return;
    }
    for (const gateway of gateways) {
      const attached = isCertain(gateway) && gateway.vpc !== "none" ? this.isVpc(gateway.vpc, id) : "maybe";
      const state: State = doubt(
        { ...fresh, hops: [{ at: gateway.id, rule: "internet" }], groupsIn: "no", groupsOut: "no" },
        attached === "yes" ? undefined : `whether ${gateway.id} is attached`,
      );
      const subnets = this.subnetsAt(vpc, to);
      const access = subnets.map(({ to: subnet }) => publicAccess(this.world, vpc, this.world.subnet(subnet), way));
      if (access.length > 0 && access.every((each) => each === "no"))
        this.drop(state, gateway.id, "public access is blocked for this VPC");
      else
        this.inward(
          gateway.id,
          vpc,
          to,
          doubt(state, access.every((each) => each === "yes") ? undefined : "whether public access is blocked"),
        );
    }
  }

  /** In through a gateway on the edge: by its own table when it has one, else to the subnet itself. */
  private inward(gateway: FactId, vpc: KnownVpc, to: Rank, state: State): void {
    const { facts } = this.world;
    const tables = facts.routeTableAssociations.flatMap((each) => {
      if (!("gateway" in each.of)) return [];
      const here = meanings(each.of.gateway, () => ids(facts.gateways)).find((meaning) => meaning.to === gateway);
      if (here === undefined) return [];
      return meanings(each.table, () => ids(facts.routeTables)).map((table) => ({
        to: table.to,
        sure: table.sure && here.sure && isCertain(each),
      }));
    });
    if (tables.every(({ sure }) => !sure))
      this.deliver(undefined, vpc, to, doubt(state, tables.length === 0 ? undefined : `which table ${gateway} uses`));
    for (const table of tables)
      this.through(table.to, undefined, vpc, to, doubt(state, table.sure ? undefined : `which table ${gateway} uses`));
  }

  private fromOutside(network: FactId, towards: FactId | undefined, to: Rank): void {
    const { facts } = this.world;
    const state: State = this.tunnel(
      network,
      { ...fresh, hops: [{ at: network, rule: "outside" }], groupsIn: "no", groupsOut: "no" },
      "inward",
    );
    let any = false;
    for (const { gateway, sure } of this.transit.gatewaysOf(network)) {
      const vpc = gateway.vpc === "none" ? [] : meanings(gateway.vpc, () => ids(facts.vpcs));
      for (const meaning of vpc) {
        const known = this.vpcOf(meaning.to);
        if (known === undefined || (towards !== undefined && towards !== known.id)) continue;
        any = true;
        this.limitTo(known.ranges, to);
        const next = doubt(
          hop(state, { at: gateway.id, rule: known.id }),
          sure && meaning.sure ? undefined : `whether ${gateway.id} joins ${known.id}`,
        );
        if (within(known.ranges, to)) this.inward(gateway.id, known, to, next);
        else this.drop(next, gateway.id, "nothing passes through a VPC to elsewhere");
      }
    }
    for (const attachment of facts.transitAttachments) {
      if (
        attachment.id !== network &&
        !("vpn" in attachment.peer && meanings(attachment.peer.vpn, () => []).some((meaning) => meaning.to === network))
      )
        continue;
      any = true;
      this.across(attachment, to, hop(state, { at: attachment.id, rule: attachment.kind }), undefined);
    }
    const peering = facts.peerings.find((each) => each.id === network);
    if (peering !== undefined) {
      for (const side of [peering.requester, peering.accepter])
        for (const meaning of meanings(side, () => ids(facts.vpcs))) {
          const known = this.vpcOf(meaning.to);
          if (known === undefined || (towards !== undefined && towards !== known.id)) continue;
          any = true;
          const active = tri(peering.active, (on) => on);
          if (active === "no") this.drop(state, peering.id, "the peering is not active");
          else
            this.deliver(
              undefined,
              known,
              to,
              doubt(
                hop(state, { at: peering.id, rule: known.id }),
                active === "yes" ? undefined : `whether ${peering.id} is active`,
              ),
            );
        }
    }
    if (!any) this.drop(state, network, "it is joined to nothing that leads there");
  }

  private subnetsAt(vpc: KnownVpc, to: Rank): ReturnType<World["subnetsAt"]>["subnets"] {
    const { subnets, until } = this.world.subnetsAt(vpc, to);
    this.limit(until);
    return subnets;
  }

  private vpcOf(id: FactId | undefined): KnownVpc | undefined {
    return id === undefined ? undefined : this.world.vpcs.get(id);
  }

  private isVpc(link: Link, vpc: FactId): Tri {
    const found = meanings(link, () => ids(this.world.facts.vpcs)).find((meaning) => meaning.to === vpc);
    return found === undefined ? "no" : found.sure ? "yes" : "maybe";
  }

  private isPublic(to: Rank): boolean {
    this.limitTo(this.publicRanges, to);
    return within(this.publicRanges, to);
  }

  private inside(set: AddressSet, to: Rank): boolean {
    const ranges = this.world.atoms.ranges(set);
    this.limitTo(ranges, to);
    return within(ranges, to);
  }

  private limit(until: number): void {
    if (until < this.until) this.until = until;
  }

  private limitTo(ranges: readonly RankRange[], to: Rank): void {
    for (const [from, end] of ranges) {
      if (from > to) this.limit(from);
      if (end > to) this.limit(end);
    }
  }

  private end(end: End, { visited, ...state }: State): void {
    void visited;
    this.found.push({ ...state, end });
  }

  private drop(state: State, at: string, reason: string): void {
    this.end({ kind: "dropped", at, reason }, state);
  }

  private unknown(state: State, at: string, why: string): void {
    this.end({ kind: "unknown" }, doubt(state, `${at}: ${why}`));
  }
}

interface Kept extends Walk {
  readonly from: Rank;
}

/** How many walks start at or before a rank. */
function after(walks: readonly Kept[], rank: Rank): number {
  let [low, high] = [0, walks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((walks[middle] as Kept).from <= rank) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function membershipOf(
  face: Pick<Interface, "groups" | "moreGroups">,
  all: readonly FactId[],
): { groups: readonly { to: FactId; sure: boolean }[] | "unfiltered"; more: boolean } {
  if (face.groups === "unfiltered") return { groups: "unfiltered", more: false };
  const more =
    face.moreGroups !== undefined || face.groups.some((link) => link.how === "outside" || link.how === "unknown");
  const found = new Map<FactId, boolean>();
  for (const link of face.groups)
    for (const { to, sure } of link.how === "unknown" ? [] : meanings(link, () => all))
      found.set(to, sure || found.get(to) === true);
  const groups = [...found].map(([to, sure]) => ({ to, sure })).sort((a, b) => (a.to < b.to ? -1 : 1));
  return { groups, more };
}

function gate(state: State, added: Gate): State {
  const translated = state.translation?.ranges;
  const next =
    "filter" in added && added.remote === "source" && translated !== undefined
      ? { ...added, remote: translated }
      : added;
  return { ...state, gates: [...state.gates, next] };
}

function hop(state: State, added: Hop): State {
  return { ...state, hops: [...state.hops, added] };
}

function doubt(state: State, about: string | undefined): State {
  return about === undefined ? state : { ...state, sure: false, doubts: [...state.doubts, about] };
}

function within(ranges: readonly RankRange[], rank: Rank): boolean {
  return ranges.some(([from, to]) => from <= rank && rank < to);
}

/** Groups are referenced across a peering within one Region alone. */
function sameRegion(a: KnownVpc, b: KnownVpc, peering: Peering): Tri {
  if (a.region !== undefined && b.region !== undefined) return a.region === b.region ? "yes" : "no";
  const far: Value<string> = peering.accepterRegion;
  if (a.region !== undefined && "exact" in far) return far.exact === a.region ? "yes" : "no";
  return "maybe";
}

function nat64(family: Family): AddressSet {
  return family === 6 ? AddressSet.of([Cidr.of("64:ff9b::/96")]) : AddressSet.empty;
}

/** Carries one packet from place to place, by AWS's rules, straight from the facts. Shares nothing with the engine. */
import type { Family } from "../../model";
import type { FactBase, FactId, Link, Subnet, Vpc } from "../../terraform";
import { appliance } from "./appliance";
import { aclAllows, exists, inBlocks, means } from "./filters";
import { anywhere, likeness, so, stop, value, type Journey, type Roads, type Trip } from "./journey";
import { natGateway } from "./nat-gateway";
import { follow } from "./targets";
import { all, type Answer } from "./packet";
import { tablesOf, waysOf } from "./route";

/** Steps after which nobody follows a packet any further, and places on one way. */
const most = { steps: 2_000, places: 100 } as const;

export class Travel implements Roads {
  /** Places that it came to, on all ways together. */
  public steps = 0;

  public constructor(
    public readonly facts: FactBase,
    public readonly isPublic: (family: Family, address: bigint) => boolean,
  ) {}

  /** Out of an interface in a subnet. */
  public leave(subnetId: FactId, trip: Trip, balancer?: true): readonly Journey[] {
    const subnet = this.facts.subnets.find(({ id }) => id === subnetId);
    if (subnet === undefined) return [anywhere(trip)];
    const { family, destination } = trip.packet;
    const here = this.inSubnet(subnet, family, destination);
    const out = this.acl(subnetId, "egress", destination, trip);
    const inside = balancer === true ? out : trip;
    if (here === "yes") return [stop(inside, { at: "subnet", subnet: subnetId })];
    const near = here === "perhaps" ? [stop(inside, { at: "subnet", subnet: subnetId }, "perhaps")] : [];
    const vpc = this.vpcOf(subnet.vpc);
    if (vpc === undefined) return [...near, anywhere(out)];
    const onward = tablesOf(this.facts, subnetId).flatMap(({ id, answer }) =>
      id === "?" ? [anywhere(out)] : this.route(id, subnet, vpc, so(out, answer)),
    );
    return [...near, ...onward];
  }

  /** To a NAT gateway or an appliance in its own subnet, past the route table: the host's choice. */
  public pastTable(subnetId: FactId, trip: Trip): readonly Journey[] {
    const subnet = this.facts.subnets.find(({ id }) => id === subnetId);
    if (subnet === undefined) return [];
    const chosen: Trip = { ...so(trip, "perhaps"), optional: true };
    const machines = this.facts.interfaces.filter(
      (face) =>
        value(face.sourceDestCheck, (on) => on) !== "yes" &&
        (face.moreSubnets !== undefined || face.subnets.some((link) => means(link, subnetId) !== "no")),
    );
    const gateways = this.facts.natGateways.filter((nat) => means(nat.subnet, subnetId) !== "no");
    return [
      ...machines.flatMap(({ id }) => appliance(this, { how: "exact", to: id }, subnet, chosen)),
      ...gateways.flatMap(({ id }) => natGateway(this, { how: "exact", to: id }, subnet, chosen)),
    ];
  }

  /** In through a gateway on a VPC's edge. */
  public enter(gateway: FactId, vpcId: FactId, trip: Trip): readonly Journey[] {
    const vpc = this.facts.vpcs.find(({ id }) => id === vpcId);
    if (vpc === undefined) return [];
    const edges = this.facts.routeTableAssociations.flatMap((each) => {
      if (!("gateway" in each.of)) return [];
      const here = all(means(each.of.gateway, gateway), exists(each));
      return here === "no"
        ? []
        : this.facts.routeTables.flatMap(({ id }) =>
            means(each.table, id) === "no" ? [] : [{ id, answer: all(here, means(each.table, id)) }],
          );
    });
    const through = edges.flatMap(({ id, answer }) => this.route(id, undefined, vpc, so(trip, answer)));
    return edges.some(({ answer }) => answer === "yes")
      ? through
      : [...through, ...this.deliver(undefined, vpc, so(trip, edges.length === 0 ? "yes" : "perhaps"))];
  }

  public deliver(from: FactId | undefined, vpc: Vpc, trip: Trip): readonly Journey[] {
    const { family, destination } = trip.packet;
    // Whichever VPC a subnet turns out to be in, its block is a part of that one's. Of one that is surely here AWS has seen to it.
    const inVpc = inBlocks(vpc.blocks, family, destination) === "no" ? "no" : "yes";
    const there = this.facts.subnets
      .map((subnet) => {
        const here = means(subnet.vpc, vpc.id);
        const may = here === "yes" && subnet.blocks.every((block) => "exact" in block) ? "yes" : inVpc;
        return { subnet, answer: all(may, here, this.inSubnet(subnet, family, destination)) };
      })
      .filter(({ answer }) => answer !== "no");
    if (there.length === 0) return [stop(trip, { at: "nowhere", why: `no subnet of ${vpc.id} has the address` })];
    return there.map(({ subnet, answer }) => {
      const doubted = so(trip, all(answer, there.length === 1 ? "yes" : "perhaps"));
      const passed = from === subnet.id ? doubted : this.acl(subnet.id, "ingress", doubted.packet.source, doubted);
      return stop(passed, { at: "subnet", subnet: subnet.id });
    });
  }

  /** To a subnet in a VPC that no fact describes. */
  public elsewhere(link: Link, trip: Trip): readonly Journey[] {
    if (link.how !== "outside" && link.how !== "unknown") return [];
    const { family, destination, source } = trip.packet;
    return this.facts.subnets
      .filter((subnet) => this.vpcOf(subnet.vpc) === undefined)
      .filter(({ vpc }) => link.how === "unknown" || vpc.how !== "outside" || vpc.id === link.id)
      .filter((subnet) => this.inSubnet(subnet, family, destination) !== "no")
      .map(({ id }) => stop(this.acl(id, "ingress", source, so(trip, "perhaps")), { at: "subnet", subnet: id }));
  }

  private route(table: FactId, subnet: Subnet | undefined, vpc: Vpc, trip: Trip): readonly Journey[] {
    const key = `${table} ${subnet?.id ?? vpc.id}`;
    const { family, destination } = trip.packet;
    return this.past(key, trip, (next) =>
      waysOf(this.facts, table, vpc.id, family, destination).flatMap(({ target, sure }) =>
        follow(this, target, subnet, vpc, so(next, sure ? "yes" : "perhaps")),
      ),
    );
  }

  public past(place: string, trip: Trip, then: (trip: Trip) => readonly Journey[]): readonly Journey[] {
    const key = `${place}|${likeness(trip)}`;
    this.steps += trip.seen.length < most.places ? 1 : most.steps;
    if (this.isSpent) return [];
    if (trip.seen.includes(key)) return [stop(trip, { at: "nowhere", why: "a circle" })];
    if (trip.met.has(key)) return [];
    trip.met.add(key);
    return then({ ...trip, seen: [...trip.seen, key] });
  }

  /** There are more ways than are followed: what was found is not all. */
  public get isSpent(): boolean {
    return this.steps > most.steps;
  }

  /** What Block Public Access leaves open. */
  public open(vpc: Vpc, subnet: FactId | undefined, outward: boolean): Answer {
    const excluded = this.facts.publicAccessExclusions.map((each): Answer => {
      const here =
        "vpc" in each.of ? means(each.of.vpc, vpc.id) : subnet === undefined ? "no" : means(each.of.subnet, subnet);
      return all(
        here,
        exists(each),
        value(each.mode, (mode) => outward || mode === "allow-bidirectional"),
      );
    });
    if (excluded.includes("yes")) return "yes";
    const blocks = this.facts.publicAccessBlocks.map((block): Answer => {
      const same = covers(block.region, vpc.region);
      const here = (block.perhapsNotOf ?? []).includes(vpc.id) ? all(same, "perhaps") : same;
      if (here === "no") return "yes";
      const lets = value(block.mode, (mode) => mode === "off" || (outward && mode === "block-ingress"));
      return lets === "no" && all(exists(block), here) !== "yes" ? "perhaps" : lets;
    });
    const result = all(...blocks);
    return result === "no" && excluded.includes("perhaps") ? "perhaps" : result;
  }

  public inSubnet(subnet: Subnet, family: Family, address: bigint): Answer {
    return all(inBlocks(subnet.blocks, family, address), subnet.presence.is === "certain" ? "yes" : "perhaps");
  }

  public acl(subnet: FactId, direction: "ingress" | "egress", remote: bigint, trip: Trip): Trip {
    return so(trip, aclAllows(this.facts, subnet, direction, trip.packet.family, remote, trip.packet.point));
  }

  public vpcOf(link: Link): Vpc | undefined {
    return this.facts.vpcs.find(({ id }) => means(link, id) === "yes");
  }
}

/** Whether a Region that is blocked is that of a VPC: two that nobody knows are one if one setting of a provider gives both. */
function covers(blocked: Vpc["region"], own: Vpc["region"]): Answer {
  if ("exact" in blocked) return !("exact" in own) ? "perhaps" : blocked.exact === own.exact ? "yes" : "no";
  if (!("unknown" in blocked && "unknown" in own)) return "perhaps";
  const { kind, at } = blocked.unknown;
  const isSetting = ["variable", "expression"].includes(kind);
  return isSetting && kind === own.unknown.kind && at === own.unknown.at ? "yes" : "perhaps";
}

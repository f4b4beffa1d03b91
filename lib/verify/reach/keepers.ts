/**
 * Which described VPC keeps an address that is sent from a subnet: its own, or one that a route surely leads to.
 *
 * Decides by whole blocks, from route tables alone: what a walk to each address would find too, a hundred times as slowly.
 * Refuses wherever a table, a target or an attachment is not surely one: a walk decides there.
 */
import type { FactId, Link, TransitAttachment } from "../../terraform";
import type { Walker } from "../routing/walker";
import { within, type Rank } from "../sets/address-atoms";
import type { KnownSubnet, KnownVpc, World } from "../world/world";

/** The VPC, and up to where it keeps addresses from there. */
export interface Kept {
  readonly by: FactId;
  readonly until: Rank;
}

export class Keepers {
  /** @param isPlain - whether a subnet's one table keeps the addresses of its VPC local */
  public constructor(
    private readonly world: World,
    private readonly walker: Walker,
    private readonly isPlain: (subnet: KnownSubnet) => boolean,
  ) {}

  public of(subnet: KnownSubnet, rank: Rank): Kept | undefined {
    const vpc = this.world.vpcs.get(subnet.vpc ?? "");
    const [table] = subnet.tables;
    if (vpc === undefined || table === undefined || !this.isPlain(subnet)) return undefined;
    const own = keptIn(vpc, rank);
    if (own !== undefined) return own;
    const { ways, until } = this.walker.tables.ways(table.to, vpc, rank);
    const [only, ...others] = ways;
    if (only?.sure !== true || others.length > 0) return undefined;
    const { target } = only;
    const kept =
      target.kind === "peering"
        ? this.overPeering(target.to, vpc, rank)
        : target.kind === "transit-gateway"
          ? this.overTransit(target.to, vpc, rank)
          : undefined;
    return kept && { ...kept, until: Math.min(until, kept.until) };
  }

  private overPeering(link: Link, vpc: KnownVpc, rank: Rank): Kept | undefined {
    const peering = this.world.facts.peerings.find(({ id }) => "to" in link && id === link.to);
    const sides = peering === undefined ? [] : [peering.requester, peering.accepter];
    const far = sides.flatMap((side) => ("to" in side && side.to !== vpc.id ? [this.world.vpcs.get(side.to)] : []));
    const isHere = sides.some((side) => "to" in side && side.to === vpc.id);
    const [other] = far;
    return isHere && other !== undefined ? keptIn(other, rank) : undefined;
  }

  /** By every attachment and table that it may take, to the one VPC. */
  private overTransit(link: Link, vpc: KnownVpc, rank: Rank): Kept | undefined {
    if (!("to" in link)) return undefined;
    const { transit } = this.walker;
    const mine = transit
      .attachments(link.to)
      .filter(({ fact }) => "vpc" in fact.peer && this.walker.isVpc(fact.peer.vpc, vpc.id) !== "no");
    let kept: Kept | undefined;
    for (const { fact } of mine) {
      const tables = transit.associated(fact.id);
      if (!isSettled(fact) || tables.length === 0) return undefined;
      for (const table of tables) {
        const { ways, until } = transit.ways(table.to, rank);
        for (const way of ways) {
          if (way.to === "blackhole") continue;
          const next = this.intoVpc(way.to, rank);
          if (next === undefined || (kept !== undefined && kept.by !== next.by)) return undefined;
          kept = { by: next.by, until: Math.min(kept?.until ?? Infinity, next.until, until) };
        }
      }
    }
    return kept;
  }

  private intoVpc(attachment: FactId, rank: Rank): Kept | undefined {
    const fact = this.world.facts.transitAttachments.find(({ id }) => id === attachment);
    if (fact === undefined || !("vpc" in fact.peer) || !isSettled(fact)) return undefined;
    const vpc = "to" in fact.peer.vpc ? this.world.vpcs.get(fact.peer.vpc.to) : undefined;
    const doors = fact.peer.subnets.map((link) => ("to" in link ? this.world.subnet(link.to) : undefined));
    const arePlain = doors.every((door) => door !== undefined && door.vpc === vpc?.id && this.isPlain(door));
    return vpc !== undefined && doors.length > 0 && arePlain ? keptIn(vpc, rank) : undefined;
  }
}

/** All of its subnets are told. */
function isSettled({ peer }: TransitAttachment): boolean {
  return "vpc" in peer && peer.moreSubnets === undefined;
}

/** What a VPC surely has stays in it. */
function keptIn({ id, blocks, ranges }: KnownVpc, rank: Rank): Kept | undefined {
  const range = blocks.may === blocks.must ? ranges.find((each) => within([each], rank)) : undefined;
  return range && { by: id, until: range[1] };
}

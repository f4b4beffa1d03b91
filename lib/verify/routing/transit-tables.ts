/**
 * Transit gateways: which attachment a table sends an address to.
 *
 * The longest prefix wins, and a static route beats a propagated one of the same prefix (Transit gateway guide, "Route
 * evaluation order"). Refuses to choose between attachments that announce the same block: of two VPCs only the first
 * attached is propagated, of two VPN connections either may be taken. All are returned, each of them sure to be possible.
 */
import { AddressSet } from "../../model";
import type { FactId, TransitAttachment } from "../../terraform";
import type { Rank, RankRange } from "../sets/address-atoms";
import { Steps } from "../sets/steps";
import { listed } from "../world/bounds";
import { both, ids, isCertain, meanings, tri, type Meaning, type Tri } from "../world/links";
import type { World } from "../world/world";
import { announced, longer } from "./announced";

export interface TransitWay {
  /** An attachment, or `blackhole`, or `unknown`. */
  readonly to: FactId;
  readonly route: FactId;
  /** It, or another that is sure, is taken. */
  readonly sure: boolean;
}

interface Candidate extends TransitWay {
  readonly ranges: readonly RankRange[];
  readonly prefix: number;
  readonly order: 1 | 3;
}

type Add = (way: TransitWay, addresses: AddressSet, prefix: number, order: 1 | 3) => void;

export class TransitTables {
  private readonly lookups = new Map<
    FactId,
    { readonly steps: Steps; readonly ways: readonly (readonly TransitWay[])[] }
  >();

  public constructor(private readonly world: World) {}

  public attachments(gateway: FactId): readonly { readonly fact: TransitAttachment; readonly sure: boolean }[] {
    const { transitAttachments, transitGateways } = this.world.facts;
    return transitAttachments.flatMap((fact) => {
      const found = meanings(fact.transitGateway, () => ids(transitGateways)).find(({ to }) => to === gateway);
      if (found === undefined || tri(fact.active, (on) => on) === "no") return [];
      return [{ fact, sure: found.sure && isCertain(fact) && tri(fact.active, (on) => on) === "yes" }];
    });
  }

  public associated(attachment: FactId): readonly Meaning[] {
    const { transitAssociations, transitAttachments, transitRouteTables } = this.world.facts;
    return transitAssociations.flatMap((each) => {
      const found = meanings(each.attachment, () => ids(transitAttachments)).find(({ to }) => to === attachment);
      if (found === undefined) return [];
      const tables = meanings(each.table, () => ids(transitRouteTables));
      return tables.map(({ to, sure }) => ({ to, sure: sure && found.sure && isCertain(each) }));
    });
  }

  public ways(table: FactId, rank: Rank): { readonly ways: readonly TransitWay[]; readonly until: number } {
    let lookup = this.lookups.get(table);
    if (lookup === undefined) {
      lookup = this.build(table);
      this.lookups.set(table, lookup);
    }
    const step = lookup.steps.step(rank);
    return { ways: lookup.ways[lookup.steps.values[step] as number] ?? [], until: lookup.steps.end(step) };
  }

  /** Whether a group may be named across an attachment: at the gateway, and at the attachment. */
  public refers(attachment: TransitAttachment): Tri {
    const { transitGateways } = this.world.facts;
    const gateways = meanings(attachment.transitGateway, () => ids(transitGateways));
    const gateway = transitGateways.find(({ id }) => id === gateways[0]?.to);
    if (gateway === undefined || gateways.length !== 1) return "maybe";
    return both(
      tri(gateway.groupReferences, (on) => on),
      tri(attachment.groupReferences, (on) => on),
    );
  }

  private build(table: FactId): { readonly steps: Steps; readonly ways: readonly (readonly TransitWay[])[] } {
    const { facts, atoms } = this.world;
    const candidates: Candidate[] = [];
    const add: Add = (way, addresses, prefix, order) => {
      candidates.push({ ...way, ranges: atoms.ranges(addresses), prefix, order });
    };
    this.addStatic(table, add);
    this.addPropagated(table, add);
    const known = facts.transitRouteTables.find(({ id }) => id === table);
    if (known === undefined || known.more !== undefined)
      add({ to: "unknown", route: table, sure: false }, AddressSet.everything, 129, 1);
    return resolve(candidates, table);
  }

  private addStatic(table: FactId, add: Add): void {
    const { facts } = this.world;
    for (const route of facts.transitRoutes) {
      const here = meanings(route.table, () => ids(facts.transitRouteTables)).find(({ to }) => to === table);
      if (here === undefined) continue;
      const sure = here.sure && isCertain(route);
      const { to } = route;
      const targets: readonly Meaning[] =
        to === "blackhole"
          ? [{ to, sure: true }]
          : "unknown" in to
            ? [{ to: "unknown", sure: false }]
            : meanings(to.attachment, () => ids(facts.transitAttachments));
      for (const target of targets.length === 0 ? [{ to: "unknown", sure: false }] : targets) {
        const way: TransitWay = { to: target.to, route: route.id, sure: sure && target.sure };
        if ("block" in route.destination) {
          const { block } = route.destination;
          if ("exact" in block) add(way, AddressSet.of([block.exact]), block.exact.prefix, 1);
          else add({ ...way, sure: false }, block.within, 129, 1);
          continue;
        }
        const lists = meanings(route.destination.prefixList, () => ids(facts.prefixLists));
        // A list that no input describes may hold any address.
        if (lists.length === 0) add({ ...way, sure: false }, AddressSet.everything, 129, 1);
        for (const meaning of lists) {
          const list = facts.prefixLists.find(({ id }) => id === meaning.to);
          if (list === undefined) continue;
          for (const entry of list.entries)
            if ("exact" in entry)
              add({ ...way, sure: way.sure && meaning.sure }, AddressSet.of([entry.exact]), entry.exact.prefix, 1);
          const set = listed(list);
          if (set.may !== set.must) add({ ...way, sure: false }, set.may, 129, 1);
        }
      }
    }
  }

  private addPropagated(table: FactId, add: Add): void {
    const { facts } = this.world;
    for (const propagation of facts.transitPropagations) {
      const here = meanings(propagation.table, () => ids(facts.transitRouteTables)).find(({ to }) => to === table);
      if (here === undefined) continue;
      for (const target of meanings(propagation.attachment, () => ids(facts.transitAttachments))) {
        const attachment = facts.transitAttachments.find(({ id }) => id === target.to);
        if (attachment === undefined) continue;
        const way: TransitWay = {
          to: target.to,
          route: propagation.id,
          sure: here.sure && target.sure && isCertain(propagation),
        };
        const { peer } = attachment;
        if ("vpc" in peer) {
          for (const vpc of meanings(peer.vpc, () => ids(facts.vpcs)))
            for (const block of facts.vpcs.find(({ id }) => id === vpc.to)?.blocks ?? [])
              if ("exact" in block)
                add({ ...way, sure: way.sure && vpc.sure }, AddressSet.of([block.exact]), block.exact.prefix, 3);
              else add({ ...way, sure: false }, block.within, 128, 3);
          if (peer.vpc.how === "outside") add({ ...way, sure: false }, AddressSet.everything, 128, 3);
          continue;
        }
        if ("transitGateway" in peer) continue;
        const [link, ...others] = "vpn" in peer ? meanings(peer.vpn, () => []) : [];
        const connection = facts.vpnConnections.find(({ id }) => others.length === 0 && id === link?.to);
        if (connection === undefined) add({ ...way, sure: false }, AddressSet.everything, longer, 3);
        else
          for (const { addresses, prefix, sure } of announced(facts, connection))
            add({ ...way, sure: way.sure && sure && link?.sure === true }, addresses, prefix, 3);
      }
    }
  }
}

function resolve(
  candidates: readonly Candidate[],
  table: FactId,
): { readonly steps: Steps; readonly ways: readonly (readonly TransitWay[])[] } {
  const ways: TransitWay[][] = [];
  const steps = Steps.sweep(candidates, (covering) => {
    const usable = covering
      .map((index) => candidates[index] as Candidate)
      .sort((a, b) => b.prefix - a.prefix || a.order - b.order || (a.route < b.route ? -1 : a.route > b.route ? 1 : 0));
    const kept: TransitWay[] = [];
    let stop: Candidate | undefined;
    for (const way of usable) {
      if (stop !== undefined && (way.prefix !== stop.prefix || way.order !== stop.order)) break;
      kept.push({ to: way.to, route: way.route, sure: way.sure });
      if (way.sure) stop = way;
    }
    // Of one target only its surest way says something; each that is left and sure is sure to be possible.
    const surest = new Map<FactId, TransitWay>();
    for (const way of kept) if (way.sure || !surest.has(way.to)) surest.set(way.to, way);
    const list = [...surest.values()];
    if (stop === undefined) list.push({ to: "blackhole", route: `${table} (no route)`, sure: list.length === 0 });
    return ways.push(list) - 1;
  });
  return { steps, ways };
}

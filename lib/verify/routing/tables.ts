/**
 * Which routes of a table may carry an address, most favoured first.
 *
 * Decides by the longest prefix, then static before prefix list before propagated (VPC user guide, "Route priority").
 * The local routes of the VPC are beaten by a static route to a part of them and never by a propagated one (Site-to-Site
 * VPN user guide, "Route tables and VPN route priority"). Refuses to choose among routes that tie or may not exist: all
 * of them are returned, and the last is sure unless none is.
 */
import { AddressSet } from "../../model";
import type { FactId, Link, PrefixList, Route, RouteTarget, UnknownReason } from "../../terraform";
import { Steps } from "../sets/steps";
import type { Rank, RankRange } from "../sets/address-atoms";
import { listed } from "../world/bounds";
import { byId, ids, isCertain, meanings, members } from "../world/links";
import { announced, longer } from "./announced";
import type { KnownVpc, World } from "../world/world";

/** A way that an address may take out of a table. */
export interface Way {
  readonly target:
    RouteTarget | { readonly kind: "blackhole" } | { readonly kind: "unlisted"; readonly because: UnknownReason };
  /** The route, for the reader. */
  readonly route: FactId;
  /** No other way is possible when it is the only one. */
  readonly sure: boolean;
}

interface Candidate extends Way {
  readonly ranges: readonly RankRange[];
  readonly prefix: number;
  /** 0 local, 1 static, 2 prefix list, 3 propagated. */
  readonly order: number;
}

/** What a table does with each address. */
export interface Lookup {
  readonly steps: Steps;
  readonly ways: readonly (readonly Way[])[];
}

export class RouteTables {
  private readonly lookups = new Map<string, Lookup>();
  private readonly lists: ReadonlyMap<FactId, PrefixList>;
  private readonly routes;

  public constructor(private readonly world: World) {
    const { facts } = world;
    this.lists = byId(facts.prefixLists);
    this.routes = members(
      facts.routes,
      (route) => route.table,
      () => ids(facts.routeTables),
    );
  }

  /** The ways of an address in a table of a VPC, and up to which rank they are the same. */
  public ways(table: FactId, vpc: KnownVpc, rank: Rank): { readonly ways: readonly Way[]; readonly until: number } {
    const key = `${table} ${vpc.id}`;
    let lookup = this.lookups.get(key);
    if (lookup === undefined) {
      lookup = this.build(table, vpc);
      this.lookups.set(key, lookup);
    }
    const step = lookup.steps.step(rank);
    return { ways: lookup.ways[lookup.steps.values[step] as number] ?? [], until: lookup.steps.end(step) };
  }

  private build(table: FactId, vpc: KnownVpc): Lookup {
    const { facts, atoms } = this.world;
    const candidates: Candidate[] = [];
    const add = (way: Way, addresses: AddressSet, prefix: number, order: number): void => {
      candidates.push({ ...way, ranges: atoms.ranges(addresses), prefix, order });
    };
    for (const block of vpc.fact.blocks)
      if ("exact" in block)
        add(
          { target: { kind: "local" }, route: `${vpc.id} (local route)`, sure: true },
          AddressSet.of([block.exact]),
          block.exact.prefix,
          2.5,
        );
      else add({ target: { kind: "local" }, route: `${vpc.id} (local route)`, sure: false }, block.within, 0, 2.5);
    for (const { fact, sure } of this.routes.get(table) ?? []) this.addRoute(fact, sure && isCertain(fact), add);
    for (const propagation of facts.routePropagations) {
      const tables = meanings(propagation.table, () => ids(facts.routeTables));
      const match = tables.find(({ to }) => to === table);
      if (match !== undefined)
        this.addPropagated(propagation.gateway, propagation.id, match.sure && isCertain(propagation), add);
    }
    const known = facts.routeTables.find(({ id }) => id === table);
    const more =
      known === undefined
        ? { kind: "outside" as const, at: table, detail: "no input describes this route table" }
        : known.more;
    if (more !== undefined)
      add({ target: { kind: "unlisted", because: more }, route: table, sure: false }, AddressSet.everything, 129, 1);
    return resolve(candidates, vpc);
  }

  private addRoute(
    route: Route,
    sure: boolean,
    add: (way: Way, addresses: AddressSet, prefix: number, order: number) => void,
  ): void {
    const gone = route.blackhole;
    const isGone = "exact" in gone && gone.exact;
    const way: Way = { target: isGone ? { kind: "blackhole" } : route.target, route: route.id, sure };
    const order = route.origin === "propagated" ? 3 : 1;
    const { destination } = route;
    if ("block" in destination) {
      const { block } = destination;
      if ("exact" in block) add(way, AddressSet.of([block.exact]), block.exact.prefix, order);
      // The block may be any part of `within`: it may win against every other route.
      else add({ ...way, sure: false }, block.within, 129, order);
      return;
    }
    const link: Link = destination.prefixList;
    const found = meanings(link, () => [...this.lists.keys()]);
    if (link.how === "unknown" || found.length === 0) add({ ...way, sure: false }, AddressSet.everything, 129, 2);
    for (const meaning of found) {
      const list = this.lists.get(meaning.to);
      if (list === undefined) continue;
      for (const entry of list.entries)
        if ("exact" in entry)
          add(
            { ...way, sure: sure && meaning.sure && isCertain(list) },
            AddressSet.of([entry.exact]),
            entry.exact.prefix,
            2,
          );
      const both = listed(list);
      if (both.may !== both.must) add({ ...way, sure: false }, both.may, 129, 2);
    }
  }

  /** What a virtual private gateway learns from its connections. */
  private addPropagated(
    gateway: Link,
    id: FactId,
    sure: boolean,
    add: (way: Way, addresses: AddressSet, prefix: number, order: number) => void,
  ): void {
    const { facts } = this.world;
    const target: RouteTarget = { kind: "vpn-gateway", to: gateway };
    const gateways = ids(facts.gateways.filter(({ kind }) => kind === "vpn"));
    const mine = meanings(gateway, () => gateways);
    for (const connection of facts.vpnConnections) {
      if (connection.on === "none" || !("vpnGateway" in connection.on)) continue;
      const on = meanings(connection.on.vpnGateway, () => gateways);
      if (!on.some(({ to }) => mine.some((m) => m.to === to))) continue;
      const here = sure && mine.length === 1 && on.every((meaning) => meaning.sure) && isCertain(connection);
      for (const { addresses, prefix, sure: known } of announced(facts, connection))
        add({ target, route: id, sure: here && known }, addresses, prefix, 3);
    }
    const direct = facts.directConnectAssociations.some((association) =>
      meanings(association.gateway, () => gateways).some(({ to }) => mine.some((m) => m.to === to)),
    );
    if (direct) add({ target, route: id, sure: false }, AddressSet.everything, longer, 3);
  }
}

/** The ways of each address, from every route that may carry it. */
function resolve(candidates: readonly Candidate[], vpc: KnownVpc): Lookup {
  const ways: Way[][] = [[]];
  const numbers = new Map<string, number>([["", 0]]);
  const steps = Steps.sweep(candidates, (covering) => {
    const here = covering.map((index) => candidates[index] as Candidate);
    const local = here.filter(({ target, order }) => target.kind === "local" && order === 2.5);
    const localPrefix = local.some(({ sure }) => sure) ? Math.max(...local.map(({ prefix }) => prefix)) : undefined;
    const usable = here
      .filter((way) => {
        if (localPrefix === undefined || local.includes(way)) return true;
        if (way.order === 3) return false;
        return way.prefix >= localPrefix;
      })
      .sort((a, b) => b.prefix - a.prefix || a.order - b.order || (a.route < b.route ? -1 : 1));
    const kept: Way[] = [];
    let stop: Candidate | undefined;
    for (const way of usable) {
      if (stop !== undefined && (way.prefix !== stop.prefix || way.order !== stop.order || way.order !== 2)) break;
      kept.push({ target: way.target, route: way.route, sure: way.sure });
      if (way.sure) stop = way;
    }
    const differ = kept.length > 1 && new Set(kept.map(({ target }) => JSON.stringify(target))).size > 1;
    const list =
      stop === undefined || differ
        ? kept.map((way) => ({ ...way, sure: false }))
        : kept.slice(0, 1).map((way) => ({ ...way, sure: true }));
    if (stop === undefined)
      list.push({ target: { kind: "blackhole" }, route: `${vpc.id} (no route)`, sure: list.length === 0 });
    const key = list.map(({ route, sure, target }) => `${route} ${String(sure)} ${target.kind}`).join("|");
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, ways.length);
    return ways.push(list) - 1;
  });
  return { steps, ways };
}

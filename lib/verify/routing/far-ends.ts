/**
 * What is at the far end of virtual private gateways: sites behind VPN connections, and Direct Connect.
 *
 * Decides which connections of a gateway may carry an address. Refuses to choose among several that do.
 */
import { AddressSet } from "../../model";
import type { FactId, Gateway, VpnConnection } from "../../terraform";
import { openFilter, type Filter } from "../filters/filter";
import { within, type Rank } from "../sets/address-atoms";
import { allTraffic, noTraffic } from "../sets/rows";
import { Steps } from "../sets/steps";
import { blocksOf } from "../world/bounds";
import { ids, isCertain, meanings } from "../world/links";
import type { World } from "../world/world";
import { announced, last, networkOf } from "./announced";

/** One connection on a gateway, and the network that it leads to. */
export interface Spoke {
  readonly id: FactId;
  readonly network: FactId;
  readonly sure: boolean;
}

export interface Carrier extends Spoke {
  /** Whether the network surely has the address. */
  readonly has: boolean;
}

export class FarEnds {
  private readonly steps = new Map<string, Steps>();
  private readonly sides = new Map<FactId, { readonly awsSide: Filter; readonly siteSide: Filter }>();

  public constructor(private readonly world: World) {}

  /** What is on a virtual private gateway. */
  public spokes(gateway: FactId): readonly Spoke[] {
    const { vpnConnections, directConnectAssociations, gateways } = this.world.facts;
    const any = (): readonly FactId[] => ids(gateways.filter(({ kind }) => kind === "vpn"));
    const connections = vpnConnections.flatMap((each) => {
      if (each.on === "none" || !("vpnGateway" in each.on)) return [];
      const found = meanings(each.on.vpnGateway, any).find(({ to }) => to === gateway);
      return found === undefined
        ? []
        : [{ id: each.id, network: networkOf(each), sure: found.sure && isCertain(each) }];
    });
    const direct = directConnectAssociations.flatMap((each) => {
      const found = meanings(each.gateway, any).find(({ to }) => to === gateway);
      return found === undefined ? [] : [{ id: each.id, network: each.id, sure: found.sure && isCertain(each) }];
    });
    return [...connections, ...direct];
  }

  /** The virtual private gateways that a network comes in by, and over which connection. */
  public gatewaysOf(network: FactId): readonly { readonly gateway: Gateway; readonly spoke: Spoke }[] {
    return this.world.facts.gateways.flatMap((gateway) => {
      if (gateway.kind !== "vpn") return [];
      const mine = this.spokes(gateway.id).filter((each) => each.network === network);
      return mine.map((spoke) => ({ gateway, spoke: { ...spoke, sure: spoke.sure && isCertain(gateway) } }));
    });
  }

  /** Connections of a gateway over which an address may be reached. */
  public carriers(gateway: FactId, rank: Rank): { readonly carriers: readonly Carrier[]; readonly until: number } {
    const { facts, atoms } = this.world;
    let until = Infinity;
    const found = this.spokes(gateway).flatMap((spoke): readonly (Carrier & { readonly spare: boolean })[] => {
      const connection = facts.vpnConnections.find(({ id }) => id === spoke.id);
      if (connection === undefined) return [{ ...spoke, has: false, spare: false }];
      const here = announced(facts, connection).filter(({ addresses }) => {
        const ranges = atoms.ranges(addresses);
        for (const end of ranges.flat()) if (end > rank && end < until) until = end;
        return within(ranges, rank);
      });
      if (here.length === 0) return [];
      const has = here.some(({ sure }) => sure);
      return [{ ...spoke, has, spare: here.every(({ prefix }) => prefix === last) }];
    });
    const settled = found.some(({ sure, has }) => sure && has);
    return { carriers: found.filter(({ spare }) => !(spare && settled)), until };
  }

  /** What may be at the far end. */
  public addresses(network: FactId): AddressSet {
    const { facts } = this.world;
    const mine = facts.vpnConnections.filter((each) => networkOf(each) === network);
    // On a transit gateway its tables decide alone what is sent to a connection.
    const known = mine.length > 0 && mine.every(({ on }) => on !== "none" && "vpnGateway" in on);
    if (!known) return AddressSet.everything;
    return mine
      .flatMap((connection) => announced(facts, connection))
      .reduce((set, { addresses }) => set.union(addresses), AddressSet.empty);
  }

  /** What the selectors of a connection's tunnels let through; undefined when it is no such connection. */
  public selectors(id: FactId): { readonly awsSide: Filter; readonly siteSide: Filter } | undefined {
    const known = this.sides.get(id);
    if (known !== undefined) return known;
    const connection = this.world.facts.vpnConnections.find((each) => each.id === id);
    if (connection === undefined) return undefined;
    const sides = {
      awsSide: this.side(connection.awsSide, `${id} (AWS side of the tunnel)`),
      siteSide: this.side(connection.siteSide, `${id} (site side of the tunnel)`),
    };
    this.sides.set(id, sides);
    return sides;
  }

  private side(blocks: VpnConnection["awsSide"], name: string): Filter {
    const { may, must } = blocksOf(blocks);
    return { ...openFilter(name), may: this.only(may), must: this.only(must) };
  }

  /** Everything to and from some addresses; the same steps for the same addresses. */
  private only(addresses: AddressSet): Steps {
    const key = addresses.toCidrs().join();
    const known = this.steps.get(key);
    if (known !== undefined) return known;
    const steps = Steps.sweep([{ ranges: this.world.atoms.ranges(addresses) }], (covering) =>
      covering.length > 0 ? allTraffic : noTraffic,
    );
    this.steps.set(key, steps);
    return steps;
  }
}

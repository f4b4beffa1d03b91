/** The engine's answer about one packet between two interfaces, and about the places that they are in. */
import { Transport } from "../../lib/model";
import type { FactBase, FactId } from "../../lib/terraform";
import { Proof, type DeclaredIntent } from "../../lib/verify";
import { clientPorts } from "../../lib/verify/explain/answers";
import { pathsAt } from "../../lib/verify/explain/witness";
import { internetId, placesOf, type Place, type Spot } from "../../lib/verify/places/places";
import { publicAddresses } from "../../lib/verify/places/public-addresses";
import { Relations } from "../../lib/verify/reach/relation";
import { Walker } from "../../lib/verify/routing/walker";
import { World } from "../../lib/verify/world/world";
import type { HostAddress, KernelHost } from "./compile/node";

export interface EngineAnswer {
  readonly must: boolean;
  readonly may: boolean;
  /** Client ports with which it gets through; empty for ICMP. */
  readonly clientPorts: readonly (readonly [from: number, to: number])[];
  /** What it meets on its way, by the engine. */
  readonly over: readonly FactId[];
  /** A gateway translates it, on a port of its own choice. */
  readonly translated: boolean;
  /** It passes only where the host sends past its route table, to a NAT gateway in its own subnet. */
  readonly chosen: boolean;
}

export class Engine {
  private readonly proof: Proof;
  /** What was answered about pairs of interfaces, by their places. */
  private readonly asked = new Map<
    string,
    { readonly from: Place; readonly to: Place; readonly points: Map<number, { must: boolean; may: boolean }> }
  >();
  private readonly world: World;
  private readonly relations: Relations;
  private readonly places: readonly Place[];

  public constructor(facts: FactBase, intent?: DeclaredIntent) {
    this.proof = new Proof(facts, intent);
    const internet = publicAddresses(facts);
    this.world = new World(facts, [internet]);
    this.places = placesOf(this.world, internet, intent);
    this.relations = new Relations(this.world, new Walker(this.world, internet), "answered");
  }

  /** Whether one packet from one address to another is answered. */
  public ask(
    from: KernelHost,
    source: HostAddress,
    to: KernelHost,
    destination: HostAddress,
    point: number,
  ): EngineAnswer {
    const [{ spot: near, place: fromPlace }, { spot: far, place: toPlace }] = [this.holderOf(from), this.holderOf(to)];
    const x = this.world.atoms.at(source.family, source.value);
    const y = this.world.atoms.at(destination.family, destination.value);
    const { someMay, someMust } = this.relations.within(near, far, [x, x + 1], [y, y + 1]);
    const paths = pathsAt(this.relations, near, far, { x, y });
    const path = paths.find(({ open, silent }) => open && !silent);
    const standing = path === undefined ? [] : this.relations.standing(near, far, path, x, y);
    const [must, may] = [this.world.rows.has(someMust, point), this.world.rows.has(someMay, point)];
    if (from.kind === "interface" && to.kind === "interface") this.keep(fromPlace, toPlace, point, must, may);
    return {
      must,
      may,
      clientPorts: path === undefined ? [] : clientPorts(this.world, standing, point, must ? "must" : "may"),
      over: path?.forward.hops.map(({ at }) => at) ?? [],
      translated: paths.some(({ forward }) => forward.translation !== undefined),
      chosen: paths.some(({ open, forward }) => open && forward.optional),
    };
  }

  /**
   * Where the answer about two places is not what the answers about the packets between them add up to, one sentence each.
   *
   * A place of interfaces has no addresses but theirs, so the two are equal; a segment has those of interfaces yet to be
   * made, so it may have more. So may a place and itself: a packet from an address to itself is not one that is asked about; and ICMP, which can be
   * forged in the family that has none.
   */
  public contradictions(): readonly string[] {
    return [...this.asked.values()].flatMap(({ from, to, points }) => {
      const { must, may } = this.proof.between(this.proof.findPlace(from.id), this.proof.findPlace(to.id));
      const exact = from !== to && from.type === "interfaces" && to.type === "interfaces";
      return [...points].flatMap(([point, some]) => {
        const whole = { must: must.points.has(point), may: may.points.has(point) };
        const isIcmp = [1, 58].includes(Math.floor(point / 65_536));
        const differs = (["must", "may"] as const).some((bound) =>
          exact && !isIcmp ? whole[bound] !== some[bound] : some[bound] && !whole[bound],
        );
        return differs
          ? [
              `${from.id} to ${to.id}, ${String(Transport.ofPoints([[point, point + 1]]))}: ${JSON.stringify(whole)} for the places, ${JSON.stringify(some)} for their interfaces`,
            ]
          : [];
      });
    });
  }

  private keep(from: Place, to: Place, point: number, must: boolean, may: boolean): void {
    const key = JSON.stringify([from.id, to.id]);
    const pair = this.asked.get(key) ?? { from, to, points: new Map<number, { must: boolean; may: boolean }>() };
    const known = pair.points.get(point);
    pair.points.set(point, { must: must || known?.must === true, may: may || known?.may === true });
    this.asked.set(key, pair);
  }

  private holderOf({ id, kind, network }: KernelHost): { readonly place: Place; readonly spot: Spot } {
    const outside = kind === "internet" ? internetId : network;
    for (const place of this.places)
      for (const spot of place.spots)
        if (kind === "interface" ? spot.interfaces.includes(id) : place.id === outside) return { place, spot };
    throw new Error(`no place holds ${id}`);
  }
}

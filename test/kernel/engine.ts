/** The engine's answer about one packet between two interfaces, and about the places that they are in. */
import type { FactBase, FactId } from "../../lib/terraform";
import { Proof, type DeclaredIntent } from "../../lib/verify";
import { clientPorts, pathsAt } from "../../lib/verify/explain/witness";
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
}

export class Engine {
  public readonly proof: Proof;
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
    const [near, far] = [this.holderOf(from).spot, this.holderOf(to).spot];
    const x = this.world.atoms.at(source.family, source.value);
    const y = this.world.atoms.at(destination.family, destination.value);
    const { someMay, someMust } = this.relations.within(near, far, [x, x + 1], [y, y + 1]);
    const paths = pathsAt(this.relations, near, far, { x, y });
    const path = paths.find(({ open, silent }) => open && !silent);
    const standing = path === undefined ? [] : this.relations.standing(near, far, path, x, y);
    return {
      must: this.world.rows.has(someMust, point),
      may: this.world.rows.has(someMay, point),
      clientPorts: path === undefined ? [] : clientPorts(this.world, standing, point, "must"),
      over: path?.forward.hops.map(({ at }) => at) ?? [],
      translated: paths.some(({ forward }) => forward.translation !== undefined),
    };
  }

  private holderOf({ id, kind, network }: KernelHost): { readonly place: Place; readonly spot: Spot } {
    const outside = kind === "internet" ? internetId : network;
    for (const place of this.places)
      for (const spot of place.spots)
        if (kind === "interface" ? spot.interfaces.includes(id) : place.id === outside) return { place, spot };
    throw new Error(`no place holds ${id}`);
  }
}

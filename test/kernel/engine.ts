/** The engine's answer about one packet between two interfaces, and about the places that they are in. */
import type { FactBase, FactId } from "../../lib/terraform";
import { Proof, type DeclaredIntent } from "../../lib/verify";
import { clientPorts, pathsAt } from "../../lib/verify/explain/witness";
import { placesOf, type Place, type Spot } from "../../lib/verify/places/places";
import { publicAddresses } from "../../lib/verify/places/public-addresses";
import { Relations } from "../../lib/verify/reach/relation";
import { Walker } from "../../lib/verify/routing/walker";
import { World } from "../../lib/verify/world/world";
import type { HostAddress } from "./compile/node";

export interface EngineAnswer {
  readonly must: boolean;
  readonly may: boolean;
  /** Client ports with which it gets through; empty for ICMP. */
  readonly clientPorts: readonly (readonly [from: number, to: number])[];
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
  public ask(from: FactId, source: HostAddress, to: FactId, destination: HostAddress, point: number): EngineAnswer {
    const [near, far] = [this.spotOf(from), this.spotOf(to)];
    const x = this.world.atoms.at(source.family, source.value);
    const y = this.world.atoms.at(destination.family, destination.value);
    const { someMay, someMust } = this.relations.within(near, far, [x, x + 1], [y, y + 1]);
    const must = this.world.rows.has(someMust, point);
    const path = must
      ? pathsAt(this.relations, near, far, { x, y }).find(({ open, silent }) => open && !silent)
      : undefined;
    const standing = path === undefined ? [] : this.relations.standing(near, far, path, x, y);
    return {
      must,
      may: this.world.rows.has(someMay, point),
      clientPorts: path === undefined ? [] : clientPorts(this.world, standing, point, "must"),
    };
  }

  /** The place that an interface is in. */
  public placeOf(id: FactId): string {
    return this.holderOf(id).place.id;
  }

  private spotOf(id: FactId): Spot {
    return this.holderOf(id).spot;
  }

  private holderOf(id: FactId): { readonly place: Place; readonly spot: Spot } {
    for (const place of this.places)
      for (const spot of place.spots) if (spot.interfaces.includes(id)) return { place, spot };
    throw new Error(`no place holds ${id}`);
  }
}

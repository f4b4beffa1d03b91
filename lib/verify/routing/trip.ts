/** A packet on its way, and the ground that it crosses: what each part of the walk needs of the rest. */
import type { FactId, Link } from "../../terraform";
import type { Rank, RankRange } from "../sets/address-atoms";
import type { AddressSet } from "../../model";
import type { Choice, Meaning, Tri } from "../world/links";
import type { KnownSubnet, KnownVpc, World } from "../world/world";
import type { BoxFilter, End, Gate, Hop, Outcome } from "./outcome";
import type { FarEnds } from "./far-ends";
import type { TransitTables } from "./transit-tables";

/** Everything that a packet has met so far. */
export type State = Omit<Outcome, "end"> & { readonly visited: readonly string[] };

export const fresh: State = {
  gates: [],
  hops: [],
  sure: true,
  doubts: [],
  translation: undefined,
  needsPublic: false,
  outwardOnly: false,
  groupsIn: "yes",
  groupsOut: "yes",
  optional: false,
  firewalls: [],
  kept: [],
  visited: [],
};

/** What the parts of a walk share. */
export interface Ground {
  readonly world: World;
  readonly transit: TransitTables;
  readonly farEnds: FarEnds;
  readonly boxes: Map<FactId, BoxFilter>;
  leave(subnet: KnownSubnet, to: Rank, state: State): void;
  enter(subnet: KnownSubnet, from: KnownSubnet | undefined, state: State): State;
  deliver(from: KnownSubnet | undefined, vpc: KnownVpc, to: Rank, state: State): void;
  /** To a subnet in a VPC that no input describes. */
  deliverElsewhere(vpc: Link, to: Rank, state: State): void;
  through(table: FactId, subnet: KnownSubnet | undefined, vpc: KnownVpc, to: Rank, state: State): void;
  subnetsAt(vpc: KnownVpc, to: Rank): readonly Meaning[];
  vpcOf(id: FactId | undefined): KnownVpc | undefined;
  isVpc(link: Link, vpc: FactId): Tri;
  isPublic(to: Rank): boolean;
  inside(set: AddressSet, to: Rank): boolean;
  /**
   * A packet comes to a place from which it may go several ways.
   *
   * @returns its state from there on; undefined when it is not followed any further
   */
  meet(place: string, at: string, state: State): State | undefined;
  limit(until: number): void;
  limitTo(ranges: readonly RankRange[], to: Rank): void;
  end(end: End, state: State): void;
  drop(state: State, at: string, reason: string): void;
  unknown(state: State, at: string, why: string): void;
}

export function gate(state: State, added: Gate): State {
  const translated = state.translation?.ranges;
  const next =
    "filter" in added && added.remote === "source" && translated !== undefined
      ? { ...added, remote: translated }
      : added;
  const placed = "filter" in next ? { ...next, after: state.hops.length } : next;
  return { ...state, gates: [...state.gates, placed] };
}

export function hop(state: State, added: Hop): State {
  return { ...state, hops: [...state.hops, added] };
}

/** It goes on to one of several, surely: what holds for each of them holds. */
export function chosen(state: State, { sure, oneOf }: Choice, about: string): State {
  if (sure) return state;
  return oneOf === true ? { ...state, doubts: [...state.doubts, about] } : doubt(state, about);
}

export function doubt(state: State, about: string | undefined): State {
  return about === undefined ? state : { ...state, sure: false, doubts: [...state.doubts, about] };
}

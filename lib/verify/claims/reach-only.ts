/** Whether one place reaches what is listed, and nothing else: itself, other segments, networks outside, the internet. */
import type { AddressSet } from "../../model";
import { type Transport } from "../../model";
import { behindRoutes } from "../judge/behind-routes";
import { passing } from "../judge/passing";
import { toBeKnown } from "../judge/to-be-known";
import type { NamedPlace } from "../places/named";
import type { Place, Spot } from "../places/places";
import { narrowed } from "../places/spot";
import { allTraffic, noTraffic, type RowId } from "../sets/rows";
import { nothingAt, objection, settled, type Grounds, type Objections } from "./claim";
import { unreached } from "./reach";

/** A place that may be reached. */
export interface Reachable {
  readonly place: NamedPlace;
  /** What passes: all of it, and nothing else; undefined for anything, but something. */
  readonly traffic: Transport | undefined;
}

/** Objections to: all that is listed passes, and nothing else does. */
export function reachesOnly(grounds: Grounds, from: Place, listed: readonly Reachable[]): Objections {
  const objections = [
    ...nothingAt(grounds, from),
    ...listed.flatMap(({ place, traffic }) => unreached(grounds, from, place, traffic)),
    ...grounds.places
      .filter((place) => isElsewhere(from, place))
      .flatMap((place) => beside(grounds, from, place, listed)),
    ...behindRoutes(grounds.world, grounds.relations, [from], grounds.places),
  ];
  return settled(grounds, objections);
}

/** What is outside reaches itself without these networks. */
function isElsewhere(from: Place, to: Place): boolean {
  return from.id !== to.id || to.type === "segment" || to.type === "interfaces";
}

function beside(grounds: Grounds, from: Place, to: Place, listed: readonly Reachable[]): Objections {
  const { world, relations, evidence } = grounds;
  const found = to.spots
    .flatMap((spot) => pieces(grounds, spot, listed))
    .flatMap(({ spot, allowed }) => {
      const unlisted = world.rows.minus(allTraffic, allowed);
      const one = passing(world, relations, evidence, from, { ...to, spots: [spot] }, unlisted);
      return one === undefined ? [] : [one];
    });
  const shown = found.find(({ surely }) => surely) ?? found[0];
  if (shown === undefined) return [];
  const { surely, witness, doubts } = shown;
  return [
    objection(grounds, {
      verdict: surely ? "broken" : "undecided",
      from: from.id,
      to: to.id,
      traffic: shown.traffic,
      text: surely ? "it passes and is not in the list" : "it may pass and is not in the list",
      ...(witness === undefined ? {} : { witness }),
      rules: witness?.rules ?? [],
      doubts,
      next: surely ? "close one of the rules named here, or list it" : toBeKnown(world.facts),
    }),
  ];
}

/** The addresses of one kind of interface, parted by what the list lets through to them. */
function pieces(
  { world }: Grounds,
  spot: Spot,
  listed: readonly Reachable[],
): readonly { readonly spot: Spot; readonly allowed: RowId }[] {
  const { rows } = world;
  let parted: readonly { readonly addresses: AddressSet; readonly allowed: RowId }[] = [
    { addresses: spot.addresses, allowed: noTraffic },
  ];
  for (const { place, traffic } of listed)
    for (const part of place.parts) {
      if (part.spot !== spot) continue;
      const row = traffic === undefined ? allTraffic : rows.of(traffic);
      parted = parted.flatMap(({ addresses, allowed }) => [
        { addresses: addresses.intersect(part.addresses), allowed: rows.or(allowed, row) },
        { addresses: addresses.subtract(part.addresses), allowed },
      ]);
    }
  return parted
    .filter(({ addresses }) => !addresses.isEmpty())
    .map(({ addresses, allowed }) => ({ spot: narrowed(world, spot, addresses), allowed }));
}

/**
 * Whether one place reaches another: from every address that it may have to every one of the other's, unless one of them is
 * the internet, of which any address will do.
 */
import type { Transport } from "../../model";
import { internet } from "../../model";
import { lossBetween, own, type Extent } from "../judge/loss";
import { passing } from "../judge/passing";
import { toBeKnown } from "../judge/to-be-known";
import type { Place } from "../places/places";
import { placeRelation } from "../reach/matrix";
import { allTraffic, noTraffic, type RowId } from "../sets/rows";
import { nothingAt, objection, settled, type Grounds, type Objections } from "./claim";
import { shut, silent } from "./isolation";

/**
 * Objections to: all of `wanted` passes.
 *
 * @param wanted - undefined for any traffic, as long as it passes everywhere
 */
export function reaches(grounds: Grounds, from: Place, to: Place, wanted: Transport | undefined): Objections {
  return settled(grounds, unreached(grounds, from, to, wanted));
}

/** The same, as if nothing were left open. */
export function unreached(grounds: Grounds, from: Place, to: Place, wanted: Transport | undefined): Objections {
  const { world, relations, evidence } = grounds;
  const { rows } = world;
  const [sources, targets] = [ends(from), ends(to)];
  const empty = nothingAt(grounds, sources, targets);
  if (empty.length > 0) return empty;
  const extent: Extent = from.id === internet || to.id === internet ? "somewhere" : "everywhere";
  const whole = placeRelation(world, relations, sources, targets);
  const [must, may] = extent === "somewhere" ? [whole.someMust, whole.someMay] : [whole.allMust, whole.allMay];
  if (wanted === undefined && whole.someMay === noTraffic) return [shut(grounds, from, to, "nothing passes")];
  const row = wanted === undefined ? firstOf(must, may, whole.someMust, whole.someMay) : rows.of(wanted);
  const loss = lossBetween(world, relations, evidence, sources.spots, targets.spots, row, extent);
  if (loss === undefined) return unconfirmed(grounds, sources, targets, row);
  const { surely, blockers, doubts } = loss;
  // Of what passes between some addresses only, neither the claim nor its contrary holds.
  const partly = surely && rows.and(loss.row, whole.someMay) !== noTraffic ? " between some of their addresses" : "";
  return [
    objection(grounds, {
      verdict: surely ? "broken" : "undecided",
      from: from.id,
      to: to.id,
      traffic: rows.transport(loss.row),
      text: `it ${surely ? "does" : "may"} not pass${partly}`,
      blockers,
      doubts,
      next: surely ? "allow it where it is stopped" : toBeKnown(world.facts),
    }),
  ];
}

/**
 * Objections to: none of `wanted` passes, from any address to any.
 *
 * @param wanted - undefined for all traffic
 */
export function reachesNot(grounds: Grounds, from: Place, to: Place, wanted: Transport | undefined): Objections {
  const row = wanted === undefined ? allTraffic : grounds.world.rows.of(wanted);
  return settled(grounds, [...nothingAt(grounds, from, to), ...silent(grounds, from, to, row)]);
}

/** A place as its conduits see it: without what others put into it. */
function ends(place: Place): Place {
  return { ...place, spots: own(place) };
}

function firstOf(...choices: readonly RowId[]): RowId {
  return choices.find((row) => row !== noTraffic) ?? noTraffic;
}

/** The naive evaluator has to see one packet of it pass as well. */
function unconfirmed(grounds: Grounds, from: Place, to: Place, row: RowId): Objections {
  const { world, relations, evidence } = grounds;
  const found = passing(world, relations, evidence, from, to, row);
  if (found?.surely === true) return [];
  return [
    objection(grounds, {
      verdict: "undecided",
      from: from.id,
      to: to.id,
      traffic: world.rows.transport(row),
      text: "a second look does not confirm that it passes",
      ...(found?.witness === undefined ? {} : { witness: found.witness }),
      rules: found?.witness?.rules ?? [],
      doubts: found?.doubts ?? [],
      next: toBeKnown(world.facts),
    }),
  ];
}

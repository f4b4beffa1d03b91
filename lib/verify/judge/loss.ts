/** Traffic that does not pass, or may not, between two places, with what stops it. */
import type { Blocker } from "../explain/blockers";
import type { Place, Spot } from "../places/places";
import { noTraffic, type RowId } from "../sets/rows";
import { alternatives } from "../reach/alternatives";
import { isAlone, type Relation, type Relations } from "../reach/relation";
import type { World } from "../world/world";
import type { EvidenceFinder } from "./evidence";

/** From which addresses, and to which, traffic has to pass. */
export type Extent = "everywhere" | "somewhere";

export interface Loss {
  /** Whether it surely does not pass. */
  readonly surely: boolean;
  readonly row: RowId;
  readonly blockers: readonly Blocker[];
  readonly doubts: readonly string[];
  /** What stops it first, in one sentence, or what leaves it open. */
  readonly why: string;
}

const ways = "it may go several ways, or an answer back another way, and not all of them surely let it through";

/** The first traffic of `wanted` that surely does not pass; if there is none, the first that may not. */
export function lossBetween(
  { rows }: World,
  relations: Relations,
  evidence: EvidenceFinder,
  sources: readonly Spot[],
  targets: readonly Spot[],
  wanted: RowId,
  extent: Extent,
): Loss | undefined {
  let open: Loss | undefined;
  for (const all of alternatives(sources, targets)) {
    const pairs = all.filter(([s, d]) => !isAlone(s, d));
    if (pairs.length === 0) continue;
    const bounds = pairs.map(([s, d]) => boundsOf(relations.of(s, d, wanted), extent));
    const lost = bounds.reduce((row, { may }) => rows.and(row, rows.minus(wanted, may)), wanted);
    const unsure = bounds.reduce((row, { must }) => rows.or(row, rows.minus(wanted, must)), noTraffic);
    if (lost === noTraffic && unsure === noTraffic) continue;
    const surely = lost !== noTraffic;
    const row = surely ? lost : unsure;
    // Where one of several stops it, that one is shown.
    const at = bounds.findIndex(
      ({ may, must }) => rows.and(row, rows.minus(wanted, surely ? may : must)) !== noTraffic,
    );
    const [s, d] = pairs[at] as readonly [Spot, Spot];
    const shown = rows.and(row, rows.minus(wanted, (bounds[at] as Bounds)[surely ? "may" : "must"]));
    const { blockers, doubts } = evidence.stopping(s, d, shown, surely ? "may" : "must");
    const loss = { surely, row, blockers, doubts, why: whyOf(blockers) || doubts.join("; ") || ways };
    if (surely) return loss;
    open ??= loss;
  }
  return open;
}

interface Bounds {
  readonly must: RowId;
  readonly may: RowId;
}

function boundsOf({ someMust, someMay, allMust, allMay }: Relation, extent: Extent): Bounds {
  return extent === "somewhere" ? { must: someMust, may: someMay } : { must: allMust, may: allMay };
}

function whyOf([first, ...more]: readonly Blocker[]): string {
  if (first === undefined) return "";
  return `${first.at}: ${first.reason}${more.length > 0 ? `, and ${String(more.length)} more` : ""}`;
}

/** The spots of a place that its conduits are for. */
export function own(place: Place, answeredBy?: string): readonly Spot[] {
  const { segment } = place;
  if (answeredBy !== undefined) return place.spots.filter((spot) => spot.groups.some(({ to }) => to === answeredBy));
  if (segment === undefined || segment.subnets.length === 0) return place.spots;
  return place.spots.filter(
    (spot) =>
      spot.certain &&
      spot.subnet !== undefined &&
      segment.subnets.includes(spot.subnet.id) &&
      segment.groups.every((group) => spot.groups.some(({ to }) => to === group)),
  );
}

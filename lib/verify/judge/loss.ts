/** Traffic that does not pass, or may not, between two places, with what stops it. */
import type { Blocker } from "../explain/blockers";
import type { Place, Spot } from "../places/places";
import { noTraffic, type RowId } from "../sets/rows";
import { isAlone, type Relations } from "../reach/relation";
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
  for (const s of sources)
    for (const d of targets) {
      if (isAlone(s, d)) continue;
      const relation = relations.of(s, d, wanted);
      const [must, may] =
        extent === "somewhere" ? [relation.someMust, relation.someMay] : [relation.allMust, relation.allMay];
      const lost = rows.minus(wanted, may);
      const unsure = rows.minus(wanted, must);
      if (lost === noTraffic && unsure === noTraffic) continue;
      const surely = lost !== noTraffic;
      const row = surely ? lost : unsure;
      const { blockers, doubts } = evidence.stopping(s, d, row, surely ? "may" : "must");
      const loss = { surely, row, blockers, doubts, why: whyOf(blockers) || doubts.join("; ") || ways };
      if (surely) return loss;
      open ??= loss;
    }
  return open;
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

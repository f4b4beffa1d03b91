/**
 * Which pairs of places are worth a look: in a large network the rules of a group name few of a million.
 *
 * Decides only that nothing can pass: where no rule at one end names an address or a group of the other. Refuses to say that
 * anything does. Safe because every way between two spots starts with the source's groups, which look at the destination's
 * own address; and because the destination's groups are asked only where nothing translates the source: directly, within
 * one VPC, and from a network outside on the ways that were walked.
 */
import type { Filter } from "../filters/filter";
import type { Place, Spot } from "../places/places";
import { Overlaps } from "../sets/overlaps";
import { noTraffic } from "../sets/rows";
import type { Steps } from "../sets/steps";
import type { Paths } from "./paths";

/** Places that a network outside may come to: whatever their groups say, or if these let it in. */
interface WaysFrom {
  readonly anyway: readonly number[];
  readonly ifAdmitted: ReadonlySet<number>;
}

export class Prospects {
  private readonly index: Overlaps;
  private readonly byGroup = new Map<string, number[]>();
  /** Places that may be in any group. */
  private readonly anyGroup: number[] = [];
  private readonly vpcs: readonly (string | undefined)[];
  private readonly everywhere: readonly number[];
  private readonly admitted: readonly (readonly number[])[];
  /** By VPC, and for the rest: places that are not reached directly from there, or whose groups let nearly everything in. */
  private readonly openTo = new Map<string, readonly number[]>();
  private readonly admitting: readonly boolean[];
  private readonly byNetwork = new Map<string, WaysFrom>();

  public constructor(
    private readonly places: readonly Place[],
    private readonly paths: Paths,
  ) {
    this.everywhere = places.map((_, at) => at);
    this.index = new Overlaps(
      places.flatMap(({ spots }, owner) =>
        spots.flatMap(({ v4, v6 }) => [...v4, ...v6].map((range) => ({ range, owner }))),
      ),
    );
    places.forEach(({ spots }, at) => {
      this.noteGroups(spots, at);
    });
    this.vpcs = places.map(({ spots }) => oneOf(spots.map((spot) => paths.plainVpc(spot))));
    const senders = places.map(({ spots }) => this.named(spots.map((spot) => spot.in)));
    this.admitting = senders.map((list) => list === undefined);
    this.admitted = transposed(senders);
  }

  /** Places that anything may pass to, and perhaps some to which nothing does; in ascending order. */
  public of(from: number): readonly number[] {
    const { spots } = this.places[from] as Place;
    const named = this.named(spots.map((spot) => spot.out));
    if (named !== undefined) return named;
    const vpc = this.vpcs[from];
    if (vpc === undefined) return this.outside(spots) ? this.fromOutside(from, spots) : this.everywhere;
    return union(this.openFrom(vpc), this.admitted[from] ?? []);
  }

  /** Whether all of a place is in networks outside that are joined as the inputs say. */
  private outside(spots: Place["spots"]): boolean {
    return spots.every(({ start, assumed }) => start.kind === "outside" && !assumed);
  }

  private fromOutside(from: number, spots: Place["spots"]): readonly number[] {
    const found = new Set<number>();
    for (const spot of spots) {
      const { anyway, ifAdmitted } = this.waysFrom(spot);
      for (const at of anyway) found.add(at);
      for (const at of this.admitted[from] ?? []) if (ifAdmitted.has(at)) found.add(at);
    }
    return [...found].sort((a, b) => a - b);
  }

  /** Where a network outside may come to; ways are the same for all of its addresses. */
  private waysFrom(spot: Spot): WaysFrom {
    const key = JSON.stringify(spot.start);
    const known = this.byNetwork.get(key);
    if (known !== undefined) return known;
    const ways = { anyway: [] as number[], ifAdmitted: new Set<number>() };
    this.places.forEach((place, at) => {
      const arrivals = place.spots.map((to) => this.paths.arrival(spot, to));
      if (arrivals.every((each) => each === "none")) return;
      if (this.admitting[at] === true || arrivals.includes("translated")) ways.anyway.push(at);
      else ways.ifAdmitted.add(at);
    });
    this.byNetwork.set(key, ways);
    return ways;
  }

  private openFrom(vpc: string): readonly number[] {
    const known = this.openTo.get(vpc);
    if (known !== undefined) return known;
    const open = this.everywhere.filter((at) => this.vpcs[at] !== vpc || this.admitting[at] === true);
    this.openTo.set(vpc, open);
    return open;
  }

  /** Places with an address or a group that the filters let anything through for; undefined when that is most of them. */
  private named(filters: readonly Filter[]): readonly number[] | undefined {
    const found = new Set<number>();
    const most = this.places.length / 2;
    for (const { may, groups } of filters) {
      for (const group of groups.keys()) for (const at of this.byGroup.get(group) ?? []) found.add(at);
      if (groups.size > 0) for (const at of this.anyGroup) found.add(at);
      for (const range of openRanges(may)) {
        this.index.each(range, (at) => found.add(at));
        if (found.size > most) return undefined;
      }
    }
    return found.size > most ? undefined : [...found].sort((a, b) => a - b);
  }

  private noteGroups(spots: Place["spots"], at: number): void {
    if (spots.some(({ anyGroup }) => anyGroup)) this.anyGroup.push(at);
    for (const group of new Set(spots.flatMap(({ groups }) => groups.map(({ to }) => to)))) {
      const list = this.byGroup.get(group);
      if (list === undefined) this.byGroup.set(group, [at]);
      else list.push(at);
    }
  }
}

/** The ranges on which a filter lets anything through. */
function* openRanges({ starts, values }: Steps): Generator<readonly [number, number]> {
  for (let step = 0; step < starts.length; step += 1)
    if (values[step] !== noTraffic) yield [starts[step] as number, starts[step + 1] ?? 2 ** 31 - 1];
}

/** The one thing that all of them are. */
function oneOf(all: readonly (string | undefined)[]): string | undefined {
  const [first] = all;
  return all.every((each) => each === first) ? first : undefined;
}

/** From who may send to each, to whom each may send. */
function transposed(senders: readonly (readonly number[] | undefined)[]): readonly (readonly number[])[] {
  const admitted: number[][] = senders.map(() => []);
  senders.forEach((list, to) => {
    for (const from of list ?? []) admitted[from]?.push(to);
  });
  return admitted;
}

/** Two ascending lists as one. */
function union(a: readonly number[], b: readonly number[]): readonly number[] {
  return [...new Set([...a, ...b])].sort((x, y) => x - y);
}

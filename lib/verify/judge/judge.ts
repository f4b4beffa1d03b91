/**
 * What can reach what, against what was declared.
 *
 * Decides `excess` where a packet surely passes that no conduit declares, `missing` where declared traffic surely does not
 * pass from some address, and `undecided` where the facts leave either open. Refuses to call anything proved that touches
 * a resource without a reader, or an input that says of itself that it is not complete.
 */
import { internet } from "../../model";
import type { DeclaredConduit, DeclaredIntent, Unplaced } from "../places/intent";
import type { Place, Spot } from "../places/places";
import { alternatives } from "../reach/alternatives";
import { shut } from "../reach/checks";
import { allTraffic, noTraffic, type RowId } from "../sets/rows";
import type { Prospects } from "../reach/prospects";
import type { Relations } from "../reach/relation";
import type { World } from "../world/world";
import { behindRoutes } from "./behind-routes";
import { onceDeclared } from "./ended";
import { EvidenceFinder } from "./evidence";
import type { Finding } from "./finding";
import { lossBetween, own } from "./loss";
import { judgeNames } from "./names";
import { openFacts } from "./open-facts";
import { toBeKnown } from "./to-be-known";

export function judge(
  world: World,
  places: readonly Place[],
  relations: Relations,
  prospects: Prospects,
  intent: DeclaredIntent,
): readonly Finding[] {
  const judgement = new Judgement(world, places, relations, prospects, intent);
  const missing = judgement.missing();
  const open = new Set(missing.map(({ id }) => id.replace(/^missing:/, "")));
  return [
    ...unplaced(world, intent),
    ...missing,
    ...judgement.excess(),
    ...behindRoutes(
      world,
      relations,
      places.filter(({ type }) => type === "segment"),
      places,
    ),
    ...judgeNames(world, places, relations, intent, open),
    ...openFacts(world, places),
  ];
}

/** What carries a segment and is not there, or is there more than once: whoever is at it, nothing is proved of. */
export function unplaced(world: World, intent: DeclaredIntent): readonly Finding[] {
  const told = intent.unplaced ?? [];
  return [...told, ...absent(world, intent, new Set(told.map(({ segment }) => segment)))].map(
    ({ segment, carrier, verdict, text, next }) => ({
      id: `unplaced:${segment}:${carrier}`,
      kind: verdict === "broken" ? "missing" : "undecided",
      verdict,
      from: segment,
      to: "anything",
      traffic: world.rows.transport(noTraffic),
      text,
      rules: [],
      doubts: [],
      next,
    }),
  );
}

/** A segment of which a part is nowhere among the facts has machines that nothing is proved of. */
function absent(
  { facts, subnets }: World,
  { segments }: DeclaredIntent,
  told: ReadonlySet<string>,
): readonly Unplaced[] {
  const groups = new Set(facts.securityGroups.map(({ id }) => id));
  return segments
    .filter(({ name }) => !told.has(name))
    .flatMap((segment) => [
      ...segment.subnets.filter((id) => !subnets.has(id)).map((id) => [segment.name, `subnet ${id}`] as const),
      ...segment.groups.filter((id) => !groups.has(id)).map((id) => [segment.name, `group ${id}`] as const),
    ])
    .map(([segment, carrier]) => ({
      segment,
      carrier,
      verdict: "undecided",
      text: `${carrier} of segment ${segment} is not among the inputs`,
      next: "give every stack of the network as an input, and the intent that was synthesized with it",
    }));
}

/** A pair of spots and the traffic between them that a finding shows. */
type Shown = readonly [Spot, Spot, RowId];

class Judgement {
  private readonly evidence: EvidenceFinder;
  private readonly declared = new Map<string, DeclaredConduit[]>();

  public constructor(
    private readonly world: World,
    private readonly places: readonly Place[],
    private readonly relations: Relations,
    private readonly prospects: Prospects,
    private readonly intent: DeclaredIntent,
  ) {
    this.evidence = new EvidenceFinder(world, relations, intent.replies === "one-way-counts" ? "ignored" : "needed");
    for (const conduit of intent.conduits) {
      const key = `${conduit.from}>${conduit.to}`;
      const list = this.declared.get(key);
      if (list === undefined) this.declared.set(key, [conduit]);
      else list.push(conduit);
    }
  }

  /** Traffic of a conduit that does not pass between every pair of addresses that its ends may have. */
  public missing(): readonly Finding[] {
    const byName = new Map(this.places.map((place) => [place.id, place]));
    return this.intent.conduits.flatMap((conduit) => {
      const [from, to] = [byName.get(conduit.from), byName.get(conduit.to)];
      const row = this.world.rows.of(conduit.transport);
      if (from === undefined || to === undefined)
        return [this.lost(conduit, "broken", row, "one of its ends is no place that is known")];
      const targets = own(to, conduit.answeredBy).filter(({ clients }) => clients === undefined);
      // A conduit that no authorisation rule is about is not for the clients of a VPN.
      const sources = own(from, undefined).filter(
        ({ clients }) => clients === undefined || targets.some((target) => !shut(clients.lets, target)),
      );
      if (sources.length === 0 || targets.length === 0)
        return [this.lost(conduit, "broken", row, `nothing is at ${sources.length === 0 ? conduit.from : conduit.to}`)];
      return this.firstLoss(conduit, sources, targets, row);
    });
  }

  private firstLoss(
    conduit: DeclaredConduit,
    sources: readonly Spot[],
    targets: readonly Spot[],
    row: RowId,
  ): readonly Finding[] {
    const extent = conduit.to === internet ? "somewhere" : "everywhere";
    const loss = lossBetween(this.world, this.relations, this.evidence, sources, targets, row, extent);
    if (loss === undefined) return [];
    const { surely, blockers, doubts, why } = loss;
    return [{ ...this.lost(conduit, surely ? "broken" : "undecided", loss.row, why), blockers, doubts }];
  }

  private lost(conduit: DeclaredConduit, verdict: Finding["verdict"], row: RowId, why: string): Finding {
    const surely = verdict === "broken" ? "does not pass" : "may not pass";
    return {
      id: `missing:${conduit.id}`,
      kind: "missing",
      verdict,
      from: conduit.from,
      to: conduit.to,
      traffic: this.world.rows.transport(row),
      text: `declared traffic ${surely}: ${why}`,
      rules: [],
      doubts: [],
      next:
        verdict === "broken" ? "allow it where it is stopped, or withdraw the conduit" : toBeKnown(this.world.facts),
    };
  }

  /** Traffic that no conduit declares, wherever at least one end is a segment. */
  public excess(): readonly Finding[] {
    const findings: Finding[] = [];
    for (const [at, from] of this.places.entries())
      for (const index of this.prospects.of(at)) {
        const to = this.places[index] as Place;
        if (from.type !== "segment" && to.type !== "segment") continue;
        findings.push(...this.between(from, to));
      }
    return findings;
  }

  private between(from: Place, to: Place): readonly Finding[] {
    const { rows } = this.world;
    const conduits = [
      ...(this.declared.get(`${from.id}>${to.id}`) ?? []),
      // Behind a gateway endpoint are public addresses: who may ask for any of those may ask for these.
      ...(to.type === "service" ? (this.declared.get(`${from.id}>${internet}`) ?? []) : []),
    ];
    let [sure, open] = [noTraffic, noTraffic];
    let [firstSure, firstOpen]: [Shown?, Shown?] = [];
    for (const pairs of alternatives(from.spots, to.spots)) {
      const each = pairs.map(([s, d]): { pair: readonly [Spot, Spot]; must: RowId; may: RowId } => {
        const { someMust, someMay } = this.relations.between(s, d);
        const allowed = conduits.reduce(
          (row, conduit) => (answers(d, conduit) ? rows.or(row, rows.of(conduit.transport)) : row),
          noTraffic,
        );
        return { pair: [s, d], must: rows.minus(someMust, allowed), may: rows.minus(someMay, allowed) };
      });
      const surely = each.reduce((row, { must }) => rows.and(row, must), allTraffic);
      sure = rows.or(sure, surely);
      for (const { pair, may } of each) {
        const perhaps = rows.minus(may, surely);
        if (surely !== noTraffic) firstSure ??= [...pair, surely];
        if (perhaps !== noTraffic) firstOpen ??= [...pair, perhaps];
        open = rows.or(open, perhaps);
      }
    }
    const findings: Finding[] = [];
    if (firstSure !== undefined) findings.push(this.extra(from, to, "broken", sure, firstSure));
    if (firstOpen !== undefined && rows.minus(open, sure) !== noTraffic)
      findings.push(this.extra(from, to, "undecided", rows.minus(open, sure), firstOpen));
    return findings;
  }

  private extra(from: Place, to: Place, verdict: Finding["verdict"], row: RowId, [s, d, shown]: Shown): Finding {
    const found = this.evidence.passing(s, d, shown, verdict === "broken" ? "must" : "may");
    const settled = verdict === "broken" && found?.agreed === true ? "broken" : "undecided";
    const where =
      found === undefined
        ? ""
        : `: ${found.witness.from.address} to ${found.witness.to.address}, ${found.witness.transport}`;
    const over = onceDeclared(this.world.rows, this.intent, from, to, row);
    return {
      id: `${settled === "broken" ? "excess" : "perhaps-excess"}:${from.id}>${to.id}`,
      kind: settled === "broken" ? "excess" : "undecided",
      verdict: settled,
      from: from.id,
      to: to.id,
      traffic: this.world.rows.transport(row),
      text: `${settled === "broken" ? "traffic that no conduit declares passes" : "traffic that no conduit declares may pass"}${where}${over}`,
      ...(found === undefined ? {} : { witness: found.witness }),
      rules: found?.witness.rules ?? [],
      doubts: found?.doubts ?? [],
      next: settled === "broken" ? "close the rules named here, or declare a conduit" : toBeKnown(this.world.facts),
    };
  }
}

function answers(spot: Spot, conduit: DeclaredConduit): boolean {
  return conduit.answeredBy === undefined || spot.groups.some(({ to }) => to === conduit.answeredBy);
}

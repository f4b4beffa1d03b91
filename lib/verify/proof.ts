/**
 * The proof of one network: every question about it, from facts compiled once.
 *
 * Decides nothing by itself; it joins the engine's parts so that all answers are about the same world. Safe to keep: it
 * changes nothing that it was given, and the same facts give the same answers.
 */
import type { Transport } from "../model";
import { AddressSet, Cidr, InvalidInput } from "../model";
import type { FactBase } from "../terraform";
import { certify, type Certificate } from "./certificate/certificate";
import { coverageOf, type Coverage } from "./coverage/coverage";
import { explain, type Explanation } from "./explain/explain";
import { judge, openFacts } from "./judge/judge";
import { verdictOf, type Finding, type Verdict } from "./judge/finding";
import { askQuestions } from "./judge/questions";
import { exemptionsOf, type Exemption } from "./places/exemptions";
import type { DeclaredIntent } from "./places/intent";
import { placesOf, type Place } from "./places/places";
import { publicAddresses } from "./places/public-addresses";
import { siteAssumptions, withSites } from "./places/sites";
import { Matrix, placeRelation } from "./reach/matrix";
import { Relations } from "./reach/relation";
import { Walker } from "./routing/walker";
import { noTraffic } from "./sets/rows";
import { blocksOf } from "./world/bounds";
import { World } from "./world/world";

export interface Judgement {
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  /** What was taken for granted because no input describes it, one sentence each. */
  readonly assumptions: readonly string[];
}

export class Proof {
  public readonly places: readonly Place[];
  private readonly world: World;
  private readonly relations: Relations;
  private all: Matrix | undefined;

  /**
   * @param intent - what is declared; without it places are what the facts show
   */
  public constructor(
    public readonly facts: FactBase,
    private readonly intent?: DeclaredIntent,
  ) {
    const internet = publicAddresses(facts);
    const blocks = (intent?.segments ?? []).map((segment) =>
      AddressSet.of(segment.blocks.map((block) => Cidr.of(block))),
    );
    this.world = new World(withSites(facts, intent), [internet, ...blocks]);
    const walker = new Walker(this.world, internet);
    this.places = placesOf(this.world, internet, intent);
    this.relations = new Relations(this.world, walker, intent?.replies ?? "answered");
  }

  /** All pairs of places between which anything passes or may pass. */
  public matrix(): Matrix {
    this.all ??= new Matrix(this.world, this.places, this.relations);
    return this.all;
  }

  /** Places in which nothing has an interface: not proved safe, only empty. */
  public get empty(): readonly Place[] {
    return this.places.filter(({ type }) => type === "empty-subnet");
  }

  public tryFindPlace(id: string): Place | undefined {
    return this.places.find((place) => place.id === id);
  }

  /** @throws {InvalidInput} when there is no such place */
  public findPlace(id: string): Place {
    const place = this.tryFindPlace(id);
    if (place !== undefined) return place;
    throw new InvalidInput([
      { what: "no such place", received: JSON.stringify(id), allowed: this.places.map((each) => each.id).join(", ") },
    ]);
  }

  /** The place with an interface, instance, subnet or address, besides those named as places themselves. */
  public tryFindPlaceOf(name: string): Place | undefined {
    const named = this.tryFindPlace(name);
    if (named !== undefined) return named;
    const holder = this.places.find(({ spots }) =>
      spots.some(
        ({ interfaces, subnet }) =>
          interfaces.includes(name) || subnet?.id === name || interfaces.some((id) => id.startsWith(`${name}.`)),
      ),
    );
    if (holder !== undefined) return holder;
    const owner = this.facts.interfaces.find((face) => face.owner.id === name);
    if (owner !== undefined)
      return this.places.find(({ spots }) => spots.some(({ interfaces }) => interfaces.includes(owner.id)));
    const address = Cidr.parseAddress(name);
    if (!address.ok) return undefined;
    const set = AddressSet.of([address.value]);
    const client = this.facts.clientVpns.find(({ clients }) => blocksOf(clients).must.contains(set));
    const theirs = this.places.find(({ spots }) =>
      spots.some(({ clients }) => clients !== undefined && "to" in clients.of && clients.of.to === client?.id),
    );
    if (theirs !== undefined) return theirs;
    const having = this.places.filter(({ addresses }) => addresses.contains(set));
    // A network that no input describes may have anything; whoever is known to have the address comes first.
    return having.find(({ type }) => type !== "outside") ?? having[0];
  }

  /** Why the lowest transport of a set gets through between two places, or everything that stops it. */
  public explain(from: Place, to: Place, transport: Transport): Explanation {
    const [first] = transport.points.intervals;
    if (first === undefined)
      throw new InvalidInput([
        { what: "transport to explain is empty", received: "nothing", allowed: "one protocol and port" },
      ]);
    return explain(this.world, this.relations, from, to, first[0], this.replies);
  }

  /** What surely and what perhaps passes between two places. */
  public between(from: Place, to: Place): { readonly must: Transport; readonly may: Transport } {
    const { someMay, someMust } = placeRelation(this.world, this.relations, from, to);
    return { must: this.world.rows.transport(someMust), may: this.world.rows.transport(someMay) };
  }

  /** Whether nothing can pass from one place to another. */
  public isolates(from: Place, to: Place): Verdict {
    const { someMay, someMust } = placeRelation(this.world, this.relations, from, to);
    return someMust !== noTraffic
      ? "broken"
      : someMay !== noTraffic || openFacts(this.world, this.places).length > 0
        ? "undecided"
        : "holds";
  }

  /** Against the intent, and the questions that need none. */
  public judge(): Judgement {
    const declared =
      this.intent === undefined
        ? openFacts(this.world, this.places)
        : judge(this.world, this.places, this.relations, this.intent);
    const findings = [...declared, ...this.questions()];
    return { verdict: verdictOf(findings), findings, assumptions: this.assumptions };
  }

  /** What goes on between places that are isolated, whatever the filters say. */
  public get exemptions(): readonly Exemption[] {
    return exemptionsOf(this.facts);
  }

  /** The questions that every hospital asks. */
  public questions(): readonly Finding[] {
    return askQuestions(this.world, this.places, this.relations, this.intent);
  }

  /** Rules that no conduit needs, conduits with no rule, shadowed entries. */
  public coverage(): Coverage {
    return coverageOf(this.world, this.places, this.intent ?? { segments: [], conduits: [] });
  }

  /** Why nothing passes, for a separate checker; undefined when something may. */
  public certify(from: Place, to: Place): Certificate | undefined {
    return this.between(from, to).may.isEmpty() ? certify(this.world, this.relations, from, to) : undefined;
  }

  private get assumptions(): readonly string[] {
    const joined = this.places.filter(({ spots }) => spots.some(({ assumed }) => assumed));
    return [
      ...joined.map(
        ({ id }) =>
          `no input says how "${id}" is joined to these networks: it is taken to reach every subnet, stopped by groups and ACLs alone`,
      ),
      ...siteAssumptions(this.world.facts),
    ];
  }

  private get replies(): "needed" | "ignored" {
    return this.intent?.replies === "one-way-counts" ? "ignored" : "needed";
  }
}

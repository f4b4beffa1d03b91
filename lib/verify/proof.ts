/**
 * The proof of one network: every question about it, from facts compiled once.
 *
 * Decides nothing by itself; it joins the engine's parts so that all answers are about the same world. Safe to keep: it
 * changes nothing that it was given, and the same facts give the same answers.
 */
import type { Transport } from "../model";
import { AddressSet, Cidr, InvalidInput } from "../model";
import type { FactBase, FactId } from "../terraform";
import { certify, type Certificate } from "./certificate/certificate";
import { Claims } from "./claims/claims";
import { coverageOf, type Coverage } from "./coverage/coverage";
import { explain, rulesBetween, type Explanation } from "./explain/explain";
import { asked } from "./explain/second-opinion";
import { EvidenceFinder } from "./judge/evidence";
import { behindRoutes } from "./judge/behind-routes";
import { judge, unplaced } from "./judge/judge";
import { openFacts } from "./judge/open-facts";
import { brokenFirst, verdictOf, type Finding, type Verdict } from "./judge/finding";
import { nothingToProve } from "./judge/nothing";
import { askQuestions, management } from "./judge/questions";
import { exemptionsOf, type Exemption } from "./places/exemptions";
import { undescribed, type Undescribed } from "./places/undescribed";
import { isUnseen, unseen } from "./places/unseen";
import { ledToServices, type DeclaredIntent } from "./places/intent";
import { namedPlace, type NamedPlace } from "./places/named";
import { placesOf, type Place } from "./places/places";
import { publicAddresses } from "./places/public-addresses";
import { siteAssumptions, withSites } from "./places/sites";
import { Matrix, placeRelation } from "./reach/matrix";
import { Prospects } from "./reach/prospects";
import { Relations } from "./reach/relation";
import { Walker } from "./routing/walker";
import { noTraffic } from "./sets/rows";
import { World } from "./world/world";

export interface Judgement {
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  /** What was taken for granted because no input describes it, one sentence each. */
  readonly assumptions: readonly string[];
}

export class Proof {
  public readonly places: readonly Place[];
  private readonly intent: DeclaredIntent | undefined;
  private readonly world: World;
  private readonly relations: Relations;
  private all: Matrix | undefined;
  private worthALook: Prospects | undefined;

  /**
   * @param intent - what is declared; without it places are what the facts show
   */
  public constructor(
    public readonly facts: FactBase,
    intent?: DeclaredIntent,
  ) {
    this.intent = intent === undefined ? undefined : ledToServices(intent, facts.endpoints);
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
    this.all ??= new Matrix(this.world, this.places, this.relations, this.prospects);
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

  /**
   * What a name stands for: a place, an interface or its owner, a subnet, a VPC, a group, or an address.
   *
   * @param ids - what the name may be among the facts
   */
  public tryFindPlaceOf(name: string, ids: readonly FactId[] = [name]): NamedPlace | undefined {
    const { shared } = this.relations.paths;
    return namedPlace(this.world, this.places, name, ids, (far, address) => shared.mayHave(far, address));
  }

  /** Why the lowest transport of a set gets through between two places, or everything that stops it. */
  public explain(from: Place, to: Place, transport: Transport): Explanation {
    const [first] = transport.points.intervals;
    if (first === undefined)
      throw new InvalidInput([
        { what: "transport to explain is empty", received: "nothing", allowed: "one protocol and port" },
      ]);
    const found = explain(this.world, this.relations, from, to, first[0], this.replies);
    if (found.verdict !== "blocked") return found;
    const open = [...(isUnseen(from, to) ? [unseen] : []), ...this.open().map(({ text }) => text)];
    // What is not read, or not seen, may let it through.
    return open.length === 0 ? found : { ...found, verdict: "undecided", doubts: [...found.doubts, ...open] };
  }

  /**
   * Puts pairs of the matrix to the naive evaluator: all of them, or as many as it answers in about a second.
   *
   * @throws {InternalDisagreement} when it says that what the engine shows does not pass
   */
  public askAgain(): void {
    for (const { from, to, must, may } of asked(this.matrix(), this.facts))
      this.explain(from, to, must.isEmpty() ? may : must);
  }

  /** The rules that let the lowest transport of a set through between two places. */
  public rulesBetween(from: Place, to: Place, transport: Transport): readonly FactId[] {
    const [first] = transport.points.intervals;
    return first === undefined ? [] : rulesBetween(this.world, this.relations, from, to, first[0]);
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
      : someMay !== noTraffic || isUnseen(from, to) || this.open().length > 0
        ? "undecided"
        : "holds";
  }

  /** Whether both may be outside AWS, so that nothing here can tell that they are isolated. */
  public isUnseen(from: Place, to: Place): boolean {
    return isUnseen(from, to);
  }

  /** Against the intent, and the questions that need none. */
  public judge(): Judgement {
    const declared =
      this.intent === undefined
        ? openFacts(this.world, this.places)
        : judge(this.world, this.places, this.relations, this.prospects, this.intent);
    const findings = brokenFirst([...this.nothing, ...declared, ...this.questions(), ...this.managedFromBeyond()]);
    return { verdict: verdictOf(findings), findings, assumptions: this.assumptions };
  }

  /** What carries a declared segment and is not among the facts, or is there more than once. */
  public get unplaced(): readonly Finding[] {
    return this.intent === undefined ? [] : unplaced(this.world, this.intent);
  }

  /** That there is nothing to prove anything of, where the inputs describe no network at all. */
  public get nothing(): readonly Finding[] {
    return nothingToProve(this.facts);
  }

  /** Interfaces of which no input describes the network, so that they are at no place. */
  public get undescribed(): readonly Undescribed[] {
    return undescribed(this.facts);
  }

  /** What goes on between places that are isolated, whatever the filters say. */
  public get exemptions(): readonly Exemption[] {
    return exemptionsOf(this.facts);
  }

  /** The questions that every hospital asks. */
  public questions(): readonly Finding[] {
    return askQuestions(this.world, this.places, this.relations, this.prospects, this.intent);
  }

  /** Places that may speak with what routes lead to and no input describes: it is no place, so no pair tells of it. */
  public get beyond(): readonly Finding[] {
    return behindRoutes(this.world, this.relations, this.places.filter(isOurs), this.places);
  }

  /** Whether what is there manages something; what segments have to do with it is judged by what is declared. */
  private managedFromBeyond(): readonly Finding[] {
    const others = this.places.filter((place) => isOurs(place) && place.segment === undefined);
    return behindRoutes(this.world, this.relations, others, this.places, management);
  }

  /** What can be claimed of places, and its contrary. */
  public get claims(): Claims {
    const { world, places, relations } = this;
    const evidence = new EvidenceFinder(world, relations, this.replies);
    return new Claims({ world, places, relations, evidence, open: () => this.open() }, () => this.judge().findings);
  }

  /** Rules that no conduit needs, conduits with no rule, shadowed entries. */
  public coverage(): Coverage {
    return coverageOf(this.world, this.places, this.intent ?? { segments: [], conduits: [] });
  }

  /** Why nothing passes, for a separate checker; undefined when something may. */
  public certify(from: Place, to: Place): Certificate | undefined {
    return this.between(from, to).may.isEmpty() ? certify(this.world, this.relations, from, to) : undefined;
  }

  private open(): readonly Finding[] {
    return [...openFacts(this.world, this.places), ...this.unplaced];
  }

  private get prospects(): Prospects {
    this.worthALook ??= new Prospects(this.places, this.relations.paths);
    return this.worthALook;
  }

  private get assumptions(): readonly string[] {
    const joined = this.places.filter(({ spots }) => spots.some(({ assumed }) => assumed));
    return [
      ...joined.map(
        ({ id }) =>
          `no input says how "${id}" is joined to these networks: it is taken to reach every subnet, stopped by groups and ACLs alone`,
      ),
      ...siteAssumptions(this.world.facts),
      ...(this.intent?.alerting ?? []).map(
        ({ firewall, until, conduits }) =>
          `${firewall} only alerts until ${until}, as declared: any name passes for ${conduits.join(", ")}`,
      ),
    ];
  }

  private get replies(): "needed" | "ignored" {
    return this.intent?.replies === "one-way-counts" ? "ignored" : "needed";
  }
}

function isOurs({ type }: Place): boolean {
  return type === "segment" || type === "interfaces";
}

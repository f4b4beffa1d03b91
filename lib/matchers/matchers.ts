/**
 * Claims about a network, as matchers for Jest and whatever extends `expect` as Jest does.
 *
 * A matcher under `.not` proves the contrary claim by itself; it never passes because the claim could not be proved. What is
 * undecided fails both.
 */
import { findPlace, type Proved } from "../app";
import { InvalidInput } from "../model";
import type { NamedPlace } from "../verify";
import { answer, type Matched, type MatcherState } from "./answer";
import { proofOf } from "./subject";
import { transportOf, type Traffic } from "./traffic";

/** What may be reached: names of places, or for each name its traffic. */
export type Reached = readonly string[] | Readonly<Record<string, Traffic | readonly Traffic[]>>;

/** The matchers, for `expect.extend`. */
export const cordonMatchers = {
  /** Neither place can start anything to the other. */
  toIsolate(this: MatcherState, subject: unknown, place: string, others: string | readonly string[]): Matched {
    const proved = proofOf(subject);
    const { claims } = proved.proof;
    const one = placeOf(proved, place);
    const rest = listOf("places to isolate from", others).map((name) => placeOf(proved, name));
    if (this.isNot === true && rest.length > 1) throw vague("toIsolate", "several places", "one place at a time");
    const claim = this.isNot === true ? claims.joined.bind(claims) : claims.isolated.bind(claims);
    return answer(
      this,
      "toIsolate",
      [place, ...[others].flat()],
      rest.flatMap((each) => claim(one, each)),
    );
  },

  /** All of the traffic passes from one place to the other, from wherever in the one to wherever in the other. */
  toReach(
    this: MatcherState,
    subject: unknown,
    from: string,
    to: string,
    traffic?: Traffic | readonly Traffic[],
  ): Matched {
    const proved = proofOf(subject);
    const { claims } = proved.proof;
    const wanted = transportOf(traffic);
    const claim = this.isNot === true ? claims.reachesNot.bind(claims) : claims.reaches.bind(claims);
    const said = wanted === undefined ? [from, to] : [from, to, wanted];
    return answer(this, "toReach", said, claim(placeOf(proved, from), placeOf(proved, to), wanted));
  },

  /** What is listed passes, and nothing else passes to anything. */
  toReachOnly(this: MatcherState, subject: unknown, from: string, to: Reached): Matched {
    if (this.isNot === true) throw vague("toReachOnly", "the contrary of a list", "toReach or not.toReach");
    const proved = proofOf(subject);
    const listed = entriesOf(to).map(([name, traffic]) => ({
      place: placeOf(proved, name),
      traffic: transportOf(traffic),
    }));
    const objections = proved.proof.claims.reachesOnly(placeOf(proved, from), listed);
    return answer(this, "toReachOnly", [from, listed.map(({ place }) => place.id)], objections);
  },

  /** Exactly what is declared passes, and nothing else. */
  toHold(this: MatcherState, subject: unknown): Matched {
    const { proof, intents } = proofOf(subject);
    if (intents.length === 0)
      throw new InvalidInput([
        {
          what: "nothing is declared, so there is nothing that could hold",
          allowed: "a stack with a HospitalNetwork, its folder with intent.json, or toIsolate, toReach and toReachOnly",
        },
      ]);
    return answer(this, "toHold", [], this.isNot === true ? proof.claims.breaks() : proof.claims.holds());
  },
};

function placeOf(proved: Proved, name: unknown): NamedPlace {
  if (typeof name === "string") return findPlace(proved, name);
  const allowed = "a segment's name, a Terraform address, an IP address, or internet";
  throw new InvalidInput([{ what: "a place is not a name", received: typeof name, allowed }]);
}

function listOf(what: string, names: string | readonly string[]): readonly string[] {
  const list = [names].flat();
  if (list.length > 0) return list;
  throw new InvalidInput([{ what: `there are no ${what}`, received: "an empty list", allowed: "one name or more" }]);
}

function entriesOf(to: Reached): readonly (readonly [string, Traffic | readonly Traffic[] | undefined])[] {
  const said = to as unknown;
  if (Array.isArray(to)) return to.map((name: string) => [name, undefined]);
  if (typeof said === "object" && said !== null) return Object.entries(to as object) as [string, Traffic][];
  const allowed = '["pump-server"] or { "pump-server": services.https }';
  throw new InvalidInput([{ what: "what may be reached is not a list", received: typeof said, allowed }]);
}

/** The contrary of such a claim would hold for reasons that its author did not mean. */
function vague(matcher: string, received: string, allowed: string): InvalidInput {
  return new InvalidInput([{ what: `.not.${matcher} does not say which part of it is wrong`, received, allowed }]);
}

/**
 * What a link means among the facts.
 *
 * Decides how many objects a link may mean and whether it surely means one. Refuses to guess: an ambiguous link means each
 * of its objects perhaps, an unknown one any object of the right kind perhaps.
 */
import type { Family } from "../../model";
import type { Endpoint, Fact, FactId, Link, UnknownReason, Value } from "../../terraform";

/** One object that a link may mean. */
export interface Meaning {
  readonly to: FactId;
  /** The link can mean nothing else. */
  readonly sure: boolean;
}

/** Why an answer is not exact. */
export type Doubt = UnknownReason;

/** One of several objects, of which the link surely means one. */
export interface Choice extends Meaning {
  /** @default - it may mean none of them, or another */
  readonly oneOf?: true;
}

/**
 * What a link means that surely means something. Of objects that all surely exist it is one, and what holds for each of them holds.
 */
export function choices(link: Link, facts: readonly Fact[]): readonly Choice[] {
  const found = meanings(link, () => ids(facts));
  if (link.how !== "ambiguous" || link.closed !== true) return found;
  const isWhole = link.among.every((id) => facts.some((fact) => fact.id === id && isCertain(fact)));
  return isWhole ? found.map((one) => ({ ...one, oneOf: true })) : found;
}

export function meanings(link: Link, anyOf: () => readonly FactId[]): readonly Meaning[] {
  switch (link.how) {
    case "exact":
    case "symbol":
      return [{ to: link.to, sure: true }];
    case "outside":
      return [];
    case "ambiguous":
      return link.among.map((to) => ({ to, sure: false }));
    case "unknown":
      return anyOf().map((to) => ({ to, sure: false }));
  }
}

/** Whether an object surely exists. */
export function isCertain(fact: Fact): boolean {
  return fact.presence.is === "certain" && fact.maybeSameAs === undefined;
}

/** Whether a value is, may be or is not one of those that `test` accepts. */
export function tri<T>(value: Value<T>, test: (value: T) => boolean): Tri {
  if ("exact" in value) return test(value.exact) ? "yes" : "no";
  if ("unknown" in value) return "maybe";
  const answers = value.oneOf.map(test);
  return answers.every(Boolean) ? "yes" : answers.some(Boolean) ? "maybe" : "no";
}

export type Tri = "yes" | "maybe" | "no";

export function both(...all: readonly Tri[]): Tri {
  return all.includes("no") ? "no" : all.includes("maybe") ? "maybe" : "yes";
}

/** Facts by id, and lists of facts by the object that they belong to. */
export function byId<F extends Fact>(facts: readonly F[]): ReadonlyMap<FactId, F> {
  return new Map(facts.map((fact) => [fact.id, fact]));
}

/** The members that surely or perhaps belong to each owner, in the order of the facts. */
export function members<F extends Fact>(
  facts: readonly F[],
  ownerOf: (fact: F) => Link,
  anyOf: () => readonly FactId[],
): ReadonlyMap<FactId, readonly { readonly fact: F; readonly sure: boolean }[]> {
  const map = new Map<FactId, { fact: F; sure: boolean }[]>();
  for (const fact of facts) {
    for (const { to, sure } of meanings(ownerOf(fact), anyOf)) {
      const entry = { fact, sure: sure && isCertain(fact) };
      const list = map.get(to);
      if (list === undefined) map.set(to, [entry]);
      else list.push(entry);
    }
  }
  return map;
}

export function ids(facts: readonly Fact[]): readonly FactId[] {
  return facts.map((fact) => fact.id);
}

/** Whether a gateway endpoint or a Client VPN carries a family. Between which IPv6 addresses is not known, so that never surely. */
export function carries({ carries: told }: Pick<Endpoint, "carries">, family: Family): Tri {
  if (told === undefined) return family === 4 ? "yes" : "no";
  const answer = tri(told, (type) => type === "dualstack" || (type === "ipv4") === (family === 4));
  return family === 6 && answer === "yes" ? "maybe" : answer;
}

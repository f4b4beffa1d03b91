/** What a link may mean, straight from the facts. Shares nothing with the engine. */
import type { Fact, Link } from "../../terraform";
import { isOneOf, means } from "./filters";
import { anywhere, so, type Journey, type Trip } from "./journey";

/**
 * On to each fact that the link may mean, in a way of its own; anywhere when it is none of the list. Where it surely means one of
 * them, each way is gone to its end: they are answered alike, or nobody knows.
 */
export function among<F extends Fact>(
  list: readonly F[],
  link: Link,
  trip: Trip,
  then: (fact: F, trip: Trip) => readonly Journey[],
): readonly Journey[] {
  const found = list.filter(({ id }) => means(link, id) !== "no");
  return found.length === 0
    ? [anywhere(trip)]
    : found.flatMap((fact) => then(fact, so(trip, isOneOf(link, list) ? "yes" : means(link, fact.id))));
}

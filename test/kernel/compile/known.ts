/** Facts taken as known: what is not known cannot be built, so the compiler refuses it by name. */
import type { AddressSet, Cidr, Transport } from "../../../lib/model";
import type { Block, Bounded, FactBase, FactId, Link, Value } from "../../../lib/terraform";

export class NotCompiled extends Error {
  public override readonly name = "NotCompiled";
}

export function linkOf(link: Link, what: string): FactId {
  if (link.how === "exact" || link.how === "symbol") return link.to;
  throw new NotCompiled(`${what} is a link that is ${link.how}; the kernel needs one object`);
}

export function valueOf<T>(value: Value<T>, what: string): T {
  if ("exact" in value) return value.exact;
  throw new NotCompiled(`${what} is not known`);
}

export function setOf<S extends AddressSet | Transport>(bounded: Bounded<S>, what: string): S {
  if ("exact" in bounded) return bounded.exact;
  throw new NotCompiled(`${what} is known within bounds only`);
}

export function blockOf(block: Block, what: string): Cidr {
  if ("exact" in block) return block.exact;
  throw new NotCompiled(`${what} is known within bounds only`);
}

/** The one fact with an id. */
export function factOf<F extends { readonly id: FactId }>(facts: readonly F[], id: FactId, what: string): F {
  const fact = facts.find((each) => each.id === id);
  if (fact === undefined) throw new NotCompiled(`${what} "${id}" is not among the facts`);
  return fact;
}

/** Refuses facts that may not be, or that have more than they list: none of that can be built. */
export function requireCertain(facts: FactBase): void {
  const lists = Object.values(facts).filter(Array.isArray) as {
    id?: string;
    presence?: { is: string };
    more?: unknown;
  }[][];
  for (const fact of lists.flat())
    if ((fact.presence !== undefined && fact.presence.is !== "certain") || fact.more !== undefined)
      throw new NotCompiled(`"${String(fact.id)}" may not exist, or may hold more than the facts list`);
}

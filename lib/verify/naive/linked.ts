/** Facts by what they may be linked to, gathered once: packet after packet asks the same. */
import type { FactBase, FactId, Link } from "../../terraform";

interface Gathered<F> {
  readonly byId: ReadonlyMap<FactId, readonly number[]>;
  /** Linked to nobody knows what. */
  readonly toAny: readonly number[];
  readonly asked: Map<FactId, readonly F[]>;
}

/** A list of the facts, asked for those whose link is, or may be, one object; in the order of the list. */
export function linked<F>(
  listOf: (facts: FactBase) => readonly F[],
  linkOf: (fact: F) => Link,
): (facts: FactBase, id: FactId) => readonly F[] {
  const known = new WeakMap<FactBase, Gathered<F>>();
  return (facts, id) => {
    const gathered = known.get(facts) ?? gather(listOf(facts), linkOf);
    known.set(facts, gathered);
    const found =
      gathered.asked.get(id) ??
      [...(gathered.byId.get(id) ?? []), ...gathered.toAny].sort((a, b) => a - b).map((at) => listOf(facts)[at] as F);
    gathered.asked.set(id, found);
    return found;
  };
}

function gather<F>(list: readonly F[], linkOf: (fact: F) => Link): Gathered<F> {
  const byId = new Map<FactId, number[]>();
  const toAny: number[] = [];
  list.forEach((fact, at) => {
    const link = linkOf(fact);
    if (link.how === "unknown") toAny.push(at);
    const ids = "to" in link ? [link.to] : link.how === "ambiguous" ? new Set(link.among) : [];
    for (const id of ids) {
      const others = byId.get(id);
      if (others === undefined) byId.set(id, [at]);
      else others.push(at);
    }
  });
  return { byId, toAny, asked: new Map() };
}

export const rulesOfGroup = linked(
  (facts) => facts.securityGroupRules,
  (rule) => rule.group,
);
export const entriesOfAcl = linked(
  (facts) => facts.networkAclEntries,
  (entry) => entry.acl,
);

/** What filters let through, recomputed from the facts with the model's own sets; never less than they do. */
import { AddressSet, Transport } from "../../model";
import type { Bounded, Direction, FactBase, FactId, Link } from "../../terraform";
import { means } from "../naive/filters";
import { entriesOfAcl, rulesOfGroup } from "../naive/linked";
import type { NaiveEnd } from "../naive/packet";

/**
 * What groups let through to or from some addresses at the other end.
 *
 * @param other - that end, or the groups of it that rules may name
 */
export function groupsLet(
  facts: FactBase,
  ids: readonly FactId[],
  direction: Direction,
  other: NaiveEnd | readonly FactId[],
  addresses: AddressSet,
): Transport {
  const known = ids.map((id) => facts.securityGroups.find((group) => group.id === id));
  if (known.some((group) => group === undefined || group.more !== undefined)) return Transport.all;
  let lets = Transport.none;
  for (const rule of ids.flatMap((id) => rulesOfGroup(facts, id))) {
    if (rule.direction !== direction) continue;
    const hits = rule.peers.some((peer) => {
      switch (peer.kind) {
        case "group":
          return isIn(other, peer.group);
        case "addresses":
          return bounds(peer.addresses).may.overlaps(addresses);
        case "prefix-list":
          return isServiceOf(facts, other, peer.list) || listHas(facts, peer.list, addresses);
      }
    });
    if (hits) lets = lets.union(bounds(rule.transport).may);
  }
  return lets;
}

function isIn(end: NaiveEnd | readonly FactId[], group: Link): boolean {
  if (group.how === "unknown") return true;
  if (!("kind" in end)) return end.some((id) => may(group, id));
  if (end.kind !== "interface" || end.groups === "unfiltered") return false;
  return end.anyGroup || end.moreGroups || end.groups.some(({ id }) => may(group, id));
}

function isServiceOf(facts: FactBase, end: NaiveEnd | readonly FactId[], list: Link): boolean {
  const own =
    "kind" in end && end.kind === "service" ? facts.endpoints.find(({ id }) => id === end.endpoint)?.list : undefined;
  return own !== undefined && facts.prefixLists.some(({ id }) => may(own, id) && may(list, id));
}

function listHas(facts: FactBase, link: Link, addresses: AddressSet): boolean {
  const lists = facts.prefixLists.filter(({ id }) => may(link, id));
  if (lists.length === 0) return true;
  return lists.some(
    (list) =>
      list.entries.some((entry) =>
        ("exact" in entry ? AddressSet.of([entry.exact]) : entry.within).overlaps(addresses),
      ) ||
      (list.more !== undefined && list.within.overlaps(addresses)),
  );
}

/** What some of these addresses may send through one of the ACLs: denies count only where they cover all of what is left. */
export function aclsLet(
  facts: FactBase,
  ids: readonly FactId[],
  direction: Direction,
  addresses: AddressSet,
): Transport {
  let lets = Transport.none;
  for (const id of ids) {
    const acl = facts.networkAcls.find((each) => each.id === id);
    if (acl === undefined || acl.more !== undefined) return Transport.all;
    const entries = entriesOfAcl(facts, id)
      .filter((entry) => entry.direction === direction)
      .sort((a, b) => ("exact" in a.number ? a.number.exact : -1) - ("exact" in b.number ? b.number.exact : -1));
    let left: readonly { readonly addresses: AddressSet; readonly transport: Transport }[] = [
      { addresses, transport: Transport.all },
    ];
    for (const entry of entries) {
      const [addressed, transport] = [bounds(entry.addresses), bounds(entry.transport)];
      const isThere = entry.presence.is === "certain" && entry.maybeSameAs === undefined && "to" in entry.acl;
      const sure = isThere && "exact" in entry.number && "exact" in entry.action;
      const denies = "exact" in entry.action && entry.action.exact === "deny";
      for (const part of left)
        if (!denies && part.addresses.overlaps(addressed.may))
          lets = lets.union(part.transport.intersect(transport.may));
      // What surely meets the entry gets no further, whatever else may meet it.
      if (sure)
        left = left
          .flatMap((part) => [
            { addresses: part.addresses.subtract(addressed.must), transport: part.transport },
            {
              addresses: part.addresses.intersect(addressed.must),
              transport: part.transport.subtract(transport.must),
            },
          ])
          .filter((part) => !part.addresses.isEmpty() && !part.transport.isEmpty());
    }
  }
  return lets;
}

function may(link: Link, id: FactId): boolean {
  return means(link, id) !== "no";
}

function bounds<S>(value: Bounded<S>): { readonly may: S; readonly must: S } {
  return "exact" in value ? { may: value.exact, must: value.exact } : value;
}

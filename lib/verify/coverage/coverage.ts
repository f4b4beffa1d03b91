/**
 * Rules that nothing needs, and conduits that no rule carries.
 *
 * Decides whether a rule overlaps some conduit at the end and in the direction where it stands. Refuses to say that a rule
 * is safe to delete: what is not declared may still be in use.
 */
import { AddressSet, type Transport } from "../../model";
import type { Direction, FactId, SecurityGroupRule } from "../../terraform";
import type { DeclaredConduit, DeclaredIntent } from "../places/intent";
import type { Place } from "../places/places";
import { bothOf, prefixListOf } from "../world/bounds";
import { byId, ids, meanings } from "../world/links";
import type { World } from "../world/world";

export interface Coverage {
  /** Security-group rules that allow nothing that a conduit declares. */
  readonly unneeded: readonly FactId[];
  /** Conduits that no rule of one of their ends carries. */
  readonly bare: readonly { readonly conduit: string; readonly side: Direction }[];
  /** ACL entries that never decide: those before them match everything that they do. */
  readonly shadowed: readonly FactId[];
}

interface Side {
  readonly conduit: DeclaredConduit;
  readonly direction: Direction;
  /** The groups that are to carry it, and with them whatever else is worn there. */
  readonly own: readonly FactId[];
  readonly groups: readonly FactId[];
  readonly others: End;
}

export function coverageOf(world: World, places: readonly Place[], intent: DeclaredIntent): Coverage {
  const { facts } = world;
  const lists = byId(facts.prefixLists);
  const allGroups = (): readonly FactId[] => ids(facts.securityGroups);
  const sides = intent.conduits.flatMap((conduit) => sidesOf(conduit, places));
  const carried = new Set<Side>();
  const unneeded: FactId[] = [];
  const byGroup = new Map<FactId, Side[]>();
  for (const side of sides) for (const group of side.groups) byGroup.set(group, [...(byGroup.get(group) ?? []), side]);
  const carries = (rule: SecurityGroupRule, side: Side): boolean =>
    rule.direction === side.direction &&
    bothOf<Transport>(rule.transport).may.overlaps(side.conduit.transport) &&
    rule.peers.some((peer) => {
      if (peer.kind === "group")
        return (
          !side.others.isKnown || meanings(peer.group, allGroups).some(({ to }) => side.others.groups.includes(to))
        );
      const { may } = peer.kind === "addresses" ? bothOf(peer.addresses) : prefixListOf(peer.list, lists);
      return may.overlaps(side.others.addresses);
    });
  for (const rule of facts.securityGroupRules) {
    let needed = false;
    for (const { to } of meanings(rule.group, allGroups))
      for (const side of byGroup.get(to) ?? [])
        if (carries(rule, side)) {
          needed = true;
          if (side.own.includes(to)) carried.add(side);
        }
    if (!needed) unneeded.push(rule.id);
  }
  const bare = sides
    .filter((side) => side.own.length > 0 && !carried.has(side))
    .map(({ conduit, direction }) => ({ conduit: conduit.id, side: direction }));
  return { unneeded, bare, shadowed: shadowedEntries(world) };
}

function sidesOf(conduit: DeclaredConduit, places: readonly Place[]): readonly Side[] {
  const [from, to] = [places.find(({ id }) => id === conduit.from), places.find(({ id }) => id === conduit.to)];
  const asking = endOf(from, undefined);
  const answering = endOf(to, conduit.answeredBy);
  return [
    { conduit, direction: "egress", own: asking.own, groups: asking.groups, others: answering },
    { conduit, direction: "ingress", own: answering.own, groups: answering.groups, others: asking },
  ];
}

interface End {
  readonly own: readonly FactId[];
  readonly groups: readonly FactId[];
  readonly addresses: AddressSet;
  readonly isKnown: boolean;
}

/** An end that is no place here is another network's: nobody knows its addresses and its groups. */
function endOf(place: Place | undefined, answeredBy: FactId | undefined): End {
  const own = answeredBy === undefined ? (place?.segment?.groups ?? []) : [answeredBy];
  if (place === undefined) return { own, groups: own, addresses: AddressSet.everything, isKnown: false };
  const worn =
    answeredBy === undefined && place.segment !== undefined ? place.spots.flatMap(({ groups }) => groups) : [];
  const groups = [...new Set([...own, ...worn.map(({ to }) => to)])];
  return { own, groups, addresses: place.addresses, isKnown: true };
}

/** Entries of which nothing is left after those before them in the same ACL and direction. */
export function shadowedEntries(world: World): readonly FactId[] {
  const { facts } = world;
  const shadowed: FactId[] = [];
  const lists = new Map<string, (typeof facts.networkAclEntries)[number][]>();
  for (const entry of facts.networkAclEntries) {
    const [acl] = meanings(entry.acl, () => []);
    if (
      acl?.sure !== true ||
      entry.presence.is !== "certain" ||
      !("exact" in entry.number) ||
      !("exact" in entry.addresses) ||
      !("exact" in entry.transport)
    )
      continue;
    const key = `${acl.to} ${entry.direction}`;
    lists.set(key, [...(lists.get(key) ?? []), entry]);
  }
  for (const entries of lists.values()) {
    const sorted = entries
      .flatMap((entry) =>
        "exact" in entry.number && "exact" in entry.addresses && "exact" in entry.transport
          ? [
              {
                id: entry.id,
                number: entry.number.exact,
                addresses: entry.addresses.exact,
                transport: entry.transport.exact,
              },
            ]
          : [],
      )
      .sort((a, b) => a.number - b.number);
    sorted.forEach((entry, index) => {
      if (entry.addresses.isEmpty() || entry.transport.isEmpty()) return;
      let left: { readonly addresses: AddressSet; readonly transport: Transport }[] = [entry];
      for (const earlier of sorted.slice(0, index)) left = left.flatMap((part) => without(part, earlier));
      if (left.length === 0) shadowed.push(entry.id);
    });
  }
  return shadowed.sort();
}

function without(
  part: { readonly addresses: AddressSet; readonly transport: Transport },
  cut: { readonly addresses: AddressSet; readonly transport: Transport },
): { readonly addresses: AddressSet; readonly transport: Transport }[] {
  const common = part.addresses.intersect(cut.addresses);
  if (common.isEmpty() || !part.transport.overlaps(cut.transport)) return [part];
  return [
    { addresses: part.addresses.subtract(common), transport: part.transport },
    { addresses: common, transport: part.transport.subtract(cut.transport) },
  ].filter(({ addresses, transport }) => !addresses.isEmpty() && !transport.isEmpty());
}

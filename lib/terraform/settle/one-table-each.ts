/**
 * Associations of which nobody can tell which subnet each means, and that together mean each of their subnets.
 *
 * A subnet has one route table at most by an association, and AWS refuses a second (VPC user guide, "Subnet route tables"). So where as
 * many associations as there are subnets may each mean any of those, each subnet has one of their tables: all that is left open is
 * which, and that not where it is the same. It is what a plan shows of `count` on both.
 */
import type { FactLists, Link, RouteTableAssociation, UnknownReason } from "../facts";
import { idsOf } from "./links";

type Chosen = Link & { readonly how: "ambiguous" };

export function oneTableEach(lists: FactLists): FactLists {
  const groups = new Map<string, RouteTableAssociation[]>();
  for (const one of lists.routeTableAssociations) {
    const subnet = chosen(one);
    if (subnet === undefined) continue;
    const key = subnet.among.join(" ");
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const told = new Map([...groups.values()].flatMap((group) => [...eachOf(group)]));
  if (told.size === 0) return lists;
  return { ...lists, routeTableAssociations: lists.routeTableAssociations.map((one) => told.get(one) ?? one) };
}

/** The subnets that a certain association may mean. */
function chosen({ of, presence, maybeSameAs }: RouteTableAssociation): Chosen | undefined {
  const isCertain = presence.is === "certain" && maybeSameAs === undefined;
  return isCertain && "subnet" in of && of.subnet.how === "ambiguous" ? of.subnet : undefined;
}

/** What each is instead, with a subnet of its own. */
function* eachOf(
  group: readonly RouteTableAssociation[],
): Generator<readonly [from: RouteTableAssociation, to: RouteTableAssociation]> {
  const [subnet] = group.flatMap((one) => chosen(one) ?? []);
  if (subnet?.among.length !== group.length) return;
  const table = oneOfTables(
    group.map((one) => one.table),
    subnet.because,
  );
  if (table === undefined) return;
  for (const [at, to] of subnet.among.entries()) {
    const one = group[at] as RouteTableAssociation;
    yield [one, { ...one, table, of: { subnet: { how: "symbol", to } } }];
  }
}

/** The one table, or one of several; nothing where some are not known by name. */
function oneOfTables(tables: readonly Link[], because: UnknownReason): Link | undefined {
  const [first] = tables;
  if (tables.every((table) => JSON.stringify(table) === JSON.stringify(first))) return first;
  if (tables.some(({ how }) => how === "outside" || how === "unknown")) return undefined;
  // Not surely one of them: whether AWS refuses a second association of one subnet and one table, no guide says.
  return { how: "ambiguous", among: [...new Set(tables.flatMap(idsOf))].sort(), because };
}

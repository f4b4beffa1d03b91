/**
 * Makes main what is said to be the main route table of a VPC, where that is not the table that AWS made with it.
 *
 * A table becomes main by a resource, which says so itself, or by hand, which only the id tells. A state may keep that id
 * when the resource is gone and the table that AWS made is main again: there it is one of the two. A plan asks AWS
 * first, so that the id holds unless the plan takes such a resource away.
 */
import type { FactId, Link, UnknownReason, Vpc } from "../facts";
import type { MainTable, Reading } from "../reading/reading";
import { idsIn } from "./inside";
import { Names, targetOf } from "./links";

/** `before` holds what changing resources said before the change. */
export function tellMainTables(reading: Reading, before: Reading): void {
  const names = new Names(reading.aliases, new Set());
  const isUndone = before.amendments.some(({ list }) => list === "vpcs");
  const id = idsIn(reading);
  reading.change("vpcs", (vpc): Vpc => {
    const said = reading.mainTables.get(vpc.id);
    const originals = before.originalTables.flatMap((one) => (id(one.vpc) === vpc.id ? [one.awsId] : []));
    const main = said === undefined ? undefined : mainOf(vpc, said, names, reading, isUndone ? originals : undefined);
    return main === undefined ? vpc : { ...vpc, mainRouteTable: main };
  });
}

/**
 * The main table; nothing where it is the one that AWS made.
 *
 * @param originals what is main again where a resource that made one main is undone: their ids, as far as they are told
 */
function mainOf(
  vpc: Vpc,
  { awsId, table, isLatest }: MainTable,
  names: Names,
  reading: Reading,
  originals: readonly string[] | undefined,
): Link | undefined {
  const own = `${vpc.id}.default_route_table_id`;
  const born = names.resolve(own);
  const others = adoptedElse(vpc.id, awsId, names, reading);
  if (table === undefined || (table === own && born === own && others.length > 0)) return { how: "outside", id: awsId };
  const main = names.resolve(table);
  const again = originals ?? [];
  if (main === born && again.length === 0) return undefined;
  // A resource that adopts the table by its id describes it, too.
  if (isLatest && originals === undefined && born === own) return { how: "exact", to: main };
  const because: UnknownReason = {
    kind: "outside",
    at: `${vpc.source.address}.main_route_table_id`,
    detail: "it names another table than the one that AWS made with the VPC, which may be main again",
  };
  const found = again.map((one) => reading.tools.knownAs.find(one)?.id);
  const lost = again.find((_, at) => found[at] === undefined);
  // What is main again is described by no input, and may lead anywhere.
  if (lost !== undefined) return { how: "outside", id: lost };
  const among = [main, ...(others.length === 0 ? [born] : others), ...found.map((one) => names.resolve(one ?? born))];
  return { how: "ambiguous", among: [...new Set(among)].sort(), because };
}

/** Tables that are adopted as the default of the VPC and have another id than its main table. */
function adoptedElse(vpc: FactId, mainId: string, names: Names, { lists }: Reading): readonly FactId[] {
  return lists.routeTables.flatMap((one) => {
    const isOther = one.type === "aws_default_route_table" && one.awsId !== undefined && one.awsId !== mainId;
    return isOther && names.resolve(targetOf(one.vpc) ?? "") === vpc ? [one.id] : [];
  });
}

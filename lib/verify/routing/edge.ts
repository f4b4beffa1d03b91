/** In through a gateway on the edge of a VPC. */
import type { FactId } from "../../terraform";
import type { Rank } from "../sets/address-atoms";
import { ids, isCertain, meanings } from "../world/links";
import type { KnownVpc } from "../world/world";
import { doubt, type Ground, type State } from "./trip";

/** In through a gateway on the edge: by its own table when it has one, else to the subnet itself. */
export function inward(ground: Ground, gateway: FactId, vpc: KnownVpc, to: Rank, state: State): void {
  const { facts } = ground.world;
  const tables = facts.routeTableAssociations.flatMap((each) => {
    if (!("gateway" in each.of)) return [];
    const here = meanings(each.of.gateway, () => ids(facts.gateways)).find((meaning) => meaning.to === gateway);
    if (here === undefined) return [];
    const found = meanings(each.table, () => ids(facts.routeTables)).map((table) => ({
      to: table.to,
      sure: table.sure && here.sure && isCertain(each),
    }));
    return found.length === 0 ? [undefined] : found;
  });
  if (tables.every((table) => table?.sure !== true))
    ground.deliver(undefined, vpc, to, doubt(state, tables.length === 0 ? undefined : `which table ${gateway} uses`));
  for (const table of tables)
    if (table === undefined) ground.unknown(state, gateway, "no input describes its route table");
    else
      ground.through(
        table.to,
        undefined,
        vpc,
        to,
        doubt(state, table.sure ? undefined : `which table ${gateway} uses`),
      );
}

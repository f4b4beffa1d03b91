/**
 * What AWS puts into two availability zones at least, and that may be in two subnets only: it is in both. A subnet is in one zone, and
 * AWS refuses fewer (Application Load Balancers, "Subnets for your load balancer"; RDS API, CreateDBSubnetGroup,
 * DBSubnetGroupDoesNotCoverEnoughAZs; EKS user guide, "Subnet requirements for clusters"), but for Local Zones and Outposts.
 */
import type { FactLists, Interface, Link } from "../facts";
import type { Reading } from "../reading/reading";
import { idsOf } from "./links";

export function fillTwoZones(lists: FactLists, { inTwoZones, inSomeSubnets, zonal }: Reading): FactLists {
  if (inTwoZones.size === 0) return lists;
  const single = new Set(
    lists.subnets.filter(({ presence }) => !("many" in presence && presence.many)).map(({ id }) => id),
  );
  const interfaces = lists.interfaces.map((one): Interface => {
    if (!inTwoZones.has(one.id) || one.moreSubnets !== undefined) return one;
    const candidates = new Set(one.subnets.flatMap(idsOf));
    const isClosed = one.subnets.every((link) => idsOf(link).length > 0);
    const areZonal = [...candidates].every((id) => zonal.has(id) && single.has(id));
    if (!isClosed || !areZonal || candidates.size !== 2) return one;
    const sure = new Map(
      one.subnets.filter(({ how }) => how !== "ambiguous").map((link) => [idsOf(link)[0], link] as const),
    );
    const subnets = [...candidates].map((to): Link => sure.get(to) ?? { how: "symbol", to });
    // Its group has both, and one machine is in one of them.
    return { ...one, subnets, ...(inSomeSubnets.has(one.id) ? { inSome: true } : {}) };
  });
  return { ...lists, interfaces };
}

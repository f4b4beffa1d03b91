/**
 * What the far end of a VPN connection tells AWS that it has.
 *
 * Decides by static routes, or by what the user declared of a site, or not at all: over BGP anything may be announced. A
 * declared site announces its blocks, perhaps in smaller parts, and nothing that has another route. Safe because such a
 * part may beat a route of the same block, which counts for `may`; and what is routed nowhere else may be the site's.
 */
import { AddressSet } from "../../model";
import type { FactBase, FactId, VpnConnection } from "../../terraform";
import { ids, meanings } from "../world/links";

export interface Announcement {
  readonly addresses: AddressSet;
  /** Its prefix length; `longer` than any that is known, or `last`: only where no other route leads. */
  readonly prefix: number;
  readonly sure: boolean;
}

/** Longer than every prefix: it may win against any route. */
export const longer = 128;
/** Shorter than every prefix: it never wins against another route. */
export const last = -1;

export function announced(facts: FactBase, connection: VpnConnection): readonly Announcement[] {
  const { staticRoutesOnly, site } = connection;
  const any = (): readonly FactId[] => ids(facts.vpnConnections);
  const fixed = facts.vpnRoutes.flatMap(({ connection: owner, block, presence }): readonly Announcement[] => {
    const mine = meanings(owner, any).find(({ to }) => to === connection.id);
    if (mine === undefined) return [];
    if (!("exact" in block)) return [{ addresses: block.within, prefix: longer, sure: false }];
    const { exact } = block;
    const sure = mine.sure && presence.is === "certain";
    return [{ addresses: AddressSet.of([exact]), prefix: exact.prefix, sure }];
  });
  if ("exact" in staticRoutesOnly && staticRoutesOnly.exact) return fixed;
  if (site === undefined) return [...fixed, { addresses: AddressSet.everything, prefix: longer, sure: false }];
  return [
    ...fixed,
    ...site.announces.map((block) => ({ addresses: AddressSet.of([block]), prefix: block.prefix, sure: true })),
    { addresses: AddressSet.of(site.announces), prefix: longer, sure: false },
    { addresses: AddressSet.everything, prefix: last, sure: false },
  ];
}

/** The network at the far end: one for all connections of a declared site. */
export function networkOf({ id, site }: VpnConnection): FactId {
  return site === undefined ? id : `site ${site.name}`;
}

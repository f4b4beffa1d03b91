/**
 * Over a peering of two transit gateways, to a table of the other one.
 *
 * A peering is one attachment with one id, which each of the two gateways associates with a table of its own (Transit gateway
 * guide, "Transit gateway peering attachments"): from a table of one it leads to the table of the other.
 */
import type { FactId, Link, TransitAttachment } from "../../terraform";
import { ids, meanings, tri, type Meaning } from "../world/links";
import type { World } from "../world/world";
import type { TransitTables } from "./transit-tables";

/** Where a peering leads from one of its sides. */
export interface FarSide {
  readonly tables: readonly Meaning[];
  /** It may lead to a gateway that no input describes. */
  readonly leadsOut: boolean;
  /**
   * What is not known of it, so that it may lead to more.
   *
   * @default - it leads nowhere else
   */
  readonly more?: string;
}

/** @param from - a table of the gateway on this side */
export function farSide(world: World, transit: TransitTables, near: TransitAttachment, from: FactId): FarSide {
  const { transitRouteTables, transitAttachments } = world.facts;
  const gatewayOf = (table: FactId): Link | undefined =>
    transitRouteTables.find(({ id }) => id === table)?.transitGateway;
  const here = gatewayOf(from);
  const isHere = (gateway: Link | undefined): boolean => here !== undefined && isSurelySame(gateway, here);
  const found = new Map<FactId, Meaning>();
  for (const one of sameAs(near, transitAttachments))
    for (const { to, sure } of transit.associated(one.id)) {
      const gateway = gatewayOf(to);
      if (isHere(gateway)) continue;
      const isThere = isSurelyOther(world, gateway, here);
      found.set(to, { to, sure: (sure && isThere) || found.get(to)?.sure === true });
    }
  const tables = [...found.values()];
  const ends = endsOf(near);
  const far = ends.some(isHere) ? ends.filter((end) => !isHere(end)) : ends;
  const gateways = ids(world.facts.transitGateways);
  const described = far.flatMap((end) => meanings(end, () => gateways));
  const leadsOut = far.length === 0 || far.some((end) => !("to" in end && gateways.includes(end.to)));
  if (tables.some(({ sure }) => sure)) return { tables, leadsOut };
  const isOff = described.every(
    ({ to }) => tri(defaultOf(world, to), (on) => on) === "no" || isHere({ how: "exact", to }),
  );
  if (!isOff) return { tables, leadsOut, more: "which table of the other gateway it is associated with is not known" };
  const joined = far.some((end) => transitAttachments.some(({ transitGateway }) => isSurelySame(transitGateway, end)));
  return leadsOut && joined
    ? { tables, leadsOut, more: "the other gateway's tables are not known" }
    : { tables, leadsOut };
}

/** Whether one of its gateways may have associated a peering with its default table, which no input lists. */
export function joinsByDefault(world: World, attachment: TransitAttachment): boolean {
  const gateways = endsOf(attachment).flatMap((end) => meanings(end, () => ids(world.facts.transitGateways)));
  return gateways.some(({ to }) => tri(defaultOf(world, to), (on) => on) !== "no");
}

/** What tells of one peering: two inputs may, each from its side; two gateways have no second one between them. */
function sameAs(near: TransitAttachment, all: readonly TransitAttachment[]): readonly TransitAttachment[] {
  const [a, b] = endsOf(near);
  return all.filter((each) => {
    if (each.id === near.id) return true;
    if (each.awsId !== undefined && near.awsId !== undefined) return each.awsId === near.awsId;
    const [c, d] = endsOf(each);
    return (isSurelySame(a, c) && isSurelySame(b, d)) || (isSurelySame(a, d) && isSurelySame(b, c));
  });
}

function endsOf({ transitGateway, peer }: TransitAttachment): readonly Link[] {
  return "transitGateway" in peer ? [transitGateway, peer.transitGateway] : [];
}

function isSurelySame(a: Link | undefined, b: Link | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  if (a.how === "outside" || b.how === "outside") return a.how === b.how && "id" in a && "id" in b && a.id === b.id;
  return "to" in a && "to" in b && a.to === b.to;
}

function isSurelyOther(world: World, gateway: Link | undefined, here: Link | undefined): boolean {
  const [a, b] = [gateway, here].map((link) =>
    link === undefined ? [] : meanings(link, () => ids(world.facts.transitGateways)),
  );
  return a?.length === 1 && b?.length === 1 && a[0]?.sure === true && b[0]?.sure === true && a[0].to !== b[0].to;
}

function defaultOf(world: World, gateway: FactId): Parameters<typeof tri<boolean>>[0] {
  return world.facts.transitGateways.find(({ id }) => id === gateway)?.defaultAssociation ?? { exact: false };
}

/** Across transit gateways: in by the attachment of the zone, by its table, and out by the next attachment. */
import type { TransitAttachment } from "../../terraform";
import type { FactId } from "../../terraform";
import type { Rank } from "../sets/address-atoms";
import type { KnownSubnet, KnownVpc } from "../world/world";
import { both, ids, meanings, tri, type Meaning, type Tri } from "../world/links";
import { networkOf } from "./announced";
import type { Spoke } from "./far-ends";
import { farSide, joinsByDefault } from "./transit-peering";
import { doubt, gate, hop, type Ground, type State } from "./trip";

/** The connection that an attachment is for, and the network at its far end; the attachment itself when no input says. */
export function spokeOf(ground: Ground, { id, peer }: TransitAttachment): Omit<Spoke, "sure"> {
  const link = "vpn" in peer && (peer.vpn.how === "exact" || peer.vpn.how === "symbol") ? peer.vpn.to : undefined;
  if (link === undefined) return { id, network: id };
  const connection = ground.world.facts.vpnConnections.find((each) => each.id === link);
  return { id: link, network: connection === undefined ? link : networkOf(connection) };
}

/** The selectors of a connection's tunnels. */
export function tunnel(ground: Ground, spoke: FactId, state: State, direction: "outward" | "inward"): State {
  const selectors = ground.farEnds.selectors(spoke);
  if (selectors === undefined) return state;
  const { awsSide, siteSide } = selectors;
  const [aws, site] =
    direction === "outward" ? (["source", "destination"] as const) : (["destination", "source"] as const);
  return gate(gate(state, { filter: awsSide, remote: aws }), { filter: siteSide, remote: site });
}

/**
 * Into a transit gateway, through the attachment in the subnet's own zone.
 *
 * The attachment subnet's inbound ACL applies, in whichever subnet the source is (Transit gateway guide, "Network ACLs").
 */
export function toTransit(
  ground: Ground,
  id: FactId,
  subnet: KnownSubnet | undefined,
  vpc: KnownVpc,
  to: Rank,
  state: State,
): void {
  const mine = ground.transit
    .attachments(id)
    .filter(({ fact }) => "vpc" in fact.peer && ground.isVpc(fact.peer.vpc, vpc.id) !== "no");
  if (mine.length === 0) {
    ground.drop(state, id, `${vpc.id} is not attached to it`);
    return;
  }
  for (const { fact: attachment, sure } of mine) {
    if (!("vpc" in attachment.peer)) continue;
    const entrances = doors(ground, attachment);
    const near = entrances.filter((door) => inSameZone(door, subnet) !== "no");
    // It has one subnet in a zone: with one that is known there, no other is.
    const isThere = near.some((door) => inSameZone(door, subnet) === "yes");
    if (attachment.peer.moreSubnets !== undefined && !isThere)
      ground.unknown(state, attachment.id, attachment.peer.moreSubnets.detail);
    else if (near.length === 0)
      ground.drop(state, attachment.id, `it has no subnet in ${subnet?.zone ?? subnet?.zoneId ?? "this zone"}`);
    for (const door of near) {
      const isNear = sure && inSameZone(door, subnet) === "yes";
      const next = gate(
        hop(doubt(state, isNear ? undefined : `where ${attachment.id} is`), {
          at: attachment.id,
          rule: door.id,
        }),
        { filter: door.in, remote: "source" },
      );
      across(
        ground,
        attachment,
        to,
        { ...next, groupsOut: "no", groupsIn: both(state.groupsIn, ground.transit.refers(attachment)) },
        vpc,
      );
    }
  }
}

/** From one attachment to the next, by the table that the first is associated with. */
export function across(
  ground: Ground,
  from: TransitAttachment,
  to: Rank,
  state: State,
  origin: KnownVpc | undefined,
): void {
  const tables = ground.transit.associated(from.id);
  if (tables.length === 0 && joinsByDefault(ground.world, from))
    ground.unknown(state, from.id, "which table this peering is associated with is not known");
  else if (tables.length === 0) ground.drop(state, from.id, "no table is associated with this attachment");
  byTables(ground, from, tables, to, state, origin);
}

function byTables(
  ground: Ground,
  from: TransitAttachment,
  tables: readonly Meaning[],
  to: Rank,
  state: State,
  origin: KnownVpc | undefined,
): void {
  for (const table of tables) {
    const here = ground.meet(`${table.to} ${from.id}`, table.to, state);
    if (here === undefined) continue;
    const { ways, until } = ground.transit.ways(table.to, to);
    ground.limit(until);
    const which = `which route of ${table.to} carries this`;
    // Several that are sure: one of them is taken, and what passes on all of them surely passes.
    const among = ways.length > 1 ? { ...here, doubts: [...here.doubts, which] } : here;
    for (const way of ways) {
      const next = doubt(hop(among, { at: table.to, rule: way.route }), way.sure && table.sure ? undefined : which);
      if (way.to === "blackhole") ground.drop(next, way.route, "the transit gateway has no route there, or drops it");
      else if (way.to === "unknown") ground.unknown(next, way.route, "where it leads is not known");
      else outOf(ground, way.to, table.to, to, next, origin);
    }
  }
}

/** @param table - the one that leads to the attachment */
function outOf(ground: Ground, id: FactId, table: FactId, to: Rank, state: State, origin: KnownVpc | undefined): void {
  const attachment = ground.world.facts.transitAttachments.find((each) => each.id === id);
  if (attachment === undefined) {
    ground.unknown(state, id, "no input describes this attachment");
    return;
  }
  const active = tri(attachment.active, (on) => on);
  const isV6 = ground.world.atoms.familyOf(to) === 6;
  const carried = isV6 && "vpc" in attachment.peer ? tri(attachment.ipv6, (on) => on) : "yes";
  if (both(active, carried) === "no") {
    ground.drop(state, id, active === "no" ? "the attachment is not accepted" : "the attachment carries no IPv6");
    return;
  }
  const next = doubt(
    hop(state, { at: id, rule: attachment.kind }),
    both(active, carried) === "yes" ? undefined : `whether ${id} carries this`,
  );
  const { peer } = attachment;
  if ("vpc" in peer) {
    for (const meaning of meanings(peer.vpc, () => ids(ground.world.facts.vpcs)))
      intoVpc(
        ground,
        attachment,
        meaning.to,
        to,
        doubt(next, meaning.sure ? undefined : `which VPC ${id} joins`),
        origin,
      );
    if (peer.vpc.how === "outside") ground.end({ kind: "outside", network: id }, next);
    ground.deliverElsewhere(peer.vpc, to, next);
    return;
  }
  if ("transitGateway" in peer) {
    const far = farSide(ground.world, ground.transit, attachment, table);
    const beyond: State = { ...next, groupsIn: "no" };
    if (far.leadsOut) ground.end({ kind: "outside", network: id }, next);
    if (far.more !== undefined) ground.unknown(beyond, id, far.more);
    else if (far.tables.length === 0 && !far.leadsOut)
      ground.drop(beyond, id, "no table of the other gateway is associated with this peering");
    byTables(ground, attachment, far.tables, to, beyond, origin);
    return;
  }
  const spoke = spokeOf(ground, attachment);
  ground.end({ kind: "outside", network: spoke.network }, tunnel(ground, spoke.id, next, "outward"));
}

/**
 * Out of a transit gateway into a VPC, by the attachment subnet's own table.
 *
 * Its outbound ACL applies, and neither its ACL when the destination is in the attachment subnet itself.
 */
export function intoVpc(
  ground: Ground,
  attachment: TransitAttachment,
  id: FactId,
  to: Rank,
  state: State,
  origin: KnownVpc | undefined,
): void {
  const vpc = ground.vpcOf(id);
  if (vpc === undefined) return;
  const entrances = doors(ground, attachment);
  if (entrances.length === 0 || ("vpc" in attachment.peer && attachment.peer.moreSubnets !== undefined))
    ground.unknown(state, attachment.id, "its subnets are not known");
  const refs = both(
    state.groupsIn,
    ground.transit.refers(attachment),
    origin?.region === undefined || vpc.region === undefined ? "maybe" : origin.region === vpc.region ? "yes" : "no",
  );
  const keeps = tri(attachment.applianceMode, (on) => on) === "yes";
  for (const door of entrances) {
    const kept = keeps ? [...state.kept, { attachment: attachment.id, subnet: door.id }] : state.kept;
    ground.leave(door, to, { ...hop(state, { at: attachment.id, rule: door.id }), groupsIn: refs, kept });
  }
}

/** A zone's name and its id are not compared: which name an id has differs by account. */
function inSameZone(a: KnownSubnet, b: KnownSubnet | undefined): Tri {
  if (b === undefined) return "maybe";
  if (a.id === b.id) return "yes";
  if (a.zone !== undefined && b.zone !== undefined) return a.zone === b.zone ? "yes" : "no";
  if (a.zoneId !== undefined && b.zoneId !== undefined) return a.zoneId === b.zoneId ? "yes" : "no";
  return "maybe";
}

export function doors(ground: Ground, attachment: TransitAttachment): readonly KnownSubnet[] {
  if (!("vpc" in attachment.peer)) return [];
  return attachment.peer.subnets
    .flatMap((link) => meanings(link, () => ids(ground.world.facts.subnets)))
    .flatMap(({ to }) => ground.world.subnet(to) ?? []);
}

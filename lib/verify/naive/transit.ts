/** A packet across transit gateways, straight from the facts. Shares nothing with the engine. */
import type { Family } from "../../model";
import type { FactId, Link, Subnet, TransitAttachment, Vpc } from "../../terraform";
import { exists, hasAddress, inPrefixList, means } from "./filters";
import { anywhere, so, stop, value, type Journey, type Roads, type Trip } from "./journey";
import { all, type Answer } from "./packet";
import { farNetwork, told, tunnel } from "./tunnel";

/** Across a transit gateway, from an attachment. */
export function across(roads: Roads, from: TransitAttachment, trip: Trip, origin: Vpc | undefined): readonly Journey[] {
  const { facts } = roads;
  const tables = facts.transitAssociations.flatMap((each) =>
    facts.transitRouteTables.flatMap(({ id }) => {
      const answer = all(means(each.attachment, from.id), means(each.table, id), exists(each));
      return answer === "no" ? [] : [{ id, answer }];
    }),
  );
  if (tables.length > 0) return onward(roads, from, tables, trip, origin);
  if (sides(from).some((side) => mayJoinByItself(roads, side))) return [anywhere(trip)];
  return [stop(trip, { at: "nowhere", why: `${from.id} has no table` })];
}

/** By the tables that an attachment goes by. */
function onward(
  roads: Roads,
  from: TransitAttachment,
  tables: readonly { readonly id: FactId; readonly answer: Answer }[],
  trip: Trip,
  origin: Vpc | undefined,
): readonly Journey[] {
  return tables.flatMap(({ id, answer }) =>
    roads.past(`${id} ${from.id}`, so(trip, answer), (next) => byTable(roads, id, next, origin)),
  );
}

/** By one table. */
function byTable(roads: Roads, id: FactId, next: Trip, origin: Vpc | undefined): readonly Journey[] {
  const { facts } = roads;
  const { family, destination } = next.packet;
  const matches: {
    readonly to: FactId;
    readonly prefix: number;
    readonly rank: number;
    readonly sure: boolean;
  }[] = [];
  for (const route of facts.transitRoutes) {
    const here = all(means(route.table, id), exists(route));
    if (here === "no") continue;
    const fits: { prefix: number; sure: boolean }[] = [];
    if ("block" in route.destination) {
      const { block } = route.destination;
      if ("exact" in block) {
        if (block.exact.family === family && block.exact.first <= destination && destination <= block.exact.last)
          fits.push({ prefix: block.exact.prefix, sure: true });
      } else if (hasAddress(block.within, family, destination)) fits.push({ prefix: 999, sure: false });
    } else {
      for (const list of facts.prefixLists)
        for (const entry of means(route.destination.prefixList, list.id) === "no" ? [] : list.entries)
          if (
            "exact" in entry &&
            entry.exact.family === family &&
            entry.exact.first <= destination &&
            destination <= entry.exact.last
          )
            fits.push({ prefix: entry.exact.prefix, sure: means(route.destination.prefixList, list.id) === "yes" });
      if (fits.length === 0 && inPrefixList(facts, route.destination.prefixList, family, destination) === "perhaps")
        fits.push({ prefix: 999, sure: false });
    }
    const { to } = route;
    for (const { prefix, sure } of fits) {
      if (to === "blackhole") matches.push({ to, prefix, rank: 1, sure: sure && here === "yes" });
      else if ("unknown" in to) matches.push({ to: "anywhere", prefix, rank: 1, sure: false });
      else {
        const targets = facts.transitAttachments.filter((each) => means(to.attachment, each.id) !== "no");
        if (targets.length === 0) matches.push({ to: "anywhere", prefix, rank: 1, sure: false });
        for (const target of targets)
          matches.push({
            to: target.id,
            prefix,
            rank: 1,
            sure: sure && here === "yes" && means(to.attachment, target.id) === "yes",
          });
      }
    }
  }
  for (const each of facts.transitPropagations)
    for (const attachment of facts.transitAttachments) {
      const here = all(means(each.table, id), means(each.attachment, attachment.id), exists(each));
      if (here === "no") continue;
      for (const { prefix, sure } of announced(roads, attachment, family, destination))
        matches.push({ to: attachment.id, prefix, rank: 3, sure: sure && here === "yes" });
    }
  const described = facts.transitRouteTables.find((each) => each.id === id);
  const sorted = matches.sort((a, b) => b.prefix - a.prefix || a.rank - b.rank);
  const firstSure = sorted.find(({ sure }) => sure);
  const taken =
    firstSure === undefined
      ? sorted
      : sorted.filter(
          (m) => m.prefix > firstSure.prefix || (m.prefix === firstSure.prefix && m.rank <= firstSure.rank),
        );
  const targets = [...new Set(taken.map(({ to }) => to))];
  if (described === undefined || described.more !== undefined) targets.push("anywhere");
  if (firstSure === undefined && !targets.includes("blackhole")) targets.push("blackhole");
  const alone = targets.length === 1 && taken.length === 0;
  return targets.flatMap((to) => {
    const sure: Answer = alone || taken.some((match) => match.to === to && match.sure) ? "yes" : "perhaps";
    if (to === "blackhole") return [stop(so(next, sure), { at: "nowhere", why: `${id} drops it` })];
    if (to === "anywhere") return [anywhere(next)];
    return outOf(
      roads,
      facts.transitAttachments.find((each) => each.id === to) as TransitAttachment,
      id,
      so(next, sure),
      origin,
    );
  });
}

export function announced(
  roads: Roads,
  attachment: TransitAttachment,
  family: Family,
  address: bigint,
): readonly { readonly prefix: number; readonly sure: boolean }[] {
  const { peer } = attachment;
  if ("vpc" in peer) {
    if (peer.vpc.how === "outside") return [{ prefix: 998, sure: false }];
    return roads.facts.vpcs.flatMap((vpc) => {
      const here = means(peer.vpc, vpc.id);
      if (here === "no") return [];
      return vpc.blocks.flatMap((block) => {
        if ("exact" in block)
          return block.exact.family === family && block.exact.first <= address && address <= block.exact.last
            ? [{ prefix: block.exact.prefix, sure: here === "yes" }]
            : [];
        return hasAddress(block.within, family, address) ? [{ prefix: 998, sure: false }] : [];
      });
    });
  }
  if ("transitGateway" in peer) return [];
  const connection =
    "vpn" in peer ? roads.facts.vpnConnections.find(({ id }) => means(peer.vpn, id) === "yes") : undefined;
  return connection === undefined ? [{ prefix: 999, sure: false }] : told(roads.facts, connection, family, address);
}

function outOf(
  roads: Roads,
  attachment: TransitAttachment,
  table: FactId,
  trip: Trip,
  origin: Vpc | undefined,
): readonly Journey[] {
  const { peer } = attachment;
  const carried = all(
    value(attachment.active, (on) => on),
    trip.packet.family === 6 && "vpc" in peer ? value(attachment.ipv6, (on) => on) : "yes",
  );
  const next = so(trip, carried);
  if ("vpc" in peer) {
    const strange = roads.elsewhere(peer.vpc, next);
    if (peer.vpc.how === "outside") return [stop(next, { at: "outside", network: attachment.id }), ...strange];
    return [
      ...strange,
      ...roads.facts.vpcs.flatMap((vpc) => {
        const here = means(peer.vpc, vpc.id);
        if (here === "no") return [];
        const same: Answer =
          origin === undefined || !("exact" in origin.region) || !("exact" in vpc.region)
            ? "perhaps"
            : origin.region.exact === vpc.region.exact
              ? "yes"
              : "no";
        const doubted: Trip = {
          ...so(next, here),
          namesIn: all(next.namesIn, named(roads, attachment), same),
          namesOut: "no",
        };
        const entrances = doors(roads, attachment);
        const hidden = entrances.length === 0 || peer.moreSubnets !== undefined;
        return [
          ...(hidden ? [anywhere(doubted)] : []),
          ...entrances.flatMap((door) => {
            const keeps = value(attachment.applianceMode, (on) => on) === "yes";
            const kept = keeps ? new Map([...doubted.kept, [attachment.id, door.id]]) : doubted.kept;
            return roads.leave(door.id, { ...doubted, kept });
          }),
        ];
      }),
    ];
  }
  if ("transitGateway" in peer) return overPeering(roads, attachment, table, next, origin);
  const { id, network } = farEnd(roads, attachment);
  return [stop(tunnel(roads, id, next, true), { at: "outside", network })];
}

/** Two gateways share one peering, and each has given it a table: on from a table of the one by that of the other. */
function overPeering(
  roads: Roads,
  peering: TransitAttachment,
  table: FactId,
  trip: Trip,
  origin: Vpc | undefined,
): readonly Journey[] {
  const { transitAttachments, transitAssociations, transitRouteTables, transitGateways } = roads.facts;
  const own = transitRouteTables.find(({ id }) => id === table)?.transitGateway;
  const ends = sides(peering);
  const twins = transitAttachments.filter((each) => {
    if (each === peering || each.id === peering.id) return true;
    if (each.awsId !== undefined && peering.awsId !== undefined) return each.awsId === peering.awsId;
    const theirs = sides(each);
    return theirs.length > 0 && ends.every((end) => theirs.some((other) => same(end, other)));
  });
  const tables = transitRouteTables.flatMap(({ id, transitGateway }) => {
    if (own !== undefined && same(own, transitGateway)) return [];
    const given = transitAssociations.flatMap((each) =>
      twins.map((twin) => all(means(each.attachment, twin.id), means(each.table, id), exists(each))),
    );
    if (given.every((answer) => answer === "no")) return [];
    const told = own !== undefined && "to" in own && "to" in transitGateway;
    return [{ id, answer: told && given.includes("yes") ? ("yes" as const) : ("perhaps" as const) }];
  });
  const strangers = ends.filter((end) => own === undefined || !ends.some((one) => same(one, own)) || !same(end, own));
  const leaves =
    strangers.length === 0 || strangers.some((end) => !transitGateways.some(({ id }) => means(end, id) === "yes"));
  const beyond: Trip = { ...trip, namesIn: "no" };
  const found = onward(roads, peering, tables, beyond, origin);
  const out = leaves ? [stop(trip, { at: "outside", network: peering.id })] : [];
  if (tables.some(({ answer }) => answer === "yes")) return [...out, ...found];
  const shared = leaves && strangers.some((end) => transitAttachments.some((each) => same(each.transitGateway, end)));
  if (shared || strangers.some((end) => mayJoinByItself(roads, end, own))) return [...out, ...found, anywhere(beyond)];
  const lost = [...out, ...found];
  return lost.length > 0 ? lost : [stop(beyond, { at: "nowhere", why: `${peering.id} has no table there` })];
}

function sides({ transitGateway, peer }: TransitAttachment): readonly Link[] {
  return "transitGateway" in peer ? [transitGateway, peer.transitGateway] : [];
}

/** Whether a gateway may give a peering its default table: which are given so, no input lists. */
function mayJoinByItself({ facts }: Roads, gateway: Link, except?: Link): boolean {
  return facts.transitGateways.some(
    ({ id, defaultAssociation }) =>
      means(gateway, id) !== "no" &&
      !(except !== undefined && same(except, { how: "exact", to: id })) &&
      value(defaultAssociation, (on) => on) !== "no",
  );
}

/** The connection of an attachment and the network behind it; the attachment itself when no input says. */
export function farEnd(
  roads: Roads,
  { id, peer }: TransitAttachment,
): { readonly id: FactId; readonly network: FactId } {
  if (!("vpn" in peer) || !("to" in peer.vpn)) return { id, network: id };
  const { to } = peer.vpn;
  const connection = roads.facts.vpnConnections.find((each) => each.id === to);
  return { id: to, network: connection === undefined ? to : farNetwork(connection) };
}

export function named(roads: Roads, attachment: TransitAttachment): Answer {
  const gateway = roads.facts.transitGateways.find(({ id }) => means(attachment.transitGateway, id) === "yes");
  return gateway === undefined
    ? "perhaps"
    : all(
        value(gateway.groupReferences, (on) => on),
        value(attachment.groupReferences, (on) => on),
      );
}

export function doors(roads: Roads, attachment: TransitAttachment): readonly Subnet[] {
  const { peer } = attachment;
  return "vpc" in peer
    ? roads.facts.subnets.filter(({ id }) => peer.subnets.some((link) => means(link, id) !== "no"))
    : [];
}

function same(a: Link, b: Link): boolean {
  if (a.how === "outside") return b.how === "outside" && a.id === b.id;
  return "to" in a && "to" in b && a.to === b.to;
}

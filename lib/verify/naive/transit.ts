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
  const { family, destination } = trip.packet;
  const tables = facts.transitAssociations.flatMap((each) =>
    facts.transitRouteTables.flatMap(({ id }) => {
      const answer = all(means(each.attachment, from.id), means(each.table, id), exists(each));
      return answer === "no" ? [] : [{ id, answer }];
    }),
  );
  if (tables.length === 0) return [stop(trip, { at: "nowhere", why: `${from.id} has no table` })];
  return tables.flatMap(({ id, answer }) => {
    if (trip.seen.includes(`${id} ${from.id}`)) return [stop(trip, { at: "nowhere", why: "a circle" })];
    const next = { ...so(trip, answer), seen: [...trip.seen, `${id} ${from.id}`] };
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
        so(next, sure),
        origin,
      );
    });
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

export function outOf(
  roads: Roads,
  attachment: TransitAttachment,
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
  if ("transitGateway" in peer) {
    const far = roads.facts.transitAttachments.find(
      (each) =>
        "transitGateway" in each.peer &&
        each.id !== attachment.id &&
        same(each.transitGateway, peer.transitGateway) &&
        same(each.peer.transitGateway, attachment.transitGateway),
    );
    return far === undefined
      ? [stop(next, { at: "outside", network: attachment.id })]
      : across(roads, far, { ...next, namesIn: "no" }, origin);
  }
  const { id, network } = farEnd(roads, attachment);
  return [stop(tunnel(roads, id, next, true), { at: "outside", network })];
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
  return "to" in a && "to" in b && a.to === b.to;
}

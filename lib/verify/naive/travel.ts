/** Carries one packet from place to place, by AWS's rules, straight from the facts. Shares nothing with the engine. */
import type { Family } from "../../model";
import type { FactBase, FactId, Link, Subnet, TransitAttachment, Value, Vpc } from "../../terraform";
import { aclAllows, exists, groupsAllow, hasAddress, inPrefixList, means } from "./filters";
import { firewallPasses } from "./firewall";
import { all, any, type Answer, type NaiveEnd } from "./packet";
import { tablesOf, waysOf, type NaiveWay } from "./route";

export interface Packet {
  readonly family: Family;
  readonly source: bigint;
  readonly destination: bigint;
  readonly point: number;
  readonly sourcePort: number;
}

export type NaiveStop =
  | { readonly at: "subnet"; readonly subnet: FactId }
  | { readonly at: "internet"; readonly vpc: FactId }
  | { readonly at: "outside"; readonly network: FactId }
  | { readonly at: "service"; readonly endpoint: FactId }
  | { readonly at: "nowhere"; readonly why: string }
  | { readonly at: "anywhere" };

/** One way a journey may go. */
export interface Journey {
  readonly stop: NaiveStop;
  /** Whether the packet, on this way, gets there. */
  readonly passes: Answer;
  readonly translated: { readonly id: FactId; readonly subnet: FactId; readonly address: bigint } | undefined;
  readonly needsPublic: boolean;
  readonly outward: boolean;
  readonly namesIn: Answer;
  readonly namesOut: Answer;
  readonly firewalls: readonly FactId[];
}

interface Trip extends Omit<Journey, "stop"> {
  readonly packet: Packet;
  readonly seen: readonly string[];
}

export function journey(packet: Packet): Trip {
  return {
    packet,
    passes: "yes",
    translated: undefined,
    needsPublic: false,
    outward: false,
    namesIn: "yes",
    namesOut: "yes",
    firewalls: [],
    seen: [],
  };
}

export function value<T>(known: Value<T>, test: (each: T) => boolean): Answer {
  if ("exact" in known) return test(known.exact) ? "yes" : "no";
  if ("unknown" in known) return "perhaps";
  return known.oneOf.every(test) ? "yes" : known.oneOf.some(test) ? "perhaps" : "no";
}

export class Travel {
  public constructor(
    private readonly facts: FactBase,
    private readonly isPublic: (family: Family, address: bigint) => boolean,
  ) {}

  /** Out of an interface in a subnet. */
  public leave(subnetId: FactId, trip: Trip): readonly Journey[] {
    const subnet = this.facts.subnets.find(({ id }) => id === subnetId);
    const vpc = subnet === undefined ? undefined : this.vpcOf(subnet.vpc);
    if (subnet === undefined || vpc === undefined) return [stop(trip, { at: "anywhere" }, "perhaps")];
    const { family, destination } = trip.packet;
    const here = this.inSubnet(subnet, family, destination);
    if (here === "yes") return [stop(trip, { at: "subnet", subnet: subnetId })];
    const out = this.acl(subnetId, "egress", destination, trip);
    const onward = tablesOf(this.facts, subnetId).flatMap(({ id, answer }) =>
      id === "?" ? [stop(out, { at: "anywhere" }, "perhaps")] : this.route(id, subnet, vpc, so(out, answer)),
    );
    return here === "perhaps" ? [stop(trip, { at: "subnet", subnet: subnetId }, "perhaps"), ...onward] : onward;
  }

  /** In through a gateway on a VPC's edge. */
  public enter(gateway: FactId, vpcId: FactId, trip: Trip): readonly Journey[] {
    const vpc = this.facts.vpcs.find(({ id }) => id === vpcId);
    if (vpc === undefined) return [];
    const edges = this.facts.routeTableAssociations.flatMap((each) => {
      if (!("gateway" in each.of)) return [];
      const here = all(means(each.of.gateway, gateway), exists(each));
      return here === "no"
        ? []
        : this.facts.routeTables.flatMap(({ id }) =>
            means(each.table, id) === "no" ? [] : [{ id, answer: all(here, means(each.table, id)) }],
          );
    });
    const through = edges.flatMap(({ id, answer }) => this.route(id, undefined, vpc, so(trip, answer)));
    return edges.some(({ answer }) => answer === "yes")
      ? through
      : [...through, ...this.deliver(undefined, vpc, so(trip, edges.length === 0 ? "yes" : "perhaps"))];
  }

  public deliver(from: FactId | undefined, vpc: Vpc, trip: Trip): readonly Journey[] {
    const { family, destination } = trip.packet;
    const there = this.facts.subnets
      .map((subnet) => ({ subnet, answer: all(means(subnet.vpc, vpc.id), this.inSubnet(subnet, family, destination)) }))
      .filter(({ answer }) => answer !== "no");
    if (there.length === 0) return [stop(trip, { at: "nowhere", why: `no subnet of ${vpc.id} has the address` })];
    return there.map(({ subnet, answer }) => {
      const doubted = so(trip, all(answer, there.length === 1 ? "yes" : "perhaps"));
      const passed = from === subnet.id ? doubted : this.acl(subnet.id, "ingress", doubted.packet.source, doubted);
      return stop(passed, { at: "subnet", subnet: subnet.id });
    });
  }

  /** Across a transit gateway, from an attachment. */
  public across(from: TransitAttachment, trip: Trip, origin: Vpc | undefined): readonly Journey[] {
    const { facts } = this;
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
          for (const { prefix, sure } of this.announced(attachment, family, destination))
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
      const sure: Answer = targets.length === 1 && (firstSure !== undefined || taken.length === 0) ? "yes" : "perhaps";
      return targets.flatMap((to) => {
        if (to === "blackhole") return [stop(so(next, sure), { at: "nowhere", why: `${id} drops it` })];
        if (to === "anywhere") return [stop(next, { at: "anywhere" }, "perhaps")];
        return this.outOf(
          facts.transitAttachments.find((each) => each.id === to) as TransitAttachment,
          so(next, sure),
          origin,
        );
      });
    });
  }

  private announced(
    attachment: TransitAttachment,
    family: Family,
    address: bigint,
  ): readonly { readonly prefix: number; readonly sure: boolean }[] {
    const { peer } = attachment;
    if ("vpc" in peer) {
      if (peer.vpc.how === "outside") return [{ prefix: 998, sure: false }];
      return this.facts.vpcs.flatMap((vpc) => {
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
      "vpn" in peer ? this.facts.vpnConnections.find(({ id }) => means(peer.vpn, id) === "yes") : undefined;
    if (connection === undefined || value(connection.staticRoutesOnly, (on) => on) !== "yes")
      return [{ prefix: 998, sure: false }];
    return this.facts.vpnRoutes.flatMap((route) =>
      means(route.connection, connection.id) === "yes" &&
      "exact" in route.block &&
      route.block.exact.family === family &&
      route.block.exact.first <= address &&
      address <= route.block.exact.last
        ? [{ prefix: route.block.exact.prefix, sure: true }]
        : [],
    );
  }

  private outOf(attachment: TransitAttachment, trip: Trip, origin: Vpc | undefined): readonly Journey[] {
    const { peer } = attachment;
    const carried = all(
      value(attachment.active, (on) => on),
      trip.packet.family === 6 && "vpc" in peer ? value(attachment.ipv6, (on) => on) : "yes",
    );
    const next = so(trip, carried);
    if ("vpc" in peer) {
      if (peer.vpc.how === "outside") return [stop(next, { at: "outside", network: attachment.id })];
      return this.facts.vpcs.flatMap((vpc) => {
        const here = means(peer.vpc, vpc.id);
        if (here === "no") return [];
        const same: Answer =
          origin === undefined || !("exact" in origin.region) || !("exact" in vpc.region)
            ? "perhaps"
            : origin.region.exact === vpc.region.exact
              ? "yes"
              : "no";
        const named: Trip = {
          ...so(next, here),
          namesIn: all(next.namesIn, this.named(attachment), same),
          namesOut: "no",
        };
        const doors = this.doors(attachment);
        return doors.length === 0
          ? [stop(named, { at: "anywhere" }, "perhaps")]
          : doors.flatMap((door) => this.leave(door.id, named));
      });
    }
    if ("transitGateway" in peer) {
      const far = this.facts.transitAttachments.find(
        (each) =>
          "transitGateway" in each.peer &&
          each.id !== attachment.id &&
          same(each.transitGateway, peer.transitGateway) &&
          same(each.peer.transitGateway, attachment.transitGateway),
      );
      return far === undefined
        ? [stop(next, { at: "outside", network: attachment.id })]
        : this.across(far, { ...next, namesIn: "no" }, origin);
    }
    const network =
      "vpn" in peer && (peer.vpn.how === "exact" || peer.vpn.how === "symbol") ? peer.vpn.to : attachment.id;
    return [stop(this.tunnel(network, next, true), { at: "outside", network })];
  }

  public tunnel(network: FactId, trip: Trip, outward: boolean): Trip {
    const connection = this.facts.vpnConnections.find(({ id }) => id === network);
    if (connection === undefined) return trip;
    const { family, source, destination } = trip.packet;
    const inside = (blocks: typeof connection.awsSide, address: bigint): Answer =>
      any(
        ...blocks.map((block): Answer =>
          "exact" in block
            ? block.exact.family === family && block.exact.first <= address && address <= block.exact.last
              ? "yes"
              : "no"
            : hasAddress(block.within, family, address)
              ? "perhaps"
              : "no",
        ),
      );
    return so(
      trip,
      all(
        inside(connection.awsSide, outward ? source : destination),
        inside(connection.siteSide, outward ? destination : source),
      ),
    );
  }

  private named(attachment: TransitAttachment): Answer {
    const gateway = this.facts.transitGateways.find(({ id }) => means(attachment.transitGateway, id) === "yes");
    return gateway === undefined
      ? "perhaps"
      : all(
          value(gateway.groupReferences, (on) => on),
          value(attachment.groupReferences, (on) => on),
        );
  }

  private doors(attachment: TransitAttachment): readonly Subnet[] {
    const { peer } = attachment;
    return "vpc" in peer
      ? this.facts.subnets.filter(({ id }) => peer.subnets.some((link) => means(link, id) !== "no"))
      : [];
  }

  private route(table: FactId, subnet: Subnet | undefined, vpc: Vpc, trip: Trip): readonly Journey[] {
    const key = `${table} ${subnet?.id ?? vpc.id}`;
    if (trip.seen.includes(key) || trip.seen.length > 24) return [stop(trip, { at: "nowhere", why: "a circle" })];
    const { family, destination } = trip.packet;
    const next = { ...trip, seen: [...trip.seen, key] };
    return waysOf(this.facts, table, vpc.id, family, destination).flatMap(({ target, sure }) =>
      this.follow(target, subnet, vpc, so(next, sure ? "yes" : "perhaps")),
    );
  }

  private follow(target: NaiveWay["target"], subnet: Subnet | undefined, vpc: Vpc, trip: Trip): readonly Journey[] {
    const { facts } = this;
    const anywhere = (): readonly Journey[] => [stop(trip, { at: "anywhere" }, "perhaps")];
    const nowhere = (why: string): readonly Journey[] => [stop(trip, { at: "nowhere", why })];
    const among = <F extends { readonly id: FactId }>(
      list: readonly F[],
      link: Link,
      then: (fact: F, trip: Trip) => readonly Journey[],
    ): readonly Journey[] => {
      const found = list.filter(({ id }) => means(link, id) !== "no");
      return found.length === 0 ? anywhere() : found.flatMap((fact) => then(fact, so(trip, means(link, fact.id))));
    };
    switch (target.kind) {
      case "nowhere":
        return nowhere("no route");
      case "anywhere":
        return anywhere();
      case "unknown":
        return [...target.among.flatMap((one) => this.follow(one, subnet, vpc, so(trip, "perhaps"))), ...anywhere()];
      case "local":
        return this.deliver(subnet?.id, vpc, trip);
      case "internet-gateway":
      case "egress-only-gateway":
        return among(facts.gateways, target.to, (gateway, next) => {
          const outward = gateway.kind === "egress-only";
          const kind = target.kind === "internet-gateway" ? "internet" : "egress-only";
          const attached = gateway.vpc === "none" ? "no" : means(gateway.vpc, vpc.id);
          const { family, destination } = next.packet;
          if (
            gateway.kind !== kind ||
            attached === "no" ||
            (outward && family === 4) ||
            !this.isPublic(family, destination)
          )
            return [stop(next, { at: "nowhere", why: `${gateway.id} does not take it` })];
          const nat = facts.natGateways.find(({ id }) => id === next.translated?.id);
          const lets = all(
            attached,
            nat === undefined ? "yes" : value(nat.connectivity, (each) => each === "public"),
            this.open(vpc, nat === undefined ? subnet?.id : next.translated?.subnet, nat !== undefined || outward),
          );
          return [
            {
              ...stop(so(next, lets), { at: "internet", vpc: vpc.id }),
              needsPublic: nat === undefined && family === 4,
              outward: nat !== undefined || outward,
            },
          ];
        });
      case "nat-gateway":
        return among(facts.natGateways, target.to, (nat, next) => {
          if (next.packet.family === 6) return nowhere("a NAT gateway carries IPv4 alone");
          if (next.translated?.id === nat.id) return nowhere("a circle");
          if (next.translated !== undefined) return anywhere();
          return among(facts.subnets, nat.subnet, (place) => {
            const block = place.blocks.find((each) => "exact" in each && each.exact.family === 4);
            const address =
              "exact" in nat.address
                ? nat.address.exact.first
                : block !== undefined && "exact" in block
                  ? block.exact.first + 4n
                  : undefined;
            if (address === undefined) return anywhere();
            const entered = place.id === subnet?.id ? next : this.acl(place.id, "ingress", next.packet.source, next);
            const doubted = so(entered, all(means(nat.subnet, place.id), exists(nat)));
            return this.leave(place.id, {
              ...doubted,
              translated: { id: nat.id, subnet: place.id, address },
              packet: { ...doubted.packet, source: address },
              namesIn: "no",
              namesOut: "no",
            });
          });
        });
      case "peering":
        return among(facts.peerings, target.to, (peering, next) => {
          const sides = [peering.requester, peering.accepter] as const;
          const mine = sides.findIndex((side) => means(side, vpc.id) !== "no");
          if (mine < 0) return nowhere(`${peering.id} does not join ${vpc.id}`);
          const other = sides[1 - mine] as Link;
          const active = value(peering.active, (on) => on);
          const open = so(next, active);
          const far = facts.vpcs.filter(({ id }) => id !== vpc.id && means(other, id) !== "no");
          if (far.length === 0) return [stop(open, { at: "outside", network: peering.id })];
          return far.flatMap((each) => {
            const { family, destination } = open.packet;
            const inside = each.blocks.some((block) =>
              "exact" in block
                ? block.exact.family === family && block.exact.first <= destination && destination <= block.exact.last
                : hasAddress(block.within, family, destination),
            );
            if (!inside) return nowhere("peering is not transitive");
            const region: Answer =
              "exact" in vpc.region && "exact" in each.region
                ? vpc.region.exact === each.region.exact
                  ? "yes"
                  : "no"
                : "exact" in vpc.region && "exact" in peering.accepterRegion
                  ? vpc.region.exact === peering.accepterRegion.exact
                    ? "yes"
                    : "no"
                  : "perhaps";
            const names = all(open.namesIn, active, region);
            return this.deliver(undefined, each, {
              ...so(open, means(other, each.id)),
              namesIn: names,
              namesOut: all(names, open.namesOut),
            });
          });
        });
      case "vpn-gateway":
        return among(facts.gateways, target.to, (gateway, next) => {
          if (gateway.kind !== "vpn" || gateway.vpc === "none" || means(gateway.vpc, vpc.id) === "no")
            return nowhere(`${gateway.id} is not on ${vpc.id}`);
          const found: Journey[] = [];
          for (const connection of facts.vpnConnections) {
            const on =
              connection.on !== "none" && "vpnGateway" in connection.on
                ? means(connection.on.vpnGateway, gateway.id)
                : "no";
            const has = all(on, exists(connection), this.hasBehind(connection.id, next.packet));
            if (has !== "no")
              found.push(
                stop(so(this.tunnel(connection.id, next, true), has), { at: "outside", network: connection.id }),
              );
          }
          for (const each of facts.directConnectAssociations)
            if (means(each.gateway, gateway.id) !== "no")
              found.push(stop(next, { at: "outside", network: each.id }, "perhaps"));
          return found.length === 0 ? nowhere("no connection leads there") : found;
        });
      case "transit-gateway":
        return among(facts.transitGateways, target.to, (gateway, next) => {
          const mine = facts.transitAttachments.filter(
            (each) =>
              "vpc" in each.peer &&
              means(each.peer.vpc, vpc.id) !== "no" &&
              means(each.transitGateway, gateway.id) !== "no",
          );
          if (mine.length === 0) return nowhere(`${vpc.id} is not attached`);
          return mine.flatMap((attachment) => {
            const zone = subnet !== undefined && "exact" in subnet.zone ? subnet.zone.exact : undefined;
            const near = this.doors(attachment).filter(
              (door) => zone === undefined || !("exact" in door.zone) || door.zone.exact === zone,
            );
            const sure = all(
              value(attachment.active, (on) => on),
              exists(attachment),
              means(attachment.transitGateway, gateway.id),
            );
            if (near.length === 0) return nowhere(`${attachment.id} has no subnet in the zone`);
            return near.flatMap((door) => {
              const zoned: Answer = near.length === 1 || "exact" in door.zone ? "yes" : "perhaps";
              const passed = this.acl(door.id, "ingress", next.packet.source, so(next, all(sure, zoned)));
              return this.across(
                attachment,
                { ...passed, namesOut: "no", namesIn: all(passed.namesIn, this.named(attachment)) },
                vpc,
              );
            });
          });
        });
      case "firewall":
        return among(facts.firewalls, target.to, (firewall, next) => {
          const { source, destination, family, point } = next.packet;
          const passed: Trip = {
            ...so(next, firewallPasses(facts, firewall, family, source, destination, point)),
            firewalls: [...next.firewalls, firewall.id],
            namesIn: "no",
            namesOut: "no",
          };
          return this.box(firewall.subnets, subnet, passed);
        });
      case "endpoint":
        return among(facts.endpoints, target.to, (endpoint, next) => {
          if (!("exact" in endpoint.kind)) return anywhere();
          if (endpoint.kind.exact === "gateway") return [stop(next, { at: "service", endpoint: endpoint.id })];
          if (endpoint.kind.exact !== "gateway-load-balancer") return nowhere("not the target of a route");
          const places = facts.interfaces
            .filter(({ owner }) => owner.id === endpoint.id)
            .flatMap((face) => face.subnets);
          return this.box(places, subnet, { ...so(next, "perhaps"), namesIn: "no", namesOut: "no" });
        });
      case "interface":
      case "instance": {
        const link = target.to;
        const faces = facts.interfaces.filter(
          (face) => means(link, face.id) !== "no" || means(link, face.owner.id) !== "no",
        );
        if (faces.length === 0) return anywhere();
        return faces.flatMap((face) => {
          if (value(face.sourceDestCheck, (on) => on) === "yes") return nowhere(`${face.id} drops what is not its own`);
          const end: NaiveEnd = {
            kind: "interface",
            subnet: "",
            exists: "yes",
            publicAddress: "no",
            moreGroups: face.moreGroups !== undefined,
            groups:
              face.groups === "unfiltered"
                ? "unfiltered"
                : facts.securityGroups.flatMap(({ id }) => {
                    const answer = any(...(face.groups as readonly Link[]).map((each) => means(each, id)));
                    return answer === "no" ? [] : [{ id, sure: answer === "yes" }];
                  }),
          };
          const { family, source, destination, point } = trip.packet;
          const filtered = all(
            "perhaps",
            groupsAllow(facts, end, "ingress", family, source, point, { kind: "internet" }, "no"),
            groupsAllow(facts, end, "egress", family, destination, point, { kind: "internet" }, "no"),
          );
          return this.box(face.subnets, subnet, { ...so(trip, filtered), namesIn: "no", namesOut: "no" }, false);
        });
      }
      case "carrier-gateway":
      case "local-gateway":
      case "core-network":
      case "odb-network":
        return anywhere();
    }
  }

  private box(links: readonly Link[], from: Subnet | undefined, trip: Trip, byZone = true): readonly Journey[] {
    const places = this.facts.subnets.filter(({ id }) => links.some((link) => means(link, id) !== "no"));
    if (places.length === 0) return [stop(trip, { at: "anywhere" }, "perhaps")];
    const zone = from !== undefined && "exact" in from.zone ? from.zone.exact : undefined;
    const near = places.filter(
      (place) => byZone && zone !== undefined && "exact" in place.zone && place.zone.exact === zone,
    );
    return (near.length > 0 ? near : places).flatMap((place) =>
      this.leave(place.id, place.id === from?.id ? trip : this.acl(place.id, "ingress", trip.packet.source, trip)),
    );
  }

  /** What Block Public Access leaves open. */
  public open(vpc: Vpc, subnet: FactId | undefined, outward: boolean): Answer {
    const excluded = this.facts.publicAccessExclusions.map((each): Answer => {
      const here =
        "vpc" in each.of ? means(each.of.vpc, vpc.id) : subnet === undefined ? "no" : means(each.of.subnet, subnet);
      return all(
        here,
        exists(each),
        value(each.mode, (mode) => outward || mode === "allow-bidirectional"),
      );
    });
    if (excluded.includes("yes")) return "yes";
    const blocks = this.facts.publicAccessBlocks.map((block): Answer => {
      const elsewhere = "exact" in block.region && "exact" in vpc.region && block.region.exact !== vpc.region.exact;
      if (elsewhere) return "yes";
      const lets = value(block.mode, (mode) => mode === "off" || (outward && mode === "block-ingress"));
      return lets === "no" && exists(block) !== "yes" ? "perhaps" : lets;
    });
    const result = all(...blocks);
    return result === "no" && excluded.includes("perhaps") ? "perhaps" : result;
  }

  private hasBehind(network: FactId, { family, destination }: Packet): Answer {
    const connection = this.facts.vpnConnections.find(({ id }) => id === network);
    if (connection === undefined || value(connection.staticRoutesOnly, (on) => on) !== "yes") return "perhaps";
    return any(
      ...this.facts.vpnRoutes.map((route): Answer => {
        const here = means(route.connection, network);
        if (here === "no") return "no";
        if ("exact" in route.block)
          return route.block.exact.family === family &&
            route.block.exact.first <= destination &&
            destination <= route.block.exact.last
            ? here
            : "no";
        return hasAddress(route.block.within, family, destination) ? "perhaps" : "no";
      }),
    );
  }

  private inSubnet(subnet: Subnet, family: Family, address: bigint): Answer {
    const answer = any(
      ...subnet.blocks.map((block): Answer =>
        "exact" in block
          ? block.exact.family === family && block.exact.first <= address && address <= block.exact.last
            ? "yes"
            : "no"
          : hasAddress(block.within, family, address)
            ? "perhaps"
            : "no",
      ),
    );
    return all(answer, subnet.presence.is === "certain" ? "yes" : "perhaps");
  }

  private acl(subnet: FactId, direction: "ingress" | "egress", remote: bigint, trip: Trip): Trip {
    return so(trip, aclAllows(this.facts, subnet, direction, trip.packet.family, remote, trip.packet.point));
  }

  private vpcOf(link: Link): Vpc | undefined {
    return this.facts.vpcs.find(({ id }) => means(link, id) === "yes");
  }
}

function so(trip: Trip, answer: Answer): Trip {
  return answer === "yes" ? trip : { ...trip, passes: all(trip.passes, answer) };
}

function stop(trip: Trip, where: NaiveStop, most: Answer = "yes"): Journey {
  const { translated, needsPublic, outward, namesIn, namesOut, firewalls } = trip;
  return {
    passes: all(trip.passes, most),
    translated,
    needsPublic,
    outward,
    namesIn,
    namesOut,
    firewalls,
    stop: where,
  };
}

function same(a: Link, b: Link): boolean {
  return "to" in a && "to" in b && a.to === b.to;
}

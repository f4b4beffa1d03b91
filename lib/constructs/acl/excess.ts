/**
 * What the network ACLs alone let pass between two segments beyond their conduits.
 *
 * A packet between two subnets must leave by one ACL and enter by the other, so what passes is what both let through.
 * Conduits need their services one way and answers the other; the rest is excess. Security groups stop it; this says how
 * much would be left if they did not. Only IPv4 entries of pairs are weighed; entries for public addresses are not.
 */
import { Transport, type ConduitDefinition } from "../../model";
import { replyTo } from "./compile";
import { serviceToAcl, type AclEntry, type AclTransport, type Direction } from "./entry";
import type { ClientSystem } from "../../model";

export interface AclExcess {
  readonly from: string;
  readonly to: string;
  readonly traffic: Transport;
}

export interface ExcessRequest {
  /** Names of the segments that have an ACL, sorted. */
  readonly segments: readonly string[];
  readonly entriesOf: (segment: string) => readonly AclEntry[];
  readonly conduits: readonly ConduitDefinition[];
  readonly clientSystemOf: (segment: string) => ClientSystem;
}

export function aclExcess(request: ExcessRequest): readonly AclExcess[] {
  const opened = new Map<string, Transport>();
  const needed = new Map<string, Transport>();
  const add = (map: Map<string, Transport>, key: string, transport: AclTransport | undefined): void => {
    if (transport !== undefined) map.set(key, (map.get(key) ?? Transport.none).union(toTransport(transport)));
  };
  for (const segment of request.segments) {
    for (const entry of request.entriesOf(segment)) {
      if (entry.action === "allow" && entry.family === 4)
        add(opened, pairKey(entry.direction, segment, entry.peer), entry.transport);
    }
  }
  for (const { from, to, service } of request.conduits) {
    const forward = serviceToAcl(service.transport);
    add(needed, `${from}>${to}`, forward);
    add(needed, `${to}>${from}`, replyTo(forward, request.clientSystemOf(from)));
  }
  return request.segments.flatMap((from) => {
    const peers = new Set(request.entriesOf(from).map((entry) => entry.peer));
    return request.segments
      .filter((to) => peers.has(to))
      .map((to): AclExcess => {
        const leaves = opened.get(pairKey("egress", from, to)) ?? Transport.none;
        const enters = opened.get(pairKey("ingress", to, from)) ?? Transport.none;
        const traffic = leaves.intersect(enters).subtract(needed.get(`${from}>${to}`) ?? Transport.none);
        return { from, to, traffic };
      })
      .filter(({ traffic }) => !traffic.isEmpty());
  });
}

function pairKey(direction: Direction, segment: string, peer: string): string {
  return `${direction}|${segment}|${peer}`;
}

function toTransport(transport: AclTransport): Transport {
  switch (transport.protocol) {
    case "tcp":
    case "udp":
      return Transport.ports(transport.protocol, transport.from, transport.to);
    case "icmp":
    case "icmpv6":
      return Transport.icmp(transport.protocol, transport.type, transport.code === -1 ? "any" : transport.code);
    case "other":
      return Transport.protocol(transport.number);
    case "all":
      return Transport.all;
  }
}

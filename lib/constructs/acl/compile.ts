/**
 * Compiles the conduits of one segment into the entries of its network ACL.
 *
 * An ACL is stateless and cannot match source ports, so every conduit costs an entry each way: the service one way, and
 * the initiator's ephemeral ports the other. A pair without a conduit gets no entry, and so stays closed.
 *
 * With detail `service` an entry says exactly one service of one peer. With detail `pair` a peer that has any conduit is
 * one entry each way for all traffic, so that a segment with many peers fits the quota (19 usable entries a direction by
 * default); its security group, and the ACL at the other end, still hold the ports. What either form lets through
 * beyond the conduits is computed in `excess.ts`, not guessed.
 *
 * Entry numbers come from what an entry says, never from its position: an addition renumbers nothing. The order does not
 * matter because all of them allow.
 */
import {
  clientPortRanges,
  compareText,
  conduitId,
  mayAskForInternet,
  type ConduitDefinition,
  type Issue,
  type Kind,
  type SegmentDefinition,
} from "../../model";
import { digest } from "../names";
import { serviceToAcl, transportKey, type AclEntry, type AclTransport, type Direction } from "./entry";

/** Whether an ACL has an entry for each service of a peer, or one each way for a peer that has any conduit. */
export type AclDetail = "service" | "pair";

/** The blocks of a segment, as text or tokens, by family. */
export interface Blocks {
  readonly v4: readonly Block[];
  readonly v6: readonly Block[];
}

export interface Block {
  readonly cidr: string;
  /** What stays the same when the block's value is a token: part of the entry's number. */
  readonly key: string;
}

/** A conduit, and the seed of the numbers of its entries: 0 unless two entries fell on one number. */
export interface NumberedConduit {
  readonly definition: ConduitDefinition;
  readonly aclSeed: number;
}

export interface AclRequest {
  /** Name of the segment whose ACL it is. */
  readonly segment: string;
  readonly detail: AclDetail;
  /** Every conduit that starts or ends in the segment. */
  readonly conduits: readonly NumberedConduit[];
  readonly peer: (name: string) => { readonly definition: SegmentDefinition; readonly blocks: Blocks } | undefined;
}

/** Numbers of computed entries: 1 to this. Above are the fixed entries of `private-ranges.ts`. */
const numbered = 31_000;

interface Wanted {
  readonly direction: Direction;
  readonly peer: string;
  readonly transport: AclTransport;
  readonly because: string;
  readonly seed: number;
}

/** The entries, sorted by direction and number. Two may fall on one number: see {@link collisions}. */
export function compileAcl(request: AclRequest): readonly AclEntry[] {
  const wanted = request.conduits.flatMap((conduit) => entriesFor(request, conduit));
  const detailed = wanted.map((one): Wanted =>
    isDetailed(request, one.peer) ? one : { ...one, transport: { protocol: "all" } },
  );
  const entries = new Map<string, AclEntry>();
  for (const want of detailed) {
    const blocks = request.peer(want.peer)?.blocks ?? { v4: [], v6: [] };
    for (const [family, list] of [
      [4, blocks.v4],
      [6, blocks.v6],
    ] as const) {
      if (!speaks(want.transport, family)) continue;
      for (const block of list) {
        // Conduits share an entry only under one seed: otherwise a conduit that is added could renumber another's entry.
        const seed = want.seed === 0 ? "" : `|${String(want.seed)}`;
        const key = `${want.direction}|${want.peer}|${String(family)}|${block.key}|${transportKey(want.transport)}${seed}`;
        const known = entries.get(key);
        entries.set(key, {
          direction: want.direction,
          number: numberOf(key),
          action: "allow",
          family,
          cidr: block.cidr,
          transport: want.transport,
          peer: want.peer,
          because: [...new Set([...(known?.because ?? []), want.because])].sort(),
        });
      }
    }
  }
  return [...entries.values()].sort((a, b) => compareText(a.direction, b.direction) || a.number - b.number);
}

/**
 * Whether a peer has an entry for each service. A kind that may ask for the internet has them for every peer outside,
 * whatever was chosen: a rule of its group for `0.0.0.0/0` holds no private block back, and nothing stands at that end.
 */
function isDetailed({ segment, detail, peer }: AclRequest, name: string): boolean {
  if (detail === "service") return true;
  const kind = peer(segment)?.definition.kind;
  return (
    kind !== undefined &&
    (mayAskForInternet as readonly Kind[]).includes(kind) &&
    peer(name)?.definition.placement.in === "outside"
  );
}

function numberOf(key: string): number {
  return (Number.parseInt(digest(key, 8), 16) % numbered) + 1;
}

function speaks(transport: AclTransport, family: 4 | 6): boolean {
  return !((transport.protocol === "icmp" && family === 6) || (transport.protocol === "icmpv6" && family === 4));
}

function entriesFor({ segment, peer }: AclRequest, { definition: conduit, aclSeed: seed }: NumberedConduit): Wanted[] {
  const because = conduitId(conduit);
  const forward = serviceToAcl(conduit.service.transport);
  const back = replyTo(forward, peer(conduit.from)?.definition.clientSystem ?? "any");
  const wanted: Wanted[] = [];
  if (conduit.from === segment) {
    wanted.push({ direction: "egress", peer: conduit.to, transport: forward, because, seed });
    if (back !== undefined) wanted.push({ direction: "ingress", peer: conduit.to, transport: back, because, seed });
  }
  if (conduit.to === segment) {
    wanted.push({ direction: "ingress", peer: conduit.from, transport: forward, because, seed });
    if (back !== undefined) wanted.push({ direction: "egress", peer: conduit.from, transport: back, because, seed });
  }
  return wanted;
}

/** What comes back to the initiator; nothing for an ICMP type that has no answer. */
export function replyTo(forward: AclTransport, initiator: keyof typeof clientPortRanges): AclTransport | undefined {
  switch (forward.protocol) {
    case "tcp":
    case "udp": {
      const [from, to] = clientPortRanges[initiator];
      return { protocol: forward.protocol, from, to };
    }
    case "icmp":
      return forward.type === 8 ? { protocol: "icmp", type: 0, code: forward.code } : undefined;
    case "icmpv6":
      return forward.type === 128 ? { protocol: "icmpv6", type: 129, code: forward.code } : undefined;
    case "other":
    case "all":
      return forward;
  }
}

/** An issue for each pair of entries that fall on one number; `sorted` as {@link compileAcl} returns them. */
export function collisions(segment: string, sorted: readonly AclEntry[]): Issue[] {
  const issues: Issue[] = [];
  for (const [index, entry] of sorted.entries()) {
    const next = sorted[index + 1];
    if (next?.direction !== entry.direction || next.number !== entry.number) continue;
    issues.push({
      what: `two ${entry.direction} entries of the network ACL of segment "${segment}" fall on one number`,
      received: `${String(entry.number)} for ${entry.because.join(", ")} (${entry.peer}) and ${next.because.join(", ")} (${next.peer})`,
      allowed:
        "one entry a number; give the newer conduit `aclSeed: 1` (or the next number), which moves its entries alone",
    });
  }
  return issues;
}

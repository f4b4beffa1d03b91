/**
 * What is wrong with a request, before any space is given out: by itself, and against the lock.
 *
 * Decides nothing about space; every issue is collected, so that all are mended in one go.
 */
import { Cidr } from "../address";
import type { Issue } from "../issue";
import { compareText } from "../order";
import type { LockDocument, LockedSegment } from "./lock";
import { blockPrefix, roomFor, type AddressRequest, type SegmentRequest } from "./request";
import { vpcBlockIssues, vpcPrefixes } from "./vpc-block";

/** What is wrong with a request whatever is free: blocks, sizes, names, another network's lock. */
export function requestIssues(request: AddressRequest, lock: LockDocument | undefined): Issue[] {
  const segments = [...request.segments].sort((a, b) => compareText(a.name, b.name));
  return [
    ...vpcBlockIssues(request.network, request.block, request.existing === true),
    ...lockIssues(request, lock),
    ...segments.flatMap(sizeIssues),
    ...repeated(request),
  ];
}

function lockIssues({ network, block }: AddressRequest, lock: LockDocument | undefined): Issue[] {
  if (lock === undefined) return [];
  const issues: Issue[] = [];
  if (lock.network !== network)
    issues.push({
      what: "the lock of the address plan belongs to another network",
      received: `"${lock.network}"`,
      allowed: `"${network}"`,
    });
  if (lock.block !== block.toString()) {
    issues.push({
      what: `network "${network}" has another block than its address plan was locked with`,
      received: block.toString(),
      allowed: `${lock.block}; a VPC's block cannot change without replacing all of it`,
    });
  }
  return issues;
}

function sizeIssues({ name, subnetPrefix, reservedZones, zones }: SegmentRequest): Issue[] {
  const issues: Issue[] = [];
  if (!Number.isInteger(subnetPrefix) || subnetPrefix < vpcPrefixes.shortest || subnetPrefix > vpcPrefixes.longest) {
    issues.push({
      what: `subnet size of segment "${name}" is not one that AWS accepts`,
      received: `/${String(subnetPrefix)}`,
      allowed: "/16 to /28",
    });
  }
  if (!Number.isInteger(reservedZones) || reservedZones < 1 || reservedZones > 8) {
    issues.push({
      what: `segment "${name}" keeps room for an impossible number of zones`,
      received: String(reservedZones),
      allowed: "1 to 8",
    });
  } else if (zones.length > roomFor(reservedZones)) {
    issues.push({
      what: `segment "${name}" is in more zones than it has room for`,
      received: `${String(zones.length)} zones`,
      allowed: `${String(roomFor(reservedZones))}, from its reservedZones; more for a segment that is new (at most 8), or a second segment`,
    });
  }
  for (const zone of new Set(zones.filter((zone, index) => zones.indexOf(zone) !== index))) {
    issues.push({ what: `segment "${name}" names a zone twice`, received: `"${zone}"`, allowed: "each zone once" });
  }
  return issues;
}

function repeated({ segments }: AddressRequest): Issue[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { name } of segments) (seen.has(name) ? twice : seen).add(name);
  return [...twice].sort(compareText).map((name) => ({ what: `segment "${name}" asks for addresses twice` }));
}

/** What would move a segment that the lock holds. */
export function movedIssues(segment: SegmentRequest, locked: LockedSegment | undefined): Issue[] {
  if (locked === undefined) return [];
  const room = roomFor(segment.reservedZones);
  const way = `its size as locked (/${String(locked.subnetPrefix)}, room for ${String(locked.reservedZones)} zones, ${locked.block}), or a segment of another name beside it; to give it up on purpose, remove the segment, synthesize, free its block (cordon addresses free), and declare it anew`;
  if (locked.subnetPrefix !== segment.subnetPrefix || locked.reservedZones !== room) {
    return [
      {
        what: `segment "${segment.name}" has another size than its address plan was locked with, and changing it would replace its subnets`,
        received: `/${String(segment.subnetPrefix)}, room for ${String(room)} zones`,
        allowed: way,
      },
    ];
  }
  if (segment.block !== undefined && segment.block.toString() !== locked.block) {
    return [
      {
        what: `segment "${segment.name}" has another block than its address plan was locked with, and changing it would replace its subnets`,
        received: segment.block.toString(),
        allowed: way,
      },
    ];
  }
  return [];
}

/** What keeps new segments from having the blocks that they name. */
export function explicitIssues(
  request: AddressRequest,
  fresh: readonly SegmentRequest[],
  known: ReadonlyMap<string, LockedSegment>,
): Issue[] {
  const explicit = fresh.flatMap((segment) =>
    segment.block === undefined ? [] : [{ ...segment, block: segment.block }],
  );
  const held = [
    ...[...known].map(([name, { block, state }]) => ({
      name: `segment "${name}"${state === "released" ? " (released, but held)" : ""}`,
      block: Cidr.of(block),
    })),
    ...(request.reserved ?? []).map((block) => ({ name: "a reserved range", block })),
  ];
  return explicit.flatMap((segment, index) => {
    const received = segment.block.toString();
    const what = (text: string): string => `block of segment "${segment.name}" ${text}`;
    if (segment.block.family === 6) return [{ what: what("is IPv6"), received, allowed: "an IPv4 block" }];
    const issues: Issue[] = [];
    if (!request.block.contains(segment.block))
      issues.push({
        what: what(`is outside network "${request.network}"`),
        received,
        allowed: `a block inside ${request.block.toString()}`,
      });
    if (segment.block.prefix !== blockPrefix(segment)) {
      issues.push({
        what: what("is not of the size that it needs"),
        received,
        allowed: `/${String(blockPrefix(segment))}: room for ${String(segment.reservedZones)} subnets of /${String(segment.subnetPrefix)}`,
      });
    }
    const others = [
      ...held,
      ...explicit.slice(0, index).map(({ name, block }) => ({ name: `segment "${name}"`, block })),
    ];
    for (const other of others) {
      if (other.block.overlaps(segment.block))
        issues.push({
          what: what(`overlaps that of ${other.name}`),
          received,
          allowed: `a block that shares no address with ${other.block.toString()}`,
        });
    }
    return issues;
  });
}

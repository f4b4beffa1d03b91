/**
 * Plans addresses: a pure function of what is asked for and of the lock.
 *
 * What the lock holds keeps its block and its slots for life; what is new takes free space, the largest first and by name,
 * so that the order of declaration decides nothing. A segment has one aligned block with room for more zones than it uses,
 * so that a new zone moves nothing. Refuses to move anything: a different size under a known name is an issue.
 */
import { Cidr } from "../address";
import type { Issue } from "../issue";
import { compareText } from "../order";
import { FreeSpace } from "./free-space";
import { lockfileVersion, sortLock, type LockDocument, type LockedSegment, type LockedZone } from "./lock";
import { vpcBlockIssues, vpcPrefixes } from "./vpc-block";

export interface AddressRequest {
  readonly network: string;
  readonly block: Cidr;
  /** Blocks that are not to be given out. */
  readonly reserved?: readonly Cidr[];
  /** Whether every subnet gets a number for an IPv6 /64. */
  readonly ipv6?: boolean;
  readonly segments: readonly SegmentRequest[];
}

export interface SegmentRequest {
  readonly name: string;
  readonly zones: readonly string[];
  /** Prefix length of each zone's subnet, 16–28. */
  readonly subnetPrefix: number;
  /** How many zones to keep room for, 1–8; rounded up to a power of two. */
  readonly reservedZones: number;
  /**
   * The block it must have.
   *
   * @default - free space
   */
  readonly block?: Cidr;
}

export interface PlannedSegment {
  readonly block: Cidr;
  /** By zone. */
  readonly subnets: ReadonlyMap<string, Cidr>;
  /** Number of the IPv6 /64, by zone; empty without IPv6. */
  readonly ipv6: ReadonlyMap<string, number>;
}

export type AddressPlanned = ReadonlyMap<string, PlannedSegment>;

/** What a new lock has that the old one had not. */
export interface LockChange {
  readonly change: "segment added" | "segment back" | "segment released" | "zone added" | "IPv6 added";
  readonly segment: string;
  /** @default - the change is of the whole segment */
  readonly zone?: string;
}

export type PlanResult =
  | { readonly ok: true; readonly plan: AddressPlanned; readonly lock: LockDocument; readonly changes: readonly LockChange[] }
  | { readonly ok: false; readonly issues: readonly Issue[] };

export function planAddresses(request: AddressRequest, lock: LockDocument | undefined): PlanResult {
  const issues = [...vpcBlockIssues(request.network, request.block), ...lockIssues(request, lock), ...request.segments.flatMap(sizeIssues), ...repeated(request)];
  if (issues.length > 0) return { ok: false, issues };
  const known = new Map(Object.entries(lock?.segments ?? {}));
  const wanted = [...request.segments].sort((a, b) => a.subnetPrefix - b.subnetPrefix || compareText(a.name, b.name));
  issues.push(...wanted.flatMap((segment) => movedIssues(segment, known.get(segment.name))));
  const fresh = wanted.filter((segment) => !known.has(segment.name));
  const taken = [...(request.reserved ?? []), ...[...known.values()].map(({ block }) => Cidr.of(block))];
  issues.push(...explicitIssues(request, fresh, known));
  if (issues.length > 0) return { ok: false, issues };
  const blocks = allocate(request, fresh, taken, known, issues);
  if (issues.length > 0) return { ok: false, issues };
  return settle(request, known, blocks, issues);
}

/** A segment's own block: as many subnets as zones have room. */
function blockPrefix({ subnetPrefix, reservedZones }: SegmentRequest): number {
  return subnetPrefix - Math.ceil(Math.log2(reservedZones));
}

function lockIssues({ network, block }: AddressRequest, lock: LockDocument | undefined): Issue[] {
  if (lock === undefined) return [];
  const issues: Issue[] = [];
  if (lock.network !== network) issues.push({ what: "the lock of the address plan belongs to another network", received: `"${lock.network}"`, allowed: `"${network}"` });
  if (lock.block !== block.toString()) {
    issues.push({ what: `network "${network}" has another block than its address plan was locked with`, received: block.toString(), allowed: `${lock.block}; a VPC's block cannot change without replacing all of it` });
  }
  return issues;
}

function sizeIssues({ name, subnetPrefix, reservedZones, zones }: SegmentRequest): Issue[] {
  const issues: Issue[] = [];
  if (!Number.isInteger(subnetPrefix) || subnetPrefix < vpcPrefixes.shortest || subnetPrefix > vpcPrefixes.longest) {
    issues.push({ what: `subnet size of segment "${name}" is not one that AWS accepts`, received: `/${String(subnetPrefix)}`, allowed: "/16 to /28" });
  }
  if (!Number.isInteger(reservedZones) || reservedZones < 1 || reservedZones > 8) {
    issues.push({ what: `segment "${name}" keeps room for an impossible number of zones`, received: String(reservedZones), allowed: "1 to 8" });
  } else if (zones.length > 2 ** Math.ceil(Math.log2(reservedZones))) {
    issues.push({ what: `segment "${name}" is in more zones than it has room for`, received: `${String(zones.length)} zones`, allowed: `${String(reservedZones)}, its reservedZones` });
  }
  return issues;
}

function repeated({ segments }: AddressRequest): Issue[] {
  const seen = new Set<string>();
  return segments.flatMap(({ name }) => {
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    return [{ what: `segment "${name}" asks for addresses twice` }];
  });
}

function movedIssues(segment: SegmentRequest, locked: LockedSegment | undefined): Issue[] {
  if (locked === undefined) return [];
  const room = 2 ** Math.ceil(Math.log2(segment.reservedZones));
  const way = `its size as locked (/${String(locked.subnetPrefix)}, room for ${String(locked.reservedZones)} zones, ${locked.block}), or a segment of another name beside it`;
  if (locked.subnetPrefix !== segment.subnetPrefix || locked.reservedZones !== room) {
    return [{ what: `segment "${segment.name}" has another size than its address plan was locked with, and changing it would replace its subnets`, received: `/${String(segment.subnetPrefix)}, room for ${String(room)} zones`, allowed: way }];
  }
  if (segment.block !== undefined && segment.block.toString() !== locked.block) {
    return [{ what: `segment "${segment.name}" has another block than its address plan was locked with, and changing it would replace its subnets`, received: segment.block.toString(), allowed: way }];
  }
  return [];
}

function explicitIssues(request: AddressRequest, fresh: readonly SegmentRequest[], known: ReadonlyMap<string, LockedSegment>): Issue[] {
  const explicit = fresh.flatMap((segment) => (segment.block === undefined ? [] : [{ ...segment, block: segment.block }]));
  const held = [
    ...[...known].map(([name, { block, state }]) => ({ name: `segment "${name}"${state === "released" ? " (released, but held)" : ""}`, block: Cidr.of(block) })),
    ...(request.reserved ?? []).map((block) => ({ name: "a reserved range", block })),
  ];
  return explicit.flatMap((segment, index) => {
    const received = segment.block.toString();
    const what = (text: string): string => `block of segment "${segment.name}" ${text}`;
    if (segment.block.family === 6) return [{ what: what("is IPv6"), received, allowed: "an IPv4 block" }];
    const issues: Issue[] = [];
    if (!request.block.contains(segment.block)) issues.push({ what: what(`is outside network "${request.network}"`), received, allowed: `a block inside ${request.block.toString()}` });
    if (segment.block.prefix !== blockPrefix(segment)) {
      issues.push({ what: what("is not of the size that it needs"), received, allowed: `/${String(blockPrefix(segment))}: room for ${String(segment.reservedZones)} subnets of /${String(segment.subnetPrefix)}` });
    }
    const others = [...held, ...explicit.slice(0, index).map(({ name, block }) => ({ name: `segment "${name}"`, block }))];
    for (const other of others) {
      if (other.block.overlaps(segment.block)) issues.push({ what: what(`overlaps that of ${other.name}`), received, allowed: `a block that shares no address with ${other.block.toString()}` });
    }
    return issues;
  });
}

function allocate(
  request: AddressRequest,
  fresh: readonly SegmentRequest[],
  taken: readonly Cidr[],
  known: ReadonlyMap<string, LockedSegment>,
  issues: Issue[],
): Map<string, Cidr> {
  const blocks = new Map<string, Cidr>();
  for (const segment of fresh) if (segment.block !== undefined) blocks.set(segment.name, segment.block);
  const free = new FreeSpace(request.block, [...taken, ...blocks.values()]);
  const bySize = [...fresh].sort((a, b) => blockPrefix(a) - blockPrefix(b) || compareText(a.name, b.name));
  for (const segment of bySize) {
    if (blocks.has(segment.name)) continue;
    const block = free.take(blockPrefix(segment));
    if (block === undefined) {
      issues.push(exhausted(request, segment, free, known));
      continue;
    }
    blocks.set(segment.name, block);
  }
  return blocks;
}

function exhausted(request: AddressRequest, segment: SegmentRequest, free: FreeSpace, known: ReadonlyMap<string, LockedSegment>): Issue {
  const released = [...known].filter(([, { state }]) => state === "released").map(([name, { block }]) => `${name} (${block})`);
  const largest = free.largest === undefined ? "nothing" : `${String(free.size)} addresses, the largest block ${free.largest.toString()}`;
  const held = released.length === 0 ? "" : `; released but held: ${released.sort(compareText).join(", ")}`;
  return {
    what: `network "${request.network}" has no free block for segment "${segment.name}"`,
    received: `/${String(blockPrefix(segment))} wanted, free: ${largest}${held}`,
    allowed: "a smaller subnetPrefix or fewer reservedZones, or released blocks freed on purpose (cordon addresses free)",
  };
}

function settle(request: AddressRequest, known: ReadonlyMap<string, LockedSegment>, blocks: ReadonlyMap<string, Cidr>, issues: Issue[]): PlanResult {
  const plan = new Map<string, PlannedSegment>();
  const segments: Record<string, LockedSegment> = {};
  const changes: LockChange[] = [];
  const numbers = new FreeNumbers(known);
  for (const request_ of [...request.segments].sort((a, b) => compareText(a.name, b.name))) {
    const { name, subnetPrefix } = request_;
    const locked = known.get(name);
    const block = locked === undefined ? (blocks.get(name) as Cidr) : Cidr.of(locked.block);
    const reservedZones = 2 ** (subnetPrefix - block.prefix);
    if (locked === undefined) changes.push({ change: "segment added", segment: name });
    else if (locked.state === "released") changes.push({ change: "segment back", segment: name });
    const zones = new Map(Object.entries(locked?.zones ?? {}));
    const slots = new Set([...zones.values()].map(({ slot }) => slot));
    for (const zone of [...request_.zones].sort(compareText)) {
      const entry = settleZone(request, zones.get(zone), slots, reservedZones, numbers);
      if (entry === undefined) {
        issues.push({ what: `segment "${name}" has no room left for zone "${zone}", because the zones it was in keep their places`, received: [...zones.keys()].sort(compareText).join(", "), allowed: `${String(reservedZones)} zones over its life` });
        continue;
      }
      if (entry.ipv6 !== undefined && entry.ipv6 > 255) issues.push({ what: `network "${request.network}" has more subnets than its IPv6 block has /64s`, received: `"${name}" in "${zone}"`, allowed: "256" });
      if (!zones.has(zone) && locked !== undefined) changes.push({ change: "zone added", segment: name, zone });
      else if (zones.get(zone)?.ipv6 !== entry.ipv6 && locked !== undefined) changes.push({ change: "IPv6 added", segment: name, zone });
      zones.set(zone, entry);
    }
    segments[name] = { block: block.toString(), subnetPrefix, reservedZones, state: "in-use", zones: Object.fromEntries(zones) };
    plan.set(name, planned(block, subnetPrefix, request_.zones, zones, request.ipv6 === true));
  }
  for (const [name, locked] of known) {
    if (plan.has(name)) continue;
    segments[name] = { ...locked, state: "released" };
    if (locked.state === "in-use") changes.push({ change: "segment released", segment: name });
  }
  if (issues.length > 0) return { ok: false, issues };
  return { ok: true, plan, lock: sortLock({ lockfileVersion, network: request.network, block: request.block.toString(), segments }), changes };
}

function settleZone(request: AddressRequest, known: LockedZone | undefined, slots: Set<number>, room: number, numbers: FreeNumbers): LockedZone | undefined {
  let slot = known?.slot;
  if (slot === undefined) {
    slot = 0;
    while (slots.has(slot)) slot += 1;
    if (slot >= room) return undefined;
    slots.add(slot);
  }
  const ipv6 = known?.ipv6 ?? (request.ipv6 === true ? numbers.take() : undefined);
  return ipv6 === undefined ? { slot } : { slot, ipv6 };
}

/** Numbers of IPv6 /64s that no subnet has had, from 0. */
class FreeNumbers {
  private readonly taken: ReadonlySet<number>;
  private next = 0;

  public constructor(known: ReadonlyMap<string, LockedSegment>) {
    this.taken = new Set([...known.values()].flatMap(({ zones }) => Object.values(zones).flatMap(({ ipv6 }) => (ipv6 === undefined ? [] : [ipv6]))));
  }

  public take(): number {
    while (this.taken.has(this.next)) this.next += 1;
    this.next += 1;
    return this.next - 1;
  }
}

function planned(block: Cidr, subnetPrefix: number, wanted: readonly string[], zones: ReadonlyMap<string, LockedZone>, ipv6: boolean): PlannedSegment {
  const size = 1n << BigInt(32 - subnetPrefix);
  const entries = [...wanted].sort(compareText).map((zone) => [zone, zones.get(zone)] as const);
  return {
    block,
    subnets: new Map(entries.flatMap(([zone, entry]) => (entry === undefined ? [] : [[zone, Cidr.fromNumber(4, block.first + BigInt(entry.slot) * size, subnetPrefix)]]))),
    ipv6: new Map(ipv6 ? entries.flatMap(([zone, entry]) => (entry?.ipv6 === undefined ? [] : [[zone, entry.ipv6]])) : []),
  };
}

/** The lock without the block of a released segment. */
export function freeReleased(lock: LockDocument, name: string): { readonly ok: true; readonly value: LockDocument } | { readonly ok: false; readonly issue: Issue } {
  const segment = Object.hasOwn(lock.segments, name) ? lock.segments[name] : undefined;
  if (segment?.state !== "released") {
    const released = Object.entries(lock.segments).filter(([, { state }]) => state === "released").map(([held]) => held);
    return {
      ok: false,
      issue: {
        what: segment === undefined ? "the address plan holds no block of this segment" : "the segment is in use, so its block cannot be freed",
        received: `"${name}"`,
        allowed: released.length === 0 ? "nothing is released" : released.join(", "),
      },
    };
  }
  const { [name]: _, ...rest } = lock.segments;
  return { ok: true, value: sortLock({ ...lock, segments: rest }) };
}

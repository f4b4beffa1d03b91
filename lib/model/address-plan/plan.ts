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
import { allocate } from "./allocate";
import { FreeNumbers } from "./free-numbers";
import { lockfileVersion, sortLock, type LockDocument, type LockedSegment, type LockedZone } from "./lock";
import type { AddressRequest } from "./request";
import { explicitIssues, movedIssues, requestIssues } from "./request-issues";

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
  | {
      readonly ok: true;
      readonly plan: AddressPlanned;
      readonly lock: LockDocument;
      readonly changes: readonly LockChange[];
    }
  | { readonly ok: false; readonly issues: readonly Issue[] };

export function planAddresses(request: AddressRequest, lock: LockDocument | undefined): PlanResult {
  const issues = requestIssues(request, lock);
  if (issues.length > 0) return { ok: false, issues };
  const known = new Map(Object.entries(lock?.segments ?? {}));
  const wanted = [...request.segments].sort((a, b) => a.subnetPrefix - b.subnetPrefix || compareText(a.name, b.name));
  issues.push(...wanted.flatMap((segment) => movedIssues(segment, known.get(segment.name))));
  const fresh = wanted.filter((segment) => !known.has(segment.name));
  issues.push(...explicitIssues(request, fresh, known));
  if (issues.length > 0) return { ok: false, issues };
  const blocks = allocate(request, fresh, known, issues);
  if (issues.length > 0) return { ok: false, issues };
  return settle(request, known, blocks, issues);
}

function settle(
  request: AddressRequest,
  known: ReadonlyMap<string, LockedSegment>,
  blocks: ReadonlyMap<string, Cidr>,
  issues: Issue[],
): PlanResult {
  const plan = new Map<string, PlannedSegment>();
  const segments = new Map<string, LockedSegment>();
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
        issues.push({
          what: `segment "${name}" has no room left for zone "${zone}", because the zones it was in keep their places`,
          received: [...zones.keys()].sort(compareText).join(", "),
          allowed: `${String(reservedZones)} zones over its life; a zone it was in before, or a second segment for the new zone`,
        });
        continue;
      }
      if (entry.ipv6 !== undefined && entry.ipv6 > 255)
        issues.push({
          what: `network "${request.network}" has more subnets than its IPv6 block has /64s`,
          received: `"${name}" in "${zone}"`,
          allowed: "256",
        });
      if (!zones.has(zone) && locked !== undefined) changes.push({ change: "zone added", segment: name, zone });
      else if (zones.get(zone)?.ipv6 !== entry.ipv6 && locked !== undefined)
        changes.push({ change: "IPv6 added", segment: name, zone });
      zones.set(zone, entry);
    }
    segments.set(name, {
      block: block.toString(),
      subnetPrefix,
      reservedZones,
      state: "in-use",
      zones: Object.fromEntries(zones),
    });
    plan.set(name, planned(block, subnetPrefix, request_.zones, zones, request.ipv6 === true));
  }
  for (const [name, locked] of known) {
    if (plan.has(name)) continue;
    segments.set(name, { ...locked, state: "released" });
    if (locked.state === "in-use") changes.push({ change: "segment released", segment: name });
  }
  if (issues.length > 0) return { ok: false, issues };
  return {
    ok: true,
    plan,
    lock: sortLock({
      lockfileVersion,
      network: request.network,
      block: request.block.toString(),
      segments: Object.fromEntries(segments),
    }),
    changes,
  };
}

function settleZone(
  request: AddressRequest,
  known: LockedZone | undefined,
  slots: Set<number>,
  room: number,
  numbers: FreeNumbers,
): LockedZone | undefined {
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

function planned(
  block: Cidr,
  subnetPrefix: number,
  wanted: readonly string[],
  zones: ReadonlyMap<string, LockedZone>,
  ipv6: boolean,
): PlannedSegment {
  const size = 1n << BigInt(32 - subnetPrefix);
  const entries = [...wanted].sort(compareText).map((zone) => [zone, zones.get(zone)] as const);
  return {
    block,
    subnets: new Map(
      entries.flatMap(([zone, entry]) =>
        entry === undefined ? [] : [[zone, Cidr.fromNumber(4, block.first + BigInt(entry.slot) * size, subnetPrefix)]],
      ),
    ),
    ipv6: new Map(
      ipv6 ? entries.flatMap(([zone, entry]) => (entry?.ipv6 === undefined ? [] : [[zone, entry.ipv6]])) : [],
    ),
  };
}

/**
 * Gives out blocks to new segments: the ones they name, then free space, the largest first and by name.
 *
 * Blocks are aligned powers of two, and each is cut from the smallest free one that holds it. Together with the order this
 * packs perfectly: when a segment finds no room, no other way of placing the new segments would have had room for all.
 */
import { Cidr } from "../address";
import type { Issue } from "../issue";
import { compareText } from "../order";
import { FreeSpace } from "./free-space";
import type { LockedSegment } from "./lock";
import { blockPrefix, type AddressRequest, type SegmentRequest } from "./request";

/** The block of every new segment. What finds no room is added to `issues`. */
export function allocate(
  request: AddressRequest,
  fresh: readonly SegmentRequest[],
  known: ReadonlyMap<string, LockedSegment>,
  issues: Issue[],
): Map<string, Cidr> {
  const blocks = new Map<string, Cidr>();
  for (const segment of fresh) if (segment.block !== undefined) blocks.set(segment.name, segment.block);
  const held = [...known.values()].map(({ block }) => Cidr.of(block));
  const free = new FreeSpace(request.block, [...(request.reserved ?? []), ...held, ...blocks.values()]);
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

function exhausted(
  request: AddressRequest,
  segment: SegmentRequest,
  free: FreeSpace,
  known: ReadonlyMap<string, LockedSegment>,
): Issue {
  const released = [...known]
    .filter(([, { state }]) => state === "released")
    .map(([name, { block }]) => `${name} (${block})`);
  const largest =
    free.largest === undefined
      ? "nothing"
      : `${String(free.size)} addresses, the largest block ${free.largest.toString()}`;
  const held = released.length === 0 ? "" : `; released but held: ${released.sort(compareText).join(", ")}`;
  return {
    what: `network "${request.network}" has no free block for segment "${segment.name}"`,
    received: `/${String(blockPrefix(segment))} wanted, free: ${largest}${held}`,
    allowed:
      "a smaller subnetPrefix or fewer reservedZones, or released blocks freed on purpose (cordon addresses free)",
  };
}

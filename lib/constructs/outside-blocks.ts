/**
 * Finds quickly which declared segment outside AWS a new one collides with: by block, or by VLAN at one site.
 *
 * Blocks that were admitted share no address, so that only the neighbours of a new one, in the order of addresses, can.
 */
import { compareCidrs, placeAtSite, type Cidr, type SegmentDefinition } from "../model";

export class OutsideBlocks {
  private readonly sorted: { readonly block: Cidr; readonly name: string }[] = [];
  private readonly byVlan = new Map<string, string>();

  public add(segment: SegmentDefinition): void {
    if (segment.placement.in !== "outside") return;
    for (const block of segment.placement.blocks)
      this.sorted.splice(this.after(block), 0, { block, name: segment.name });
    const key = vlanKey(segment);
    if (key !== undefined) this.byVlan.set(key, segment.name);
  }

  /** Names of the segments that share an address or a VLAN with this one. */
  public collidingWith(segment: SegmentDefinition): readonly string[] {
    if (segment.placement.in !== "outside") return [];
    const names = new Set<string>();
    for (const block of segment.placement.blocks) {
      const at = this.after(block);
      for (let before = at - 1; this.sorted[before]?.block.overlaps(block) === true; before--)
        names.add(this.sorted[before]?.name ?? "");
      for (let next = at; this.sorted[next]?.block.overlaps(block) === true; next++)
        names.add(this.sorted[next]?.name ?? "");
    }
    const sameVlan = this.byVlan.get(vlanKey(segment) ?? "");
    if (sameVlan !== undefined) names.add(sameVlan);
    names.delete(segment.name);
    return [...names];
  }

  /** How many blocks come before this one. */
  private after(block: Cidr): number {
    let [low, high] = [0, this.sorted.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const there = this.sorted[middle];
      if (there !== undefined && compareCidrs(there.block, block) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function vlanKey(segment: SegmentDefinition): string | undefined {
  const place = placeAtSite(segment);
  return place?.vlan === undefined ? undefined : `${place.site} ${String(place.vlan)}`;
}

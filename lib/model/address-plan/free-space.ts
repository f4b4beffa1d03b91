/** Free space of a network, as aligned blocks, given out so that large blocks stay whole. */
import { AddressSet, Cidr, compareCidrs } from "../address";

export class FreeSpace {
  private readonly byPrefix = new Map<number, Cidr[]>();

  public constructor(network: Cidr, taken: readonly Cidr[]) {
    for (const block of AddressSet.of([network]).subtract(AddressSet.of(taken)).toCidrs()) this.put(block);
  }

  /** The largest free block, or undefined when nothing is free. */
  public get largest(): Cidr | undefined {
    const prefixes = [...this.byPrefix].filter(([, blocks]) => blocks.length > 0).map(([prefix]) => prefix);
    return prefixes.length === 0 ? undefined : this.byPrefix.get(Math.min(...prefixes))?.[0];
  }

  /** How many addresses are free. */
  public get size(): bigint {
    return [...this.byPrefix.values()].flat().reduce((sum, block) => sum + block.size, 0n);
  }

  /** Takes the lowest block of this prefix length out of the smallest free one that holds it. */
  public take(prefix: number): Cidr | undefined {
    for (let wide = prefix; wide >= 0; wide -= 1) {
      const block = this.byPrefix.get(wide)?.shift();
      if (block === undefined) continue;
      const taken = Cidr.fromNumber(block.family, block.first, prefix);
      for (let half = wide + 1; half <= prefix; half += 1) {
        const size = 1n << BigInt(32 - half);
        this.put(Cidr.fromNumber(block.family, block.first + size, half));
      }
      return taken;
    }
    return undefined;
  }

  private put(block: Cidr): void {
    const blocks = this.byPrefix.get(block.prefix) ?? [];
    // Mostly appended in order: a search from the end finds the place at once.
    let at = blocks.length;
    while (at > 0 && compareCidrs(blocks[at - 1] as Cidr, block) > 0) at -= 1;
    blocks.splice(at, 0, block);
    this.byPrefix.set(block.prefix, blocks);
  }
}

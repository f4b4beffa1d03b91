/** Addresses that a place outside AWS shares with a VPC, or with another place outside. */
import type { End } from "../routing/outcome";
import type { Start } from "../routing/walker";
import type { Spot } from "../places/places";
import { within, type AddressAtoms, type Rank } from "../sets/address-atoms";

export class SharedAddresses {
  public constructor(private readonly atoms: AddressAtoms) {}

  public has({ shared }: Spot, rank: Rank): boolean {
    return !shared.all.isEmpty() && within(this.atoms.ranges(shared.all), rank);
  }

  /** Up to where addresses are shared alike. */
  public until({ shared }: Spot, rank: Rank): Rank {
    if (shared.all.isEmpty()) return Infinity;
    return Math.min(
      Infinity,
      ...this.atoms.ranges(shared.all).map(([from, end]) => (from > rank ? from : end > rank ? end : Infinity)),
    );
  }

  /**
   * What is not known of an address of the internet: that of a VPC in IPv6 is no one else's, unless the VPC uses it for itself
   * alone (VPC user guide, "Private IPv6 addresses").
   */
  public doubt(spot: Spot, rank: Rank): string | undefined {
    const isDoubtful = spot.start.kind === "internet" && this.atoms.familyOf(rank) === 6 && this.has(spot, rank);
    return isDoubtful ? "whether the internet has an address that one of these VPCs has" : undefined;
  }
}

/** Whether a walk ends at a place outside. */
export function isAt(end: End, start: Start): boolean {
  if (start.kind === "internet") return end.kind === "internet";
  return start.kind === "outside" && end.kind === "outside" && end.network === start.network;
}

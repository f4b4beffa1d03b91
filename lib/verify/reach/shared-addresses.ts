/** Addresses that a place outside AWS shares with a VPC, or with another place outside. */
import type { AddressSet } from "../../model";
import type { End } from "../routing/outcome";
import type { Walk } from "../routing/remembered";
import { fresh } from "../routing/trip";
import type { Start, Walker } from "../routing/walker";
import type { Spot } from "../places/places";
import { within, type Rank } from "../sets/address-atoms";
import type { World } from "../world/world";
import type { Keepers, Kept } from "./keepers";

export class SharedAddresses {
  public constructor(
    private readonly world: World,
    private readonly walker: Walker,
    private readonly keepers: Keepers,
  ) {}

  public has({ shared }: Spot, rank: Rank): boolean {
    return !shared.all.isEmpty() && within(this.world.atoms.ranges(shared.all), rank);
  }

  /** Up to where addresses are shared alike. */
  public until({ shared }: Spot, rank: Rank): Rank {
    if (shared.all.isEmpty()) return Infinity;
    return Math.min(
      Infinity,
      ...this.world.atoms.ranges(shared.all).map(([from, end]) => (from > rank ? from : end > rank ? end : Infinity)),
    );
  }

  /** The VPC that keeps an address which is sent from a spot, and up to where: no need to walk to each of its subnets. */
  public keeper({ subnet, clients }: Spot, rank: Rank): Kept | undefined {
    return subnet === undefined || clients !== undefined ? undefined : this.keepers.of(subnet, rank);
  }

  /** An address outside that some VPC keeps, as seen from a spot. */
  public kept(near: Spot, far: Spot, rank: Rank): Pick<Walk, "outcomes" | "until"> | undefined {
    const kept = this.has(far, rank) ? this.keeper(near, rank) : undefined;
    if (kept === undefined) return undefined;
    const end = { kind: "dropped", at: kept.by, reason: "it has this address itself" } as const;
    return { outcomes: [{ ...fresh, end }], until: kept.until };
  }

  /** Whether routes may lead an address out to a place outside, from any subnet; whatever others do not have is its own. */
  public mayHave(far: Spot, address: AddressSet): boolean {
    const ranks = this.world.atoms.ranges(address).map(([first]) => first);
    return ranks.some(
      (rank) =>
        !this.has(far, rank) ||
        [...this.world.subnets.keys()].some((subnet) =>
          this.walker.walk({ kind: "subnet", subnet }, rank).outcomes.some(({ end }) => isAt(end, far.start)),
        ),
    );
  }

  /**
   * What is not known of an address of the internet: that of a VPC in IPv6 is no one else's, unless the VPC uses it for itself
   * alone (VPC user guide, "Private IPv6 addresses").
   */
  public doubt(spot: Spot, rank: Rank): string | undefined {
    const isDoubtful = spot.start.kind === "internet" && this.world.atoms.familyOf(rank) === 6 && this.has(spot, rank);
    return isDoubtful ? "whether the internet has an address that one of these VPCs has" : undefined;
  }
}

/** Whether a walk ends at a place outside. */
function isAt(end: End, start: Start): boolean {
  if (start.kind === "internet") return end.kind === "internet";
  return start.kind === "outside" && end.kind === "outside" && end.network === start.network;
}

/** Gives out the numbers of IPv6 /64s, which a VPC's /56 has 256 of. Refusing more is for the plan. */
import type { LockedSegment } from "./lock";

/** Numbers of IPv6 /64s that no subnet has had, from 0. */
export class FreeNumbers {
  private readonly taken: ReadonlySet<number>;
  private next = 0;

  public constructor(known: ReadonlyMap<string, LockedSegment>) {
    this.taken = new Set(
      [...known.values()].flatMap(({ zones }) =>
        Object.values(zones).flatMap(({ ipv6 }) => (ipv6 === undefined ? [] : [ipv6])),
      ),
    );
  }

  public take(): number {
    while (this.taken.has(this.next)) this.next += 1;
    this.next += 1;
    return this.next - 1;
  }
}

/** What has come into a network, told to those who want to know: what is there already, and what comes later. */
import type { SegmentDefinition } from "../model";
import type { SegmentSubnets } from "./subnets";

/** A segment, or subnets of the network's own. */
export interface Arrival {
  readonly name: string;
  /**
   * What was declared.
   *
   * @default - it is no segment: a way out, or a gateway's subnets
   */
  readonly definition?: SegmentDefinition;
  /**
   * Its subnets.
   *
   * @default - it is outside AWS
   */
  readonly subnets?: SegmentSubnets;
}

/** Each arrival is told once, whoever comes first. */
export class Arrivals {
  private readonly byName = new Map<string, Arrival>();
  private readonly listeners: ((arrival: Arrival) => void)[] = [];

  public each(listener: (arrival: Arrival) => void): void {
    for (const arrival of this.byName.values()) listener(arrival);
    this.listeners.push(listener);
  }

  public add(arrival: Arrival): void {
    if (this.byName.has(arrival.name)) return;
    this.byName.set(arrival.name, arrival);
    for (const listener of this.listeners) listener(arrival);
  }
}

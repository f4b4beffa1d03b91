/** What makes a network the way out of others: its firewall, the subnets on the way, and the conduits that pass. */
import { compareText, conduitId } from "../../model";
import type { Addressable } from "../address";
import type { DeclaredConduit } from "../declaration";
import type { ConduitEnd } from "../ends";
import type { SegmentSubnets } from "../subnets";
import type { InspectionMode } from "./inspection-mode";

/** A conduit of another network on its way to the internet. */
export interface PassingConduit {
  readonly conduit: DeclaredConduit;
  readonly from: ConduitEnd;
}

export interface InspectionParts {
  readonly mode: InspectionMode;
  readonly firewall: Addressable;
  readonly policy: Addressable;
  /** By the name of their room. */
  readonly subnets: ReadonlyMap<string, SegmentSubnets>;
  /** Priorities of the domain lists, by conduit. */
  readonly priorities: ReadonlyMap<string, number>;
}

export class Inspection {
  private readonly passingById = new Map<string, PassingConduit>();

  public constructor(public readonly parts: InspectionParts) {}

  /** What passes, by conduit. */
  public get passing(): readonly PassingConduit[] {
    return [...this.passingById.values()].sort((a, b) =>
      compareText(conduitId(a.conduit.definition), conduitId(b.conduit.definition)),
    );
  }

  public admit(passing: PassingConduit): void {
    this.passingById.set(conduitId(passing.conduit.definition), passing);
  }
}

/** What a network says of its flow logs. */
import type { NetworkFlows } from "./network-flows";

/** Why nothing is recorded. */
export interface UnrecordedDetails {
  /** One line of 1–200 characters: `The landing zone records every VPC of this account`. */
  readonly reason: string;
  /** Who agreed. */
  readonly approver: string;
}

/** What is recorded, or why nothing is. */
export type DeclaredFlows = { readonly recorded: NetworkFlows } | { readonly unrecorded: UnrecordedDetails };

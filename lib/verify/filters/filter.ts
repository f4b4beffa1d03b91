/** What lets traffic through at one place: transports by remote address, and by remote group. */
import type { Direction, FactId } from "../../terraform";
import type { Rank } from "../sets/address-atoms";
import { allTraffic, noTraffic, type RowId } from "../sets/rows";
import { Steps } from "../sets/steps";

/** Which objects a filter is made of, for those who check it again. */
export type Subject =
  | {
      readonly kind: "groups" | "acls";
      readonly ids: readonly FactId[];
      readonly direction: Direction;
      readonly known: boolean;
    }
  | { readonly kind: "none" };

/** What is allowed to who has a name that rules give. */
export interface Named {
  readonly may: RowId;
  readonly must: RowId;
  /** Whether it is the prefix list of a gateway endpoint, which no interface is in. */
  readonly list: boolean;
}

export interface Filter {
  readonly subject: Subject;
  /** The object, as its Terraform address, and the direction. */
  readonly at: string;
  readonly may: Steps;
  /** The same object as `may` when everything about the filter is known. */
  readonly must: Steps;
  /** Rows by group of the other end, or the list of the service that it is; empty for network ACLs. */
  readonly groups: ReadonlyMap<FactId, Named>;
  /** The rules that decide one packet, most specific reason first. Empty when the implicit deny does. */
  readonly deciding: (rank: Rank, point: number, groups: readonly FactId[]) => readonly DecidingRule[];
}

export interface DecidingRule {
  readonly id: FactId;
  readonly effect: "allow" | "deny";
}

const open = Steps.constant(allTraffic);
const shut = Steps.constant(noTraffic);

/** A filter that lets everything through. */
export function openFilter(at: string): Filter {
  return { subject: { kind: "none" }, at, may: open, must: open, groups: new Map(), deciding: () => [] };
}

/** A filter of which nothing is known. */
export function unknownFilter(at: string): Filter {
  return { subject: { kind: "none" }, at, may: open, must: shut, groups: new Map(), deciding: () => [] };
}

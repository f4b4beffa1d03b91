/** Where a packet may end up, and everything that it has to pass on the way. */
import type { FactId } from "../../terraform";
import type { Filter } from "../filters/filter";
import type { Flow } from "../filters/firewall/flow";
import type { NamesPassed } from "../filters/firewall/names";
import type { Rank, RankRange } from "../sets/address-atoms";
import type { RowId } from "../sets/rows";
import type { Meaning, Tri } from "../world/links";

/** Stands for what is behind an appliance and has no place of its own. */
export const behindBoxes = "behind an appliance";

export type End =
  | { readonly kind: "subnet"; readonly subnet: FactId }
  | { readonly kind: "internet"; readonly vpc: FactId }
  /** A network that the inputs do not describe: behind a VPN connection, a peering, Direct Connect. */
  | { readonly kind: "outside"; readonly network: FactId }
  /** A service of AWS behind a gateway endpoint. */
  | { readonly kind: "service"; readonly endpoint: FactId }
  | { readonly kind: "dropped"; readonly at: string; readonly reason: string }
  /** Somewhere: the way on is not known. */
  | { readonly kind: "unknown" };

/** Which address a filter looks at. */
export type Remote = "source" | "destination" | readonly RankRange[];

/** A filter that looks at both ends at once: AWS Network Firewall. */
export interface BoxFilter {
  readonly at: string;
  /** Ranks at which what it does may change, in order. */
  readonly cuts: readonly Rank[];
  /** A connection from one address to another. */
  readonly flow: (source: Rank, destination: Rank) => Flow;
  /** A packet that answers. */
  readonly back: (source: Rank, destination: Rank) => { readonly may: RowId; readonly must: RowId };
  /** Domain names that a connection with one transport may carry to get through. */
  readonly names: (source: Rank, destination: Rank, point: number) => NamesPassed;
  /** What decides one packet, and what it has to carry to get through. */
  readonly explain: (
    source: Rank,
    destination: Rank,
    point: number,
  ) => { readonly rule: string; readonly reason: string; readonly content: string | undefined };
}

export type Gate =
  | {
      readonly filter: Filter;
      readonly remote: Remote;
      /**
       * Hops before it: where it stands on the way, for those who read it.
       *
       * @default - all of them
       */
      readonly after?: number;
    }
  | { readonly box: BoxFilter; readonly source: Remote; readonly destination: Remote };

export interface Hop {
  readonly at: string;
  /** The route or property that led on. */
  readonly rule: string;
}

/** The translation that a packet went through: its source is the gateway's, or the machine's, from there on. */
export interface Translation {
  readonly id: FactId;
  readonly subnet: FactId;
  /** Addresses that the gateway may have. */
  readonly ranges: readonly RankRange[];
  /**
   * The interface of a machine that may translate.
   *
   * @default - it is a NAT gateway
   */
  readonly appliance?: { readonly publicAddress: Tri; readonly groups: readonly Meaning[]; readonly anyGroup: boolean };
}

export interface Outcome {
  readonly end: End;
  readonly gates: readonly Gate[];
  readonly hops: readonly Hop[];
  /** No other outcome is possible when it is the only one. */
  readonly sure: boolean;
  readonly doubts: readonly string[];
  readonly translation: Translation | undefined;
  /** The source needs a public address of its own. */
  readonly needsPublic: boolean;
  /** Stateful: only what started on the inside comes back. */
  readonly outwardOnly: boolean;
  /** Whether rules that name a group count, on the way in and on the way out. */
  readonly groupsIn: Tri;
  readonly groupsOut: Tri;
  /** The sender may choose this way, and need not: it counts for `may` alone. */
  readonly optional: boolean;
  /** Endpoints of firewalls on the way: `firewall in subnet`. Each knows only what it saw itself. */
  readonly firewalls: readonly string[];
  /**
   * It leaves by the internet gateway of one VPC and comes in by that of another.
   *
   * @default - it does not
   */
  readonly overInternet?: true;
  /** The subnets by which attachments in appliance mode were left: a connection keeps to one, both ways. */
  readonly kept: readonly { readonly attachment: FactId; readonly subnet: FactId }[];
}

/** Why nothing is told of a walk that was not followed to its end. */
export const moreWays = "where it goes: there are more ways than are followed";

/**
 * What is said of a packet with more ways than are followed: it may come anywhere, under its own address or any other that a
 * gateway or a machine may have put in, of whatever groups.
 */
export function tooMany(family: RankRange): readonly Outcome[] {
  const anywhere: Outcome = {
    end: { kind: "unknown" },
    gates: [],
    hops: [],
    sure: false,
    doubts: [moreWays],
    translation: undefined,
    needsPublic: false,
    outwardOnly: false,
    groupsIn: "maybe",
    groupsOut: "maybe",
    optional: false,
    firewalls: [],
    kept: [],
  };
  const appliance = { publicAddress: "maybe", groups: [], anyGroup: true } as const;
  return [anywhere, { ...anywhere, translation: { id: "anything", subnet: "", ranges: [family], appliance } }];
}

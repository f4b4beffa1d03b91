/** One packet under way, and what the roads offer to those who carry it. Shares nothing with the engine. */
import type { Family } from "../../model";
import type { FactBase, FactId, Interface, Link, Subnet, Value, Vpc } from "../../terraform";
import { all, type Answer } from "./packet";

export interface Packet {
  readonly family: Family;
  readonly source: bigint;
  readonly destination: bigint;
  readonly point: number;
  readonly sourcePort: number;
  /**
   * The question that this answers: its point and its client's port.
   *
   * @default - it is a question
   */
  readonly answers?: { readonly point: number; readonly sourcePort: number };
  /**
   * The domain name that its connection carries.
   *
   * @default - whatever passes
   */
  readonly name?: string;
}

export type NaiveStop =
  | { readonly at: "subnet"; readonly subnet: FactId }
  | { readonly at: "internet"; readonly vpc: FactId }
  | { readonly at: "outside"; readonly network: FactId }
  | { readonly at: "service"; readonly endpoint: FactId }
  | { readonly at: "nowhere"; readonly why: string }
  | { readonly at: "anywhere" };

/** One way a journey may go. */
export interface Journey {
  readonly stop: NaiveStop;
  /** Whether the packet, on this way, gets there. */
  readonly passes: Answer;
  readonly translated:
    | {
        readonly id: FactId;
        readonly subnet: FactId;
        readonly address: bigint;
        /**
         * The interface of a machine that put its own address in.
         *
         * @default - it was a NAT gateway
         */
        readonly by?: Interface;
      }
    | undefined;
  readonly needsPublic: boolean;
  readonly outward: boolean;
  readonly namesIn: Answer;
  readonly namesOut: Answer;
  /** The sender may choose it, and need not. */
  readonly optional: boolean;
  /**
   * It went out by the internet gateway of one VPC and in by that of another.
   *
   * @default - it did not
   */
  readonly overInternet?: true;
  /** Endpoints of firewalls: `firewall subnet`. */
  readonly firewalls: readonly string[];
  /** Attachments in appliance mode, and the subnet by which each was left: `attachment subnet`. */
  readonly kept: ReadonlyMap<FactId, FactId>;
}

export interface Trip extends Omit<Journey, "stop"> {
  readonly packet: Packet;
  readonly seen: readonly string[];
  /** All that was seen by this packet on any way, with what it was like there: what comes to the same again tells nothing new. */
  readonly met: Set<string>;
}

export function journey(packet: Packet): Trip {
  return {
    packet,
    passes: "yes",
    translated: undefined,
    needsPublic: false,
    outward: false,
    namesIn: "yes",
    namesOut: "yes",
    optional: false,
    firewalls: [],
    kept: new Map(),
    seen: [],
    met: new Set(),
  };
}

export function value<T>(known: Value<T>, test: (each: T) => boolean): Answer {
  if ("exact" in known) return test(known.exact) ? "yes" : "no";
  if ("unknown" in known) return "perhaps";
  return known.oneOf.every(test) ? "yes" : known.oneOf.some(test) ? "perhaps" : "no";
}

export function so(trip: Trip, answer: Answer): Trip {
  return answer === "yes" ? trip : { ...trip, passes: all(trip.passes, answer) };
}

export function stop(trip: Trip, where: NaiveStop, most: Answer = "yes"): Journey {
  const { translated, needsPublic, outward, namesIn, namesOut, firewalls, kept, optional, overInternet } = trip;
  return {
    passes: all(trip.passes, most),
    translated,
    needsPublic,
    outward,
    namesIn,
    namesOut,
    firewalls,
    kept,
    optional,
    ...(overInternet === undefined ? {} : { overInternet }),
    stop: where,
  };
}

/** Wherever it likes, as far as the facts tell. */
export function anywhere(trip: Trip): Journey {
  return stop(trip, { at: "anywhere" }, "perhaps");
}

/** All that tells two ways apart, but where they are. */
export function likeness(way: Omit<Journey, "stop">): string {
  const { passes, translated, needsPublic, outward, namesIn, namesOut, optional, overInternet, firewalls, kept } = way;
  const nat = translated === undefined ? "" : `${translated.id} ${translated.subnet} ${String(translated.address)}`;
  const crossed = [...new Set(firewalls)].sort().join();
  const traits = [needsPublic, outward, namesIn, namesOut, optional, overInternet === true];
  return [passes, nat, ...traits, crossed, [...kept].join(" ")].join("|");
}

/** The roads within VPCs, for the parts of a journey that cross from one to another. */
export interface Roads {
  readonly facts: FactBase;
  readonly isPublic: (family: Family, address: bigint) => boolean;
  /** On from a place, once for all that come to it alike; or where it ends instead. */
  past(place: string, trip: Trip, then: (trip: Trip) => readonly Journey[]): readonly Journey[];
  leave(subnet: FactId, trip: Trip): readonly Journey[];
  elsewhere(vpc: Link, trip: Trip): readonly Journey[];
  deliver(from: FactId | undefined, vpc: Vpc, trip: Trip): readonly Journey[];
  enter(gateway: FactId, vpc: FactId, trip: Trip): readonly Journey[];
  open(vpc: Vpc, subnet: FactId | undefined, outward: boolean): Answer;
  acl(subnet: FactId, direction: "ingress" | "egress", remote: bigint, trip: Trip): Trip;
  vpcOf(link: Link): Vpc | undefined;
  inSubnet(subnet: Subnet, family: Family, address: bigint): Answer;
}

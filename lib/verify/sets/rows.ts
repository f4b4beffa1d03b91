/**
 * Sets of transports, kept once each and named by a number.
 *
 * A row is a canonical list of runs of transport points (see `Transport`): a bitset with its equal bits run together, so
 * that a million different ports cost no more than one. Equal sets have equal numbers; that makes equality a comparison
 * of numbers, and lets every AND and OR be computed once. Decides nothing about what a set is for.
 */
import { Transport, type Interval } from "../../model";

/** The number of a row. */
export type RowId = number;
export const noTraffic: RowId = 0;
export const allTraffic: RowId = 1;

/** Twice the largest number of rows; a pair of rows is one exact number. */
const pairBase = 2 ** 26;
const width = 65_536;

/** All rows of one proof. */
export class Rows {
  private readonly runs: Int32Array[] = [];
  private readonly known = new Map<string, RowId>();
  private readonly transports = new WeakMap<Transport, RowId>();
  private readonly ands = new Map<number, RowId>();
  private readonly ors = new Map<number, RowId>();
  private readonly minuses = new Map<number, RowId>();
  private readonly answers = { may: new Map<number, RowId>(), must: new Map<number, RowId>() };
  private readonly wholes = new Map<RowId, RowId>();

  /** What only IPv4 can carry, and what only IPv6 can. */
  public readonly onlyIn: { readonly v4: RowId; readonly v6: RowId };
  /** Protocols that nobody has a rule of its own for: with these comes a row that says everything, but for something. */
  private readonly unnamed: RowId;

  public constructor() {
    this.keep([]);
    this.keep([0, 256 * width]);
    this.onlyIn = {
      v4: this.of(Transport.icmp("icmp", "any", "any")),
      v6: this.of(Transport.icmp("icmpv6", "any", "any")),
    };
    const plain = Array.from({ length: 256 }, (_, number) => number).filter((number) => !named.has(number));
    this.unnamed = this.of(plain.map((number) => Transport.protocol(number)).reduce((all, one) => all.union(one)));
  }

  public of(transport: Transport): RowId {
    const known = this.transports.get(transport);
    if (known !== undefined) return known;
    const row = this.computed(transport);
    this.transports.set(transport, row);
    return row;
  }

  private computed(transport: Transport): RowId {
    const flat: number[] = [];
    for (const [from, to] of transport.points.intervals) flat.push(from, to);
    return this.keep(flat);
  }

  public ofPoint(point: number): RowId {
    return this.keep([point, point + 1]);
  }

  public transport(row: RowId): Transport {
    const intervals: Interval<number>[] = [];
    const runs = this.get(row);
    for (let i = 0; i < runs.length; i += 2) intervals.push([runs[i] as number, runs[i + 1] as number]);
    return Transport.ofPoints(intervals);
  }

  /** Lowest point of a row that is not empty. */
  public first(row: RowId): number {
    return this.get(row)[0] as number;
  }

  public has(row: RowId, point: number): boolean {
    const runs = this.get(row);
    for (let i = 0; i < runs.length; i += 2) if (point < (runs[i + 1] as number)) return point >= (runs[i] as number);
    return false;
  }

  public and(a: RowId, b: RowId): RowId {
    if (a === b || b === allTraffic || a === noTraffic) return a;
    if (a === allTraffic || b === noTraffic) return b;
    const key = a < b ? a * pairBase + b : b * pairBase + a;
    const known = this.ands.get(key);
    if (known !== undefined) return known;
    const [x, y] = [this.get(a), this.get(b)];
    const common: number[] = [];
    for (let i = 0, j = 0; i < x.length && j < y.length;) {
      const from = Math.max(x[i] as number, y[j] as number);
      const to = Math.min(x[i + 1] as number, y[j + 1] as number);
      if (from < to) common.push(from, to);
      if ((x[i + 1] as number) < (y[j + 1] as number)) i += 2;
      else j += 2;
    }
    const row = this.keep(common);
    this.ands.set(key, row);
    return row;
  }

  public or(a: RowId, b: RowId): RowId {
    if (a === b || a === allTraffic || b === noTraffic) return a;
    if (b === allTraffic || a === noTraffic) return b;
    const key = a < b ? a * pairBase + b : b * pairBase + a;
    const known = this.ors.get(key);
    if (known !== undefined) return known;
    const [x, y] = [this.get(a), this.get(b)];
    const joined: number[] = [];
    for (let i = 0, j = 0; i < x.length || j < y.length;) {
      const left = j >= y.length || (i < x.length && (x[i] as number) <= (y[j] as number));
      const from = (left ? x[i] : y[j]) as number;
      const to = (left ? x[i + 1] : y[j + 1]) as number;
      const last = joined.length - 1;
      if (last > 0 && from <= (joined[last] as number)) joined[last] = Math.max(joined[last] as number, to);
      else joined.push(from, to);
      if (left) i += 2;
      else j += 2;
    }
    const row = this.keep(joined);
    this.ors.set(key, row);
    return row;
  }

  public minus(a: RowId, b: RowId): RowId {
    if (a === noTraffic || b === noTraffic) return a;
    if (a === b || b === allTraffic) return noTraffic;
    const key = a * pairBase + b;
    const known = this.minuses.get(key);
    if (known !== undefined) return known;
    const row = this.of(this.transport(a).subtract(this.transport(b)));
    this.minuses.set(key, row);
    return row;
  }

  /** Whether a row is of everything, or of everything but something. */
  public isSweeping(row: RowId): boolean {
    return row === allTraffic || (row !== noTraffic && this.contains(row, this.unnamed));
  }

  public contains(a: RowId, b: RowId): boolean {
    return this.and(a, b) === b;
  }

  /**
   * The part of `row` that is answered when replies may be `replies`.
   *
   * TCP and UDP need one client port: surely one from 1024 up, which every client takes when it does not mind, and perhaps
   * one below, which some take (123 of NTP, 500 of IKE). ICMP questions need their answer; other protocols need the same
   * protocol back. ICMP messages that nobody answers need nothing.
   */
  public answered(row: RowId, replies: RowId, bound: "may" | "must"): RowId {
    if (row === noTraffic || replies === allTraffic) return row;
    const key = row * pairBase + replies;
    const known = this.answers[bound].get(key);
    if (known !== undefined) return known;
    const back = this.transport(replies);
    let lost = Transport.none;
    for (const protocol of ["tcp", "udp"] as const)
      if (!back.overlaps(Transport.ports(protocol, bound === "may" ? 1 : 1024, 65_535)))
        lost = lost.union(Transport.ports(protocol, 0, 65_535));
    for (const [protocol, question, answer] of icmpAnswers)
      if (!back.contains(Transport.icmp(protocol, answer, 0)))
        lost = lost.union(Transport.icmp(protocol, question, "any"));
    for (let number = 0; number < 256; number += 1)
      if (!named.has(number) && !this.has(replies, number * width)) lost = lost.union(Transport.protocol(number));
    const result = this.of(this.transport(row).subtract(lost));
    this.answers[bound].set(key, result);
    return result;
  }

  /** The point that answers another, of a protocol without ports; undefined for a message that nobody answers. */
  public answerOf(point: number): number | undefined {
    const number = Math.floor(point / width);
    if (number !== 1 && number !== 58) return point;
    const type = Math.floor((point % width) / 256);
    const found = icmpAnswers.find(([protocol, question]) => protocolOf[protocol] === number && question === type);
    return found === undefined ? undefined : this.first(this.of(Transport.icmp(found[0], found[2], 0)));
  }

  /**
   * What answers get through to a gateway that translates TCP and UDP on a port of its own, any from 1024 up (VPC user
   * guide, "Network ACLs", ephemeral ports): `may` when one of its ports is let through, `must` when all are.
   */
  public onPickedPort(replies: RowId, bound: "may" | "must"): RowId {
    if (replies === allTraffic || replies === noTraffic) return replies;
    const back = this.transport(replies);
    let result = back;
    for (const protocol of ["tcp", "udp"] as const) {
      const picked = Transport.ports(protocol, 1024, 65_535);
      const whole = Transport.ports(protocol, 0, 65_535);
      const lets = bound === "may" ? back.overlaps(picked) : back.contains(picked);
      result = lets ? result.union(whole) : result.subtract(whole);
    }
    return this.of(result);
  }

  /**
   * The part of `replies` that serves a client whose port may be any from 1024 up: of TCP and UDP all of them or none.
   */
  public forEveryClientPort(replies: RowId): RowId {
    const known = this.wholes.get(replies);
    if (known !== undefined) return known;
    const back = this.transport(replies);
    const kept = (["tcp", "udp"] as const)
      .map((protocol) => Transport.ports(protocol, 1024, 65_535))
      .reduce((left, ports) => (back.contains(ports) ? left : left.subtract(ports)), back);
    const row = this.of(kept);
    this.wholes.set(replies, row);
    return row;
  }

  /** How many different sets there are. */
  public get count(): number {
    return this.runs.length;
  }

  private get(row: RowId): Int32Array {
    return this.runs[row] as Int32Array;
  }

  private keep(flat: readonly number[]): RowId {
    const key = flat.join();
    const known = this.known.get(key);
    if (known !== undefined) return known;
    this.known.set(key, this.runs.length);
    return this.runs.push(Int32Array.from(flat)) - 1;
  }
}

/** Protocols whose answers have rules of their own. */
const named = new Set([1, 6, 17, 58]);
const protocolOf = { icmp: 1, icmpv6: 58 } as const;
/** Which type answers which (RFC 792, RFC 950, RFC 4443). */
const icmpAnswers = [
  ["icmp", 8, 0],
  ["icmp", 13, 14],
  ["icmp", 17, 18],
  ["icmpv6", 128, 129],
] as const;

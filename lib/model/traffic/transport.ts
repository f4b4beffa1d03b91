/**
 * A set of transports: which protocols, with which ports or ICMP types, whoever speaks them.
 *
 * Every transport is a point `protocol × 65536 + x`, where `x` is the port of TCP and UDP and `type × 256 + code` of ICMP. A
 * protocol of which only the number is known owns all of its 65536 points. So the algebra of intervals is the algebra of
 * transports, and `all` differs from TCP with UDP with ICMP.
 */
import { IntervalSet, type Interval } from "../interval-set";
import { InvalidInput } from "../issue";
import type { ServiceTransport } from "../service";

/** Protocols that have ports. */
export type PortProtocol = "tcp" | "udp";
/** Protocols that have types and codes. */
export type IcmpProtocol = "icmp" | "icmpv6";

/** One part of a set, as a person would say it. All bounds are in the part. */
export type TransportPart =
  | { readonly kind: "all" }
  | { readonly kind: "ports"; readonly protocol: PortProtocol; readonly from: number; readonly to: number }
  | { readonly kind: "icmp"; readonly protocol: IcmpProtocol; readonly types: "any" }
  | {
      readonly kind: "icmp";
      readonly protocol: IcmpProtocol;
      readonly types: number;
      readonly codes: "any" | readonly [number, number];
    }
  | { readonly kind: "other"; readonly from: number; readonly to: number };

const width = 65_536;
const protocols = 256;
const numbers = { icmp: 1, tcp: 6, udp: 17, icmpv6: 58 } as const;
const names = new Map<number, keyof typeof numbers>([
  [1, "icmp"],
  [6, "tcp"],
  [17, "udp"],
  [58, "icmpv6"],
]);

/** A canonical set of transports. */
export class Transport {
  public static readonly none = new Transport(IntervalSet.empty<number>());
  public static readonly all = new Transport(IntervalSet.of([[0, protocols * width]]));

  private constructor(public readonly points: IntervalSet<number>) {}

  /**
   * Ports of TCP or UDP, both ends in. Port 0 is allowed here: rules can hold it, though no service listens on it.
   *
   * @throws {InvalidInput} when a port is not an integer from 0 to 65535, or the range is reversed
   */
  public static ports(protocol: PortProtocol, from: number, to: number): Transport {
    const name = protocol.toUpperCase();
    requireInteger(`first port of ${name}`, from, 0, width - 1);
    requireInteger(`last port of ${name}`, to, from, width - 1);
    const base = numbers[protocol] * width;
    return new Transport(IntervalSet.of([[base + from, base + to + 1]]));
  }

  /**
   * A type and code of ICMP, or any; any type with one code is that code of every type.
   *
   * @throws {InvalidInput} when a number is not an integer from 0 to 255
   */
  public static icmp(protocol: IcmpProtocol, type: number | "any", code: number | "any"): Transport {
    if (type !== "any") requireInteger(`type of ${protocol}`, type, 0, 255);
    if (code !== "any") requireInteger(`code of ${protocol}`, code, 0, 255);
    const base = numbers[protocol] * width;
    const types = type === "any" ? Array.from({ length: 256 }, (_, each) => each) : [type];
    return new Transport(
      IntervalSet.of(
        types.map((each): Interval<number> => {
          const start = base + each * 256;
          return code === "any" ? [start, start + 256] : [start + code, start + code + 1];
        }),
      ),
    );
  }

  /**
   * All of one protocol, whatever its ports or types.
   *
   * @throws {InvalidInput} when the number is not an integer from 0 to 255
   */
  public static protocol(number: number): Transport {
    requireInteger("IP protocol number", number, 0, protocols - 1);
    return new Transport(IntervalSet.of([[number * width, (number + 1) * width]]));
  }

  public static ofService(transport: ServiceTransport): Transport {
    switch (transport.protocol) {
      case "tcp":
      case "udp":
        return Transport.ports(transport.protocol, transport.ports.from, transport.ports.to);
      case "icmp":
      case "icmpv6":
        return Transport.icmp(transport.protocol, transport.type, transport.code);
      case "other":
        return Transport.protocol(transport.number);
    }
  }

  /** The set with these points; see the module's comment for what a point is. */
  public static ofPoints(intervals: readonly Interval<number>[]): Transport {
    return new Transport(IntervalSet.of(intervals).intersect(Transport.all.points));
  }

  public union(other: Transport): Transport {
    return new Transport(this.points.union(other.points));
  }

  public intersect(other: Transport): Transport {
    return new Transport(this.points.intersect(other.points));
  }

  public subtract(other: Transport): Transport {
    return new Transport(this.points.subtract(other.points));
  }

  public contains(other: Transport): boolean {
    return this.points.contains(other.points);
  }

  public overlaps(other: Transport): boolean {
    return !this.intersect(other).isEmpty();
  }

  public equals(other: Transport): boolean {
    return this.points.equals(other.points);
  }

  public isEmpty(): boolean {
    return this.points.isEmpty();
  }

  /** The set in parts, by protocol number and then by port or type; whole protocols without a name are joined in runs. */
  public parts(): readonly TransportPart[] {
    if (this.equals(Transport.all)) return [{ kind: "all" }];
    const parts: TransportPart[] = [];
    for (const [from, to] of this.points.intervals) {
      for (let protocol = Math.floor(from / width); protocol * width < to; protocol += 1) {
        const base = protocol * width;
        parts.push(...partsOf(protocol, Math.max(from, base) - base, Math.min(to, base + width) - base - 1));
      }
    }
    return joinRuns(parts);
  }

  public toString(): string {
    return this.isEmpty() ? "nothing" : described(this.parts()).join(", ");
  }
}

function requireInteger(what: string, value: number, lowest: number, highest: number): void {
  if (Number.isInteger(value) && value >= lowest && value <= highest) return;
  const allowed = `an integer from ${String(lowest)} to ${String(highest)}`;
  throw new InvalidInput([{ what: `${what} is out of range`, received: String(value), allowed }]);
}

function partsOf(protocol: number, from: number, to: number): TransportPart[] {
  const name = names.get(protocol);
  if (name === "tcp" || name === "udp") return [{ kind: "ports", protocol: name, from, to }];
  if (name === undefined) return [{ kind: "other", from: protocol, to: protocol }];
  if (from === 0 && to === width - 1) return [{ kind: "icmp", protocol: name, types: "any" }];
  const parts: TransportPart[] = [];
  for (let type = from >> 8; type <= to >> 8; type += 1) {
    const first = Math.max(from - type * 256, 0);
    const last = Math.min(to - type * 256, 255);
    parts.push({
      kind: "icmp",
      protocol: name,
      types: type,
      codes: first === 0 && last === 255 ? "any" : [first, last],
    });
  }
  return parts;
}

function joinRuns(parts: readonly TransportPart[]): readonly TransportPart[] {
  const joined: TransportPart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part.kind === "other" && last?.kind === "other" && last.to + 1 === part.from)
      joined[joined.length - 1] = { ...last, to: part.to };
    else joined.push(part);
  }
  return joined;
}

/** Whole types of ICMP that follow each other are one text: `icmp 1-255`. */
function described(parts: readonly TransportPart[]): readonly string[] {
  const texts: string[] = [];
  let first = 0;
  parts.forEach((part, at) => {
    if (isWholeType(part)) {
      const next = parts[at + 1];
      if (next !== undefined && isWholeType(next) && next.protocol === part.protocol && next.types === part.types + 1)
        return;
      const from = parts[first] as typeof part;
      texts.push(`${part.protocol} ${run(from.types, part.types)}`);
    } else texts.push(describe(part));
    first = at + 1;
  });
  return texts;
}

function isWholeType(part: TransportPart): part is Extract<TransportPart, { readonly codes: unknown }> {
  return part.kind === "icmp" && part.types !== "any" && part.codes === "any";
}

function describe(part: TransportPart): string {
  switch (part.kind) {
    case "all":
      return "all";
    case "ports":
      return part.from === 0 && part.to === width - 1 ? part.protocol : `${part.protocol} ${run(part.from, part.to)}`;
    case "icmp":
      if (part.types === "any") return part.protocol;
      return `${part.protocol} ${String(part.types)}${part.codes === "any" ? "" : `/${run(...part.codes)}`}`;
    case "other":
      return `protocol ${run(part.from, part.to)}`;
  }
}

function run(from: number, to: number): string {
  return from === to ? String(from) : `${String(from)}-${String(to)}`;
}

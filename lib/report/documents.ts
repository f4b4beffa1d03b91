/** The JSON documents of the proof; each has a published schema of the same name. */
import type { Transport } from "../model";
import type { Exemption, Explanation, Judgement, Matrix, Place, Witness } from "../verify";

/** One part of a set of transports. Nothing beside the protocol means all of it. */
export type TrafficPart =
  | { readonly protocol: "all" }
  | { readonly protocol: "tcp" | "udp"; readonly ports: readonly (readonly [number, number])[] }
  | { readonly protocol: "icmp" | "icmpv6" }
  | { readonly protocol: "icmp" | "icmpv6"; readonly types: readonly (readonly [number, number | "any"])[] }
  | { readonly protocol: "other"; readonly numbers: readonly (readonly [number, number])[] };

/** How many links between resources were followed, and how surely. */
export interface Links {
  readonly exact: number;
  readonly symbolic: number;
  readonly ambiguous: number;
  readonly unknown: number;
}

/** Something that is not known, and what it leaves open. */
export interface Undecided {
  readonly about: string;
  readonly why: string;
}

/** Two places with the rules that let the lowest of their traffic through. */
export interface ReachedPair {
  readonly from: string;
  readonly to: string;
  readonly bound: "must" | "may";
  readonly traffic: Transport;
  readonly because: readonly string[];
}

export interface MatrixResult {
  readonly places: readonly Place[];
  /** Made while they are shown; a large network has a million. */
  readonly reach: Iterable<ReachedPair>;
  /** How many of them are of each bound. */
  readonly counts: { readonly surely: number; readonly perhaps: number };
  readonly links: Links;
  readonly undecided: readonly Undecided[];
  /** What two inputs say differently, each with its address. */
  readonly disagreements: readonly string[];
  readonly pairs: Matrix["pairs"];
}

/** How much there is to prove something of. */
export interface Shown {
  readonly vpcs: number;
  readonly subnets: number;
  readonly interfaces: number;
}

export interface CheckResult {
  readonly judgement: Judgement;
  readonly links: Links;
  /** Files of the intents; none when nothing was declared. */
  readonly intents: readonly string[];
  readonly places: number;
  /** What the inputs show of a network. */
  readonly shown: Shown;
  /** Subnets in which nothing has an interface. */
  readonly empty: readonly string[];
  /** What no group and no ACL stops. */
  readonly exemptions: readonly Exemption[];
  /** What the reader of the inputs took for granted, each with its address. */
  readonly assumed: readonly string[];
  /** What two inputs say differently, each with its address. Neither is believed: either may be. */
  readonly disagreements: readonly string[];
}

/** A set of transports in parts, by protocol. */
export function trafficParts(transport: Transport): readonly TrafficPart[] {
  const parts: TrafficPart[] = [];
  for (const part of transport.parts()) {
    switch (part.kind) {
      case "all":
        return [{ protocol: "all" }];
      case "ports":
        join(parts, { protocol: part.protocol, ports: [[part.from, part.to]] });
        break;
      case "icmp":
        join(
          parts,
          part.types === "any" ? { protocol: part.protocol } : { protocol: part.protocol, types: codes(part) },
        );
        break;
      case "other":
        join(parts, { protocol: "other", numbers: [[part.from, part.to]] });
        break;
    }
  }
  return parts;
}

function codes(part: { readonly types: number; readonly codes: "any" | readonly [number, number] }) {
  if (part.codes === "any") return [[part.types, "any"]] as const;
  const [from, to] = part.codes;
  return Array.from({ length: to - from + 1 }, (_, index) => [part.types, from + index] as const);
}

/** Adds a part to the one before when both are of one protocol. */
function join(parts: TrafficPart[], next: TrafficPart): void {
  const last = parts.pop();
  if (last === undefined) parts.push(next);
  else if ("ports" in last && "ports" in next && last.protocol === next.protocol)
    parts.push({ protocol: last.protocol, ports: [...last.ports, ...next.ports] });
  else if ("types" in last && "types" in next && last.protocol === next.protocol)
    parts.push({ protocol: last.protocol, types: [...last.types, ...next.types] });
  else if ("numbers" in last && "numbers" in next)
    parts.push({ protocol: "other", numbers: [...last.numbers, ...next.numbers] });
  else parts.push(last, next);
}

export function explanationDocument(
  { verdict, hops, back, blockers, doubts, witness }: Explanation,
  disagreements: readonly string[],
): object {
  return {
    schema: "cordon/explain/1",
    verdict,
    hops,
    back,
    blockers,
    doubts,
    disagreements,
    witness: witness ?? null,
  };
}

export function checkDocument(result: CheckResult): object {
  const { judgement, links, intents, places, empty, exemptions, assumed, disagreements } = result;
  const { verdict, findings, assumptions } = judgement;
  return {
    schema: "cordon/check/1",
    verdict,
    findings: findings.map((finding) => ({
      id: finding.id,
      verdict: finding.verdict,
      from: finding.from,
      to: finding.to,
      traffic: trafficParts(finding.traffic),
      witness: finding.witness ?? null,
      rules:
        finding.rules.length > 0
          ? finding.rules
          : (finding.blockers ?? []).map(({ at, rule }) => (rule === "none" ? at : rule)),
      doubts: finding.doubts,
      next: finding.next,
    })),
    summary: {
      broken: findings.filter((finding) => finding.verdict === "broken").length,
      undecided: findings.filter((finding) => finding.verdict === "undecided").length,
      // In the order of the findings.
      sentences: findings.map(({ text }) => text),
      intents,
      places,
      empty,
      assumptions: [...assumptions, ...assumed],
      disagreements,
      exemptions: exemptions.map(({ vpc, what, addresses }) => ({ vpc: vpc ?? null, what, addresses })),
      links,
    },
  };
}

/** `10.40.1.4:49152 → 10.40.2.4:443`. */
export function packetText({ from, to, transport }: Witness): string {
  const end = ({ address, port }: Witness["from"]): string =>
    port === undefined
      ? address
      : address.includes(":")
        ? `[${address}]:${String(port)}`
        : `${address}:${String(port)}`;
  return `${end(from)} → ${end(to)}  ${transport}`;
}

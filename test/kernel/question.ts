/** What is asked of a pair, and from which client ports. */
import type { FactBase } from "../../lib/terraform";

export interface Question {
  readonly protocol: "tcp" | "udp" | "icmp";
  /** Zero for ICMP, which is always an echo request. */
  readonly port: number;
}

/** Its point of a `Transport`. */
export function pointOf({ protocol, port }: Question, family: 4 | 6): number {
  if (protocol === "icmp") return family === 4 ? 65_536 + 8 * 256 : 58 * 65_536 + 128 * 256;
  return (protocol === "tcp" ? 6 : 17) * 65_536 + port;
}

/**
 * A client port of each class that the ACLs tell apart, from 1024 up.
 *
 * @param high - the last of each, not the first
 */
export function clientPortsOf(facts: FactBase, high: boolean): readonly number[] {
  const cuts = new Set([1024]);
  for (const { transport } of facts.networkAclEntries)
    if ("exact" in transport)
      for (const edge of transport.exact.points.intervals.flat()) {
        const protocol = Math.floor(edge / 65_536);
        const port = edge % 65_536;
        if ((protocol === 6 || protocol === 17) && port > 1024) cuts.add(port);
      }
  const starts = [...cuts].sort((a, b) => a - b);
  return starts.map((start, i) => (high ? (starts[i + 1] ?? 65_536) - 1 : start));
}

/** Two of a list, or the one that it has; others each time. */
export function twoOf(ports: readonly number[], turn: number): readonly number[] {
  const at = (i: number): number => ports[i % ports.length]!;
  return [...new Set([at(turn), at(turn + Math.ceil(ports.length / 2))])];
}

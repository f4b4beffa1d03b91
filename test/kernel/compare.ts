/** Every question put to the engine and to the kernel; what they say differently, in words. */
import type { FactBase, FactId } from "../../lib/terraform";
import type { HostAddress, KernelHost, KernelNetwork } from "./compile/node";
import type { Engine } from "./engine";
import type { Probe } from "./rig/host";
import type { Rig } from "./rig/rig";

/** What to ask of a pair. */
export interface Question {
  readonly protocol: "tcp" | "udp" | "icmp";
  /** Zero for ICMP. */
  readonly port: number;
}

export interface Asked {
  readonly disagreements: readonly string[];
  readonly passed: number;
  readonly blocked: number;
  /** How many that passed went over what, by the engine. */
  readonly over: ReadonlyMap<FactId, number>;
  /** Questions that depend on the port that a translating gateway picks: the engine says so, and the kernel is not asked. */
  readonly undecided: number;
}

interface Case {
  readonly probe: Probe;
  readonly from: string;
  readonly to: string;
  readonly family: 4 | 6;
  readonly expected: boolean;
  readonly over: readonly FactId[];
  readonly title: string;
}

/** Milliseconds: many times what a packet needs, and, for what should have passed, enough for any stall of the machine. */
const [short, long] = [120, 2500];

/**
 * @param clientPorts - the client ports to ask from, two for each question in turn; a connection counts from each by itself
 */
export async function compare(
  rig: Rig,
  network: KernelNetwork,
  engine: Engine,
  questions: (from: string, to: string) => readonly Question[],
  clientPorts: readonly number[],
): Promise<Asked> {
  const disagreements: string[] = [];
  const cases: Case[] = [];
  let [undecided, asked] = [0, 0];
  for (const from of network.hosts)
    for (const to of network.hosts) {
      if (from.id === to.id || (from.kind !== "interface" && to.kind !== "interface")) continue;
      for (const source of from.addresses)
        for (const destination of to.addresses.filter(({ family }) => family === source.family))
          for (const question of questions(from.id, to.id)) {
            const answer = engine.ask(from, source, to, destination, pointOf(question, source));
            const what = `${from.id} (${source.text}) to ${to.id} (${destination.text}), ${question.protocol}${question.port === 0 ? "" : ` ${String(question.port)}`}`;
            if (answer.must !== answer.may) {
              if (answer.translated && question.protocol !== "icmp") undecided += 1;
              else disagreements.push(`${what}: the engine cannot tell, though everything is known`);
              continue;
            }
            asked += 1;
            for (const clientPort of question.protocol === "icmp" ? [0] : twoOf(clientPorts, asked)) {
              const inPorts = answer.clientPorts.some(([low, high]) => low <= clientPort && clientPort <= high);
              cases.push({
                probe: { id: cases.length, ...question, to: addressFor(from, destination), peer: to.id, clientPort },
                from: from.id,
                to: to.id,
                family: source.family,
                expected: answer.must && (question.protocol === "icmp" || inPorts),
                over: answer.over,
                title: clientPort === 0 ? what : `${what} from port ${String(clientPort)}`,
              });
            }
          }
    }
  const seen = new Map(await send(rig, cases, short));
  const silent = cases.filter(({ expected, probe }) => expected && !seen.has(probe.id));
  for (const [id, who] of await send(rig, silent, long)) seen.set(id, who);
  let passed = 0;
  const over = new Map<FactId, number>();
  for (const { probe, expected, title, over: met } of cases) {
    const who = seen.get(probe.id);
    if (who !== undefined) {
      passed += 1;
      for (const id of new Set(met)) over.set(id, (over.get(id) ?? 0) + 1);
    }
    if (who !== undefined && who !== probe.peer) disagreements.push(`${title}: answered by ${who}`);
    if ((who !== undefined) !== expected)
      disagreements.push(
        `${title}: the engine says it ${expected ? "passes" : "is blocked"}, the kernel says it ${expected ? "is blocked" : "passes"}`,
      );
  }
  return { disagreements, passed, blocked: cases.length - passed, over, undecided };
}

/** Two of a list, or the one that it has; others each time. */
function twoOf(ports: readonly number[], turn: number): readonly number[] {
  const at = (i: number): number => ports[i % ports.length]!;
  return [...new Set([at(turn), at(turn + Math.ceil(ports.length / 2))])];
}

/** The internet knows an interface by its public address, and has no way to it without one. */
function addressFor(from: KernelHost, { text, publicText }: HostAddress): string {
  return from.kind === "internet" ? (publicText ?? text) : text;
}

async function send(rig: Rig, cases: readonly Case[], wait: number): Promise<ReadonlyMap<number, string>> {
  const bySender = new Map<string, Probe[]>();
  for (const { from, probe } of cases) {
    const mine = bySender.get(from) ?? [];
    mine.push(probe);
    bySender.set(from, mine);
  }
  return rig.send(bySender, wait);
}

function pointOf({ protocol, port }: Question, { family }: HostAddress): number {
  if (protocol === "icmp") return family === 4 ? 65_536 + 8 * 256 : 58 * 65_536 + 128 * 256;
  return (protocol === "tcp" ? 6 : 17) * 65_536 + port;
}

/** A client port of each class that the ACLs tell apart, from 1024 up. @param high - the last of each, not the first */
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
